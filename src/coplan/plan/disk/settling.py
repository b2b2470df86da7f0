"""What a plan needs before it is written: ids of new rows, suggestions that follow, what is set aside. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coplan.content.answers.rows import Rows
from coplan.plan.model import Plan
from coplan.plan.suggestions import follow
from coplan.plan.view import Answers


def settled(before: Answers, plan: Plan, new_id: Callable[[], str]) -> tuple[Answers, tuple[str, ...]]:
    """Give new rows their ids, let taken-over suggestions follow, and mark what is set aside; say what followed."""
    for key, value in plan.answers.items():
        if isinstance(value, Rows) and value is not before.plan.answers.get(key):
            plan = plan.with_answer(key, _with_ids(value, new_id), suggested=key in plan.suggested)
    plan, followed = follow(plan, before.pack, before)
    after = Answers(before.pack, plan, before.today)
    after.take_conditions(before)
    plan = replace(plan, set_aside=after.set_aside(), renamed={})
    settled = Answers(before.pack, plan, before.today)
    settled.take_conditions(after)
    return settled, followed


def _with_ids(rows: Rows, new_id: Callable[[], str]) -> Rows:
    used = {row["id"] for row in rows}
    made = []
    for row in rows:
        row_id = row["id"]
        while not row_id or (not row["id"] and row_id in used):
            row_id = new_id()
        used.add(row_id)
        made.append(row if row["id"] else row.with_id(row_id))
    return Rows(made, rows.labels, rows.required)
