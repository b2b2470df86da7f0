"""The budget by each party's own fiscal years: the whole cost, the party's share, and what the agreement bills it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.paid_by_party import by_payer
from coplan.figures.budget.agreement.party_shares import shares
from coplan.figures.budget.agreement.payments import payments
from coplan.figures.budget.budget_months import month_of
from coplan.figures.budget.from_answers import calendar, costed
from coplan.figures.budget.funds.funding import by_month
from coplan.figures.budget.over_time.fiscal import years_of
from coplan.figures.budget.parts import cost_in, in_months, line
from coplan.figures.budget.result import Budget, columns
from coplan.figures.budget.same_name import same
from coplan.figures.budget.shares import CostShares
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed
from coplan.figures.money import NOTHING, split, together
from coplan.numerals import with_cents

ShareMonths = tuple[str, tuple[Decimal, ...]]


@dataclass(frozen=True)
class PartyYear:
    """One fiscal year of one party, and the places of its months in the budget."""

    party: str
    year: str
    places: range


@step(calendar, reads.FISCAL_YEARS)
def party_years(given: Given) -> Mapping[str, PartyYear]:
    """The fiscal years of every party that has its own first month, by party and year."""
    placed = given.once(calendar)
    rows = [row for row in given.answer(reads.FISCAL_YEARS) if row["party"] and row["begins"]]
    if placed is None:
        return {}
    found = [
        PartyYear(str(row["party"]), year, places)
        for row in rows
        for year, places in years_of(placed.months, reads.MONTH_NAMES.index(row["begins"].key)).items()
    ]
    return {f"{one.party}, {one.year}": one for one in found}


EACH_PARTY_YEAR = Each("party and its fiscal year, such as Cedar County, FY 2028", party_years)


@step(costed, shares)
def share_months(given: Given) -> tuple[ShareMonths, ...]:
    """Each party's share of the cost by month; the months of a year of the program add up to its share of the year."""
    found, shared = given.once(costed), given.once(shares)
    if found is None or shared is None or not shared.parties:
        return ()
    rows = [part.months for part in shared.parties] if shared.fixed else _parts_by_month(found, shared)
    return tuple((part.party, tuple(row)) for part, row in zip(shared.parties, rows, strict=True))


def _parts_by_month(found: Budget, shared: CostShares) -> list[list[Decimal]]:
    """What has come together by the end of a month is split as a year is; the month is what that adds."""
    rows: list[list[Decimal]] = [[] for _ in shared.parties]
    weights = [part.weight for part in shared.parties]
    for cost in _by_period(found, shared):
        before = [NOTHING for _ in weights]
        for reached in accumulate(cost):
            now = list(split(reached, weights))
            for row, later, earlier in zip(rows, now, before, strict=True):
                row.append(later - earlier)
            before = now
    return rows


def _by_period(found: Budget, shared: CostShares) -> list[Sequence[Decimal]]:
    assert found.calendar is not None
    first = found.calendar.first
    return [shared.months[one.first - first : one.first - first + one.count] for one in found.periods]


@declare(
    "budget.cost_by_party_year",
    "cost",
    "dollars",
    formula="cost of the months of the party's fiscal year, added up",
    reads=(costed, line, party_years),
    each=EACH_PARTY_YEAR,
)
def cost_by_party_year(given: Given, year: str) -> Worked | None:
    return cost_in(given, given.once(costed), given.once(party_years)[year].places, f"cost, {year}")


@declare(
    "budget.share_by_party_year",
    "share of the cost",
    "dollars",
    formula="the party's share of the cost of the months of its fiscal year, added up",
    reads=(share_months, shares, cost_by_party_year),
    each=EACH_PARTY_YEAR,
)
def share_by_party_year(given: Given, year: str) -> Worked | None:
    """None for who has no share in the cost by the plan's rule."""
    one = given.once(party_years)[year]
    found = [months for party, months in given.once(share_months) if same(party, one.party)]
    if not found:
        return None
    return Worked(
        in_months(columns(found, found[0]), one.places), _rule_of(given, year, one), label=f"share of the cost, {year}"
    )


def _rule_of(given: Given, year: str, one: PartyYear) -> tuple[Input, ...]:
    """The cost of the year, and what the party's share is measured by."""
    cost, shared = given.figure(cost_by_party_year, year), given.once(shares)
    parts = [part for part in shared.parties if same(part.party, one.party)] if shared else []
    key = given.key(reads.COST_SHARE)
    rule = (Input(f"{part.party}, by the rule of the plan", part.basis, "", "plan", key) for part in parts)
    return (*([computed(cost)] if cost else []), *rule)


@declare(
    "budget.billed_by_party_year",
    "payments under the agreement",
    "dollars",
    formula="the highest amounts of the party's payments, each spread evenly over its days, in its fiscal year",
    reads=(payments, party_years),
    each=EACH_PARTY_YEAR,
)
def billed_by_party_year(given: Given, year: str) -> Worked | None:
    """None for who pays nobody."""
    one = given.once(party_years)[year]
    rows = [row for row in given.once(payments) if same(row.payer, one.party)]
    if not rows:
        return None
    parts = [
        Input(
            f"{row.what}, {with_cents(row.whole)} {row.days}",
            amount,
            "dollars",
            "computed",
            given.key(reads.PAYMENTS),
        )
        for row in rows
        if (amount := in_months(row.months, one.places))
    ]
    total = together([in_months(row.months, one.places) for row in rows])
    return Worked(total, tuple(parts), label=f"payments under the agreement, {year}")


@declare(
    "budget.billed_years",
    "highest amounts that a party pays to others, by its own fiscal years",
    formula="of each payment of this party what falls on each of its fiscal years, spread evenly over its days, also "
    "before and after the budget; a fiscal year has the name of the year in which it ends",
    reads=(by_payer, reads.FISCAL_YEARS),
    each=Each("payer, by its name", by_payer),
)
def billed_years(given: Given, payer: str) -> Worked | None:
    """None for a party of which nobody said when its fiscal year begins."""
    begins = [
        row["begins"].key for row in given.answer(reads.FISCAL_YEARS) if row["begins"] and same(row["party"], payer)
    ]
    rows = given.once(by_payer)[payer]
    if not begins or not rows:
        return None
    months = range(min(month_of(one.start) for one in rows), max(month_of(one.end) for one in rows) + 1)
    billed = columns([by_month(one.whole, one.start, one.end, months) for one in rows], months)
    years = years_of(months, reads.MONTH_NAMES.index(begins[0]))
    sums = ((year, in_months(billed, places)) for year, places in years.items())
    return Worked(tuple(f"{year} {with_cents(amount)}" for year, amount in sums if amount))


PARTY_YEARS = (cost_by_party_year, share_by_party_year, billed_by_party_year)
