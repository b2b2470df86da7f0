"""The cover that the planned people reach: with every position filled, at the expected vacancy, with one away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from coplan.figures.declared import Worked, declare, step
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import HOURS, PERCENT, rounded
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.people.hours import productive_hours, team_hours, vacancy
from coplan.figures.staffing.people.needed import fte_needed, fte_planned
from coplan.figures.staffing.people.team import team

COVERED = "FTE planned of the scarcest role × productive hours a year × 7 ÷ 365 ÷ people of it in one team"


@dataclass(frozen=True)
class Scarcest:
    """The role that decides, since a team needs all of its roles, with the hours a week that it can cover."""

    planned: Figure
    productive: Figure
    teams: Figure
    possible: Decimal

    @property
    def inputs(self) -> tuple[Input, Input]:
        return computed(self.planned), computed(self.productive)


@step(fte_needed, fte_planned, productive_hours, team_hours)
def scarcest(given: Given) -> Scarcest | None:
    """None without a team, or while one of its roles has no positions."""
    needed, planned = given.each(fte_needed), given.each(fte_planned)
    productive, teams = given.figure(productive_hours), given.figure(team_hours)
    if not needed or needed.keys() != planned.keys() or productive is None or teams is None:
        return None
    possible = {
        role: relief.hours_covered(number(figure), number(given.once(team)[role].count), number(productive))
        for role, figure in planned.items()
    }
    role = min(possible, key=lambda one: possible[one])
    return Scarcest(planned[role], productive, teams, possible[role])


@declare(
    "staffing.cover_hours",
    "hours a week with a full team, every position filled",
    "hours",
    formula=f"{COVERED}; at most the hours of all teams",
    source=("relief",),
    reads=(scarcest,),
)
def cover_hours(given: Given) -> Worked | None:
    found = given.once(scarcest)
    if found is None:
        return None
    reached = min(found.possible, number(found.teams))
    return Worked(rounded(reached, HOURS), (*found.inputs, computed(found.teams)))


@declare(
    "staffing.cover_share",
    "share of the hours covered, every position filled",
    "percent",
    formula=f"{COVERED}, ÷ hours of all teams a week; at most 100%",
    source=("relief",),
    reads=(scarcest,),
)
def cover_share(given: Given) -> Worked | None:
    found = given.once(scarcest)
    if found is None:
        return None
    wanted = number(found.teams)
    reached = min(found.possible, wanted) / wanted
    return Worked(rounded(reached * 100, PERCENT), (*found.inputs, computed(found.teams)))


@declare(
    "staffing.cover_share_vacancy",
    "share of the hours covered at the expected vacancy",
    "percent",
    formula=f"{COVERED} × (1 − vacancy rate), ÷ hours of all teams a week",
    source=("relief", "co-start"),
    reads=(scarcest, vacancy),
)
def cover_share_vacancy(given: Given) -> Worked | None:
    found = given.once(scarcest)
    if found is None:
        return None
    expected, wanted = given.once(vacancy), number(found.teams)
    left = min(found.possible * (1 - share(expected)), wanted)
    return Worked(rounded(left / wanted * 100, PERCENT), (*found.inputs, expected, computed(found.teams)))


@declare(
    "staffing.cover_share_one_away",
    "share of the hours covered while one full-time person is away",
    "percent",
    formula="(FTE planned − 1, at least 0) × productive hours a year × 7 ÷ 365 ÷ people of the role in one team, of "
    "the role with the least; ÷ hours of all teams a week, at most 100%",
    source=("relief",),
    reads=(scarcest,),
)
def cover_share_one_away(given: Given) -> Worked | None:
    """Minimum staffing: what is left of the cover when one person of the role that then has the least falls ill."""
    found = given.once(scarcest)
    if found is None:
        return None
    left = {
        role: relief.hours_covered(
            max(number(figure) - 1, Decimal(0)), number(given.once(team)[role].count), number(found.productive)
        )
        for role, figure in given.each(fte_planned).items()
    }
    role = min(left, key=lambda one: left[one])
    covered = min(left[role], number(found.teams)) / number(found.teams)
    inputs = (computed(given.each(fte_planned)[role]), computed(found.productive), computed(found.teams))
    return Worked(rounded(covered * 100, PERCENT), inputs)
