"""What cash match can pay: cost of the lines of a grant beyond the grant itself, in the time of the grant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.funds.funding import FundingSource
from coplan.figures.budget.paid import named_once, payable_from_source
from coplan.figures.declared import Declared, Worked, declare
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


MATCH: tuple[Declared, ...] = (match_room,)
