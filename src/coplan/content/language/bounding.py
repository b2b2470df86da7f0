"""Writes the budget of the sandbox into a template before it is compiled."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

DEEPEST = 12  # loops in one another; Python itself ends at twenty
TOO_DEEP = "this is nested too deeply"


class Bounding(NodeTransformer):
    """Writes the budget into a template before it is compiled: loops say how far they go, `~` how much it makes."""

    def __init__(self, environment: Environment, name: str | None, filename: str | None) -> None:
        self.environment, self.name, self.filename = environment, name, filename
        self.line, self.depth = 1, 0

    def generic_visit(self, node: nodes.Node, *given: Any, **named: Any) -> nodes.Node:
        """Any other node."""
        self.line = node.lineno or self.line
        return super().generic_visit(node, *given, **named)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - the name that Jinja looks for
        """A loop."""
        if node.recursive:
            raise self._refused("a loop cannot be recursive here", node)
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._refused(TOO_DEEP, node)
        written = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        self.generic_visit(node)
        self.depth -= 1
        node.iter = self._filter(node.iter, "steps_", nodes.Const(1 + written // 20))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """`~`, which puts texts together."""
        self.generic_visit(node)
        return self._filter(nodes.List(node.nodes), "glue_")

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        """A list, which may hold others."""
        return self._made(node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        """Several values in one; or names of a loop, of which nothing is made."""
        return self._made(node) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        """Values by their names."""
        return self._made(node)

    def _made(self, node: nodes.Node) -> nodes.Node:
        self.generic_visit(node)
        flat = all(isinstance(item, nodes.Const) for item in node.iter_child_nodes())
        return node if flat else self._filter(node, "held_")

    def _filter(self, node: nodes.Node, name: str, *given: nodes.Node) -> nodes.Filter:
        made = nodes.Filter(node, name, list(given), [], None, None)
        made.set_lineno(self.line)
        made.set_environment(self.environment)
        return made

    def _refused(self, words: str, node: nodes.Node) -> TemplateSyntaxError:
        return TemplateSyntaxError(words, node.lineno, self.name, self.filename)
