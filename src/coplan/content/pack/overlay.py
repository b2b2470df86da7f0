"""Lays a community's own pack over the one below it: what is new is added, what is marked changes one item.

An item of an own pack with the id of one below it says what is meant: `replaces: true` puts it in that one's place,
`changes:` gives only the fields that differ, `remove: true` takes it away. Without one of them it is a mistake, and
said so. Works on nodes, which know their file and line; what is given is changed in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from coplan.content.pack.reading import Reading
from coplan.errors import did_you_mean
from coplan.yaml.nodes import Node

MARKS = ("replaces", "changes", "remove")
HOW = "Say what is meant: `replaces: true`, `changes:` with the fields that differ, or `remove: true`."
LISTS = {"questions": "id", "rules": "id", "measures": "key", "tasks": "key", "milestones": "key"}
WORDS = {"questions": "question", "rules": "rule", "measures": "measure", "tasks": "task", "milestones": "milestone"}
INNER = ("choices", "columns")  # lists of a question that are changed item by item, by their `key`
TABLES = {"facts", "sources", "assumptions", "topics", "clauses", "parties"}


@dataclass(frozen=True)
class PackItem:
    """One item of a pack file: what it is called, the list or mapping that holds it, and its place there."""

    words: str
    held_in: Node
    node: Node
    key: str = ""  # in a mapping

    def put(self, node: Node) -> None:
        """Put another node in its place."""
        if isinstance(self.held_in.value, dict):
            self.held_in.value[self.key] = node
        elif isinstance(self.held_in.value, list):
            self.held_in.value[self._place()] = node

    def take(self) -> None:
        """Take it away."""
        if isinstance(self.held_in.value, dict):
            del self.held_in.value[self.key]
        elif isinstance(self.held_in.value, list):
            del self.held_in.value[self._place()]

    def _place(self) -> int:
        assert isinstance(self.held_in.value, list)
        return next(place for place, node in enumerate(self.held_in.value) if node is self.node)


def overlay(reading: Reading, below: MutableMapping[str, Node], own: Mapping[str, Node]) -> None:
    """Lay the YAML files of an own pack over those below it. Problems go to `reading`."""
    known = {item.words: item for name, root in below.items() for item in items(name, root)}
    for file, root in own.items():
        name = home(below, file, root)
        if takes_over(root):
            assert isinstance(root.value, dict)
            del root.value["replaces"]
            below[name] = root
            continue
        _change_head(reading, below, root)
        for item in list(items(name, root)):
            if _settled(reading, item, known):
                item.take()
        if name not in below:
            below[name] = root
        else:
            _append(below[name], root)


def items(name: str, root: Node) -> Iterator[PackItem]:
    """Every item of a pack file that an own pack may change."""
    stem, above = PurePosixPath(name).stem, PurePosixPath(name).parent.name
    if not isinstance(root.value, dict):
        return
    if above == "cases":
        yield from (PackItem(f"case {key}", root, node, key) for key, node in root.value.items())
    elif stem in TABLES:
        yield from (PackItem(f"{stem}.{key}", root, node, key) for key, node in root.value.items())
    elif above == "law":
        yield from _law_items(root)
    for field, identity in LISTS.items():
        listed = root.find((field,))
        step = f"{root.find(('step',)).value}." if field == "questions" else ""
        for node in listed.value if field in root.value and isinstance(listed.value, list) else ():
            yield PackItem(f"{WORDS[field]} {step}{node.find((identity,)).value}", listed, node)


def _law_items(root: Node) -> Iterator[PackItem]:
    """Provisions by topic and citation, the part on holds, and what is known of a topic that was not read.

    A text that changes on a day stands twice under its citation; the second is counted.
    """
    assert isinstance(root.value, dict)
    place, topics = root.find(("jurisdiction",)).value, root.find(("topics",)).value
    times = Counter[str]()
    for topic, listed in topics.items() if "topics" in root.value and isinstance(topics, dict) else ():
        for node in listed.value if isinstance(listed.value, list) else ():
            words = f"law {place} {topic} {node.find(('citation',)).value}"
            times[words] += 1
            yield PackItem(words if times[words] == 1 else f"{words} ({times[words]})", listed, node)
    if "hold" in root.value:
        yield PackItem(f"hold {place}", root, root.value["hold"], "hold")
    known = root.find(("not_read",))
    for topic, node in known.value.items() if "not_read" in root.value and isinstance(known.value, dict) else ():
        yield PackItem(f"law {place} {topic}, not read", known, node, topic)


def takes_over(root: Node) -> bool:
    """True if a file says that it stands in the place of the whole file below: `replaces: true` at its top."""
    return isinstance(root.value, dict) and "replaces" in root.value and root.value["replaces"].value == "true"


def marked(node: Node) -> str:
    """The mark of an item that changes another, or nothing."""
    return next((mark for mark in MARKS if isinstance(node.value, dict) and mark in node.value), "")


def changed(reading: Reading, below: Node, node: Node, inner: tuple[str, ...] = INNER) -> Node:
    """The item below with the fields that `node` gives under `changes:`; lists of choices and columns item by item."""
    changes = node.find(("changes",))
    if not isinstance(changes.value, dict) or not isinstance(below.value, dict):
        reading.bad(node.file, changes, "`changes:` needs the fields that differ.")
        return below
    fields = dict(below.value)
    for name, value in changes.value.items():
        held = fields.get(name)
        listed = held is not None and isinstance(held.value, list) and isinstance(value.value, list)
        fields[name] = _inner(reading, held, value) if held and listed and name in inner else value
    return replace(below, value=fields)


def unmarked(node: Node) -> Node:
    """The item without the mark that says that it replaces another."""
    assert isinstance(node.value, dict)
    return replace(node, value={key: value for key, value in node.value.items() if key != "replaces"})


def _settled(reading: Reading, item: PackItem, known: Mapping[str, PackItem]) -> bool:
    """Carry out what an item of an own pack says about one below it. True if nothing of it is left to add."""
    mark, held = marked(item.node), known.get(item.words)
    if held is None:
        if mark:
            what = f"there is no {item.words} below this pack that `{mark}:` could mean."
            near = [words for words in known if words.partition(" ")[0] == item.words.partition(" ")[0]]
            reading.bad(item.node.file, item.node, f"{what} {did_you_mean(item.words, near)}".strip())
        return bool(mark)
    if not mark and isinstance(item.node.value, str):  # a sentence, which has no fields
        held.put(item.node)
        return True
    if not mark:
        reading.bad(item.node.file, item.node, f"{item.words} is there already. {HOW}")
        return True
    if mark == "remove":
        held.take()
        if case := known.get(item.words.replace("rule ", "case ", 1)) if item.words.startswith("rule ") else None:
            case.take()
    else:
        held.put(unmarked(item.node) if mark == "replaces" else changed(reading, held.node, item.node))
    return True


def _inner(reading: Reading, below: Node, own: Node) -> Node:
    """Choices or columns: marked ones change those below, new ones go to the end."""
    assert isinstance(below.value, list)
    assert isinstance(own.value, list)
    result = replace(below, value=list(below.value))
    known = {f"`{node.find(('key',)).value}`": PackItem("", result, node) for node in below.value}
    assert isinstance(result.value, list)
    for node in own.value:
        item = PackItem(f"`{node.find(('key',)).value}`", own, node)
        if not _settled(reading, item, known):
            result.value.append(node)
    return result


def home(below: Mapping[str, Node], name: str, root: Node) -> str:
    """The name of the file below to which an own one belongs: for law the one of its place, whatever its name."""
    place = _jurisdiction(name, root)
    return next((other for other, held in below.items() if place and _jurisdiction(other, held) == place), name)


def _jurisdiction(name: str, root: Node) -> str:
    place = root.value.get("jurisdiction") if isinstance(root.value, dict) else None
    return str(place.value) if place and PurePosixPath(name).parent.name == "law" else ""


def _change_head(reading: Reading, below: Mapping[str, Node], root: Node) -> None:
    """`changes:` at the top of a step file: its title, goal, minutes or room."""
    if not isinstance(root.value, dict) or "step" not in root.value or "changes" not in root.value:
        return
    step = root.value["step"].value
    for other in below.values():
        if isinstance(other.value, dict) and "title" in other.value and other.find(("step",)).value == step:
            head = changed(reading, other, root, ()).value
            assert isinstance(head, dict)
            other.value.update(head)
    del root.value["changes"]


def _append(below: Node, root: Node) -> None:
    """Add what is new in a file to the file of its name below."""
    assert isinstance(below.value, dict)
    assert isinstance(root.value, dict)
    for key, node in root.value.items():
        held = below.value.get(key)
        if held is None:
            below.value[key] = node
        elif isinstance(held.value, list) and isinstance(node.value, list):
            held.value += node.value
        elif isinstance(held.value, dict) and isinstance(node.value, dict):
            _append(held, node)
