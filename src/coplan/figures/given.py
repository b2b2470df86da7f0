"""What goes into figures: an answer of the plan, the community's own assumption, or the pack's, and marked so."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from coplan.content.answers.assumptions import read_assumption
from coplan.content.answers.values import Duration, Missing
from coplan.errors import BadInput, Problem
from coplan.figures.figure import Figure, Input
from coplan.plan.view import Answers


def answer(answers: Answers, key: str) -> Any:
    """An answer, or Missing: also where a pack of one's own does not ask the question."""
    return answers.value(key) if key in answers.pack.questions else Missing(key, key)


def holds(answers: Answers, fact: str) -> bool:
    """True if the pack knows the fact and it holds."""
    return fact in answers.pack.facts and answers.fact(fact)


def from_answer(answers: Answers, key: str, value: Any = None, label: str = "", unit: str = "") -> Input:
    """An answer as input of a figure; `value` where it is worked out from the answer, like a sum of rows."""
    question = answers.pack.questions[key]
    amount = value if value is not None else answers.value(key)
    percent = question.kind == "percent" and value is None
    return Input(label or question.label, _plain(amount), "percent" if percent else unit or question.unit, "plan", key)


def assumed(answers: Answers, name: str) -> Input:
    """The value of an assumption: the community's own, or the pack's. Raises BadInput if the pack has none."""
    found = answers.pack.assumptions.get(name)
    if found is None:
        what = "figures need this assumption, and there is none of this name."
        raise BadInput([Problem("checklists/assumptions.yaml", 0, name, what)])
    unit = found.unit or ("percent" if found.kind == "percent" else "")
    if own := answers.plan.assumptions.get(name):
        return Input(found.label, _plain(own.value), unit, "plan", f"assumptions.{name}")
    value = read_assumption(found.value, found)
    return Input(found.label, _plain(value), unit, "assumed", f"assumptions.{name}", found.source)


def answer_or_assumed(answers: Answers, key: str, name: str) -> Input:
    """The answer to a question, or what is assumed without it."""
    return assumed(answers, name) if lacking(answers, key) else from_answer(answers, key)


def computed(figure: Figure) -> Input:
    """Another figure as input."""
    return Input(figure.label, figure.value, figure.unit, "computed", figure.key)


def number(item: Input) -> Decimal:
    """The value of an input as a number."""
    return Decimal(item.value)


def share(item: Input) -> Decimal:
    """The value of a percentage as a share of one."""
    return Decimal(item.value) / 100


def lacking(answers: Answers, *keys: str) -> tuple[str, ...]:
    """Which of these questions have no answer."""
    return tuple(key for key in keys if isinstance(answer(answers, key), Missing))


def _plain(value: Any) -> Decimal | int | str:
    if isinstance(value, Decimal):
        return Decimal(value)
    if isinstance(value, Duration):
        return value.minutes
    return int(value) if isinstance(value, int) else str(value)
