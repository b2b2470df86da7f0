"""What the table of contributions says of a party, against the rule of sharing and against the table of payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.billed import YEAR, Payment, payments
from coplan.figures.budget.months import begin, finish
from coplan.figures.budget.names import same
from coplan.figures.budget.plan import costed, shares
from coplan.figures.declared import Worked, declare, step
from coplan.figures.given import Given
from coplan.figures.money import cents, shown_money, together


@step(reads.PARTY_SHARES)
def contributions(given: Given) -> Mapping[str, Decimal]:
    """What each party pays a year by the table of contributions, in money."""
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["party"]]
    return {
        str(row["party"]): cents(Fraction(Decimal(row["amount"])))
        for row in rows
        if not isinstance(row["amount"], Missing)
    }


@declare(
    "budget.contributions_other_than_rule",
    "contributions that are not what the rule of sharing gives",
    formula="money a year in the table of contributions, and the party's share of the cost of year 1 by the rule",
    reads=(contributions, shares, costed),
)
def contributions_other_than_rule(given: Given) -> Worked | None:
    """None where no rule works the shares out, or sums are the rule."""
    found, budget = given.once(shares), given.once(costed)
    if not found or found.fixed or not found.parties or budget is None:
        return None
    place = [period.key for period in budget.periods].index(1)
    return Worked(
        tuple(
            f"{party} {shown_money(amount)} (by the rule {shown_money(part.amounts[place])})"
            for party, amount in given.once(contributions).items()
            for part in found.parties
            if same(part.party, party) and part.amounts[place] != amount
        )
    )


@declare(
    "budget.contributions_other_than_payments",
    "contributions that are not what the party pays under the agreement",
    formula="money a year in the table of contributions, and the highest amounts of the party's payments in its first "
    "full year; of parties that pay and are not paid",
    reads=(contributions, payments),
)
def contributions_other_than_payments(given: Given) -> Worked:
    rows = given.once(payments)
    return Worked(tuple(_differences(given.once(contributions), rows)))


def _differences(stated: Mapping[str, Decimal], rows: tuple[Payment, ...]) -> Iterator[str]:
    for party, amount in stated.items():
        paid = [one for one in rows if same(one.payer, party)]
        if any(same(one.payee, party) for one in rows) or not (first := _first_full_year(paid)):
            continue
        due = together([one.yearly for one in paid if one.start <= first <= one.end])
        if due != amount:
            yield f"{party} {shown_money(amount)} (payments {shown_money(due)})"


def _first_full_year(rows: list[Payment]) -> date | None:
    return min((one.start for one in rows if finish(one.end) - begin(one.start) >= YEAR), default=None)


CONTRIBUTED = (contributions_other_than_rule, contributions_other_than_payments)
