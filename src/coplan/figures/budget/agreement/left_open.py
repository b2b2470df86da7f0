"""One order of spending: other secured money and the sums of the parties, each for what it may pay, then the rest.

What none of them pays is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from coplan.figures.budget.budget_months import first_day
from coplan.figures.budget.from_answers import unpaid
from coplan.figures.budget.funds.allocation import Allocation, Purse, allocate
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.result import Budget, columns
from coplan.figures.budget.same_name import plain
from coplan.figures.budget.shares import CostShares
from coplan.figures.money import NOTHING, together

Months = tuple[Decimal, ...]


def left_open(found: Budget, shares: CostShares) -> tuple[Decimal, ...]:
    """By month. A sum pays any line; money on which the sums draw is not counted beside them.

    Where the plan does not say on what they draw, a month leaves open what both the sums and secured money leave.
    """
    alone = columns(found.unpaid, found.indirect)
    sums = [(part.party, part.months) for part in shares.parties[:-1] if not part.most]
    if last := [part.most for part in shares.parties if part.most]:
        return columns(in_order(found, found.sources, shares.drawn, sums, last).unpaid, found.indirect)
    if not shares.drawn:
        return tuple(max(min(pair), NOTHING) for pair in zip(shares.parties[-1].months, alone, strict=True))
    return columns(_before_the_rest(found, found.sources, shares.drawn, sums).unpaid, found.indirect)


def in_order(
    found: Budget,
    sources: Iterable[FundingSource],
    drawn: AbstractSet[str],
    sums: Iterable[tuple[str, Months]],
    last: Sequence[Months],
) -> Allocation:
    """What those pay who bear the rest, each up to its sum by month, and what stays open after them."""
    lines = _before_the_rest(found, sources, drawn, sums).unpaid
    every = frozenset(range(len(lines)))
    return allocate(lines, [Purse(most, every, _until(most), free=True) for most in last])


def _before_the_rest(
    found: Budget, sources: Iterable[FundingSource], drawn: AbstractSet[str], sums: Iterable[tuple[str, Months]]
) -> Allocation:
    """What other secured money and the sums pay. Without names of what the sums draw on, only money from outside."""
    others = [one for one in sources if one.secured and (plain(one.name) not in drawn if drawn else one.outside_money)]
    return unpaid(found, [*others, *(_sum(found, party, months) for party, months in sums)])


def _sum(found: Budget, party: str, months: Months) -> FundingSource:
    """A sum as money that pays any line until the last month for which it is owed."""
    assert found.calendar is not None
    first = found.calendar.first
    days = first_day(first), first_day(first + _until(months) - 1)
    return FundingSource(party, "", together(months), *days, Decimal(0), "", "", secured=True, months=months)


def _until(months: Months) -> int:
    """The place after the last month in which there is something; after the first where there is nothing."""
    return max((place for place, amount in enumerate(months) if amount), default=0) + 1
