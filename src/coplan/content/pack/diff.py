"""Compares a community's own pack with the one below it: what it changes there, and what changed there since. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coplan.content.pack.overlay import items, marked
from coplan.yaml.nodes import Data, Node

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
    how: str  # added, changes, replaces, remove
    fields: Mapping[str, tuple[str, str]]
    since: Mapping[str, tuple[str, str]]


def differences(
    below: Mapping[str, Node], own: Mapping[str, Node], kept: Mapping[str, Data] | None = None
) -> Iterator[Difference]:
    """What an own pack says about each item, in its own order; `kept` is what stood below when last looked at."""
    known = _by_words(below)
    for words, node in _by_words(own).items():
        held = known.get(words)
        says, stands = _said(node), _plain(held)
        compared = says if marked(node) == "changes" else says | {name: "" for name in stands if name not in says}
        fields = {name: (stands.get(name, ""), said) for name, said in compared.items() if stands.get(name, "") != said}
        before = (kept or {}).get(words)
        yield Difference(
            words,
            node.file,
            node.line,
            marked(node) or ("added" if held is None else "again"),
            {} if held is None or marked(node) == "remove" else fields,
            _since(before, stands) if held is not None else {},
        )


def to_keep(below: Mapping[str, Node], own: Mapping[str, Node]) -> dict[str, Data]:
    """What the pack below says today of each item that the own pack changes, to be compared with later."""
    known = _by_words(below)
    return {words: known[words].data for words in _by_words(own) if words in known}


def _by_words(roots: Mapping[str, Node]) -> dict[str, Node]:
    return {item.words: item.node for name, root in roots.items() for item in items(name, root)}


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
    return {name: _words(value) for name, value in data.items()} if isinstance(data, dict) else {}


def _words(data: Data) -> str:
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, list):
        return "; ".join(_words(item) for item in data)
    return ", ".join(f"{name}: {_words(value)}" for name, value in data.items())
