"""Applies the rules of a pack to a plan. Pure: answers in, findings out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import GeneratorType
from typing import Any, Literal

from jinja2 import UndefinedError

from coplan.checks import rule_language
from coplan.checks.finding import Finding
from coplan.checks.rule_names import names_of_plan
from coplan.checks.unknown import Unknown, UnknownWatch
from coplan.content.answers.values import Day, Missing, Money, Number, Percent
from coplan.content.language.expressions import FAULTS, fault_words
from coplan.content.rules import Limit, Rule
from coplan.content.terms import STAGES
from coplan.plan.view import Answers

MEND = "Have the pack mended: see `coplan pack check`."
FAILED = "cannot be worked out in this plan"
LEVELS = ("error", "warning", "note")


# idle: `when` does not hold. silent: answers are missing on which it depends.
Outcome = Literal["idle", "holds", "finds", "silent", "failed"]


class _Silent(Exception):
    """An answer is missing without which nothing can be said."""


def check(answers: Answers, rules: Iterable[Rule] | None = None, *, today: Day | None = None) -> list[Finding]:
    """Everything that the rules find in a plan at its stage: by step, the gravest first."""
    judge = Judge(answers, today) if rules is not None else None
    shown = [rule for rule in (answers.pack.rules if rules is None else rules) if counts_at(rule, answers.stage)]
    judged = (judge.judge(rule) if judge else _of_pack(answers, rule, today) for rule in shown)
    found = [finding for finding in judged if finding]
    steps = [step.id for step in answers.pack.steps]
    return sorted(found, key=lambda one: (_place(one.step, steps), LEVELS.index(one.level)))


def _of_pack(answers: Answers, rule: Rule, today: Day | None) -> Finding | None:
    """What a rule of the answers' own pack finds, worked out once for them."""
    return answers.keep(("rule", rule.id, today), lambda shared: _judged(shared, rule, today), quiet=False)


def _judged(answers: Answers, rule: Rule, today: Day | None) -> Finding | None:
    answers.keep(("judge", today), lambda shared: _begin(shared, today))  # what it looks at, all rules rest on
    return answers.own(Judge, today).judge(rule)


def _begin(answers: Answers, today: Day | None) -> None:
    answers.own(Judge, today)


def counts_at(rule: Rule, stage: str) -> bool:
    """True if a rule is for plans of this stage."""
    return STAGES.index(rule.stage) <= STAGES.index(stage)


def limit_value(limit: Limit, value: Decimal | None = None) -> Number | Percent | Money:
    """The number of a limit, or another that stands in for it, in the limit's unit."""
    amount = Decimal(limit.value) if value is None else value
    if limit.unit == "percent":
        return Percent(amount)
    return Money(amount) if limit.unit == "dollars" else Number(amount, limit.unit)


class Judge:
    """Works rules out in one plan.

    After `judge`, `values` holds what the rule came to on the way, `outcome` how it ended, and `watch.missing` the
    answers that it asked for in vain. With `tracing`, `rows` holds what came out for each row, by the value's name.
    """

    def __init__(self, answers: Answers, today: Day | None = None, *, tracing: bool = False) -> None:
        self.answers, self.watch = answers, UnknownWatch(tracing=tracing)
        self.names = names_of_plan(answers, self.watch, today)
        self.names |= {"when_": self._when, "let_": self._let, "expect_": self._expect}
        self.values: dict[str, Any] = {}
        self.rows: dict[str, list[tuple[str, str, Any]]] = {}
        self.outcome: Outcome = "idle"
        self._used = False

    def judge(self, rule: Rule) -> Finding | None:
        """What the rule finds, or None. A rule that cannot be worked out is a finding that says so."""
        self.watch.missing.clear()
        names = self.names | self.limits(rule)
        try:
            self.outcome = self._try(rule, names, way=False)
            if self.outcome == "finds" and self._used:
                values = self.values
                sure = self._try(rule, names, way=True) == "finds"
                self.values, self.outcome, self.watch.way = values, "finds" if sure else "silent", False
            return self._finding(rule, names) if self.outcome == "finds" else None
        except _Silent:
            self.outcome = "silent"
        except FAULTS as error:
            if isinstance(error, UndefinedError) or not (self.watch.missing or _of_nothing(error)):
                self.outcome = "failed"
                return _failed(rule, error)
            self.outcome = "silent"
        return None

    def limits(self, rule: Rule) -> dict[str, Any]:
        """The rule's limits by name, as the plan sets them."""
        ours = self.answers.plan.limits
        return {
            name: limit_value(limit, ours[key].value if (key := f"{rule.id}.{name}") in ours else None)
            for name, limit in rule.limits.items()
        }

    def _finding(self, rule: Rule, names: dict[str, Any]) -> Finding:
        known = names | self.values
        return Finding(
            rule=rule.id,
            level=rule.level,
            step=rule.step,
            message=rule_language.sentence(rule.message, known),
            why=rule_language.sentence(rule.why, known),
            fix=rule_language.sentence(rule.fix, known),
            questions=rule.questions,
            source=rule.source,
            accepted=self.answers.plan.accepted.get(rule.id),
        )

    def _try(self, rule: Rule, names: Mapping[str, Any], *, way: bool) -> Outcome:
        self.values, self.watch.way, self._used, self.outcome = {}, way, False, "idle"
        self.watch.reset()
        rule_language.run(rule_language.rule_text(rule), names)
        return self.outcome

    def _when(self, value: Any) -> bool:
        return self._noted("when", value)

    def _expect(self, value: Any) -> bool:
        holds = self._noted("expect", value)
        self.outcome = "holds" if holds else "finds"
        return holds

    def _noted(self, name: str, value: Any) -> bool:
        holds = bool(list(value) if isinstance(value, GeneratorType) else value)
        self.rows[name], self.watch.rows = self.watch.rows, []
        if self.watch.opaque:
            raise _Silent
        self._used = self._used or self.watch.used
        self.watch.reset()
        return holds

    def _let(self, name: str, value: Any) -> Any:
        value = list(value) if isinstance(value, GeneratorType) else value
        if isinstance(value, Missing) or self.watch.used or self.watch.opaque:
            value = Unknown(self.watch, value.label if isinstance(value, Missing) else name)
        self.watch.reset()
        self.values[name] = value
        self.rows[name], self.watch.rows = self.watch.rows, []
        return value


def _of_nothing(error: Exception) -> bool:
    """True for an error that an empty cell caused."""
    return "'Missing'" in str(error) or "'Unknown'" in str(error)


def _failed(rule: Rule, error: Exception) -> Finding:
    message = f"The rule {rule.id} {FAILED}: {fault_words(error)}."
    why = "The other rules were applied; this one says nothing of the plan."
    return Finding(rule.id, "warning", rule.step, message, why, MEND)


def _place(step: str, steps: list[str]) -> int:
    return steps.index(step) if step in steps else len(steps)
