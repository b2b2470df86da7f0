"""The budget by year: cost, money, gap, and what no source that may pay it pays. Dollars to the cent."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.figures.budget.budget_months import Period
from coplan.figures.budget.from_answers import calendar, costed, funded, money
from coplan.figures.budget.parts import cost_in, line, money_in, unpaid_in
from coplan.figures.declared import Declared, Each, Worked, declare, step
from coplan.figures.given import Given, computed, number

YEARS = "0 for the start-up (only if there is any), and 1, 2, … for the years from the launch"


@step(calendar)
def periods(asked: Given) -> Mapping[int, Period]:
    """The start-up and the years of the budget."""
    placed = asked.once(calendar)
    return {period.key: period for period in placed.periods} if placed else {}


EACH_YEAR = Each(f"year: {YEARS}", periods)


def months_of(asked: Given, year: int) -> range:
    """The places of the months of a year in the budget."""
    placed = asked.once(periods)
    first = min(period.first for period in placed.values())
    return range(placed[year].first - first, placed[year].first - first + placed[year].count)


@declare(
    "budget.cost_by_year",
    "cost",
    "dollars",
    formula="every line of the year and indirect cost, added up",
    reads=(costed, line),
    each=EACH_YEAR,
)
def cost_by_year(asked: Given, year: int) -> Worked | None:
    return cost_in(asked, asked.once(costed), months_of(asked, year), _of_year(asked, cost_by_year, year))


@declare(
    "budget.secured_by_year",
    "secured money",
    "dollars",
    formula="money that is awarded or in hand, spread evenly over its own time, as far as it falls on the year",
    reads=(money,),
    each=EACH_YEAR,
)
def secured_by_year(asked: Given, year: int) -> Worked:
    return _money(asked, secured_by_year, year, secured=True)


@declare(
    "budget.hoped_by_year",
    "money only hoped for",
    "dollars",
    formula="money neither awarded nor in hand, spread evenly over its own time, as far as it falls on the year",
    reads=(money,),
    each=EACH_YEAR,
)
def hoped_by_year(asked: Given, year: int) -> Worked:
    return _money(asked, hoped_by_year, year, secured=False)


@declare(
    "budget.gap_by_year",
    "gap",
    "dollars",
    formula="cost − secured money; below zero, money is left",
    reads=(cost_by_year, secured_by_year),
    each=EACH_YEAR,
)
def gap_by_year(asked: Given, year: int) -> Worked | None:
    return _less(asked, gap_by_year, year, cost_by_year, secured_by_year)


@declare(
    "budget.gap_if_all_by_year",
    "gap if every source comes",
    "dollars",
    formula="gap − money only hoped for; below zero, money is left",
    reads=(gap_by_year, hoped_by_year),
    each=EACH_YEAR,
)
def gap_if_all_by_year(asked: Given, year: int) -> Worked | None:
    return _less(asked, gap_if_all_by_year, year, gap_by_year, hoped_by_year)


def _money(asked: Given, declared: Declared, year: int, *, secured: bool) -> Worked:
    found = [one for one in asked.once(money)[0] if one.secured is secured]
    return money_in(asked, found, months_of(asked, year), _of_year(asked, declared, year))


def _less(asked: Given, declared: Declared, year: int, one: Declared, other: Declared) -> Worked | None:
    whole, part = asked.figure(one, year), asked.figure(other, year)
    if whole is None or part is None:
        return None
    inputs = (computed(whole), computed(part))
    return Worked(number(whole) - number(part), inputs, label=_of_year(asked, declared, year))


def _of_year(asked: Given, declared: Declared, year: int) -> str:
    return f"{declared.label}, {asked.once(periods)[year].name.lower()}"


@declare(
    "budget.unfunded_by_year",
    "not covered by secured money that may pay it",
    "dollars",
    formula="cost − what each secured source pays of the lines that it may pay; money for other uses hides nothing",
    reads=(funded, cost_by_year),
    each=EACH_YEAR,
)
def unfunded_by_year(asked: Given, year: int) -> Worked | None:
    return _unpaid(asked, unfunded_by_year, year, if_all=False)


@declare(
    "budget.unfunded_if_all_by_year",
    "not covered if every source comes",
    "dollars",
    formula="cost − what each source pays of the lines that it may pay",
    reads=(funded, cost_by_year),
    each=EACH_YEAR,
)
def unfunded_if_all_by_year(asked: Given, year: int) -> Worked | None:
    return _unpaid(asked, unfunded_if_all_by_year, year, if_all=True)


def _unpaid(asked: Given, declared: Declared, year: int, *, if_all: bool) -> Worked | None:
    cost, label = asked.figure(cost_by_year, year), _of_year(asked, declared, year)
    return unpaid_in(asked, asked.once(funded), months_of(asked, year), label, if_all=if_all, cost=cost)


@declare(
    "budget.short_years",
    "years with a gap",
    formula="names of the years in which secured money leaves lines unpaid that it may pay, by a dollar or more",
    reads=(unfunded_by_year, periods),
)
def short_years(asked: Given) -> Worked:
    return _short(asked, unfunded_by_year)


@declare(
    "budget.short_years_if_all",
    "years with a gap even if every source comes",
    formula="names of the years in which all money leaves lines unpaid that it may pay, by a dollar or more",
    reads=(unfunded_if_all_by_year, periods),
)
def short_years_if_all(asked: Given) -> Worked:
    return _short(asked, unfunded_if_all_by_year)


def _short(asked: Given, gap: Declared) -> Worked:
    names, found = asked.once(periods), asked.each(gap)
    short = (names[year].name for year, figure in found.items() if number(figure) >= 1)
    return Worked(tuple(short), tuple(computed(figure) for figure in found.values()))


BY_YEAR: tuple[Declared, ...] = (cost_by_year, secured_by_year, hoped_by_year, gap_by_year, gap_if_all_by_year)
UNPAID: tuple[Declared, ...] = (unfunded_by_year, unfunded_if_all_by_year)
SHORT_YEARS: tuple[Declared, ...] = (short_years, short_years_if_all)
