"""Reads the other files of a pack: facts, assumptions, timeline, rules, law, and documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from coplan.content.answers.assumptions import KINDS_OF_FIGURES, read_assumption
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.document import Document
from coplan.content.knowledge import Assumption, Fact
from coplan.content.launch_work import LaunchWork, Milestone, Task
from coplan.content.pack.files import Template
from coplan.content.pack.reading import Reading
from coplan.content.provisions import Clause, Hold, Law, Party, Topic
from coplan.content.rules import Rule
from coplan.yaml.nodes import Node


def read_fact(reading: Reading, name: str, key: str, node: Node) -> Fact | None:
    """One fact."""
    data = node.data
    if not isinstance(data, dict) or set(data) != {"label", "is"}:
        reading.bad(name, node, "a fact needs `label:` and `is:`, and nothing else.", key)
        return None
    return Fact(str(data["label"]), " ".join(str(data["is"]).split()))


def read_one_assumption(reading: Reading, name: str, key: str, node: Node) -> Assumption | None:
    """One assumption, with its value checked against its kind."""
    found = reading.check(name, node, Assumption, key=key)
    if found is None:
        return None
    try:
        read_assumption(found.value, found)
    except NotAnAnswer as error:
        reading.bad(name, node.find(("value",)), str(error), f"{key}.value")
    except KeyError:
        reading.bad(name, node.find(("kind",)), f"an assumption is of kind {', '.join(KINDS_OF_FIGURES)}.", key)
    return found


def read_timeline(reading: Reading, name: str, root: Node) -> LaunchWork:
    """The work before the launch."""
    phases = {key: str(node.data) for key, node in reading.entries(name, root.find(("phases",)))}
    tasks, milestones = reading.listed(name, root, "tasks", Task), reading.listed(name, root, "milestones", Milestone)
    return LaunchWork(phases, tasks, milestones)


def read_rules(reading: Reading, name: str, root: Node) -> tuple[Rule, ...]:
    """The rules of one file."""
    node = root.find(("rules",))
    if set(root.value) != {"rules"} or not isinstance(node.value, list):
        reading.bad(name, root, "a file of rules needs a list of `rules:`, and nothing else.")
        return ()
    return reading.checked(name, node.value, Rule)


def read_law(reading: Reading, name: str, root: Node, found: dict[str, Any]) -> None:
    """Add the law of one file to what was found: topics, clauses, parties, or the provisions of one place."""
    stem = PurePosixPath(name).stem
    if stem == "topics":
        found["topics"] |= reading.table(name, root, Topic)
    elif stem == "clauses":
        found["clauses"] |= reading.table(name, root, Clause)
    elif stem == "parties":
        found["parties"] |= reading.table(name, root, Party)
    else:
        _read_place(reading, name, root, found)


def _read_place(reading: Reading, name: str, root: Node, found: dict[str, Any]) -> None:
    data = root.data
    assert isinstance(data, dict)
    place = data.get("jurisdiction")
    if not isinstance(place, str) or not isinstance(data.get("topics"), dict):
        reading.bad(name, root, "a law file needs `jurisdiction:`, `name:` and `topics:`.")
        return
    found["law_names"][place] = str(data.get("name", place))
    topics = {}
    for topic, node in reading.entries(name, root.find(("topics",))):
        topics[topic] = reading.checked(name, node.value if isinstance(node.value, list) else [node], Law)
    found["laws"][place] = topics
    hold = reading.check(name, root.find(("hold",)), Hold) if "hold" in data else None
    if hold:
        found["holds"][place] = hold
    known = root.find(("not_read",)) if "not_read" in data else None
    if known:
        found["not_read"][place] = _not_read(reading, name, known)


def _not_read(reading: Reading, name: str, node: Node) -> dict[str, str]:
    """What is known of law that was not read, by topic, each on one line."""
    words = {topic: " ".join(str(told.data).split()) for topic, told in reading.entries(name, node)}
    for topic, told in reading.entries(name, node):
        if not isinstance(told.value, str) or not words[topic]:
            reading.bad(name, told, "`not_read:` needs a sentence for each topic.", topic)
    return words


def read_document(reading: Reading, name: str, template: Template) -> Document | None:
    """One template: its front matter and its text."""
    document_id = PurePosixPath(name).name.removesuffix(".md.j2")
    more = {"id": document_id, "body": template.body, "first_line": template.first_line}
    found = reading.check(name, template.head, Document, **more)
    return replace(found, heading=found.title) if found and "{{" in found.title else found
