"""Excel workbooks: which sheets hold the table of calls, and its rows as text."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from coplan.calls.read.call_files import LOOKED, PIECE, bad, first_row
from coplan.errors import BadInput, MissingExtra


def sheets_of(path: Path) -> dict[str, tuple[int, int]]:
    """The sheets of a workbook that hold the table: name to the row at which it begins, and its length.

    The longest sheet, and those whose columns have the same names. Raises BadInput.
    """
    with _workbook(path) as book:
        heads: dict[str, tuple[int, tuple[str, ...], int]] = {}
        for sheet in book.worksheets:
            rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True, max_row=LOOKED)]
            at = first_row(rows)
            if rows:
                heads[sheet.title] = (at, tuple(rows[at]), sheet.max_row or len(rows))
    if not heads:
        return {}
    main = max(heads, key=lambda title: (len(heads[title][1]) > 1, heads[title][2]))
    return {title: (at, length) for title, (at, names, length) in heads.items() if names == heads[main][1]}


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra("A workbook", "openpyxl", "data", "Or save it as CSV.") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        yield book
        book.close()
    except (BadInput, OSError):
        raise
    except Exception:  # noqa: BLE001 - the library raises what it meets in a broken file
        raise _damaged(path) from None


def _damaged(path: Path) -> BadInput:
    what = "is no workbook, or is damaged."
    return bad(path, what, "Open it in a spreadsheet program and save it again, or as CSV.")


_NO_VALUE = re.compile(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>")


def _without_values(path: Path) -> int:
    """Cells with a formula whose value nobody worked out: a program wrote them, and none calculated them."""
    found = 0
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with book.open(name) as sheet:
                    rest = b""
                    while piece := sheet.read(PIECE):
                        *whole, rest = (rest + piece).split(b"<c ")
                        found += sum(bool(_NO_VALUE.search(cell)) for cell in whole)
                    found += bool(_NO_VALUE.search(rest))
    return found


def rows_of(path: Path) -> Iterator[list[str]]:
    """The rows of the table; dates as year-month-day, formulas as the values they had when it was saved.

    Raises BadInput, also where a formula has no value: whoever reads it would lose the cell.
    """
    sheets = sheets_of(path)
    try:
        formulas = _without_values(path)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise _damaged(path) from None
    if formulas:
        what = f"has {formulas:,} {'cells' if formulas > 1 else 'cell'} with a formula that no program worked out."
        raise bad(path, what, "Open it in a spreadsheet program, save it, and run this again.")
    if not sheets:
        raise bad(path, "is a workbook without a table.", "Is it the right file?")
    with _workbook(path) as book:
        for number, (title, (at, _)) in enumerate(sheets.items()):
            for row in book[title].iter_rows(values_only=True, min_row=at + 1 + bool(number)):
                yield [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):  # a day's fraction is not exact: to the second
        return str((value + timedelta(milliseconds=500)).replace(microsecond=0))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
