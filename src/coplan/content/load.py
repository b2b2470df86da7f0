"""Reads a pack from disk: YAML text into checked values, every problem reported with its line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from coplan import __version__
from coplan.content import cache
from coplan.content.assumptions import KINDS_OF_FIGURES, read_assumption
from coplan.content.folders import pack_files
from coplan.content.kinds import NotAnAnswer
from coplan.content.model import (
    Assumption,
    Clause,
    Column,
    Document,
    Fact,
    Law,
    Measure,
    Milestone,
    Pack,
    Question,
    Schedule,
    Source,
    Step,
    Task,
    Topic,
)
from coplan.content.rules import Rule
from coplan.content.yaml_nodes import Node, decode, read_nodes
from coplan.errors import BadInput, Problem

T = TypeVar("T")
Lent = TypeVar("Lent", Question, Column)
STEP_KEYS = {"step", "group", "questions", "title", "goal", "minutes", "room"}
NOT_STEPS = {"facts", "sources", "measures", "assumptions", "timeline"}


def load_pack(folders: tuple[Path, ...]) -> Pack:
    """Read the pack in these folders. Raises BadInput with every problem found.

    A pack that was read before and has not changed comes from a cache of checked values.
    """
    contents = {name: path.read_bytes() for name, path in pack_files(folders).items()}
    stamp = _stamp(contents)
    return cache.fetch(stamp) or cache.keep(read_pack(contents, stamp))


def read_pack(contents: Mapping[str, bytes], stamp: str = "") -> Pack:
    """Check the files of a pack, given by name, and return it. Raises BadInput with every problem found."""
    reading = _Reading()
    decoded = {name: reading.text(name, content) for name, content in contents.items()}
    texts = {name: text for name, text in decoded.items() if text is not None}
    steps: dict[str, Step] = {}
    found: dict[str, Any] = {
        "facts": {},
        "sources": {},
        "topics": {},
        "laws": {},
        "law_names": {},
        "clauses": {},
        "assumptions": {},
    }
    rules: list[Rule] = []
    parsed = {name: reading.nodes(name, text) for name, text in texts.items() if not name.endswith(".j2")}
    roots = {name: root for name, root in parsed.items() if root is not None}
    for name in sorted(roots, key=lambda name: _place(name, roots[name])):
        path, root = PurePosixPath(name), roots[name]
        if path.parent.name == "law":
            reading.law(name, root, found)
        elif path.parent.name == "rules":
            rules += reading.rules(name, root)
        elif path.stem == "facts":
            for key, node in reading.entries(name, root):
                found["facts"][key] = reading.fact(name, key, node)
        elif path.stem == "sources":
            found["sources"] = reading.table(name, root, Source)
        elif path.stem == "measures":
            found["measures"] = reading.listed(name, root, "measures", Measure)
        elif path.stem == "timeline":
            found["timeline"] = reading.timeline(name, root)
            found["assumptions"] |= {task.assumption.key: task.assumption for task in found["timeline"].tasks}
        elif path.stem == "assumptions":
            checked = {key: reading.assumption(name, key, node) for key, node in reading.entries(name, root)}
            found["assumptions"] |= {key: assumption for key, assumption in checked.items() if assumption}
        elif path.stem not in NOT_STEPS:
            reading.step(name, root, steps)
    steps = reading.lend_choices(steps)
    documents = [
        reading.document(name, text) for name, text in texts.items() if PurePosixPath(name).parent.name == "templates"
    ]
    parts = {name.removeprefix("templates/"): text for name, text in texts.items() if "/parts/" in name}
    if reading.problems:
        raise BadInput(reading.problems)
    found["documents"] = tuple(document for document in documents if document)
    return Pack(steps=tuple(steps.values()), rules=tuple(rules), parts=parts, stamp=stamp, **found)


def _place(name: str, root: Node) -> tuple[str, bool, str]:
    """Files in the order of their numbers; the one that introduces a step before its other parts."""
    stem = PurePosixPath(name).stem
    return stem.partition("-")[0], "title" not in root.value, stem


def _stamp(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for name, content in contents.items():
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()


class _Reading:
    """Collects problems while the files of a pack are read."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.adapters: dict[type, Any] = {}

    def text(self, name: str, content: bytes) -> str | None:
        try:
            return decode(content, name).replace("\r\n", "\n")
        except BadInput as error:
            self.problems += error.problems
            return None

    def nodes(self, name: str, text: str) -> Node | None:
        try:
            return read_nodes(text, name)
        except BadInput as error:
            self.problems += error.problems
            return None

    def entries(self, name: str, node: Node) -> Iterable[tuple[str, Node]]:
        if isinstance(node.value, dict):
            return node.value.items()
        self.bad(name, node, "expected keys and values here.")
        return []

    def bad(self, name: str, node: Node, what: str, key: str = "") -> None:
        self.problems.append(Problem(name, node.line, key, what))

    def check(self, name: str, node: Node, shape: type[T], **extra: Any) -> T | None:
        """Check one mapping against a dataclass; on a problem note it and return None."""
        from pydantic import TypeAdapter, ValidationError

        data = node.data
        if not isinstance(data, dict):
            self.bad(name, node, "expected keys and values here.")
            return None
        if shape not in self.adapters:  # building one takes longer than all its checks
            self.adapters[shape] = TypeAdapter(shape)
        try:
            checked: T = self.adapters[shape].validate_python(data | extra)
        except ValidationError as error:
            for fault in error.errors(include_url=False):
                place = node.find(fault["loc"])
                key = ".".join(str(part) for part in fault["loc"])
                words = _plain_words(fault["type"], fault["msg"])
                self.problems.append(Problem(name, place.line, key, words))
            return None
        return checked

    def table(self, name: str, root: Node, shape: type[T]) -> dict[str, T]:
        checked = {key: self.check(name, node, shape) for key, node in self.entries(name, root)}
        return {key: value for key, value in checked.items() if value is not None}

    def fact(self, name: str, key: str, node: Node) -> Fact | None:
        data = node.data
        if not isinstance(data, dict) or set(data) != {"label", "is"}:
            self.bad(name, node, "a fact needs `label:` and `is:`, and nothing else.", key)
            return None
        return Fact(str(data["label"]), " ".join(str(data["is"]).split()))

    def assumption(self, name: str, key: str, node: Node) -> Assumption | None:
        found = self.check(name, node, Assumption, key=key)
        if found is None:
            return None
        try:
            read_assumption(found.value, found)
        except NotAnAnswer as error:
            self.bad(name, node.find(("value",)), str(error), f"{key}.value")
        except KeyError:
            self.bad(name, node.find(("kind",)), f"an assumption is of kind {', '.join(KINDS_OF_FIGURES)}.", key)
        return found

    def timeline(self, name: str, root: Node) -> Schedule:
        phases = {key: str(node.data) for key, node in self.entries(name, root.find(("phases",)))}
        tasks, milestones = self.listed(name, root, "tasks", Task), self.listed(name, root, "milestones", Milestone)
        return Schedule(phases, tasks, milestones)

    def listed(self, name: str, root: Node, key: str, shape: type[T]) -> tuple[T, ...]:
        node = root.find((key,))
        items = node.value if isinstance(node.value, list) else []
        checked = [self.check(name, item, shape) for item in items]
        return tuple(item for item in checked if item)

    def rules(self, name: str, root: Node) -> list[Rule]:
        node = root.find(("rules",))
        if set(root.value) != {"rules"} or not isinstance(node.value, list):
            self.bad(name, root, "a file of rules needs a list of `rules:`, and nothing else.")
            return []
        checked = [self.check(name, item, Rule) for item in node.value]
        return [rule for rule in checked if rule]

    def step(self, name: str, root: Node, steps: dict[str, Step]) -> None:
        data = root.data
        assert isinstance(data, dict)
        listed = root.find(("questions",))
        step_id = data.get("step")
        if not isinstance(step_id, str) or not isinstance(listed.value, list):
            self.bad(name, root, "a step file needs `step:` and a list of `questions:`.")
            return
        for key in data:
            if key not in STEP_KEYS:
                self.bad(name, root.find((key,)), "a step has no such key.", key)
        group = str(data.get("group", ""))
        checked = [self.check(name, node, Question, step=step_id, group=group) for node in listed.value]
        questions = tuple(question for question in checked if question)
        if step_id in steps:
            steps[step_id] = replace(steps[step_id], questions=steps[step_id].questions + questions)
            return
        head = self.head(name, root, data)
        steps[step_id] = Step(step_id, questions=questions, number=len(steps), **head)

    def lend_choices(self, steps: Mapping[str, Step]) -> dict[str, Step]:
        """Give each question and column with `choices_from:` the choices of the question that it names."""
        known = {question.key: question.choices for step in steps.values() for question in step.questions}

        def filled(spec: Lent, key: str) -> Lent:
            if not spec.choices_from:
                return spec
            if not known.get(spec.choices_from):
                what = f"`choices_from: {spec.choices_from}`: there is no such question with choices of its own."
                self.problems.append(Problem("checklists", 0, key, what))
            return replace(spec, choices=known.get(spec.choices_from, ()))

        def with_columns(question: Question) -> Question:
            columns = tuple(filled(column, f"{question.key}.{column.key}") for column in question.columns)
            return replace(filled(question, question.key), columns=columns)

        return {
            name: replace(step, questions=tuple(with_columns(question) for question in step.questions))
            for name, step in steps.items()
        }

    def head(self, name: str, root: Node, data: Mapping[str, Any]) -> dict[str, Any]:
        for key in ("title", "goal", "minutes", "room"):
            if not data.get(key):
                self.bad(name, root, f"the first file of a step says `{key}:`.")
        minutes, room = str(data.get("minutes", "0")), data.get("room", [])
        if not minutes.isdigit() or not isinstance(room, list):
            self.bad(name, root, "`minutes:` is a whole number and `room:` a list.")
            minutes, room = "0", []
        text = {key: " ".join(str(data.get(key, "")).split()) for key in ("title", "goal")}
        return text | {"minutes": int(minutes), "room": tuple(str(person) for person in room)}

    def law(self, name: str, root: Node, found: dict[str, Any]) -> None:
        if PurePosixPath(name).stem == "topics":
            found["topics"] |= self.table(name, root, Topic)
            return
        if PurePosixPath(name).stem == "clauses":
            found["clauses"] |= self.table(name, root, Clause)
            return
        data = root.data
        assert isinstance(data, dict)
        place = data.get("jurisdiction")
        if not isinstance(place, str) or not isinstance(data.get("topics"), dict):
            self.bad(name, root, "a law file needs `jurisdiction:`, `name:` and `topics:`.")
            return
        found["law_names"][place] = str(data.get("name", place))
        topics = {}
        for topic, node in self.entries(name, root.find(("topics",))):
            items = node.value if isinstance(node.value, list) else [node]
            checked = [self.check(name, item, Law) for item in items]
            topics[topic] = tuple(law for law in checked if law)
        found["laws"][place] = topics

    def document(self, name: str, text: str) -> Document | None:
        head, body, first_line = split_front_matter(text)
        node = self.nodes(name, "\n" + head)  # behind the line with the first rule
        if node is None:
            return None
        document_id = PurePosixPath(name).name.removesuffix(".md.j2")
        extra = {"id": document_id, "body": body, "first_line": first_line}
        return self.check(name, node, Document, **extra)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split a template into its YAML front matter, its body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].strip() == "---" and "---" in lines[1:]:
        end = lines.index("---", 1)
        return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2
    return "", text, 1


def _plain_words(kind: str, message: str) -> str:
    if kind == "tuple_type":
        return "this must be a list: [one, another]."
    if kind == "missing":
        return "this is missing."
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return "there is no such key."
    return message[0].lower() + message[1:] + "."
