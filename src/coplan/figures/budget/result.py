"""The budget of a plan as values: lines of cost by month, periods, funding, the gap, and what could not be counted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor

from coplan.figures.budget.avoided import Avoidance
from coplan.figures.budget.funds.funding import Ending, MonthGap, Source
from coplan.figures.budget.months import BudgetCalendar, Period, share_of_month
from coplan.figures.budget.shares import CostShares
from coplan.figures.figure import Figure, Input
from coplan.figures.money import cents, split, spread, together

GROUPS = {
    "positions": "Positions",
    "on_call": "On-call pay and overtime",
    "vehicles": "Vehicles",
    "equipment": "Equipment",
    "systems": "Systems",
    "training": "Training",
    "evaluation": "Evaluation",
    "client_funds": "Money for people served",
}


@dataclass(frozen=True)
class Cost:
    """One thing that costs money: number × price × (1 + extra percent), a year, or once and again after its life.

    `start` is the moment (in months) from which a yearly cost runs; a purchase has none. `party` pays or owns it.
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

    @property
    def once(self) -> bool:
        """True for a purchase."""
        return self.start is None

    @property
    def amount(self) -> Fraction:
        """Exactly, for a full year or for one purchase, at the prices of the plan."""
        return Fraction(self.number) * Fraction(self.price) * (1 + Fraction(self.extra) / 100)

    @property
    def life_months(self) -> int:
        """Months until it is bought again; 0 if the plan does not say."""
        return max(1, floor(Fraction(self.life) * 12 + Fraction(1, 2))) if self.life else 0


@dataclass(frozen=True)
class Line:
    """A cost in each month of the budget, to the cent."""

    cost: Cost
    months: tuple[Decimal, ...]


@dataclass(frozen=True)
class Budget:
    """Everything that `coplan budget` shows. Without a calendar nothing can be placed in time, and most is empty.

    `holes` name what the plan lacks, with the question; `apart` what is not counted by rule.
    """

    calendar: BudgetCalendar | None
    lines: tuple[Line, ...] = ()
    indirect: tuple[Decimal, ...] = ()
    growth: Input | None = None
    indirect_rate: Input | None = None
    sources: tuple[Source, ...] = ()
    gaps: tuple[MonthGap, ...] = ()
    unpaid: tuple[tuple[Decimal, ...], ...] = ()  # of each line with its indirect cost, by month, by secured money
    unpaid_if_all: tuple[tuple[Decimal, ...], ...] = ()  # the same if every source comes
    left: tuple[tuple[str, Decimal], ...] = ()  # what each source had left when it ended, if every source comes
    endings: tuple[Ending, ...] = ()
    shares: CostShares | None = None
    avoidance: Avoidance | None = None
    match_required: Decimal = Decimal("0.00")
    match_found: Decimal = Decimal("0.00")
    holes: tuple[tuple[str, str], ...] = ()  # the question, and what is missing
    apart: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    own: tuple[Input, ...] = ()  # assumptions that went in

    @property
    def periods(self) -> tuple[Period, ...]:
        """Start-up and years; none without a calendar."""
        return self.calendar.periods if self.calendar else ()

    def by_period(self, months: Sequence[Decimal]) -> tuple[Decimal, ...]:
        """Monthly amounts added up for each period."""
        offset = self.periods[0].first if self.periods else 0
        return tuple(
            together(months[period.first - offset : period.first - offset + period.count]) for period in self.periods
        )

    @cached_property
    def cost_months(self) -> tuple[Decimal, ...]:
        """The whole cost of each month."""
        return tuple(
            together([*(line.months[place] for line in self.lines), self.indirect[place]])
            for place in range(len(self.indirect))
        )

    @property
    def cost(self) -> tuple[Decimal, ...]:
        """The whole cost of each period."""
        return self.by_period(self.cost_months)

    @property
    def first_year(self) -> Decimal:
        """The whole cost of year 1. Raises ValueError without a calendar."""
        return self.cost[[period.key for period in self.periods].index(1)]

    def group(self, name: str) -> tuple[Decimal, ...]:
        """The cost of a group of lines in each period."""
        return self.by_period(columns([line.months for line in self.lines if line.cost.group == name], self.indirect))

    def funding(self, *, secured: bool) -> tuple[Decimal, ...]:
        """Money in each period: secured, or only hoped for."""
        found = [source.months for source in self.sources if source.secured is secured]
        return self.by_period(columns(found, self.indirect))

    @property
    def gap(self) -> tuple[Decimal, ...]:
        """What secured money leaves uncovered in each period; below zero, money is left."""
        return tuple(cost - have for cost, have in zip(self.cost, self.funding(secured=True), strict=True))

    @property
    def gap_if_all_comes(self) -> tuple[Decimal, ...]:
        """The same if every source comes that is only hoped for."""
        return tuple(left - more for left, more in zip(self.gap, self.funding(secured=False), strict=True))

    @property
    def unfunded(self) -> tuple[Decimal, ...]:
        """What no source that may pay it pays in each period: never hidden by money that is bound to something else."""
        return self.by_period(columns(self.unpaid, self.indirect))

    @property
    def unfunded_if_all(self) -> tuple[Decimal, ...]:
        """The same if every source comes that is only hoped for."""
        return self.by_period(columns(self.unpaid_if_all, self.indirect))

    @property
    def match_gap(self) -> Decimal:
        """Match that no source gives; zero if there is enough."""
        return max(self.match_required - self.match_found, Decimal("0.00"))

    @property
    def assumed(self) -> tuple[Input, ...]:
        """Everything that was assumed, once."""
        return tuple({item.key: item for item in self.own if item.origin == "assumed"}.values())

    @cached_property
    def by_key(self) -> Mapping[str, Figure]:
        """Every figure by its key."""
        return {figure.key: figure for figure in self.figures}


def columns(rows: Sequence[Sequence[Decimal]], like: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Rows of months added up month by month; zeros if there is no row."""
    return tuple(together([row[place] for row in rows]) for place in range(len(like)))


def line_of(cost: Cost, calendar: BudgetCalendar, growth: Decimal) -> Line:
    """A cost over the months of the budget: rounded by period, its months so that they add up to the period."""
    months: list[Decimal] = []
    for period in calendar.periods:
        grown = (1 + Fraction(growth) / 100) ** period.grown
        exact = [_in_month(cost, calendar, month) * grown for month in period.months]
        months += spread(exact)
    return Line(cost, tuple(months))


def _in_month(cost: Cost, calendar: BudgetCalendar, month: int) -> Fraction:
    """What a cost takes in one month. Purchases fall evenly on the start-up, or on the first month without one.

    A program in operation owns what it works with: only what is bought again is counted.
    """
    if cost.start is not None:
        return cost.amount / 12 * share_of_month(month, cost.start)
    if month < calendar.launch:
        return cost.amount / (calendar.launch - calendar.first)
    since = month - calendar.launch
    first = since == 0 and calendar.first == calendar.launch and not calendar.operating
    bought = month - calendar.first  # what the start-up buys is bought again its years of use after the first month
    again = bought > 0 and cost.life_months > 0 and bought % cost.life_months == 0
    return cost.amount if first or again else Fraction(0)


def indirect_months(lines: Sequence[Line], calendar: BudgetCalendar, rate: Decimal) -> tuple[Decimal, ...]:
    """Indirect cost on all lines of a month, rounded by period like a line."""
    found: list[Decimal] = []
    for period in calendar.periods:
        places = [month - calendar.first for month in period.months]
        direct = [together([line.months[place] for line in lines]) for place in places]
        found += spread([Fraction(amount) * Fraction(rate) / 100 for amount in direct])
    return tuple(found)


def with_indirect(found: Budget) -> list[tuple[Decimal, ...]]:
    """The months of each line with its part of the indirect cost, to the cent; together they are the whole cost."""
    rows = [list(line.months) for line in found.lines]
    for place, indirect in enumerate(found.indirect):
        amounts = [Fraction(row[place]) for row in rows]
        if indirect and any(amounts):
            for row, part in zip(rows, split(indirect, amounts), strict=True):
                row[place] += part
    return [tuple(row) for row in rows]


def yearly_of_purchase(cost: Cost) -> Decimal:
    """A purchase spread over its years of use: K8 without resale. Raises ValueError without a life."""
    if not cost.life:
        raise ValueError(f"{cost.label} has no years of use")
    return cents(cost.amount / Fraction(cost.life))
