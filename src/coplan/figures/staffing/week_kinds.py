"""Weeks that differ, by seasons or in turn: hours and FTE of each kind of week, and the hours of the whole year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number
from coplan.figures.rounding import HOURS, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.people.hours import duty_week, productive_hours
from coplan.figures.staffing.people.needed import fte_for_hours, fte_planned
from coplan.figures.staffing.people.team import team
from coplan.figures.staffing.week import KindOfWeek, kinds_of_weeks
from coplan.figures.staffing.week import team_hours as hours_of_teams
from coplan.numerals import grouped

Seat = tuple[str, str]  # a role and a kind of week


@step(duty_week)
def kinds(given: Given) -> Mapping[str, KindOfWeek]:
    """The kinds of week by when they come; none where all weeks are alike."""
    return {kind.time: kind for kind in kinds_of_weeks(given.once(duty_week)) if kind.time}


@step(kinds, team)
def seats(given: Given) -> Mapping[str, Seat]:
    """Each role in each kind of week, where weeks differ."""
    return {f"{role}, {kind}": (role, kind) for role in given.once(team) for kind in given.once(kinds)}


@declare(
    "staffing.hours_by_week",
    "hours of all teams in a week",
    "hours",
    formula="hours of each stretch of such a week × teams on duty in it, added up",
    source=("relief",),
    reads=(kinds, reads.HOURS),
    each=Each("kind of week, where weeks differ", kinds),
)
def hours_by_week(given: Given, kind: str) -> Worked:
    found = given.once(kinds)[kind]
    days = Input("days a year in such weeks", rounded(_days(found), HOURS), "days", "computed")
    hours = rounded(hours_of_teams(found.week), HOURS)
    return Worked(hours, (given.from_answer(reads.HOURS), days), label=f"{hours_by_week.label}, {kind}")


def _days(kind: KindOfWeek) -> Decimal:
    return Decimal(kind.share.numerator) * 365 / kind.share.denominator


@declare(
    "staffing.hours_a_year",
    "hours of all teams a year, where weeks differ",
    "hours",
    formula="hours of all teams in a week of each kind × its days a year ÷ 7, added up",
    source=("relief",),
    reads=(kinds, hours_by_week),
)
def hours_a_year(given: Given) -> Worked | None:
    found = given.once(kinds)
    if not found:
        return None
    inputs = []
    for kind, figure in given.each(hours_by_week).items():
        days = Input(f"days a year, {kind}", rounded(_days(found[kind]), HOURS), "days", "computed")
        inputs += [computed(figure), days]
    hours = sum((hours_of_teams(kind.week) * _days(kind) / 7 for kind in found.values()), Decimal(0))
    return Worked(rounded(hours, 0), tuple(inputs))


@declare(
    "staffing.week_fte",
    "FTE that weeks take",
    "FTE",
    formula="hours of all teams in a week of this kind × 365 ÷ 7 × people of this role in one team ÷ productive hours "
    "a year: as if all weeks were so",
    source=("relief",),
    reads=(seats, hours_by_week, productive_hours, team),
    each=Each("role and kind of week, where weeks differ", seats),
)
def week_fte(given: Given, key: str) -> Worked | None:
    role, kind = given.once(seats)[key]
    return fte_for_hours(given, role, given.figure(hours_by_week, kind), f"{week_fte.label}, {kind}")


@declare(
    "staffing.short_weeks",
    "kinds of week that take more people than are planned",
    formula="roles and kinds of week with FTE planned below the FTE that such weeks take",
    reads=(week_fte, fte_planned),
)
def short_weeks(given: Given) -> Worked:
    planned, short = given.each(fte_planned), []
    for key, wanted in given.each(week_fte).items():
        role, kind = given.once(seats)[key]
        if role in planned and number(planned[role]) < number(wanted):
            words = f"{grouped(number(wanted))} FTE and {grouped(number(planned[role]))} planned"
            short.append(f"{kind} ({given.once(team)[role].label}: {words})")
    found = (*planned.values(), *given.each(week_fte).values())
    return Worked(tuple(short), tuple(computed(figure) for figure in found))


KINDS = (hours_by_week, hours_a_year, week_fte)
