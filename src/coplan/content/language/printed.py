"""What a template prints whole, and when: a walk of its tree, with the conditions at each place as expressions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jinja2 import nodes

from coplan.content.language.expressions import parse_template

WORD = re.compile(r"\w+")
PHRASED = ("bullets", "sentence", "sentences", "clause")  # filters that print an answer with all that is in it
ASKED = "asked_"  # in conditions: whether a question applies, by its key
SIGNS = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in", "notin": "not in"}


class Guard(NamedTuple):
    """An expression that must be so, or must not be; an empty one cannot be worked out. With the names in it."""

    text: str
    so: bool = True
    names: tuple[str, ...] = ()


Guards = tuple[Guard, ...]
Places = tuple[Guards, ...]


@dataclass(frozen=True)
class Printed:
    """The answers that a template prints, and when, at each place: texts, records row by row, records as a whole table.

    `parts` are those that it includes, `sets` the names that it sets once, and to what. `words` stand in it; a `book`
    prints every answer, or names the paper that does.
    """

    texts: Mapping[str, Places]
    rows: Mapping[str, Places]
    whole: Mapping[str, Places]
    parts: Mapping[str, Places]
    sets: Mapping[str, Guard]
    words: frozenset[str]
    book: bool


@lru_cache(maxsize=512)
def printed(text: str) -> Printed:
    """What a template prints. Raises TemplateSyntaxError."""
    tree = parse_template(text)
    found: dict[str, dict[str, Places]] = {"texts": {}, "rows": {}, "whole": {}, "parts": {}}
    for kind, name, when in _walked(tree.body, ()):
        found[kind][name] = (*found[kind].get(name, ()), when)
    given = [(one.target.name, one.node) for one in tree.find_all(nodes.Assign) if isinstance(one.target, nodes.Name)]
    often = Counter(name for name, _ in given)
    sets = {name: _condition(value) for name, value in given if often[name] == 1}
    outputs = (part for output in tree.find_all(nodes.Output) for part in output.nodes)
    called = (part.node for part in outputs if isinstance(part, nodes.Call))
    book = any(isinstance(function, nodes.Name) and function.name == "decided" for function in called)
    return Printed(**found, sets=sets, words=frozenset(WORD.findall(text)), book=book)


def _walked(body: Iterable[nodes.Node], when: Guards) -> Iterator[tuple[str, str, Guards]]:
    """Each thing that is printed or included, in the order of the text."""
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from ((kind, name, when) for kind, name in _in_output(part))
        elif isinstance(node, nodes.If):
            yield from _branches(node, when)
        elif isinstance(node, nodes.For):
            yield from _loop(node, when)
        elif isinstance(node, nodes.Macro):
            yield from _walked(node.body, (*when, Guard("")))
        elif isinstance(node, nodes.Include) and isinstance(node.template, nodes.Const):
            yield "parts", str(node.template.value), when
        elif hasattr(node, "body"):
            yield from _walked(node.body, when)


def _branches(node: nodes.If, when: Guards) -> Iterator[tuple[str, str, Guards]]:
    for branch in (node, *node.elif_):
        test = _condition(branch.test)
        yield from _walked(branch.body, (*when, test))
        when = (*when, test._replace(so=False))
    yield from _walked(node.else_, when)


def _loop(node: nodes.For, when: Guards) -> Iterator[tuple[str, str, Guards]]:
    rows = _condition(node.iter) if node.test is None else Guard("")
    if node.test is None and isinstance(node.target, nodes.Name) and not _begins_with_a_choice(node.body):
        yield from (("rows", name, when) for name in _answer(node.iter))
    yield from _walked(node.body, (*when, rows))
    yield from _walked(node.else_, (*when, rows._replace(so=False)))


def _begins_with_a_choice(body: list[nodes.Node]) -> bool:
    """True for a loop that prints some of its rows only."""
    for node in body:
        if isinstance(node, nodes.Output) and all(_is_blank(part) for part in node.nodes):
            continue
        return isinstance(node, nodes.If)
    return False


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data.strip()


def _in_output(node: nodes.Expr) -> Iterator[tuple[str, str]]:
    """What an output begins with, if that is an answer and no part of one is taken."""
    first, filters = node, list[nodes.Filter]()
    while isinstance(first, nodes.Concat | nodes.BinExpr | nodes.Filter | nodes.CondExpr):
        if isinstance(first, nodes.Filter):
            filters.append(first)
        first = _left(first)
    inner = filters[-1].name if filters else ""
    for name in _answer(first):
        if first is node or inner in PHRASED:
            yield "texts", name
        if inner == "table":
            yield "rows", name
            if filters[-1] is node and not (filters[-1].args or filters[-1].kwargs):
                yield "whole", name


def _left(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.Concat):
        return node.nodes[0]
    if isinstance(node, nodes.BinExpr):
        return node.left
    if isinstance(node, nodes.CondExpr):
        return node.expr1
    assert isinstance(node, nodes.Filter)
    return node.node or nodes.Const(None)


def _answer(node: nodes.Node) -> Iterator[str]:
    """The key of a question or fact, if the expression is nothing else."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        yield f"{node.node.name}.{node.attr}"


class _Unknown(ValueError):
    pass


def _condition(node: nodes.Node) -> Guard:
    try:
        text = _written(node)
    except _Unknown:
        return Guard("")
    return Guard(text, names=tuple(dict.fromkeys(name.name for name in _names(node))))


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _written(node: nodes.Node | None) -> str:
    """An expression as text, in brackets where it has parts. Raises _Unknown for what no condition of ours has."""
    match node:
        case nodes.Const():
            return repr(node.value)
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Slice():
            ends = [node.start, node.stop, *([node.step] if node.step is not None else [])]
            return ":".join("" if one is None else _written(one) for one in ends)
        case nodes.Getitem():
            return f"{_written(node.node)}[{_written(node.arg)}]"
        case nodes.Test(name="asked"):
            return f"{ASKED}[{next(_answer(node.node), '')!r}]"
        case nodes.Test():
            return f"({_written(node.node)} is {node.name}{_arguments(node)})"
        case nodes.Filter():
            return f"({_written(node.node)} | {node.name}{_arguments(node)})"
        case nodes.Call():
            return f"{_written(node.node)}{_arguments(node) or '()'}"
        case nodes.Neg():
            return f"(-{_written(node.node)})"
        case nodes.Not():
            return f"(not {_written(node.node)})"
        case nodes.And():
            return f"({_written(node.left)} and {_written(node.right)})"
        case nodes.Or():
            return f"({_written(node.left)} or {_written(node.right)})"
        case nodes.Compare():
            return f"({_written(node.expr)} {' '.join(f'{SIGNS[one.op]} {_written(one.expr)}' for one in node.ops)})"
        case nodes.BinExpr():
            return f"({_written(node.left)} {node.operator} {_written(node.right)})"
        case nodes.Concat():
            return f"({' ~ '.join(map(_written, node.nodes))})"
        case nodes.CondExpr() if node.expr2 is not None:
            return f"({_written(node.expr1)} if {_written(node.test)} else {_written(node.expr2)})"
        case nodes.Dict():
            return f"{{{', '.join(f'{_written(one.key)}: {_written(one.value)}' for one in node.items)}}}"
        case nodes.List():
            return f"[{', '.join(map(_written, node.items))}]"
        case nodes.Tuple():
            return f"({''.join(f'{_written(item)}, ' for item in node.items)})"
        case _:
            raise _Unknown


def _arguments(node: nodes.Call | nodes.Filter | nodes.Test) -> str:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _Unknown
    given = [*map(_written, node.args), *(f"{pair.key}={_written(pair.value)}" for pair in node.kwargs)]
    return f"({', '.join(given)})" if given else ""
