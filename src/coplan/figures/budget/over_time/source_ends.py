"""Sources that end before the budget does, and what is uncovered in the month after."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import month_words
from coplan.figures.budget.from_answers import costed, funded, money, unpaid_by_each_year
from coplan.figures.budget.funds.funding import Ending
from coplan.figures.declared import Declared, Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given
from coplan.figures.money import together


@step(funded)
def ending_sources(asked: Given) -> Mapping[str, Ending]:
    """The sources that end before the budget does, by name."""
    return {ending.source.name: ending for ending in asked.once(funded).endings}


@declare(
    "budget.ending",
    "sources that end before the budget does",
    formula="names of the sources whose last day is before the last month of the budget",
    reads=(ending_sources,),
)
def ending(asked: Given) -> Worked:
    key, found = asked.key(reads.FUNDING), asked.once(ending_sources)
    days = [Input(name, one.source.end.isoformat(), "", "plan", key) for name, one in found.items() if one.source.end]
    return Worked(tuple(found), tuple(days))


@declare(
    "budget.uncovered_after",
    "uncovered in the month after a source ends",
    "dollars",
    formula="of every line of the month what no secured money that may pay it pays, with what it had left before",
    reads=(ending_sources,),
    each=Each("source that ends before the budget does, by its name", ending_sources),
)
def uncovered_after(asked: Given, source: str) -> Worked:
    one, words = asked.once(ending_sources)[source], f"uncovered in the month after {source} ends"
    cost = Input(f"cost of {month_words(one.month)}", one.cost, "dollars", "computed")
    paid = Input("paid by secured money that may pay it", one.cost - one.uncovered, "dollars", "computed")
    return Worked(one.uncovered, (cost, paid), label=words)


@declare(
    "budget.uncovered_from_end",
    "uncovered from the end of a source to the end of the budget",
    "dollars",
    formula="of every line of the months after the last day of the source what no secured money that may pay it pays, "
    "added up",
    reads=(ending_sources, funded),
    each=Each("source that ends before the budget does, by its name", ending_sources),
)
def uncovered_from_end(asked: Given, source: str) -> Worked:
    first = asked.once(ending_sources)[source].month
    rows = [row for row in asked.once(funded).gaps if row.month >= first]
    cost = Input(f"cost from {month_words(first)} on", together([row.cost for row in rows]), "dollars", "computed")
    return Worked(
        together([row.unfunded for row in rows]),
        (cost,),
        label=f"uncovered from the end of {source} to that of the budget",
    )


@step(funded)
def secured_sources(asked: Given) -> Mapping[str, tuple[Decimal, Decimal]]:
    """What comes of each secured source in the months of the budget, and what it pays of the cost."""
    found = asked.once(funded)
    came = {one.name: together(one.months) for one in reversed(found.sources) if one.secured}
    return {name: (came[name], together(months)) for name, months in found.paid if name in came} if found.lines else {}


@declare(
    "budget.unused",
    "money of a secured source that the budget does not need",
    "dollars",
    formula="what comes of the source in the months of the budget, less what it pays of lines that it may pay",
    reads=(secured_sources,),
    each=Each("source in hand or awarded, by its name", secured_sources),
)
def unused(asked: Given, source: str) -> Worked:
    came, paid = asked.once(secured_sources)[source]
    inputs = (
        Input("comes in the months of the budget", came, "dollars", "computed", asked.key(reads.FUNDING)),
        Input("pays of lines that it may pay", paid, "dollars", "computed"),
    )
    return Worked(came - paid, inputs, label=f"money of {source} that the budget does not need")


@declare(
    "budget.gap_without_carry_over",
    "gap of all years if no money is carried into another year",
    "dollars",
    formula="of every year what secured money of that year, which may pay it, does not cover; added up",
    reads=(costed, money),
)
def gap_without_carry_over(asked: Given) -> Worked | None:
    found = asked.once(costed)
    if found is None or not found.lines:
        return None
    left = unpaid_by_each_year(found, [one for one in asked.once(money)[0] if one.secured])
    rows = [
        Input(f"not covered, {period.name.lower()}", amount, "dollars", "computed")
        for period, amount in zip(found.periods, left, strict=True)
    ]
    return Worked(together(left), tuple(rows))


ENDS: tuple[Declared, ...] = (ending, uncovered_after, uncovered_from_end, unused, gap_without_carry_over)
