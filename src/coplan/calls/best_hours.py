"""Which hours of the week a team should work: what a schedule reaches, and the one that reaches most.

A week is 168 counts, Monday midnight first. A span belongs to the day on which it begins and may run over midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DAYS, HOURS = 7, 24
WEEK = DAYS * HOURS
SHORTEST, LONGEST = 4, 24  # hours of duty in a day that people are hired for
NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True)
class Spell:
    """The same span on some days of the week: `days` from 0 for Monday, `start` and `length` in hours."""

    days: tuple[int, ...]
    start: int
    length: int
    calls: int = 0

    @property
    def hours(self) -> int:
        """Hours a week."""
        return len(self.days) * self.length

    def written(self) -> str:
        """As the plan's question on hours reads it."""
        end = (self.start + self.length) % HOURS
        return f"{','.join(_runs(self.days))} {self.start:02}:00-{end or HOURS:02}:00"

    def cover(self) -> list[float]:
        """1 for each hour of the week that it covers."""
        hours = [0.0] * WEEK
        for day in self.days:
            for hour in range(self.length):
                hours[(day * HOURS + self.start + hour) % WEEK] = 1.0
        return hours


def reached(calls: Sequence[float], cover: Sequence[float]) -> float:
    """The calls that come in while somebody is on duty."""
    return sum(count * share for count, share in zip(calls, cover, strict=True))


def best_spell(calls: Sequence[int], hours: int) -> Spell | None:
    """The spell of at most so many hours a week in which most calls come in; None where none is long enough.

    Every start, length and number of days is tried, and for each the days with most calls. Of equals the one with
    fewer hours, then the earlier start.
    """
    return max(_spells(calls, hours), key=lambda spell: (spell.calls, -spell.hours, -spell.start), default=None)


def plain_spell(calls: Sequence[int], hours: int) -> Spell | None:
    """The same of the spells on Monday to Friday and on all days, which are easier to keep and hang less on chance."""
    found = [
        Spell(tuple(range(days)), start, length, _sum(calls, range(days), start, length))
        for days in (5, DAYS)
        for length in range(SHORTEST, min(LONGEST, hours // days) + 1)
        for start in range(HOURS if length < HOURS else 1)
    ]
    return max(found, key=lambda spell: (spell.calls, -spell.hours, -spell.start), default=None)


def _sum(calls: Sequence[int], days: Iterable[int], start: int, length: int) -> int:
    return sum(calls[(day * HOURS + start + hour) % WEEK] for day in days for hour in range(length))


def _spells(calls: Sequence[int], hours: int) -> Iterator[Spell]:
    twice = [*calls, *calls]
    for length in range(SHORTEST, min(LONGEST, hours) + 1):
        count = min(hours // length, DAYS)
        for start in range(HOURS if length < HOURS else 1):
            firsts = [day * HOURS + start for day in range(DAYS)]
            sums = [sum(twice[first : first + length]) for first in firsts]
            days = sorted(sorted(range(DAYS), key=lambda day: (-sums[day], day))[:count])
            yield Spell(tuple(days), start, length, sum(sums[day] for day in days))


def busiest(calls: Sequence[int], hours: int) -> int:
    """The calls of the busiest single hours: no schedule of so many hours can reach more."""
    return sum(sorted(calls, reverse=True)[:hours])


def _runs(days: Sequence[int]) -> Iterator[str]:
    at = 0
    while at < len(days):
        last = at
        while last + 1 < len(days) and days[last + 1] == days[last] + 1:
            last += 1
        yield NAMES[days[at]] if last == at else f"{NAMES[days[at]]}-{NAMES[days[last]]}"
        at = last + 1
