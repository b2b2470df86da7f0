"""Conditions, suggestions and facts: Jinja expressions over the answers, in an immutable sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coplan.content.answers.values import Missing
from coplan.content.language.bytecode import BYTECODE


def is_answered(value: object) -> bool:
    """The Jinja test `answered`: there is a value."""
    return not isinstance(value, Missing)


Sandbox = TypeVar("Sandbox", bound=ImmutableSandboxedEnvironment)


def make_environment(**options: Any) -> ImmutableSandboxedEnvironment:
    """The sandbox in which conditions and templates run: no change to data, no unknown names."""
    return furnished(ImmutableSandboxedEnvironment(undefined=StrictUndefined, **options))


def furnished(environment: Sandbox) -> Sandbox:
    """A sandbox with our tests and no function of its own."""
    environment.globals.clear()
    environment.tests["answered"] = is_answered
    environment.tests["unanswered"] = lambda value: not is_answered(value)
    return environment


class _Expressions(BaseLoader):
    """Lets an expression be loaded like a template, so that what Jinja compiled of it can be kept.

    The name is the expression in hexadecimal: Jinja writes names into the code it compiles, quotes and all.
    """

    def get_source(self, _: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return f"{{% set result = ({bytes.fromhex(template).decode()}) %}}", None, None


_environment = make_environment(loader=_Expressions(), bytecode_cache=BYTECODE, cache_size=-1)


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Callable[[Mapping[str, Any]], Any]:
    """Compile an expression; the result takes the names it may use. Raises ValueError with plain words."""
    try:
        compiled = TemplateExpression(_environment.get_template(text.encode().hex()), undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise ValueError(f"`{text}` is not an expression: {str(error.message).rstrip('.')}.") from None

    def evaluate(names: Mapping[str, Any]) -> Any:
        try:
            return compiled(names)
        except (TemplateError, TypeError, ArithmeticError, ValueError) as error:
            raise ValueError(f"`{text}` cannot be worked out: {str(error).rstrip('.')}.") from None

    return evaluate


def parse_expression(text: str) -> nodes.Template:
    """Parse an expression for looking at what it refers to. Raises TemplateSyntaxError."""
    return _environment.parse("{{ (" + text + ") }}")
