"""Cover month by month from the launch: people are there from their first day, and phases have their own hours."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from coplan.content.answers.values import MONTHS, Missing
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import HOURS, PERCENT, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.reached import contacts
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.people.cover import cover_share_vacancy, scarcest
from coplan.figures.staffing.people.hours import productive_hours, team_hours, vacancy
from coplan.figures.staffing.people.needed import fte_planned
from coplan.figures.staffing.people.team import has_seat, team

SHOWN = 24  # months


@step(reads.LAUNCH, reads.PHASES, reads.POSITIONS, scarcest)
def months(given: Given) -> Mapping[str, tuple[datetime.date, datetime.date]]:
    """The months from the launch, each with its first and last day of service; none without a launch and cover."""
    launch = given.answer(reads.LAUNCH)
    return {} if isinstance(launch, Missing) or given.once(scarcest) is None else months_from(launch, SHOWN)


def months_from(launch: datetime.date, count: int) -> dict[str, tuple[datetime.date, datetime.date]]:
    """So many months from a launch, as year-month, each with its first and last day of service."""
    found = {}
    for place in range(count):
        year, month = divmod(launch.year * 12 + launch.month - 1 + place, 12)
        first, last = datetime.date(year, month + 1, 1), datetime.date(year, month + 1, monthrange(year, month + 1)[1])
        found[f"{year}-{month + 1:02d}"] = (max(first, launch), last)
    return found


@step(reads.LAUNCH, reads.PHASES, team_hours)
def wanted_from(given: Given) -> tuple[tuple[datetime.date, Decimal], ...]:
    """From which day on how many hours of all teams a week are promised: the phases, or the hours on duty alone."""
    whole = given.figure(team_hours)
    launch, every = given.answer(reads.LAUNCH), number(whole) if whole else Decimal(0)
    rows = sorted((row for row in given.answer(reads.PHASES) if row["start"]), key=lambda row: row["start"])
    found = [(datetime.date.min if isinstance(launch, Missing) else launch, every)]
    return (*found, *((row["start"], phase_hours(row, every)) for row in rows))


def phase_hours(row: Any, every: Decimal) -> Decimal:
    """Hours of all teams of a phase; one team where it names none, and the hours of the design where it has none."""
    if isinstance(row["hours"], Missing):
        return every
    teams = 1 if isinstance(row["teams"], Missing) else int(row["teams"])
    return Decimal(row["hours"].hours_a_week) * teams


def promised_on(given: Given, day: datetime.date) -> Decimal:
    """Hours of all teams a week that are promised on a day from the launch on."""
    return [hours for start, hours in given.once(wanted_from) if start <= day][-1]


def covered(given: Given, first: datetime.date, last: datetime.date) -> tuple[Decimal, Decimal]:
    """Hours a week with a full team at the expected vacancy, and hours promised, on average over these days."""
    reached = wanted = Decimal(0)
    days = [first + datetime.timedelta(days=place) for place in range((last - first).days + 1)]
    known: dict[tuple[object, ...], tuple[Decimal, Decimal]] = {}
    for day in days:
        there = tuple(begun(given, role, day) for role in given.once(team))
        promised = promised_on(given, day)
        if (there, promised) not in known:
            known[there, promised] = _covered(given, dict(zip(given.once(team), there, strict=True)), promised)
        reached += known[there, promised][0]
        wanted += known[there, promised][1]
    return reached / len(days), wanted / len(days)


def _covered(given: Given, there: Mapping[str, Decimal], promised: Decimal) -> tuple[Decimal, Decimal]:
    productive = given.figure(productive_hours)
    hours = number(productive) if productive else Decimal(0)
    seats = given.once(team)
    possible = min(relief.hours_covered(fte, number(seats[role].count), hours) for role, fte in there.items())
    return min(possible * (1 - share(given.once(vacancy))), promised), promised


def begun(given: Given, role: str, day: datetime.date) -> Decimal:
    """The FTE of a role that have started by a day; those without a first day are there from the launch."""
    rows = [row for row in given.answer(reads.POSITIONS) if row["role"] == role and has_seat(given, row)]
    late = sum((Decimal(row["fte"]) for row in rows if row["fte"] and row["start"] and row["start"] > day), Decimal(0))
    planned = given.figure(fte_planned, role)
    return max((number(planned) if planned else Decimal(0)) - late, Decimal(0))


@declare(
    "staffing.cover_by_month",
    "share of the hours covered at the expected vacancy",
    "percent",
    formula="hours that the people who have started can cover, of the scarcest role, day by day × (1 − vacancy rate), "
    "÷ hours of all teams that the phase promises",
    source=("relief", "co-start"),
    reads=(months, wanted_from, fte_planned, team, productive_hours, vacancy, reads.POSITIONS),
    each=Each("month from the launch, as year-month", months),
)
def cover_by_month(given: Given, month: str) -> Worked | None:
    first, last = given.once(months)[month]
    reached, wanted = covered(given, first, last)
    if not wanted:
        return None
    year, number_of_month = month.split("-")
    name = f"{MONTHS[int(number_of_month) - 1]} {year}"
    label = f"share of the hours covered in {name}"
    inputs = (
        Input("hours a week that those who have started cover", rounded(reached, HOURS), "hours", "computed"),
        Input("hours a week of all teams that are promised", rounded(wanted, HOURS), "hours", "computed"),
        *(computed(figure) for figure in given.each(fte_planned).values()),
        *((computed(productive),) if (productive := given.figure(productive_hours)) else ()),
        given.once(vacancy),
    )
    return Worked(rounded(reached / wanted * 100, PERCENT), inputs, label=label)


@declare(
    "staffing.first_year_contacts",
    "calls that the team can reach in its first twelve months",
    "calls",
    formula="calls a year that the team can reach × hours with a full team in the first twelve months ÷ hours with a "
    "full team in a year with everybody there; first days of work and phases counted day by day",
    source=("larson", "co-start"),
    reads=(
        contacts,
        months,
        wanted_from,
        fte_planned,
        cover_share_vacancy,
        team_hours,
        team,
        productive_hours,
        vacancy,
    ),
)
def first_year_contacts(given: Given) -> Worked | None:
    """The contacts of a year, where no launch says when the first year is."""
    reached, cover, hours = (given.figure(one) for one in (contacts, cover_share_vacancy, team_hours))
    if reached is None:
        return None
    found = list(given.once(months).values())[:12]
    if cover is None or hours is None or not found or not number(cover):
        return Worked(number(reached), (computed(reached),), formula="calls a year that the team can reach")
    full = number(hours) * share(cover)
    part = min(sum((covered(given, *days)[0] for days in found), Decimal(0)) / (12 * full), Decimal(1))
    words = "hours with a full team in the first year, of a full year"
    first = Input(words, rounded(part * 100, PERCENT), "percent", "computed")
    return Worked(rounded(number(reached) * rounded(part, 3), 0), (computed(reached), first))


MONTHLY = (cover_by_month, first_year_contacts)
