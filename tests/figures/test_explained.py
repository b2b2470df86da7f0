"""Every figure says what went into it: the answers and assumptions that were read, with value and origin."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from coplan.content.answers.values import Missing
from coplan.content.reads import ReadsAssumption, ReadsByPack, ReadsFact
from coplan.figures.figure import Figure
from coplan.figures.given import Given, given
from coplan.figures.registry import every_figure
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.reports.figure import figure_data, figure_report
from coplan.reports.titled import Line

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/plan.yaml"))
# Sums whose parts stand as inputs: what they add up to, and which inputs are no part of it.
SUMS = ("budget.cost_by_year", "budget.secured_by_year", "budget.hoped_by_year", "budget.cost_by_fiscal_year",
        "budget.cost_by_party_year", "budget.billed_by_party_year", "budget.total_cost", "budget.total_gap",
        "budget.full_year_positions", "budget.payments_in_term", "budget.match_required", "budget.match_found")  # fmt: skip
# Differences: the first input less all others.
LESS = ("budget.gap_by_year", "budget.gap_if_all_by_year", "budget.unfunded_by_year", "budget.unfunded_if_all_by_year",
        "budget.unfunded_by_fiscal_year", "budget.unfunded", "budget.uncovered_after", "staffing.gap",
        "staffing.hire_gap")  # fmt: skip


@pytest.fixture(scope="module", params=NAMES)
def answers(request, pack) -> Answers:
    """The plan of each example."""
    path = EXAMPLES / request.param / "plan.yaml"
    return Answers(pack, read_plan(path.read_text(encoding="utf-8"), pack).plan)


def _figures(answers: Answers) -> dict[str, tuple[Figure, str, object]]:
    asked = given(answers)
    return {figure.key: (figure, one.key, key) for one in every_figure() for key, figure in asked.each(one).items()}


def _read(asked: Given, answers: Answers, trace) -> set[str]:
    """The keys of what was read and is there."""
    found = {f"assumptions.{one.key}" for one in trace if isinstance(one, ReadsAssumption)}
    found |= {f"facts.{one.key}" for one in trace if isinstance(one, ReadsFact)}
    questions = {
        one.key if isinstance(one, ReadsByPack) else asked.key(one)
        for one in trace
        if not isinstance(one, ReadsAssumption | ReadsFact)
    }
    known = answers.pack.questions
    return found | {key for key in questions if key in known and not isinstance(answers.value(key), Missing)}


def _named(figure: Figure, figures, seen: set[str]) -> set[str]:
    """The keys of all inputs of a figure, and of the figures in it, as --explain shows them."""
    for item in (*figure.inputs, *figure.on_the_way):
        if item.key and item.key not in seen:
            seen.add(item.key)
            if item.key in figures:
                _named(figures[item.key][0], figures, seen)
    return seen


def test_every_figure_names_all_that_was_read_for_it(answers):
    asked, figures = given(answers), _figures(answers)
    declared = {one.key: one for one in every_figure()}
    for figure, stem, key in figures.values():
        read = _read(asked, answers, asked.trace(declared[stem], key))
        assert read - _named(figure, figures, set()) == set(), figure.key


def test_every_input_has_a_label_a_value_and_an_origin(answers):
    for figure, _, _ in _figures(answers).values():
        for item in (*figure.inputs, *figure.on_the_way):
            assert item.label, figure.key
            assert str(item.value), (figure.key, item.label)
            assert item.origin in ("plan", "assumed", "computed")
            assert item.key or item.origin != "assumed", (figure.key, item.label)


def test_what_went_in_does_not_hang_on_the_order_of_asking(answers, pack):
    later = Answers(pack, answers.plan)
    figures = _figures(answers)
    asked = given(later)
    for one in reversed(list(every_figure())):
        for figure in asked.each(one).values():
            assert figure == figures[figure.key][0]


@pytest.mark.parametrize("stem", SUMS)
def test_parts_add_up_to_the_sum(answers, stem):
    for figure, found, _ in _figures(answers).values():
        if found == stem:
            assert sum((Decimal(item.value) for item in figure.inputs), Decimal(0)) == figure.value, figure.key


@pytest.mark.parametrize("stem", LESS)
def test_the_rest_is_the_first_less_the_others(answers, stem):
    for figure, found, _ in _figures(answers).values():
        if found == stem and figure.inputs:
            first, *others = (Decimal(item.value) for item in figure.inputs)
            assert first - sum(others, Decimal(0)) == figure.value, figure.key


def test_a_line_of_cost_is_number_times_price(answers):
    figures = _figures(answers)
    bought = [figure for figure, stem, _ in figures.values() if stem == "budget.line" and len(figure.inputs) == 2]
    for figure in bought:
        one, other = (Decimal(item.value) for item in figure.inputs)
        assert figure.value == one * other, figure.key
    paid = [figure for figure, _, key in figures.values() if str(key).startswith("positions.")]
    for figure in (one for one in paid if one.key.startswith("budget.line")):
        fte, pay, benefits = (Decimal(item.value) for item in figure.inputs)
        assert abs(figure.value - fte * pay * (1 + benefits / 100)) <= Decimal("0.005"), figure.key


def test_explain_and_json_show_the_same_inputs(answers):
    for key in ("budget.cost_by_year", "staffing.fte_needed", "timeline.gates_undated"):
        data = figure_data(answers, key, explain=True)
        report = figure_report(answers, key, explain=True)
        parts = (*report.parts, *(part for section in report.sections for part in section.parts))
        shown = "\n".join(part.words for part in parts if isinstance(part, Line))
        for figure in data["figures"]:
            for item in (*figure["inputs"], *figure["on_the_way"]):
                assert f"{item['label']}: " in shown


def test_a_plan_without_answers_has_figures_that_say_what_they_would_ask(pack):
    empty = Answers(pack, read_plan("answers: {}", pack).plan)
    for one in every_figure():
        report = figure_report(empty, one.key)
        assert report.sections, one.key
