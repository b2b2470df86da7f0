"""Conditions, suggestions and facts: Jinja expressions over the answers, in an immutable sandbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression

from coplan.content.language.bytecode import CONDITIONS
from coplan.content.language.sandbox import Sandbox
from coplan.errors import BadInput, Problem


class BadExpression(BadInput, ValueError):
    """An expression of a pack that cannot be read or worked out. The message shows it."""

    def __init__(self, text: str, what: str) -> None:
        self.text = text
        shown = text if len(text) < 200 else f"{text[:200]}…"
        super().__init__([Problem("checklists", 0, "", f"`{shown}` {what.rstrip('.')}.", "See `coplan pack check`.")])

    def __str__(self) -> str:
        return self.problems[0].what


@contextmanager
def standing_at(file: str, line: int = 0, key: str = "") -> Iterator[None]:
    """What in here cannot be read stands in this file of the pack, and begins in this line. Raises BadInput."""
    try:
        yield
    except TemplateSyntaxError as error:
        at = line + (error.lineno or 1) - 1 if line else 0
        what = f"this cannot be read: {fault_words(error)}."
        raise BadInput([Problem(file, at, key, what, "See `coplan pack check`.")]) from None


def make_environment(**options: Any) -> Sandbox:
    """The sandbox in which conditions and templates run: no change to data, no unknown names, a budget."""
    return Sandbox(**options)


class _Expressions(BaseLoader):
    """Lets an expression be loaded like a template, so that what Jinja compiled of it can be kept.

    The name is the expression in hexadecimal: Jinja writes names into the code it compiles, quotes and all.
    """

    def get_source(self, _: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return f"{{% set result = ({bytes.fromhex(template).decode()}) %}}", None, None


# What a pack's expression or template can end in.
FAULTS = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError),
    *(RecursionError, MemoryError),
)


def fault_words(error: Exception) -> str:
    """What went wrong, for people who write packs."""
    if isinstance(error, RecursionError):
        return "this includes or calls itself without end"
    if isinstance(error, MemoryError):
        return "this needs far too much memory"
    if isinstance(error, AttributeError):
        return f"a value is of the wrong kind for what is done with it ({str(error).rstrip('.')})"
    return str(error).rstrip(".") or type(error).__name__


_environment = make_environment(loader=_Expressions(), bytecode_cache=CONDITIONS, cache_size=-1)


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Callable[[Mapping[str, Any]], Any]:
    """Compile an expression; the result takes the names it may use. Raises ValueError with plain words."""
    try:
        compiled = TemplateExpression(_environment.get_template(text.encode().hex()), undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise BadExpression(text, f"is not an expression: {error.message}") from None

    def evaluate(names: Mapping[str, Any]) -> Any:
        _environment.budget.begin()
        try:
            return compiled(names)
        except FAULTS as error:
            raise BadExpression(text, f"cannot be worked out: {fault_words(error)}") from None

    return evaluate


@lru_cache(maxsize=8192)
def parse_expression(text: str) -> nodes.Template:
    """Parse an expression for looking at what it refers to; whoever asks again gets the same tree, to read only.

    Raises TemplateSyntaxError.
    """
    return _environment.parse_expression(text)


@lru_cache(maxsize=8192)
def sound_expression(text: str) -> nodes.Template:
    """The same, where an unknown filter or test is a fault too: parsing lets it pass. Raises TemplateSyntaxError."""
    tree = parse_expression(text)
    if not _environment.surely_compiles(tree):
        _environment.compile_expression(text)
    return tree


def parse_template(text: str) -> nodes.Template:
    """Parse a template. Raises TemplateSyntaxError."""
    return _environment.parse(text)
