"""The budget of a plan as values: lines of cost by month, periods, funding, the gap, and what could not be counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from coplan.figures.budget.avoided import Avoidance
from coplan.figures.budget.budget_months import BudgetCalendar, Period
from coplan.figures.budget.cost.cost_lines import CostLine
from coplan.figures.budget.cost.indirect import NO_TERMS, Indirect, IndirectTerms, indirect_costs, with_indirect
from coplan.figures.budget.funds.funding import Ending, FundingSource, MonthGap
from coplan.figures.budget.shares import CostShares
from coplan.figures.figure import Figure, Input
from coplan.figures.money import together

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
class Budget:
    """Everything that `coplan budget` shows. Without a calendar nothing can be placed in time, and most is empty.

    `holes` name what the plan lacks, with the question; `apart` what is not counted by rule.
    """

    calendar: BudgetCalendar | None
    lines: tuple[CostLine, ...] = ()
    indirect: tuple[Decimal, ...] = ()
    growth: Input | None = None
    indirect_rate: Input | None = None  # of all employers without one of their own
    overheads: tuple[Indirect, ...] = ()  # the indirect cost of each rate
    terms: IndirectTerms = NO_TERMS
    sources: tuple[FundingSource, ...] = ()
    gaps: tuple[MonthGap, ...] = ()
    unpaid: tuple[tuple[Decimal, ...], ...] = ()  # of each line with its indirect cost, by month, by secured money
    unpaid_if_all: tuple[tuple[Decimal, ...], ...] = ()  # the same if every source comes
    left: tuple[tuple[str, Decimal], ...] = ()  # what each source had left when it ended, if every source comes
    paid: tuple[tuple[str, tuple[Decimal, ...]], ...] = ()  # what each secured source pays by month
    paid_if_all: tuple[tuple[str, tuple[Decimal, ...]], ...] = ()  # what each source pays by month, if all come
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

    @cached_property
    def loaded(self) -> list[tuple[Decimal, ...]]:
        """The months of each line with its part of the indirect cost."""
        return with_indirect(self.lines, self.overheads, self.terms)

    def overheads_of(self, lines: Sequence[CostLine]) -> tuple[Indirect, ...]:
        """The indirect cost of some of the lines alone, by each rate."""
        return indirect_costs(lines, self.calendar, self.terms) if self.calendar else ()

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


def columns(rows: Sequence[Sequence[Decimal]], like: Sequence[object]) -> tuple[Decimal, ...]:
    """Rows of months added up month by month; zeros if there is no row."""
    return tuple(together([row[place] for row in rows]) for place in range(len(like)))
