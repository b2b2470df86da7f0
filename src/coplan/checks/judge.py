"""Works one rule after the other out in a plan. Pure: answers in, a finding out."""

from __future__ import annotations

from collections.abc import Mapping
from types import GeneratorType
from typing import Any, Literal

from jinja2 import UndefinedError

from coplan.checks import rule_language
from coplan.checks.finding import Finding
from coplan.checks.rule_limits import limit_value
from coplan.checks.rule_names import names_of_plan
from coplan.checks.unknown import Unknown, UnknownWatch
from coplan.content.answers.values import Day, Missing
from coplan.content.language.expressions import FAULTS, fault_words
from coplan.content.rules import Rule
from coplan.plan.view import Answers

MEND = "Have the pack mended: see `coplan pack check`."
FAILED = "cannot be worked out in this plan"


# idle: `when` does not hold. silent: answers are missing on which it depends.
Outcome = Literal["idle", "holds", "finds", "silent", "failed"]


class _Silent(Exception):
    """An answer is missing without which nothing can be said."""


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
