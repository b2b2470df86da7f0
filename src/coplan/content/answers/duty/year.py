"""The weeks of a year: which kinds of week duty schedules make, how often each comes, and what a year holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coplan.content.answers.duty.duty_rules import DAY, LEAP_DAY, SLOTS, WEEK, DutyRule, Spans, on_day, slot_of

YEAR_DAYS = 365
# The eleven public holidays of 5 U.S.C. 6103(a). Those on a fixed date fall on every day of the week alike; the others
# stand for their day of the week (0 is Monday) in the middle of the dates on which they can fall.
FIXED = (slot_of(1, 1), slot_of(6, 19), slot_of(7, 4), slot_of(11, 11), slot_of(12, 25))
MOVING = (
    *((slot_of(1, 18), 0), (slot_of(2, 18), 0), (slot_of(5, 28), 0)),
    *((slot_of(9, 4), 0), (slot_of(10, 11), 0), (slot_of(11, 25), 3)),
)
Week = tuple[Spans, ...]


@dataclass(frozen=True)
class TimeOfYear:
    """Dates on which all weeks are alike: `slots` are dates by number; `odd` is None if every calendar week counts.

    `days` says how many of 365 days it is.
    """

    slots: frozenset[int]
    odd: bool | None
    days: Fraction

    @property
    def at(self) -> tuple[int, bool]:
        """A date of it, and whether its week is odd."""
        return min(self.slots), bool(self.odd)


@dataclass(frozen=True)
class _Pattern:
    """A week from Monday, and what a public holiday makes of each of its days."""

    week: Week
    holidays: Week


def pattern(rules: Iterable[DutyRule], slot: int, *, odd: bool) -> _Pattern:
    """What a schedule means in weeks around a date."""
    here = [rule for rule in rules if rule.holds(slot, odd=odd)]
    week = tuple(on_day(here, day) for day in range(7))
    return _Pattern(week, tuple(on_day(here, day, holiday=True) for day in range(7)))


def times_of_year(schedules: Sequence[Sequence[DutyRule]]) -> tuple[TimeOfYear, ...]:
    """The times of the year that any of these schedules tell apart, the longest first."""
    kinds: dict[tuple[tuple[_Pattern, ...], tuple[_Pattern, ...]], set[int]] = {}
    known: dict[tuple[tuple[bool, ...], bool], tuple[_Pattern, ...]] = {}
    dated = [rule for rules in schedules for rule in rules if rule.slots is not None]
    for slot in SLOTS:
        where = tuple(slot in (rule.slots or ()) for rule in dated)
        for odd in (True, False):
            if (where, odd) not in known:
                known[where, odd] = tuple(pattern(rules, slot, odd=odd) for rules in schedules)
        kinds.setdefault((known[where, True], known[where, False]), set()).add(slot)
    found: list[TimeOfYear] = []
    for (in_odd, in_even), slots in kinds.items():
        days = Fraction(len(slots - {LEAP_DAY}))
        halves: tuple[bool | None, ...] = (None,) if in_odd == in_even else (True, False)
        found += [TimeOfYear(frozenset(slots), half, days / len(halves)) for half in halves]
    return tuple(sorted(found, key=lambda time: (-time.days, min(time.slots), time.odd is False)))


def minutes_of(week: Week) -> int:
    """The minutes of a week as bits; what runs past Sunday is Monday's."""
    bits = 0
    for day, spans in enumerate(week):
        for start, end in spans:
            bits |= ((1 << (end - start)) - 1) << (day * DAY + start)
    return (bits | bits >> WEEK) & ((1 << WEEK) - 1)


def minutes_a_year(rules: Sequence[DutyRule], times: Iterable[TimeOfYear]) -> Fraction:
    """Minutes on duty in a year of 365 days with the public holidays of the federal law."""
    total = Fraction(0)
    for time in times:
        found = pattern(rules, time.at[0], odd=time.at[1])
        part = Fraction(1) if time.odd is None else Fraction(1, 2)
        total += time.days * minutes_of(found.week).bit_count() / 7
        changes = [_length(found.holidays[day]) - _length(found.week[day]) for day in range(7)]
        total += part * sum(Fraction(sum(changes), 7) for slot in FIXED if slot in time.slots)
        total += part * sum(changes[day] for slot, day in MOVING if slot in time.slots)
    return total


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)
