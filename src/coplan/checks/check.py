"""Applies the rules of a pack to a plan. Pure: answers in, findings out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coplan.checks.finding import Finding
from coplan.content.answers.values import Day
from coplan.content.rules import Rule
from coplan.content.terms import STAGES
from coplan.plan.view import Answers

if TYPE_CHECKING:
    from coplan.checks.judge import Judge

LEVELS = ("error", "warning", "note")


def check(answers: Answers, rules: Iterable[Rule] | None = None, *, today: Day | None = None) -> list[Finding]:
    """Everything that the rules find in a plan at its stage: by step, the gravest first."""
    judge = _judge(answers, today) if rules is not None else None
    stage = answers.stage
    shown = [rule for rule in (answers.pack.rules if rules is None else rules) if counts_at(rule, stage)]
    judged = (judge.judge(rule) if judge else finding_of(answers, rule, today) for rule in shown)
    found = [finding for finding in judged if finding]
    steps = [step.id for step in answers.pack.steps]
    return sorted(found, key=lambda one: (_place(one.step, steps), LEVELS.index(one.level)))


def finding_of(answers: Answers, rule: Rule, today: Day | None = None) -> Finding | None:
    """What a rule of the answers' own pack finds, also where it is for a later stage; worked out once for them."""
    return answers.keep(("rule", rule.id, today), lambda shared: _judged(shared, rule, today), quiet=False)


def _judged(answers: Answers, rule: Rule, today: Day | None) -> Finding | None:
    answers.keep(("judge", today), lambda shared: _begin(shared, today))  # what it looks at, all rules rest on
    return _judge(answers, today).judge(rule)


def _begin(answers: Answers, today: Day | None) -> None:
    _judge(answers, today)


def _judge(answers: Answers, today: Day | None) -> Judge:
    from coplan.checks.judge import Judge  # with all figures: long to load, and not needed where findings are kept

    return answers.own(Judge, today)


def counts_at(rule: Rule, stage: str) -> bool:
    """True if a rule is for plans of this stage."""
    return STAGES.index(rule.stage) <= STAGES.index(stage)


def _place(step: str, steps: list[str]) -> int:
    return steps.index(step) if step in steps else len(steps)
