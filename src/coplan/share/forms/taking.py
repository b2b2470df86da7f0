"""Judges a form that came back: what it changes in the plan, what is refused and why. Pure.

An empty place deletes nothing. What the plan said when the form was written, and stands there untouched, is no answer.
Where somebody else changed the plan since, and the form says a third thing, both stand as a dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coplan.content.model import Pack
from coplan.plan.model import OpenItem, Plan
from coplan.plan.view import Answers
from coplan.share.forms.filled import Filled
from coplan.share.forms.judging import FormAnswer, FormJudge, RefusedPlace
from coplan.share.forms.judging_rows import RowJudge


@dataclass(frozen=True)
class TakenForm:
    """What becomes of a form: a change of the plan, and what is said about it."""

    by: str
    told: tuple[FormAnswer, ...]
    refused: tuple[RefusedPlace, ...]
    change: Callable[[Plan], Plan]


def take_form(filled: Filled, answers: Answers, by: str, last_by: Mapping[str, str]) -> TakenForm:
    """FormJudge a form against today's plan. `last_by` says who gave each answer that stands there."""
    judge = FormJudge(filled, answers, by, last_by)
    for key, written in filled.answers.items():
        question = judge.question(key, [written])
        if question is not None and question.kind == "records":
            judge.refuse(written, question.label, "this is a table; fill in its rows.")
        elif question is not None:
            judge.answer(question, written)
    for key, rows in filled.rows.items():
        question = judge.question(key, [cell for row in rows for cell in row.cells.values()])
        if question is not None and question.kind == "records":
            RowJudge(judge, question).judged(rows)
    for stray in filled.stray:
        judge.refuse(stray, "", "this stands outside of the cells for answers, and was not taken.")
    work = judge.work
    return TakenForm(by, tuple(work.told), tuple(work.refused), _change(work.values, work.disputes))


def _change(values: Mapping[str, Any], disputes: Mapping[str, OpenItem]) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        for key, value in values.items():
            plan = plan.with_answer(key, value)
            if key in plan.open and plan.open[key].state == "parked":
                plan = plan.with_open(key, None)
        for key, item in disputes.items():
            plan = plan.with_open(key, item)
        return plan

    return change


def unknown(pack: Pack, filled: Filled) -> bool:
    """True if a form names no question of this checklist: it is of another pack."""
    keys = {*filled.answers, *filled.rows}
    return bool(keys) and not any(key in pack.questions or key in pack.renamed for key in keys)
