"""People: productive hours, hours to cover, FTE needed, to hire and planned, and the cover that these reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import FTE, HOURS, PERCENT, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing import relief, week
from coplan.figures.staffing.week import Stretch

COVERED = "FTE planned of the scarcest role × productive hours a year × 7 ÷ 365 ÷ people of it in one team"


@dataclass(frozen=True)
class Seat:
    """A role of one team: its label, and how many people of it."""

    label: str
    count: Input


@step(reads.HOURS, reads.POSTS, reads.ASSUMED_TEAMS)
def duty_week(given: Given) -> tuple[Stretch, ...]:
    """The ordinary week on duty; empty while the hours are not answered."""
    hours = given.answer(reads.HOURS)
    if isinstance(hours, Missing):
        return ()
    rows = given.answer(reads.POSTS)
    posts = [
        (row["period"], int(row["teams"])) for row in rows if row["period"] and not isinstance(row["teams"], Missing)
    ]
    return week.stretches(hours, posts, int(number(given.assumed(reads.ASSUMED_TEAMS))))


@step(reads.MODELS)
def field_models(given: Given) -> bool:
    """True if the program has a team in the field, so that people elsewhere fill none of its seats."""
    models = given.answer(reads.MODELS)
    return not models or any(model in reads.IN_FIELD for model in models)


@step(reads.TEAM, reads.PEOPLE_PER_ROLE, field_models)
def team(given: Given) -> Mapping[str, Seat]:
    """The roles of one team by their key, those with nobody left out; several rows of a role are added up."""
    found: dict[str, tuple[str, list[int | None]]] = {}
    for row in given.answer(reads.TEAM):
        if row["role"] and has_seat(given, row):
            count = row["count"]
            found.setdefault(row["role"].key, (str(row["role"]), []))[1].append(
                None if isinstance(count, Missing) else int(count)
            )
    if not found:
        return {}
    alone = given.assumed(reads.PEOPLE_PER_ROLE)
    made = {}
    for role, (label, counts) in found.items():
        total = sum(int(number(alone)) if count is None else count for count in counts)
        words = f"people of this role in one team ({label})"
        stated = given.from_answer(reads.TEAM, Decimal(total), words)
        item = Input(words, Decimal(total), "", "assumed", alone.key, alone.source) if None in counts else stated
        if total:
            made[role] = Seat(label, item)
    return made


EACH_ROLE = Each("role of the team", team)


@step(reads.PAID_HOURS, reads.ASSUMED_PAID_HOURS)
def paid_hours(given: Given) -> Input:
    """Paid hours a year of one full-time person."""
    return given.answer_or_assumed(reads.PAID_HOURS, reads.ASSUMED_PAID_HOURS)


@step(reads.VACANCY, reads.ASSUMED_VACANCY)
def vacancy(given: Given) -> Input:
    """The vacancy rate to expect."""
    return given.answer_or_assumed(reads.VACANCY, reads.ASSUMED_VACANCY)


@declare(
    "staffing.productive_hours",
    "productive hours a year of one full-time person",
    "hours",
    formula="paid hours − hours not available for duty",
    source=("relief", "tool24"),
    reads=(paid_hours, reads.ABSENCE, reads.ASSUMED_ABSENCE),
)
def productive_hours(given: Given) -> Worked | None:
    """Nothing if absence leaves nobody on duty."""
    paid = given.once(paid_hours)
    rows = [row["hours"] for row in given.answer(reads.ABSENCE) if not isinstance(row["hours"], Missing)]
    absent = (
        given.from_answer(reads.ABSENCE, sum(rows, Decimal(0)), unit="hours")
        if rows
        else given.assumed(reads.ASSUMED_ABSENCE)
    )
    try:
        hours = relief.productive_hours(number(paid), number(absent))
    except ValueError:
        return None
    return Worked(rounded(hours, HOURS), (paid, absent))


@declare(
    "staffing.relief_factor",
    "relief factor",
    formula="paid hours ÷ productive hours",
    source=("relief",),
    reads=(paid_hours, productive_hours),
)
def relief_factor(given: Given) -> Worked | None:
    productive = given.figure(productive_hours)
    if productive is None:
        return None
    paid = given.once(paid_hours)
    value = relief.relief_factor(number(paid), number(productive))
    return Worked(rounded(value, FTE), (paid, computed(productive)))


@declare(
    "staffing.duty_hours",
    "hours on duty a week",
    "hours",
    formula="hours of an ordinary week without public holidays",
    source=("relief",),
    reads=(duty_week, reads.HOURS),
)
def duty_hours(given: Given) -> Worked | None:
    on_duty = given.once(duty_week)
    if not on_duty:
        return None
    return Worked(rounded(week.duty_hours(on_duty), HOURS), (given.from_answer(reads.HOURS),))


@declare(
    "staffing.team_hours",
    "hours of all teams a week",
    "hours",
    formula="hours of each stretch of the week × teams on duty in it, added up",
    source=("relief",),
    reads=(duty_week, reads.HOURS, reads.POSTS, reads.ASSUMED_TEAMS),
)
def team_hours(given: Given) -> Worked | None:
    on_duty = given.once(duty_week)
    if not on_duty:
        return None
    stated = not given.lacking(reads.POSTS) and any(part.stated for part in on_duty)
    inputs = [given.from_answer(reads.HOURS)]
    inputs += [given.from_answer(reads.POSTS, "see the week")] if stated else []
    if not all(part.stated for part in on_duty):
        inputs.append(given.assumed(reads.ASSUMED_TEAMS))
    return Worked(rounded(week.team_hours(on_duty), HOURS), tuple(inputs))


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
    productive, teams = given.figure(productive_hours), given.figure(team_hours)
    if productive is None or teams is None or not teams.value:
        return None
    seat = given.once(team)[role]
    value = relief.fte_for_cover(number(teams), number(seat.count), number(productive))
    inputs = (computed(teams), seat.count, computed(productive))
    return Worked(rounded(value, FTE), inputs, label=f"FTE needed: {seat.label}")


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
    planned, needed = given.figure(fte_planned, role), given.figure(fte_needed, role)
    if planned is None or needed is None:
        return None
    value = number(planned) - number(needed)
    return Worked(value, (computed(planned), computed(needed)), label=f"planned less needed: {_label(given, role)}")


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
    planned, wanted = given.figure(fte_planned, role), given.figure(fte_to_hire, role)
    if planned is None or wanted is None:
        return None
    value = number(planned) - number(wanted)
    return Worked(value, (computed(planned), computed(wanted)), label=f"planned less to hire: {_label(given, role)}")


@declare(
    "staffing.short_roles",
    "roles of which the plan has fewer than it needs",
    formula="roles with FTE planned − FTE needed below zero",
    reads=(gap,),
)
def short_roles(given: Given) -> Worked:
    return Worked(tuple(_label(given, role) for role, figure in given.each(gap).items() if number(figure) < 0))


@declare(
    "staffing.short_to_hire",
    "roles of which the plan has fewer than it has to hire",
    formula="roles with FTE planned − FTE to hire below zero",
    reads=(hire_gap,),
)
def short_to_hire(given: Given) -> Worked:
    return Worked(tuple(_label(given, role) for role, figure in given.each(hire_gap).items() if number(figure) < 0))


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
    formula="hours a week with a full team ÷ hours of all teams a week",
    source=("relief",),
    reads=(cover_hours, team_hours),
)
def cover_share(given: Given) -> Worked | None:
    cover, teams = given.figure(cover_hours), given.figure(team_hours)
    if cover is None or teams is None:
        return None
    return Worked(rounded(number(cover) / number(teams) * 100, PERCENT), (computed(cover), computed(teams)))


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


def has_seat(given: Given, row: Row) -> bool:
    """False for those in the 911 center, on video or only on call, where others are in the field."""
    return not given.once(field_models) or row["place"] not in reads.ELSEWHERE


def unnamed_positions(given: Given) -> tuple[str, ...]:
    """A note on positions that name no role."""
    rows = given.answer(reads.POSITIONS)
    unnamed = [str(row["title"]) for row in rows if isinstance(row["role"], Missing)]
    words = "Not counted, because the position names no role: " + ", ".join(unnamed) + "."
    return (words,) if unnamed else ()


def _label(given: Given, role: str) -> str:
    return given.once(team)[role].label
