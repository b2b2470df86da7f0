"""A Word draft that nobody edited: its record says what stands in it, so that it need not be opened. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from coplan.drafts.files.draft_format import Brought
from coplan.drafts.files.record import Record
from coplan.prose.blocks import Block
from coplan.prose.merge.merge_steps import Merge
from coplan.word.write.word_look import Look

if TYPE_CHECKING:
    from coplan.drafts.update.word_draft import WordDraft


class UntouchedWord:
    """One Word draft as coplan wrote it; what needs its blocks opens it."""

    touched, known, final = False, True, False
    unresolved: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()

    def __init__(self, names: Sequence[str], path: str, content: bytes, record: Record) -> None:
        self.names, self.path, self.content, self.record = names, path, content, record

    @cached_property
    def opened(self) -> WordDraft:
        """The same draft with all that stands in the file."""
        from coplan.drafts.update.word_draft import WordDraft  # with the reader of Word files, which is long to load

        return WordDraft(self.names, self.path, self.content, self.record)

    @property
    def base_text(self) -> str:
        """The text that coplan wrote."""
        return self.record.base

    @property
    def base(self) -> list[Block]:
        """Its blocks."""
        return self.opened.base

    @property
    def people(self) -> list[Block]:
        """The same: nobody edited them."""
        return self.opened.people

    def says(self, text: str) -> bool:
        """True if the file holds this text."""
        return self.base_text == text

    def merged(self, new_text: str) -> Merge:
        """What a merge with the plan's text decides."""
        return self.opened.merged(new_text)

    def bring(self, new_text: str, reasons: Callable[[], Mapping[int, str]], date: str) -> Brought:
        """The file with the plan's changes in it, tracked."""
        return self.opened.bring(new_text, reasons, date)

    def anew(self, new_text: str, look: Look) -> bytes:
        """A clean document with the plan's text; its blocks keep their marks."""
        return self.opened.anew(new_text, look)
