"""What was worked out on the way to texts, as data: pieces and findings, each with what it looked at.

After a change only those are worked out again that looked at what changed. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from coplan.checks.finding import Finding
from coplan.content.answers.values import Day
from coplan.content.language.note_of_reads import ASK, LOOK, NAMED, Entry, Names
from coplan.drafts.render.looked import Entries
from coplan.drafts.render.noted import PIECE, noting
from coplan.plan.view import Answers

RULE = "rule"
TEXTS = ("rule", "level", "step", "message", "why", "fix")
LISTS = ("questions", "source")


def worked_data(answers: Answers, stamp: Callable[[str], str]) -> dict[str, Any]:
    """What the answers hold by now, and what views without one of them do; `stamp` stands for an answer as it is."""
    noted = noting(answers)
    pieces = _pieces(noted.workings.entries)
    rules: list[Any] = []
    for name, (found, names) in _of(noted.workings.entries, RULE):
        rules.append([[name[1], name[2].isoformat() if name[2] else ""], _said(found), _texts(names)])
    lacking = {key: _pieces(entries) for key, entries in noted.held_lacking.items()}
    lacking |= {key: _pieces(view.own_entries()) for key, view in noted.lacking.items()}
    kept = [*pieces, *rules, *(item for some in lacking.values() for item in some)]
    keys = {_key(name) for item in kept for name in item[2]} - {""}
    stamps = {key: stamp(key) for key in sorted(keys)}
    return {"pieces": pieces, "rules": rules, "lacking": lacking, "stamps": stamps}


def hold_worked(answers: Answers, data: Mapping[str, Any], stamp: Callable[[str], str]) -> None:
    """Have the answers hold what of it looked at nothing that changed. Raises KeyError, TypeError or ValueError."""
    changed = {key for key, was in data["stamps"].items() if stamp(key) != was}
    found = _held_pieces(data["pieces"], changed)
    for (rule, day), said, names in _standing(data["rules"], changed):
        finding = Finding(**_fields(said), accepted=answers.plan.accepted.get(rule)) if said else None
        found[RULE, rule, Day.fromisoformat(day) if day else None] = finding, dict.fromkeys(names)
    noted = noting(answers)
    noted.hold(found)
    noted.held_lacking = {key: _held_pieces(items, changed) for key, items in data["lacking"].items()}


def _pieces(entries: Entries) -> list[Any]:
    return [[name[1], text, _texts(names)] for name, (text, names) in _of(entries, PIECE)]


def _texts(names: Names) -> list[str]:
    """What was noted as text; what figures declare is looked at by its key besides."""
    return [name for name in names if isinstance(name, str)]


def _held_pieces(items: list[Any], changed: set[str]) -> dict[Hashable, Entry]:
    found: dict[Hashable, Entry] = {}
    for name, text, names in _standing(items, changed):
        found[PIECE, (tuple(name[0]), name[1])] = text, dict.fromkeys(names)
    return found


def _of(entries: Entries, sort: str) -> list[tuple[Any, Entry]]:
    return [(name, entry) for name, entry in entries.items() if isinstance(name, tuple) and name[0] == sort]


def _standing(items: list[Any], changed: set[str]) -> list[Any]:
    return [item for item in items if changed.isdisjoint(map(_key, item[2]))]


def _key(name: str) -> str:
    """The key of an answer that was looked at; nothing where that is noted besides, or there is none."""
    return "" if name.startswith((ASK, NAMED)) else name.removeprefix(LOOK)


def _said(found: Finding | None) -> dict[str, Any] | None:
    return None if found is None else {name: getattr(found, name) for name in (*TEXTS, *LISTS)}


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in TEXTS} | {name: tuple(said[name]) for name in LISTS}
