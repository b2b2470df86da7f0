"""The numbers that a rule holds a plan against."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Money, Number, Percent
from coplan.content.rules import Limit


def limit_value(limit: Limit, value: Decimal | None = None) -> Number | Percent | Money:
    """The number of a limit, or another that stands in for it, in the limit's unit."""
    amount = Decimal(limit.value) if value is None else value
    if limit.unit == "percent":
        return Percent(amount)
    return Money(amount) if limit.unit == "dollars" else Number(amount, limit.unit)
