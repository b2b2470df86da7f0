"""Turns the text of a plan into a plan, and reports everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.moments import read_iso_day
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.errors import BadInput, Problem, did_you_mean
from coplan.letters import unseen_in, unseen_words
from coplan.plan.model import FORMAT, STATES, OpenItem, OwnValue, Plan, Side, is_state
from coplan.plan.read.checks import ChecksReader
from coplan.plan.read.drafts import DraftsReader
from coplan.problems import Problems
from coplan.yaml.nodes import Node, hidden_by_comments, read_nodes

TOP = ("coplan", "answers", "open", "suggested", "set_aside", "drafts", "accepted", "limits", "assumptions")
FIELDS = ("state", "owner", "due", "note", "said")
Last: TypeAlias = Callable[[], Mapping[str, Any]]  # what was last answered, as plain data, by question


IN_QUOTES = "If it belongs to the answer, put the whole text in quotes; if not, write a space behind the #."


@dataclass(frozen=True)
class ReadPlan:
    """A plan, and notes about what stands in its file that the checklist does not know (and that is kept)."""

    plan: Plan
    notes: tuple[Problem, ...]


def read_plan(text: str, pack: Pack, file: str = "plan.yaml", last: Last = dict) -> ReadPlan:
    """Read a plan. Raises BadInput with all problems if anything in it cannot be used.

    What stands there as it was `last` answered, and is no answer by today's checklist, is a note and no problem.
    """
    root = read_nodes(text, file)
    reading = read_root(root, pack, file, last)
    hidden = [
        Problem(file, node.line, key, f"`{words}` is a comment in YAML, and no part of the answer.", IN_QUOTES)
        for key, node, words in hidden_by_comments(root, text)
    ]
    return replace(reading, notes=(*reading.notes, *hidden)) if hidden else reading


def read_root(root: Node, pack: Pack, file: str, last: Last = dict) -> ReadPlan:
    """Read a plan whose text is parsed already; see read_plan."""
    reader = _Reader(pack, file, root, last)
    plan = reader.read()
    if reader.problems.found:
        raise BadInput(sorted(reader.problems.found, key=lambda problem: problem.line))
    return ReadPlan(plan, tuple(reader.problems.notes))


def left_out(notes: Iterable[Problem]) -> tuple[Problem, ...]:
    """Notes on a file whose answers go into another one: what the checklist does not know stays behind."""
    kept = re.compile("is kept(?: as it is)?[.]$")
    return tuple(replace(note, what=kept.sub("is left out.", note.what)) for note in notes)


class _Reader:
    def __init__(self, pack: Pack, file: str, root: Node, last: Last) -> None:
        self.pack, self.file, self.root, self.last = pack, file, root, last
        self.problems = Problems(file)
        self.renamed: dict[str, str] = {}
        self.outdated: set[str] = set()

    def read(self) -> Plan:
        self.version()
        for key, node in self.mapping(self.root, ()):
            if key not in TOP:
                fix = _closest(key, TOP) or self.section_hint(key)
                self.problems.note(node, key, "coplan does not know this key; it is kept as it is.", fix)
        answers = self.answers()
        items = self.open_items()
        known = [key for key in self.keys("suggested") if key in answers]
        aside = tuple(self.keys("set_aside"))
        checks = ChecksReader(self.pack, self.problems)
        accepted = checks.accepted(dict(self.mapping(self.root, ("accepted",))))
        limits = checks.limits(dict(self.mapping(self.root, ("limits",))))
        drafts = DraftsReader(self.problems)
        settings = drafts.read(dict(self.mapping(self.root, ("drafts",))))
        return Plan(
            *(answers, items, frozenset(known), aside, self.renamed),
            accepted=accepted,
            limits=limits,
            assumptions=self.assumptions(),
            drafts=settings,
            outdated=frozenset(self.outdated),
        )

    def section_hint(self, key: str) -> str:
        sections = [step.id for step in self.pack.steps]
        if key in self.pack.questions:
            section, _, name = key.partition(".")
            return f"Answers stand under `answers:`, then `{section}:`, then `{name}:`."
        return f"Answers stand under `answers:`, then `{key}:`." if key in sections else ""

    def version(self) -> None:
        node = self.root.find(("coplan",))
        if node is self.root:
            return
        if not isinstance(node.value, str) or not re.fullmatch("[0-9]{1,6}", node.value):
            self.problems.bad(node, "coplan", f"this must be the version of the format, {FORMAT}.")
        elif int(node.value) > FORMAT:
            what = f"this plan has format {node.value}; this coplan reads up to {FORMAT}. Nothing was changed."
            problem = Problem(self.file, node.line, "coplan", what, "Update coplan.")
            raise BadInput([problem])  # what else stands there is for a newer coplan to judge

    def mapping(self, node: Node, path: tuple[str, ...]) -> Iterable[tuple[str, Node]]:
        found = node.find(path)
        if path and (found is node or found.value == ""):
            return ()
        if not isinstance(found.value, dict):
            self.problems.bad(found, ".".join(path), "expected keys and values here.")
            return ()
        return found.value.items()

    def keys(self, name: str) -> list[str]:
        node = self.root.find((name,))
        if node is self.root or not isinstance(node.value, list):
            return []
        return [self.pack.renamed.get(str(item.value), str(item.value)) for item in node.value]

    def question(self, key: str, node: Node) -> Question | None:
        """The question with this key, following renames; a note and None if there is none."""
        today = self.pack.renamed.get(key, key) if key not in self.pack.questions else key
        if today != key and today in self.pack.questions:
            self.renamed[today] = key
        found = self.pack.questions.get(today)
        if found is None:
            fix = _closest(key, self.pack.questions)
            self.problems.note(node, key, "the checklist has no such question; the answer is kept.", fix)
        return found

    def answers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for section, node in self.mapping(self.root, ("answers",)):
            if section not in {step.id for step in self.pack.steps} and not isinstance(node.value, dict):
                self.problems.note(node, section, "there is no such step; it is kept.", self.step_hint(section))
                continue
            for name, answer in self.mapping(self.root, ("answers", section)):
                question = self.question(f"{section}.{name}", answer)
                if question is not None and answer.value not in ("", [], {}):
                    self.read_answer(question, answer, found)
        return found

    def step_hint(self, section: str) -> str:
        return _closest(section, [step.id for step in self.pack.steps])

    def read_answer(self, question: Question, node: Node, found: dict[str, Any]) -> None:
        if question.key in found:
            self.problems.bad(node, question.key, "this is answered twice, once under its old name.", "Keep one.")
            return
        try:
            found[question.key] = read_value(node.data, question)
        except NotAnAnswer as error:
            if self.last().get(question.key) == node.data:
                self.outdated.add(question.key)
                fix = "The checklist has changed; the answer is kept, and does not count until you give another."
                self.problems.note(node, question.key, " ".join(words for _, words in error.faults), fix)
                return
            for path, words in error.faults:
                place = node.find(path)
                key = ".".join([question.key, *(_row(part) for part in path if part != "")])
                self.problems.bad(place, key, words)

    def assumptions(self) -> dict[str, OwnValue]:
        entries = dict(self.mapping(self.root, ("assumptions",)))
        if not entries:
            return {}
        from coplan.plan.read.assumptions import AssumptionReader

        return AssumptionReader(self.pack, self.problems).read(entries)

    def open_items(self) -> dict[str, OpenItem]:
        found: dict[str, OpenItem] = {}
        for key, node in self.mapping(self.root, ("open",)):
            question = self.question(key, node)
            if question is None:
                continue
            if not isinstance(node.value, dict):
                self.problems.bad(
                    node, f"open.{key}", "an open item needs `state:` and, where known, owner, due and note."
                )
                continue
            if question.key in found:
                self.problems.bad(node, f"open.{key}", "this is open twice, once under its old name.", "Keep one.")
                continue
            item = self.open_item(f"open.{key}", node, node.value)
            if item:
                found[question.key] = item
        return found

    def open_item(self, key: str, node: Node, fields: Mapping[str, Node]) -> OpenItem | None:
        for name, field in fields.items():
            if name not in FIELDS:
                fix = _closest(name, FIELDS) or f"Fields are {', '.join(FIELDS)}."
                self.problems.note(field, f"{key}.{name}", "an open item has no such field; it is kept.", fix)
        text = {name: field.value for name, field in fields.items() if isinstance(field.value, str)}
        for name, words in text.items():
            if found := unseen_in(words):  # written as an escape
                self.problems.bad(
                    fields[name], f"{key}.{name}", unseen_words(found[0]), "Delete it, or type this line again."
                )
        state, due = text.get("state", ""), None
        if not is_state(state):
            fix = _closest(state, STATES)
            what = f"`{state}` is not a state. States are {', '.join(STATES)}." if state else "`state:` is missing."
            self.problems.bad(fields.get("state", node), f"{key}.state", what, fix)
            return None
        if text.get("due"):
            try:
                due = read_iso_day(text["due"])
            except ValueError as error:
                self.problems.bad(fields["due"], f"{key}.due", str(error))
        said = self.sides(f"{key}.said", fields["said"]) if "said" in fields else ()
        return OpenItem(state, text.get("owner", ""), due, text.get("note", ""), said)

    def sides(self, key: str, node: Node) -> tuple[Side, ...]:
        """The answers between which a dispute is."""
        found = []
        for item in node.data if isinstance(node.data, list) else [node.data]:
            by = item.get("by") if isinstance(item, dict) else None
            if not isinstance(item, dict) or set(item) != {"by", "answer"} or not isinstance(by, str):
                self.problems.bad(
                    node, key, "each answer of a dispute needs `by:` and `answer:`.", "coplan writes these."
                )
                return ()
            found.append(Side(by, item["answer"]))
        return tuple(found)


def _row(part: str | int) -> str:
    return f"row {part + 1}" if isinstance(part, int) else part


def _closest(word: str, known: Iterable[str]) -> str:
    names = list(known)
    if hint := did_you_mean(word, names):
        return hint
    tail = word.rpartition(".")[2]  # the right name in the wrong step, or without one
    same = [name for name in names if name.rpartition(".")[2] == tail]
    return f"Did you mean `{same[0]}`?" if same else ""
