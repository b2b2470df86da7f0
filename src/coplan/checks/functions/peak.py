"""Calls by day and hour against the hours on duty: what of the busiest third of the week nobody covers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from coplan.content.answers.rows import Row
from coplan.content.answers.schedule import Schedule
from coplan.figures.staffing.inputs import DAYS

HOURS = 168
_HOUR = (1 << 60) - 1  # the minutes of an hour as bits


def peak_calls_outside(rows: Iterable[Row], hours: Schedule) -> Decimal:
    """Of the calls in the busiest third of the week, the percentage that comes off duty.

    `rows` have `day`, `start`, `end` and `calls`. Calls spread evenly over their block; among hours that are equally
    busy those on duty come first.
    """
    calls, duty = calls_by_hour(rows), duty_by_hour(hours)
    peak = sorted(range(HOURS), key=lambda hour: (-calls[hour], -duty[hour]))[: HOURS // 3]
    every = sum(calls[hour] for hour in peak)
    missed = sum(calls[hour] * (1 - duty[hour]) for hour in peak)
    return 100 * missed / every if every else Decimal(0)


def calls_by_hour(rows: Iterable[Row]) -> list[Decimal]:
    """Calls in each hour of the week, from rows with `day`, `start`, `end` and `calls`."""
    calls = [Decimal(0)] * HOURS
    for row in rows:
        if not {"day", "start", "end", "calls"} <= set(row.cells):
            continue
        days, start, end = DAYS[row["day"].key], *_block(row)
        each = Decimal(int(row["calls"])) / (len(days) * (end - start))
        _spread(calls, [(day * 1440 + start, day * 1440 + end) for day in days], each)
    return calls


def _block(row: Row) -> tuple[int, int]:
    start, end = (row[name].hour * 60 + row[name].minute for name in ("start", "end"))
    return start, end if end > start else 1440


def duty_by_hour(hours: Schedule) -> list[Decimal]:
    """The share of each hour of the week that is on duty, on average over the year."""
    found = [Decimal(0)] * HOURS
    for time in hours.times:
        week, days = hours.minutes(time), Decimal(time.days.numerator) / time.days.denominator
        for hour in range(HOURS):
            minutes = (week >> (hour * 60) & _HOUR).bit_count()
            found[hour] += days * minutes / 60
    return [days / 365 for days in found]


def _spread(hours: list[Decimal], spans: Sequence[tuple[int, int]], each: Decimal) -> None:
    """Add `each` for every minute of the spans to its hour; what runs past Sunday midnight is Monday."""
    for start, end in spans:
        for hour in range(start // 60, -(-end // 60)):
            minutes = min(end, hour * 60 + 60) - max(start, hour * 60)
            hours[hour % HOURS] += each * minutes
