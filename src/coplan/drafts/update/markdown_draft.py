"""A draft as a Markdown file: what people made of it, and how the plan's changes come into it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from coplan.drafts.files.draft_format import Brought
from coplan.drafts.files.record import Record
from coplan.errors import BadInput, Problem
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.merge_steps import Merge
from coplan.prose.revise import conflicts
from coplan.prose.revise.revise import MarkdownUpdate, update_markdown
from coplan.word.write.word_look import Look


class MarkdownDraft:
    """One Markdown draft. Raises BadInput if it is no text."""

    final = False
    unheld: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()

    def __init__(self, path: str, content: bytes, record: Record | None) -> None:
        try:
            self.text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            fix = "Save it again with the encoding UTF-8."
            raise BadInput([Problem(path, line, "", "is not UTF-8 text.", fix)]) from None
        self.known = record is not None
        self.base_text = record.base if record else ""
        self.touched = self.plain != self.base_text
        self._done: tuple[str, MarkdownUpdate] | None = None

    @property
    def plain(self) -> str:
        """The text without its byte-order mark, with plain line ends."""
        return self.text.removeprefix("\ufeff").replace("\r\n", "\n")

    def says(self, text: str) -> bool:
        """True if the file holds this text and nothing else."""
        return self.plain == text

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """Where conflicts are still unsettled."""
        return tuple(f"line {line}" for line in conflicts.unresolved(self.text))

    @cached_property
    def base(self) -> list[Block]:
        """The blocks of the text that coplan last wrote."""
        return read_markdown(self.base_text)

    @cached_property
    def people(self) -> list[Block]:
        """The blocks of people's text."""
        return read_markdown(self.text)

    def merged(self, new_text: str) -> Merge:
        """What a merge with the plan's text decides."""
        return self._update(new_text).merge

    def bring(self, new_text: str, reasons: Callable[[], Mapping[int, str]], date: str) -> Brought:
        """The file with the plan's changes in it."""
        del reasons, date  # Markdown has no place for them
        done = self._update(new_text)
        return Brought(done.text.encode("utf-8"), len(done.merge.conflicts))

    def anew(self, new_text: str, look: Look) -> bytes:
        """The plan's text, with the line ends of the file."""
        del look
        bom = "\ufeff" if self.text.startswith("\ufeff") else ""
        return (bom + new_text.replace("\n", "\r\n" if "\r\n" in self.text else "\n")).encode("utf-8")

    def _update(self, new_text: str) -> MarkdownUpdate:
        if self._done is None or self._done[0] != new_text:
            self._done = (new_text, update_markdown(self.text, self.base_text, new_text))
        return self._done[1]
