"""What an update changes, paragraph by paragraph, in words that are short enough to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coplan.prose.blocks import Block
from coplan.prose.merge.merge_steps import Merge, MergeStep

AROUND = 5  # words that are shown on each side of a change
LONG = 40  # words of a text that is shown from its beginning


@dataclass(frozen=True)
class DraftChange:
    """One paragraph, heading, item or row. `because` has the answers that changed it, as sentences."""

    what: Literal["changed", "added", "removed", "conflict", "kept"]
    old: str
    new: str
    both: bool = False
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class MergedTexts:
    """The blocks that a merge was made of."""

    base: Sequence[Block]
    people: Sequence[Block]
    new: Sequence[Block]

    def old_of(self, step: MergeStep) -> Block | None:
        """The block that coplan last wrote here."""
        return self.base[step.base] if step.base is not None else None

    def new_of(self, step: MergeStep) -> Block | None:
        """The plan's block of today."""
        return self.new[step.new] if step.new is not None else step.block


def change_of(step: MergeStep, texts: MergedTexts, because: tuple[str, ...] = ()) -> DraftChange | None:
    """What one step changes, or None if it changes nothing."""
    base = words_of(texts.old_of(step))
    new = words_of(texts.new_of(step))
    people = words_of(texts.people[step.people]) if step.people is not None else ""
    if step.action == "change":
        return DraftChange("changed", *shortened(base, new), both=step.both, because=because)
    if step.action == "insert":
        return DraftChange("added", "", beginning(new), because=because)
    if step.action == "delete":
        return DraftChange("removed", beginning(people or base), "", because=because)
    if step.action == "conflict":
        return DraftChange("conflict", *shortened(people, new), both=True, because=because)
    if step.action == "orphan":
        return DraftChange("kept", beginning(people), "", both=True, because=because)
    return None


def both_in(merge: Merge, texts: MergedTexts) -> tuple[str, ...]:
    """The beginnings of the paragraphs in which both had a hand, conflicts left out."""
    found = [texts.new_of(step) for step in merge.steps if step.both and step.action == "change"]
    return tuple(beginning(words_of(block), 12) for block in found)


def words_of(block: Block | None) -> str:
    """The text of a block on one line; cells of a row with bars between them."""
    return "" if block is None else " ".join(" | ".join(block.texts).split())


def beginning(text: str, most: int = LONG) -> str:
    """The first words of a text."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + " …"


def named(things: Sequence[str], most: int = 3) -> str:
    """The first of many things, and how many more there are."""
    more = f"; and {len(things) - most} more" if len(things) > most else ""
    return "; ".join(things[:most]) + more


def shortened(old: str, new: str) -> tuple[str, str]:
    """Two texts without the words that they have in common far from what differs."""
    a, b = old.split(), new.split()
    start = end = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    return _part(a, start, end), _part(b, start, end)


def _part(words: Sequence[str], start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(len(words) - end + AROUND, len(words))
    if first <= 2:
        first = 0
    if last >= len(words) - 2:
        last = len(words)
    shown = beginning(" ".join(words[first:last]), LONG + AROUND)
    return ("… " if first else "") + shown + (" …" if last < len(words) and not shown.endswith("…") else "")
