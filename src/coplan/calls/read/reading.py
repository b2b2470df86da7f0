"""Reads call files by a mapping into one clean Parquet file, and says what could not be read.

The clean file is written beside its place and then renamed, so that no half file is left.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coplan.calls.mapping import CallMap, Source
from coplan.calls.read.clean import Opened, clean_rows, one_row_a_call, raw_rows
from coplan.calls.read.database import database, first_line, name, text
from coplan.calls.read.files import as_text, bad, header_of, is_parquet, names_of, stamp
from coplan.errors import BadInput, Problem, SaveError, closest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REJECTS_SHOWN = 100
REASONS = {"time": "the time cannot be read as the mapping says", "row": "the row is broken"}


@dataclass(frozen=True)
class Read:
    """What became of the files. `rows` are those of the files, `calls` those of the clean file.

    `rejected` counts by reason; `examples` are rows of rejects, with file and reason, and no mapped person or place.
    `repeated` rows had the number of a call that was read before, and were left out. `same` rows equal another row in
    every field; without a call number nobody knows whether they are duplicates, and they are counted.
    """

    rows: int
    calls: int
    rejected: dict[str, int]
    examples: tuple[tuple[str, str, str], ...]
    repeated: int
    same: int


def read_calls(
    files: Sequence[Path],
    call_map: CallMap,
    salt: str | None,
    clean: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> Read:
    """Read the files into the clean Parquet file `clean`; without a salt the numbers of calls stay as they are.

    Raises BadInput for a file or a mapping that does not fit, SaveError for a full disk, NoDuckDB.
    """
    stamps = {path: stamp(path) for path in files}
    pairs = [(path, _source_of(path, call_map)) for path in files]
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        rows, rejected, examples = 0, dict.fromkeys(REASONS, 0), []
        parts = []
        for at, (path, source) in enumerate(pairs):
            tell(f"Reading {path.name} ({at + 1} of {len(pairs)})")
            part = _Part(link, path, source, call_map, salt, Path(folder), at)
            part.read()
            rows += part.rows
            examples += part.examples
            for reason, count in part.rejected.items():
                rejected[reason] += count
            parts.append(part.table)
        for path, before in stamps.items():
            if stamp(path) != before:
                raise bad(path, "changed while it was read.", "Wait until the export is done, and run this again.")
        repeated, same = _write(link, parts, clean)
        calls = _one(link, f"SELECT count(*) FROM read_parquet({text(str(clean))})")
    return Read(rows, calls, {key: count for key, count in rejected.items() if count}, tuple(examples), repeated, same)


def _source_of(path: Path, call_map: CallMap) -> Source:
    for source in call_map.sources:
        if any(fnmatch(path.name.lower(), pattern.lower()) for pattern in source.files):
            return source
    listed = ", ".join(pattern for source in call_map.sources for pattern in source.files)
    what = f"fits none of the files that {call_map.file} names ({listed})."
    raise bad(path, what, "Add its name under `sources:`, `files:`, or a source of its own.")


def opened_file(link: DuckDBPyConnection, path: Path, shown: str, source: Source) -> Opened:
    """A file ready to be read. Raises BadInput where it is no table."""
    if not is_parquet(path):
        header, end = header_of(path, source.delimiter)
        return Opened(path, shown, tuple(names_of(header)), end)
    try:
        found = link.execute(f"SELECT * FROM read_parquet({text(str(path))}) LIMIT 0")
    except Exception as error:  # noqa: BLE001 - the database names its errors by what was read
        raise bad(path, f"is no Parquet file: {first_line(error)}", "Export it again.") from None
    return Opened(path, shown, tuple(column[0] for column in found.description or ()), parquet=True)


class _Part:
    """One file on its way into a table of its own."""

    def __init__(
        self,
        link: DuckDBPyConnection,
        path: Path,
        source: Source,
        call_map: CallMap,
        salt: str | None,
        folder: Path,
        at: int,
    ) -> None:
        self._link, self._path, self._source, self._map, self._salt = link, path, source, call_map, salt
        self._folder, self.table = folder, f"part_{at}"
        self.rows = 0
        self.rejected: dict[str, int] = {}
        self.examples: list[tuple[str, str, str]] = []

    def read(self) -> None:
        readable = as_text(self._path, self._source.encoding, self._folder)
        file = opened_file(self._link, readable, self._path.name, self._source)
        self._check(list(file.columns))
        tables = {field: self._codes(field) for field in self._source.codes}
        cleaned = clean_rows(file, self._source, self._map, self._salt, tables)
        try:
            self._link.execute(f"CREATE TEMP TABLE {self.table}_all AS {cleaned}")
        except Exception as error:  # noqa: BLE001
            raise self._fault(error) from None
        self._count(file)
        good = f"SELECT * FROM {self.table}_all WHERE fault IS NULL"
        self._link.execute(f"CREATE TEMP TABLE {self.table} AS {one_row_a_call(self._source, good)}")
        self._link.execute(f"DROP TABLE {self.table}_all")

    def _count(self, file: Opened) -> None:
        table = f"{self.table}_all"
        broken = 0
        if not file.parquet:
            lines = self._link.execute("SELECT line, error_message FROM reject_errors ORDER BY line").fetchall()
            broken = len({line for line, _ in lines})
            self.examples += [(file.shown, f"line {line}", first_line(ValueError(why))) for line, why in lines[:20]]
            for leftover in ("reject_errors", "reject_scans"):
                self._link.execute(f"DROP TABLE IF EXISTS {leftover}")
        times = _one(self._link, f"SELECT count(*) FROM {table} WHERE fault IS NOT NULL")
        self.rows = _one(self._link, f"SELECT count(*) FROM {table}") + broken
        self.rejected = {"time": times, "row": broken}
        if times:
            found = self._link.execute(f"SELECT type FROM {table} WHERE fault IS NOT NULL LIMIT 20").fetchall()
            self.examples += [(file.shown, kind or "no type", REASONS["time"]) for (kind,) in found]

    def _check(self, columns: list[str]) -> None:
        """Every column that the mapping names must be there."""
        named = [(key, column) for key, column in self._source.columns.items()]
        named += [(key, column) for key, found in self._source.times.items() for column in found.columns]
        problems = []
        for key, column in named:
            if column and column not in columns:
                near = closest(column, columns)
                fix = f"Did you mean `{near}`?" if near else f"It has: {', '.join(columns[:12])}."
                problems.append(
                    Problem(self._map.file, self._source.line, key, f"{self._path.name} has no `{column}`.", fix)
                )
        for key, found in self._source.times.items():
            if found.clock == "utc" and not self._map.zone:
                fix = "Write at the top, for example, `zone: America/Chicago`."
                problems.append(
                    Problem(self._map.file, self._source.line, key, "is in UTC, and no zone is named.", fix)
                )
        if "id" not in self._source.columns and self._source.row == "unit":
            fix = "Name the column with the number of the call under `id:`."
            problems.append(
                Problem(self._map.file, self._source.line, "row", "a row is a unit, but no call is named.", fix)
            )
        if problems:
            raise BadInput(problems)

    def _codes(self, field: str) -> str:
        """The table of codes of a field, without repeats; its name in the database."""
        codes = self._source.codes[field]
        path = next((at for at in (self._path.parent / codes.file, Path(codes.file)) if at.is_file()), None)
        if path is None:
            raise bad(self._path, f"needs the table {codes.file}, which is not there.", "Put it beside the calls.")
        readable = as_text(path, "utf-8", self._folder)
        file = opened_file(self._link, readable, path.name, Source())
        for column in (codes.code, codes.label):
            if column not in file.columns:
                raise bad(path, f"has no column `{column}`.", f"It has: {', '.join(file.columns)}.")
        table = f"{self.table}_{field}"
        code, label = (f"trim({name(column)})" for column in (codes.code, codes.label))
        self._link.execute(
            f"CREATE TEMP TABLE {table} AS SELECT {code} AS code, min({label}) AS label "
            f"FROM ({raw_rows(file, Source())}) WHERE {code} <> '' GROUP BY 1"
        )
        return table

    def _fault(self, error: Exception) -> Exception:
        words = first_line(error)
        low = words.lower()
        if "space" in low and "left" in low:
            return SaveError(f"The disk is full: {words}")
        if "timezone" in low or "time zone" in low:
            fix = "Write a zone such as America/Chicago."
            return BadInput([Problem(self._map.file, 0, "zone", f"`{self._map.zone}` is not known.", fix)])
        if "strptime" in low or "format" in low:
            fix = "Write it as in `%m/%d/%Y %H:%M:%S`."
            return BadInput([Problem(self._map.file, self._source.line, "format", f"cannot be used: {words}", fix)])
        return bad(self._path, f"cannot be read: {words}", "Check delimiter and encoding in the mapping.")


def _write(link: DuckDBPyConnection, parts: Sequence[str], clean: Path) -> tuple[int, int]:
    """Bring all files together; of rows with one call number the first stays."""
    every = " UNION ALL ".join(f"SELECT * FROM {part}" for part in parts)
    total, numbered, different = link.execute(
        f"SELECT count(*), count(call), count(DISTINCT call) FROM ({every})"
    ).fetchone() or (0, 0, 0)
    repeated = numbered - different
    chosen = every
    if repeated:
        chosen = (
            f"SELECT * FROM ({every}) WHERE call IS NULL UNION ALL "
            f"SELECT DISTINCT ON (call) * FROM ({every}) WHERE call IS NOT NULL ORDER BY call, received, source"
        )
        chosen = f"SELECT * FROM ({chosen})"
    same = 0
    if not numbered:
        same = total - _one(link, f"SELECT count(*) FROM (SELECT DISTINCT * EXCLUDE source FROM ({every}))")
    temporary = clean.with_name(f"{clean.name}.new")
    try:
        clean.parent.mkdir(parents=True, exist_ok=True)
        link.execute(f"COPY ({chosen}) TO {text(str(temporary))} (FORMAT parquet, COMPRESSION zstd)")
        os.replace(temporary, clean)  # noqa: PTH105 - the same on all systems
    except Exception as error:  # noqa: BLE001
        temporary.unlink(missing_ok=True)
        raise SaveError(f"The clean calls could not be written: {first_line(error)}") from None
    return repeated, same


def _one(link: Any, sql: str) -> int:
    found = link.execute(sql).fetchone()
    return int(found[0]) if found else 0
