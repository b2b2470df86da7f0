"""Pay that is not the same all the time: the days on which it changes, and what of it falls on a month."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coplan.figures.budget.budget_months import begin, share_of_month


@dataclass(frozen=True)
class PayStep:
    """From this day on a full-time position is paid so much a year; `base` is the pay of the plan.

    `percent` is that of the raise, None where the plan states the pay; `top` ends a raise at the top of its range.
    """

    day: datetime.date
    pay: Decimal
    words: str
    percent: Decimal | None = None
    top: Decimal | None = None
    base: Decimal = Decimal(1)

    @property
    def moment(self) -> Fraction:
        """The day in months."""
        return begin(self.day)

    @property
    def level(self) -> Fraction:
        """The pay as a multiple of the plan's pay, by which overtime moves too."""
        return Fraction(self.pay) / Fraction(self.base)


def paid_part(month: int, start: Fraction, steps: Sequence[PayStep]) -> Fraction:
    """Months of the plan's pay that fall on a month, from the start on: 1.04 for a whole month after a raise of 4%.

    The first step holds from ever; each holds until the next.
    """
    ends: list[Fraction | None] = [*(step.moment for step in steps[1:]), None]
    begins = [start, *(max(start, step.moment) for step in steps[1:])]
    parts = zip(steps, begins, ends, strict=True)
    return sum((step.level * share_of_month(month, opens, until) for step, opens, until in parts), Fraction(0))
