"""Compares a community's own pack with the one below it: what it changes there, and what changed there since. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from coplan.content.language.wording import FIELD, all_reworded
from coplan.content.pack.files import split_front_matter
from coplan.content.pack.overlay import home, items, marked, takes_over
from coplan.yaml.nodes import Data, Node, read_nodes

KEPT = "pack.base.yaml"  # what the pack below said when it was last looked at


@dataclass(frozen=True)
class Difference:
    """One item of an own pack against the one below it.

    `fields` has for each field that differs what is said below and what the own pack says, empty where nothing is.
    `since` has the fields below that changed since they were last looked at: then, and now.
    """

    what: str
    file: str
    line: int
    how: str  # added, changes, replaces, remove; again: there twice; nothing: it means what is not there
    fields: Mapping[str, tuple[str, str]]
    since: Mapping[str, tuple[str, str]]


def differences(
    below: Mapping[str, Node], own: Mapping[str, Node], kept: Mapping[str, Data] | None = None
) -> Iterator[Difference]:
    """What an own pack says about each item, in its own order; `kept` is what stood below when last looked at."""
    known = _by_words(below)
    whole = {words for name, root in own.items() if takes_over(root) for words in _by_words({name: root})}
    for words, node in _by_words(own).items():
        held = known.get(words)
        stands = _plain(held)
        fields = _fields(node, stands)
        since = _since((kept or {}).get(words), stands) if held is not None else {}
        if words in whole and held is not None and not fields and not since:
            continue
        yield Difference(
            words,
            node.file,
            node.line,
            "replaces" if words in whole and held is not None else _how(node, below=held is not None),
            {} if held is None or marked(node) == "remove" else fields,
            since,
        )
    for name, root in own.items():
        gone = (
            _by_words({home(below, name, root): below.get(home(below, name, root), root)}) if takes_over(root) else {}
        )
        for words in gone.keys() - _by_words({name: root}).keys():
            yield Difference(words, root.file or name, root.line, "remove", {}, {})


def template_differences(
    below: Mapping[str, str], own: Mapping[str, str], kept: Mapping[str, Data] | None = None
) -> Iterator[Difference]:
    """What the templates of an own pack say otherwise: fields of the front matter, and line by line the text.

    The texts are those of the files, by their names. A line has the number that it has in the own file; in `since`
    it has that of the shipped file today.
    """
    for name, text in own.items():
        words, held = _called(name), below.get(name)
        how, fields = (_how(_head(name, text), below=False), {}) if held is None else _against(name, held, text)
        before = (kept or {}).get(words)
        then = before.get("text") if isinstance(before, dict) else None
        since = dict(_lines(then, held)) if isinstance(then, str) and held is not None else {}
        yield Difference(words, name, 1, how, fields, since)


def templates_to_keep(below: Mapping[str, str], own: Mapping[str, str]) -> dict[str, Data]:
    """The shipped texts that own templates change today, to be compared with later."""
    return {_called(name): {"text": below[name]} for name in own if name in below}


def to_keep(below: Mapping[str, Node], own: Mapping[str, Node]) -> dict[str, Data]:
    """What the pack below says today of each item that the own pack changes, to be compared with later."""
    known = _by_words(below)
    return {words: known[words].data for words in _by_words(own) if words in known}


def _by_words(roots: Mapping[str, Node]) -> dict[str, Node]:
    return {item.words: item.node for name, root in roots.items() for item in items(name, root)}


def _how(node: Node, *, below: bool) -> str:
    """What an item says of the one below it."""
    mark = marked(node) or ("replaces" if below and isinstance(node.value, str) else "")
    if below:
        return mark or "again"
    return "nothing" if mark else "added"


def _head(name: str, text: str) -> Node:
    return read_nodes(split_front_matter(text)[0], name)


def _fields(node: Node, stands: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The fields in which an item says something else than what stands below: what stands there, and what it says."""
    says = _said(node)
    compared = says if marked(node) == "changes" else says | {name: "" for name in stands if name not in says}
    return {name: (stands.get(name, ""), said) for name, said in compared.items() if stands.get(name, "") != said}


def _called(name: str) -> str:
    path = PurePosixPath(name)
    return f"part {path.name}" if path.parent.name == "parts" else f"document {path.name.removesuffix('.md.j2')}"


def _against(name: str, held: str, text: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """How a template of an own pack stands to the shipped one of its name, and what it says otherwise."""
    part = PurePosixPath(name).parent.name == "parts"
    head = _head(name, text)
    if part and marked(head) != "changes":
        return "replaces", dict(_lines(held, text))
    stands = Node({}, 0, 0, 1, 1) if part else _head(name, held)
    how = _how(head, below=True)
    fields = {} if how == "remove" else _fields(head, _plain(stands))
    if how == "changes" and FIELD in fields:
        del fields[FIELD]
        fields |= dict(_lines(held, _with_body(held, all_reworded(held, head))))
    return how, fields | (dict(_lines(held, text)) if how == "replaces" else {})


def _with_body(held: str, text: str) -> str:
    """The shipped text with other words; its front matter stays."""
    _, _, first = split_front_matter(held)
    return "\n".join([*held.split("\n")[: first - 1], *text.split("\n")[first - 1 :]])


def _lines(before: str, now: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The lines of the text that differ, each stretch by its first line; notes of a template count for nothing."""
    (old, _), (new, first) = (_body(one) for one in (before, now))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, said = (" ".join(filter(None, map(_spoken, lines))) for lines in (old[a:b], new[c:d]))
        if tag != "equal" and was != said:
            yield f"line {first + c}", (was, said)


def _body(text: str) -> tuple[list[str], int]:
    _, body, first = split_front_matter(text)
    return body.split("\n"), first


def _spoken(line: str) -> str:
    line = line.strip()
    return "" if line.startswith("{#") and line.endswith("#}") else line


def _said(node: Node) -> dict[str, str]:
    changes = node.find(("changes",)) if marked(node) == "changes" else node
    return {name: value for name, value in _plain(changes).items() if name not in ("replaces", "remove", "changes")}


def _since(before: Data | None, now: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    if not isinstance(before, dict):
        return {}
    then = {name: _words(value) for name, value in before.items()}
    names = dict.fromkeys([*then, *now])
    return {name: (then.get(name, ""), now.get(name, "")) for name in names if then.get(name, "") != now.get(name, "")}


def _plain(node: Node | None) -> dict[str, str]:
    data = node.data if node else {}
    if isinstance(data, str):
        return {"words": data}
    return {name: _words(value) for name, value in data.items()} if isinstance(data, dict) else {}


def _words(data: Data) -> str:
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, list):
        return "; ".join(_words(item) for item in data)
    return ", ".join(f"{name}: {_words(value)}" for name, value in data.items())
