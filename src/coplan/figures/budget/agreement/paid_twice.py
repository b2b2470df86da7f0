"""Sources from which a party pays others and its own positions too, against what comes of them in that time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from coplan.figures.budget.agreement.named_sources import named, names
from coplan.figures.budget.agreement.payments import Payment, payments
from coplan.figures.budget.budget_months import month_of
from coplan.figures.budget.from_answers import costed, money
from coplan.figures.budget.funds.funding import SHORT, FundingSource
from coplan.figures.budget.result import Budget
from coplan.figures.budget.same_name import plain
from coplan.figures.declared import Worked, declare
from coplan.figures.given import Given
from coplan.figures.money import together
from coplan.numerals import with_cents


@declare(
    "budget.sources_paid_twice",
    "sources from which payments and the payer's own positions draw more than they bring",
    formula="of each source that a payment names alone: its payments, and the cost of the payer's own positions that "
    "name it, against what comes of it; all until the last day of these payments, on the months of the budget",
    reads=(names, payments, costed, money),
)
def sources_paid_twice(given: Given) -> Worked | None:
    """None while nothing can be placed in time, or the plan names no source of money."""
    found, known = given.once(costed), given.once(names)
    if found is None or found.calendar is None or not known:
        return None
    paid = [(one, on) for one in given.once(payments) if (on := named(one.source, known)) and len(on) == 1]
    told = (
        _told(source, [one for one, on in paid if plain(source.name) in on], found) for source in given.once(money)[0]
    )
    return Worked(tuple(words for of_one in told for words in of_one))


def _told(source: FundingSource, rows: Sequence[Payment], found: Budget) -> Iterator[str]:
    """Words for a source that is drawn on twice; none where the payer keeps no position of its own on it."""
    assert found.calendar is not None
    payers = {plain(one.payer) for one in rows}
    own = [
        line
        for line in found.lines
        if line.cost.group == "positions"
        and plain(line.cost.party) in payers
        and plain(line.cost.fund_source) == plain(source.name)
    ]
    if not own:
        return
    until = month_of(max(one.end for one in rows)) + 1 - found.calendar.first

    def come(months: Sequence[Decimal]) -> Decimal:
        return together(months[: max(until, 0)])

    paid, kept = together([come(one.months) for one in rows]), together([come(line.months) for line in own])
    there = come(source.months)
    if paid + kept - there >= SHORT:
        yield (
            f"{source.name} {with_cents(paid)} and {with_cents(kept)} of {with_cents(there)} "
            f"({', '.join(line.cost.label for line in own)})"
        )


PAID_TWICE = (sources_paid_twice,)
