"""What the rules find in a sitting. After a change only those rules are applied that look at what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coplan.plan.model import Plan
from coplan.plan.view import Answers

if TYPE_CHECKING:
    from coplan.checks.finding import Finding
    from coplan.drafts.render.looked import LookedAnswers

HELD = 2  # before a change and after it


class Judged:
    """The findings of the last plans of a sitting, with what was looked at to come to them."""

    def __init__(self) -> None:
        self._last: list[tuple[Answers, LookedAnswers, list[Finding]]] = []

    def findings(self, answers: Answers) -> list[Finding]:
        """Everything that the rules find in these answers."""
        for known, _, found in self._last:
            if known is answers:
                return found
        from coplan.checks.check import check  # not before the first question
        from coplan.content.answers.values import Day
        from coplan.drafts.render.looked import LookedAnswers

        view = LookedAnswers(answers.pack, answers.plan, answers.today, answers.history)
        if self._last:
            before, looked, _ = self._last[-1]
            if _rest(before) == _rest(answers):
                view.take_over(looked, changed(before.plan, answers.plan))
        day = Day.fromisoformat(answers.today.isoformat()) if answers.today else None
        found = check(view, today=day)
        self._last = [*self._last, (answers, view, found)][-HELD:]
        return found


def _rest(answers: Answers) -> tuple[object, ...]:
    """What findings follow from besides answers and open items."""
    plan = answers.plan
    return answers.today, answers.history, plan.accepted, plan.limits, plan.assumptions


def changed(before: Plan, after: Plan) -> set[str]:
    """The questions whose answer or open item differs."""
    return {
        key
        for held, now in ((before.answers, after.answers), (before.open, after.open))
        for key in {**held, **now}
        if held.get(key) is not now.get(key)
    }
