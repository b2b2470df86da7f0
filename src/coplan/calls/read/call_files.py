"""Call files as the reader takes them: UTF-8 text with commas, or Parquet. Others are turned into it on the way.

Nothing is left behind: what is written on the way lies in a folder that goes when the reading ends.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from coplan.errors import BadInput, MissingExtra, Problem

SHEETS, PARQUET = (".xlsx", ".xlsm"), (".parquet", ".pq")
MARKS = ("\ufeff", "ï»¿")  # a byte-order mark, and one that was encoded twice
PLAIN = ("utf-8", "utf-8-sig", "utf8")
SAMPLE = 2_000_000  # bytes that are read to see how a file is written
PIECE = 1 << 20


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


def header_of(path: Path, delimiter: str) -> tuple[list[str], str]:
    """The names of a text file's columns as they stand, and how its lines end. Raises BadInput where it is no table."""
    with opened(path) as file:
        first = file.read(SAMPLE)
    lines = first.decode("utf-8", "replace")
    try:
        header = next(csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter), [])
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


def _from_sheet(path: Path, copy: Path) -> Path:
    """The first sheet as CSV; dates as year-month-day, formulas as the values they had when the file was saved."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra("Reading XLSX", "openpyxl", "data") from None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        with copy.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in sheet.iter_rows(values_only=True):
                writer.writerow([_cell(value) for value in row])
        book.close()
    except BadInput:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises what it meets in a broken file
        raise bad(path, f"is no workbook that can be read ({type(error).__name__}).", "Save it as CSV.") from None
    return copy


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
