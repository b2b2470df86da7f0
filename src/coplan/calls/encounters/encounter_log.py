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
from coplan.calls.read.call_files import bad, stamp
from coplan.calls.read.database import database, name, text
from coplan.calls.read.first_look import as_written
from coplan.calls.read.intake import load

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 10_000  # problems that are listed


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
    with tempfile.TemporaryDirectory(prefix="coplan-log-") as folder, database(Path(folder)) as link:
        link.execute("SET preserve_insertion_order=true")
        parts = [_Part(link, path, Path(folder), at) for at, path in enumerate(files)]
        every = " UNION ALL ".join(f"SELECT * FROM {part.table}" for part in parts)
        link.execute(f"COPY ({every}) TO {text(str(clean))} (FORMAT parquet, COMPRESSION zstd)")
    faults = [fault for part in parts for fault in part.faults]
    found = tuple(field.key for field in FIELDS if any(field.key in part.held for part in parts))
    unknown = tuple(dict.fromkeys(column for part in parts for column in part.unknown))
    used, rows = sum(part.used for part in parts), sum(part.rows for part in parts)
    return Log(rows, used, tuple(faults[:MOST]), max(len(faults) - MOST, 0), found, unknown)


class _Part:
    """One file on its way into a table with all fields."""

    def __init__(self, link: DuckDBPyConnection, path: Path, folder: Path, at: int) -> None:
        stamp(path)
        self._link, self._path, self.table = link, path, f"log_{at}"
        source, file = as_written(link, path, folder)
        named = {_plain(label): field.key for field in FIELDS for label in (field.key, field.label)}
        self.held = {named[_plain(column)]: column for column in file.columns if _plain(column) in named}
        self.unknown = [column for column in file.columns if _plain(column) not in named]
        missing = [BY_KEY[key].label for key in ("date", "person_found") if key not in self.held]
        if missing:
            raise bad(path, f"has no column for {' and '.join(missing)}.", "`coplan encounters` writes the form.")
        select = f'SELECT *, row_number() OVER () + {1 + source.skip} AS "row number"'
        load(link, f"{self.table}_raw", file, source, select)
        self.rows = self._count(f"SELECT count(*) FROM {self.table}_raw")
        self.faults = self._faults()
        link.execute(f"CREATE TEMP TABLE {self.table} AS {self._typed()}")
        self.used = self._count(f"SELECT count(*) FROM {self.table}")

    def _count(self, sql: str) -> int:
        found = self._link.execute(sql).fetchone()
        return int(found[0]) if found else 0

    def _typed(self) -> str:
        cells = ", ".join(f"{self._value(field)} AS {field.key}" for field in FIELDS)
        return f"SELECT {cells} FROM {self.table}_raw WHERE {self._value(BY_KEY['date'])} IS NOT NULL"

    def _value(self, field: LogField) -> str:
        column = self.held.get(field.key)
        kind = {"date": "DATE", "time": "TIME", "number": "DOUBLE"}.get(field.kind, "VARCHAR")
        return f"NULL::{kind}" if column is None else _typed(field, _cell(column))

    def _faults(self) -> list[Fault]:
        found = []
        for field in FIELDS:
            if field.key not in self.held:
                continue
            cell = _cell(self.held[field.key])
            wrong = f"{cell} IS NOT NULL AND {_typed(field, cell)} IS NULL"
            checks = [(wrong, _form(field))] + (
                [(f"{cell} IS NULL", "is empty; the row needs it")] if field.must else []
            )
            for where, why in checks:
                rows = self._link.execute(
                    f'SELECT "row number" FROM {self.table}_raw WHERE {where} ORDER BY 1 LIMIT {MOST}'
                ).fetchall()
                found += [Fault(self._path.name, int(row), field.label, why) for (row,) in rows]
        return sorted(found, key=lambda fault: (fault.row, fault.field))


def _cell(column: str) -> str:
    return f"nullif(trim(CAST({name(column)} AS VARCHAR)), '')"


def _typed(field: LogField, cell: str) -> str:
    """SQL of a cell as its kind; NULL where it is none."""
    if field.kind == "date":
        return f"CAST(coalesce(TRY_CAST({cell} AS TIMESTAMP), try_strptime({cell}, '%m/%d/%Y')) AS DATE)"
    if field.kind == "time":
        forms = "['%H:%M', '%H:%M:%S', '%H%M', '%I:%M %p', '%I:%M:%S %p', '%Y-%m-%d %H:%M:%S']"
        return f"CAST(try_strptime({cell}, {forms}) AS TIME)"
    if field.kind == "number":
        return f"CASE WHEN TRY_CAST({cell} AS DOUBLE) >= 0 THEN TRY_CAST({cell} AS DOUBLE) END"
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
