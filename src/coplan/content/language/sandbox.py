"""The sandbox for expressions and templates of packs, which may come from a stranger.

Jinja's own sandbox keeps them away from Python. This one also bounds what they take: loops, calls, filters and sums
spend from a budget, and methods of plain values, which could make texts of any length, are not to be had. What is
nested too deeply to be read is a message with its line.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_environment
from jinja2.environment import TemplateExpression
from jinja2.filters import do_round, make_attrgetter
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coplan.content.answers.values import Missing
from coplan.content.language.allowance import LONGEST, Allowance, TooMuch, checked, measured, weight
from coplan.content.language.bounding import TOO_DEEP, Bounding

# Of Jinja's filters those whose result is about as large as what they are given. `replace` and `sum` are ours.
FILTERS = {
    *("map", "list", "length", "count", "select", "reject", "selectattr", "rejectattr", "sort", "unique", "first"),
    *("last", "min", "max", "int", "float", "round", "abs", "trim", "truncate", "join", "lower", "upper", "title"),
    *("capitalize", "default", "d", "string", "reverse", "groupby", "dictsort", "items", "wordcount"),
}
OWN_FILTERS = {"steps_", "glue_", "held_"}  # written into templates; not for people
METHODS = {"items", "keys", "values", "startswith", "endswith", "lower", "upper", "title", "capitalize"}
BUILT = {list, tuple, dict}
DECIMALS = 30
OPERATORS = ("+", "-", "*", "/", "//", "%", "**")
SHALLOW = 30  # nodes in one another, of which Python refuses none


class _Filters(dict[str, Any]):
    """Filters that spend a step each and give back nothing larger than an answer."""

    def __init__(self, filters: dict[str, Any], budget: Allowance) -> None:
        super().__init__(filters)
        self._budget, self._guarded = budget, {}  # type: ignore[var-annotated]

    def __getitem__(self, name: str) -> Any:
        function = super().__getitem__(name)
        known = self._guarded.get(name)
        if known is None or known[0] is not function:
            known = self._guarded[name] = (function, _guarded(function, self._budget))
        return known[1]

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default


def _guarded(function: Callable[..., Any], budget: Allowance) -> Callable[..., Any]:
    def guarded(*given: Any, **named: Any) -> Any:
        budget.spend()
        found = function(*given, **named)
        if isinstance(found, types.GeneratorType):
            return _counted(found, budget)
        if isinstance(found, str | list):
            budget.spend(len(measured(found)) // (5 if isinstance(found, list) else 1000))
        return found

    return update_wrapper(guarded, function)


def _counted(items: Iterable[Any], budget: Allowance, weight: int = 1) -> Iterator[Any]:
    for item in items:
        budget.spend(weight)
        yield item


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox with a budget. `budget.begin()` before each document or expression."""

    intercepted_binops = frozenset(OPERATORS)

    def __init__(self, **options: Any) -> None:
        self.budget = Allowance()
        super().__init__(undefined=StrictUndefined, **options)
        self.globals.clear()
        self.tests["answered"] = _is_answered
        self.tests["unanswered"] = lambda value: not _is_answered(value)
        ours = {"replace": _replace, "sum": _sum, "round": _round}
        ours |= {"steps_": self._steps, "glue_": self._glue, "held_": self._held}
        kept = {name: function for name, function in self.filters.items() if name in FILTERS}
        self.filters = _Filters({**kept, **ours}, self.budget)
        self.concat = self._put_together  # type: ignore[method-assign]

    def call_binop(self, context: Context, sign: str, left: Any, right: Any) -> Any:
        """Work out a sum that does not become too large."""
        self.budget.spend()
        checked(sign, left, right)
        return super().call_binop(context, sign, left, right)

    def call(self, context: Context, function: Any, /, *given: Any, **named: Any) -> Any:
        """Call a function or a macro. What it is given becomes a list in a macro that takes any number."""
        self.budget.spend()
        for value in (*given, *named.values()):
            if type(value) in BUILT:
                self._held(value)
        return super().call(context, function, *given, **named)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Methods of texts, numbers and lists are not to be had, except for a few; nor is anything that Jinja bars."""
        if isinstance(value, types.BuiltinMethodType) and attr not in METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """`format` could make texts of any length; like other methods of texts it is not to be had."""

    def _steps(self, items: Any, weight: int) -> Any:
        """What a loop goes through; each round costs what its body writes."""
        if hasattr(items, "__len__") and not isinstance(items, Missing):
            self.budget.spend(len(items) * weight)
            return items
        return _counted(items, self.budget, weight) if isinstance(items, types.GeneratorType) else items

    def _held(self, value: Any) -> Any:
        """A list that is made: it costs what it holds."""
        self.budget.spend(weight(value))
        return value

    def _glue(self, parts: list[Any]) -> str:
        """What `~` does. A missing answer is there as it is printed, so that no hole loses its mark."""
        printed = self.finalize or str
        texts = [str(printed(part) if isinstance(part, Missing) else part) for part in parts]
        if sum(map(len, texts)) > LONGEST:
            raise TooMuch("this makes a text that is far too long")
        return "".join(texts)

    def _put_together(self, parts: Iterable[str]) -> str:
        found = parts
        if not isinstance(found, list):
            found, coming = [], iter(parts)
            while some := list(islice(coming, 1000)):
                found += some
                self.budget.spend(len(some) // 10)
        self.budget.write(sum(map(len, found)))
        return "".join(found)

    def _load_template(self, name: str, globals: Any) -> Template:
        assert self.loader is not None
        self.budget.spend(1 + len(self.loader.get_source(self, name)[0]) // 20)
        return super()._load_template(name, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = Parser(self, source, name, filename)
        with _readable(lambda: parser.stream.current.lineno, name, filename):
            return parser.parse()

    def compile_expression(self, source: str, undefined_to_none: bool = True) -> TemplateExpression:
        """An expression to work out; Jinja parses it in a way of its own. Raises TemplateSyntaxError."""
        with _readable(lambda: 1):
            return super().compile_expression(source, undefined_to_none)

    def parse_expression(self, source: str) -> nodes.Template:
        """An expression to look at, as a template that would print it. Raises TemplateSyntaxError."""
        with _readable(lambda: 1):
            parser = Parser(self, source, state="variable")
            found = parser.parse_expression()
            if not parser.stream.eos:
                raise TemplateSyntaxError("chunk after expression", parser.stream.current.lineno)
        return nodes.Template([nodes.Output([found], lineno=1)], lineno=1)

    def surely_compiles(self, tree: nodes.Template) -> bool:
        """True for what has no fault but those that parsing finds; otherwise compiling it tells.

        These are filters and tests that nobody knows, what two arguments of one name bring about, and depth.
        """
        level: list[nodes.Node] = [tree]
        for _ in range(SHALLOW):
            if not all(map(self._is_plain, level)):
                return False
            level = [inner for node in level for inner in node.iter_child_nodes()]
            if not level:
                return True
        return False

    def _is_plain(self, node: nodes.Node) -> bool:
        if isinstance(node, nodes.Filter | nodes.Test):
            known = self.filters if isinstance(node, nodes.Filter) else self.tests
            return node.name in known and len(node.kwargs) < 2
        if isinstance(node, nodes.Call):
            return len(node.kwargs) < 2
        return not isinstance(node, nodes.Stmt) or isinstance(node, nodes.Output | nodes.If)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        bounding = Bounding(self, name, filename)
        try:
            return super()._generate(bounding.visit(source), name, filename, defer_init)
        except RecursionError:
            raise TemplateSyntaxError(TOO_DEEP, bounding.line, name, filename) from None

    def _compile(self, source: str, filename: str) -> types.CodeType:
        try:
            return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError):
            raise TemplateSyntaxError(TOO_DEEP, 1, filename, filename) from None


@contextmanager
def _readable(line: Callable[[], int], name: str | None = None, filename: str | None = None) -> Iterator[None]:
    """What Jinja cannot parse for its depth or its digits is a fault of the text, in the line that was reached."""
    try:
        yield
    except RecursionError:
        words = TOO_DEEP
    except ValueError:
        words = "this number has far too many digits"
    else:
        return
    raise TemplateSyntaxError(words, line(), name, filename)


def _is_answered(value: object) -> bool:
    """The Jinja test `answered`: there is a value."""
    return not isinstance(value, Missing)


def _round(value: Any, precision: int = 0, method: str = "common") -> Any:
    """A number with so many decimals."""
    if not isinstance(precision, int) or abs(precision) > DECIMALS:
        raise TooMuch(f"a number is rounded to {DECIMALS} decimals at most")
    return do_round(value, precision, method)  # type: ignore[arg-type]


def _replace(value: Any, old: str, new: str) -> str:
    """The text with one part replaced by another."""
    text, old, new = str(value), str(old), str(new)
    if len(text) + (text.count(old) if old else len(text) + 1) * len(new) > LONGEST:
        raise TooMuch("this makes a text that is far too long")
    return text.replace(old, new)


@pass_environment
def _sum(environment: Sandbox, items: Iterable[Any], attribute: str | int | None = None, start: Any = 0) -> Any:
    """The sum of numbers, or one list of many."""
    if attribute is not None:
        items = map(make_attrgetter(environment, attribute), items)
    if not isinstance(start, list | tuple):
        return sum(items, start)
    found = list(start)
    for item in items:
        if not isinstance(item, list | tuple):
            raise TypeError(f"`{item}` is no list, and cannot be added to one")
        found += item
        environment.budget.spend(1 + len(item) // 5)
        measured(found)
    return found
