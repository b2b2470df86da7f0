"""What each party bears of the cost: by its weight of what is shared, or by the sums that the agreement states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.left_open import in_order
from coplan.figures.budget.agreement.named_sources import named, names
from coplan.figures.budget.agreement.payments import Payment, billing, payments
from coplan.figures.budget.budget_months import begin, finish, share_of_month
from coplan.figures.budget.from_answers import costed, money, unpaid
from coplan.figures.budget.funds.sources import cents_of
from coplan.figures.budget.result import columns
from coplan.figures.budget.shares import CostShares, StatedSum, cost_shares
from coplan.figures.declared import step
from coplan.figures.given import Given
from coplan.figures.money import spread


@step(costed, money, reads.SHARE_OF)
def outside_money(given: Given) -> tuple[Decimal, ...]:
    """What awarded money from outside pays in each month before partners share the rest; empty where they do not."""
    found, asked = given.once(costed), given.answer(reads.SHARE_OF)
    if found is None or asked != reads.AFTER_GRANTS:
        return ()
    grants = [one for one in given.once(money)[0] if one.secured and one.outside_money]
    return columns(unpaid(found, grants).paid, found.indirect)


@step(reads.PARTY_SHARES)
def contributions(given: Given) -> Mapping[str, Decimal]:
    """What each party pays a year by the table of contributions, in money."""
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["party"]]
    return {str(row["party"]): cents_of(row["amount"]) for row in rows if not isinstance(row["amount"], Missing)}


@step(costed, payments, money, names, reads.PARTY_SHARES, reads.AGREEMENT_START, reads.AGREEMENT_END)
def stated_sums(given: Given) -> tuple[StatedSum, ...]:
    """What each party pays, if the table of contributions names a sum for all: by month as its payments are earned.

    A sum that no payment bills falls evenly on the days of the agreement. Who bears the rest pays last.
    """
    found = given.once(costed)
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["party"]]
    if found is None or found.calendar is None or any(isinstance(row["amount"], Missing) for row in rows):
        return ()
    held = _held(given, found.calendar.months)
    sums = [_stated(str(row["party"]), Decimal(row["amount"]), given.once(payments), held) for row in rows]
    last = [str(row["party"]) for row in rows if row["rest"]]
    if not last or not found.lines:
        return tuple(sums)
    fixed = [(one.party, one.months) for one in sums if one.party not in last]
    most = [one.months for one in sums if one.party in last]
    paid = iter(in_order(found, given.once(money)[0], _drawn(given), fixed, most).paid)
    return tuple(
        replace(one, months=next(paid), held=(), most=one.months) if one.party in last else one for one in sums
    )


def _stated(party: str, yearly: Decimal, rows: Sequence[Payment], held: Sequence[Fraction]) -> StatedSum:
    if own := billing(party, yearly, rows):
        return StatedSum(party, yearly, columns([one.months for one in own], own[0].months))
    return StatedSum(party, yearly, spread([Fraction(yearly) * part / 12 for part in held]), tuple(held))


def _held(given: Given, months: range) -> list[Fraction]:
    """Which part of each month the agreement holds; all of it where the plan names no first or last day."""
    opens, closes = given.answer(reads.AGREEMENT_START), given.answer(reads.AGREEMENT_END)
    start = Fraction(0) if isinstance(opens, Missing) else begin(opens)
    end = None if isinstance(closes, Missing) else finish(closes)
    return [share_of_month(month, start, end) for month in months]


@step(
    *(costed, outside_money, stated_sums, names),
    *(reads.COST_SHARE, reads.INTERLOCAL, reads.PARTIES, reads.LEAD_AGENCY, reads.JURISDICTIONS),
    *(reads.COVERAGE, reads.PARTY_SHARES),
)
def shares(given: Given) -> CostShares | None:
    """What each party bears; None where only one pays, or nothing can be placed in time."""
    found, first = given.once(costed), given.once(outside_money)
    if found is None:
        return None
    left = (
        tuple(cost - paid for cost, paid in zip(found.cost_months, first, strict=True)) if first else found.cost_months
    )
    shared = cost_shares(given, left, found.by_period, lambda: given.once(stated_sums))
    if shared is None:
        return None
    drawn = _drawn(given) if shared.fixed else frozenset()
    return replace(shared, months=left, first=found.by_period(first) if first else (), drawn=drawn)


def _drawn(given: Given) -> frozenset[str]:
    """The sources on which the contributions draw; none where one with money does not name its own."""
    rows = [row for row in given.answer(reads.PARTY_SHARES) if row["party"] and row["amount"]]
    found = [named(row["source"], given.once(names)) for row in rows]
    return frozenset(name for one in found for name in one or ()) if all(found) else frozenset()
