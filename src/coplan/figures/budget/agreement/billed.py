"""What the agreements bill at most, against the term, the payee's part of the budget, and the allowed increase."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.party_shares import contributions
from coplan.figures.budget.agreement.payments import YEAR, Payment, day_words, payments
from coplan.figures.budget.budget_months import (
    begin,
    day_before,
    finish,
    first_day,
    month_of,
    same_day,
    share_of_month,
)
from coplan.figures.budget.from_answers import calendar, costed, money
from coplan.figures.budget.result import Budget
from coplan.figures.budget.same_name import same
from coplan.figures.declared import Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given
from coplan.figures.money import NOTHING, cents, together
from coplan.numerals import with_cents


@declare(
    "budget.payments_in_term",
    "highest amounts of all payments over their whole time",
    "dollars",
    formula="of each payment its highest amount a year × its months ÷ 12, or once if it runs a year or less or is a "
    "single sum, rounded, added up; its months begin with the planned start of the phase for which it waits, if that "
    "is later. Where an employer that is no public body is hired, those to or from it",
    reads=(payments, reads.EMPLOYER, reads.PRIVATE_EMPLOYER),
)
def payments_in_term(given: Given) -> Worked | None:
    """None while a payment lacks its amount or its days."""
    employer = given.answer(reads.EMPLOYER) if given.holds(reads.PRIVATE_EMPLOYER) else None
    found = given.once(payments)
    rows = [one for one in found if not employer or any(same(name, employer) for name in (one.payer, one.payee))]
    if not rows or len(found) < len(given.answer(reads.PAYMENTS)):
        return None
    key = given.key(reads.PAYMENTS)
    parts = tuple(Input(f"{one.what}, {one.days}", one.whole, "dollars", "plan", key) for one in rows)
    return Worked(together([one.whole for one in rows]), parts)


@declare(
    "budget.billed_other_than_cost",
    "payments to the employer that are not what its part of the budget costs",
    formula="for the days of each payment to the employer: its highest amounts, and the cost of the employer's lines "
    "with their indirect cost; less is named if what the employer bills to insurers does not make it up",
    reads=(payments, costed, money, contributions, reads.EMPLOYER),
)
def billed_other_than_cost(given: Given) -> Worked | None:
    """None where no employer is named, or the employer contributes money itself and is paid for a part only."""
    employer, found = given.answer(reads.EMPLOYER), given.once(costed)
    if not employer or found is None or not found.lines:
        return None
    if _contributes(given, str(employer)):
        return None
    own = [one for one in given.once(payments) if same(one.payee, employer)]
    fees = [source.months for source in given.once(money)[0] if source.own_fees]
    if not any(same(line.cost.party, employer) for line in found.lines):
        return None
    return Worked(tuple(_differences(found, str(employer), own, fees)))


def _contributes(given: Given, employer: str) -> bool:
    return any(same(party, employer) and amount for party, amount in given.once(contributions).items())


def _differences(
    found: Budget, employer: str, own: Sequence[Payment], fees: Sequence[Sequence[Decimal]]
) -> Iterator[str]:
    for rows, billed, cost in _compared(found, employer, own):
        assert found.calendar is not None
        fee = _between(fees, found.calendar.months, rows[0].start, rows[0].end)
        if billed > cost or billed + fee < cost:
            yield (
                f"{with_cents(billed)} {rows[0].days}, where its part of the budget costs {with_cents(cost)}"
                f" ({with_cents(abs(billed - cost))} {'more' if cost > billed else 'less'})"
            )


def _compared(found: Budget, employer: str, own: Sequence[Payment]) -> Iterator[tuple[list[Payment], Decimal, Decimal]]:
    """Payments of the same days together, what they bill, and what the employer's part costs on these days."""
    placed = found.calendar
    assert placed is not None
    part = _part(found, employer)
    for start, end in dict.fromkeys((one.start, one.end) for one in own):
        if month_of(start) < placed.first or month_of(end) > placed.months[-1]:
            continue  # partly outside the budget: nothing to compare with
        rows = [one for one in own if (one.start, one.end) == (start, end)]
        yield rows, together([one.whole for one in rows]), _between(part, placed.months, start, end)


def _part(found: Budget, employer: str) -> list[Sequence[Decimal]]:
    """The months of the employer's lines, and of the indirect cost on them by its own rate."""
    own = [line for line in found.lines if same(line.cost.party, employer)]
    rate = found.terms.of(employer)
    indirect = [one.months for one in found.overheads_of(own) if one.rate is rate]
    return [*(line.months for line in own), *indirect]


def _between(rows: Sequence[Sequence[Decimal]], months: range, start: datetime.date, end: datetime.date) -> Decimal:
    """What of monthly amounts falls on these days; of a month in part, by its days."""
    opens, closes = begin(start), finish(end)
    parts = {place: part for place, month in enumerate(months) if (part := share_of_month(month, opens, closes))}
    amounts = (Fraction(together([row[place] for row in rows])) * part for place, part in parts.items())
    return cents(sum(amounts, Fraction(0)))


@declare(
    "budget.employer_paid_below_cost",
    "payments to the employer that are less than its part of the budget costs",
    formula="for the days of each payment to the employer: the cost of its lines with their indirect cost, less its "
    "highest amounts; where it is a dollar or more. What insurers are hoped to pay makes nothing up here",
    reads=(payments, costed, contributions, reads.EMPLOYER),
)
def employer_paid_below_cost(given: Given) -> Worked | None:
    """None where no employer is named, nothing is priced, or the employer bears a part itself."""
    employer, found = given.answer(reads.EMPLOYER), given.once(costed)
    if not employer or found is None or not found.lines or _contributes(given, str(employer)):
        return None
    own = [one for one in given.once(payments) if same(one.payee, employer)]
    return Worked(tuple(_short(found, str(employer), own)))


def _short(found: Budget, employer: str, own: Sequence[Payment]) -> Iterator[str]:
    for rows, billed, cost in _compared(found, employer, own):
        if cost - billed >= 1:
            yield f"{with_cents(cost - billed)} {rows[0].days}"


@declare(
    "budget.employer_cost_before_agreement",
    "cost of the employer before the first day of the agreement that no payment covers",
    "dollars",
    formula="the cost of the employer's lines with their indirect cost from the first day of the budget to the day "
    "before the agreement begins, less the payments to the employer on these days; zero where they cover it",
    reads=(payments, costed, contributions, reads.EMPLOYER, reads.AGREEMENT_START),
)
def employer_cost_before_agreement(given: Given) -> Worked | None:
    """None without an employer, a budget or a first day, and where the employer bears a part itself."""
    employer, found, start = given.answer(reads.EMPLOYER), given.once(costed), given.answer(reads.AGREEMENT_START)
    if not employer or found is None or found.calendar is None or isinstance(start, Missing):
        return None
    if _contributes(given, str(employer)):
        return None
    first, last = first_day(found.calendar.first), day_before(start)
    if last < first:
        return Worked(NOTHING)
    cost = _between(_part(found, str(employer)), found.calendar.months, first, last)
    paid = together([one.whole for one in given.once(payments) if same(one.payee, employer) and one.end < start])
    days = f"cost of {employer} from {day_words(first)} to {day_words(last)}"
    return Worked(max(cost - paid, NOTHING), (Input(days, cost, "dollars", "computed"),))


@declare(
    "budget.payments_twice",
    "payments that are due twice on the same days",
    formula="rows with the same payer, payee and purpose whose days overlap",
    reads=(payments,),
)
def payments_twice(given: Given) -> Worked:
    rows = given.once(payments)
    found = [
        f"{one.what}, {one.payer} to {one.payee}, {other.days} and {one.days}"
        for place, one in enumerate(rows)
        for other in rows[:place]
        if _same(one, other) and one.start <= other.end and other.start <= one.end
    ]
    return Worked(tuple(found))


def _same(one: Payment, other: Payment) -> bool:
    pairs = ((one.payer, other.payer), (one.payee, other.payee), (one.what, other.what))
    return all(same(*pair) for pair in pairs)


@declare(
    "budget.increases_over_limit",
    "payments that grow by more than the agreement allows",
    formula="all payments of a payer to a payee, year by year: those of a year ÷ those of the year before, less one; "
    "without single sums, from the first year after the launch on, and where it is a dollar or more",
    reads=(payments, calendar, reads.INCREASE, reads.INCREASE_LIMIT, reads.GROWTH),
)
def increases_over_limit(given: Given) -> Worked | None:
    """None where the agreement does not say by how much the price may grow."""
    kind, limit = given.answer(reads.INCREASE), given.answer(reads.INCREASE_LIMIT)
    if kind == reads.BUDGET_GROWTH and isinstance(limit, Missing):
        limit = given.answer(reads.GROWTH)
    if kind == reads.SAME_PRICE:
        limit = Decimal(0)
    if isinstance(limit, Missing):
        return None
    placed = given.once(calendar)
    rows = [one for one in given.once(payments) if placed is None or month_of(one.start) >= placed.launch]
    pairs = dict.fromkeys((one.payer, one.payee) for one in rows)
    by_year = [_by_year([one for one in rows if (one.payer, one.payee) == pair]) for pair in pairs]
    return Worked(tuple(words for years in by_year for words in _over(years, Decimal(limit))))


def _by_year(rows: Sequence[Payment]) -> Mapping[datetime.date, Decimal]:
    """What is paid in each full year, by its first day; single sums are no price."""
    years: dict[datetime.date, Decimal] = {}
    for one in sorted(rows, key=lambda row: row.start):
        if not one.once and finish(one.end) - begin(one.start) == YEAR:
            years[one.start] = years.get(one.start, NOTHING) + one.yearly
    return years


def _over(years: Mapping[datetime.date, Decimal], most: Decimal) -> Iterator[str]:
    for start, amount in years.items():
        before = years.get(same_day(start, -1))
        if before is None:
            continue
        allowed = cents(Fraction(before) * (1 + Fraction(most) / 100))
        if amount - allowed >= 1:
            words = f"{with_cents(amount)} from {day_words(start)} after {with_cents(before)}"
            yield f"{words}; {with_cents(allowed)} is allowed"


@declare(
    "budget.last_day",
    "last day of the budget",
    "day",
    formula="the last day of the last month of the last year",
    reads=(calendar,),
)
def last_day(given: Given) -> Worked | None:
    placed = given.once(calendar)
    return Worked(day_before(first_day(placed.months[-1] + 1))) if placed else None


BILLED = (
    *(last_day, payments_in_term, billed_other_than_cost, employer_paid_below_cost),
    *(employer_cost_before_agreement, payments_twice, increases_over_limit),
)
