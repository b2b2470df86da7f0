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

from coplan.calls.mapping import CallFile, CallMap
from coplan.calls.read.call_files import as_text, bad, header_of, is_parquet, names_of, stamp
from coplan.calls.read.clean import OpenedFile, clean_rows, one_row_a_call, raw_rows
from coplan.calls.read.database import database, first_line, name, text
from coplan.errors import BadInput, Problem, SaveError, closest
from coplan.problems import Problems

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

REJECTS_SHOWN = 100
REASONS = {
    "time": "the time cannot be read as the mapping says",
    "nothing": "there is neither a time nor a type in it, as in a row of totals",
    "row": "the row is broken",
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
    pairs = [(path, _source_of(path, call_map)) for path in files]
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        tell(f"Reading {', '.join(path.name for path in files)}")
        parts = [_Part(link, path, source, call_map, salt, Path(folder), at) for at, (path, source) in enumerate(pairs)]
        with _written(clean) as new:
            _copy(link, parts, new)
            for path, before in stamps.items():
                if stamp(path) != before:
                    raise bad(path, "changed while it was read.", "Wait until the export is done, and run this again.")
            found = _judged(link, parts, new)
            if found.repeated:
                _without_repeats(link, new)
    return found


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


def needs_one_reader(error: Exception) -> bool:
    """True where a text must be read from one place: values with line ends, beside rows that are too short."""
    return "parallel scanner" in str(error)


def forget_rejects(link: DuckDBPyConnection) -> None:
    """What the reader noted of broken lines goes."""
    for table in ("reject_errors", "reject_scans"):
        link.execute(f"DROP TABLE IF EXISTS {table}")


def load(link: DuckDBPyConnection, table: str, file: OpenedFile, source: CallFile, select: str = "SELECT *") -> None:
    """Read a file as text into a table of its own. Raises BadInput."""
    try:
        link.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select} FROM ({raw_rows(file, source)})")
    except Exception as error:  # noqa: BLE001
        if not file.serial and needs_one_reader(error):
            forget_rejects(link)
            return load(link, table, replace(file, serial=True), source, select)
        what = f"cannot be read: {first_line(error)}"
        raise bad(Path(file.shown), what, "Check delimiter and encoding, or export it again.") from None


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
    broken = _broken(link) if any(not part.file.parquet for part in parts) else []
    examples = [
        (Path(file).name, f"line {line}", first_line(ValueError(why))) for file, line, why in broken[:REJECTS_SHOWN]
    ]
    faults: dict[str, int] = {}
    if wrong:
        found = link.execute(
            f"SELECT source, type, fault FROM {table} WHERE fault IS NOT NULL LIMIT {REJECTS_SHOWN}"
        ).fetchall()
        examples += [(file, kind or "no type", REASONS[fault]) for file, kind, fault in found]
        sums = f"SELECT fault, sum(units) FROM {table} WHERE fault IS NOT NULL GROUP BY 1 ORDER BY 1"
        faults = {fault: int(count) for fault, count in link.execute(sums).fetchall()}
    lines = len({(file, line) for file, line, _ in broken})
    rejected = faults | ({"row": lines} if lines else {})
    repeated = numbered - different
    return Read(rows + lines, total - repeated, rejected, tuple(examples), repeated, same)


def _broken(link: DuckDBPyConnection) -> list[tuple[str, int, str]]:
    """Lines that are no rows, as the reader noted them."""
    sql = (
        "SELECT file_path, line, error_message FROM reject_errors JOIN reject_scans USING (scan_id, file_id) "
        "ORDER BY file_path, line"
    )
    return link.execute(sql).fetchall()


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
        yield new
        os.replace(new, clean)  # noqa: PTH105 - the same on all systems
    except OSError as error:
        raise SaveError(f"The clean calls could not be written: {error.strerror or first_line(error)}.") from None
    finally:
        new.unlink(missing_ok=True)


def _source_of(path: Path, call_map: CallMap) -> CallFile:
    for source in call_map.sources:
        if any(fnmatch(path.name.lower(), pattern.lower()) for pattern in source.files):
            return source
    listed = ", ".join(pattern for source in call_map.sources for pattern in source.files)
    what = f"fits none of the files that {call_map.file} names ({listed})."
    raise bad(path, what, "Add its name under `sources:`, `files:`, or a source of its own.")


def opened_file(link: DuckDBPyConnection, path: Path, shown: str, source: CallFile) -> OpenedFile:
    """A file ready to be read. Raises BadInput where it is no table."""
    if not is_parquet(path):
        header, end = header_of(path, source.delimiter, source.skip)
        return OpenedFile(path, shown, tuple(names_of(header)), end)
    try:
        found = link.execute(f"SELECT * FROM read_parquet({text(str(path))}) LIMIT 0")
    except Exception as error:  # noqa: BLE001 - the database names its errors by what was read
        raise bad(path, f"is no Parquet file: {first_line(error)}", "Export it again.") from None
    described = [(column[0], str(column[1])) for column in found.description or ()]
    stamps = tuple((column, "ZONE" in kind) for column, kind in described if kind.startswith("TIMESTAMP"))
    return OpenedFile(path, shown, tuple(column for column, _ in described), parquet=True, stamps=stamps)


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
        self.file = opened_file(link, readable, path.name, source)
        self._check(list(self.file.columns))
        self._tables = {field: self._codes(field) for field in source.codes}

    def query(self, *, serial: bool = False) -> str:
        """The SQL of the clean calls of this file; `serial` reads it from one place only."""
        file = replace(self.file, serial=serial)
        return one_row_a_call(self._source, clean_rows(file, self._source, self._map, self._salt, self._tables))

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
        if "space" in low and "left" in low:
            return SaveError(f"The disk is full: {words}")
        if "timezone" in low or "time zone" in low:
            fix = "Write a zone such as America/Chicago."
            return BadInput([Problem(self._map.file, 0, "zone", f"`{self._map.zone}` is not known.", fix)])
        if "strptime" in low or "format" in low:
            fix = "Write it as in `%m/%d/%Y %H:%M:%S`."
            return BadInput([Problem(self._map.file, self._source.line, "format", f"cannot be used: {words}", fix)])
        return bad(self._path, f"cannot be read: {words}", "Check delimiter and encoding in the mapping.")


def _numbers(link: DuckDBPyConnection, sql: str) -> list[int]:
    """The one row of a question whose answers are whole numbers; nothing is 0."""
    return [int(number or 0) for number in link.execute(sql).fetchone() or ()]
