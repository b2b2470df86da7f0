"""The lines of a grant in its time against the grant itself: what cash match can pay, and what it asks beyond them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.paid import named_once, payable_from_source
from coplan.figures.declared import Declared, Each, Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.money import NOTHING, together


@declare(
    "budget.match_room",
    "cost that cash match can pay",
    "dollars",
    formula="of each source that asks for a match the cost of the lines that it may pay in its own time, less its "
    "amount, at least zero; added up",
    reads=(named_once, payable_from_source, reads.FUNDING),
)
def match_room(asked: Given) -> Worked | None:
    """None where no source asks for a match, or none of them lies within the budget."""
    rooms = tuple(
        Input(f"lines of {one.name} beyond its amount", room, "dollars", "computed") for one, room in _rooms(asked)
    )
    return Worked(together([Decimal(one.value) for one in rooms]), rooms) if rooms else None


def _rooms(asked: Given) -> Iterator[tuple[FundingSource, Decimal]]:
    costs = asked.each(payable_from_source)
    for name, one in asked.once(named_once).items():
        if one.match_asked and not one.outside and name in costs:
            yield one, max(number(costs[name]) - one.amount, NOTHING)


@declare(
    "budget.beyond_its_lines",
    "what a source brings beyond the lines that it may pay",
    "dollars",
    formula="its amount less the cost of the lines that it may pay in its own time, at least zero",
    reads=(named_once, payable_from_source),
    each=Each("source of money, by its name", named_once),
)
def beyond_its_lines(asked: Given, source: str) -> Worked | None:
    cost = asked.figure(payable_from_source, source)
    if cost is None:
        return None
    one = asked.once(named_once)[source]
    inputs = (
        Input("its amount", one.amount, "dollars", "computed"),
        Input("cost of its lines", number(cost), "dollars", "computed"),
    )
    return Worked(max(one.amount - number(cost), NOTHING), inputs, label=f"what {source} brings beyond its lines")


MATCH: tuple[Declared, ...] = (match_room, beyond_its_lines)
