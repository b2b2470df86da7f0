"""What the table of contributions says of a party, against the rule of sharing and against the table of payments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal

from coplan.figures.budget.agreement.party_shares import contributions, shares
from coplan.figures.budget.agreement.payments import Payment, payments, yearly_of_first_full_year
from coplan.figures.budget.from_answers import costed
from coplan.figures.budget.same_name import plain, same
from coplan.figures.declared import Worked, declare
from coplan.figures.given import Given
from coplan.numerals import with_cents


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
            f"{party} {with_cents(amount)} (by the rule {with_cents(part.amounts[place])})"
            for party, amount in given.once(contributions).items()
            for part in found.parties
            if same(part.party, party) and part.amounts[place] != amount
        )
    )


@declare(
    "budget.contributions_other_than_payments",
    "contributions that are not what the party pays under the agreement",
    formula="money a year in the table of contributions, and the highest amounts of the party's payments in its first "
    "full year; of parties that pay and are not paid. Who has cost of its own may contribute more than it pays",
    reads=(contributions, payments, costed),
)
def contributions_other_than_payments(given: Given) -> Worked:
    found = given.once(costed)
    own = {plain(line.cost.party) for line in found.lines} if found else set()
    return Worked(tuple(_differences(given.once(contributions), given.once(payments), own)))


def _differences(stated: Mapping[str, Decimal], rows: tuple[Payment, ...], own: AbstractSet[str]) -> Iterator[str]:
    for party, amount in stated.items():
        paid = [one for one in rows if same(one.payer, party)]
        due = yearly_of_first_full_year(paid)
        if due is None or any(same(one.payee, party) for one in rows):
            continue
        if due > amount or (due < amount and plain(party) not in own):
            yield f"{party} {with_cents(amount)} (payments {with_cents(due)})"


CONTRIBUTED = (contributions_other_than_rule, contributions_other_than_payments)
