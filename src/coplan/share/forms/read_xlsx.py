"""Reads a filled workbook. It may come from anybody: parts are bounded, and a formula is never worked out."""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from coplan.errors import BadInput, MissingExtra, Problem
from coplan.share.forms.filled import Filled, FilledRow, Written, read_record
from coplan.share.forms.form import ANSWER, FILLED_BY
from coplan.share.forms.xlsx import COLUMNS, HEADS, HELP, LISTS, RECORD, START, TABLE

MAX_CONTENT = 64_000_000  # bytes of all parts together, unpacked
MAX_PARTS = 1_000
MAX_ROWS, MAX_COLUMNS = 20_000, 200
STRANGE = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, TypeError, AttributeError),
    *(NotImplementedError, RuntimeError, OverflowError, MemoryError, SyntaxError),
)
SAVE_AGAIN = "Open it in a spreadsheet program, and save it as .xlsx."


def read_xlsx(content: bytes, name: str) -> Filled:
    """What stands in a filled form. Raises BadInput with one message, MissingExtra."""
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("Reading XLSX", "openpyxl", "xlsx", "Word forms do without.") from None
    _bounded(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd in the file is told by what can be read of it
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=False, data_only=False, keep_links=False)
        sheets = {sheet.title: list(_lines(sheet)) for sheet in book.worksheets}
    except STRANGE as error:
        raise _bad(name, f"is not as spreadsheet programs write it ({type(error).__name__}).", SAVE_AGAIN) from None
    return _filled(sheets, name)


def _bounded(content: bytes, name: str) -> None:
    """Refuse what is no workbook, unpacks to too much, or declares entities."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _bad(name, "has a password, or was saved by Excel 2003 or older.", "Save it as .xlsx without a password.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            entries = file.infolist()
            if len(entries) > MAX_PARTS:
                raise _bad(name, "holds far more parts than a form has.", "Do not use this file.")
            left = MAX_CONTENT
            for entry in entries:
                with file.open(entry) as part:
                    text = part.read(left + 1)  # what the header says about the size is not believed
                left -= len(text)
                if left < 0:
                    raise _bad(name, f"unpacks to more than {MAX_CONTENT // 1_000_000} MB.", "Do not use this file.")
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise _bad(name, "declares entities, which no workbook does.", "Do not use this file.")
    except STRANGE as error:
        if isinstance(error, BadInput):
            raise
        raise _bad(name, "is no workbook, or it is damaged.", SAVE_AGAIN) from None


def _lines(sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet with their cells. A sheet that claims to be huge is read as far as a form goes."""
    last_row, last_column = min(sheet.max_row or 0, MAX_ROWS), min(sheet.max_column or 0, MAX_COLUMNS)
    for row in sheet.iter_rows(min_row=1, max_row=last_row, max_col=last_column):
        yield list(row)


def _filled(sheets: dict[str, list[list[Any]]], name: str) -> Filled:
    role, base = read_record("".join(_text(line[0]) for line in sheets.get(RECORD, []) if line))
    answers: dict[str, Written] = {}
    rows: dict[str, tuple[FilledRow, ...]] = {}
    stray: list[Written] = []
    by = ""
    for title, lines in sheets.items():
        if title in (RECORD, LISTS):
            continue
        marks = [_text(line[0]) if line else "" for line in lines]
        if FILLED_BY in marks:
            line = lines[marks.index(FILLED_BY)]
            by = _text(line[2]) if len(line) > 2 else ""
        elif TABLE in marks and COLUMNS in marks:
            key = marks[marks.index(TABLE) + 1] if marks.index(TABLE) + 1 < len(marks) else ""
            rows[key] = tuple(_rows(title, lines, marks, stray))
        elif HEADS in marks:
            _questions(title, lines, marks, answers, stray)
        else:
            stray += [_written(title, cell) for line in lines for cell in line if _text(cell)]
    if not answers and not rows and START not in sheets:
        raise _bad(name, "is no form of coplan.", "`coplan worksheet` writes them.")
    return Filled(name, role, by, base, answers, rows, tuple(stray))


def _questions(
    title: str, lines: Sequence[list[Any]], marks: Sequence[str], answers: dict[str, Written], stray: list[Written]
) -> None:
    at = marks.index(HEADS)
    heads = [_text(cell) for cell in lines[at]]
    place = heads.index(ANSWER) if ANSWER in heads else 5
    for mark, line in zip(marks[at + 1 :], lines[at + 1 :], strict=True):
        for column, cell in enumerate(line[1:], 1):
            if not _text(cell):
                continue
            if column == place and mark and mark not in answers:
                answers[mark] = _written(title, cell)
            elif column >= place or not mark:
                stray.append(_written(title, cell))


def _rows(title: str, lines: Sequence[list[Any]], marks: Sequence[str], stray: list[Written]) -> Iterator[FilledRow]:
    columns = [_text(cell) for cell in lines[marks.index(COLUMNS)]]
    begin = marks.index(HELP) if HELP in marks else marks.index(COLUMNS)
    seen: set[str] = set()
    for mark, line in zip(marks[begin + 1 :], lines[begin + 1 :], strict=True):
        cells: dict[str, Written] = {}
        for column, cell in enumerate(line[1:], 1):
            if not _text(cell):
                continue
            if column < len(columns) and columns[column]:
                cells[columns[column]] = _written(title, cell)
            else:
                stray.append(_written(title, cell))
        if cells:
            yield FilledRow("" if mark in seen else mark, cells)
        seen.add(mark)


def _written(title: str, cell: Any) -> Written:
    place = f"sheet {title}, cell {cell.coordinate}"
    if cell.data_type == "f":
        return Written(place, str(cell.value), "this is a formula. Write what it comes to, as a number or words.")
    if cell.data_type == "e":
        return Written(place, str(cell.value), "the spreadsheet shows an error here. Write the value.")
    return Written(place, _text(cell))


def _text(cell: Any) -> str:
    """What stands in a cell as people see it: days as year-month-day, shares with their sign, no `.0`."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        share = "%" in str(cell.number_format)
        number = round(value * 100, 10) if share else value
        return f"{number:.15g}" + ("%" if share else "")
    return str(value).strip()


def _bad(name: str, what: str, fix: str) -> BadInput:
    return BadInput([Problem(name, 0, "", what, fix)])
