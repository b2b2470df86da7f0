"""Rates of groups that would tell how few people stand behind them, by themselves or by what they leave of the whole.

A rate beside a known number of calls is a count: 0.7% of 65% of 2,340 calls are ten. Rates are rounded, so a count is
known as a range: it is left out where a count above zero and below the limit lies in its range. Then the gaps of one
way of grouping are held against the known total, as in `privacy`: one gap is told by the rest, so the least that the
rest may be must reach the limit; several gaps together must reach it. A group that was left out is a gap too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import NamedTuple

WHOLE = Decimal(100)


class Range(NamedTuple):
    """What a rounded number may have been before it was rounded, and the number itself."""

    least: Decimal
    about: Decimal
    most: Decimal


@dataclass(frozen=True)
class Group:
    """One group of one way of grouping: its share of the calls, and its rates by column; percent, or None."""

    key: str
    by: str
    share: Decimal | None
    rates: Mapping[str, Decimal | None]


def small_rates(
    groups: Sequence[Group], calls: int, totals: Mapping[str, int | None], smallest: int
) -> set[tuple[str, str]]:
    """Group and column of each rate that is not shown; the column of the share is "".

    `totals` are the calls with an outcome, by column, where they are known.
    """
    hidden: set[tuple[str, str]] = set()
    for by in dict.fromkeys(group.by for group in groups):
        mine = [group for group in groups if group.by == by]
        hidden |= {(key, "") for key in _hidden(mine, {one.key: _share(one, calls) for one in mine}, calls, smallest)}
        for column in dict.fromkeys(name for group in mine for name in group.rates):
            counts = {one.key: _count(one, column, calls, smallest) for one in mine}
            hidden |= {(key, column) for key in _hidden(mine, counts, totals.get(column), smallest)}
    return hidden


def _hidden(groups: Sequence[Group], counts: Mapping[str, Range | None], total: int | None, smallest: int) -> set[str]:
    """The groups whose count is not shown, gaps included."""
    gone = {key for key, count in counts.items() if count is None or _may_be_small(count, smallest)}
    if total is None or _overlap(groups):
        return gone
    left = sorted((key for key in counts if key not in gone), key=lambda key: _about(counts[key]))
    left.sort(key=lambda key: _about(counts[key]) == 0)  # a zero hides nothing
    for key in [*left, ""]:
        if _is_safe(groups, [counts[name] for name in counts if name not in gone], len(gone), total, smallest):
            break
        gone.add(key)
    return gone - {""}


def _is_safe(groups: Sequence[Group], shown: Sequence[Range | None], gaps: int, total: int, smallest: int) -> bool:
    """True where what is shown leaves enough of the total to those that are not."""
    known = [count for count in shown if count is not None]
    gaps += _is_partial(groups)
    if gaps == 0:
        return True
    if gaps == 1:
        return total - sum(count.most for count in known) > smallest - 1
    return total - sum(count.about for count in known) >= smallest


def _is_partial(groups: Sequence[Group]) -> bool:
    """True where the groups that are listed are not all."""
    shares = [_rounded(group.share) for group in groups if group.share is not None]
    return len(shares) == len(groups) and sum(share.most for share in shares) < WHOLE


def _overlap(groups: Sequence[Group]) -> bool:
    """True where someone is in two of the groups, so that nothing follows by taking away."""
    return sum(_rounded(group.share).least for group in groups if group.share is not None) > WHOLE


def _may_be_small(count: Range, smallest: int) -> bool:
    return count.about > 0 and ceil(count.least) < smallest


def _share(group: Group, calls: int) -> Range | None:
    return None if group.share is None else _of(_rounded(group.share), Range(*[Decimal(calls)] * 3))


def _count(group: Group, column: str, calls: int, smallest: int) -> Range | None:
    """The calls behind a rate; None where it is not known, or where few calls of the group are without."""
    rate, all_calls = group.rates.get(column), _share(group, calls)
    if rate is None or all_calls is None:
        return None
    without = _of(_rounded(WHOLE - rate), all_calls)
    return None if _may_be_small(without, smallest) else _of(_rounded(rate), all_calls)


def _of(percent: Range, whole: Range) -> Range:
    return Range(*(max(Decimal(0), part) * of / WHOLE for part, of in zip(percent, whole, strict=True)))


def _rounded(percent: Decimal) -> Range:
    """What was rounded to this percentage: half of its last digit to both sides."""
    exponent = percent.as_tuple().exponent
    half = Decimal(5).scaleb(min(exponent, 0) - 1) if isinstance(exponent, int) else Decimal(0)
    return Range(percent - half, percent, percent + half)


def _about(count: Range | None) -> Decimal:
    return Decimal(0) if count is None else count.about
