"""Money that is counted before it is owed, and cost that has no money only because of its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.named_sources import held, named, names
from coplan.figures.budget.agreement.payments import day_words, payments
from coplan.figures.budget.budget_months import month_of, month_words
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.budget.from_answers import costed, funded, may_pay
from coplan.figures.budget.funds.funding import SHORT, FundingSource
from coplan.figures.budget.result import Budget
from coplan.figures.budget.same_name import plain
from coplan.figures.declared import Worked, declare
from coplan.figures.given import Given
from coplan.figures.money import together
from coplan.numerals import with_cents


@declare(
    "budget.money_before_payments",
    "own money of parties that is counted before it is owed, or beyond what is owed",
    formula="first day and amount of a government's own money or a partner's payment that pays others and nothing "
    "else, and the first day and the highest amounts of the payments that name it alone",
    reads=(names, held, payments, costed),
)
def money_before_payments(given: Given) -> Worked | None:
    """None while the plan names no source of money."""
    known, found = given.once(names), given.once(costed)
    return Worked(tuple(_counted_early(given, found))) if known else None


def _counted_early(given: Given, found: Budget | None) -> Iterator[str]:
    known = given.once(names)
    paid = [(one, named(one.source, known) or frozenset()) for one in given.once(payments)]
    spenders = {plain(line.cost.party) for line in found.lines} if found else set()
    for source in given.once(held):
        rows = [one for one, on in paid if on == {plain(source.name)}]
        shared = any(plain(source.name) in on and len(on) > 1 for _, on in paid)
        if not rows or shared or source.kind not in (*reads.VOTED, reads.PARTNER_PAYMENT):
            continue
        if any(plain(one.payer) in spenders for one in rows):
            continue  # it pays cost of its own from the same money
        first, most = min(one.start for one in rows), together([one.whole for one in rows])
        if source.start and source.start < first:
            yield f"{source.name} from {day_words(source.start)} (owed from {day_words(first)})"
        if source.amount - most >= SHORT:
            yield f"{source.name} {with_cents(source.amount)} (owed at most {with_cents(most)})"


@declare(
    "budget.due_too_soon",
    "lines that are not covered only because of their day",
    formula="of each line what no source pays in its month, where sources that may pay it and have begun by then have "
    "as much left when they end; where it is a dollar or more",
    reads=(funded,),
)
def due_too_soon(given: Given) -> Worked:
    found = given.once(funded)
    rows = too_soon(found).items()
    return Worked(tuple(_words(found.lines[place].cost, months) for place, months in rows))


def _words(cost: Cost, months: Mapping[int, Decimal]) -> str:
    whose = f" ({cost.party})" if cost.party else ""
    first, last = month_words(min(months)), month_words(max(months))
    span = f"in {first}" if first == last else f"from {first} to {last}"
    return f"{cost.label}{whose}, {with_cents(together(list(months.values())))} {span}"


def too_soon(found: Budget) -> Mapping[int, Mapping[int, Decimal]]:
    """Open amounts by month, for each line by its place, that money which has begun would pay if it came at once."""
    left = dict(found.left)
    told: dict[int, dict[int, Decimal]] = {}
    for place, (line, unpaid) in enumerate(zip(found.lines, found.unpaid_if_all, strict=True)):
        sources = [one for one in found.sources if may_pay(one, line.cost)]
        for row, amount in zip(found.gaps, unpaid, strict=True):
            there = [left[one.name] for one in sources if _runs_on(one, row.month)]
            if amount and together(there) >= amount:
                told.setdefault(place, {})[row.month] = amount
    return {place: months for place, months in told.items() if together(list(months.values())) >= SHORT}


def _runs_on(source: FundingSource, month: int) -> bool:
    """True for money that has begun by the end of a month and goes on after it."""
    return month_of(source.start) <= month and (source.end is None or month_of(source.end) > month)


MONEY_AND_DAYS = (money_before_payments, due_too_soon)
