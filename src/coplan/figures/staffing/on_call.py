"""On-call duty: hours off duty, the week of a person on call, how often a turn comes, and the calls to expect."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import HOURS, PERCENT, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.hour_blocks import loads
from coplan.figures.staffing.people.hours import duty_hours, paid_hours
from coplan.figures.staffing.people.needed import planned_fte
from coplan.figures.staffing.people.relief import WEEK_DAYS, YEAR_DAYS
from coplan.figures.staffing.people.team import field_models

WEEK_HOURS = Decimal(168)


@step(reads.OFF_HOURS)
def clinician_on_call(given: Given) -> bool:
    """True if the team's own clinicians are on call."""
    return bool(given.answer(reads.OFF_HOURS) == reads.ON_CALL_CLINICIAN)


@step(clinician_on_call, reads.ONCALL_USED)
def on_call_used(given: Given) -> bool:
    """True if anybody is on call."""
    return given.once(clinician_on_call) or bool(given.answer(reads.ONCALL_USED))


@step(on_call_used, reads.ONCALL)
def groups(given: Given) -> Mapping[str, tuple[str, Input]]:
    """Those on call, by their place in the table: who, and the hours a week of each."""
    if not given.once(on_call_used):
        return {}
    found = {}
    for place, row in enumerate(given.answer(reads.ONCALL), start=1):
        hours, who = row["hours_per_week"], str(row["who"])
        if not isinstance(hours, Missing) and hours:
            item = given.from_answer(reads.ONCALL, hours, f"hours on call a week: {who}", "hours")
            found[str(place)] = who, item
    return found


EACH_GROUP = Each("row of those on call", groups)


@declare(
    "staffing.off_hours",
    "hours a week without a team on duty",
    "hours",
    formula="168 − hours on duty a week",
    reads=(on_call_used, duty_hours),
)
def off_hours(given: Given) -> Worked | None:
    duty = given.figure(duty_hours) if given.once(on_call_used) else None
    return Worked(WEEK_HOURS - number(duty), (computed(duty),)) if duty else None


@declare(
    "staffing.off_hours_calls",
    "calls a week that come without a team on duty",
    "calls",
    formula="calls a year off duty × 7 ÷ 365: an upper bound, if somebody on call is asked every time",
    source=("rps-cfs",),
    reads=(off_hours, loads),
)
def off_hours_calls(given: Given) -> Worked | None:
    off, blocks = given.figure(off_hours), given.once(loads)
    if off is None or not off.value or not blocks:
        return None
    year = sum((part.calls_a_year - part.calls_on_duty for part in blocks), Decimal(0))
    table = Input("calls a year that come off duty", rounded(year, 0), "calls a year", "computed")
    return Worked(rounded(number(table) * WEEK_DAYS / YEAR_DAYS, HOURS), (table,))


@declare(
    "staffing.on_call_week",
    "hours tied in a week on call, with work",
    "hours",
    formula="hours on call a week + paid hours ÷ 52",
    source=("flsa",),
    reads=(paid_hours,),
    each=EACH_GROUP,
)
def on_call_week(given: Given, place: str) -> Worked:
    who, hours = given.once(groups)[place]
    paid = given.once(paid_hours)
    value = rounded(number(hours) + number(paid) / 52, HOURS)
    return Worked(value, (hours, paid), label=f"{on_call_week.label}: {who}")


@declare(
    "staffing.on_call_share",
    "share of the hours off duty with somebody on call",
    "percent",
    formula="hours on call a week ÷ hours a week without a team on duty",
    reads=(off_hours,),
    each=EACH_GROUP,
)
def on_call_share(given: Given, place: str) -> Worked | None:
    off = given.figure(off_hours)
    if off is None or not off.value:
        return None
    who, hours = given.once(groups)[place]
    part = min(number(hours) / number(off), Decimal(1))
    return Worked(rounded(part * 100, PERCENT), (hours, computed(off)), label=f"{on_call_share.label}: {who}")


@declare(
    "staffing.on_call_calls",
    "calls to expect in a week on call",
    "calls",
    formula="calls a week off duty × share of these hours on call, as if they came evenly: an upper bound",
    source=("known",),
    reads=(off_hours_calls, on_call_share),
    each=EACH_GROUP,
)
def on_call_calls(given: Given, place: str) -> Worked | None:
    expected, part = given.figure(off_hours_calls), given.figure(on_call_share, place)
    if expected is None or part is None:
        return None
    who, _ = given.once(groups)[place]
    value = rounded(number(expected) * share(part), HOURS)
    return Worked(value, (computed(expected), computed(part)), label=f"{on_call_calls.label}: {who}")


@declare(
    "staffing.on_call_weeks",
    "weeks on call a year for each clinician, if all share them evenly",
    "weeks",
    formula="52 ÷ FTE of clinicians planned",
    source=("known",),
    reads=(clinician_on_call, field_models, reads.POSITIONS, reads.SWORN_FTE, reads.TEAM),
)
def on_call_weeks(given: Given) -> Worked | None:
    planned = planned_fte(given, "clinician") if given.once(clinician_on_call) else None
    if planned is None or not number(planned):
        return None
    return Worked(rounded(Decimal(52) / number(planned), HOURS), (planned,))
