"""Call files as the reader takes them: UTF-8 text with commas, or Parquet. Others are turned into it on the way.

Nothing is left behind: what is written on the way lies in a folder that goes when the reading ends.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, cast

from coplan.errors import BadInput, MissingExtra, Problem

SHEETS, PARQUET = (".xlsx", ".xlsm"), (".parquet", ".pq")
MARKS = ("\ufeff", "ï»¿")  # a byte-order mark, and one that was encoded twice
PLAIN = ("utf-8", "utf-8-sig", "utf8")
SAMPLE = 2_000_000  # bytes that are read to see how a file is written
PIECE = 1 << 20
LOOKED = 60  # rows that are looked at to find where the table begins


@dataclass(frozen=True)
class Stamp:
    """What tells that a file stayed as it was: size and time of change."""

    size: int
    changed: int


def stamp(path: Path) -> Stamp:
    """A file's stamp. Raises BadInput where there is no such file."""
    if path.is_dir():
        raise bad(path, "is a folder.", "Name the files in it.")
    try:
        found = path.stat()
    except OSError as error:
        raise bad(path, f"cannot be read ({error.strerror}).", "Check the name.") from None
    if not path.is_file():
        raise bad(path, "is not a plain file.", "Name a CSV, XLSX or Parquet file.")
    if not found.st_size:
        raise bad(path, "is empty.", "Export it again.")
    return Stamp(found.st_size, found.st_mtime_ns)


def bad(path: Path, what: str, fix: str) -> BadInput:
    """A fault of a whole file."""
    return BadInput([Problem(path.name, 0, "", what, fix)])


def is_sheet(path: Path) -> bool:
    """True for an Excel workbook."""
    return path.suffix.lower() in SHEETS


def is_parquet(path: Path) -> bool:
    """True for a Parquet file."""
    return path.suffix.lower() in PARQUET


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a text file, unpacked. Raises BadInput where it is not what its name says."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with path.open("rb") as raw:
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
    except (OSError, EOFError) as error:
        raise bad(path, f"cannot be read: {error}.", "Copy or export it again.") from None


def encoding_of(path: Path) -> str:
    """How a text file is encoded: utf-8 if all of it is, else by its mark, else the code page of Windows."""
    with opened(path) as file:
        first = file.read(PIECE)
        for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
            if first.startswith(mark):
                return name
        if first[1:200:2].count(0) > 50:  # every second byte is empty: UTF-16 without its mark
            return "utf-16-le"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while first:
                decoder.decode(first)
                first = file.read(PIECE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def header_of(path: Path, delimiter: str, skip: int = 0) -> tuple[list[str], str]:
    """The names of a text file's columns as they stand, and how its lines end; `skip` lines stand above them.

    Raises BadInput where it is no table.
    """
    with opened(path) as file:
        first = file.read(SAMPLE)
    lines = first.decode("utf-8", "replace")
    try:
        text = io.StringIO(lines, newline="")
        for _ in range(skip):
            text.readline()
        header = next(csv.reader(text, delimiter=delimiter), [])
    except csv.Error as error:
        raise bad(path, f"cannot be read as a table: {error}.", "Check delimiter and encoding.") from None
    if not any(name.strip() for name in header) or "\0" in lines[:1000]:
        raise bad(path, "cannot be read as a table.", "Check delimiter and encoding; the first line names the columns.")
    end = "\r\n" if b"\r\n" in first else "\n" if b"\n" in first else "\r"
    return header, {"\r\n": r"\r\n", "\n": r"\n", "\r": r"\r"}[end]


def names_of(header: list[str]) -> list[str]:
    """The columns' names as people read them: no mark at the front, no blanks around, none twice."""
    found: list[str] = []
    for place, name in enumerate(header):
        clean = name.strip()
        for mark in MARKS:
            clean = clean.removeprefix(mark)
        clean = clean.strip(' "') or f"column {place + 1}"
        count, unique = 2, clean
        while unique in found:
            unique, count = f"{clean} ({count})", count + 1
        found.append(unique)
    return found


def as_text(path: Path, encoding: str, folder: Path) -> Path:
    """The file itself if the reader takes it, else a copy in `folder` that it takes."""
    if is_sheet(path):
        return _from_sheet(path, folder / f"{path.stem}.csv")
    if is_parquet(path) or encoding.lower() in PLAIN:
        return path
    return _from_encoding(path, encoding, folder / f"{path.stem}.txt")


def _from_encoding(path: Path, encoding: str, copy: Path) -> Path:
    try:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
    except LookupError:
        raise bad(path, f"cannot be read as `{encoding}`.", "Write an encoding such as utf-8 or cp1252.") from None
    with opened(path) as file, copy.open("w", encoding="utf-8", newline="") as out:
        while piece := file.read(PIECE):
            out.write(decoder.decode(piece))
        out.write(decoder.decode(b"", final=True))
    return copy


def first_row(rows: Sequence[Sequence[str]]) -> int:
    """At which row a table begins: the first one that is as wide and as full as most of those that follow.

    What stands above it are titles and notes of the program that wrote it.
    """
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0
    width = max(widths, key=lambda wide: (widths[wide], wide))
    full = sorted(sum(bool(cell.strip()) for cell in row) for row in rows if len(row) == width)
    enough = 0.6 * full[len(full) // 2]
    found = (
        at for at, row in enumerate(rows) if len(row) == width and sum(bool(cell.strip()) for cell in row) >= enough
    )
    return next(found, 0)


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
    except BadInput:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises what it meets in a broken file
        raise bad(path, f"is no workbook that can be read ({type(error).__name__}).", "Save it as CSV.") from None


def _from_sheet(path: Path, copy: Path) -> Path:
    """The sheets of the table as CSV; dates as year-month-day, formulas as the values they had when it was saved."""
    sheets = sheets_of(path)
    with _workbook(path) as book, copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        for number, (title, (at, _)) in enumerate(sheets.items()):
            for row in book[title].iter_rows(values_only=True, min_row=at + 1 + bool(number)):
                writer.writerow([_cell(value) for value in row])
    return copy


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):  # a day's fraction is not exact: to the second
        return str((value + timedelta(milliseconds=500)).replace(microsecond=0))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
