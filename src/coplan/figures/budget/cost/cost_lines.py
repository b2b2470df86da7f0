"""Lines of cost: what one thing costs, and in which month, to the cent."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

from coplan.figures.budget.budget_months import BudgetCalendar, month_of, share_of_month
from coplan.figures.budget.cost.pay import PayStep, paid_part
from coplan.figures.figure import Input
from coplan.figures.money import cents, spread

TWELFTH, NONE = Fraction(1, 12), Fraction(0)


@dataclass(frozen=True)
class Cost:
    """One thing that costs money: number × price × (1 + extra percent), a year, or once and again after its life.

    `start` is the moment (in months) from which a yearly cost runs; a purchase has none, and may have the day on which
    it was or will be bought. `party` pays or owns it.
    """

    key: str
    group: str
    label: str
    number: Decimal
    price: Decimal
    extra: Decimal = Decimal(0)
    start: Fraction | None = None
    life: Decimal | None = None  # years
    party: str = ""
    inputs: tuple[Input, ...] = ()
    starts_on: datetime.date | None = None
    fund_source: str = ""
    unit: str = ""
    steps: tuple[PayStep, ...] = ()  # pay that changes on known days, in place of the yearly growth
    bought: datetime.date | None = None

    @property
    def once(self) -> bool:
        """True for a purchase."""
        return self.start is None

    @cached_property
    def amount(self) -> Fraction:
        """Exactly, for a full year or for one purchase, at the prices of the plan."""
        return Fraction(self.number) * Fraction(self.price) * (1 + Fraction(self.extra) / 100)

    @cached_property
    def life_months(self) -> int:
        """Months until it is bought again; 0 if the plan does not say."""
        return max(1, floor(Fraction(self.life) * 12 + Fraction(1, 2))) if self.life else 0


@dataclass(frozen=True)
class CostLine:
    """A cost in each month of the budget, to the cent."""

    cost: Cost
    months: tuple[Decimal, ...]


def line_of(cost: Cost, calendar: BudgetCalendar, growth: Decimal) -> CostLine:
    """A cost over the months of the budget: rounded by period, its months so that they add up to the period."""
    months: list[Decimal] = []
    for period in calendar.periods:
        grown = Fraction(1) if cost.steps else (1 + Fraction(growth) / 100) ** period.grown
        yearly = cost.amount * grown
        parts = (_in_month(cost, calendar, month) for month in period.months)
        months += spread([yearly * part if part else NONE for part in parts])
    return CostLine(cost, tuple(months))


def _in_month(cost: Cost, calendar: BudgetCalendar, month: int) -> Fraction:
    """Which part of a cost falls on one month.

    Purchases fall evenly on the start-up, or on the first month without one.
    A program in operation owns what it works with: only what is bought again is counted. What has a day of purchase is
    bought on it, and again its years of use after it.
    """
    if cost.start is not None:
        part = paid_part(month, cost.start, cost.steps) if cost.steps else share_of_month(month, cost.start)
        return TWELFTH * part if part != 1 else TWELFTH
    since = month - (calendar.first if cost.bought is None else month_of(cost.bought))
    again = since > 0 and cost.life_months > 0 and since % cost.life_months == 0
    times = Fraction(again)
    if cost.bought is not None:
        times += int(since == 0)
    elif month < calendar.launch:
        times += Fraction(1, calendar.launch - calendar.first)
    elif since == 0 and not calendar.operating:
        times += 1
    return times


def yearly_of_purchase(cost: Cost) -> Decimal:
    """A purchase spread over its years of use: K8 without resale. Raises ValueError without a life."""
    if not cost.life:
        raise ValueError(f"{cost.label} has no years of use")
    return cents(cost.amount / Fraction(cost.life))
