"""Demand as a range: what the busy share would be with calls that codes miss, and by chance in a good or a bad year."""

from __future__ import annotations

from decimal import Decimal

from coplan.figures.declared import Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given, number, share
from coplan.figures.rounding import rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.busy import busy_inputs, busy_percent
from coplan.figures.staffing.calls.hour_blocks import loads, loads_of, team_minutes
from coplan.figures.staffing.calls.reached import contacts, missed_of, missed_share
from coplan.figures.staffing.people.cover import cover_share_vacancy
from coplan.figures.staffing.people.hours import team_hours

READ = (contacts, loads, missed_share, cover_share_vacancy, team_hours, team_minutes, reads.ELIGIBLE_CALLS)


@declare(
    "staffing.eligible_calls_high",
    "calls a year that the team could take, with those that codes miss",
    "calls",
    formula="calls a year that the team could take × (1 + share of missed calls × (all calls − behavioral health "
    "calls) ÷ behavioral health calls)",
    source=("den-cad",),
    reads=(reads.ELIGIBLE_CALLS, reads.UNDERCOUNT, reads.BH_CALLS, reads.TOTAL_CALLS),
)
def eligible_calls_high(given: Given) -> Worked | None:
    """None until a sample of the other calls was read: the missed share holds for the calls that were not counted."""
    needed = (reads.ELIGIBLE_CALLS, reads.UNDERCOUNT, reads.BH_CALLS, reads.TOTAL_CALLS)
    if given.lacking(*needed):
        return None
    eligible, rate, counted, every = inputs = tuple(given.from_answer(read) for read in needed)
    if not number(counted) or number(every) < number(counted):
        return None
    more = share(rate) * (number(every) - number(counted)) / number(counted)
    return Worked(rounded(number(eligible) * (1 + more), 0), inputs)


@declare(
    "staffing.uhu_low",
    "share of duty time with people in a year with few calls",
    "percent",
    formula="the same with 2 × √calls fewer calls: counts of a year go up and down by about as much, by chance alone",
    source=("larson", "uhu"),
    reads=READ,
)
def uhu_low(given: Given) -> Worked | None:
    calls = number(given.from_answer(reads.ELIGIBLE_CALLS)) if not given.lacking(reads.ELIGIBLE_CALLS) else Decimal(0)
    return _busy_with(given, max(calls - 2 * calls.sqrt(), Decimal(0)))


@declare(
    "staffing.uhu_high",
    "share of duty time with people in a year with many calls, and with those that codes miss",
    "percent",
    formula="the same with the calls that codes miss, if a sample was read, and 2 × √calls more",
    source=("larson", "uhu", "den-cad"),
    reads=(*READ, eligible_calls_high),
)
def uhu_high(given: Given) -> Worked | None:
    if given.lacking(reads.ELIGIBLE_CALLS):
        return None
    high = given.figure(eligible_calls_high)
    calls = number(high or given.from_answer(reads.ELIGIBLE_CALLS))
    return _busy_with(given, calls + 2 * calls.sqrt())


def _busy_with(given: Given, calls: Decimal) -> Worked | None:
    """The busy share if so many calls came. The teams and their cover stay as they are."""
    busy, found = busy_inputs(given), loads_of(given, calls)
    if busy is None or not found or not given.once(loads):
        return None
    on_duty = sum((part.calls_on_duty for part in found), Decimal(0))
    missed = Decimal(repr(missed_of(found))) if given.figure(missed_share) else Decimal(0)
    cover = given.figure(cover_share_vacancy)
    reached = on_duty * (1 - missed) * (share(cover) if cover else 1)
    came = Input("calls a year in this case", rounded(calls, 0), "calls", "computed")
    return Worked(busy_percent(given, reached, busy[1]), (came, *busy[2]))


def said(given: Given) -> tuple[str, ...]:
    """How far the busy share can be off, and in which direction, in words; nothing without it."""
    low, high = given.figure(uhu_low), given.figure(uhu_high)
    if low is None or high is None:
        return ()
    missed = "" if given.figure(eligible_calls_high) else " Calls that codes miss are not in it."
    words = (
        f"By chance and by what was counted the busy share lies between {low.value}% and {high.value}%. It is an "
        "average of all hours on duty and errs low: reports on other days, follow-up, training on duty and the drive "
        f"back are not in it unless the time per contact has them.{missed}"
    )
    return (words,)


DEMAND = (eligible_calls_high, uhu_low, uhu_high)
