"""One of the plans that come together, and what it says to a question. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from coplan.letters import in_a_line
from coplan.plan.disk.clocks import told_rightly
from coplan.plan.disk.journal import plain
from coplan.plan.entry import FOUND, Entry
from coplan.plan.model import OpenItem, Plan
from coplan.yaml.nodes import Data

MERGED = "merged from "  # how the journal tells of answers that came from another plan, before its name
NONE, SUGGESTED, PROPOSED, DECIDED = range(4)  # how much an answer weighs
NOBODY = ("", "edited in the file", FOUND)


@dataclass(frozen=True)
class Voice:
    """A plan, what people call it, and its decisions so far, which may be unknown."""

    name: str
    plan: Plan
    entries: Sequence[Entry] = field(default=())

    @cached_property
    def history(self) -> Mapping[str, list[Entry]]:
        """The decisions by question, in order."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            found[entry.question].append(entry)
        return found

    @cached_property
    def _mistimed(self) -> set[int]:
        right = told_rightly(self.entries)
        return {id(entry) for entry, timed in zip(self.entries, right, strict=True) if not timed}

    def timed(self, entry: Entry) -> bool:
        """True if the clock was right when this decision was written down, as far as the others tell."""
        return id(entry) not in self._mistimed

    def stand(self, key: str) -> Stand:
        """What this plan says to a question."""
        answer, item = self.plan.answers.get(key), self.plan.open.get(key)
        if answer is None:
            weight = NONE
        elif item is not None and item.state == "proposed":
            weight = PROPOSED
        else:
            weight = SUGGESTED if key in self.plan.suggested and item is None else DECIDED
        return Stand(self.who(key), answer, weight, item, key in self.plan.suggested)

    def who(self, key: str) -> str:
        """Who gave the answer, and in which plan."""
        if not self.history[key]:
            return self.name
        last = self.history[key][-1]
        if last.how.startswith(MERGED):  # whoever merged said nothing
            return in_a_line(last.how.removeprefix(MERGED))
        return self.name if last.by in (*NOBODY, self.name) else f"{in_a_line(last.by)} ({self.name})"


@dataclass(frozen=True)
class Stand:
    """What one plan says to a question: who gave the answer, how much it weighs, and what is open about it.

    `suggested` marks the checklist's suggestion, which follows other answers.
    """

    by: str
    answer: Any
    weight: int
    item: OpenItem | None
    suggested: bool = False

    @property
    def data(self) -> Data | None:
        return plain(self.answer)

    @property
    def disputed(self) -> bool:
        return self.item is not None and self.item.state == "disputed"


def letters(data: object) -> str:
    """Plain data as a text that is the same for the same data."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False)


def newer(mine: Voice, other: Voice, key: str) -> Voice | None:
    """The plan that knew the other's answer when it gave its own; None if they decided apart from each other."""
    a, b = (
        [(entry.when, entry.by, letters(entry.new), entry.state) for entry in voice.history[key]]
        for voice in (mine, other)
    )
    if a and b[: len(a)] == a and len(b) > len(a):
        return other
    if b and a[: len(b)] == b and len(a) > len(b):
        return mine
    knows_other, knows_mine = _has_merged(mine, other, key), _has_merged(other, mine, key)
    if knows_other != knows_mine:
        return mine if knows_other else other
    return None


def _has_merged(voice: Voice, other: Voice, key: str) -> bool:
    """True if a plan took in the other one after that gave its last answer to the question.

    Where a clock was wrong, the answer itself must stand in what was taken in.
    """
    if not other.history[key]:
        return False
    last = other.history[key][-1]
    taken = [entry for entry in voice.history[key] if entry.how == MERGED + other.name]
    return any(
        entry.when >= last.when if voice.timed(entry) and other.timed(last) else _carries(entry, last.new)
        for entry in taken
    )


def _carries(entry: Entry, answer: Data | None) -> bool:
    """True if an entry has this answer, alone or as one side of a dispute."""
    said = entry.item.get("said") if isinstance(entry.item, dict) else None
    sides = [side.get("answer") for side in said if isinstance(side, dict)] if isinstance(said, list) else []
    return any(letters(answer) == letters(one) for one in (entry.new, *sides))


def common(mine: Voice, other: Voice, key: str) -> Data | None:
    """What both plans said before they went apart, as far as their decisions tell."""
    found: Data | None = None
    for a, b in zip(mine.history[key], other.history[key], strict=False):
        if (a.when, a.by, letters(a.new)) != (b.when, b.by, letters(b.new)):
            break
        found = a.new
    return found
