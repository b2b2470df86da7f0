"""Indirect cost: each employer's rate on its own base, as awards and rate agreements count it.

A base is all direct cost, pay with benefits, or the modified total direct cost of federal awards (2 CFR 200.1): without
equipment and without what a subaward has beyond its first part. Who has no rate of its own takes the plan's one rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import BudgetCalendar
from coplan.figures.budget.cost.cost_lines import Cost, CostLine
from coplan.figures.budget.same_name import plain
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.money import NOTHING, in_cents, split, spread, together
from coplan.numerals import with_cents

BASES = {reads.DIRECT: "all direct cost", reads.MTDC: "federal base", reads.PAY: "pay and benefits"}
NO_RATE = "the indirect rate (no indirect cost is counted)"
NO_OTHERS = "the indirect rate of all others (none is counted for them)"
Holes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IndirectRate:
    """A rate in percent and its base; `employer` is empty for all who have none of their own.

    `through` passes the money on to this employer; empty where that is not a subaward of anybody here.
    """

    employer: str
    rate: Decimal
    base: str
    through: str = ""


@dataclass(frozen=True)
class IndirectTerms:
    """All rates, and what a federal base leaves out: things from this price on, and subawards beyond this sum."""

    rates: tuple[IndirectRate, ...] = ()
    equipment_from: Decimal = NOTHING
    subaward_part: Decimal = NOTHING

    def of(self, party: str) -> IndirectRate | None:
        """The rate for what this party pays; None where no indirect cost is counted."""
        found = {plain(one.employer): one for one in self.rates}
        return found.get(plain(party)) or found.get("")

    def carries(self, rate: IndirectRate, cost: Cost) -> bool:
        """True if a cost is in the base of its rate."""
        if rate.base == reads.PAY:
            return cost.group in reads.PAY_GROUPS
        return rate.base != reads.MTDC or not self._outside(cost)

    def _outside(self, cost: Cost) -> bool:
        return cost.group == reads.PARTICIPANTS or (cost.once and cost.price >= self.equipment_from)

    def passed_to(self, rate: IndirectRate) -> tuple[IndirectRate, ...]:
        """Those to whom the employers of a rate pass money on."""
        return tuple(one for one in self.rates if one.through and self.of(one.through) is rate and one is not rate)


NO_TERMS = IndirectTerms()


@dataclass(frozen=True)
class Indirect:
    """The indirect cost of one rate by month; `base` is its own direct cost, `passed` what it counts of subawards."""

    rate: IndirectRate
    months: tuple[Decimal, ...]
    base: tuple[Decimal, ...]
    passed: tuple[Decimal, ...]


def indirect_terms(given: Given, used: list[Input]) -> tuple[IndirectTerms, Holes]:
    """The rates of the plan, and what it asks for and does not have. What is assumed is added to `used`."""
    rates = [_own(row) for row in given.answer(reads.INDIRECT_RATES) if row["employer"] and _stated(row)]
    holes: list[tuple[str, str]] = []
    if not given.lacking(reads.INDIRECT):
        base = given.answer(reads.INDIRECT_BASE)
        rates.append(IndirectRate("", Decimal(given.answer(reads.INDIRECT)), base.key if base else reads.DIRECT))
    elif given.asked(reads.INDIRECT):
        holes.append((given.key(reads.INDIRECT), NO_OTHERS if rates else NO_RATE))
    terms = IndirectTerms(tuple(rates))
    if any(one.base == reads.MTDC for one in rates):
        limits = [given.assumed(reads.EQUIPMENT_FROM), given.assumed(reads.SUBAWARD_PART)]
        used += limits
        terms = replace(terms, equipment_from=number(limits[0]), subaward_part=number(limits[1]))
    circle = [one.employer for one in rates if _in_circle(terms, one)]
    if circle:
        holes.append(
            (given.key(reads.INDIRECT_RATES), f"who passes money on to whom: {', '.join(circle)} (in a circle)")
        )
    return terms, tuple(holes)


def _own(row: Row) -> IndirectRate:
    base = row["base"].key if row["base"] else reads.DIRECT
    through = "" if isinstance(row["through"], Missing) else str(row["through"])
    return IndirectRate(str(row["employer"]), Decimal(row["rate"]), base, through)


def _stated(row: Row) -> bool:
    return not isinstance(row["rate"], Missing)


def _in_circle(terms: IndirectTerms, rate: IndirectRate) -> bool:
    waiting, seen = list(terms.passed_to(rate)), set()
    while waiting:
        one = waiting.pop()
        if one is rate:
            return True
        if id(one) not in seen:
            seen.add(id(one))
            waiting += terms.passed_to(one)
    return False


def indirect_costs(lines: Sequence[CostLine], calendar: BudgetCalendar, terms: IndirectTerms) -> tuple[Indirect, ...]:
    """The indirect cost of each rate by month, each rounded by period like a line."""
    work = _Work(lines, calendar, terms)
    return tuple(work.indirect(rate) for rate in terms.rates)


@dataclass
class _Work:
    """The lines while rates are worked out, each after those to whom it passes money on."""

    lines: Sequence[CostLine]
    calendar: BudgetCalendar
    terms: IndirectTerms
    found: dict[int, Indirect] = field(default_factory=dict)

    def indirect(self, rate: IndirectRate) -> Indirect:
        if id(rate) not in self.found:
            own = [line for line in self._own(rate) if self.terms.carries(rate, line.cost)]
            below = () if _in_circle(self.terms, rate) else self.terms.passed_to(rate)
            passed = [_counted(rate, self._whole(one), self.terms) for one in below]
            base, more = self._added([line.months for line in own]), self._added(passed)
            self.found[id(rate)] = Indirect(rate, _months(rate, self.calendar, base, more), base, more)
        return self.found[id(rate)]

    def _own(self, rate: IndirectRate) -> list[CostLine]:
        return [line for line in self.lines if self.terms.of(line.cost.party) is rate]

    def _whole(self, rate: IndirectRate) -> tuple[Decimal, ...]:
        """All that a subrecipient costs in each month, with its own indirect cost."""
        return self._added([*(line.months for line in self._own(rate)), self.indirect(rate).months])

    def _added(self, rows: Sequence[Sequence[Decimal]]) -> tuple[Decimal, ...]:
        return tuple(together([row[place] for row in rows]) for place in range(len(self.calendar.months)))


def _counted(rate: IndirectRate, whole: Sequence[Decimal], terms: IndirectTerms) -> list[Decimal]:
    """What a base counts of a subaward in each month: the first part once, all of it, or nothing."""
    if rate.base == reads.PAY:
        return [NOTHING for _ in whole]
    if rate.base != reads.MTDC:
        return list(whole)
    reached = [min(amount, terms.subaward_part) for amount in accumulate(whole)]
    return [later - before for before, later in pairwise([NOTHING, *reached])]


def _months(
    rate: IndirectRate, calendar: BudgetCalendar, base: Sequence[Decimal], passed: Sequence[Decimal]
) -> tuple[Decimal, ...]:
    months: list[Decimal] = []
    for period in calendar.periods:
        places = [month - calendar.first for month in period.months]
        months += spread([Fraction(base[place] + passed[place]) * Fraction(rate.rate) / 100 for place in places])
    return tuple(months)


def with_indirect(
    lines: Sequence[CostLine], found: Sequence[Indirect], terms: IndirectTerms
) -> list[tuple[Decimal, ...]]:
    """The months of each line with its part of the indirect cost, to the cent; together they are the whole cost.

    The indirect cost of a rate falls on the lines in its base; what it has on subawards alone falls on their lines.
    """
    rows = [list(line.months) for line in lines]
    weights = [[in_cents(amount) for amount in line.months] for line in lines]
    for one in found:
        bearers = [_bearers(one.rate, lines, terms), _below(one.rate, lines, terms), range(len(lines))]
        for place, amount in enumerate(one.months):
            if amount:
                _bear(rows, [row[place] for row in weights], place, amount, bearers)
    return [tuple(row) for row in rows]


def _bearers(rate: IndirectRate, lines: Sequence[CostLine], terms: IndirectTerms) -> list[int]:
    return [
        place
        for place, line in enumerate(lines)
        if terms.of(line.cost.party) is rate and terms.carries(rate, line.cost)
    ]


def _below(rate: IndirectRate, lines: Sequence[CostLine], terms: IndirectTerms) -> list[int]:
    below = terms.passed_to(rate)
    return [place for place, line in enumerate(lines) if terms.of(line.cost.party) in below]


def _bear(
    rows: list[list[Decimal]], cost: Sequence[int], place: int, amount: Decimal, bearers: Sequence[Sequence[int]]
) -> None:
    """Split an amount of one month over the first of these groups of lines that cost anything in it, in cents."""
    for group in bearers:
        bearing = [one for one in group if cost[one]]
        if bearing:
            for one, part in zip(bearing, split(amount, [cost[one] for one in bearing]), strict=True):
                rows[one][place] += part
            return


def base_words(rate: IndirectRate) -> str:
    """What a rate is counted on, in words; nothing where it is all direct cost."""
    return "" if rate.base == reads.DIRECT else BASES[rate.base]


def federal_base(terms: IndirectTerms) -> str:
    """What the federal base leaves out, with its sums; nothing where no rate is counted on it."""
    if not any(rate.base == reads.MTDC for rate in terms.rates):
        return ""
    limits = f"things from {with_cents(terms.equipment_from)} and subawards beyond {with_cents(terms.subaward_part)}"
    return f"Federal base (2 CFR 200.1): direct cost without money for people served, {limits}."
