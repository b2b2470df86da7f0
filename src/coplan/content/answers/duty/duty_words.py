"""A duty schedule as a sentence: days, times, parts of the year. Written from what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coplan.content.answers.duty.duty_rules import FIRSTS, LEAP_DAY, SLOTS, DutyRule, Spans
from coplan.content.answers.duty.year import TimeOfYear, Week, pattern
from coplan.content.answers.values import MONTHS, clock_words, join_words

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def sentence(rules: Sequence[DutyRule], times: Sequence[TimeOfYear]) -> str:
    """The whole schedule: the weeks that hold all year first, then the parts of the year that differ."""
    undated = [rule for rule in rules if not rule.dated]
    usual = pattern(undated, 0, odd=False) if undated else None
    said, parts = [], []
    for time in sorted(times, key=lambda one: (min(one.slots), one.odd is False)):
        found = pattern(rules, time.at[0], odd=time.at[1])
        if found == usual:
            said = [week_words(found.week, found.holidays)]
        elif usual is not None or any(found.week):
            parts.append(f"{time_words(time)}: {week_words(found.week, found.holidays)}")
    return "; ".join([*said, *parts])


def week_words(week: Week, holidays: Week) -> str:
    """Days with their hours; then holidays, if they differ."""
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(week):
        if spans:
            groups.setdefault(spans, []).append(day)
    found = "; ".join(f"{_day_words(days)}, {_span_words(spans)}" for spans, days in groups.items())
    return (found or "not on duty") + _holiday_words(week, holidays)


def time_words(time: TimeOfYear) -> str:
    """A part of the year: `June to August`, `July 4`, `in odd calendar weeks`."""
    weeks = "" if time.odd is None else f"in {'odd' if time.odd else 'even'} calendar weeks"
    if time.slots == frozenset(SLOTS):
        return weeks
    dates = join_words([_range_words(first, last) for first, last in _ranges(time.slots)])
    return f"{dates}, {weeks}" if weeks else dates


def _holiday_words(week: Week, holidays: Week) -> str:
    if holidays == week or (not any(week) and not any(holidays)):
        return ""
    if not any(holidays):
        return "; not on public holidays"
    hours = set(holidays)
    if len(hours) == 1:
        return f"; on public holidays, {_span_words(hours.pop())}"
    return f"; on public holidays: {week_words(holidays, holidays)}"


def _ranges(slots: Iterable[int]) -> list[tuple[int, int]]:
    """Dates without a gap, as first and last; New Year is no gap."""
    found: list[tuple[int, int]] = []
    for slot in sorted(slots):
        if found and slot == found[-1][1] + 1:
            found[-1] = (found[-1][0], slot)
        else:
            found.append((slot, slot))
    if len(found) > 1 and found[0][0] == 0 and found[-1][1] == SLOTS[-1]:
        found = [*found[1:-1], (found[-1][0], found[0][1])]
    return found


def _range_words(first: int, last: int) -> str:
    (month, day), (until, end) = _date(first), _date(last)
    whole = day == 1 and (last + 1 in FIRSTS or last == LEAP_DAY - 1)
    if first == last:
        return f"{MONTHS[month]} {day}"
    if whole:
        return MONTHS[month] if month == until else f"{MONTHS[month]} to {MONTHS[until]}"
    return f"{MONTHS[month]} {day} to {MONTHS[until]} {end}"


def _date(slot: int) -> tuple[int, int]:
    month = max(place for place in range(12) if FIRSTS[place] <= slot)
    return month, slot - FIRSTS[month] + 1


def _day_words(days: list[int]) -> str:
    if len(days) == 7:
        return "every day"
    first = next(day for day in days if (day - 1) % 7 not in days)
    if len(days) > 2 and all((first + more) % 7 in days for more in range(len(days))):
        return f"{DAYS[first]} to {DAYS[(first + len(days) - 1) % 7]}"
    return join_words([DAYS[day] for day in days])


def _span_words(spans: Spans) -> str:
    if not spans:
        return "not on duty"
    if spans == ((0, 1440),):
        return "all day"
    return join_words([_one_span(start, end) for start, end in spans])


def _one_span(start: int, end: int) -> str:
    later = " of the next day" if start >= 1440 else ""
    return f"{clock_words(start)} to {clock_words(end)}{later}"
