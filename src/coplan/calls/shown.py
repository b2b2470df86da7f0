"""What may be shown of the figures: small counts are left out of every table of a run, together.

Every output (screen, JSON, CSV, picture, plan) is made from this, so that two cannot be held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coplan.calls.limits import compared_years
from coplan.calls.mapping import SMALLEST
from coplan.calls.needs import Needs
from coplan.calls.privacy import hidden_total, hide, hide_in_list, rounded_volume

BLOCKS = (2, 3, 4, 6, 8, 12)  # hours in a block, finest first
EACH_DAY = tuple((day,) for day in range(7))
WORK_AND_END = ((0, 1, 2, 3, 4), (5, 6))
Hour = tuple[int, int]


@dataclass(frozen=True)
class HourBlock:
    """Calls on some days of the week in a span of hours: `days` from 0 for Monday, `start` to `end` in hours."""

    days: tuple[int, ...]
    start: int
    end: int
    calls: int

    @property
    def hours(self) -> list[Hour]:
        """The hours of the week in it."""
        return [(day, hour) for day in self.days for hour in range(self.start, self.end)]


@dataclass(frozen=True)
class ShownTables:
    """Tables with None where a count is not shown. `blocks` is the finest grid of the week without a hidden count."""

    counted: int | None
    week: list[list[int | None]]
    blocks: tuple[HourBlock, ...]
    months: dict[date, int | None]
    types: dict[tuple[str, str], int | None]
    places: dict[str, int | None]
    dispositions: dict[str, int | None]
    repeats: int | None


def shown_needs(needs: Needs, smallest: int) -> ShownTables:
    """What may be shown where counts below `smallest` may not."""
    types = {(kind, close): calls for kind, close, calls, answer in needs.types if answer == "yes"}
    months = {month: bh for month, (_, bh) in needs.months.items()}
    if hidden_total(needs.counted, smallest) is None:  # the total itself is small: nothing below it is shown
        blank: list[list[int | None]] = [[None] * 24 for _ in range(7)]
        places, dispositions = dict.fromkeys(needs.places), dict.fromkeys(needs.dispositions)
        return ShownTables(None, blank, (), dict.fromkeys(months), dict.fromkeys(types), places, dispositions, None)
    blocks = _blocks(needs.week, smallest)
    return ShownTables(
        needs.counted,
        _week(needs.week, blocks, smallest),
        blocks,
        hide(months, [list(months), *compared_years(months)], smallest),
        hide_in_list(types, smallest, _told_in_the_mapping(types)),
        hide_in_list(needs.places, smallest),
        hide_in_list(needs.dispositions, smallest),
        hidden_total(needs.repeats.found, smallest) if needs.repeats else None,
    )


def _told_in_the_mapping(types: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], tuple[int, int]]:
    """Bounds that a proposed calls.yaml tells of call types, where a call has one type and not two."""
    if all(all(pair) for pair in types):
        return {}
    return {pair: rounded_volume(calls, SMALLEST)[1] for pair, calls in types.items() if not all(pair)}


def _week(week: Sequence[Sequence[int]], blocks: Sequence[HourBlock], smallest: int) -> list[list[int | None]]:
    """The hours of the week. Sums that are shown: each day, each hour of the day, each block, and all."""
    counts: Mapping[Hour, int] = {(day, hour): week[day][hour] for day in range(7) for hour in range(24)}
    days = [[(day, hour) for hour in range(24)] for day in range(7)]
    hours = [[(day, hour) for day in range(7)] for hour in range(24)]
    found = hide(counts, [*days, *hours, *[block.hours for block in blocks], list(counts)], smallest)
    return [[found[(day, hour)] for hour in range(24)] for day in range(7)]


def _blocks(week: Sequence[Sequence[int]], smallest: int) -> tuple[HourBlock, ...]:
    """The finest grid whose blocks are all empty or large enough: days apart, else weekdays and weekends."""
    for days in (EACH_DAY, WORK_AND_END):
        for hours in BLOCKS:
            blocks = [
                HourBlock(some, start, start + hours, sum(sum(week[day][start : start + hours]) for day in some))
                for some in days
                for start in range(0, 24, hours)
            ]
            if all(block.calls == 0 or block.calls >= smallest for block in blocks):
                return tuple(blocks)
    return ()
