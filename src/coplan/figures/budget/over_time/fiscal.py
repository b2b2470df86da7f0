"""The budget by fiscal year, on which councils vote: the same months, counted from another first month."""

from __future__ import annotations

from collections.abc import Mapping

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.from_answers import calendar, costed, funded
from coplan.figures.budget.parts import cost_in, line, unpaid_in
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.given import Given


@step(calendar, reads.FISCAL_START)
def fiscal_years(given: Given) -> Mapping[str, range]:
    """The fiscal years of the budget by their name, with the places of their months; the first and last may be short.

    A fiscal year is named after the year in which it ends. None without the month in which it begins.
    """
    placed, stated = given.once(calendar), given.answer(reads.FISCAL_START)
    if placed is None or not stated:
        return {}
    return years_of(placed.months, reads.MONTH_NAMES.index(stated.key))


def years_of(months: range, begins: int) -> Mapping[str, range]:
    """Fiscal years that begin with a month (January is 0) by their name, with the places of their months."""
    found: dict[str, list[int]] = {}
    for place, month in enumerate(months):
        ends = (month - begins) // 12 + (1 if begins else 0)
        found.setdefault(f"FY {ends}", []).append(place)
    return {name: range(places[0], places[-1] + 1) for name, places in found.items()}


EACH_FISCAL_YEAR = Each("fiscal year, such as FY 2028", fiscal_years)


@declare(
    "budget.cost_by_fiscal_year",
    "cost",
    "dollars",
    formula="cost of the months of the fiscal year, added up",
    reads=(costed, line),
    each=EACH_FISCAL_YEAR,
)
def cost_by_fiscal_year(given: Given, year: str) -> Worked | None:
    return cost_in(given, given.once(costed), given.once(fiscal_years)[year], f"cost, {year}")


@declare(
    "budget.unfunded_by_fiscal_year",
    "not covered by secured money that may pay it",
    "dollars",
    formula="cost of the fiscal year − what each secured source pays of the lines that it may pay",
    reads=(funded, cost_by_fiscal_year),
    each=EACH_FISCAL_YEAR,
)
def unfunded_by_fiscal_year(given: Given, year: str) -> Worked | None:
    label, cost = f"not covered by secured money that may pay it, {year}", given.figure(cost_by_fiscal_year, year)
    return unpaid_in(given, given.once(funded), given.once(fiscal_years)[year], label, if_all=False, cost=cost)


FISCAL = (cost_by_fiscal_year, unfunded_by_fiscal_year)
