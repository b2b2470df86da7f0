"""What lies outside the time of its paper or its money: cost after the agreement, and cost before its sources begin."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.money_and_days import too_soon
from coplan.figures.budget.agreement.named_sources import named, names
from coplan.figures.budget.agreement.payments import Payment, day_words, payments
from coplan.figures.budget.budget_months import finish, month_of, month_words, share_of_month
from coplan.figures.budget.from_answers import costed, funded, may_pay
from coplan.figures.budget.funds.funding import SHORT
from coplan.figures.budget.result import Budget
from coplan.figures.budget.same_name import plain
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given
from coplan.figures.money import NOTHING, cents, together
from coplan.numerals import with_cents


@declare(
    "budget.cost_after_agreement",
    "cost that the budget shows after the last day of the agreement",
    "dollars",
    formula="cost of the months after the last day of the agreement, the rest of its own month by days, added up",
    reads=(costed, reads.AGREEMENT_END),
)
def cost_after_agreement(asked: Given) -> Worked | None:
    """None without a budget or a last day."""
    found, end = asked.once(costed), asked.answer(reads.AGREEMENT_END)
    if found is None or found.calendar is None or isinstance(end, Missing):
        return None
    return _after("cost", end, dict(zip(found.calendar.months, found.cost_months, strict=True)))


@declare(
    "budget.uncovered_after_agreement",
    "cost after the last day of the agreement that no secured money covers",
    "dollars",
    formula="what secured money leaves unpaid in the months after the agreement, the rest of its own month by days",
    reads=(funded, reads.AGREEMENT_END),
)
def uncovered_after_agreement(asked: Given) -> Worked | None:
    """None without a budget or a last day."""
    found, end = asked.once(funded), asked.answer(reads.AGREEMENT_END)
    if found.calendar is None or isinstance(end, Missing):
        return None
    return _after("not covered", end, {row.month: row.unfunded for row in found.gaps})


def _after(what: str, end: datetime.date, amounts: Mapping[int, Decimal]) -> Worked:
    """What of monthly amounts falls after a day."""
    rest = [cents(Fraction(amount) * share_of_month(month, finish(end))) for month, amount in amounts.items()]
    span = f"{what} after {day_words(end)}, to the end of {month_words(max(amounts))}"
    return Worked(together(rest), (Input(span, together(rest), "dollars", "computed"),))


@step(payments, names)
def from_one_source(asked: Given) -> Mapping[str, tuple[Payment, ...]]:
    """The payments of each source that pays alone, by its name under funding; without what another payment brought.

    A source that pays together with others is left out: nobody knows its part.
    """
    known = asked.once(names)
    rows = [(one, named(one.source, known) or frozenset()) for one in asked.once(payments)]
    titles = {plain(row["name"]): str(row["name"]) for row in asked.answer(reads.FUNDING) if row["name"]}
    found: dict[str, tuple[Payment, ...]] = {}
    shared: set[str] = set()
    for one, sources in rows:
        brought = {name for other, taken in rows if plain(other.payee) == plain(one.payer) for name in taken}
        shared |= sources - brought if len(sources) > 1 else set()
        for name in sources - brought:
            found[titles[name]] = (*found.get(titles[name], ()), one)
    return {name: paid for name, paid in found.items() if plain(name) not in shared}


@declare(
    "budget.paid_from_source",
    "highest amounts that are paid from a source under the agreements over their whole time",
    "dollars",
    formula="of each payment that names this source alone its highest amount over its time, added up; what a party "
    "hands on of it is not counted again",
    reads=(from_one_source, reads.PAYMENTS, reads.FUNDING),
    each=Each("source that alone pays a payment, by its name", from_one_source),
)
def paid_from_source(asked: Given, source: str) -> Worked:
    rows, key = asked.once(from_one_source)[source], asked.key(reads.PAYMENTS)
    parts = tuple(Input(f"{one.what}, {one.days}", one.whole, "dollars", "plan", key) for one in rows)
    return Worked(together([one.whole for one in rows]), parts, label=f"highest amounts that are paid from {source}")


@declare(
    "budget.before_its_money",
    "lines that are due before the money that may pay them begins",
    formula="of each line what no source pays in months before a source that may pay it begins; where it is a dollar "
    "or more",
    reads=(funded,),
)
def before_its_money(asked: Given) -> Worked:
    return Worked(tuple(_too_early(asked.once(funded))))


def _too_early(found: Budget) -> Iterator[str]:
    slices = too_soon(found)  # enough money has begun for these, and comes in later months
    for place, (line, whole) in enumerate(zip(found.lines, found.unpaid_if_all, strict=True)):
        told = slices.get(place, {})
        unpaid = [NOTHING if row.month in told else amount for row, amount in zip(found.gaps, whole, strict=True)]
        later = [one for one in found.sources if may_pay(one, line.cost)]
        begins = max((month_of(one.start) for one in later), default=0)
        early = [amount if row.month < begins else NOTHING for row, amount in zip(found.gaps, unpaid, strict=True)]
        short: Decimal = together(early)
        if short >= SHORT:
            last = max(row.month for row, amount in zip(found.gaps, early, strict=True) if amount)
            named = line.cost.fund_source.casefold()
            ahead = (one for one in later if month_of(one.start) > last)
            source = min(ahead, key=lambda one: (one.name.casefold() != named, one.start))
            yield f"{line.cost.label}, {with_cents(short)} ({source.name} begins on {day_words(source.start)})"


OUTSIDE_TERM = (cost_after_agreement, uncovered_after_agreement, paid_from_source, before_its_money)
