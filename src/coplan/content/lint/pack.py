"""Judges a pack: what is broken, and what no document uses. Lines come from the files themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from coplan.content.answers.assumptions import assumption_faults
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import KINDS, read_value
from coplan.content.document import Document
from coplan.content.language.expressions import sound_expression
from coplan.content.language.references import (
    Reference,
    expression_references,
    names_in,
    references,
    template_references,
)
from coplan.content.lint.documents import document_faults
from coplan.content.lint.item_places import fields, line_of, places
from coplan.content.lint.law import law_faults
from coplan.content.lint.names_used import KnownNames
from coplan.content.lint.paper import NOBODY_SEES, ONLY_LISTED, listed_steps, read_on_paper, unread, unused_faults
from coplan.content.lint.room import room_faults
from coplan.content.lint.timeline import timeline_faults
from coplan.content.lint.typing_slips import syntax_words
from coplan.content.model import Pack
from coplan.content.questions import Column, Question
from coplan.errors import Problem, did_you_mean
from coplan.problems import Problems
from coplan.yaml.nodes import Node


@dataclass(frozen=True)
class Lint:
    """What a pack check found: problems that must be mended, and notes that are good to know."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def lint_pack(
    pack: Pack,
    files: Mapping[str, str | Node],
    used: Collection[str] = (),
    heads: Mapping[str, Node] | None = None,
) -> Lint:
    """Check a loaded pack against its files, as text or as nodes, by name.

    `used` has what rules and figures read, `heads` the front matter of templates, for the lines of its fields.
    """
    linter = _Linter(pack, files)
    for name, head in (heads or {}).items():
        linter.places |= {f"{name} {field}": (name, line_of(node)) for field, node in fields(head)}
    linter.read = frozenset(used)
    linter.run()
    return Lint(tuple(linter.problems.found), tuple(linter.problems.notes))


class _Linter:
    def __init__(self, pack: Pack, files: Mapping[str, str | Node]) -> None:
        self.pack = pack
        self.problems = Problems()
        self.names_known = KnownNames(pack)
        self.read: frozenset[str] = frozenset()
        self.places = dict(places(files))

    def run(self) -> None:
        seen: dict[str, int] = {}
        for question in self.pack_questions():
            seen[question.key] = seen.get(question.key, 0) + 1
            self.question(question)
        for key, times in seen.items():
            if times > 1:
                self.bad(key, "there are two questions with this key.", "Rename one.")
        for name, fact in self.pack.facts.items():
            self.expression(f"facts.{name}", "is", fact.expression)
        for name, party in self.pack.parties.items():
            self.expression(f"party.{name}", "is", party.expression)
            if party.doubt:
                self.expression(f"party.{name}", "unsure", party.doubt)
            if bool(party.doubt) != bool(party.where):
                self.bad(f"party.{name}", "`unsure:` and `where:` go together.", "Say where its law binds.")
        for fault in (*law_faults(self.pack), *timeline_faults(self.pack)):
            self.bad(*fault)
        for task in self.pack.timeline.tasks:
            for field, text in (("when", task.when), ("dates", task.dates)):
                if text:
                    self.expression(f"timeline.{task.key}", field, text)
        for fault in assumption_faults(self.pack):
            self.bad(*fault)
        for document in self.pack.documents:
            self.document(document)
        for name, text in self.pack.parts.items():
            self.template(f"templates/{name}", text, 1, ())
        self.cycles()
        for fault in room_faults(self.pack):
            self.bad(*fault)
        read = self.read | read_on_paper(self.pack)
        for fault in unused_faults(self.pack, read):
            self.bad(*fault)
        listed = listed_steps(self.pack)
        for key in unread(self.pack, read):
            self.note(key, ONLY_LISTED if key.partition(".")[0] in listed else NOBODY_SEES)

    def pack_questions(self) -> Iterator[Question]:
        return (question for step in self.pack.steps for question in step.questions)

    def bad(self, key: str, what: str, fix: str = "", field: str = "") -> None:
        """A problem with an item, at the line of the field where that is known."""
        file, line = self.places.get(f"{key} {field}") or self.places.get(key, ("checklists", 0))
        key = "" if key == file else key
        self.problems.bad(line, key, what, fix, file)

    def note(self, key: str, what: str) -> None:
        file, line = self.places.get(key, ("checklists", 0))
        self.problems.note(line, key, what, file=file)

    def question(self, question: Question) -> None:
        for name in ("label", "ask", "help", "why"):
            if not getattr(question, name).strip():
                self.bad(question.key, f"`{name}:` is empty.")
        if not question.source:
            self.bad(question.key, "there is no source.", "Name one of checklists/sources.yaml.")
        for source in question.source:
            if source not in self.pack.sources:
                self.bad(question.key, f"the source `{source}` is unknown.", did_you_mean(source, self.pack.sources))
        if len(question.ask) > 120:
            self.bad(question.key, f"the question has {len(question.ask)} characters; 120 fit on a projector.")
        if any(mark in question.label for mark in "[]*") or question.label.endswith("."):
            self.bad(question.key, "the label is a short noun phrase, without brackets, asterisks or full stop.")
        self.kind(question.key, question)
        if question.kind == "records":
            self.records(question)
        for name in ("when", "default"):
            text = getattr(question, name)
            if text:
                self.expression(question.key, name, text)
        self.example(question)

    def kind(self, key: str, spec: Question | Column) -> None:
        if spec.kind not in KINDS:
            hint = did_you_mean(spec.kind, KINDS) or f"Kinds are: {', '.join(KINDS)}."
            self.bad(key, f"there is no kind `{spec.kind}`.", hint, "kind" if key == spec.key else "")
            return
        if spec.kind in ("choice", "choices") and len(spec.choices) < (1 if spec.other else 2):
            self.bad(key, "a choice needs at least two choices.")
        if spec.choices and spec.kind not in ("choice", "choices"):
            self.bad(key, f"`choices:` do not go with the kind {spec.kind}.")
        for choice in spec.choices:
            if choice.clause.endswith("."):
                self.bad(key, f"the clause of `{choice.key}` goes into a sentence; it has no full stop.")
        keys = [name for choice in spec.choices for name in (choice.key, *choice.was)]
        for name in sorted({name for name in keys if keys.count(name) > 1}):
            self.bad(key, f"the choice `{name}` stands twice.")

    def records(self, question: Question) -> None:
        if not question.columns or not question.row:
            self.bad(question.key, "records need `columns:` and `row:` (what one row is: a position).")
        for column in question.columns:
            if column.kind in ("records", "list", "paragraph"):
                self.bad(question.key, f"the column `{column.key}` cannot be of kind {column.kind}.")
            if column.key in ("id", "cells", "plain"):
                self.bad(question.key, f"a column cannot be called `{column.key}`; rows have their own.")
            self.kind(question.key, column)
        names = [name for column in question.columns for name in (column.key, *column.was)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.bad(question.key, f"the column `{name}` stands twice.")

    def example(self, question: Question) -> None:
        kinds = {question.kind, *(column.kind for column in question.columns)}
        if question.example in ("", None) or not kinds <= set(KINDS):
            return
        data = question.example
        if question.kind == "records" and isinstance(data, dict):
            data = [data]
        try:
            read_value(data, question)  # type: ignore[arg-type]
        except NotAnAnswer as error:
            self.bad(question.key, f"the example is not a valid answer: {error}")

    def document(self, document: Document) -> None:
        name = f"templates/{document.id}.md.j2"
        if document.when:
            self.expression(name, "when", document.when)
        names = [name for other in self.pack.documents for name in other.names]
        for old in sorted({old for old in document.was if names.count(old) > 1}):
            self.bad(name, f"`was: [{old}]`: another document has this name, or had it.")
        if document.step not in {step.id for step in self.pack.steps}:
            steps = [step.id for step in self.pack.steps]
            hint = did_you_mean(document.step.lower(), steps) or f"Steps are: {', '.join(steps)}."
            self.bad(name, f"there is no step `{document.step}`.", hint, "step")
        for topic in document.law:
            if topic not in self.pack.topics:
                self.bad(name, f"the law topic `{topic}` is unknown.", did_you_mean(topic, self.pack.topics))
        for fault in document_faults(document, self.pack):
            self.bad(name, *fault)
        rows = {document.for_.as_: document.for_.rows} if document.for_ else {}
        if document.for_ and document.for_.when:
            self.expression(name, "for", document.for_.when, rows)
        if document.heading:
            self.template(name, document.heading, 2, (), rows)
        self.template(name, document.body, document.first_line, document.law, rows)

    def template(
        self, name: str, text: str, first_line: int, law: tuple[str, ...], rows: Mapping[str, str] | None = None
    ) -> None:
        try:
            found = template_references(text, tuple((rows or {}).items()))
        except TemplateSyntaxError as error:
            self.problems.bad(error.lineno + first_line - 1, "", *syntax_words(error, text), name)
            return
        for reference in found:
            if reference.kind == "name" and reference.name.partition(".")[0] in ("loop", "document"):
                continue
            if reference.kind == "loop":
                if reference.name in self.pack.questions:
                    what = f"the loop over `{reference.name}` needs an `else` that prints its hole."
                    self.problems.bad(reference.line + first_line - 1, "", what, file=name)
                continue
            self.refer(name, reference, first_line)
            if reference.kind == "topic" and law and reference.name not in law:
                line = reference.line + first_line - 1
                what = f"cites `{reference.name}`, which its front matter does not list under `law:`."
                self.problems.bad(line, "", what, file=name)

    def expression(self, key: str, field: str, text: str, rows: Mapping[str, str] | None = None) -> None:
        tree = self.parse(key, field, text)
        if tree is None:
            return
        known = [*(step.id for step in self.pack.steps), "facts", *(rows or {})]
        for name in sorted({node.name for node in tree.find_all(nodes.Name)} - set(known)):
            if question := self.choice_of(name, tree):
                what = f"`{field}: {text}`: `{name}` is a choice of {question}."
                self.bad(key, what, f"Write it in straight quotes: '{name}'.", field)
                continue
            hint = did_you_mean(name, known) or f"Steps are: {', '.join(step.id for step in self.pack.steps)}."
            self.bad(key, f"`{field}: {text}`: there is no step `{name}`.", hint, field)
        for reference in references(tree, rows):
            message = self.names_known.broken(reference)
            if message:
                self.bad(key, f"`{field}: {text}`: {message}", "", field)

    def parse(self, key: str, field: str, text: str) -> nodes.Template | None:
        try:
            return sound_expression(text)
        except TemplateSyntaxError as error:
            what, fix = syntax_words(error, text)
            self.bad(key, f"`{field}: {text}` is not an expression: {what}", fix, field)
            return None

    def choice_of(self, name: str, tree: nodes.Template) -> str:
        """The question that an expression names and that has this choice; empty if none has."""
        named = [reference.name for reference in references(tree) if reference.kind == "name"]
        asked = [self.pack.questions[key] for key in named if key in self.pack.questions]
        return next((one.key for one in asked if name in [choice.key for choice in one.choices]), "")

    def refer(self, name: str, reference: Reference, first_line: int) -> None:
        message = self.names_known.broken(reference)
        if message:
            self.problems.bad(reference.line + first_line - 1, "", message, file=name)

    def cycles(self) -> None:
        """Conditions that depend on themselves, directly or through facts and other conditions."""
        depends = {question.key: self.names(question.when) for question in self.pack}
        depends |= {f"facts.{name}": self.names(fact.expression) for name, fact in self.pack.facts.items()}
        for key in depends:
            if key in _reachable(key, depends):
                self.bad(key, "this condition depends on itself through other conditions or facts.")

    def names(self, text: str) -> set[str]:
        try:
            return set(names_in(expression_references(text))) if text else set()
        except TemplateSyntaxError:
            return set()


def _reachable(start: str, depends: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(depends.get(start, ()))
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += depends.get(key, ())
    return found
