"""The names that a rule may use: the plan's answers, facts, figures, law, and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from coplan.checks.functions.peak import peak_calls_outside
from coplan.checks.functions.rule_functions import PLAIN, careful
from coplan.checks.law import LAW_NAMES, LawOfRules
from coplan.checks.rule_language import expression
from coplan.checks.unknown import Unknown, UnknownWatch
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.values import Day, Missing, Money, Text
from coplan.figures.registry import for_rules, named
from coplan.figures.staffing.inputs import CALLS_BY_HOUR
from coplan.plan.view import Answers, Facts, StepAnswers

OVER_ROWS = ("rows_where", "total")
PLAN_NAMES = ("facts", "figures", "open_items", "stage", "today", *LAW_NAMES, *OVER_ROWS)
OPEN_COLUMNS = {"question": "question", "owner": "owner", "due": "due"}


def names_of_plan(answers: Answers, watch: UnknownWatch, today: Day | None = None) -> dict[str, Any]:
    """Everything that rules may name in this plan; missing answers go through the watch."""

    def value(key: str) -> Any:
        found = answers.value(key)
        return Unknown(watch, found.label, found.key) if isinstance(found, Missing) else found

    sections = {step.id: StepAnswers(value, step.id) for step in answers.pack.steps}
    return {
        **sections,
        **PLAIN,
        "peak_calls_outside": careful(partial(_peak_calls_outside, answers)),
        "facts": Facts(answers),
        "figures": Figures(answers, watch),
        "open_items": partial(_open_items, answers),
        "stage": Text(answers.stage),
        "today": today or Unknown(watch, "today's date"),
        **LawOfRules(answers, watch, today).names(),
        "rows_where": _over_rows(watch, _rows_where),
        "total": _over_rows(watch, _total),
    }


def _open_items(answers: Answers) -> Rows:
    """What is parked, proposed or disputed, as rows with question, owner and due date."""
    rows = []
    for key, item in answers.plan.open.items():
        if key in answers.pack.questions:
            cells = {"question": Text(answers.pack.questions[key].label), "owner": Text(item.owner), "due": item.due}
            rows.append(Row("", {name: cell for name, cell in cells.items() if cell}, OPEN_COLUMNS, key))
    return Rows(rows, OPEN_COLUMNS)


def _peak_calls_outside(answers: Answers, rows: Rows | list[Row], hours: Schedule) -> Decimal:
    question = CALLS_BY_HOUR.today(answers.pack)
    return peak_calls_outside(CALLS_BY_HOUR.rows(rows, question) if question else rows, hours)


class Figures:
    """What the figures say of this plan: `figures.staffing.needed`. Each is worked out when a rule asks for it."""

    def __init__(self, answers: Answers, watch: UnknownWatch) -> None:
        self._answers, self._watch = answers, watch

    def __getitem__(self, topic: str) -> _Topic:
        return _Topic(topic, self._answers, self._watch)


class _Topic:
    def __init__(self, topic: str, answers: Answers, watch: UnknownWatch) -> None:
        self._topic, self._answers, self._watch = topic, answers, watch
        self._known = named(topic)

    def __getitem__(self, name: str) -> Any:
        value = for_rules(self._known[name], self._answers)
        if isinstance(value, Mapping):
            return _ByKey({key: item for key, item in value.items() if item is not None}, name, self._watch)
        return Unknown(self._watch, f"{self._topic}: {name}") if value is None else value


class _ByKey(dict[Any, Any]):
    """Values by key, such as roles; what the plan has no value for is missing."""

    def __init__(self, values: Mapping[Any, Any], label: str, watch: UnknownWatch) -> None:
        super().__init__(values)
        self._label, self._watch = label, watch

    def __missing__(self, key: Any) -> Unknown:
        return Unknown(self._watch, f"{self._label} of {key}")


def _over_rows(watch: UnknownWatch, work: Callable[[list[tuple[Row, Any]]], Any]) -> Callable[..., Any]:
    @pass_context
    def function(context: Context, rows: Rows | list[Row] | Missing, text: str) -> Any:
        if isinstance(rows, Missing):
            return rows
        found = [(row, _in_row(context, watch, row, text)) for row in rows]
        if watch.tracing:
            watch.rows += [(text, _first_cell(row), value) for row, value in found]
        return work(found)

    return function


def _in_row(context: Context, watch: UnknownWatch, row: Row, text: str) -> Any:
    """Work an expression out with the cells of a row as names; missing where an empty cell decides."""
    inner = UnknownWatch(way=False)
    names = context.get_all() | {
        name: row.cells.get(name, Unknown(inner, label, name)) for name, label in row.labels.items()
    }
    try:
        found = expression(text, names)
        if isinstance(found, Missing) or inner.opaque:
            return Unknown(watch, text)
        if inner.used:
            inner.way = True
            if bool(expression(text, names)) != bool(found):
                return Unknown(watch, text)
    except (TypeError, ValueError, ArithmeticError) as error:
        if inner.used or inner.opaque or "'Unknown'" in str(error):
            return Unknown(watch, text)
        raise
    return found


def _first_cell(row: Row) -> str:
    return str(next(iter(row.cells.values()), "a row without a name"))


def _rows_where(found: list[tuple[Row, Any]]) -> list[Row]:
    return [row for row, holds in found if not isinstance(holds, Missing) and holds]


def _total(found: list[tuple[Row, Any]]) -> Any:
    amounts = [amount for _, amount in found]
    for amount in amounts:
        if isinstance(amount, Missing):
            return amount
    whole = sum(amounts, Decimal(0))
    return Money(whole) if amounts and all(isinstance(amount, Money) for amount in amounts) else whole
