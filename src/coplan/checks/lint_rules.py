"""Judges the rules of a pack: what is broken in them, with the line where it stands."""

from __future__ import annotations

import inspect
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes

from coplan.checks.functions.rule_functions import PLAIN
from coplan.checks.rule_language import ENVIRONMENT
from coplan.checks.rule_names import OPEN_COLUMNS, OVER_ROWS, PLAN_NAMES
from coplan.content.language.expressions import sound_expression
from coplan.content.language.references import references, row_expressions
from coplan.content.lint.names_used import KnownNames
from coplan.content.model import Pack
from coplan.content.questions import Column
from coplan.content.rules import Limit, Rule
from coplan.errors import Problem, did_you_mean
from coplan.figures.registry import TOPICS, named
from coplan.problems import Problems
from coplan.yaml.nodes import Node, read_nodes

WHOLE_PLAN = "plan"


@dataclass(frozen=True)
class RuleLint:
    """What is broken in the rules, and the questions that they use."""

    problems: tuple[Problem, ...]
    used: frozenset[str]


def lint_rules(pack: Pack, files: Mapping[str, str | Node]) -> RuleLint:
    """Check the rules of a loaded pack against its files, as text or as nodes, by name."""
    places = rule_places(files)
    problems = Problems()
    known = KnownNames(pack)
    seen: set[str] = set()
    for rule in pack.rules:
        linter = _RuleLinter(pack, known, problems, rule, *places[rule.id][-1])
        if rule.id in seen:
            linter.bad("id", "there are two rules with this id.", "Rename one.")
        seen.add(rule.id)
        linter.run()
    return RuleLint(tuple(problems.found), frozenset(known.used))


def rule_places(files: Mapping[str, str | Node]) -> Mapping[str, list[tuple[str, Node]]]:
    """File and node of each rule by its id; more than one where an id stands twice."""
    found: dict[str, list[tuple[str, Node]]] = {}
    for name in sorted(name for name in files if name.startswith("checklists/rules/")):
        file = files[name]
        root = read_nodes(file, name) if isinstance(file, str) else file
        for node in root.find(("rules",)).value:
            assert isinstance(node, Node)
            found.setdefault(str(node.find(("id",)).value), []).append((node.file, node))
    return found


class _RuleLinter:
    def __init__(self, pack: Pack, known: KnownNames, problems: Problems, rule: Rule, file: str, node: Node) -> None:
        self.pack, self.known, self.rule, self.file, self.node = pack, known, rule, file, node
        self.problems = problems
        self.named: set[str] = set()
        self.given = {*(step.id for step in pack.steps), *PLAN_NAMES, *PLAIN}

    def bad(self, path: str, what: str, fix: str = "") -> None:
        place = self.node.find(tuple(path.split(".")) if path else ())
        self.problems.bad(place, self.rule.id, what, fix, self.file)

    def run(self) -> None:
        rule = self.rule
        self.head()
        self.sources("source", rule.source, ours=rule.ours)
        for name, limit in rule.limits.items():
            self.limit(name, limit)
        names = self.given | set(rule.limits)
        self.expression("when", rule.when, names)
        for name, text in rule.let.items():
            self.own_name(f"let.{name}", name, {*self.given, *rule.limits})
            self.expression(f"let.{name}", text, names)
            names.add(name)
        self.expression("expect", rule.expect, names)
        for field in ("message", "why", "fix"):
            self.sentence(field, getattr(rule, field), names)
        for name in rule.limits:
            if name not in self.named:
                self.bad(f"limits.{name}", f"the rule does not use its limit `{name}`.")

    def head(self) -> None:
        step, _, name = self.rule.id.partition(".")
        steps = [WHOLE_PLAN, *(found.id for found in self.pack.steps)]
        if step not in steps or not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            what = "an id is a step (or `plan`), a point, and small letters: `design.lone_response`."
            self.bad("id", what, did_you_mean(step, steps))
        if not self.rule.questions:
            self.bad("", "`questions:` is empty: name the answers that it concerns.")
        for key in self.rule.questions:
            if key in self.pack.questions:
                self.known.used.add(key)
            else:
                self.bad("questions", f"there is no question `{key}`.", did_you_mean(key, self.pack.questions))

    def sources(self, path: str, keys: Collection[str], *, ours: bool) -> None:
        for key in keys:
            if key not in self.pack.sources:
                self.bad(path, f"the source `{key}` is unknown.", did_you_mean(key, self.pack.sources))
        if not keys and not ours:
            self.bad(path, "there is no source.", "Name one of checklists/sources.yaml, or say `ours: true`.")

    def limit(self, name: str, limit: Limit) -> None:
        self.own_name(f"limits.{name}", name, self.given)
        self.sources(f"limits.{name}", limit.source or self.rule.source, ours=limit.ours)
        try:
            Decimal(limit.value)
        except InvalidOperation:
            self.bad(f"limits.{name}", f"`{limit.value}` is not a number.")

    def own_name(self, path: str, name: str, taken: Collection[str]) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*[a-z0-9]|[a-z]", name):
            self.bad(path, f"`{name}` is no name: use small letters, figures and _.")
        if name in taken:
            self.bad(path, f"`{name}` means something else already.", "Choose another name.")

    def expression(self, path: str, text: str, names: Collection[str], columns: Collection[str] = ()) -> None:
        try:
            tree = sound_expression(text)
        except TemplateSyntaxError as error:
            self.bad(path, f"`{text}` is not an expression: {str(error.message).rstrip('.')}.")
            return
        self.tree(path, tree, {*names, *columns})

    def sentence(self, field: str, text: str, names: Collection[str]) -> None:
        if not text.strip():
            self.bad(field, f"`{field}:` is empty.")
            return
        try:
            self.tree(field, _sound_sentence(text), names)
        except TemplateSyntaxError as error:
            self.bad(field, f"`{field}:` cannot be read: {str(error.message).rstrip('.')}.")

    def tree(self, path: str, tree: nodes.Node, names: Collection[str]) -> None:
        used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
        stored = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        self.named |= used
        for name in sorted(used - set(names) - stored):
            self.bad(path, f"there is nothing called `{name}`.", did_you_mean(name, names))
        for reference in references(tree):
            if reference.kind == "name" and reference.name.startswith("figures."):
                continue
            if message := self.known.broken(reference):
                self.bad(path, message)
        for fault in (*_calls(tree), *self.figures(tree)):
            self.bad(path, fault)
        for key, text in row_expressions(tree, OVER_ROWS):
            question = self.pack.questions.get(key)
            columns = question.columns if question else self.columns_anywhere()
            own = {column.key for column in columns}
            self.expression(path, text, names, own if question else own | OPEN_COLUMNS.keys())

    def columns_anywhere(self) -> list[Column]:
        """Rows that went through a name of the rule may be of any question that the rule names."""
        return [
            column
            for key in self.rule.questions
            if key in self.pack.questions
            for column in self.pack.questions[key].columns
        ]

    def figures(self, tree: nodes.Node) -> Iterator[str]:
        for node in tree.find_all(nodes.Getattr):
            topic, _, name = _dotted(node).removeprefix("figures.").partition(".")
            if not _dotted(node).startswith("figures."):
                continue
            if topic not in TOPICS:
                yield f"there are no figures `{topic}`. {did_you_mean(topic, TOPICS)}".rstrip()
            elif name and name not in (known := named(topic)):
                yield f"`figures.{topic}` has no `{name}`. {did_you_mean(name, known)}".rstrip()


@lru_cache(maxsize=4096)
def _sound_sentence(text: str) -> nodes.Template:
    """A message of a rule, parsed; compiled as well where parsing alone would let a fault pass."""
    tree = ENVIRONMENT.parse(text)
    if not ENVIRONMENT.surely_compiles(tree):
        ENVIRONMENT.compile(text)
    return tree


def _dotted(node: nodes.Node) -> str:
    """`figures.staffing.needed` for an attribute of an attribute of a name."""
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def _calls(tree: nodes.Node) -> Iterator[str]:
    for call in tree.find_all(nodes.Call):
        if not isinstance(call.node, nodes.Name) or call.node.name not in PLAIN:
            continue
        signature = inspect.signature(PLAIN[call.node.name])
        if len(call.args) != len(signature.parameters) or call.kwargs:
            wanted = ", ".join(signature.parameters)
            yield f"`{call.node.name}` is called with {len(call.args)} values; it takes ({wanted})."
