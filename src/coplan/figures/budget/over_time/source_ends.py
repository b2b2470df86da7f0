"""Sources that end before the budget does, and what is uncovered in the month after."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import month_words
from coplan.figures.budget.from_answers import funded
from coplan.figures.budget.funds.funding import Ending
from coplan.figures.declared import Declared, Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given


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


ENDS: tuple[Declared, ...] = (ending, uncovered_after)
