"""People by role: FTE needed, to hire and planned, and the gaps between them."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from coplan.content.answers.values import Missing
from coplan.figures.declared import Declared, Worked, declare
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import FTE, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.people.hours import productive_hours, team_hours, vacancy
from coplan.figures.staffing.people.team import EACH_ROLE, _label, field_models, has_seat, team


@declare(
    "staffing.fte_needed",
    "FTE needed",
    "FTE",
    formula="hours of all teams a week × 365 ÷ 7 × people of this role in one team ÷ productive hours a year",
    source=("relief", "tool24"),
    reads=(team_hours, productive_hours),
    each=EACH_ROLE,
    rule="needed_fte",
)
def fte_needed(given: Given, role: str) -> Worked | None:
    teams = given.figure(team_hours)
    return fte_for_hours(given, role, teams if teams and teams.value else None, "FTE needed")


def fte_for_hours(given: Given, role: str, hours: Figure | None, words: str) -> Worked | None:
    """The FTE of one role that hours of all teams a week take; None without such hours or productive hours."""
    productive = given.figure(productive_hours)
    if hours is None or productive is None:
        return None
    seat = given.once(team)[role]
    value = relief.fte_for_cover(number(hours), number(seat.count), number(productive))
    inputs = (computed(hours), seat.count, computed(productive))
    return Worked(rounded(value, FTE), inputs, label=f"{words}: {seat.label}")


@declare(
    "staffing.fte_to_hire",
    "FTE to hire",
    "FTE",
    formula="FTE needed ÷ (1 − vacancy rate)",
    source=("relief", "co-start"),
    reads=(fte_needed, vacancy),
    each=EACH_ROLE,
    rule="hire_fte",
)
def fte_to_hire(given: Given, role: str) -> Worked | None:
    needed = given.figure(fte_needed, role)
    if needed is None:
        return None
    expected = given.once(vacancy)
    value = relief.fte_to_hire(number(needed), share(expected))
    return Worked(rounded(value, FTE), (computed(needed), expected), label=f"FTE to hire: {_label(given, role)}")


@declare(
    "staffing.people_to_hire",
    "whole people to hire",
    "people",
    formula="FTE to hire, rounded up: nobody hires a part of a person whom no part-time job finds",
    source=("relief",),
    reads=(fte_to_hire,),
    each=EACH_ROLE,
)
def people_to_hire(given: Given, role: str) -> Worked | None:
    wanted = given.figure(fte_to_hire, role)
    if wanted is None:
        return None
    whole = number(wanted).to_integral_value(ROUND_CEILING)
    return Worked(whole, (computed(wanted),), label=f"whole people to hire: {_label(given, role)}")


@declare(
    "staffing.fte_planned",
    "FTE planned",
    "FTE",
    formula="FTE of the positions that fill this role, added up",
    reads=(fte_needed, field_models, reads.POSITIONS, reads.SWORN_FTE, reads.TEAM),
    each=EACH_ROLE,
    rule="planned_fte",
)
def fte_planned(given: Given, role: str) -> Worked | None:
    held = planned_fte(given, role) if given.figure(fte_needed, role) else None
    if held is None:
        return None
    return Worked(rounded(number(held), FTE), (held,), label=f"FTE planned: {_label(given, role)}")


@declare(
    "staffing.gap",
    "planned less needed",
    "FTE",
    formula="FTE planned − FTE needed; below zero, somebody is missing",
    source=("relief",),
    reads=(fte_planned, fte_needed),
    each=EACH_ROLE,
)
def gap(given: Given, role: str) -> Worked | None:
    return _planned_less(given, fte_needed, role, "planned less needed")


@declare(
    "staffing.hire_gap",
    "planned less to hire",
    "FTE",
    formula="FTE planned − FTE to hire; below zero, somebody is missing at the expected vacancy",
    source=("relief", "co-start"),
    reads=(fte_planned, fte_to_hire),
    each=EACH_ROLE,
)
def hire_gap(given: Given, role: str) -> Worked | None:
    return _planned_less(given, fte_to_hire, role, "planned less to hire")


def _planned_less(given: Given, declared: Declared, role: str, words: str) -> Worked | None:
    planned, other = given.figure(fte_planned, role), given.figure(declared, role)
    if planned is None or other is None:
        return None
    inputs = (computed(planned), computed(other))
    return Worked(number(planned) - number(other), inputs, label=f"{words}: {_label(given, role)}")


@declare(
    "staffing.short_roles",
    "roles of which the plan has fewer than it needs",
    formula="roles with FTE planned − FTE needed below zero",
    reads=(gap,),
)
def short_roles(given: Given) -> Worked:
    return _below_zero(given, gap)


@declare(
    "staffing.short_to_hire",
    "roles of which the plan has fewer than it has to hire",
    formula="roles with FTE planned − FTE to hire below zero",
    reads=(hire_gap,),
)
def short_to_hire(given: Given) -> Worked:
    return _below_zero(given, hire_gap)


def _below_zero(given: Given, declared: Declared) -> Worked:
    found = given.each(declared)
    short = (_label(given, role) for role, figure in found.items() if number(figure) < 0)
    return Worked(tuple(short), tuple(computed(figure) for figure in found.values()))


def planned_fte(given: Given, role: str) -> Input | None:
    """The FTE of the positions with this role. None while the plan has no positions."""
    rows = given.answer(reads.POSITIONS)
    held = [row for row in rows if row["role"] == role and has_seat(given, row)]
    found = [row["fte"] for row in held if not isinstance(row["fte"], Missing)]
    sworn = given.answer(reads.SWORN_FTE)
    in_team = [row["role"].key for row in given.answer(reads.TEAM) if row["role"]]
    first = next((name for name in reads.SWORN if name in in_team), "")
    if not found and role == first and not isinstance(sworn, Missing):
        return given.from_answer(reads.SWORN_FTE)
    if isinstance(rows, Missing):
        return None
    return given.from_answer(reads.POSITIONS, sum(found, Decimal(0)), "FTE of positions with this role", "FTE")
