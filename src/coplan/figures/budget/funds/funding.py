"""Money that comes: each source spread over its own time, against the cost of each month, and what its end leaves."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from coplan.figures.budget.budget_months import begin, finish, month_of, share_of_month
from coplan.figures.money import NOTHING, spread, together

SHORT = Decimal(1)  # less than a dollar is rounding, and no shortage


@dataclass(frozen=True)
class FundingSource:
    """A source of money. `months` is what falls on each month of the budget; `outside` what falls on other months."""

    name: str
    kind: str
    amount: Decimal
    start: datetime.date
    end: datetime.date | None
    match: Decimal
    allowed: str
    status: str
    secured: bool
    months: tuple[Decimal, ...] = ()
    outside: Decimal = NOTHING
    last: datetime.date | None = None  # its end, or the end of the budget where it names none
    pays: frozenset[str] | None = None  # groups of lines beside the positions that name it; None for all of them
    free: bool = True  # may pay any line, also positions that name another source
    things_only: bool = False  # the plan says what it pays, and positions are not among it
    match_asked: Decimal = NOTHING
    own_fees: bool = False  # what the employer of the clinicians bills itself
    outside_money: bool = False  # a grant, a foundation, a health plan or billing: no partner's own
    late: int = 0  # months after the cost in which a reimbursement arrives
    waits: bool = False  # secured by its status, and a vote of its government has still to provide it

    @property
    def how_sure(self) -> str:
        """Its status, or that it waits for a vote: what waits is not called awarded."""
        return "subject to appropriation" if self.waits else self.status


@dataclass(frozen=True)
class MonthGap:
    """One month: cost, secured money, money hoped for, and both running balances."""

    month: int
    period: int
    cost: Decimal
    secured: Decimal
    hoped: Decimal
    balance: Decimal  # secured money less cost, from the first month on
    balance_if_all: Decimal
    unfunded: Decimal = NOTHING  # of the lines, what no secured money that may pay them pays
    unfunded_if_all: Decimal = NOTHING

    @property
    def gap(self) -> Decimal:
        """Cost that secured money of this month does not cover, as if any money could pay anything."""
        return max(self.cost - self.secured, NOTHING)


def to_advance(sources: Sequence[FundingSource]) -> tuple[Decimal, ...]:
    """What must be advanced at the end of each month, since money on reimbursement comes later than its month."""
    months = range(len(sources[0].months)) if sources else range(0)
    late = [source for source in sources if source.late]
    return tuple(
        together([together(one.months[max(0, month + 1 - one.late) : month + 1]) for one in late]) for month in months
    )


@dataclass(frozen=True)
class Ending:
    """A source that ends while the budget goes on: what it paid in its last whole month, and the month after."""

    source: FundingSource
    month: int  # the first month without it
    paid: Decimal
    cost: Decimal
    uncovered: Decimal  # of the lines, by secured money that may pay them and what it had left
    uncovered_if_all: Decimal
    positions: tuple[str, ...]


def by_month(amount: Decimal, start: datetime.date, end: datetime.date, months: range) -> tuple[Decimal, ...]:
    """An amount spread evenly over its whole time, as far as it falls on these months. Raises ValueError if reversed.

    A month in which the money runs for some of the days counts with these days. All months of its time together are
    exactly the amount.
    """
    if end < start:
        raise ValueError(f"the money ends on {end}, before it starts on {start}")
    opens, closes = begin(start), finish(end)
    whole = range(floor(opens), ceil(closes))
    exact = [Fraction(amount) * share_of_month(month, opens, closes) / (closes - opens) for month in whole]
    found = dict(zip(whole, spread(exact), strict=True))
    return tuple(found.get(month, NOTHING) for month in months)


def month_gaps(
    cost: Sequence[Decimal], periods: Sequence[int], sources: Sequence[FundingSource], first: int
) -> list[MonthGap]:
    """Cost and money month by month, with the running balances."""
    rows: list[MonthGap] = []
    balance = everything = NOTHING
    for place, amount in enumerate(cost):
        secured = together([source.months[place] for source in sources if source.secured])
        hoped = together([source.months[place] for source in sources if not source.secured])
        balance += secured - amount
        everything += secured + hoped - amount
        rows.append(MonthGap(first + place, periods[place], amount, secured, hoped, balance, everything))
    return rows


def endings(
    sources: Sequence[FundingSource], gaps: Sequence[MonthGap], positions: Sequence[tuple[str, str]]
) -> list[Ending]:
    """Sources that end before the budget does, in order. `positions` are (title, name of the source that pays it)."""
    found = []
    by_place = {row.month: row for row in gaps}
    for source in sorted((one for one in sources if one.end), key=lambda one: one.end or one.start):
        assert source.end is not None
        after = ceil(finish(source.end))
        row = by_place.get(after)
        if row is None or not any(source.months):
            continue
        whole = [month for month in by_place if month < after and begin(source.start) <= month]
        inside = [month for month in whole if finish(source.end) >= month + 1]
        last = inside[-1] if inside else min(month_of(source.end), after - 1)
        paid = source.months[last - gaps[0].month] if last in by_place else NOTHING
        titles = tuple(title for title, name in positions if name.casefold() == source.name.casefold())
        found.append(Ending(source, after, paid, row.cost, row.unfunded, row.unfunded_if_all, titles))
    return found
