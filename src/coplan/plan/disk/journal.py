"""The journal: one line for every answer, when it was given, by whom, and what stood there before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coplan.letters import in_a_line
from coplan.plan.entry import FOUND, Entry
from coplan.plan.model import OpenItem, Plan
from coplan.yaml.nodes import Data, is_data

LONGEST_LINE = 5_000_000  # letters; a whole plan is smaller
ACCEPTED = "accepted."  # before the id of a rule: people accept what it found


def parse(text: str) -> list[Entry]:
    """Read a journal's lines; a line that a crash cut off is passed over (reconcile writes it again)."""
    return [entry for _, entry in parsed(text) if entry is not None]


def parsed(text: str) -> list[tuple[str, Entry | None]]:
    """Each line of a journal with what it says; None for one that says nothing coplan can use."""
    return [(line, _entry(line)) for line in text.split("\n")]


def odd_lines(lines: list[tuple[str, Entry | None]]) -> list[int]:
    """The numbers of the lines that say nothing coplan can use, but for a last one that a crash cut off."""
    return [number for number, (line, entry) in enumerate(lines[:-1], 1) if line.strip() and entry is None]


def _entry(line: str) -> Entry | None:
    """One line; None if it is none of ours: the file may come from anybody."""
    if not line or len(line) > LONGEST_LINE:
        return None
    try:
        data = json.loads(line)
        entry = Entry(**{name: data.get(name) for name in Entry.__annotations__ if name in data})
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    words = (entry.when, entry.by, entry.question, entry.state, entry.how)
    sound = all(isinstance(word, str) and is_data(word) for word in words) and isinstance(entry.together, bool)
    values = (entry.old, entry.new, entry.item)
    return entry if sound and all(value is None or is_data(value) for value in values) else None


def state_of(plan: Plan, key: str) -> str:
    """The state of a question in words: its open state, answered, or empty."""
    item = plan.open.get(key)
    return item.state if item else "answered" if key in plan.answers else "empty"


def plain(value: Any) -> Data | None:
    """A value as plain data, None for no value."""
    data: Data | None = value.plain() if value is not None else None
    return data


def changes(before: Plan, after: Plan, *, when: str, by: str, how: str = "answered") -> list[Entry]:
    """One entry for each question whose answer or open item differs between two plans."""
    found: list[Entry] = []
    how = in_a_line(how)  # it may name a file
    for key in dict.fromkeys([*_keys(before), *_keys(after)]):
        if _same(before, after, key):
            continue
        old, new = _held(before, key), _held(after, key)
        if old != new or before.open.get(key) != after.open.get(key):
            found.append(Entry(when, by, key, old, new, _detail(after, key), how, _item(after, key), bool(found)))
    return found


def _same(before: Plan, after: Plan, key: str) -> bool:
    """True for an answer and open item that were not touched: most of a plan, at each save."""
    same = before.answers.get(key) is after.answers.get(key) and before.open.get(key) is after.open.get(key)
    return same and not key.startswith(ACCEPTED)


def _keys(plan: Plan) -> list[str]:
    """Everything in a plan that the journal follows."""
    return [*plan.answers, *plan.open, *(ACCEPTED + rule for rule in plan.accepted)]


def _held(plan: Plan, key: str) -> Data | None:
    if key.startswith(ACCEPTED):
        return plain(plan.accepted.get(key.removeprefix(ACCEPTED)))
    return plain(plan.answers.get(key))


def _item(plan: Plan, key: str) -> Data | None:
    item = plan.open.get(key)
    return item.data() if item else None


def _detail(plan: Plan, key: str) -> str:
    if key.startswith(ACCEPTED):
        return "accepted" if key.removeprefix(ACCEPTED) in plan.accepted else "empty"
    item: OpenItem | None = plan.open.get(key)
    if item is None:
        return state_of(plan, key)
    extra = [item.owner, f"due {item.due.isoformat()}" if item.due else "", item.note]
    return "; ".join([item.state, *(part for part in extra if part)])


def missing_lines(entries: Iterable[Entry], plan: Plan, *, when: str, by: str) -> list[Entry]:
    """Entries for what the plan's file holds and the journal does not: edits by hand, or a cut-off line.

    The journal then agrees with the file, whoever changed it.
    """
    last: Mapping[str, Entry] = {entry.question: entry for entry in entries}
    found: list[Entry] = []
    for key in dict.fromkeys([*_keys(plan), *last]):
        if key in plan.outdated:  # it stands in the file as the journal has it
            continue
        known = last.get(key)
        new = _held(plan, key)
        state = _detail(plan, key)
        if known is None or known.new != new or known.state != state:
            if known is None and state == "empty":
                continue
            old = known.new if known else None
            found.append(Entry(when, by, key, old, new, state, FOUND, _item(plan, key), bool(found)))
    return found
