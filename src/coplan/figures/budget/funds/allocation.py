"""Money is not one pot: which source pays which line, month by month, and what no source may pay.

Each month every source first has what comes in it and what it had left; what is left when a source ends is gone. Lines
are paid as far as the sources that may pay them reach. A payment is moved to another source if that lets money reach a
line that would stay unpaid (a maximum flow), so that more money never pays less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from coplan.figures.money import in_cents, of_cents


@dataclass(frozen=True)
class Purse:
    """One source: what comes in each month, and which lines it may pay, by their place.

    `ends` is the month after its last; `free` is true if it may pay any line. `own` are the lines that name it: it
    pays them before others.
    """

    months: tuple[Decimal, ...]
    pays: frozenset[int]
    ends: int
    free: bool = False
    own: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Allocation:
    """What stays unpaid of each line in each month, and what each purse had left when it, or the budget, ended.

    `paid` is what each purse pays in each month.
    """

    unpaid: tuple[tuple[Decimal, ...], ...]
    left: tuple[Decimal, ...]
    paid: tuple[tuple[Decimal, ...], ...] = ()


@dataclass(frozen=True)
class _InCents:
    """The same in cents and by month."""

    unpaid: Sequence[Sequence[int]]
    left: Sequence[int]
    paid: Sequence[Sequence[int]]

    def wanting(self, purses: Sequence[Purse]) -> tuple[int, int]:
        """What is unpaid, and what purses that end within these months, or with them, had left."""
        last = len(self.unpaid)
        lapsed = sum(left for purse, left in zip(purses, self.left, strict=True) if purse.ends <= last)
        return sum(map(sum, self.unpaid)), lapsed

    def allocation(self) -> Allocation:
        """Amounts by line and purse."""
        lines = len(self.unpaid[0]) if self.unpaid else 0
        left = tuple(map(of_cents, self.left))
        return Allocation(_turned(self.unpaid, lines), left, _turned(self.paid, len(left)))


def allocate(lines: Sequence[Sequence[Decimal]], purses: Sequence[Purse]) -> Allocation:
    """Pay lines of months from purses of the same months.

    Two orders are tried, since nobody knows today which bills will wait: restricted money before free money, and money
    that ends first before all other. The one that leaves less unpaid is taken, and of equal ones the one that lets
    less money lapse.
    """
    owed = [[in_cents(line[month]) for line in lines] for month in range(len(lines[0]) if lines else 0)]
    comes = [[in_cents(purse.months[month]) for purse in purses] for month in range(len(owed))]
    places = range(len(purses))
    bound_first = sorted(places, key=lambda place: (purses[place].free, purses[place].ends))
    ending_first = sorted(places, key=lambda place: (purses[place].ends, purses[place].free))
    found: list[_InCents] = []
    for order in dict.fromkeys((tuple(bound_first), tuple(ending_first))):
        found.append(_in_order(owed, comes, purses, order))
        if not any(found[-1].wanting(purses)):  # nothing can be better
            return found[-1].allocation()
    return min(found, key=lambda one: one.wanting(purses)).allocation()


def _in_order(
    owed: Sequence[Sequence[int]], comes: Sequence[Sequence[int]], purses: Sequence[Purse], order: Sequence[int]
) -> _InCents:
    """Pay what is owed for each line in each month from the purses in this order; `comes` is what comes into each."""
    have, left = [0] * len(purses), [0] * len(purses)
    pays = [(purse.pays, sorted(purse.pays, key=lambda line: (line not in purse.own, line))) for purse in purses]
    unpaid: list[list[int]] = []
    paid: list[list[int]] = []
    for month, now in enumerate(owed):
        for place, purse in enumerate(purses):
            if month == purse.ends:
                left[place], have[place] = have[place], 0
            have[place] += comes[month][place]
        before, now = list(have), list(now)
        _pay(now, have, pays, order)
        paid.append([had - has for had, has in zip(before, have, strict=True)])
        unpaid.append(now)
    return _InCents(unpaid, [over + has for over, has in zip(left, have, strict=True)], paid)


def _turned(months: Sequence[Sequence[int]], count: int) -> tuple[tuple[Decimal, ...], ...]:
    """Amounts by month as so many rows of months."""
    return tuple(tuple(of_cents(month[place]) for month in months) for place in range(count))


Pays: TypeAlias = "tuple[frozenset[int], list[int]]"  # the lines that a purse may pay, and the same in order


def _pay(owed: list[int], have: list[int], pays: Sequence[Pays], order: Sequence[int]) -> None:
    """Pay as much of what is owed as can be paid; both lists are brought to what remains."""
    paid: dict[tuple[int, int], int] = {}
    for purse in order:
        for line in pays[purse][1]:
            if amount := min(have[purse], owed[line]):
                have[purse] -= amount
                owed[line] -= amount
                paid[purse, line] = amount
        while have[purse] and any(owed) and (path := _path(purse, owed, pays, paid)):
            _move(path, owed, have, paid)


def _move(path: Sequence[int], owed: list[int], have: list[int], paid: dict[tuple[int, int], int]) -> None:
    """Pay the last line of a path: each purse on it takes over what the next one paid before."""
    amount = min([have[path[0]], owed[path[-1]], *(paid[step] for step in _taken(path))])
    have[path[0]] -= amount
    owed[path[-1]] -= amount
    for payer, line in _given(path):
        paid[payer, line] = paid.get((payer, line), 0) + amount
    for step in _taken(path):
        paid[step] -= amount


def _path(purse: int, owed: Sequence[int], pays: Sequence[Pays], paid: dict[tuple[int, int], int]) -> list[int]:
    """Purse, line, purse, line … to a line that is still owed; each purse on the way gives up what it paid before."""
    ways, seen = [[purse]], {purse}
    while ways:
        way = ways.pop(0)
        may, in_order = pays[way[-1]]
        line = next((line for line in in_order if owed[line]), None)
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


EMPTY = Allocation((), ())
