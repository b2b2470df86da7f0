"""Changes single sentences of a shipped text where an own pack says so, under `changes: text:`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from coplan.yaml.nodes import Node

FIELD = "text"
OLD, NEW = "old", "new"


@dataclass(frozen=True)
class Wording:
    """Words of a text below, and what stands in their place."""

    old: str
    new: str
    place: Node

    @property
    def pattern(self) -> re.Pattern[str]:
        """Where the words stand in a text, however its lines are broken."""
        return re.compile(r"\s+".join(map(re.escape, self.old.split())))


def wordings(head: Node) -> Iterator[Wording | Node]:
    """Each change of words that a front matter gives; where one cannot be read, its node."""
    changes = head.value.get("changes") if isinstance(head.value, dict) else None
    listed = changes.value.get(FIELD) if changes and isinstance(changes.value, dict) else None
    if listed is None:
        return
    if not isinstance(listed.value, list):
        yield listed
        return
    for node in listed.value:
        data = node.data
        if isinstance(data, dict) and set(data) == {OLD, NEW} and str(data[OLD]).strip():
            yield Wording(str(data[OLD]), str(data[NEW]), node)
        else:
            yield node


def reworded(text: str, change: Wording) -> str | None:
    """The text with the words changed wherever they stand; None where they do not."""
    new, times = change.pattern.subn(lambda _: change.new, text)
    return new if times else None


def all_reworded(text: str, head: Node) -> str:
    """The text with every change of words that can be carried out."""
    for change in wordings(head):
        if isinstance(change, Wording):
            text = reworded(text, change) or text
    return text
