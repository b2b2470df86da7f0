"""The language of rules: the expressions of conditions, with exact numbers, named values and functions.

A rule is compiled as one piece, so that a hundred and seventy of them are worked out in one pass.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, Template
from jinja2.runtime import Context

from coplan.content.answers.values import Day, Missing, Money, Number, join_words
from coplan.content.language.allowance import checked
from coplan.content.language.bytecode import RULES
from coplan.content.language.sandbox import Sandbox
from coplan.content.rules import Rule
from coplan.numerals import grouped

BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}


class _Texts(BaseLoader):
    """Loads a template by its own text, in hexadecimal, so that what Jinja compiled of it can be kept."""

    def get_source(self, _: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return bytes.fromhex(template).decode(), None, None


class _RuleSandbox(Sandbox):
    """The sandbox of expressions; its arithmetic takes exact numbers and plain ones together."""

    def call_binop(self, context: Context, sign: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Count: with a missing answer nothing comes out; money stays money."""
        self.budget.spend()
        for side in (left, right):
            if isinstance(side, Missing):
                return side
        checked(sign, left, right)
        found = BINARY[sign](_exact(left, right), _exact(right, left))
        money = isinstance(left, Money) + isinstance(right, Money)
        keeps = (money == 1 and sign in "*/+-" and not isinstance(right, Money)) or (money and sign in "+-")
        return Money(found) if isinstance(found, Decimal) and (keeps or (money == 1 and sign == "*")) else found


def _exact(value: Any, other: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) and isinstance(other, Decimal) else value


def words(value: Any) -> Any:
    """How a message prints a value: two decimals at most, thousands grouped, lists as people write them."""
    if isinstance(value, float | Decimal) and type(value) in (float, Decimal):
        return str(Number(round(Decimal(value), 2).normalize() + 0))
    if type(value) is int:
        return grouped(value)
    if isinstance(value, Money):
        return str(Money(round(value, 2)))
    if type(value) is date:
        return Day(value.year, value.month, value.day)
    if isinstance(value, timedelta):
        return f"{value.days} days"
    if type(value) in (list, tuple):
        return join_words([str(words(item)) for item in value])
    return value


ENVIRONMENT = _RuleSandbox(loader=_Texts(), bytecode_cache=RULES, cache_size=-1, finalize=words)


@lru_cache(maxsize=4096)
def _template(text: str) -> Template:
    return ENVIRONMENT.get_template(text.encode().hex())


def run(text: str, names: Mapping[str, Any]) -> Mapping[str, Any]:
    """Run a template for what it sets."""
    ENVIRONMENT.budget.begin()
    template = _template(text)
    context = template.new_context(dict(names), shared=True)
    for _ in template.root_render_func(context):
        pass
    return context.vars


def expression(text: str, names: Mapping[str, Any]) -> Any:
    """Work out one expression."""
    return run("{% set result = (" + text + ") %}", names)["result"]


def sentence(text: str, names: Mapping[str, Any]) -> str:
    """Write a message with its values, on one line."""
    ENVIRONMENT.budget.begin()
    return " ".join(_template(text).render(names).split())


def rule_text(rule: Rule) -> str:
    """A rule as one template: `when`, the values on the way, `expect`. Each passes through a function that notes it."""
    steps = "".join(f"{{% set {name} = let_('{name}', ({text})) %}}" for name, text in rule.let.items())
    return f"{{% if when_(({rule.when})) %}}{steps}{{% set expect_ = expect_(({rule.expect})) %}}{{% endif %}}"
