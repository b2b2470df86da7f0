"""The text of a proposed calls.yaml, for people to read, settle and confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from coplan.calls.call_type_terms import proposal
from coplan.calls.mapping import ASK, SMALLEST, CallFile
from coplan.calls.privacy import rounded_volume
from coplan.calls.read.guess import Guess, looks_private
from coplan.calls.read.time_forms import Time, plain_words

FEW = 6  # columns of a table of codes, at most
TYPES = 400  # call types that are listed


class SeenSource:
    """What was seen of files with the same columns: what they seem to mean, samples, call types, tables of codes."""

    def __init__(self, path: Path, source: CallFile, columns: list[str], found: Guess) -> None:
        self.names, self.source, self.columns, self.found = [path.name], source, columns, found
        self.samples: dict[str, tuple[str, ...]] = {}
        self.types: list[tuple[str, int]] = []
        self.codes: dict[str, tuple[str, str, str]] = {}
        self.labels: dict[str, str] = {}
        self.notes: tuple[str, ...] = ()
        self.sample = self.quiet = ""
        self.kept_back: set[str] = set()  # columns of which no sample is shown

    def shown(self, column: str) -> str:
        """Samples of a column as a comment, but for one that may tell who somebody is or where."""
        return "  # no sample is shown" if column in self.kept_back else _shown(self.samples.get(column, ()))

    @property
    def is_table(self) -> bool:
        """True for a table of codes rather than of calls: few columns, and no time."""
        return "received" not in self.found.times and len(self.columns) <= FEW

    def find_tables(self, tables: Sequence[SeenSource]) -> None:
        """Take the tables that say what the codes of this file mean: most codes are in them."""
        for field in ("type", "type_at_close", "disposition"):
            held = set(self.samples.get(self.found.columns.get(field, ""), ()))
            for table in tables:
                code, label = (*[column for column in table.columns if table.samples[column]], "", "")[:2]
                if held and label and len(held & set(table.samples[code])) > len(held) / 2:
                    self.codes[field] = (table.names[0], code, label)
                    self.labels |= table.labels if field != "disposition" else {}


def map_lines(groups: Sequence[SeenSource]) -> Iterator[str]:
    """The lines of calls.yaml. What people must settle says ASK."""
    yield "# What the columns of your call data mean. Read each line, change what is wrong, settle each ASK,"
    yield "# then write `confirmed: yes` and run coplan needs again. Nothing is counted before."
    yield "confirmed: no"
    zoned = any(
        time.epoch in ("seconds", "milliseconds") or time.utc for one in groups for time in one.found.times.values()
    )
    when = "" if zoned else "; only needed for times in UTC"
    yield f"zone: {ASK if zoned else ''}  # your time zone, for example America/Chicago{when}"
    sample = next((one.sample for one in groups if one.sample), "")
    usual = "no, if the files are a sample of the calls: volumes and trends then say nothing"
    yield f"whole: {ASK}  # {sample}" if sample else f"whole: yes  # {usual}"
    yield "smallest_count: 11  # smaller counts are not shown, so that no one can be known from them"
    yield "sources:"
    for one in groups:
        yield from _source(one)
    yield from _definition(groups)


def _source(one: SeenSource) -> Iterator[str]:
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
        yield f"      {key}: {_quoted(column)}{one.shown(column)}"
    if one.codes:
        yield "    codes:"
    for key, (file, code, label) in one.codes.items():
        yield f"      {key}: {{file: {_quoted(file)}, code: {_quoted(code)}, label: {_quoted(label)}}}"
    used = {*one.found.columns.values(), *(name for time in one.found.times.values() for name in _columns(time))}
    for column in one.columns:
        if column not in used and not looks_private(column):
            yield f"    # not used: {_quoted(column)}{one.shown(column).replace('#', '·', 1)}"


def _named_utc(column: str) -> bool:
    return bool(re.search(r"\b(utc|gmt|zulu)\b", plain_words(column)))


def _columns(time: Time) -> list[str]:
    return [name for name in (time.column, time.date, time.time, time.hour, *time.parts.values()) if name]


def _time(key: str, time: Time, one: SeenSource) -> Iterator[str]:
    yield f"      {key}:"
    for part, column in (("column", time.column), ("date", time.date), ("time", time.time), *time.parts.items()):
        if column:
            yield f"        {part}: {_quoted(column)}{_shown(one.samples.get(column, ()))}"
    if time.hour:
        yield f"        hour: {_quoted(time.hour)}{_shown(one.samples.get(time.hour, ()))}"
    if time.epoch:
        since = "days of a spreadsheet" if time.epoch == "excel" else "since 1970"
        yield f"        epoch: {time.epoch}  # {since}"
    if time.pattern:
        yield f"        pattern: '{time.pattern}'  # cuts the time out of the text"
    named = _named_utc(time.column)
    if key != "received" and time.epoch in ("seconds", "milliseconds"):
        return  # the clock is that of `received`
    if time.epoch and time.epoch != "excel" and named:
        yield "        clock: utc  # its name says so"
    elif time.epoch and time.epoch != "excel":
        yield f"        clock: {ASK}  # utc, or local if the number holds the time on the wall; the file does not say"
        if one.quiet:
            yield f"        # Read as local time, fewest calls come {one.quiet}. Does that fit your nights?"
        if len(one.names) > 1:
            yield "        # Do all of these files have the same clock? If not, make each a source of its own."
    elif len(time.formats) > 1:
        also = f"; and besides: {'; '.join(time.besides)}" if time.besides else ""
        yield f"        format: {ASK}  # day or month first? One of: {'; '.join(time.formats)}{also}"
        yield "        clock: local"
    elif time.formats and time.besides:
        several = ", ".join(_quoted(one) for one in (*time.formats, *time.besides))
        yield f"        format: [{several}]  # written in several ways"
        yield "        clock: local"
    elif time.formats:
        yield f"        format: {_quoted(time.formats[0])}"
        doubt = "  # some exports write +00 or Z behind local time: look at one call that you know" if time.utc else ""
        yield f"        clock: {'utc' if time.utc else 'local'}{doubt}"
    if time.empty_hour:
        yield f"        empty_hour: {ASK}  # no hour is 0 and some are empty: do the empty ones mean midnight? Then 0"


def _definition(groups: Sequence[SeenSource]) -> Iterator[str]:
    both = any("type_at_close" in one.found.columns for one in groups)
    counts: dict[str, int] = {}
    for one in groups:
        for code, count in one.types:
            label = f"{code} {one.labels[code]}" if code in one.labels else code
            counts[label] = counts.get(label, 0) + count
    # By what is told of the volume, not by the volume: the order would tell between which counts a small one lies.
    listed = sorted(counts.items(), key=lambda item: (-_volume(item[1])[1][0], item[0]))
    sorted_by: dict[str, list[tuple[str, int]]] = {"yes": [], "maybe": [], "no": []}
    for label, count in listed:
        sorted_by[proposal(label)].append((label, count))
    yield "behavioral_health:"
    yield f"  look_at: {'either' if both else 'type'}  # type, type_at_close, or either of them"
    yield "  reason:  # why these types and no others, in a sentence"
    for key in ("yes", "maybe"):
        yield f"  {key}:" + ("" if sorted_by[key] else " []")
        for label, count in sorted_by[key]:
            yield f"    - {_quoted(label)}  # {_volume(count)[0]}"
    yield "  # The other types, most first. Move a line up to count it."
    for label, count in sorted_by["no"][:TYPES]:
        yield f"  #   - {_quoted(label)}  # {_volume(count)[0]}"
    if len(sorted_by["no"]) > TYPES:
        rest = sum(count for _, count in sorted_by["no"][TYPES:])
        yield f"  # {len(sorted_by['no']) - TYPES} more types with {_volume(rest)[0]} calls are not listed."


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


def _volume(count: int) -> tuple[str, tuple[int, int]]:
    """A volume to decide by. It is rounded, so that it does not tell a small count that a later table leaves out."""
    return rounded_volume(count, SMALLEST)
