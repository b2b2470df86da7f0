"""What was worked out on the way to texts, as data: conditions, findings and pieces, each with what it looked at.

After a change only those are worked out again that looked at what changed. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from coplan.checks.finding import Finding
from coplan.content.answers.values import Day
from coplan.content.language.note_of_reads import CIRCLE, Entry
from coplan.drafts.files.name_list import NameList, key_of
from coplan.drafts.files.stamps import Stamps
from coplan.drafts.render.looked import Entries
from coplan.drafts.render.noted import PIECE, noting
from coplan.plan.view import CONDITION, Answers

RULE = "rule"
TEXTS = ("rule", "level", "step", "message", "why", "fix")
LISTS = ("questions", "source")


def judged_data(answers: Answers, names: NameList) -> dict[str, Any]:
    """The conditions and findings that are known by now."""
    entries = noting(answers).workings.entries
    rules = [
        [name[1], name[2].isoformat() if name[2] else "", _said(found), names.numbers(looked)]
        for name, (found, looked) in _of(entries, RULE)
    ]
    conditions = [
        [name[1], holds, names.numbers(looked)]
        for name, (holds, looked) in _of(entries, CONDITION)
        if CIRCLE not in looked
    ]
    return {"rules": rules, "conditions": conditions}


def hold_judged(answers: Answers, data: Mapping[str, Any], names: NameList, changed: frozenset[int]) -> None:
    """Have the answers hold what of it looked at nothing that changed.

    Raises KeyError, IndexError, TypeError or ValueError where that is no such data.
    """
    conditions: dict[Hashable, Entry] = {
        (CONDITION, str(name)): (bool(holds), dict.fromkeys(names.named(looked)))
        for name, holds, looked in _standing(data["conditions"], changed)
    }
    found = dict(conditions)
    for rule, day, said, looked in _standing(data["rules"], changed):
        finding = Finding(**_fields(said), accepted=answers.plan.accepted.get(rule)) if said else None
        name = RULE, rule, Day.fromisoformat(day) if day else None
        found[name] = finding, dict.fromkeys(names.named(looked))
    noting(answers).hold(found)
    answers.workings.take(conditions, ())


def pieces_data(answers: Answers, stamps: Stamps) -> dict[str, Any]:
    """The pieces of texts that are known by now, and those of views without one of the answers."""
    noted, names = noting(answers), NameList()
    lacking = {key: _pieces(entries, names) for key, entries in noted.held_lacking.items()}
    lacking |= {key: _pieces(view.own_entries(), names) for key, view in noted.lacking.items()}
    pieces = _pieces(noted.workings.entries, names)
    keys = {key_of(name) for name in names.names} - {""}
    found = {key: stamps.of(key) for key in sorted(keys)}
    return {"pieces": pieces, "lacking": lacking, "names": names.names, "stamps": found}


def hold_pieces(answers: Answers, data: Mapping[str, Any], stamps: Stamps) -> None:
    """Have the answers hold what of them looked at nothing that changed; raises as hold_judged does."""
    names = NameList(data["names"], data["stamps"])
    changed = names.of_changed(stamps.changed(names.stamps))
    noted = noting(answers)
    noted.hold(_held_pieces(data["pieces"], names, changed))
    noted.held_lacking = {key: _held_pieces(items, names, changed) for key, items in data["lacking"].items()}


def _pieces(entries: Entries, names: NameList) -> list[Any]:
    return [[name[1], text, names.numbers(looked)] for name, (text, looked) in _of(entries, PIECE)]


def _held_pieces(items: list[Any], names: NameList, changed: frozenset[int]) -> dict[Hashable, Entry]:
    return {
        (PIECE, (tuple(name[0]), name[1])): (str(text), dict.fromkeys(names.named(looked)))
        for name, text, looked in _standing(items, changed)
    }


def _of(entries: Entries, sort: str) -> list[tuple[Any, Entry]]:
    return [(name, entry) for name, entry in entries.items() if isinstance(name, tuple) and name[0] == sort]


def _standing(items: list[Any], changed: frozenset[int]) -> list[Any]:
    return [item for item in items if not changed or changed.isdisjoint(item[-1])]


def _said(found: Finding | None) -> dict[str, Any] | None:
    return None if found is None else {name: getattr(found, name) for name in (*TEXTS, *LISTS)}


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in TEXTS} | {name: tuple(said[name]) for name in LISTS}
