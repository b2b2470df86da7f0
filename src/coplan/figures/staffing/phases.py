"""Phases that differ: hours and FTE of each, and the hours that are promised in the first year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from coplan.content.answers.values import Day, Missing
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number
from coplan.figures.rounding import HOURS, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.cover_by_month import begun, months_from, phase_hours, promised_on, wanted_from
from coplan.figures.staffing.people.hours import productive_hours, team_hours
from coplan.figures.staffing.people.needed import fte_for_hours, fte_planned
from coplan.figures.staffing.people.team import team
from coplan.numerals import grouped

FIRST_YEAR = 12  # months
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Phase:
    """One phase with hours of its own: its first day, and the hours of all its teams a week."""

    start: date
    hours: Decimal


@step(reads.PHASES, team_hours)
def phases(given: Given) -> Mapping[str, Phase]:
    """The phases by their names, with those that say when they begin and which hours they have."""
    found = {}
    for place, row in enumerate(given.answer(reads.PHASES), start=1):
        if row["start"] and not isinstance(row["hours"], Missing):
            name = str(row["phase"])
            key = f"{name} ({place})" if name in found else name
            found[key] = Phase(row["start"], phase_hours(row, Decimal(0)))
    return found


@step(phases, team)
def seats(given: Given) -> Mapping[str, tuple[str, str]]:
    """Each role in each phase."""
    return {f"{role}, {phase}": (role, phase) for phase in given.once(phases) for role in given.once(team)}


@declare(
    "staffing.hours_by_phase",
    "hours of all teams in a week of the phase",
    "hours",
    formula="hours a week of the phase × teams on duty in it, one where it names none",
    source=("relief",),
    reads=(phases, reads.PHASES),
    each=Each("phase that has hours of its own", phases),
)
def hours_by_phase(given: Given, name: str) -> Worked:
    found = given.once(phases)[name]
    words = f"phase {name}, from {_day(found.start)}"
    item = given.from_answer(reads.PHASES, words)
    return Worked(rounded(found.hours, HOURS), (item,), label=f"hours of all teams in a week, phase {name}")


@declare(
    "staffing.phase_fte",
    "FTE that the phase takes",
    "FTE",
    formula="hours of all teams in a week of the phase × 365 ÷ 7 × people of this role in one team ÷ productive hours "
    "a year",
    source=("relief",),
    reads=(seats, hours_by_phase, productive_hours, team),
    each=Each("role and phase that has hours of its own", seats),
)
def phase_fte(given: Given, key: str) -> Worked | None:
    role, phase = given.once(seats)[key]
    return fte_for_hours(given, role, given.figure(hours_by_phase, phase), f"FTE that phase {phase} takes")


@declare(
    "staffing.first_year_hours",
    "hours of all teams in the first twelve months, where phases differ",
    "hours",
    formula="for each day from the launch: hours of all teams a week that are promised on it ÷ 7, added up",
    source=("relief",),
    reads=(phases, wanted_from, hours_by_phase, reads.LAUNCH),
)
def first_year_hours(given: Given) -> Worked | None:
    launch = given.answer(reads.LAUNCH)
    if isinstance(launch, Missing) or not given.once(phases):
        return None
    spans = months_from(launch, FIRST_YEAR).values()
    days = [first + timedelta(days=place) for first, last in spans for place in range((last - first).days + 1)]
    hours = sum((promised_on(given, day) for day in days), Decimal(0)) / DAYS_A_WEEK
    inputs = [computed(figure) for figure in given.each(hours_by_phase).values()]
    since = Input("days of service in these months", Decimal(len(days)), "days", "computed")
    return Worked(rounded(hours, 0), (*inputs, given.from_answer(reads.LAUNCH), since))


@declare(
    "staffing.short_phases",
    "later phases that take more people than are planned",
    formula="roles and phases after the first that take more FTE than the first, with FTE that have begun by its first "
    "day below the FTE that it takes",
    reads=(phase_fte, fte_planned, reads.POSITIONS),
)
def short_phases(given: Given) -> Worked:
    planned, short = given.each(fte_planned), []
    first = min((phase.start for phase in given.once(phases).values()), default=date.min)
    rows = [(*given.once(seats)[key], number(wanted)) for key, wanted in given.each(phase_fte).items()]
    # What the first phase takes is short from the start, if it is: one that takes no more adds nothing to it.
    taken = {role: wanted for role, name, wanted in rows if given.once(phases)[name].start <= first}
    for role, name, wanted in rows:
        phase = given.once(phases)[name]
        if phase.start > first and role in planned and wanted > taken.get(role, Decimal(0)):
            there = begun(given, role, phase.start)
            if there < wanted:
                words = f"{grouped(wanted)} FTE and {grouped(there)} planned"
                short.append(f"{name}, from {_day(phase.start)} ({given.once(team)[role].label}: {words})")
    found = (*planned.values(), *given.each(phase_fte).values())
    return Worked(tuple(short), tuple(computed(figure) for figure in found))


def _day(day: date) -> str:
    return str(Day(day.year, day.month, day.day))


PHASES = (hours_by_phase, phase_fte, short_phases, first_year_hours)
