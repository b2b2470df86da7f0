"""Looks at files that nobody mapped yet, and writes a calls.yaml for people to read, settle and confirm."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from coplan.calls.call_type_terms import proposal
from coplan.calls.mapping import ASK, SMALLEST, CallFile
from coplan.calls.read.call_files import (
    LOOKED,
    SAMPLE,
    as_text,
    encoding_of,
    first_row,
    is_parquet,
    is_sheet,
    opened,
    sheets_of,
    stamp,
)
from coplan.calls.read.clean import OpenedFile
from coplan.calls.read.database import database, name, text
from coplan.calls.read.guess import Guess, guess, left_out, looks_private
from coplan.calls.read.intake import forget_rejects, load, opened_file
from coplan.calls.read.time_forms import FileColumn, Time

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FEW = 6  # columns of a table of codes, at most
SAMPLES = 400  # distinct values of a column that are tried against the forms of times
TYPES = 400  # call types that are listed
DELIMITERS = ",\t;|"


def proposed_map(files: Sequence[Path]) -> str:
    """The text of calls.yaml for these files. Lines that say ASK must be settled by people.

    Files with the same columns share a source. Raises BadInput for a file that is no table, MissingExtra.
    """
    for path in files:
        stamp(path)
    groups: list[_Looked] = []
    tables: list[_Looked] = []
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
    for one in groups:
        one.find_tables(tables)
    return "\n".join(_lines(groups)) + "\n"


class _Looked:
    def __init__(self, path: Path, source: CallFile, columns: list[str], found: Guess) -> None:
        self.names, self.source, self.columns, self.found = [path.name], source, columns, found
        self.samples: dict[str, tuple[str, ...]] = {}
        self.types: list[tuple[str, int]] = []
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.labels: dict[str, str] = {}
        self.notes: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """True for a table of codes rather than of calls: few columns, and no time."""
        return "received" not in self.found.times and len(self.columns) <= FEW

    def find_tables(self, tables: Sequence[_Looked]) -> None:
        """Take the tables that say what the codes of this file mean: most codes are in them."""
        for field in ("type", "type_at_close", "disposition"):
            held = set(self.samples.get(self.found.columns.get(field, ""), ()))
            for table in tables:
                code, label = (*[column for column in table.columns if table.samples[column]], "", "")[:2]
                if held and label and len(held & set(table.samples[code])) > len(held) / 2:
                    self.codes[field] = (table.names[0], code, label)
                    self.labels |= table.labels if field != "disposition" else {}


def _look(link: DuckDBPyConnection, path: Path, folder: Path) -> _Looked:
    source, file = as_written(link, path, folder)
    load(link, "looked", file, source)
    columns = [_column(link, column) for column in file.columns]
    found = guess(columns)
    looked = _Looked(path, source, list(file.columns), found)
    looked.samples = {one.name: () if left_out(one) else one.samples for one in columns}
    looked.types = _types(link, found)
    if looked.is_table:
        looked.labels = _labels(link, columns)
    forget_rejects(link)
    if is_sheet(path):
        looked.notes = (f"Sheets that were read: {', '.join(sheets_of(path))}.",)
    return looked


def _column(link: DuckDBPyConnection, column: str) -> FileColumn:
    value = f"trim(CAST({name(column)} AS VARCHAR))"
    counts = link.execute(f"SELECT approx_count_distinct({value}), count({value}) FROM looked").fetchone() or (0, 0)
    # The values that differ most: of dates the first and last, so that the 13th day of a month is among them.
    ends = f"SELECT DISTINCT {value} AS v FROM looked WHERE {value} NOT IN ('', {text(column)})"
    rows = link.execute(f"SELECT v FROM ({ends} ORDER BY hash(v) LIMIT {SAMPLES})").fetchall()
    return FileColumn(column, tuple(str(value) for (value,) in rows), int(counts[0]), int(counts[1]))


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


# ---- the text


def _lines(groups: Sequence[_Looked]) -> Iterator[str]:
    yield "# What the columns of your call data mean. Read each line, change what is wrong, settle each ASK,"
    yield "# then write `confirmed: yes` and run coplan needs again. Nothing is counted before."
    yield "confirmed: no"
    zoned = any(
        time.epoch in ("seconds", "milliseconds") or time.utc for one in groups for time in one.found.times.values()
    )
    when = "" if zoned else "; only needed for times in UTC"
    yield f"zone: {ASK if zoned else ''}  # your time zone, for example America/Chicago{when}"
    yield "whole: yes  # no, if the files are a sample of the calls: volumes and trends then say nothing"
    yield "smallest_count: 11  # smaller counts are not shown, so that no one can be known from them"
    yield "sources:"
    for one in groups:
        yield from _source(one)
    yield from _definition(groups)


def _source(one: _Looked) -> Iterator[str]:
    yield f"  - files: [{', '.join(_quoted(found) for found in one.names)}]"
    yield f"    encoding: {one.source.encoding}"
    yield f"    delimiter: {'tab' if one.source.delimiter == chr(9) else _quoted(one.source.delimiter)}"
    if one.source.skip:
        yield f"    skip: {one.source.skip}  # lines above the names of the columns"
    yield f"    missing: [{', '.join(_quoted(word) for word in one.found.missing)}]"
    yield f"    row: {one.found.row}  # call, or unit where a call has a row for each unit that was sent"
    for note in (*one.notes, *one.found.notes):
        yield f"    # {note}"
    yield "    columns:"
    for key, time in one.found.times.items():
        yield from _time(key, time, one)
    if "received" not in one.found.times:
        yield f"      received: {ASK}  # no column looks like a time; name one, with its format"
    for key, column in one.found.columns.items():
        yield f"      {key}: {_quoted(column)}{_shown(one.samples.get(column, ()))}"
    if one.codes:
        yield "    codes:"
    for key, (file, code, label) in one.codes.items():
        yield f"      {key}: {{file: {_quoted(file)}, code: {_quoted(code)}, label: {_quoted(label)}}}"
    used = {*one.found.columns.values(), *(name for time in one.found.times.values() for name in _columns(time))}
    for column in one.columns:
        if column not in used and not looks_private(column):
            yield f"    # not used: {_quoted(column)}{_shown(one.samples.get(column, ())).replace('#', '·', 1)}"


def _columns(time: Time) -> list[str]:
    return [name for name in (time.column, time.date, time.time, time.hour, *time.parts.values()) if name]


def _time(key: str, time: Time, one: _Looked) -> Iterator[str]:
    yield f"      {key}:"
    for part, column in (("column", time.column), ("date", time.date), ("time", time.time), *time.parts.items()):
        if column:
            yield f"        {part}: {_quoted(column)}{_shown(one.samples.get(column, ()))}"
    if time.hour:
        yield f"        hour: {_quoted(time.hour)}{_shown(one.samples.get(time.hour, ()))}"
    if time.epoch:
        since = "days of a spreadsheet" if time.epoch == "excel" else "since 1970"
        yield f"        epoch: {time.epoch}  # {since}"
    if time.epoch and time.epoch != "excel":
        yield f"        clock: {ASK}  # utc, or local if the number holds the time on the wall; the file does not say"
    elif len(time.formats) > 1:
        yield f"        format: {ASK}  # day or month first? One of: {'; '.join(time.formats)}"
        yield "        clock: local"
    elif time.formats:
        yield f"        format: {_quoted(time.formats[0])}"
        doubt = "  # some exports write +00 or Z behind local time: look at one call that you know" if time.utc else ""
        yield f"        clock: {'utc' if time.utc else 'local'}{doubt}"
    if time.empty_hour:
        yield f"        empty_hour: {ASK}  # no hour is 0 and some are empty: do the empty ones mean midnight? Then 0"


def _definition(groups: Sequence[_Looked]) -> Iterator[str]:
    both = any("type_at_close" in one.found.columns for one in groups)
    counts: dict[str, int] = {}
    for one in groups:
        for code, count in one.types:
            label = f"{code} {one.labels[code]}" if code in one.labels else code
            counts[label] = counts.get(label, 0) + count
    listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    sorted_by: dict[str, list[tuple[str, int]]] = {"yes": [], "maybe": [], "no": []}
    for label, count in listed:
        sorted_by[proposal(label)].append((label, count))
    yield "behavioral_health:"
    yield f"  look_at: {'either' if both else 'type'}  # type, type_at_close, or either of them"
    yield "  reason:  # why these types and no others, in a sentence"
    for key in ("yes", "maybe"):
        yield f"  {key}:" + ("" if sorted_by[key] else " []")
        for label, count in sorted_by[key]:
            yield f"    - {_quoted(label)}  # {_about(count)}"
    yield "  # The other types, most first. Move a line up to count it."
    for label, count in sorted_by["no"][:TYPES]:
        yield f"  #   - {_quoted(label)}  # {_about(count)}"
    if len(sorted_by["no"]) > TYPES:
        rest = sum(count for _, count in sorted_by["no"][TYPES:])
        yield f"  # {len(sorted_by['no']) - TYPES} more types with {_about(rest)} calls are not listed."


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return f"\\{letter}"
    return letter if letter.isprintable() else f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else "?"


def _shown(samples: Sequence[str]) -> str:
    words = [" ".join(text.split())[:40] for text in samples[:3]]
    printable = ["".join(letter if letter.isprintable() else "?" for letter in text) for text in words]
    return f"  # {'; '.join(printable)}" if printable else "  # empty"


def _about(count: int) -> str:
    """A volume to decide by. It is rounded, so that it does not tell a small count that a later table leaves out."""
    return f"fewer than {SMALLEST}" if count < SMALLEST else f"about {round(count, -1):,}"
