"""What the search for costs gathers on its way through the answers: costs, holes with their question, assumptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.content.reads import ReadsQuestion
from coplan.figures.budget.budget_months import BudgetCalendar
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.figure import Input
from coplan.figures.given import Given


@dataclass
class Costs:
    """What was found on the way through the answers: costs, holes with their question, and assumptions."""

    given: Given
    calendar: BudgetCalendar
    growth: Input | None = None
    found: list[Cost] = field(default_factory=list)
    holes: list[tuple[str, str]] = field(default_factory=list)
    used: list[Input] = field(default_factory=list)

    @property
    def launch(self) -> Fraction:
        """The moment from which most yearly costs run."""
        return Fraction(self.calendar.launch)

    @property
    def first(self) -> Fraction:
        """The moment at which the budget begins."""
        return Fraction(self.calendar.first)

    def price(self, row: Row, column: str, read: ReadsQuestion, what: str) -> Decimal | None:
        """A price, or None with a hole that names it."""
        if isinstance(row[column], Missing):
            self.lacks(read, what)
            return None
        return Decimal(row[column])

    def lacks(self, read: ReadsQuestion, what: str) -> None:
        """Note a hole: what the answer to a question does not say."""
        self.holes.append((self.given.key(read), what))


def counted(count: Decimal, price: Decimal, label: str, key: str) -> tuple[Input, ...]:
    """Number and price as inputs; `key` is the question in whose table they stand."""
    return (cell(count, f"number: {label}", key=key), cell(price, f"price: {label}", "dollars", key))


def cell(value: Any, label: str, unit: str = "", key: str = "") -> Input:
    """A cell of the plan's tables as input; `key` is the question of the table."""
    return Input(label, Decimal(value), unit, "plan", key)


def text(value: Any) -> str:
    """Words, or nothing where there is no answer."""
    return "" if isinstance(value, Missing) else str(value)
