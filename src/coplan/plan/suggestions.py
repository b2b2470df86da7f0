"""Suggestions that were taken over as they were follow the answers that they rest on."""

from __future__ import annotations

from typing import Any

from coplan.content.model import Pack
from coplan.plan.model import Plan
from coplan.plan.view import Answers


def follow(plan: Plan, pack: Pack, known: Answers | None = None) -> tuple[Plan, tuple[str, ...]]:
    """The plan with its suggestions as they are worked out today, and the keys of those that moved.

    `known` are answers from which the plan follows, whose conditions are not worked out again.
    """
    followed: dict[str, None] = {}
    for _ in range(5):  # a suggestion may rest on another; five levels are more than any pack has
        moved = _moved(plan, pack, known)
        if not moved:
            break
        for key, value in moved.items():
            plan = plan.with_answer(key, value, suggested=True)
            followed[key] = None
    return plan, tuple(followed)


def _moved(plan: Plan, pack: Pack, known: Answers | None) -> dict[str, Any]:
    answers = Answers(pack, plan)
    if known is not None:
        answers.take_conditions(known)
    found = {}
    for key in plan.suggested:
        value = answers.suggestion(pack.questions[key])
        if value is not None and value.plain() != plan.answers[key].plain():
            found[key] = value
    return found
