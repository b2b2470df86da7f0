"""Sums of some months of the budget with their parts: lines of cost, sources of money, and what these leave unpaid.

Years of the program, fiscal years, and the fiscal years of a party are all such months. Parts add up to the sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import month_words
from coplan.figures.budget.cost.cost_lines import CostLine
from coplan.figures.budget.cost.indirect import Indirect
from coplan.figures.budget.from_answers import costed
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.result import Budget
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed
from coplan.figures.money import cents, together
from coplan.numerals import grouped, with_cents


def in_months(months: Sequence[Decimal], places: Sequence[int]) -> Decimal:
    """What falls on the months at these places, added up."""
    return together([months[place] for place in places])


@step(costed)
def lines_by_key(asked: Given) -> Mapping[str, CostLine]:
    """The lines of cost by their key, such as positions.1."""
    found = asked.once(costed)
    return {one.cost.key: one for one in found.lines} if found else {}


@declare(
    "budget.line",
    "a full year of a line of cost, or one purchase",
    "dollars",
    formula="number × price × (1 + benefits or payroll tax), at the prices of the plan; a year of the budget has its "
    "months of it, with growth or raises",
    reads=(costed, lines_by_key),
    each=Each("line of cost, by its group and place, such as positions.1", lines_by_key),
)
def line(asked: Given, key: str) -> Worked:
    cost = asked.once(lines_by_key)[key].cost
    what = "one purchase" if cost.once else "a full year"
    return Worked(cents(cost.amount), cost.inputs, label=f"{cost.label}, {what}")


def cost_in(given: Given, found: Budget | None, places: Sequence[int], label: str) -> Worked | None:
    """The whole cost of some months, with every line that costs anything in them; None without lines."""
    if found is None or not found.lines:
        return None
    return Worked(in_months(found.cost_months, places), tuple(cost_parts(given, found, places)), label=label)


def cost_parts(given: Given, found: Budget, places: Sequence[int]) -> Iterator[Input]:
    """The lines and the indirect cost that fall on some months."""
    for one in found.lines:
        if amount := in_months(one.months, places):
            whole = given.figure(line, one.cost.key)
            yield Input(one.cost.label, amount, "dollars", "computed", whole.key if whole else "")
    for rate in found.overheads:
        if amount := in_months(rate.months, places):
            read = reads.INDIRECT_RATES if rate.rate.employer else reads.INDIRECT
            yield Input(_indirect_words(rate), amount, "dollars", "computed", given.key(read))


def _indirect_words(one: Indirect) -> str:
    return f"indirect cost{' of ' * bool(one.rate.employer)}{one.rate.employer}, {grouped(one.rate.rate)}%"


def money_in(given: Given, sources: Sequence[FundingSource], places: Sequence[int], label: str) -> Worked:
    """The money that falls on some months, by source."""
    inputs = [
        Input(f"{source.name}, of {_whole(source)}", amount, "dollars", "computed", given.key(reads.FUNDING))
        for source in sources
        if (amount := in_months(source.months, places))
    ]
    total = together([in_months(source.months, places) for source in sources])
    return Worked(total, tuple(inputs), label=label)


def _whole(source: FundingSource) -> str:
    until = f" to {source.last.isoformat()}" if source.last else ""
    return f"{with_cents(source.amount)} from {source.start.isoformat()}{until}"


def unpaid_in(
    given: Given, found: Budget, places: Sequence[int], label: str, *, if_all: bool, cost: Figure | None
) -> Worked | None:
    """What no source that may pay it pays of some months: their cost, less what each source pays of them."""
    if not found.lines:
        return None
    amount = together([in_months(line, places) for line in (found.unpaid_if_all if if_all else found.unpaid)])
    inputs = (*([computed(cost)] if cost else []), *paid_parts(given, found, places, if_all=if_all))
    return Worked(amount, inputs, label=label)


def paid_parts(given: Given, found: Budget, places: Sequence[int], *, if_all: bool) -> Iterator[Input]:
    """What each source pays of some months."""
    for name, months in found.paid_if_all if if_all else found.paid:
        if amount := in_months(months, places):
            yield Input(f"paid by {name}", amount, "dollars", "computed", given.key(reads.FUNDING))


def month_cost(found: Budget, place: int) -> Input:
    """The cost of one month."""
    assert found.calendar is not None
    words = f"cost of {month_words(found.calendar.months[place])}"
    return Input(words, found.cost_months[place], "dollars", "computed")
