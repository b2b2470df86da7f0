"""Reads an encounter log against its fields: what is wrong by row and column, and the good rows as typed Parquet.

A wrong cell is a problem, and counts as missing. A row without its date or without `person found` counts for nothing.
No value is repeated in a message: a wrong cell may hold what tells who somebody is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.calls.encounters.fields import BY_KEY, FIELDS, LogField
from coplan.calls.read.call_files import bad, stamp, stayed
from coplan.calls.read.database import database, name, text
from coplan.calls.read.first_look import as_written
from coplan.calls.read.raw_rows import MORE, broken_lines, load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 10_000  # problems that are listed
BROKEN = "cannot be read; it counts for nothing"
SHIFTED = "has more cells than the form has columns; it counts for nothing"
DAY_FIRST = r"^(1[3-9]|2\d|3[01])/\d"


@dataclass(frozen=True)
class Fault:
    """A cell that is wrong: file, row (the first below the heads is 2), field, why."""

    file: str
    row: int
    field: str
    why: str


@dataclass(frozen=True)
class Log:
    """What was read. `used` rows count; `fields` are the columns that were found, `unknown` other ones."""

    rows: int
    used: int
    faults: tuple[Fault, ...]
    more_faults: int
    fields: tuple[str, ...]
    unknown: tuple[str, ...]


def read_log(files: Sequence[Path], clean: Path) -> Log:
    """Read encounter logs (CSV, XLSX, Parquet) into one typed Parquet file with one row a contact.

    Raises BadInput for a file that is no log, MissingExtra, SaveError.
    """
    stamps = {path: stamp(path) for path in files}
    with tempfile.TemporaryDirectory(prefix="coplan-log-") as folder, database(Path(folder)) as link:
        link.execute("SET preserve_insertion_order=true")
        parts = [_Part(link, path, Path(folder), at) for at, path in enumerate(files)]
        every = " UNION ALL ".join(f"SELECT * FROM {part.table}" for part in parts)
        link.execute(f"COPY ({every}) TO {text(str(clean))} (FORMAT parquet, COMPRESSION zstd)")
    for path, before in stamps.items():
        stayed(path, before)
    faults = [fault for part in parts for fault in part.faults]
    found = tuple(field.key for field in FIELDS if any(field.key in part.held for part in parts))
    unknown = tuple(dict.fromkeys(column for part in parts for column in part.unknown))
    used, rows = sum(part.used for part in parts), sum(part.rows for part in parts)
    if not rows:
        raise bad(files[0], "has no row below the names of its columns.", "Is it the right file?")
    more = max(len(faults) - MOST, 0) + sum(part.more_faults for part in parts)
    return Log(rows, used, tuple(faults[:MOST]), more, found, unknown)


class _Part:
    """One file on its way into a table with all fields."""

    def __init__(self, link: DuckDBPyConnection, path: Path, folder: Path, at: int) -> None:
        self._link, self._path, self.table = link, path, f"log_{at}"
        self.more_faults = 0
        source, file = as_written(link, path, folder)
        named = {_plain(label): field.key for field in FIELDS for label in (field.key, field.label, *field.former)}
        self.held = {named[_plain(column)]: column for column in file.columns if _plain(column) in named}
        self.unknown = [column for column in file.columns if _plain(column) not in named]
        missing = [BY_KEY[key].label for key in ("date", "person_found") if key not in self.held]
        if missing:
            raise bad(path, f"has no column for {' and '.join(missing)}.", "`coplan encounters` writes the form.")
        select = f'SELECT *, row_number() OVER () + {1 + source.skip} AS "row number"'
        load(link, f"{self.table}_raw", file, source, select)
        self._broken = [] if file.parquet else self._lines_that_are_no_rows(file.path, source.skip)
        self._shifted = "false" if file.parquet else f"coalesce(trim({name(MORE)}) <> '', false)"
        self.rows = self._count(f"SELECT count(*) FROM {self.table}_raw") + len(self._broken)
        self._day_first = self._count(
            f"SELECT count(*) FROM {self.table}_raw WHERE regexp_matches({_cell(self.held['date'])}, {text(DAY_FIRST)})"
        )
        self.faults = self._faults()
        link.execute(f"CREATE TEMP TABLE {self.table} AS {self._typed()}")
        self.used = self._count(f"SELECT count(*) FROM {self.table}")

    def _lines_that_are_no_rows(self, path: Path, skip: int) -> list[int]:
        """Their numbers, counted as other rows are; the reader leaves them out."""
        return sorted({line - skip for file, line, _ in broken_lines(self._link) if Path(file) == path})

    def _place(self, row: int) -> int:
        """The row in the file of a row that was read: lines that are no rows stand between."""
        for broken in self._broken:
            row += broken <= row
        return row

    def _count(self, sql: str) -> int:
        found = self._link.execute(sql).fetchone()
        return int(found[0]) if found else 0

    def _typed(self) -> str:
        cells = ", ".join(f"{self._value(field)} AS {field.key}" for field in FIELDS)
        dated = f"{self._value(BY_KEY['date'])} IS NOT NULL"
        return f"SELECT {cells} FROM {self.table}_raw WHERE {dated} AND NOT {self._shifted}"

    def _value(self, field: LogField) -> str:
        column = self.held.get(field.key)
        kind = {"date": "DATE", "time": "TIME", "number": "DOUBLE"}.get(field.kind, "VARCHAR")
        return f"NULL::{kind}" if column is None else _typed(field, _cell(column), day_first=bool(self._day_first))

    def _faults(self) -> list[Fault]:
        found = [Fault(self._path.name, row, "row", BROKEN) for row in self._broken]
        found += self._where(self._shifted, "row", SHIFTED)
        for field in FIELDS:
            if field.key in self.held:
                cell = _cell(self.held[field.key])
                wrong = f"{cell} IS NOT NULL AND {self._value(field)} IS NULL AND NOT {self._shifted}"
                found += self._where(wrong, field.label, _form(field))
                if field.must:
                    found += self._where(f"{cell} IS NULL", field.label, "is empty; the row needs it")
        return sorted(found, key=lambda fault: (fault.row, fault.field))

    def _where(self, wrong: str, field: str, why: str) -> list[Fault]:
        """A fault for each row of which this is so; the others of very many are only counted."""
        rows = self._link.execute(
            f'SELECT "row number", count(*) OVER () FROM {self.table}_raw WHERE {wrong} ORDER BY 1 LIMIT {MOST}'
        ).fetchall()
        self.more_faults += rows[0][1] - len(rows) if rows else 0
        return [Fault(self._path.name, self._place(int(row)), field, why) for row, _ in rows]


def _cell(column: str) -> str:
    return f"nullif(trim(CAST({name(column)} AS VARCHAR)), '')"


def _typed(field: LogField, cell: str, *, day_first: bool) -> str:
    """SQL of a cell as its kind; NULL where it is none. Where a day stands first somewhere, 1/5/2027 is no date."""
    if field.kind == "date" and day_first:
        return f"CAST(TRY_CAST({cell} AS TIMESTAMP) AS DATE)"
    if field.kind == "date":
        return f"CAST(coalesce(TRY_CAST({cell} AS TIMESTAMP), try_strptime({cell}, '%m/%d/%Y')) AS DATE)"
    if field.kind == "time":
        forms = "['%H:%M', '%H:%M:%S', '%H%M', '%I:%M %p', '%I:%M:%S %p', '%Y-%m-%d %H:%M:%S']"
        return f"CAST(try_strptime({cell}, {forms}) AS TIME)"
    if field.kind == "number":
        return f"CASE WHEN TRY_CAST({cell} AS DOUBLE) >= 0 THEN TRY_CAST({cell} AS DOUBLE) END"
    if field.kind == "choice" and field.several:
        one = f"({'|'.join(choice.lower() for choice in (*field.choices, *field.old))})"
        joined = rf"regexp_replace(lower({cell}), '\s*;\s*', '; ', 'g')"
        return f"CASE WHEN regexp_full_match({joined}, {text(f'{one}(; {one})*')}) THEN {joined} END"
    if field.kind == "choice":
        listed = ", ".join(text(choice.lower()) for choice in field.choices)
        return f"CASE WHEN lower({cell}) IN ({listed}) THEN lower({cell}) END"
    return cell


def _form(field: LogField) -> str:
    return {
        "date": "is no date such as 2027-01-15",
        "time": "is no time such as 14:05",
        "number": "is no number",
        "choice": f"is none of: {', '.join(field.choices)}",
    }.get(field.kind, "cannot be read")


def _plain(label: str) -> str:
    return " ".join(label.replace("_", " ").split()).casefold()
