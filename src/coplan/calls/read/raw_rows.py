"""One file as rows of text: how the database is told to read it, and what it says of lines that are no rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.calls.mapping import CallFile
from coplan.calls.read.call_files import bad, header_of, is_packed, is_parquet, names_of
from coplan.calls.read.database import LONGEST_LINE, MEMORY, disk_refusal, first_line, name, text
from coplan.calls.read.whole_lines import lines_in, refuse_open_quote, swallowed
from coplan.errors import BadInput, CoplanError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MORE = "cells without a name"  # what stands in a row behind the last column that has a name


@dataclass(frozen=True)
class OpenedFile:
    """A file ready to be read: its path, the name people know, its columns as people read them, how its lines end.

    `stamps` are the columns of a Parquet file that hold times, each with whether it holds a zone. `serial` is for text
    that cannot be read from two places at once: values with line ends in them, beside rows that are too short.
    `lines` is how many lines a text has, `packed` whether gzip packed it.
    """

    path: Path
    shown: str
    columns: tuple[str, ...]
    line_end: str = "\n"
    parquet: bool = False
    stamps: tuple[tuple[str, bool], ...] = ()
    serial: bool = False
    lines: int = 0
    packed: bool = False


def raw_rows(file: OpenedFile, source: CallFile) -> str:
    """SQL that reads one file as text."""
    if file.parquet:
        times = ", ".join(f"{_as_stamp(column, zoned=zoned)} AS {name(column)}" for column, zoned in file.stamps)
        return f"SELECT *{f' REPLACE ({times})' if times else ''} FROM read_parquet({text(str(file.path))})"
    # All is said and nothing sniffed: a broken line in the first thousands must not decide how a file is read.
    columns = ", ".join(f"{text(column)}: 'VARCHAR'" for column in (*file.columns, MORE))
    options = (
        f"auto_detect=false, columns={{{columns}}}, header=true, skip={source.skip}, delim={text(source.delimiter)}, "
        f"quote='\"', escape='\"', new_line={text(file.line_end)}, ignore_errors=true, store_rejects=true, "
        f"rejects_limit=1000000, null_padding=true, strict_mode=false, max_line_size={LONGEST_LINE}"
        f", compression={text('gzip' if file.packed else 'none')}{', parallel=false' if file.serial else ''}"
    )
    return f"SELECT * FROM read_csv({text(str(file.path))}, {options})"


def _as_stamp(column: str, *, zoned: bool) -> str:
    """A time of a Parquet file as text, to the second; one with a zone in UTC, and with the sign of it."""
    if zoned:
        return f"strftime({name(column)} AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S+00')"
    return f"strftime(CAST({name(column)} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S')"


def opened_file(link: DuckDBPyConnection, path: Path, shown: str, source: CallFile) -> OpenedFile:
    """A file ready to be read. Raises BadInput where it is no table, or a line of it has no end."""
    if not is_parquet(path):
        lines = lines_in(path, Path(shown))
        header, end = header_of(path, Path(shown), source.delimiter, source.skip)
        return OpenedFile(path, shown, tuple(names_of(header)), end, lines=lines, packed=is_packed(path))
    try:
        found = link.execute(f"SELECT * FROM read_parquet({text(str(path))}) LIMIT 0")
    except Exception:  # noqa: BLE001 - the database names its errors by what was read
        raise damaged_parquet(Path(shown)) from None
    described = [(column[0], str(column[1])) for column in found.description or ()]
    stamps = tuple((column, "ZONE" in kind) for column, kind in described if kind.startswith("TIMESTAMP"))
    return OpenedFile(path, shown, tuple(column for column, _ in described), parquet=True, stamps=stamps)


def damaged_parquet(shown: Path) -> BadInput:
    """The fault of a Parquet file that cannot be read."""
    return bad(shown, "is no Parquet file, or is damaged.", "Copy or export it again.")


def refuse_swallowed(link: DuckDBPyConnection, file: OpenedFile, source: CallFile, rows: int, raw: str = "") -> None:
    """Raise BadInput where a text gave fewer rows than it has lines because some went into one value.

    `rows` are those that came out; `raw` is what was read, in SQL, where it is still there.
    """
    broken = [] if file.parquet else [line for path, line, _ in broken_lines(link) if Path(path) == file.path]
    if rows + len(broken) >= file.lines - 1 - source.skip:  # a Parquet file has no lines
        return
    pattern, plain = text(swallowed(len(file.columns), source.delimiter)), text("\n")
    tests = [f"(contains({c}, {plain}) AND regexp_matches({c}, {pattern}))" for c in map(name, file.columns)]
    asked = f"SELECT count(*) FROM ({raw or raw_rows(file, source)}) WHERE {' OR '.join(tests)}"
    found = link.execute(asked).fetchone()
    if broken or (found and found[0]):
        refuse_open_quote(file.path, Path(file.shown), len(file.columns), source.delimiter, source.skip)


def needs_one_reader(error: Exception) -> bool:
    """True where a text must be read from one place: values with line ends, beside rows that are too short."""
    return "parallel scanner" in str(error)


def forget_rejects(link: DuckDBPyConnection) -> None:
    """What the reader noted of broken lines goes."""
    for table in ("reject_errors", "reject_scans"):
        link.execute(f"DROP TABLE IF EXISTS {table}")


def load(link: DuckDBPyConnection, table: str, file: OpenedFile, source: CallFile, select: str = "SELECT *") -> int:
    """Read a file as text into a table of its own; return how many rows. Raises BadInput, SaveError."""
    try:
        link.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select} FROM ({raw_rows(file, source)})")
    except Exception as error:  # noqa: BLE001
        if not file.serial and needs_one_reader(error):
            forget_rejects(link)
            return load(link, table, replace(file, serial=True), source, select)
        raise read_fault(file, error) from None
    rows = int((link.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0])
    refuse_swallowed(link, file, source, rows, f"SELECT * FROM {table}")
    return rows


def read_fault(file: OpenedFile, error: Exception) -> CoplanError:
    """What the database met while it read a file, in words."""
    if refused := disk_refusal(error):
        return refused
    if "memory" in str(error).lower():
        return CoplanError(f"{file.shown} needs more memory than coplan takes ({MEMORY}). Export it in parts.")
    if file.parquet:
        return damaged_parquet(Path(file.shown))
    what = f"cannot be read: {first_line(error)}."
    return bad(Path(file.shown), what, "Check delimiter and encoding, or export it again.")


def broken_lines(link: DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """Lines that are no rows, as the reader noted them."""
    sql = (
        "SELECT file_path, line, error_message FROM reject_errors JOIN reject_scans USING (scan_id, file_id) "
        "ORDER BY file_path, line"
    )
    return link.execute(sql).fetchall()
