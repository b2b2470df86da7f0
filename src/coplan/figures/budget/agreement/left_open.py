"""What neither the sums of the parties nor other secured money pays: one order of spending, by what each may pay."""

from __future__ import annotations

from decimal import Decimal

from coplan.figures.budget.budget_months import first_day
from coplan.figures.budget.from_answers import unpaid
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.result import Budget, columns
from coplan.figures.budget.same_name import plain
from coplan.figures.budget.shares import CostShares, PartyShare
from coplan.figures.money import NOTHING, together


def left_open(found: Budget, shares: CostShares) -> tuple[Decimal, ...]:
    """By month. A sum pays any line; money on which the sums draw is not counted beside them.

    Where the plan does not say on what they draw, a month leaves open what both the sums and secured money leave.
    """
    alone = columns(found.unpaid, found.indirect)
    if not shares.drawn:
        return tuple(max(min(pair), NOTHING) for pair in zip(shares.parties[-1].months, alone, strict=True))
    others = [one for one in found.sources if one.secured and plain(one.name) not in shares.drawn]
    sums = [_sum(found, part) for part in shares.parties[:-1]]
    return columns(unpaid(found, [*others, *sums]).unpaid, found.indirect)


def _sum(found: Budget, part: PartyShare) -> FundingSource:
    """A sum as money that pays any line until the last month for which it is owed."""
    assert found.calendar is not None
    first, months = found.calendar.first, part.months
    last = max((place for place, amount in enumerate(months) if amount), default=0)
    days = first_day(first), first_day(first + last)
    return FundingSource(part.party, "", together(months), *days, Decimal(0), "", "", secured=True, months=months)
