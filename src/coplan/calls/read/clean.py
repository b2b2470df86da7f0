"""From raw text to clean calls: one pass by the mapping, into a typed file without names.

A clean file has one row a call: source, call, received (local time), month, weekday (1 Monday to 7), hour, type,
type_close, priority, disposition, place (an area), address (coarse), person, wait_s
(received to arrived), scene_s (arrived to cleared), busy_s (dispatched or arrived to cleared, of all units together),
units, and fault (why a row is not counted). What is not known is NULL. Keys of people are hashed with the plan's own
salt; a call's number is a checksum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coplan.calls.mapping import CallFile, CallMap, Moment
from coplan.calls.read.addresses import coarse
from coplan.calls.read.database import name, text, texts
from coplan.calls.read.raw_rows import MORE, OpenedFile, raw_rows

NOTHING = "NULL::VARCHAR"  # a column that no file has, with its kind: other readers of the clean file need it
MICROSECONDS = "([.][0-9]{6})[0-9]+"  # some systems write more
OFFSET = " ?(Z|[+-][0-9]{2}:?([0-9]{2})?)$"
LONGEST_SECONDS = 86_400  # a longer time on one call is a forgotten button, and not counted
ALL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def clean_rows(
    file: OpenedFile, source: CallFile, call_map: CallMap, salt: str | None, tables: Mapping[str, str]
) -> str:
    """SQL of the clean rows of one file, with `fault` beside them: why a row cannot be placed, or NULL."""
    say = _Columns(file, source)
    received = say.moment("received", call_map.zone)
    fields = {
        "source": text(file.shown),
        "call": _numbered_call(say.of("id"), salt),
        "received": received.stamp,
        **received.apart,
        **{key: _labelled(say.of(column), key, tables) for key, column in _LABELS.items()},
        "priority": say.of("priority"),
        "place": coarse(say.of("place")) if "place" in source.columns else NOTHING,
        "address": coarse(say.of("address")) if "address" in source.columns else NOTHING,
        "person": _hashed(say.of("person"), salt),
        "dispatched": say.moment("dispatched", call_map.zone).stamp,
        "arrived": say.moment("arrived", call_map.zone).stamp,
        "cleared": say.moment("cleared", call_map.zone).stamp,
        "fault": _wide(file, received.fault if received.apart else _fault(say, received)),
    }
    listed = ",\n  ".join(f"{value} AS {name(key)}" for key, value in fields.items())
    rows = f"SELECT\n  {listed}\nFROM ({raw_rows(file, source)})"
    # Each time is read once; the rest follows from it.
    return rows if received.apart else f"SELECT *, {_FROM_RECEIVED} FROM ({rows})"


def _wide(file: OpenedFile, fault: str) -> str:
    """A row with more cells than there are columns is not counted: a sign in a value has moved all that follows."""
    return fault if file.parquet else f"CASE WHEN trim({name(MORE)}) <> '' THEN 'wide' ELSE {fault} END"


def _fault(say: _Columns, received: _Time) -> str:
    """Why a row is not counted. One without time and type is no call: totals, notes, a line of blanks."""
    kinds = [say.of(column) for column in ("type", "type_at_close") if say.of(column) != NOTHING]
    if not kinds:
        return received.fault
    nothing = " AND ".join(f"{kind} IS NULL" for kind in kinds)
    return (
        f"CASE WHEN {received.stamp} IS NULL THEN "
        f"coalesce({received.fault}, CASE WHEN {nothing} THEN 'nothing' END) END"
    )


_FROM_RECEIVED = (
    "CAST(date_trunc('month', received) AS DATE) AS month, isodow(received) AS weekday, hour(received) AS hour"
)


_LABELS = {"type": "type", "type_close": "type_at_close", "disposition": "disposition"}


def one_row_a_call(source: CallFile, rows: str) -> str:
    """SQL that brings the rows of one call together, and works out its times in seconds."""
    busy = f"{_seconds('coalesce(dispatched, arrived)', 'cleared')}"
    if source.row == "call":
        return (
            f"SELECT source, call, received, month, weekday, hour, {', '.join(_KEPT)}, "
            f"{_seconds('received', 'arrived')} AS wait_s, {_seconds('arrived', 'cleared')} AS scene_s, "
            f"{busy} AS busy_s, 1 AS units, fault FROM ({rows})"
        )
    firsts = ", ".join(f"min({column}) AS {column}" for column in ("received", "month", "weekday", "hour"))
    kept = ", ".join(f"arg_min({column}, received) AS {column}" for column in _KEPT)
    return (
        f"SELECT source, call, {firsts}, {kept}, "
        f"{_seconds('min(received)', 'min(arrived)')} AS wait_s, "
        f"{_seconds('min(arrived)', 'max(cleared)')} AS scene_s, "
        f"CAST(sum({busy}) AS BIGINT) AS busy_s, count(*) AS units, fault "
        f"FROM ({rows}) GROUP BY source, call, fault"
    )


_KEPT = ("type", "type_close", "priority", "disposition", "place", "address", "person")


SHAPE = {  # of every clean file, so that those of several centers can be read as one table, by Spark too
    **dict.fromkeys(("source", "call"), "VARCHAR"),
    "received": "TIMESTAMP",
    "month": "DATE",
    **dict.fromkeys(("weekday", "hour"), "BIGINT"),
    **dict.fromkeys(("type", "type_close", "priority", "disposition", "place", "address", "person"), "VARCHAR"),
    **dict.fromkeys(("wait_s", "scene_s", "busy_s", "units"), "BIGINT"),
    "fault": "VARCHAR",
}


def in_shape(rows: str, salt: str | None) -> str:
    """SQL of clean rows whose columns have the kinds of every clean file; a call's checksum is a number."""
    kinds = SHAPE | ({} if salt is None else {"call": "UBIGINT"})
    return (
        f"SELECT {', '.join(f'CAST({column} AS {kind}) AS {column}' for column, kind in kinds.items())} FROM ({rows})"
    )


def _seconds(start: str, end: str) -> str:
    """Seconds between two times; NULL where one is missing, or they cannot be right."""
    seconds = f"date_diff('second', {start}, {end})"
    return f"CASE WHEN {seconds} BETWEEN 0 AND {LONGEST_SECONDS} THEN {seconds} END"


def _numbered_call(value: str, salt: str | None) -> str:
    """A call's number as a checksum, to find repeated rows by; without a salt, the number itself.

    A cryptographic hash would take as long as all the rest of the reading, and a call's number is no person's.
    """
    checksum = f"CASE WHEN {value} IS NOT NULL THEN hash({text(salt or '')} || '|' || {value}) END"
    return value if value == NOTHING or salt is None else checksum


def _hashed(value: str, salt: str | None) -> str:
    """A key that nobody can turn back without the salt; without a salt, the key itself."""
    return value if value == NOTHING or salt is None else f"left(sha256({text(salt)} || '|' || {value}), 20)"


def _labelled(value: str, key: str, tables: Mapping[str, str]) -> str:
    """A code with its label from the table beside the calls."""
    if value == NOTHING or key not in tables:
        return value
    table = name(tables[key])
    return f"coalesce((SELECT {value} || ' ' || label FROM {table} WHERE code = {value}), {value})"


def moment_of(file: OpenedFile, source: CallFile, field: str) -> str:
    """SQL of one time of a file, as it stands there."""
    return _Columns(file, source).moment(field, "").stamp


@dataclass(frozen=True)
class _Time:
    """SQL of a time; `apart` has month, weekday and hour where they do not follow from it."""

    stamp: str
    fault: str
    apart: Mapping[str, str] = field(default_factory=dict)


class _Columns:
    """The columns of one file in SQL: trimmed, and NULL where they say one of the words for missing."""

    def __init__(self, file: OpenedFile, source: CallFile) -> None:
        self._file, self._source = file, source

    def of(self, field: str) -> str:
        column = self._source.columns.get(field, "")
        return self.value(column) if column else NOTHING

    def value(self, column: str) -> str:
        whole = f"trim({self._as_text(column)})"
        if not self._source.missing:
            return f"nullif({whole}, '')"
        words = ("", *self._source.missing)
        listed = ", ".join(text(word) for word in words)
        return f"CASE WHEN {whole} IN ({listed}) THEN NULL ELSE {whole} END"

    def _as_text(self, column: str) -> str:
        return f"CAST({name(column)} AS VARCHAR)" if self._file.parquet else name(column)

    def moment(self, field: str, zone: str) -> _Time:
        found = self._source.times.get(field)
        if found is None:
            return _Time("NULL::TIMESTAMP", "NULL::VARCHAR")
        if found.parts and not (found.column or found.date):
            return self._parts(found)
        written = self._written(found)
        stamp = _in_zone(self._parsed(found, written), found, zone)
        received = self._source.times.get("received")
        if field != "received" and found.date and received and found.date == received.date:
            stamp = _after(self.moment("received", zone).stamp, stamp)
        # The second question is only asked of the few that have no time.
        return _Time(stamp, f"CASE WHEN {stamp} IS NULL THEN CASE WHEN {written} IS NOT NULL THEN 'time' END END")

    def _written(self, found: Moment) -> str:
        if found.date:
            hour = self.value(found.time) if found.time else self.value(found.parts["hour"])
            empty = found.empty_hour
            hour = f"coalesce({hour}, {text(empty)})" if empty else hour
            return f"{self.value(found.date)} || ' ' || {hour}"
        value = self.value(found.column)
        if not found.pattern:
            return value
        # A pattern may have several groups; they are joined by a blank.
        groups = found.pattern.count("(") - found.pattern.count(r"\(") - found.pattern.count("(?:")
        pieces = [f"regexp_extract({value}, {text(found.pattern)}, {at})" for at in range(1, max(groups, 1) + 1)]
        return f"nullif(trim({' || chr(32) || '.join(pieces)}), '')"

    def _parsed(self, found: Moment, written: str) -> str:
        if found.epoch == "excel":  # days since the last day of 1899, to the second
            seconds = f"CAST(round(TRY_CAST({written} AS DOUBLE) * 86400) AS BIGINT)"
            return f"TIMESTAMP '1899-12-30' + to_seconds({seconds})"
        if found.epoch:
            by = 1_000 if found.epoch == "milliseconds" else 1_000_000
            return f"make_timestamp(TRY_CAST({written} AS BIGINT) * {by})"
        if found.column and not found.pattern and not any(letter.isdigit() for letter in "".join(self._source.missing)):
            written = self._as_text(found.column)  # the parser passes over blanks, and no word for missing is a time
        if any("%f" in form for form in found.formats):
            written = f"regexp_replace({written}, {text(MICROSECONDS)}, '\\1')"
        if _zoned(found):
            return _with_offset(found, written)
        return f"try_strptime({written}, {texts(found.formats) if len(found.formats) > 1 else text(found.formats[0])})"

    def _parts(self, found: Moment) -> _Time:
        part = {key: self.value(column) for key, column in found.parts.items()}
        hour = f"TRY_CAST({part['hour']} AS INTEGER)" if "hour" in part else "NULL::INTEGER"
        hour = f"coalesce({hour}, {int(found.empty_hour)})" if found.empty_hour.isdecimal() else hour
        year = f"TRY_CAST({part['year']} AS INTEGER)" if "year" in part else "NULL::INTEGER"
        month = _numbered(part["month"], ALL_MONTHS) if "month" in part else "NULL::INTEGER"
        first = f"TRY_CAST(({year})::VARCHAR || '-' || ({month})::VARCHAR || '-1' AS DATE)"
        if "day" in part:
            stamp = (
                f"TRY_CAST(({year})::VARCHAR || '-' || ({month})::VARCHAR || '-' || {part['day']} || ' ' || "
                f"coalesce({hour}, 0)::VARCHAR || ':00:00' AS TIMESTAMP)"
            )
        else:
            stamp = "NULL::TIMESTAMP"
        weekday = _numbered(part["weekday"], DAYS) if "weekday" in part else f"isodow({stamp})"
        fault = f"CASE WHEN {hour} NOT BETWEEN 0 AND 23 OR ({first}) IS NULL THEN 'time' END"
        return _Time(stamp, fault, {"month": first, "weekday": weekday, "hour": hour})


def _after(received: str, stamp: str) -> str:
    """SQL of a time of day beside the date of the call: what is half a day before the call was on the next day."""
    return f"CASE WHEN {stamp} < {received} - INTERVAL 12 HOUR THEN {stamp} + INTERVAL 1 DAY ELSE {stamp} END"


def _zoned(found: Moment) -> bool:
    """True where the text says how far its clock is from UTC, as in `2026-01-05 13:00:00-05:00`."""
    return len(found.formats) == 1 and found.formats[0].endswith("%z")


def _with_offset(found: Moment, written: str) -> str:
    """SQL of a time with its offset. Where the clock is local, the offset stands behind the time on the wall."""
    form = found.formats[0].removesuffix("%z").rstrip()
    if found.clock == "local":
        return f"try_strptime(regexp_replace({written}, {text(OFFSET)}, ''), {text(form)})"
    full = f"regexp_replace({written}, ' ?Z$', '+00')"
    full = f"regexp_replace({full}, ' ?([+-][0-9]{{2}}):?([0-9]{{2}})?$', '\\1:\\2')"
    full = f"regexp_replace({full}, ':$', ':00')"
    return f"try_strptime({full}, {text(form + '%z')})"


def _in_zone(stamp: str, found: Moment, zone: str) -> str:
    if found.clock == "local":
        return stamp
    if _zoned(found):
        return f"({stamp}) AT TIME ZONE {text(zone)}"
    return f"(({stamp}) AT TIME ZONE 'UTC') AT TIME ZONE {text(zone)}"


def _numbered(value: str, names: Sequence[str]) -> str:
    """A month or weekday by its name or its first three letters. Numbers only for months: weeks begin on two days."""
    words = [f"WHEN lower({value}) IN ({text(word)}, {text(word[:3])}) THEN {at}" for at, word in enumerate(names, 1)]
    number = f"TRY_CAST({value} AS INTEGER)" if names is ALL_MONTHS else "NULL"
    return f"CASE {' '.join(words)} ELSE {number} END"
