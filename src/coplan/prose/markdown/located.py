"""A Markdown text as blocks that know where they stand in it, so that words can be changed in place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from coplan.prose.blocks import Block
from coplan.prose.markdown.inline import InlinePiece, read_pieces

LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Cell:
    """One cell's (or paragraph's) source, cut out of its lines. `starts` tells where each of its lines stood."""

    text: str
    starts: tuple[tuple[int, int], ...]  # (line, column) of each of its lines
    in_table: bool = False

    @property
    def pieces(self) -> list[InlinePiece]:
        return read_pieces(self.text, cell=self.in_table)

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a character of this cell."""
        begins = [0, *(found.end() for found in re.finditer(r"\n", self.text))]
        number = bisect_right(begins, at) - 1
        line, column = self.starts[number]
        return line, column + at - begins[number]


@dataclass(frozen=True)
class Placed:
    """A block and the lines it stands on, the last one not counted.

    `marker` is the bullet or number that leads it, `indent` what comes before, `number` a heading's number with the
    space after it.
    """

    block: Block
    first: int
    last: int
    cells: tuple[Cell, ...] = ()
    indent: str = ""
    marker: str = ""
    number: str = ""
