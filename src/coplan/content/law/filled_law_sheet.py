"""Reads a law worksheet that was filled in. Every problem is reported with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from coplan.content.law.law_sheet import EARLIER, FIELDS, HOLD, HOLD_FIELDS, HOLD_TOPICS, NOT_READ
from coplan.content.model import Pack
from coplan.content.pack.reading import Reading
from coplan.content.provisions import Hold, Law
from coplan.errors import Problem, did_you_mean
from coplan.yaml.nodes import Node

T = TypeVar("T")
HEADING = re.compile(r"##\s+.*\(([a-z0-9_]+)\)\s*$")
FIELD = re.compile(r"([A-Z][A-Za-z ]+):(.*)$")
CONFLICTS = next(label for label, key in FIELDS.items() if key == "conflicts")
TEST = re.compile(r"(says|lacks|chooses|longer than)\s+(.*)$")
LISTS = {"applies_to", "must_state", "ordinance_of", "cites", "also"}


@dataclass(frozen=True)
class TakenLaw:
    """The law of one state as a worksheet gives it; `asked` are the topics that have a heading in it."""

    state: str
    name: str
    topics: Mapping[str, tuple[Law, ...]]
    hold: Hold | None
    not_read: Mapping[str, str]
    asked: frozenset[str] = frozenset()


@dataclass
class _Block:
    line: int
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not any(value.strip() for key, value in self.values.items() if key != "Topics behind this")


def take_sheet(text: str, file: str, pack: Pack) -> TakenLaw:
    """The law that a worksheet holds. Blocks that are blank are left out. Raises BadInput with every problem."""
    reading, head, blocks = Reading(), {"State": "", "Name": ""}, list(_blocks(text))
    reading.problems.take(_signs(text, file))
    reading.problems.refuse()
    for line in text.split("\n"):
        found = re.match(r"(State|Name):\s*(.*?)\s*$", line)
        if found and not head[found[1]]:
            head[found[1]] = found[2]
    if not head["State"]:
        reading.problems.bad(None, "", "there is no line `State: US-XX`.", "Start from a new worksheet.", file)
    topics: dict[str, list[Law]] = {}
    not_read: dict[str, str] = {}
    hold = None
    citations = {" ".join(block.values.get("Citation", "").split()) for _, block in blocks}
    for topic, block in blocks:
        known = " ".join(block.values.pop(NOT_READ, "").split())
        if block.empty and not known:
            continue
        if topic == HOLD:
            hold = _checked(reading, file, block, _hold_node(block, citations), Hold, HOLD_FIELDS)
        elif topic not in pack.topics:
            fix = did_you_mean(topic, pack.topics)
            reading.problems.bad(block.line, "", f"there is no topic `{topic}`.", fix, file)
        else:
            not_read |= {topic: known} if known else {}
            if block.empty:
                continue
            law = _checked(reading, file, block, _node(block, FIELDS), Law, FIELDS)
            topics.setdefault(topic, []).extend([law] if law else [])
            reading.problems.take(_unknown_names(block, file, pack))
            reading.problems.take(_unknown_tests(block, file))
    reading.problems.refuse()
    kept = {topic: tuple(topics[topic]) for topic in pack.topics if topic in topics}
    if hold is not None:  # the topics that every worksheet names beforehand may have been left blank
        cites = tuple(topic for topic in hold.cites if topic in kept or topic not in HOLD_TOPICS)
        hold = replace(hold, cites=cites or hold.cites)
    asked = frozenset(found[1] for line in text.splitlines() if (found := HEADING.match(line)))
    return TakenLaw(head["State"], head["Name"] or head["State"], kept, hold, not_read, asked)


def _signs(text: str, file: str) -> Iterator[Problem]:
    """Fields behind a sign with which a guide marks what is new."""
    names = "|".join(map(re.escape, {**FIELDS, **HOLD_FIELDS, **EARLIER, NOT_READ: ""}))
    advice = True  # it has dashes of its own
    for number, line in enumerate(text.split("\n"), 1):
        advice = advice and not line.startswith("## ")
        if not advice and (found := re.match(rf"\s*([+-])\s*({names}):", line)):
            fix = "Take the sign away: it marks what is new or goes, and is not typed."
            yield Problem(file, number, "", f"`{found[1]}` stands before `{found[2]}:`.", fix)


def _checked(
    reading: Reading, file: str, block: _Block, node: Node, shape: type[T], names: Mapping[str, str]
) -> T | None:
    """One block as what it stands for, or None. Problems name the field as the worksheet does, at its line."""
    problems = reading.problems.found
    before = len(problems)
    found = reading.check(file, node, shape)
    labels = {key: label for label, key in names.items()}
    for number, problem in enumerate(problems[before:], before):
        label = labels.get(problem.key.split(".")[0], problem.key)
        line = problem.line if "." in problem.key else block.lines.get(label, problem.line)
        problems[number] = replace(problem, key=label, line=line)
    return found


def _unknown_names(block: _Block, file: str, pack: Pack) -> Iterator[Problem]:
    """What a block names that the pack does not have, also where the block has other mistakes."""
    for key, noun, known in (
        ("applies_to", "party", pack.parties),
        ("must_state", "clause", pack.clauses),
        ("also", "topic", pack.topics),
    ):
        label = next(label for label, field_key in FIELDS.items() if field_key == key)
        for name in _listed(block.values.get(label, "")):
            if name not in known:
                line = block.lines.get(label, block.line)
                yield Problem(file, line, label, f"there is no {noun} `{name}`.", did_you_mean(name, known))


def _unknown_tests(block: _Block, file: str) -> Iterator[Problem]:
    """What no answer can be held against: it would count as if every answer went against the law."""
    lines = block.values.get(CONFLICTS, "").split("\n")
    for line, words in enumerate(lines, block.lines.get(CONFLICTS, block.line)):
        test = words.split("|")[1].strip() if words.count("|") else ""
        if test and not TEST.match(test):
            fix = "Begin with says, lacks, chooses or longer than."
            yield Problem(file, line, CONFLICTS, f"`{test}` cannot be understood.", fix)


def _blocks(text: str) -> Iterator[tuple[str, _Block]]:
    """Each block of fields with its topic. A block begins with its first field, and again where that field returns."""
    topic, block, label = "", None, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        heading = HEADING.match(line)
        if heading or line.startswith("#"):
            if block:
                yield topic, block
            topic, block, label = (heading[1] if heading else ""), None, ""
            continue
        names = HOLD_FIELDS if topic == HOLD else {**FIELDS, NOT_READ: ""}
        found = FIELD.match(line.strip())
        if topic and found and (name := EARLIER.get(found[1], found[1])) in names:
            label = name
            if block is None or label in block.values or NOT_READ in block.values:
                if block:
                    yield topic, block
                block = _Block(number)
            block.values[label], block.lines[label] = found[2].strip(), number
        elif block and label and not line.startswith(">"):  # the help of a topic stands behind such a mark
            block.values[label] += f"\n{line.strip()}"
    if block:
        yield topic, block


def _node(block: _Block, names: Mapping[str, str]) -> Node:
    """The block as the YAML that it stands for; what is blank is left out."""
    found: dict[str, Node] = {}
    for label, words in block.values.items():
        key, line = names[label], block.lines[label]
        if key == "conflicts" and words.strip():
            told = [(number, one) for number, one in enumerate(words.split("\n"), line) if one.strip()]
            found[key] = Node([_conflict(one, number) for number, one in told], 0, 0, line, 1)
        elif words.strip():
            found[key] = _list(words, line) if key in LISTS else _text(_plain(key, words), line)
    return Node(found, 0, 0, block.line, 1)


def _plain(key: str, words: str) -> str:
    plain = " ".join(words.split())
    if key == "case_law":
        return {"yes": "true", "no": "false"}.get(plain.lower(), plain)
    return plain.lower() if key in ("status", "read_on") else plain


def _hold_node(block: _Block, citations: Collection[str]) -> Node:
    lines = block.lines
    node = _node(
        _Block(block.line, {k: v for k, v in block.values.items() if k != "Who may start one"}, lines), HOLD_FIELDS
    )
    starters = [line for line in block.values.get("Who may start one", "").split("\n") if line.strip()]
    first = lines.get("Who may start one", block.line)
    assert isinstance(node.value, dict)
    node.value["starts"] = Node(
        [_starter(line, first + number, citations) for number, line in enumerate(starters, 1)], 0, 0, first, 1
    )
    return node


def _starter(words: str, line: int, citations: Collection[str]) -> Node:
    parts = dict(zip(("who", "role", "if", "law"), (part.strip() for part in words.split("|", 3)), strict=False))
    if "if" in parts:  # the words stand behind an "if" of our own
        parts["if"] = re.sub(r"(?i)^if\s+", "", parts["if"])
    role, *also = [part.strip() for part in parts.get("role", "").split(",")]
    law = _cited(parts.pop("law", ""), citations)
    nodes = {key: _text(part, line) for key, part in parts.items()}
    if law:
        nodes["law"] = Node([_text(citation, line) for citation in law], 0, 0, line, 1)
    if role:
        nodes["role"] = _text(role, line)
    if also:
        nodes["also"] = _list(" ".join(also), line)
    return Node(nodes, 0, 0, line, 1)


def _cited(words: str, known: Collection[str]) -> list[str]:
    """The citations of a line, with semicolons between them; one that stands in a block may have some in itself."""
    parts, found = [" ".join(part.split()) for part in words.split(";")], list[str]()
    while parts:
        runs = ("; ".join(parts[:end]) for end in range(len(parts), 0, -1))
        taken = next((run for run in runs if run in known), parts[0])
        found += [taken] if taken else []
        del parts[: taken.count("; ") + 1]
    return found


def _conflict(words: str, line: int) -> Node:
    """One answer against a provision: `question | says a; b | c; d | why`; with no test every answer is meant."""
    names = ("question", "test", "unless", "because")
    parts = dict(zip(names, (part.strip() for part in words.split("|", 3)), strict=False))
    test = TEST.match(parts.pop("test", ""))
    lists = {"unless": parts.pop("unless", "")}
    nodes = {key: _text(part, line) for key, part in parts.items()}
    if test and test[1] == "longer than":
        nodes["longer_than"] = _text(test[2], line)
    elif test:
        lists[{"chooses": "choices"}.get(test[1], test[1])] = test[2]
    for key, listed in lists.items():
        if found := [part.strip() for part in listed.split(";") if part.strip()]:
            nodes[key] = Node([_text(part, line) for part in found], 0, 0, line, 1)
    return Node(nodes, 0, 0, line, 1)


def _list(words: str, line: int) -> Node:
    return Node([_text(part, line) for part in _listed(words)], 0, 0, line, 1)


def _listed(words: str) -> list[str]:
    return re.findall(r"[^,\s]+", words)


def _text(words: str, line: int) -> Node:
    return Node(words, 0, 0, line, 1)
