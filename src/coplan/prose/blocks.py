"""A document as a list of blocks: what Markdown and Word have in common, and what a merge compares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

# `head` is the header row of a table and begins a new one; `row` goes on with it.
Kind = Literal["title", "heading", "paragraph", "bullet", "number", "quote", "head", "row", "code", "rule"]


@dataclass(frozen=True)
class Run:
    """A stretch of text with one look. `change` is inserted or deleted for a pending change in Word, where shown."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    change: str = ""

    @property
    def look(self) -> tuple[bool, bool, bool, str, str]:
        """All but the text."""
        return self.bold, self.italic, self.code, self.link, self.change


Runs: TypeAlias = tuple[Run, ...]


def joined(runs: Iterable[Run]) -> Runs:
    """Runs without empty ones, neighbours of one look made one."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].look == run.look:
            found[-1] = replace(run, text=found[-1].text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


@dataclass(frozen=True)
class Block:
    """One heading, paragraph, list item or table row.

    `cells` has one entry, but for table rows. `level` is 1 to 3 for headings, and the depth from 0 for list items.
    A heading's number is not part of its text: `numbered` says that it has one. `mark` is the block's identity across
    updates, empty for what people wrote themselves.
    """

    kind: Kind
    cells: tuple[Runs, ...]
    level: int = 0
    numbered: bool = False
    mark: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The plain text of each cell."""
        return tuple("".join(run.text for run in runs) for runs in self.cells)
