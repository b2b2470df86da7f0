"""The files of packs as their writers see them: which line says what. The uppermost pack that has a file counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.content.pack.files import split_front_matter


class PackTexts:
    """The texts of all packs of a plan, the shipped one first, and the pack that was read from them."""

    def __init__(self, pack: Pack, layers: Sequence[Mapping[str, bytes]]) -> None:
        self.pack, self.layers = pack, layers

    def line(self, file: str, number: int) -> str:
        """A line of a file, counted from 1; empty where it has none."""
        lines = self._lines(file)
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def line_with(self, file: str, words: str) -> int:
        """The number of the first line that begins with these words, or else holds them; 0 where none does."""
        lines = self._lines(file)
        begins = (at for at, line in enumerate(lines, 1) if line.strip().startswith(words))
        holds = (at for at, line in enumerate(lines, 1) if words in line)
        return next(begins, 0) or next(holds, 0)

    def is_own(self, file: str) -> bool:
        """True if a pack above the shipped one has this file, also if it only changes words of it."""
        return self._layer(file) > 0 or (file.endswith(".j2") and any(file in layer for layer in self.layers[1:]))

    def _lines(self, file: str) -> list[str]:
        if file not in self._read:
            lines = self._text(self._layer(file), file).splitlines()
            part = self.pack.parts.get(file.removeprefix("templates/"))
            if part is not None:
                lines = part.splitlines()
            elif document := self._templates.get(file):
                lines = [*lines[: document.first_line - 1], *document.body.splitlines()]
            self._read[file] = lines
        return self._read[file]

    @cached_property
    def _templates(self) -> Mapping[str, Document]:
        """What was read of each template: its text has the words that own packs changed in it."""
        return {f"templates/{one.template}.md.j2": one for one in self.pack.documents}

    def _text(self, place: int, file: str) -> str:
        return self.layers[place].get(file, b"").decode("utf-8", errors="replace")

    @cached_property
    def _read(self) -> dict[str, list[str]]:
        return {}

    def _layer(self, file: str) -> int:
        """The pack whose file counts: a template that only changes a front matter has no text of its own."""
        for place in range(len(self.layers) - 1, 0, -1):
            text = self._text(place, file)
            if split_front_matter(text)[1].strip() and (file.endswith(".j2") or place):
                return place
        return 0
