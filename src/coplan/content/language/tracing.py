"""A sandbox that notes which line of which template wrote what: for the question where a sentence comes from.

Before a template is compiled, each of its outputs, conditions and assignments is wrapped in a filter that notes it.
What is written stays the same, letter by letter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from coplan.content.language.note_of_reads import Note, answers_in
from coplan.content.language.sandbox import Sandbox

TRACING = {"opened_", "wrote_", "put_", "decided_", "named_"}  # filters written into templates; not for people


@dataclass(frozen=True)
class Site:
    """A place in a template: its file, as templates are named, and its line there; with the names that it uses."""

    file: str
    line: int
    names: tuple[str, ...] = ()
    under: tuple[int, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A condition or loop as it came out: where it stands, which answers it looked at, and if it held."""

    site: Site
    read: tuple[str, ...]
    held: bool


@dataclass(frozen=True)
class TracedPiece:
    """Something that a template wrote. `read` are the answers that were looked at for it, and for nothing inside it.

    `inside` are the pieces of which it was put together, where a macro or a part of the template wrote it.
    `calls` are functions of ours with the words that they were given.
    """

    site: Site
    text: str
    read: tuple[str, ...]
    conditions: tuple[Condition, ...]
    calls: tuple[tuple[str, tuple[str, ...]], ...] = ()
    inside: tuple[TracedPiece, ...] = ()


@dataclass
class _Open:
    """What is being written: pieces so far, calls so far, and what was looked at inside of pieces."""

    pieces: list[TracedPiece] = field(default_factory=list)
    calls: dict[tuple[str, tuple[str, ...]], None] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)


class Trace:
    """What templates wrote, in order, with the answers that were asked for, by the note of the plan's answers."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.sites: list[Site] = []
        self._known: dict[int, Condition] = {}
        self._names: dict[tuple[str, str], tuple[str, ...]] = {}
        self._open = [_Open()]

    def take(self) -> tuple[TracedPiece, ...]:
        """What was written since this was last asked."""
        pieces, self._open = tuple(self._open[0].pieces), [_Open()]
        return pieces

    def called(self, name: str, given: tuple[Any, ...]) -> None:
        """Note that a function was called."""
        self._open[-1].calls[name, tuple(str(one) for one in given if isinstance(one, str))] = None

    def opened(self) -> None:
        """Something begins."""
        self._open.append(_Open())
        self.note.begin()

    def wrote(self, site: Site, text: str | None) -> None:
        """What began is written; without a text it is what its pieces come to."""
        found, read = self._closed(site)
        text = "".join(piece.text for piece in found.pieces) if text is None else text
        under = tuple(self._known[one] for one in site.under if one in self._known)
        piece = TracedPiece(site, text, read, under, tuple(found.calls), tuple(found.pieces))
        self._open[-1].pieces.append(piece)

    def decided(self, number: int, value: object) -> None:
        """A condition, or what a loop goes through, was worked out."""
        site = self.sites[number]
        _, read = self._closed(site)
        self._known[number] = Condition(site, read, _holds(value))

    def named(self, site: Site, name: str) -> None:
        """What began has a name from now on; it is written where the name is."""
        self._names[site.file, name] = self._closed(site)[1]

    def _closed(self, site: Site) -> tuple[_Open, tuple[str, ...]]:
        looked = answers_in(self.note.end())
        found = self._open.pop()
        self._open[-1].read |= set(looked)
        own = [key for key in looked if key not in found.read]
        for name in site.names:
            own += self._names.get((site.file, name), ())
        return found, tuple(dict.fromkeys(own))

    def loops(self, number: int, name: str) -> None:
        """What a loop goes through has a name in each round."""
        self._names[self.sites[number].file, name] = self._known[number].read


def _holds(value: object) -> bool:
    try:
        return bool(value)
    except Exception:  # noqa: BLE001 - a value without a truth; the template will say so itself
        return True


class TracingSandbox(Sandbox):
    """The sandbox for templates, with a trace of what they write."""

    def __init__(self, trace: Trace, **options: Any) -> None:
        super().__init__(**options)
        self.trace = trace
        self.filters.update({name: getattr(self, f"_{name.removesuffix('_')}") for name in TRACING})
        self._names: dict[int, str] = {}

    def call(self, context: Context, function: Any, /, *given: Any, **named: Any) -> Any:
        """Call a function or a macro, and note it where it is one of ours."""
        if not self._names:
            self._names = {id(value): name for name, value in self.globals.items() if callable(value)}
        if name := self._names.get(id(function)):
            self.trace.called(name, given)
        return super().call(context, function, *given, **named)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(_Tracing(self, name or "").visit(source), name, filename, defer_init)

    # Filters that see the context are not worked out while a template is compiled.

    @pass_context
    def _opened(self, _: Context, value: Any) -> Any:
        self.trace.opened()
        return value

    @pass_context
    def _wrote(self, _: Context, value: list[Any], number: int) -> str:
        assert self.finalize is not None
        text = str(self.finalize(value[1]))
        self.trace.wrote(self.trace.sites[number], text)
        return text

    @pass_context
    def _put(self, _: Context, value: Any, number: int) -> Any:
        self.trace.wrote(self.trace.sites[number], None)
        return value

    @pass_context
    def _decided(self, _: Context, value: list[Any], number: int, name: str = "") -> Any:
        self.trace.decided(number, value[1])
        if name:
            self.trace.loops(number, name)
        return value[1]

    @pass_context
    def _named(self, _: Context, value: Any, number: int, name: str) -> Any:
        self.trace.named(self.trace.sites[number], name)
        return value[1] if isinstance(value, list) else value


class _Tracing(NodeTransformer):
    """Writes the notes into a template before it is compiled."""

    def __init__(self, environment: TracingSandbox, file: str) -> None:
        self.environment, self.file = environment, file
        self.under: tuple[int, ...] = ()

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """Text and values."""
        found: list[nodes.Expr] = []
        for child in node.nodes:
            if not isinstance(child, nodes.TemplateData):
                found.append(self._noted(child, "wrote_", self._site(child)))
                continue
            for place, line in enumerate(child.data.splitlines(keepends=True)):
                said = nodes.Const(line, lineno=child.lineno + place)
                found.append(self._noted(said, "wrote_", self._site(said)))
        node.nodes = found
        return node

    def visit_If(self, node: nodes.If) -> nodes.Node:  # noqa: N802
        """A condition, and what stands under it."""
        outer, numbers = self.under, []
        branches = [node, *node.elif_]
        for branch in branches:
            number = self._site(branch.test)
            branch.test = self._noted(branch.test, "decided_", number)
            numbers.append(number)
            self.under = (*outer, *numbers)
            branch.body = self._visited(branch.body)
        self.under = (*outer, *numbers)
        node.else_ = self._visited(node.else_)
        self.under = outer
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """A loop, and what stands in it."""
        outer, number = self.under, self._site(node.iter)
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        node.iter = self._noted(node.iter, "decided_", number, name)
        self.under = (*outer, number)
        node.body, node.else_ = self._visited(node.body), self._visited(node.else_)
        self.under = outer
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        """A macro: what it writes stands under its own conditions, and under those of whoever calls it."""
        self._apart(node)
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> list[nodes.Node]:  # noqa: N802
        """A call with a text of its own."""
        number = self._site(node.call, node.lineno)
        self._apart(node)
        return [self._mark("opened_", node), node, self._mark("put_", node, number)]

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:  # noqa: N802
        """Another file in this place."""
        number = self._site(node)
        return [self._mark("opened_", node), node, self._mark("put_", node, number)]

    def visit_FromImport(self, node: nodes.FromImport) -> list[nodes.Node]:  # noqa: N802
        """Macros of another file; what else it writes goes nowhere."""
        return [self._mark("opened_", node), node, self._mark("named_", node, self._site(node), "")]

    visit_Import = visit_FromImport  # noqa: N815

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:  # noqa: N802
        """A value with a name."""
        if isinstance(node.target, nodes.Name):
            node.node = self._noted(node.node, "named_", self._site(node.node), node.target.name)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:  # noqa: N802
        """A text with a name."""
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        number = self._site(node)
        opened, closed = self._mark("opened_", node), self._mark("named_", node, number, name)
        node.body = [opened, *self._visited(node.body), closed]
        return node

    def _apart(self, node: nodes.Macro | nodes.CallBlock) -> None:
        outer, self.under = self.under, ()
        node.body = self._visited(node.body)
        self.under = outer

    def _visited(self, body: list[nodes.Node]) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        for node in body:
            made = self.visit(node)
            found += made if isinstance(made, list) else [made]
        return found

    def _site(self, node: nodes.Node, line: int = 0) -> int:
        used = [found.name for found in node.find_all(nodes.Name) if found.ctx == "load"]
        used += [node.name] if isinstance(node, nodes.Name) else []
        names = tuple(dict.fromkeys(used))
        self.environment.trace.sites.append(Site(self.file, line or node.lineno, names, self.under))
        return len(self.environment.trace.sites) - 1

    def _noted(self, node: nodes.Node, filter_: str, number: int, *more: str) -> nodes.Filter:
        begin = self._filter(nodes.Const(""), "opened_", node.lineno)
        assert isinstance(node, nodes.Expr)
        return self._filter(nodes.List([begin, node]), filter_, node.lineno, number, *more)

    def _mark(self, filter_: str, node: nodes.Node, *given: object) -> nodes.Output:
        return nodes.Output([self._filter(nodes.Const(""), filter_, node.lineno, *given)], lineno=node.lineno)

    def _filter(self, node: nodes.Expr, name: str, line: int, *given: object) -> nodes.Filter:
        made = nodes.Filter(node, name, [nodes.Const(one) for one in given], [], None, None)
        made.set_lineno(line)
        made.set_environment(self.environment)
        return made
