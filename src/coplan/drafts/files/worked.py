"""What was worked out on the way to texts, as data: conditions, findings and pieces, each with what it looked at.

After a change only those are worked out again that looked at what changed. Pure.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from coplan.checks.finding import Finding
from coplan.content.answers.values import Day
from coplan.drafts.files.name_list import NameList, key_of
from coplan.drafts.files.stamps import Stamps
from coplan.drafts.render.looked import Entries, Names
from coplan.drafts.render.noted import PIECE, noting
from coplan.plan.view import Answers

RULE = "rule"
TEXTS = ("rule", "level", "step", "message", "why", "fix")
LISTS = ("questions", "source")


def judged_data(answers: Answers, names: NameList) -> dict[str, Any]:
    """The conditions and findings that are known by now."""
    noted = noting(answers)
    rules = [
        [name[1], name[2].isoformat() if name[2] else "", _said(found), names.numbers(looked)]
        for name, (found, looked) in _of(noted.entries, RULE)
    ]
    holds = [[name, holds, names.numbers(looked)] for name, holds, looked in noted.conditions()]
    return {"rules": rules, "conditions": holds}


def hold_judged(answers: Answers, data: Mapping[str, Any], names: NameList, changed: frozenset[int]) -> None:
    """Have the answers hold what of it looked at nothing that changed.

    Raises KeyError, IndexError, TypeError or ValueError where that is no such data.
    """
    noted = noting(answers)
    found: Entries = {}
    for rule, day, said, looked in _standing(data["rules"], changed):
        finding = Finding(**_fields(said), accepted=answers.plan.accepted.get(rule)) if said else None
        held: Names = dict.fromkeys(names.named(looked))
        found[RULE, rule, Day.fromisoformat(day) if day else None] = finding, held
    conditions = [
        (str(name), bool(holds), names.named(looked)) for name, holds, looked in _standing(data["conditions"], changed)
    ]
    noted.hold(found)
    noted.hold_conditions(conditions)
    answers.hold_conditions(
        (name, holds, {one for one in looked if key_of(one) == one}) for name, holds, looked in conditions
    )


def pieces_data(answers: Answers, stamps: Stamps) -> dict[str, Any]:
    """The pieces of texts that are known by now, and those of views without one of the answers."""
    noted, names = noting(answers), NameList()
    lacking = {key: _pieces(entries, names) for key, entries in noted.held_lacking.items()}
    lacking |= {key: _pieces(view.own_entries(), names) for key, view in noted.lacking.items()}
    pieces = _pieces(noted.entries, names)
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


def _pieces(entries: Mapping[Hashable, tuple[Any, Names]], names: NameList) -> list[Any]:
    return [
        [name[1], text, names.numbers(read), names.numbers(looked)]
        for name, ((text, read), looked) in _of(entries, PIECE)
    ]


def _held_pieces(items: list[Any], names: NameList, changed: frozenset[int]) -> Entries:
    found: Entries = {}
    for name, text, read, looked in _standing(items, changed):
        held: Names = dict.fromkeys(names.named(looked))
        found[PIECE, (tuple(name[0]), name[1])] = (text, dict.fromkeys(names.named(read))), held
    return found


def _of(entries: Mapping[Hashable, tuple[Any, Names]], sort: str) -> list[tuple[Any, tuple[Any, Names]]]:
    return [(name, entry) for name, entry in entries.items() if isinstance(name, tuple) and name[0] == sort]


def _standing(items: list[Any], changed: frozenset[int]) -> list[Any]:
    return [item for item in items if not changed or changed.isdisjoint(item[-1])]


def _said(found: Finding | None) -> dict[str, Any] | None:
    return None if found is None else {name: getattr(found, name) for name in (*TEXTS, *LISTS)}


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in TEXTS} | {name: tuple(said[name]) for name in LISTS}
