"""Money is not one pot: which source pays which line, month by month, and what no source may pay.

Each month every source first has what comes in it and what it had left; what is left when a source ends is gone. Lines
are paid as far as the sources that may pay them reach. A payment is moved to another source if that lets money reach a
line that would stay unpaid (a maximum flow), so that more money never pays less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coplan.figures.money import CENT


@dataclass(frozen=True)
class Purse:
    """One source: what comes in each month, and which lines it may pay, by their place.

    `ends` is the month after its last; `free` is true if it may pay any line.
    """

    months: tuple[Decimal, ...]
    pays: frozenset[int]
    ends: int
    free: bool = False


@dataclass(frozen=True)
class Allocation:
    """What stays unpaid of each line in each month, and what each purse had left when it, or the budget, ended.

    `paid` is what each purse pays in each month.
    """

    unpaid: tuple[tuple[Decimal, ...], ...]
    left: tuple[Decimal, ...]
    paid: tuple[tuple[Decimal, ...], ...] = ()


def allocate(lines: Sequence[Sequence[Decimal]], purses: Sequence[Purse]) -> Allocation:
    """Pay lines of months from purses of the same months.

    Two orders are tried, since nobody knows today which bills will wait: restricted money before free money, and money
    that ends first before all other. The one that leaves less unpaid is taken, and of equal ones the one that lets
    less money lapse.
    """
    places = range(len(purses))
    bound_first = sorted(places, key=lambda place: (purses[place].free, purses[place].ends))
    ending_first = sorted(places, key=lambda place: (purses[place].ends, purses[place].free))
    found = [_in_order(lines, purses, order) for order in dict.fromkeys((tuple(bound_first), tuple(ending_first)))]
    last = len(lines[0]) if lines else 0
    return min(found, key=lambda one: (_unpaid(one), _lapsed(one, purses, last)))


def _unpaid(found: Allocation) -> Decimal:
    return sum((amount for row in found.unpaid for amount in row), Decimal(0))


def _lapsed(found: Allocation, purses: Sequence[Purse], last: int) -> Decimal:
    """What purses that end within these months had left."""
    return sum((left for purse, left in zip(purses, found.left, strict=True) if purse.ends < last), Decimal(0))


def _in_order(lines: Sequence[Sequence[Decimal]], purses: Sequence[Purse], order: Sequence[int]) -> Allocation:
    have, left = [0] * len(purses), [0] * len(purses)
    months = range(len(lines[0])) if lines else range(0)
    unpaid: list[list[Decimal]] = [[] for _ in lines]
    paid: list[list[Decimal]] = [[] for _ in purses]
    for month in months:
        for place, purse in enumerate(purses):
            if month == purse.ends:
                left[place], have[place] = have[place], 0
            have[place] += _cents(purse.months[month])
        owed = [_cents(line[month]) for line in lines]
        before = list(have)
        _pay(owed, have, [purse.pays for purse in purses], order)
        for place, amount in enumerate(have):
            paid[place].append(Decimal(before[place] - amount) * CENT)
        for place, amount in enumerate(owed):
            unpaid[place].append(Decimal(amount) * CENT)
    kept = [left[place] + have[place] for place in range(len(purses))]
    rows = (tuple(tuple(row) for row in many) for many in (unpaid, paid))
    return Allocation(next(rows), tuple(Decimal(amount) * CENT for amount in kept), next(rows))


def _pay(owed: list[int], have: list[int], pays: Sequence[frozenset[int]], order: Sequence[int]) -> None:
    """Pay as much of what is owed as can be paid; both lists are brought to what remains."""
    paid: dict[tuple[int, int], int] = {}
    for purse in order:
        while have[purse] and any(owed) and (path := _path(purse, owed, pays, paid)):
            amount = min([have[purse], owed[path[-1]], *(paid[step] for step in _taken(path))])
            have[purse] -= amount
            owed[path[-1]] -= amount
            for payer, line in _given(path):
                paid[payer, line] = paid.get((payer, line), 0) + amount
            for step in _taken(path):
                paid[step] -= amount


def _path(
    purse: int, owed: Sequence[int], pays: Sequence[frozenset[int]], paid: dict[tuple[int, int], int]
) -> list[int]:
    """Purse, line, purse, line … to a line that is still owed; each purse on the way gives up what it paid before."""
    ways, seen = [[purse]], {purse}
    while ways:
        way = ways.pop(0)
        may = pays[way[-1]]
        line = min((line for line in may if owed[line]), default=None)
        if line is not None:
            return [*way, line]
        for payer, line in sorted(step for step, amount in paid.items() if amount and step[0] not in seen):
            if line in may and payer not in seen:
                seen.add(payer)
                ways.append([*way, line, payer])
    return []


def _given(path: Sequence[int]) -> list[tuple[int, int]]:
    return [(path[place], path[place + 1]) for place in range(0, len(path), 2)]


def _taken(path: Sequence[int]) -> list[tuple[int, int]]:
    return [(path[place + 1], path[place]) for place in range(1, len(path) - 1, 2)]


def _cents(amount: Decimal) -> int:
    return int(amount / CENT)


EMPTY = Allocation((), ())
