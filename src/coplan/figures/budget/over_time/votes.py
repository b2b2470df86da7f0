"""What of the cost money pays that needs no further vote, and what waits for one."""

from __future__ import annotations

from coplan.figures.budget.from_answers import funded, unpaid_without_votes
from coplan.figures.declared import Declared, Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number
from coplan.figures.money import together


@declare(
    "budget.paid_without_votes",
    "cost that money pays which needs no further vote",
    "dollars",
    formula="cost of all years less what money in hand or awarded that may pay it does not pay; without the general "
    "fund or levy of a government that is not in hand, for a vote has still to provide it",
    reads=(unpaid_without_votes, funded),
)
def paid_without_votes(asked: Given) -> Worked | None:
    open_of_it = asked.once(unpaid_without_votes)
    if open_of_it is None:
        return None
    cost, left = together(asked.once(funded).cost), together(open_of_it)
    inputs = (
        Input("cost of all years", cost, "dollars", "computed"),
        Input("what no such money pays of it", left, "dollars", "computed"),
    )
    return Worked(cost - left, inputs)


@declare(
    "budget.paid_by_votes",
    "cost that money pays which waits for a vote",
    "dollars",
    formula="cost of all years that money in hand or awarded pays, less what of it needs no further vote",
    reads=(funded, paid_without_votes),
)
def paid_by_votes(asked: Given) -> Worked | None:
    sure = asked.figure(paid_without_votes)
    if sure is None:
        return None
    found = asked.once(funded)
    paid = together(found.cost) - together([row.unfunded for row in found.gaps])
    secured = Input("cost that money in hand or awarded pays", paid, "dollars", "computed")
    return Worked(paid - number(sure), (secured, computed(sure)))


VOTES: tuple[Declared, ...] = (paid_without_votes, paid_by_votes)
