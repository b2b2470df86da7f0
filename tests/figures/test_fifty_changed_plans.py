"""Fifty plans drawn at random, with much unknown, against a calculator that calls nothing of coplan: every figure, to the cent.

Other fiscal years, seasons and nights, part-time people, whole shifts with hand-over, restricted money, reimbursement.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.figures.staffing.from_answers import staffing
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.figures import calculator
from tests.figures.random_answers import drawn, written
from tests.long import few_of

SEEDS = few_of(range(50), 15)


@pytest.fixture(scope="module", params=SEEDS)
def both(request, pack):
    plan = drawn(request.param)
    reading = read_plan(written(plan), pack)
    assert not reading.notes
    return plan, Answers(pack, reading.plan, plan["today"])


def test_staffing_is_what_the_calculator_says(both):
    plan, answers = both
    expected = calculator.staffing(plan)
    shown = {key.removeprefix("staffing."): figure.value for key, figure in staffing(answers).figures.items()}
    months = {key for key in expected if key.startswith("cover_by_month")}
    found = {key: Decimal(shown[key]) if key in shown else None for key in expected if key not in months}
    assert found == {key: value for key, value in expected.items() if key not in months}
    by_month = summary("staffing", answers)["cover_by_month"]
    assert {f"cover_by_month.{name}": round(share * 100, 1) for name, share in by_month.items()} == {
        key: expected[key] for key in months
    }


def test_cost_and_money_are_what_the_calculator_says(both):
    plan, answers = both
    expected, found = calculator.budget(plan), budget(answers)
    assert {one.cost.key: list(one.months) for one in found.lines} == expected["lines"]
    assert list(found.cost_months) == expected["cost"]
    assert list(found.cost) == calculator.by_year(expected["cost"], expected["spans"])
    assert [list(one.months) for one in found.sources] == expected["money"]
    figures = summary("budget", answers)
    fiscal = (
        {}
        if plan["fiscal_start"] is None
        else calculator.by_fiscal_year(expected["cost"], expected["months"], plan["fiscal_start"])
    )
    assert figures["cost_by_fiscal_year"] == fiscal
    assert (figures["cash_to_advance"] or 0) == calculator.to_advance(plan, expected)


def test_what_no_money_may_pay_is_what_the_calculator_says(both):
    plan, answers = both
    if plan["indirect"]:
        plan = plan | {"indirect": None}
        answers = Answers(answers.pack, read_plan(written(plan), answers.pack).plan, plan["today"])
    expected, found = calculator.budget(plan), budget(answers)
    short, paid, _ = calculator.unfunded(plan, expected)
    assert [row.unfunded for row in found.gaps] == short  # month by month
    assert list(found.unfunded) == calculator.by_year(short, expected["spans"])
    names = [one["name"] for one in plan["funding"]]
    assert {name: sum(months) for name, months in found.paid} == {
        names[place]: amount for place, amount in paid.items()
    }
