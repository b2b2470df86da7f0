"""Staffing from the answers of a plan: with whatever is answered, and what is missing named."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from coplan.figures.figure import Figure
from coplan.figures.given import holds
from coplan.figures.staffing.calls import calls, queues
from coplan.figures.staffing.follow_up import follow_up
from coplan.figures.staffing.on_call import on_call
from coplan.figures.staffing.people import people
from coplan.figures.staffing.result import Section, Staffing
from coplan.plan.view import Answers

# name for rules: key of the figure
OFFERED_FIGURES = {
    name: f"staffing.{name}"
    for name in (
        *("productive_hours", "relief_factor", "duty_hours", "team_hours", "cover_hours"),
        *("calls_on_duty", "contacts", "load_peak", "teams_for_target", "mean_wait_peak", "contacts_a_shift"),
        *("workload_fte", "off_hours", "off_hours_calls", "on_call_weeks"),
        *("follow_up_room", "follow_up_people", "case_managers"),
    )
}
# These are shares of one in rules, and percentages on paper.
OFFERED_SHARES = {
    name: f"staffing.{name}"
    for name in (
        *("cover_share", "cover_share_vacancy", "duty_call_share", "missed_share", "missed_share_peak"),
        *("wait_share_peak", "late_share_peak", "uhu"),
    )
}


def staffing(answers: Answers) -> Staffing:
    """The people that a plan needs, has planned, and what they can do. Nothing is guessed without being marked."""
    found = people(answers)
    sections: list[Section] = [found.section]
    blocks: tuple[Any, ...] = ()
    if not holds(answers, "follow_up_only"):
        section, blocks = calls(answers, found)
        sections.append(section)
    contacts = next((figure for part in sections for figure in part.figures if figure.key == "staffing.contacts"), None)
    more = (on_call(answers, found, blocks), follow_up(answers, contacts))
    sections += [section for section in more if section is not None]
    return Staffing(tuple(sections), found.week, found.roles, blocks, queues(answers))


def summary(answers: Answers) -> Mapping[str, Any]:
    """What rules may ask for as `figures.staffing.NAME`; None where the plan does not give it. Values as printed.

    By role, each a mapping from the key of the role (`figures.staffing.gap['clinician']`), empty without team, hours
    or positions: `needed_fte`, `hire_fte` (with vacancy), `planned_fte`, `gap` (planned less needed), `hire_gap`
    (planned less to hire). `short_roles` lists the labels of roles with a gap below zero, `short_to_hire` those
    with a hire_gap below zero.

    Numbers: `productive_hours`, `relief_factor`, `duty_hours` and `team_hours` (a week), `cover_hours` (a week with a
    full team), `calls_on_duty` and `contacts` (a year), `load_peak`, `teams_peak`, `teams_for_target`,
    `mean_wait_peak` (minutes; None also if it grows without limit), `contacts_a_shift`, `workload_fte`, `off_hours`
    (a week), `off_hours_calls` (a week), `on_call_weeks`, `follow_up_room`, `follow_up_people` (new people a week),
    `case_managers`.

    Shares of one: `cover_share`, `cover_share_vacancy`, `duty_call_share`, `missed_share`, `missed_share_peak`,
    `wait_share_peak`, `late_share_peak`, `uhu`.

    `queues` is true where calls wait for the team, `overloaded` is true if such a queue grows without limit.
    `assumed` has the names of the assumptions that stand in for answers: a rule that must not rest on one asks for
    the answer in its `when`.
    """
    found = staffing(answers)
    figures = found.figures
    peak = max((part for part in found.blocks if part.on_duty), key=lambda part: part.load, default=None)
    teams = min(count for count, _ in peak.on_duty) if peak else None
    known = [row for row in found.roles if row.planned is not None]
    hire_gap = {row.role: (row.planned or Decimal(0)) - row.to_hire for row in known}
    return {
        "needed_fte": {row.role: row.needed for row in found.roles},
        "hire_fte": {row.role: row.to_hire for row in found.roles},
        "planned_fte": {row.role: row.planned for row in known},
        "gap": {row.role: row.gap for row in known},
        "hire_gap": hire_gap,
        "short_roles": [row.label for row in known if row.gap is not None and row.gap < 0],
        "short_to_hire": [row.label for row in known if hire_gap[row.role] < 0],
        "teams_peak": teams,
        "queues": found.queues,
        "overloaded": None if peak is None or teams is None else found.queues and peak.load >= teams,
        "assumed": [item.key.removeprefix("assumptions.") for item in found.assumed],
        **{name: _value(figures.get(key)) for name, key in OFFERED_FIGURES.items()},
        **{name: _share(figures.get(key)) for name, key in OFFERED_SHARES.items()},
    }


def _value(figure: Figure | None) -> Decimal | None:
    return None if figure is None or isinstance(figure.value, str) else Decimal(figure.value)


def _share(figure: Figure | None) -> Decimal | None:
    value = _value(figure)
    return None if value is None else value / 100
