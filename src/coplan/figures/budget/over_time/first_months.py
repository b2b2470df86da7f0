"""The months in which something happens to the budget for the first time, or the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from coplan.figures.budget.budget_months import month_words
from coplan.figures.budget.from_answers import calendar, costed, funded
from coplan.figures.budget.funds.funding import SHORT, MonthGap
from coplan.figures.budget.parts import month_cost
from coplan.figures.budget.result import Budget
from coplan.figures.declared import Declared, FigureStep, Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given

Found = TypeVar("Found")


def _month(
    name: str, label: str, formula: str, rests_on: FigureStep[Found | None], month: Callable[[Found], int | None]
) -> Declared:
    """A month, in words such as October 2027."""

    def work(asked: Given) -> Worked | None:
        on = asked.once(rests_on)
        found = None if on is None else month(on)
        if on is None or found is None:
            return None
        return Worked(month_words(found), _of_month(on, found) if isinstance(on, Budget) else ())

    return declare(f"budget.{name}", label, "month", formula=formula, reads=(rests_on,))(work)


MONTHS = (
    _month(
        "first_month",
        "first month of the budget",
        "the month of the first hire, or of the launch without an earlier one",
        calendar,
        lambda placed: placed.first,
    ),
    _month(
        "last_month",
        "last month of the budget",
        "the last month of the last year",
        calendar,
        lambda placed: placed.months[-1],
    ),
    _month(
        "first_cost_month",
        "first month with cost",
        "the first month in which any line costs money",
        costed,
        lambda found: next((month for month, cost in _costs(found) if cost), None),
    ),
    _month(
        "first_gap_month",
        "first month in which secured money is short",
        "the first month in which no secured money that may pay them pays lines of a dollar or more",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.unfunded >= SHORT), None),
    ),
    _month(
        "first_gap_month_if_all",
        "first month in which money is short even if every source comes",
        "the first month in which no money that may pay them pays lines of a dollar or more",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.unfunded_if_all >= SHORT), None),
    ),
    _month(
        "first_unfunded_month",
        "first month with cost and no money at all",
        "the first month with cost, and with no money, secured or only hoped for",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.cost and not row.secured + row.hoped), None),
    ),
)


def _of_month(found: Budget, month: int) -> tuple[Input, ...]:
    """The cost of the month, and what money leaves of it."""
    assert found.calendar is not None
    place = month - found.calendar.first
    more = [
        Input(words, amount, "dollars", "computed")
        for row in found.gaps
        if row.month == month
        for words, amount in (
            ("not covered by secured money in it", row.unfunded),
            ("not covered in it if every source comes", row.unfunded_if_all),
        )
    ]
    return (month_cost(found, place), *more)


def _costs(found: Budget) -> Iterable[tuple[int, Decimal]]:
    return zip(found.calendar.months, found.cost_months, strict=True) if found.calendar and found.lines else ()


def _rows(found: Budget) -> Sequence[MonthGap]:
    return found.gaps if found.lines else ()
