"""Looks for rows that a damaged text would swallow: a line without end, or a quotation mark that nobody closed.

A reader takes what follows such a mark, line ends and all, as one value. So the lines are counted first. Where fewer
rows come out than there are lines, values that hold whole rows are looked for.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from coplan.calls.read.call_files import opened, pieces
from coplan.errors import BadInput, Problem

LONGEST = 8 << 20  # bytes; between two line ends there are never so many
MANY = 8  # columns whose signs in one line are no accident; with fewer columns two lines in a row must have them


def lines_in(path: Path, shown: Path) -> int:
    """How many lines a text file has. Raises BadInput where one has no end for 8 MB."""
    ends, last = 0, b"\n"
    for piece in pieces(path, LONGEST):
        here = piece.count(b"\n") or piece.count(b"\r")
        if not here and len(piece) == LONGEST:
            what = "has a line that does not end for more than 8 MB."
            raise BadInput([Problem(shown.name, ends + 1, "", what, "Export the file again, or take that line out.")])
        ends, last = ends + here, piece[-1:]
    return ends + (last not in (b"\n", b"\r"))


def swallowed(columns: int, delimiter: str) -> str:
    """A regular expression for a value with whole rows in it: lines with a sign between as many columns."""
    sign = re.escape(delimiter)
    cells = rf"\r?\n([^\r\n{sign}]*{sign}){{{columns - 1}}}[^\r\n{sign}]*"
    return cells if columns >= MANY else f"({cells}){{2}}"


def refuse_open_quote(path: Path, shown: Path, columns: int, delimiter: str, skip: int = 0) -> None:
    """Raise BadInput with the line at which a value begins that holds whole rows; nothing where there is none."""
    pattern = re.compile(swallowed(columns, delimiter))
    with opened(path) as file, io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="") as text:
        for _ in range(skip):
            text.readline()
        for line, cells in _records(csv.reader(text, delimiter=delimiter)):
            if cells is None or any("\n" in cell and pattern.search(cell) for cell in cells):
                what = "has a quotation mark that is not closed: the rows below it would be lost."
                fix = "Close it or take it out, or export the file again."
                raise BadInput([Problem(shown.name, line + skip, "", what, fix)])


def _records(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str] | None]]:
    """Each record with the line at which it begins; without cells where it is too long for one."""
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            if reader.line_num > line:  # type: ignore[attr-defined]
                yield line, None
                return
            cells = []  # one line that is too long; the reader of rows has counted it
        if cells is None:
            return
        yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]
