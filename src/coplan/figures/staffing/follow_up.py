"""Follow-up: the people that case managers can take on, and the case managers that the contacts call for."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.figure import Figure, Input
from coplan.figures.given import answer, assumed, computed, from_answer, holds, lacking, number, share
from coplan.figures.rounding import FTE, rounded
from coplan.figures.staffing import caseload as pure
from coplan.figures.staffing.people import planned_fte
from coplan.figures.staffing.result import Section
from coplan.plan.view import Answers

WEEK_MINUTES = Decimal(10080)


def follow_up(answers: Answers, contacts: Figure | None) -> Section | None:
    """The section on follow-up; None if the team does not follow up. `contacts` are those that the team reaches."""
    if not holds(answers, "follow_up"):
        return None
    missing = lacking(answers, "design.caseload", "design.followup_cap", "resources.roles")
    weeks = _weeks_open(answers)
    figures: list[Figure] = []
    if weeks is not None and not lacking(answers, "design.caseload"):
        figures += _room(answers, weeks)
        if contacts is not None:
            figures += _needed(answers, weeks, contacts)
    return Section("follow_up", "Follow-up", tuple(figures), missing)


def _weeks_open(answers: Answers) -> Input | None:
    rows = [row["longest"] for row in answer(answers, "design.followup_cap")]
    known = [length for length in rows if not isinstance(length, Missing)]
    if not known:
        return None
    weeks = rounded(max(length.minutes for length in known) / WEEK_MINUTES, FTE)
    return from_answer(answers, "design.followup_cap", weeks, "longest follow-up", "weeks")


def _room(answers: Answers, weeks: Input) -> list[Figure]:
    managers = planned_fte(answers, "case_manager")
    if managers is None or not number(weeks):
        return []
    caseload = from_answer(answers, "design.caseload")
    room = pure.room_a_week(number(managers), number(caseload), number(weeks))
    return [
        Figure(
            "staffing.follow_up_room",
            "new people a week that the case managers planned can take on",
            rounded(room, FTE),
            "people",
            "FTE of case managers × open cases per case manager ÷ weeks of the longest follow-up; "
            "more if people leave earlier",
            (managers, caseload, weeks),
            ("known",),
        )
    ]


def _needed(answers: Answers, weeks: Input, contacts: Figure) -> list[Figure]:
    caseload, agree = from_answer(answers, "design.caseload"), assumed(answers, "followup_share")
    new = Figure(
        "staffing.follow_up_people",
        "new people a week who agree to follow-up",
        rounded(pure.people_a_week(Decimal(contacts.value), share(agree)), FTE),
        "people",
        "calls a year that the team can reach × 7 ÷ 365 × share who agree; each call as another person",
        (computed(contacts), agree),
        ("known",),
    )
    needed = pure.case_managers(Decimal(new.value), number(weeks), number(caseload))
    managers = Figure(
        "staffing.case_managers",
        "case managers needed",
        rounded(needed, FTE),
        "FTE",
        "new people a week × weeks of the longest follow-up ÷ open cases per case manager",
        (computed(new), weeks, caseload),
        ("known",),
    )
    return [new, managers]
