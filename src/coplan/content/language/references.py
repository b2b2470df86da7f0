"""Finds what expressions and templates refer to: questions, facts, columns, choice keys, law, sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from coplan.content.language.expressions import BadExpression, fault_words, parse_expression, parse_template


@dataclass(frozen=True)
class Reference:
    """One thing that an expression or template names. `kind` says what; `line` counts in its text."""

    kind: str  # name, fact, choice, column, topic, source
    name: str
    line: int
    detail: str = ""


CALLS = dict.fromkeys(
    ("law", "has_law", "open_clauses", "cite", "requires", "clauses", "agreement_clause", "certificates"), "topic"
) | {"source": "source"}
PLACE = re.compile(r"\{(?:the )?(\w+)\}")  # where a column stands in a sentence on rows: {title}, {the city}
KEEP_ROWS = ("rows_where",)  # the functions of rules that give rows of what they are given


def references(tree: nodes.Node, given: Mapping[str, str] | None = None) -> Iterator[Reference]:
    """Everything that a parsed expression or template refers to; `given` has the questions of names that are rows."""
    rows = dict(given or {}) | dict(_loop_rows(tree))
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            if node.node.name in rows:
                yield Reference("column", rows[node.node.name], node.lineno, node.attr)
            else:
                yield Reference("name", f"{node.node.name}.{node.attr}", node.lineno)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in CALLS:
            for argument in node.args if node.node.name in ("cite", "certificates") else node.args[:1]:
                if isinstance(argument, nodes.Const):
                    yield Reference(CALLS[node.node.name], str(argument.value), node.lineno)
        elif isinstance(node, nodes.Compare):
            yield from _compared(node, rows)
        elif isinstance(node, nodes.Filter):
            yield from _filtered(node)


@lru_cache(maxsize=8192)
def expression_references(text: str) -> tuple[Reference, ...]:
    """Everything that an expression refers to. Raises TemplateSyntaxError."""
    return tuple(references(parse_expression(text)))


@lru_cache(maxsize=1024)
def template_references(text: str, rows: tuple[tuple[str, str], ...] = ()) -> tuple[Reference, ...]:
    """Everything that a template refers to; `rows` has names that are rows and their questions.

    Loops over an answer without an `else` come last. Raises TemplateSyntaxError.
    """
    tree = parse_template(text)
    return (*references(tree, dict(rows)), *unguarded_loops(tree))


def named_in(text: str) -> tuple[Reference, ...]:
    """The same where a plan is worked out. Raises BadExpression, which shows the expression."""
    try:
        return expression_references(text)
    except TemplateSyntaxError as error:
        raise BadExpression(text, f"is not an expression: {fault_words(error)}") from None


def names_in(found: Iterable[Reference]) -> tuple[str, ...]:
    """The questions and facts among references, each once: `design.hours`, `facts.rides`."""
    return tuple(dict.fromkeys(reference.name for reference in found if reference.kind == "name"))


def unguarded_loops(tree: nodes.Node) -> Iterator[Reference]:
    """Loops over an answer without an `else`: with no answer they would print nothing.

    A loop inside an `if` that looks at the same answer is guarded by it.
    """
    yield from _unguarded(tree, frozenset())


def _unguarded(node: nodes.Node, guarded: frozenset[str]) -> Iterator[Reference]:
    if isinstance(node, nodes.For):
        name = _dotted(node.iter)
        if name and not node.else_ and name not in guarded:
            yield Reference("loop", name, node.lineno)
    if isinstance(node, nodes.If):
        looked_at = {_dotted(found) for found in node.test.find_all(nodes.Getattr)} | {_dotted(node.test)}
        for child in node.body:
            yield from _unguarded(child, guarded | looked_at)
        for child in (*node.elif_, *node.else_):
            yield from _unguarded(child, guarded)
        return
    for child in node.iter_child_nodes():
        yield from _unguarded(child, guarded)


def _loop_rows(tree: nodes.Node) -> Iterator[tuple[str, str]]:
    for loop in tree.find_all(nodes.For):
        name = _dotted(loop.iter)
        if name and isinstance(loop.target, nodes.Name):
            yield loop.target.name, name


def _dotted(node: nodes.Node | None) -> str:
    """`design.team` for the expression design.team, looking through filters and functions that keep rows."""
    while True:
        if isinstance(node, nodes.Filter) and node.name in ("selectattr", "rejectattr", "sort", "list"):
            node = node.node
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in KEEP_ROWS:
            node = node.args[0] if node.args else None
        else:
            break
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return f"{node.node.name}.{node.attr}"
    return ""


def row_expressions(tree: nodes.Node, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """The question whose rows a function of rules works on, and the expression over its columns."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in names and len(call.args) == 2:
            rows, text = call.args
            if isinstance(text, nodes.Const) and isinstance(text.value, str):
                yield _dotted(rows), text.value


def _compared(node: nodes.Compare, rows: dict[str, str]) -> Iterator[Reference]:
    for operand in node.ops:
        if operand.op not in ("eq", "ne", "in", "notin"):
            continue
        for side, other in ((node.expr, operand.expr), (operand.expr, node.expr)):
            name, column = _subject(side, rows)
            for word in _constants(other):
                if name:
                    yield Reference("choice", name + (f":{column}" if column else ""), node.lineno, word)


def _subject(node: nodes.Node, rows: dict[str, str]) -> tuple[str, str]:
    """What is compared: a question, or a column of one (`design.team | map(attribute='role')`, `row.role`)."""
    if isinstance(node, nodes.Filter) and node.name in ("list", "first", "last", "unique"):
        return _subject(node.node, rows) if node.node is not None else ("", "")
    if isinstance(node, nodes.Filter) and node.name == "map":
        for keyword in node.kwargs:
            if keyword.key == "attribute" and isinstance(keyword.value, nodes.Const):
                return _dotted(node.node), str(keyword.value.value)
        return "", ""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in rows:
        return rows[node.node.name], node.attr
    return _dotted(node), ""


def _constants(node: nodes.Node) -> list[str]:
    if isinstance(node, nodes.Const):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, nodes.List | nodes.Tuple):
        return [item.value for item in node.items if isinstance(item, nodes.Const) and isinstance(item.value, str)]
    return []


def _filtered(node: nodes.Filter) -> Iterator[Reference]:
    name = _dotted(node.node) if node.node is not None else ""
    if not name:
        return
    words = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    if node.name == "map":
        words = [pair.value.value for pair in node.kwargs if isinstance(pair.value, nodes.Const)]
    if node.name in ("selectattr", "rejectattr"):
        if len(words) == 3 and words[1] in ("equalto", "==", "eq"):
            yield Reference("choice", f"{name}:{words[0]}", node.lineno, str(words[2]))
        words = words[:1]
    if node.name in ("sentences", "points"):
        words = [column for word in words for column in PLACE.findall(str(word))]
    if node.name in ("map", "selectattr", "rejectattr", "table", "sentences", "points"):
        for word in words:
            yield Reference("column", name, node.lineno, str(word))
