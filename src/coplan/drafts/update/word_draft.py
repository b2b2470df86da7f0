"""A draft as a Word document: what people made of it, and how the plan's changes come into it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from coplan.drafts.files.draft_format import Brought
from coplan.drafts.files.record import Record, is_untouched
from coplan.errors import BadInput, Problem
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.align import align
from coplan.prose.merge.merge_steps import Merge
from coplan.prose.merge.three_texts import merge
from coplan.word.file.ids import highest
from coplan.word.file.mark import DraftMark, marked, read_mark
from coplan.word.file.package import Package, open_package
from coplan.word.read.word_document import WordText, read_word
from coplan.word.track.track import track, unresolved
from coplan.word.write.build import build
from coplan.word.write.word_look import Look


class WordDraft:
    """One Word draft. It is opened only when that is needed. Raises BadInput if it is no sound Word document.

    `names` has the id of the document, and then those that it had before.
    """

    def __init__(self, names: Sequence[str], path: str, content: bytes, record: Record | None) -> None:
        self.names, self.document, self.path, self.content, self.record = names, names[0], path, content, record
        self.touched = record is None or not is_untouched(content, record)
        self._done: tuple[str, Merge] | None = None
        if self.touched:
            self._refuse_another_document()

    def _refuse_another_document(self) -> None:
        mark = self.read.mark
        if mark is not None and mark.document not in self.names:
            what = f"this is the draft of `{mark.document}`, under the name of `{self.document}`."
            raise BadInput([Problem(self.path, 0, "", what, "Give it back its name, or delete it.")])

    @cached_property
    def package(self) -> Package:
        """The parts of the file."""
        return open_package(self.content, self.path)

    @cached_property
    def read(self) -> WordText:
        """What stands in the file."""
        return read_word(self.package)

    @property
    def known(self) -> bool:
        """True if the text that coplan last wrote is known: from the file itself, or from the record."""
        return self.record is not None or self.read.mark is not None

    @property
    def base_text(self) -> str:
        """The text that coplan last wrote into this file."""
        if self.touched and self.read.mark is not None:
            return self.read.mark.base
        return self.record.base if self.record else ""

    @property
    def final(self) -> bool:
        """True if Word has it marked as final or protected."""
        return self.touched and self.read.final

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """The beginnings of the plan's texts that still wait beside people's."""
        return tuple(f"“{words}”" for words in unresolved(self.read)) if self.touched else ()

    @property
    def unheld(self) -> tuple[str, ...]:
        """What could not be read as text."""
        return self.read.unheld if self.touched else ()

    @property
    def unshown(self) -> tuple[str, ...]:
        """What a page of this text would leave out or show as something else."""
        return self.read.unshown if self.touched else ()

    @cached_property
    def base(self) -> list[Block]:
        """The blocks of the text that coplan last wrote, with their marks where they are known."""
        mark = read_mark(self.package)
        blocks = read_markdown(self.base_text)
        return marked(blocks, mark.ids) if mark is not None and mark.base == self.base_text else blocks

    @cached_property
    def people(self) -> list[Block]:
        """The blocks of people's text."""
        return list(self.read.blocks) if self.touched else self.base

    def says(self, text: str) -> bool:
        """True if the file holds this text and nothing else. A file that people touched may hold more."""
        return not self.touched and self.base_text == text

    def merged(self, new_text: str) -> Merge:
        """What a merge with the plan's text decides."""
        if self._done is None or self._done[0] != new_text:
            self._done = (new_text, merge(self.base, self.people, read_markdown(new_text)))
        return self._done[1]

    def bring(self, new_text: str, reasons: Callable[[], Mapping[int, str]], date: str) -> Brought:
        """The file with the plan's changes in it, tracked."""
        done = track(self.read, self.merged(new_text), reasons(), DraftMark(self.document, new_text), date)
        return Brought(done.content, done.conflicts, done.left_alone)

    def anew(self, new_text: str, look: Look) -> bytes:
        """A clean document with the plan's text; its blocks keep their marks."""
        new = read_markdown(new_text)
        return build(new, look, DraftMark(self.document, new_text, carried(self.base, new)))


def fresh_word(document: str, text: str, look: Look) -> bytes:
    """A new Word document with the plan's text."""
    return build(read_markdown(text), look, DraftMark(document, text))


def carried(base: Sequence[Block], new: Sequence[Block]) -> tuple[str, ...]:
    """The marks of new blocks: those of the blocks that they come from, and new ones that nothing ever had."""
    ids = {j: base[i].mark for i, j in align(base, new).items() if base[i].mark}
    last = highest(block.mark for block in base)
    found = []
    for j in range(len(new)):
        if j not in ids:
            last += 1
        found.append(ids.get(j) or str(last))
    return tuple(found)
