"""Suggestions that were taken over as they were follow the answers that they rest on."""

from __future__ import annotations

from typing import Any

from coplan.content.model import Pack
from coplan.plan.model import Plan
from coplan.plan.view import Answers


def follow(plan: Plan, pack: Pack) -> tuple[Plan, tuple[str, ...]]:
    """The plan with its suggestions as they are worked out today, and the keys of those that moved."""
    followed: dict[str, None] = {}
    for _ in range(5):  # a suggestion may rest on another; five levels are more than any pack has
        moved = _moved(plan, pack)
        if not moved:
            break
        for key, value in moved.items():
            plan = plan.with_answer(key, value, suggested=True)
            followed[key] = None
    return plan, tuple(followed)


def _moved(plan: Plan, pack: Pack) -> dict[str, Any]:
    answers = Answers(pack, plan)
    found = {}
    for key in plan.suggested:
        value = answers.suggestion(pack.questions[key])
        if value is not None and value.plain() != plan.answers[key].plain():
            found[key] = value
    return found
