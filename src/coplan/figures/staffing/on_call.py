"""On-call duty: hours off duty, the week of a person on call, how often a turn comes, and the calls to expect."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.figure import Figure, Input
from coplan.figures.given import answer, answer_or_assumed, computed, from_answer, lacking, number
from coplan.figures.rounding import HOURS, rounded
from coplan.figures.staffing.load import BlockLoad
from coplan.figures.staffing.people import People, planned_fte
from coplan.figures.staffing.relief import WEEK_DAYS, YEAR_DAYS
from coplan.figures.staffing.result import Section
from coplan.plan.view import Answers

WEEK_HOURS = Decimal(168)


def on_call(answers: Answers, people: People, blocks: tuple[BlockLoad, ...]) -> Section | None:
    """The section on on-call duty; None if nobody is on call."""
    clinician = answer(answers, "design.off_hours") == "on_call_clinician"
    if not clinician and not answer(answers, "resources.oncall_used"):
        return None
    missing = lacking(answers, "design.hours", "resources.oncall")
    figures = [_off_duty(people.hours[0])] if people.hours else []
    expected = _calls_off_duty(figures[0], blocks) if figures and blocks else None
    figures += [expected] if expected else []
    for place, row in enumerate(answer(answers, "resources.oncall"), start=1):
        hours = row["hours_per_week"]
        if not isinstance(hours, Missing) and hours:
            item = from_answer(answers, "resources.oncall", hours, f"hours on call a week: {row['who']}", "hours")
            figures += _group(answers, item, str(row["who"]), place, figures, expected)
    if clinician and (turns := _turns(answers)):
        figures.append(turns)
    return Section("on_call", "On call", tuple(figures), missing)


def _off_duty(duty: Figure) -> Figure:
    hours = WEEK_HOURS - Decimal(duty.value)
    label = "hours a week without a team on duty"
    return Figure("staffing.off_hours", label, hours, "hours", "168 − hours on duty a week", (computed(duty),))


def _calls_off_duty(off_duty: Figure, blocks: tuple[BlockLoad, ...]) -> Figure | None:
    if not off_duty.value:
        return None
    year = sum((part.calls_a_year - part.calls_on_duty for part in blocks), Decimal(0))
    table = Input("calls a year that come off duty", rounded(year, 0), "calls a year", "computed")
    return Figure(
        "staffing.off_hours_calls",
        "calls a week that come without a team on duty",
        rounded(Decimal(table.value) * WEEK_DAYS / YEAR_DAYS, HOURS),
        "calls",
        "calls a year off duty × 7 ÷ 365: an upper bound, if somebody on call is asked every time",
        (table,),
        ("rps-cfs",),
    )


def _group(
    answers: Answers, hours: Input, who: str, place: int, figures: list[Figure], expected: Figure | None
) -> list[Figure]:
    paid = answer_or_assumed(answers, "resources.paid_hours", "paid_hours")
    tied = Figure(
        f"staffing.on_call_week.{place}",
        f"hours tied in a week on call, with work: {who}",
        rounded(number(hours) + number(paid) / 52, HOURS),
        "hours",
        "hours on call a week + paid hours ÷ 52",
        (hours, paid),
        ("flsa",),
    )
    off = next((figure for figure in figures if figure.key == "staffing.off_hours"), None)
    if off is None or not off.value:
        return [tied]
    part = min(number(hours) / Decimal(off.value), Decimal(1))
    share = Figure(
        f"staffing.on_call_share.{place}",
        f"share of the hours off duty with somebody on call: {who}",
        rounded(part * 100, 1),
        "percent",
        "hours on call a week ÷ hours a week without a team on duty",
        (hours, computed(off)),
    )
    if expected is None:
        return [tied, share]
    calls = Figure(
        f"staffing.on_call_calls.{place}",
        f"calls to expect in a week on call: {who}",
        rounded(Decimal(expected.value) * Decimal(share.value) / 100, HOURS),
        "calls",
        "calls a week off duty × share of these hours on call, as if they came evenly: an upper bound",
        (computed(expected), computed(share)),
        ("known",),
    )
    return [tied, share, calls]


def _turns(answers: Answers) -> Figure | None:
    planned = planned_fte(answers, "clinician")
    if planned is None or not number(planned):
        return None
    return Figure(
        "staffing.on_call_weeks",
        "weeks on call a year for each clinician, if all share them evenly",
        rounded(Decimal(52) / number(planned), HOURS),
        "weeks",
        "52 ÷ FTE of clinicians planned",
        (planned,),
        ("known",),
    )
