"""Looks at files that nobody mapped yet, and writes a calls.yaml for people to read, settle and confirm."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.calls.mapping import CallFile, Moment
from coplan.calls.read.call_files import (
    LOOKED,
    SAMPLE,
    bad,
    encoding_of,
    first_row,
    is_parquet,
    is_sheet,
    opened,
    stamp,
    stayed,
)
from coplan.calls.read.clean import moment_of
from coplan.calls.read.database import database, name, text, texts
from coplan.calls.read.guess import MISSING, Guess, guess, left_out, tells_where
from coplan.calls.read.map_text import SeenSource, map_lines
from coplan.calls.read.raw_rows import OpenedFile, forget_rejects, load, opened_file
from coplan.calls.read.readable_copy import as_text
from coplan.calls.read.time_forms import FileColumn
from coplan.calls.read.workbooks import sheets_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SAMPLES = 400  # distinct values of a column that are tried against the forms of times
QUIET = 3  # hours of the span in which fewest calls come
FEWEST, SHORT, FILLED = 100, 14, 0.7  # calls and days below which nothing is said; of the days that chance would fill
CROWDED, USUAL = 3, 20  # times the calls of a usual day, which has at least so many
DELIMITERS = ",\t;|"


def proposed_map(files: Sequence[Path]) -> str:
    """The text of calls.yaml for these files. Lines that say ASK must be settled by people.

    Files with the same columns share a source. Raises BadInput for a file that is no table, MissingExtra.
    """
    stamps = {path: stamp(path) for path in files}
    groups: list[SeenSource] = []
    tables: list[SeenSource] = []
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        for path in files:
            looked = _look(link, path, Path(folder))
            if looked.is_table and len(files) > 1:
                tables.append(looked)
                continue
            same = next((one for one in groups if one.columns == looked.columns), None)
            if same:
                same.names.append(path.name)
            else:
                groups.append(looked)
    for path, before in stamps.items():
        stayed(path, before)
    for one in groups:
        one.find_tables(tables)
    return "\n".join(map_lines(groups)) + "\n"


def _look(link: DuckDBPyConnection, path: Path, folder: Path) -> SeenSource:
    source, file = as_written(link, path, folder)
    if len(file.columns) < 2:
        raise bad(path, "has one column only.", "Is it a table? If so, ask for its encoding and delimiter.")
    if not load(link, "looked", file, source):
        raise bad(path, "has no row below the names of its columns.", "Export it again.")
    columns = [_column(link, column) for column in file.columns]
    found = guess(columns)
    looked = SeenSource(path, source, list(file.columns), found)
    looked.samples = {one.name: () if left_out(one) else one.samples for one in columns}
    looked.kept_back = {one.name for one in columns if left_out(one) or tells_where(one.name)}
    looked.types = _types(link, found)
    if looked.is_table:
        looked.labels = _labels(link, columns)
    forget_rejects(link)
    _add_days(link, looked, file)
    looked.notes += tuple(
        f"`{column}` stands more than once; the next one of that name is called `{column} (2)` here."
        for column in file.columns
        if f"{column} (2)" in file.columns
    )
    if is_sheet(path):
        looked.notes += (f"Sheets that were read: {', '.join(sheets_of(path))}.",)
    return looked


def _add_days(link: DuckDBPyConnection, looked: SeenSource, file: OpenedFile) -> None:
    """What the days and hours of the calls show: whether the files look like a sample, and which clock numbers have."""
    time = looked.found.times.get("received")
    if time is None or len(time.formats) > 1:
        return
    parts = time.parts or ({"hour": time.hour} if time.hour else {})
    forms = (*time.formats, *time.besides)
    hour = "0" if time.empty_hour else ""
    moment = Moment(time.column, time.date, time.time, parts, forms, time.epoch, "local", time.pattern, hour)
    stamp = moment_of(file, CallFile(missing=looked.found.missing, times={"received": moment}), "received")
    number = looked.found.columns.get("id", "")
    calls_of = f"count(DISTINCT {name(number)})" if number else "count(*)"  # a call may have a row for each unit
    when = '"when it was received"'
    rows = f"SELECT *, {stamp} AS {when} FROM looked"
    asked = f"SELECT CAST({when} AS DATE), hour({when}), {calls_of} FROM ({rows}) WHERE {when} IS NOT NULL GROUP BY ALL"
    days: Counter[date] = Counter()
    hours: Counter[int] = Counter()
    for day, at, calls in link.execute(asked).fetchall():
        days[day] += calls
        hours[at] += calls
    if days:
        looked.sample = _like_a_sample(days)
        looked.notes += tuple(_crowded_days(days))
        quiet = min(range(24), key=lambda at: sum(hours[(at + more) % 24] for more in range(QUIET)))
        looked.quiet = f"from {quiet:02}:00 to {(quiet + QUIET) % 24:02}:00"


def _like_a_sample(days: Counter[date]) -> str:
    """Words for days that are far fewer than so many calls would fill by chance; empty where they are not."""
    first, last = min(days), max(days)
    span = (last - first).days + 1
    filled = span * (1 - exp(-days.total() / span))
    if days.total() < FEWEST or span < SHORT or len(days) >= FILLED * filled:
        return ""
    return f"calls lie on {len(days):,} of the {span:,} days from {first} to {last}: are they a sample? Then no"


def _crowded_days(days: Counter[date]) -> Iterator[str]:
    usual = sorted(days.values())[len(days) // 2]
    many = sorted(day for day, calls in days.items() if calls > CROWDED * usual)
    if usual >= USUAL and many:
        some = f"{len(many)} days have" if len(many) > 1 else "One day has"
        yield f"{some} more than {CROWDED} times the calls of a usual day, first {many[0]}. Is something in it twice?"


def _column(link: DuckDBPyConnection, column: str) -> FileColumn:
    value = f"trim(CAST({name(column)} AS VARCHAR))"
    words = f"list(DISTINCT {value}) FILTER ({value} IN {texts(MISSING)})"  # a sample may not hold them
    asked = f"SELECT approx_count_distinct({value}), count({value}), {words} FROM looked"
    counts = link.execute(asked).fetchone() or (0, 0, None)
    # The values that differ most: of dates the first and last, so that the 13th day of a month is among them.
    ends = f"SELECT DISTINCT {value} AS v FROM looked WHERE {value} NOT IN ('', {text(column)})"
    rows = link.execute(f"SELECT v FROM ({ends} ORDER BY hash(v) LIMIT {SAMPLES})").fetchall()
    samples = dict.fromkeys([*(str(value) for (value,) in rows), *(counts[2] or ())])
    return FileColumn(column, tuple(samples), int(counts[0]), int(counts[1]))


def _types(link: DuckDBPyConnection, found: Guess) -> list[tuple[str, int]]:
    """Call types with their counts, at the call and at the close together, most first."""
    held = [found.columns[key] for key in ("type", "type_at_close") if key in found.columns]
    counts: dict[str, int] = {}
    for column in held:
        value = f"trim({name(column)})"
        rows = link.execute(f"SELECT {value}, count(*) FROM looked WHERE {value} <> '' GROUP BY 1").fetchall()
        for label, count in rows:
            if label not in found.missing:
                counts[label] = max(counts.get(label, 0), int(count))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _labels(link: DuckDBPyConnection, columns: Sequence[FileColumn]) -> dict[str, str]:
    """A table of codes: from its first column that holds something to the next."""
    held = [column.name for column in columns if column.samples][:2]
    if len(held) < 2:
        return {}
    code, label = (f"trim({name(column)})" for column in held)
    rows = link.execute(f"SELECT {code}, min({label}) FROM looked WHERE {code} <> '' AND {label} <> '' GROUP BY 1")
    return dict(rows.fetchall())


def as_written(link: DuckDBPyConnection, path: Path, folder: Path) -> tuple[CallFile, OpenedFile]:
    """How a file is written, found by looking at it, and the file ready to be read. Raises BadInput."""
    sheet = is_sheet(path) or is_parquet(path)
    encoding = "utf-8" if sheet else encoding_of(path)
    readable = as_text(path, encoding, folder)
    delimiter, skip = (",", 0) if sheet else layout_of(readable)
    source = CallFile(encoding=encoding, delimiter=delimiter, skip=skip)
    return source, opened_file(link, readable, path.name, source)


def layout_of(path: Path) -> tuple[str, int]:
    """The sign between columns, and how many lines stand above their names.

    The sign is the one with which most columns come out, as many in most of the first lines.
    """
    with opened(path) as file:
        lines = file.read(SAMPLE).decode("utf-8", "replace").splitlines()[:LOOKED]
    best, most, skip = ",", 1, 0
    for sign in DELIMITERS:
        reader = csv.reader(lines, delimiter=sign)
        rows = [(reader.line_num, row) for row in _until_broken(reader)]
        held = [row for _, row in rows if any(row)]
        width, count = max(Counter(map(len, held)).items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if width > most and count >= 0.5 * len(held):
            at = first_row([row for _, row in rows])
            best, most, skip = sign, width, rows[at - 1][0] if at else 0
    return best, skip


def _until_broken(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows before one that the reader does not take: the sample may end inside a value."""
    with suppress(csv.Error):
        yield from reader
