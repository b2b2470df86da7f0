"""Sources that are named for positions and bring less than these cost: other money pays the rest."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coplan.figures.budget.budget_months import month_of
from coplan.figures.budget.from_answers import costed, money
from coplan.figures.budget.same_name import same
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.money import together

SLIGHT = Decimal("0.01")  # of the cost; less is a matter of rounding and days


@step(costed, money)
def beyond(given: Given) -> Mapping[str, tuple[Decimal, Decimal]]:
    """What the positions of a source cost in its time, and what it brings then; only where the cost is plainly more."""
    found = given.once(costed)
    if found is None or found.calendar is None:
        return {}
    first = found.calendar.first
    told = {}
    for source in given.once(money)[0]:
        until = month_of(source.end) + 1 - first if source.end else len(found.calendar.months)
        span = slice(max(month_of(source.start) - first, 0), max(until, 0))
        own = [
            line for line in found.lines if line.cost.group == "positions" and same(line.cost.fund_source, source.name)
        ]
        cost, brings = together([together(line.months[span]) for line in own]), together(source.months[span])
        if own and cost - brings >= cost * SLIGHT:
            told[source.name] = cost, brings
    return told


@declare(
    "budget.positions_beyond_source",
    "cost of the positions that name a source, beyond what it brings in its time",
    "dollars",
    formula="cost of the positions that name the source in its months of the budget − what comes of it in them; where "
    "it is a hundredth of that cost or more",
    reads=(beyond,),
    each=Each("source whose positions cost more than it brings, by its name", beyond),
)
def positions_beyond_source(given: Given, source: str) -> Worked:
    cost, brings = given.once(beyond)[source]
    parts = (Input("its positions", cost, "dollars", "computed"), Input(source, brings, "dollars", "computed"))
    return Worked(cost - brings, parts, label=f"cost of the positions that name {source}, beyond what it brings")


@declare(
    "budget.named_positions",
    "cost of the positions that name a source of the plan, in all months of the budget",
    "dollars",
    formula="cost of each position that names a source, from its first day, with growth or raises, added up",
    reads=(costed, money),
)
def named_positions(given: Given) -> Worked | None:
    found = given.once(costed)
    if found is None:
        return None
    sources = given.once(money)[0]
    own = [
        line
        for line in found.lines
        if line.cost.group == "positions" and any(same(line.cost.fund_source, source.name) for source in sources)
    ]
    parts = [Input(line.cost.label, together(line.months), "dollars", "computed") for line in own]
    return Worked(together([number(part) for part in parts]), tuple(parts)) if parts else None


@declare(
    "budget.sources_bring",
    "what all sources bring, secured or only hoped for, in all months of the budget",
    "dollars",
    formula="the money of each source in the months of the budget, added up",
    reads=(costed, money),
)
def sources_bring(given: Given) -> Worked | None:
    if given.once(costed) is None:
        return None
    parts = [Input(source.name, together(source.months), "dollars", "computed") for source in given.once(money)[0]]
    return Worked(together([number(part) for part in parts]), tuple(parts)) if parts else None


NAMED_POSITIONS = (positions_beyond_source, named_positions, sources_bring)
