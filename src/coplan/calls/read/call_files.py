"""Call files as they lie there: their kind and encoding, where the table begins, what its columns are called."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from coplan.errors import BadInput, Problem

SHEETS, PARQUET = (".xlsx", ".xlsm"), (".parquet", ".pq")
MARKS = ("\ufeff", "ï»¿")  # a byte-order mark, and one that was encoded twice
BYTE_ORDERS = {  # the longer marks first: one of UTF-32 begins like one of UTF-16
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
SAMPLE = 2_000_000  # bytes that are read to see how a file is written
MOST_COLUMNS = 2_000  # some exports have hundreds
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
    if re.search("[\ud800-\udfff]", str(path)):
        raise bad(path, "has a name or a folder with letters that are none.", "Give the file another name.")
    try:
        found = path.stat()
    except OSError as error:
        raise bad(path, f"cannot be read ({error.strerror}).", "Check the name.") from None
    if not path.is_file():
        raise bad(path, "is not a plain file.", "Name a CSV, XLSX or Parquet file.")
    if not found.st_size:
        raise bad(path, "is empty.", "Export it again.")
    try:
        path.open("rb").close()
    except OSError as error:
        raise bad(path, f"cannot be opened ({error.strerror}).", "Ask for the right to read it, or copy it.") from None
    return Stamp(found.st_size, found.st_mtime_ns)


def stayed(path: Path, before: Stamp) -> None:
    """Raise BadInput if a file is no longer as it was."""
    now = path.stat() if path.is_file() else None
    if now is None or Stamp(now.st_size, now.st_mtime_ns) != before:
        raise bad(path, "changed while it was read.", "Wait until the export is done, and run this again.")


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
    """The bytes of a text file, unpacked. Raises BadInput where it cannot be unpacked or read."""
    try:
        packed = is_packed(path)
        with path.open("rb") as raw:
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise bad(path, "cannot be unpacked: it is damaged, or was cut off.", "Copy or export it again.") from None
    except OSError as error:
        raise bad(path, f"cannot be read ({error.strerror}).", "Copy or export it again.") from None


def is_packed(path: Path) -> bool:
    """True for a file that gzip packed, whatever its name is. Raises OSError."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def pieces(path: Path, size: int = PIECE) -> Iterator[bytes]:
    """The bytes of a text file, unpacked, one piece after the other. Raises BadInput."""
    with opened(path) as file:
        while piece := file.read(size):
            yield piece


def encoding_of(path: Path) -> str:
    """How a text file is encoded: utf-8 if all of it is, else by its mark, else the code page of Windows."""
    with opened(path) as file:
        first = file.read(PIECE)
        for name, marks in BYTE_ORDERS.items():
            if first.startswith(marks):
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


def header_of(path: Path, shown: Path, delimiter: str, skip: int = 0) -> tuple[list[str], str]:
    """The names of a text file's columns as they stand, and how its lines end; `skip` lines stand above them.

    `shown` is the file as people know it. Raises BadInput where it is no table.
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
        raise bad(shown, f"cannot be read as a table: {error}.", "Check delimiter and encoding.") from None
    if "\0" in lines[:1000]:
        wide = encoding_of(path)
        fix = (
            f"Export it as CSV in UTF-8. For a file of calls, `encoding: {wide}` in the mapping does too."
            if wide.startswith(("utf-16", "utf-32"))
            else "Export it as CSV."
        )
        raise bad(shown, "is no text in the encoding that was named or found.", fix)
    if len(header) > MOST_COLUMNS:
        raise bad(
            shown, f"has {len(header)} columns; no export of calls has more than {MOST_COLUMNS}.", "Export it again."
        )
    if not any(name.strip() for name in header):
        raise bad(shown, "has no names of columns.", "Its first line must name them; lines above it are `skip:`.")
    if sum(not letter.isprintable() or letter == "\ufffd" for letter in "".join(header)) > 0.2 * len("".join(header)):
        fix = "Export it as UTF-8. For a file of calls, the mapping may name its `encoding:`, such as cp1252 or cp037."
        raise bad(shown, "is written in another encoding: the names of its columns are no words.", fix)
    end = "\r\n" if b"\r\n" in first else "\n" if b"\n" in first else "\r"
    return header, {"\r\n": r"\r\n", "\n": r"\n", "\r": r"\r"}[end]


def names_of(header: list[str]) -> list[str]:
    """The columns' names as people read them: no mark at the front, no blanks around, none twice."""
    found: dict[str, None] = {}
    for place, name in enumerate(header):
        clean = name.strip()
        for mark in MARKS:
            clean = clean.removeprefix(mark)
        clean = clean.strip(' "') or f"column {place + 1}"
        count, unique = 2, clean
        while unique in found:
            unique, count = f"{clean} ({count})", count + 1
        found[unique] = None
    return list(found)


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
