"""People: productive hours, hours to cover, FTE needed, to hire and planned, and the cover that these reach."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.figure import Figure, Input
from coplan.figures.given import answer, answer_or_assumed, assumed, computed, from_answer, lacking, number, share
from coplan.figures.rounding import FTE, HOURS, PERCENT, rounded
from coplan.figures.staffing import relief, week
from coplan.figures.staffing.result import RoleStaffing, Section
from coplan.figures.staffing.week import Stretch
from coplan.plan.view import Answers

SWORN = ("officer", "firefighter", "paramedic", "emt")  # whom `resources.sworn_fte` can mean, in this order


@dataclass(frozen=True)
class People:
    """What the other sections build on. `week` is empty and `hours` None where the plan does not give them."""

    section: Section
    roles: tuple[RoleStaffing, ...]
    week: tuple[Stretch, ...]
    hours: tuple[Figure, Figure] | None  # on duty, and of all teams together


def people(answers: Answers) -> People:
    """The section on people, with as much as the answers allow."""
    on_duty = duty_week(answers)
    year = _year(answers)
    hours = _hours(answers, on_duty) if on_duty else None
    missing = lacking(answers, "design.hours", "design.team", "resources.roles")
    notes = _notes(answers)
    if year is None:
        notes = (*notes, "The hours of absence leave nothing of the paid hours; nobody can be on duty.")
        return People(Section("people", "People", (), missing, notes), (), on_duty, hours)
    figures = [*year, *(hours or ())]
    roles = []
    if hours and hours[1].value and not lacking(answers, "design.team"):
        for role, label, count in _team(answers):
            found, row = _role(answers, (role, label, count), year[0], hours[1])
            figures += found
            roles.append(row)
        figures += _cover(answers, roles, figures)
    return People(Section("people", "People", tuple(figures), missing, notes), tuple(roles), on_duty, hours)


def duty_week(answers: Answers) -> tuple[Stretch, ...]:
    """The ordinary week on duty; empty while the hours are not answered."""
    hours = answer(answers, "design.hours")
    if isinstance(hours, Missing):
        return ()
    rows = answer(answers, "design.posts")
    posts = [(row["period"], int(row["teams"])) for row in rows if row["period"] and row["teams"] is not None]
    return week.stretches(hours, posts, int(number(assumed(answers, "teams"))))


def _year(answers: Answers) -> tuple[Figure, Figure] | None:
    paid = answer_or_assumed(answers, "resources.paid_hours", "paid_hours")
    rows = [row["hours"] for row in answer(answers, "resources.absence") if not isinstance(row["hours"], Missing)]
    absent = (
        from_answer(answers, "resources.absence", sum(rows, Decimal(0)), unit="hours")
        if rows
        else assumed(answers, "absence_hours")
    )
    try:
        hours = relief.productive_hours(number(paid), number(absent))
    except ValueError:
        return None
    productive = Figure(
        "staffing.productive_hours",
        "productive hours a year of one full-time person",
        rounded(hours, HOURS),
        "hours",
        "paid hours − hours not available for duty",
        (paid, absent),
        ("relief", "tool24"),
    )
    factor = Figure(
        "staffing.relief_factor",
        "relief factor",
        rounded(relief.relief_factor(number(paid), hours), FTE),
        "",
        "paid hours ÷ productive hours",
        (paid, computed(productive)),
        ("relief",),
    )
    return productive, factor


def _hours(answers: Answers, on_duty: tuple[Stretch, ...]) -> tuple[Figure, Figure]:
    hours = from_answer(answers, "design.hours")
    stated = not lacking(answers, "design.posts") and any(part.stated for part in on_duty)
    inputs = [hours] + ([from_answer(answers, "design.posts", "see the week")] if stated else [])
    if not all(part.stated for part in on_duty):
        inputs.append(assumed(answers, "teams"))
    duty = Figure(
        "staffing.duty_hours",
        "hours on duty a week",
        rounded(week.duty_hours(on_duty), HOURS),
        "hours",
        "hours of an ordinary week without public holidays",
        (hours,),
        ("relief",),
    )
    teams = Figure(
        "staffing.team_hours",
        "hours of all teams a week",
        rounded(week.team_hours(on_duty), HOURS),
        "hours",
        "hours of each stretch of the week × teams on duty in it, added up",
        tuple(inputs),
        ("relief",),
    )
    return duty, teams


def _team(answers: Answers) -> list[tuple[str, str, Input]]:
    """Each role of one team: its key, its label, and how many people of it; several rows of a role are added up."""
    found: dict[str, tuple[str, list[int | None]]] = {}
    for row in answer(answers, "design.team"):
        if row["role"]:
            count = row["count"]
            found.setdefault(row["role"].key, (str(row["role"]), []))[1].append(
                None if isinstance(count, Missing) else int(count)
            )
    alone = assumed(answers, "people_per_role")
    made = []
    for role, (label, counts) in found.items():
        total = sum(int(number(alone)) if count is None else count for count in counts)
        words = f"people of this role in one team ({label})"
        stated = from_answer(answers, "design.team", Decimal(total), words)
        item = Input(words, Decimal(total), "", "assumed", alone.key, alone.source) if None in counts else stated
        if total:
            made.append((role, label, item))
    return made


def _role(
    answers: Answers, seat: tuple[str, str, Input], productive: Figure, teams: Figure
) -> tuple[list[Figure], RoleStaffing]:
    role, label, count = seat
    weekly, hours = Decimal(teams.value), Decimal(productive.value)
    needed = Figure(
        f"staffing.fte_needed.{role}",
        f"FTE needed: {label}",
        rounded(relief.fte_for_cover(weekly, number(count), hours), FTE),
        "FTE",
        "hours of all teams a week × 365 ÷ 7 × people of this role in one team ÷ productive hours a year",
        (computed(teams), count, computed(productive)),
        ("relief", "tool24"),
    )
    vacancy = answer_or_assumed(answers, "resources.vacancy", "vacancy")
    hire = Figure(
        f"staffing.fte_to_hire.{role}",
        f"FTE to hire: {label}",
        rounded(relief.fte_to_hire(Decimal(needed.value), share(vacancy)), FTE),
        "FTE",
        "FTE needed ÷ (1 − vacancy rate)",
        (computed(needed), vacancy),
        ("relief", "co-start"),
    )
    figures = [needed, hire]
    held = planned_fte(answers, role)
    if held is not None:
        planned = Figure(
            f"staffing.fte_planned.{role}",
            f"FTE planned: {label}",
            rounded(number(held), FTE),
            "FTE",
            "FTE of the positions that fill this role, added up",
            (held,),
        )
        gap = Figure(
            f"staffing.gap.{role}",
            f"planned less needed: {label}",
            Decimal(planned.value) - Decimal(needed.value),
            "FTE",
            "FTE planned − FTE needed; below zero, somebody is missing",
            (computed(planned), computed(needed)),
            ("relief",),
        )
        figures += [planned, gap]
    values = [figure.value for figure in figures]
    row = RoleStaffing(
        role,
        label,
        int(number(count)),
        rounded(weekly * number(count), HOURS),
        Decimal(values[0]),
        Decimal(values[1]),
        Decimal(values[2]) if held is not None else None,
        Decimal(values[3]) if held is not None else None,
    )
    return figures, row


def planned_fte(answers: Answers, role: str) -> Input | None:
    """The FTE of the positions with this role. None while the plan has no positions."""
    rows = answer(answers, "resources.roles")
    found = [row["fte"] for row in rows if row["role"] == role and not isinstance(row["fte"], Missing)]
    sworn = answer(answers, "resources.sworn_fte")
    in_team = [row["role"].key for row in answer(answers, "design.team") if row["role"]]
    first = next((name for name in SWORN if name in in_team), "")
    if not found and role == first and not isinstance(sworn, Missing):
        return from_answer(answers, "resources.sworn_fte")
    if isinstance(rows, Missing):
        return None
    return from_answer(answers, "resources.roles", sum(found, Decimal(0)), "FTE of positions with this role", "FTE")


def _cover(answers: Answers, roles: list[RoleStaffing], figures: list[Figure]) -> list[Figure]:
    """Cover reached with the positions planned: the scarcest role decides, since a team needs all of its roles."""
    if not roles or any(row.planned is None for row in roles):
        return []
    by_key = {figure.key: figure for figure in figures}
    productive, teams = by_key["staffing.productive_hours"], by_key["staffing.team_hours"]
    hours, wanted = Decimal(productive.value), Decimal(teams.value)
    possible = {row.role: relief.hours_covered(row.planned or Decimal(0), Decimal(row.people), hours) for row in roles}
    scarce = min(possible, key=lambda role: possible[role])
    planned = by_key[f"staffing.fte_planned.{scarce}"]
    vacancy = answer_or_assumed(answers, "resources.vacancy", "vacancy")
    reached = min(possible[scarce], wanted)
    formula = "FTE planned of the scarcest role × productive hours a year × 7 ÷ 365 ÷ people of it in one team"
    cover = Figure(
        "staffing.cover_hours",
        "hours a week with a full team, every position filled",
        rounded(reached, HOURS),
        "hours",
        formula + "; at most the hours of all teams",
        (computed(planned), computed(productive), computed(teams)),
        ("relief",),
    )
    full = Figure(
        "staffing.cover_share",
        "share of the hours covered, every position filled",
        rounded(Decimal(cover.value) / wanted * 100, PERCENT),
        "percent",
        "hours a week with a full team ÷ hours of all teams a week",
        (computed(cover), computed(teams)),
        ("relief",),
    )
    left = min(possible[scarce] * (1 - share(vacancy)), wanted)
    short = Figure(
        "staffing.cover_share_vacancy",
        "share of the hours covered at the expected vacancy",
        rounded(left / wanted * 100, PERCENT),
        "percent",
        formula + " × (1 − vacancy rate), ÷ hours of all teams a week",
        (computed(planned), computed(productive), vacancy, computed(teams)),
        ("relief", "co-start"),
    )
    return [cover, full, short]


def _notes(answers: Answers) -> tuple[str, ...]:
    rows = answer(answers, "resources.roles")
    unnamed = [str(row["title"]) for row in rows if isinstance(row["role"], Missing)]
    words = "Not counted, because the position names no role: " + ", ".join(unnamed) + "."
    return (words,) if unnamed else ()
