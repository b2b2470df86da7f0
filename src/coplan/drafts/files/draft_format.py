"""What Word and Markdown drafts have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from coplan.prose.blocks import Block
from coplan.prose.merge.merge_steps import Merge
from coplan.word.write.word_look import Look


@dataclass(frozen=True)
class Brought:
    """A file after the plan's changes came into it."""

    content: bytes
    conflicts: int
    left_alone: tuple[str, ...] = ()


class DraftFile(Protocol):
    """One draft as people left it.

    `touched`: people did something to it. `known`: the text that coplan last wrote there is known; it is `base_text`.
    `final`: Word says so. `unresolved`: where conflicts wait. `unheld`: what could not be read as text.
    `unshown`: what a page of the text would leave out or show as something else.
    """

    @property
    def touched(self) -> bool: ...

    @property
    def known(self) -> bool: ...

    @property
    def final(self) -> bool: ...

    @property
    def unresolved(self) -> tuple[str, ...]: ...

    @property
    def unheld(self) -> tuple[str, ...]: ...

    @property
    def unshown(self) -> tuple[str, ...]: ...

    @property
    def base_text(self) -> str: ...

    @property
    def base(self) -> list[Block]: ...

    @property
    def people(self) -> list[Block]: ...

    def says(self, text: str) -> bool:
        """True if the file holds this text and nothing else."""

    def merged(self, new_text: str) -> Merge:
        """What a merge with the plan's text decides."""

    def bring(self, new_text: str, reasons: Callable[[], Mapping[int, str]], date: str) -> Brought:
        """The file with the plan's changes in it."""

    def anew(self, new_text: str, look: Look) -> bytes:
        """The file with the plan's text and nothing else."""
