"""A duty schedule as rules, and what they mean on a day: each span belongs to the day on which it begins.

A rule that begins with a semicolon replaces what earlier rules said for its days, as in OpenStreetMap's opening_hours
(https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification). Unlike there, it never cuts the night that began
the day before: whoever writes `Mo-Fr 20:00-04:00; Sa 18:00-06:00` works Friday night to the end.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

DAY, WEEK = 1440, 7 * 1440
Spans = tuple[tuple[int, int], ...]
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, February 29 among them
FIRSTS = (0, *accumulate(LENGTHS))
LEAP_DAY = FIRSTS[1] + 28
SLOTS = range(366)  # the dates of a year by number, January 1 is 0


@dataclass(frozen=True)
class DutyRule:
    """What one rule says: on which dates and days, in which calendar weeks, from when to when.

    `days` are 0 (Monday) to 6. `slots` are dates of the year, None for all of them; `odd` is None where every
    calendar week counts. `spans` are in minutes from midnight of the day on which they begin. `adds` is true where the
    spans join those of earlier rules instead of replacing them.
    """

    text: str
    days: frozenset[int]
    holidays: bool
    spans: Spans
    off: bool = False
    adds: bool = False
    slots: frozenset[int] | None = None
    odd: bool | None = None

    @property
    def dated(self) -> bool:
        """True if it holds in a part of the year only, or in every other week."""
        return self.slots is not None or self.odd is not None

    def holds(self, slot: int, *, odd: bool) -> bool:
        """True if it says something about the weeks around this date."""
        return (self.slots is None or slot in self.slots) and self.odd in (None, odd)

    def means(self, day: int, *, holiday: bool) -> bool:
        """True if it says something about this day of the week."""
        return day in self.days or (holiday and self.holidays)

    def over(self, spans: Spans) -> Spans:
        """What is on duty after this rule, where `spans` was before."""
        if self.off and self.spans:
            return without(spans, self.spans)
        if self.off:
            return ()
        return joined((*spans, *self.spans)) if self.adds else joined(self.spans)


def slot_of(month: int, day: int) -> int:
    """The number of a date in the year. `month` is 1 to 12."""
    return FIRSTS[month - 1] + day - 1


def on_day(rules: Iterable[DutyRule], day: int, *, holiday: bool = False) -> Spans:
    """The spans that begin on a day of the week, from rules that hold at its date."""
    spans: Spans = ()
    for rule in rules:
        if rule.means(day, holiday=holiday):
            spans = rule.over(spans)
    return spans


def on_date(rules: Sequence[DutyRule], date: datetime.date, *, holiday: bool = False) -> Spans:
    """The spans that begin on a date. Odd and even weeks are those of ISO 8601."""
    slot, odd = slot_of(date.month, date.day), date.isocalendar().week % 2 == 1
    return on_day([rule for rule in rules if rule.holds(slot, odd=odd)], date.weekday(), holiday=holiday)


def joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order; those that touch or overlap become one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def without(spans: Spans, holes: Spans) -> Spans:
    """The spans, less what lies in the holes."""
    for first, last in holes:
        cut = ((start, min(end, first)) for start, end in spans)
        rest = ((max(start, last), end) for start, end in spans)
        spans = tuple(sorted((start, end) for start, end in (*cut, *rest) if start < end))
    return spans
