"""What a merge of three texts decides, block by block: the language between the merge and those who carry it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coplan.prose.blocks import Block, Runs

# keep: people's block stands. change: the plan's words go into people's block, by splices. insert: a block of the plan
# comes in. delete: people's block, which they left as it was, goes. conflict: both changed the same words; people's
# block stands (or is gone) and the plan's is put beside it. orphan: people edited what the plan no longer calls for;
# it stays.
Action = Literal["keep", "change", "insert", "delete", "conflict", "orphan"]


@dataclass(frozen=True)
class Splice:
    """In one cell of people's block, the characters from `start` to `end` give way to `runs`."""

    start: int
    end: int
    runs: Runs


@dataclass(frozen=True)
class MergeStep:
    """What happens at one place. Steps stand in the order of the merged document.

    `people`, `base` and `new` are indexes into the three lists of blocks, None where there is no such block there.
    `splices` has one tuple for each cell (for `change` only). `block` is the plan's block (`insert` and `conflict`).
    `both` marks a block in which people and plan both had a hand: merged, please read.
    """

    action: Action
    people: int | None = None
    base: int | None = None
    new: int | None = None
    splices: tuple[tuple[Splice, ...], ...] = ()
    block: Block | None = None
    both: bool = False


@dataclass(frozen=True)
class Merge:
    """All steps of one merge."""

    steps: tuple[MergeStep, ...]

    @property
    def conflicts(self) -> tuple[MergeStep, ...]:
        """The places where people and plan changed the same words."""
        return tuple(step for step in self.steps if step.action == "conflict")

    @property
    def changes_nothing(self) -> bool:
        """True if people's text stays as it is, to the letter."""
        return all(step.action in ("keep", "orphan") for step in self.steps)
