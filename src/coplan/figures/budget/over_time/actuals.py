"""Past years, as the plan takes them from the closed books: shown beside the budget, and never worked out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.funds.sources import cents_of
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.given import Given


@dataclass(frozen=True)
class Actual:
    """One past year: what it cost, what came in (None where nobody says), and where that stands."""

    name: str
    start: datetime.date
    end: datetime.date
    cost: Decimal
    money: Decimal | None
    origin: str


@step(reads.ACTUALS)
def actuals(given: Given) -> Mapping[str, Actual]:
    """The past years of the plan by name, the oldest first."""
    rows = [row for row in given.answer(reads.ACTUALS) if all(row[name] for name in ("name", "from", "to"))]
    found = [
        Actual(
            str(row["name"]),
            row["from"],
            row["to"],
            cents_of(row["cost"]),
            None if isinstance(row["money"], Missing) else cents_of(row["money"]),
            "" if isinstance(row["origin"], Missing) else str(row["origin"]),
        )
        for row in rows
        if not isinstance(row["cost"], Missing)
    ]
    return {one.name: one for one in sorted(found, key=lambda one: one.start)}


EACH_ACTUAL = Each("past year, by its name", actuals)


@declare(
    "budget.actual_cost",
    "cost of a past year",
    "dollars",
    formula="as the plan takes it from the closed books",
    reads=(actuals,),
    each=EACH_ACTUAL,
)
def actual_cost(given: Given, year: str) -> Worked:
    return Worked(given.once(actuals)[year].cost, label=f"cost of {year}")


@declare(
    "budget.actual_left",
    "money less cost of a past year",
    "dollars",
    formula="money that came in − cost, both from the closed books; below zero, it was short",
    reads=(actuals,),
    each=EACH_ACTUAL,
)
def actual_left(given: Given, year: str) -> Worked | None:
    """None where the plan does not say what came in."""
    one = given.once(actuals)[year]
    return None if one.money is None else Worked(one.money - one.cost, label=f"money less cost of {year}")


PAST = (actual_cost, actual_left)
