"""Follow-up: the people that case managers can take on, and the case managers that the contacts call for."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.declared import Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import FTE, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.reached import contacts
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.people.needed import planned_fte
from coplan.figures.staffing.people.team import field_models

WEEK_MINUTES = Decimal(10080)


@step(reads.FOLLOW_UP, reads.CASELOAD, reads.FOLLOWUP_CAP)
def weeks_open(given: Given) -> Input | None:
    """Weeks of the longest follow-up; None without it, or where the team does not follow up or has no caseload."""
    if not given.holds(reads.FOLLOW_UP) or given.lacking(reads.CASELOAD):
        return None
    rows = [row["longest"] for row in given.answer(reads.FOLLOWUP_CAP)]
    known = [length for length in rows if not isinstance(length, Missing)]
    if not known:
        return None
    weeks = rounded(max(length.minutes for length in known) / WEEK_MINUTES, FTE)
    return given.from_answer(reads.FOLLOWUP_CAP, weeks, "longest follow-up", "weeks")


@declare(
    "staffing.follow_up_room",
    "new people a week that the case managers planned can take on",
    "people",
    formula="FTE of case managers × open cases per case manager ÷ weeks of the longest follow-up; "
    "more if people leave earlier",
    source=("known",),
    reads=(weeks_open, field_models, reads.CASELOAD, reads.POSITIONS, reads.SWORN_FTE, reads.TEAM),
)
def follow_up_room(given: Given) -> Worked | None:
    weeks = given.once(weeks_open)
    managers = planned_fte(given, "case_manager") if weeks else None
    if weeks is None or managers is None or not number(weeks):
        return None
    caseload = given.from_answer(reads.CASELOAD)
    room = relief.room_a_week(number(managers), number(caseload), number(weeks))
    return Worked(rounded(room, FTE), (managers, caseload, weeks))


@declare(
    "staffing.follow_up_people",
    "new people a week who agree to follow-up",
    "people",
    formula="calls a year that the team can reach × 7 ÷ 365 × share who agree; each call as another person",
    source=("known",),
    reads=(weeks_open, contacts, reads.FOLLOWUP_SHARE),
)
def follow_up_people(given: Given) -> Worked | None:
    reached = given.figure(contacts) if given.once(weeks_open) else None
    if reached is None:
        return None
    agree = given.assumed(reads.FOLLOWUP_SHARE)
    return Worked(rounded(relief.people_a_week(number(reached), share(agree)), FTE), (computed(reached), agree))


@declare(
    "staffing.case_managers",
    "case managers needed",
    "FTE",
    formula="new people a week × weeks of the longest follow-up ÷ open cases per case manager",
    source=("known",),
    reads=(weeks_open, follow_up_people, reads.CASELOAD),
)
def case_managers(given: Given) -> Worked | None:
    weeks, new = given.once(weeks_open), given.figure(follow_up_people)
    if weeks is None or new is None:
        return None
    caseload = given.from_answer(reads.CASELOAD)
    needed = relief.case_managers(number(new), number(weeks), number(caseload))
    return Worked(rounded(needed, FTE), (computed(new), weeks, caseload))
