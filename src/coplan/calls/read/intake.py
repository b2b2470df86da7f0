"""Reads call files by a mapping into one clean Parquet file, and says what could not be read.

The clean file is written beside its place and then renamed, so that no half file is left.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.calls.mapping import SMALLEST, CallFile, CallMap
from coplan.calls.read.call_files import bad, stamp, stayed
from coplan.calls.read.clean import clean_rows, in_shape, one_row_a_call
from coplan.calls.read.database import database, first_line, name, text
from coplan.calls.read.raw_rows import (
    broken_lines,
    forget_rejects,
    needs_one_reader,
    opened_file,
    raw_rows,
    read_fault,
    refuse_swallowed,
)
from coplan.calls.read.readable_copy import as_text
from coplan.disk.os_refusals import unwritten
from coplan.errors import BadInput, Problem, closest
from coplan.problems import Problems

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REJECTS_SHOWN = 100
REASONS = {
    "time": "the time cannot be read as the mapping says",
    "nothing": "there is neither a time nor a type in it, as in a row of totals",
    "row": "the row is broken",
    "wide": "the row has more cells than there are columns",
}


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

    Raises BadInput for a file or a mapping that does not fit, SaveError for a full disk, MissingExtra.
    """
    stamps = {path: stamp(path) for path in files}
    files = [path for path in files if not _is_table_of_codes(path, call_map)]
    pairs = [(path, _source_of(path, call_map)) for path in files]
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        tell(f"Reading {', '.join(path.name for path in files)}")
        parts = [_Part(link, path, source, call_map, salt, Path(folder), at) for at, (path, source) in enumerate(pairs)]
        with _written(clean) as new:
            _copy(link, parts, new)
            for path, before in stamps.items():
                stayed(path, before)
            found = _judged(link, parts, new)
            if not found.calls:
                raise _nothing_read(files, found, call_map)
            if found.repeated:
                _without_repeats(link, new)
    return found


def _nothing_read(files: Sequence[Path], found: Read, call_map: CallMap) -> BadInput:
    """The fault of files from which no call came."""
    if not found.rows:
        what, fix = "has no row below the names of its columns.", "Export it again."
    else:
        reasons = "; ".join(f"{count:,} × {REASONS[reason]}" for reason, count in found.rejected.items())
        what = f"has {found.rows:,} rows, and none can be read as {call_map.file} says: {reasons}."
        fix = "Look at the first rows, and at format, delimiter and encoding in the mapping."
    return BadInput([Problem(", ".join(path.name for path in files), 0, "", what, fix)])


def _copy(link: DuckDBPyConnection, parts: Sequence[_Part], new: Path) -> None:
    """Read all files into the new one, in one pass."""
    for again in (False, True):
        every = " UNION ALL BY NAME ".join(part.query(serial=again) for part in parts)
        try:
            link.execute(f"COPY ({every}) TO {text(str(new))} (FORMAT parquet, COMPRESSION zstd)")
            return
        except Exception as error:  # noqa: BLE001 - the database names its errors by what was read
            if again or not needs_one_reader(error):
                raise _culprit(link, parts, error, serial=again).fault(error) from None
            forget_rejects(link)


def _culprit(link: DuckDBPyConnection, parts: Sequence[_Part], error: Exception, *, serial: bool) -> _Part:
    """The file that cannot be read."""
    for part in parts[:-1]:
        try:
            link.execute(f"SELECT count(*) FROM ({part.query(serial=serial)})")
        except type(error):
            return part
    return parts[-1]


def _judged(link: DuckDBPyConnection, parts: Sequence[_Part], new: Path) -> Read:
    """What became of the rows."""
    table = f"read_parquet({text(str(new))})"
    rows, wrong, total, numbered = _numbers(
        link,
        "SELECT sum(units), sum(units) FILTER (fault IS NOT NULL), count(*) FILTER (fault IS NULL), "
        f"count(call) FILTER (fault IS NULL) FROM {table}",
    )
    good = f"SELECT * EXCLUDE (fault, source) FROM {table} WHERE fault IS NULL"
    different = _numbers(link, f"SELECT count(DISTINCT call) FROM {table} WHERE fault IS NULL")[0] if numbered else 0
    same = 0 if numbered else total - _numbers(link, f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({good}))")[0]
    broken = broken_lines(link) if any(not part.file.parquet for part in parts) else []
    examples = [
        (Path(file).name, f"line {line}", first_line(ValueError(why))) for file, line, why in broken[:REJECTS_SHOWN]
    ]
    faults: dict[str, int] = {}
    if wrong:
        # A row that is shifted may hold a name where its type should be: only types that calls have are told.
        known = f"SELECT type FROM {table} WHERE fault IS NULL GROUP BY 1 HAVING count(*) >= {SMALLEST}"
        found = link.execute(
            f"SELECT source, CASE WHEN fault <> 'wide' AND type IN ({known}) THEN type END, fault "
            f"FROM {table} WHERE fault IS NOT NULL LIMIT {REJECTS_SHOWN}"
        ).fetchall()
        examples += [(file, kind or "no known type", REASONS[fault]) for file, kind, fault in found]
        sums = f"SELECT fault, sum(units) FROM {table} WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 1"
        faults = {fault: int(count) for fault, count in link.execute(sums).fetchall()}
    lines = len({(file, line) for file, line, _ in broken})
    _all_lines_came(link, parts, table)
    rejected = faults | ({"row": lines} if lines else {})
    repeated = numbered - different
    return Read(rows + lines, total - repeated, rejected, tuple(examples), repeated, same)


def _all_lines_came(link: DuckDBPyConnection, parts: Sequence[_Part], table: str) -> None:
    """Raise BadInput where a text gave fewer rows than it has lines because some were swallowed."""
    came = dict(link.execute(f"SELECT source, sum(units) FROM {table} GROUP BY 1").fetchall())
    for part in parts:
        refuse_swallowed(link, replace(part.file, serial=True), part.source, int(came.get(part.file.shown, 0)))


def _without_repeats(link: DuckDBPyConnection, new: Path) -> None:
    """Of rows with one call number the first stays."""
    table, once = f"read_parquet({text(str(new))})", new.with_name(f"{new.name}.once")
    numbered = f"SELECT * FROM {table} WHERE call IS NOT NULL AND fault IS NULL"
    first = f"SELECT DISTINCT ON (call) * FROM ({numbered}) ORDER BY call, received, source"
    rest = f"SELECT * FROM {table} WHERE call IS NULL OR fault IS NOT NULL"
    try:
        link.execute(
            f"COPY (SELECT * FROM ({first}) UNION ALL {rest}) TO {text(str(once))} (FORMAT parquet, COMPRESSION zstd)"
        )
        os.replace(once, new)  # noqa: PTH105 - the same on all systems
    finally:
        once.unlink(missing_ok=True)


@contextmanager
def _written(clean: Path) -> Iterator[Path]:
    """A path beside the clean file that takes its place when all went well. Raises SaveError."""
    new = clean.with_name(f"{clean.name}.new")
    try:
        clean.parent.mkdir(parents=True, exist_ok=True)
        new.touch()  # a folder that refuses says so before an hour of reading
        yield new
        os.replace(new, clean)  # noqa: PTH105 - the same on all systems
    except OSError as error:
        raise unwritten("The file of the clean calls", error) from None
    finally:
        new.unlink(missing_ok=True)


def _is_table_of_codes(path: Path, call_map: CallMap) -> bool:
    """True for a table that says what codes mean: people name it with the calls at the first run, and at the next."""
    return any(path.name == codes.file for source in call_map.sources for codes in source.codes.values())


def _source_of(path: Path, call_map: CallMap) -> CallFile:
    for source in call_map.sources:
        if any(fnmatch(path.name.lower(), pattern.lower()) for pattern in source.files):
            return source
    listed = ", ".join(pattern for source in call_map.sources for pattern in source.files)
    what = f"fits none of the files that {call_map.file} names ({listed})."
    raise bad(path, what, "Add its name under `sources:`, `files:`, or a source of its own.")


class _Part:
    """One file on its way into clean calls. Raises BadInput where the mapping does not fit it."""

    def __init__(
        self,
        link: DuckDBPyConnection,
        path: Path,
        source: CallFile,
        call_map: CallMap,
        salt: str | None,
        folder: Path,
        at: int,
    ) -> None:
        self._link, self._path, self._source, self._map, self._salt = link, path, source, call_map, salt
        self._folder, self._table = folder, f"codes_{at}"
        readable = as_text(path, source.encoding, folder)
        self.source = source
        self.file = opened_file(link, readable, path.name, source)
        self._check(list(self.file.columns))
        self._tables = {field: self._codes(field) for field in source.codes}

    def query(self, *, serial: bool = False) -> str:
        """The SQL of the clean calls of this file; `serial` reads it from one place only."""
        file = replace(self.file, serial=serial)
        rows = one_row_a_call(self._source, clean_rows(file, self._source, self._map, self._salt, self._tables))
        return in_shape(rows, self._salt)

    def _check(self, columns: list[str]) -> None:
        """Every column that the mapping names must be there."""
        named = [(key, column) for key, column in self._source.columns.items()]
        named += [(key, column) for key, found in self._source.times.items() for column in found.columns]
        problems, line = Problems(self._map.file), self._source.line
        for key, column in named:
            if column and column not in columns:
                near = closest(column, columns)
                fix = f"Did you mean `{near}`?" if near else f"It has: {', '.join(columns[:12])}."
                problems.bad(line, key, f"{self._path.name} has no `{column}`.", fix)
        for key, found in self._source.times.items():
            if found.clock == "utc" and not self._map.zone:
                fix = "Write at the top, for example, `zone: America/Chicago`."
                problems.bad(line, key, "is in UTC, and no zone is named.", fix)
        if "id" not in self._source.columns and self._source.row == "unit":
            fix = "Name the column with the number of the call under `id:`."
            problems.bad(line, "row", "a row is a unit, but no call is named.", fix)
        problems.refuse()

    def _codes(self, field: str) -> str:
        """The table of codes of a field, without repeats; its name in the database."""
        codes = self._source.codes[field]
        path = next((at for at in (self._path.parent / codes.file, Path(codes.file)) if at.is_file()), None)
        if path is None:
            raise bad(self._path, f"needs the table {codes.file}, which is not there.", "Put it beside the calls.")
        readable = as_text(path, "utf-8", self._folder)
        file = opened_file(self._link, readable, path.name, CallFile())
        for column in (codes.code, codes.label):
            if column not in file.columns:
                raise bad(path, f"has no column `{column}`.", f"It has: {', '.join(file.columns)}.")
        table = f"{self._table}_{field}"
        code, label = (f"trim({name(column)})" for column in (codes.code, codes.label))
        self._link.execute(
            f"CREATE TEMP TABLE {table} AS SELECT {code} AS code, min({label}) AS label "
            f"FROM ({raw_rows(file, CallFile())}) WHERE {code} <> '' GROUP BY 1"
        )
        return table

    def fault(self, error: Exception) -> Exception:
        words = first_line(error)
        low = words.lower()
        if "timezone" in low or "time zone" in low:
            fix = "Write a zone such as America/Chicago."
            return BadInput([Problem(self._map.file, 0, "zone", f"`{self._map.zone}` is not known.", fix)])
        if "strptime" in low or "format" in low:
            fix = "Write it as in `%m/%d/%Y %H:%M:%S`."
            return BadInput([Problem(self._map.file, self._source.line, "format", f"cannot be used: {words}.", fix)])
        return read_fault(self.file, error)


def _numbers(link: DuckDBPyConnection, sql: str) -> list[int]:
    """The one row of a question whose answers are whole numbers; nothing is 0."""
    return [int(number or 0) for number in link.execute(sql).fetchone() or ()]
