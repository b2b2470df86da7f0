"""What the columns of an export probably mean, from their names and samples. Pure; people confirm it.

Where two readings fit (day or month first, local time or UTC, an empty hour), the answer is ASK.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

STAMPS = (
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M"),
    *("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ"),
    *("%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p"),
    *("%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M"),
    *("%m/%d/%y %I:%M %p", "%d/%m/%y %I:%M %p", "%m/%d/%y %H:%M", "%d/%m/%y %H:%M"),
    *("%m-%d-%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"),
    *("%d-%b-%Y %H:%M:%S", "%d-%b-%y %H:%M:%S", "%b %d %Y %I:%M%p", "%Y%m%d%H%M%S"),
)
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%Y%m%d", "%d-%b-%Y", "%Y/%m/%d")
CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H%M", "%H")
MISSING = ("null", "NULL", "None", "NA", "N/A", "n/a", "#N/A", "(null)", "nan", "NaN")
FITTING = 0.95  # of a column's values; what is wrong in the others is counted as a reject
NUMBERED_MONTHS = re.compile(r"%[mb].{0,2}%d")


@dataclass(frozen=True)
class FileColumn:
    """A column with values from the file: distinct ones, in the order in which they were met."""

    name: str
    samples: tuple[str, ...]
    distinct: int = 0
    filled: int = 0


@dataclass(frozen=True)
class Time:
    """How a time is written: `formats` that fit all samples. More than one is a question for people."""

    column: str = ""
    date: str = ""
    time: str = ""
    hour: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    epoch: str = ""
    utc: bool = False
    empty_hour: bool = False


@dataclass(frozen=True)
class Guess:
    """What a file seems to hold: field to column, field to time, the words for missing, and a row a unit or a call."""

    columns: Mapping[str, str]
    times: Mapping[str, Time]
    missing: tuple[str, ...] = ()
    row: str = "call"
    notes: tuple[str, ...] = ()


# In each list the better names come first; a name matches if its words are all in the column's name.
_FIELDS: dict[str, tuple[str, ...]] = {
    "id": (
        *("call number", "incident number", "event number", "event id", "incident num", "call id", "cad number"),
        *("incident id", "call no", "master incident", "event no", "case number", "record id", "call key"),
        *("cfs number", "cfs id", "cfs no", "response number", "run number", "incident no", "dr number"),
    ),
    "type_at_close": (
        "clearance description",
        "final type",
        "close type",
        "final call type",
        "type close",
        "closed as",
        "final incident type",
        "final problem",
        "closing type",
        "type at close",
    ),
    "type": (
        *("initial type description", "tencode description", "call type", "event type", "nature", "problem", "title"),
        *("type description", "incident type", "initial type", "description", "type"),
    ),
    "priority": (
        "original priority",
        "priority",
    ),
    "disposition": ("disposition description", "final disposition", "disposition", "dispo", "clearance code", "=disp"),
    "place": (
        *("beat", "sector", "police district", "district", "division", "battalion", "zone", "neighborhood"),
        *("neighbourhood", "twp", "town", "city", "precinct", "area", "council dist", "=dist", "ward", "grid"),
    ),
    "address": ("address", "hundred block", "block location", "incident location", "location"),
    "unit": ("unit id", "unit dispatched", "unit", "radio", "apparatus", "vehicle id"),
}
_TIMES: dict[str, tuple[str, ...]] = {
    "dispatched": ("dispatch", "assigned"),
    "arrived": ("on scene", "at scene", "arriv", "onscene"),
    "cleared": ("available", "clear", "closed", "close"),
    "received": (
        *("received", "phone pick", "pickup", "queued", "call entry", "call date", "created", "create", "call time"),
        *(
            "entry",
            "entered",
            "reported",
            "opened",
            "response date",
            "incident date",
            "event date",
            "start",
            "occurred",
        ),
        *("date time", "datetime", "time stamp", "timestamp"),
    ),
}
_NAMELIKE = re.compile(
    r"(first|last|full|middle|caller|patient|victim|suspect|subject|client|complainant)s? *name|^name$"
    r"|dob|birth|ssn|social|phone|licen[sc]e|e-?mail|narrative|notes?$|comment|remarks",
    re.IGNORECASE,
)


def looks_private(column: str) -> bool:
    """True for a column that seems to hold names, birth dates, phones or free text about people."""
    return bool(_NAMELIKE.search(_words(column)))


def guess(columns: Sequence[FileColumn]) -> Guess:
    """What the columns probably mean."""
    usable = [one for one in columns if not left_out(one) and one.name[:1] != ":"]
    missing = tuple(word for word in MISSING if any(word in column.samples for column in usable))
    clean = [
        FileColumn(
            one.name, tuple(text for text in one.samples if text not in missing and text), one.distinct, one.filled
        )
        for one in usable
    ]
    times = _times(clean, usable, missing)
    taken = {name for time in times.values() for name in (time.column, time.date, time.time, time.hour)}
    found: dict[str, str] = {}
    for key, names in _FIELDS.items():
        named = _named(clean, names, taken | set(found.values()))
        if named and _fits_field(key, named):
            found[key] = named.name
    unit = found.pop("unit", "")
    identity = next((column for column in clean if column.name == found.get("id")), None)
    a_unit = bool(unit and identity and identity.filled and identity.distinct < 0.9 * identity.filled)
    notes = [f"`{one.name}` is left out: it seems to tell who somebody is." for one in columns if left_out(one)]
    notes += _time_notes(clean, times)
    if identity and not a_unit and identity.distinct < 0.9 * identity.filled:
        notes.append(f"`{identity.name}` repeats. If a call has a row for each unit, write `row: unit`.")
    return Guess(found, times, missing, "unit" if a_unit else "call", tuple(notes))


def left_out(column: FileColumn) -> bool:
    """True for a column that nothing is read of: its name tells of people."""
    return looks_private(column.name) and not _when_somebody_rang(column)


def _when_somebody_rang(column: FileColumn) -> bool:
    """True for `Time Phone Pick Up`: a time, though a word in its name stands for people elsewhere."""
    return bool(re.search("phone", column.name, re.IGNORECASE) and time_of(column))


def _fits_field(key: str, column: FileColumn) -> bool:
    """False for a type that is always the same, and for an address without a word."""
    if key in ("type", "type_at_close"):
        return len(set(column.samples)) > 1
    return key != "address" or any(re.search("[A-Za-z]{2}", text) for text in column.samples)


_INSIDE = re.compile(r"\d{4}-\d\d-\d\d.{1,4}\d\d:\d\d|\d{1,2}/\d{1,2}/\d{2,4}.{1,3}\d{1,2}:\d\d")


def _time_notes(columns: Sequence[FileColumn], times: Mapping[str, Time]) -> list[str]:
    """What people should know before they trust the time that was chosen."""
    notes = []
    received = times.get("received")
    if received and received.column and any(word in _words(received.column) for word in _TIMES["arrived"]):
        notes.append(f"`{received.column}` is when somebody arrived. When the call came in was not found.")
    for column in columns:
        inside = [text for text in column.samples if _INSIDE.search(text)]
        if len(inside) > len(column.samples) / 2 and not time_of(column):
            notes.append(f"`{column.name}` holds another time inside its text. Which of the two is right?")
    return notes


def _times(clean: Sequence[FileColumn], raw: Sequence[FileColumn], missing: Sequence[str]) -> dict[str, Time]:
    stamps = {column.name: time for column in clean if (time := time_of(column))}
    found: dict[str, Time] = {}
    for key, names in _TIMES.items():
        held = [column for column in clean if column.name in stamps]
        named = _named(held, names, {time.column for time in found.values()})
        if named:
            found[key] = stamps[named.name]
    if "received" not in found:
        received = _received(clean, raw, stamps, missing, {time.column for time in found.values()})
        if received:
            found["received"] = received
        elif found:  # the earliest of the times that there are stands for it
            first = next(key for key in ("dispatched", "arrived", "cleared") if key in found)
            found["received"] = found.pop(first)
    return {key: found[key] for key in ("received", "dispatched", "arrived", "cleared") if key in found}


def _received(
    clean: Sequence[FileColumn],
    raw: Sequence[FileColumn],
    stamps: Mapping[str, Time],
    missing: Sequence[str],
    taken: set[str],
) -> Time | None:
    named = {_words(column.name): column for column in clean}
    part = {key: next((one.name for words, one in named.items() if _ends(words, key)), "") for key in _PARTS}
    hour = next((column for column in raw if column.name == part["hour"]), None)
    empty = bool(hour and set(hour.samples) & set(missing) and "0" not in hour.samples)
    dates = [(column, _formats(column, DATES)) for column in clean]
    dated = next(((column, formats) for column, formats in dates if formats), None)
    if dated and hour:
        formats = tuple(f"{one} %H" for one in dated[1])
        return Time(date=dated[0].name, hour=hour.name, formats=formats, empty_hour=empty)
    clock = next((column for column in clean if _clock_formats(column)), None)
    if dated and clock and dated[0] is not clock:
        formats = tuple(f"{one} {of}" for one in dated[1] for of in _clock_formats(clock)[:1])
        return Time(date=dated[0].name, time=clock.name, formats=formats)
    free = [name for name in stamps if name not in taken]
    if free:
        return stamps[free[0]]
    if part["year"] and part["month"] and part["hour"]:
        return Time(parts={key: name for key, name in part.items() if name}, empty_hour=empty)
    return None


def _clock_formats(column: FileColumn) -> tuple[str, ...]:
    """How a column writes the time of day; four bare figures are one only where its name says so."""
    return _formats(column, CLOCKS[:4]) or (_formats(column, CLOCKS[4:5]) if "time" in _words(column.name) else ())


_PARTS = {
    "year": ("year",),
    "month": ("month",),
    "day": ("day of month", "day"),
    "weekday": ("dow", "weekday", "day of week"),
    "hour": ("hour",),
}


def _ends(words: str, part: str) -> bool:
    return any(words == end or words.endswith(f" {end}") for end in _PARTS[part])


def time_of(column: FileColumn) -> Time | None:
    """How a column writes a time, if it holds one."""
    samples = [text for text in column.samples if text]
    if not samples:
        return None
    digits = [text for text in samples if text.isdecimal() and not _is_number_of_a_call(column.name)]
    if len(digits) == len(samples) and len({len(text) for text in samples}) == 1:
        length, first = len(samples[0]), int(samples[0])
        if length == 13 and 4e11 < first < 4e12:
            return Time(column.name, epoch="milliseconds")
        if length == 10 and 4e8 < first < 4e9 and column.distinct > 1:
            return Time(column.name, epoch="seconds")
    if all(_SERIAL.fullmatch(text) for text in samples) and _NAMED_TIME.search(_words(column.name)):
        return Time(column.name, epoch="excel")
    formats = _formats(column, STAMPS)
    if not formats:
        return _with_offset(column, samples)
    return Time(column.name, formats=formats, utc=formats[0].endswith("Z"))


_SERIAL = re.compile(r"[34]\d{4}\.\d+")  # days since 1899 with their fraction, from 1982 to 2036
_NAMED_TIME = re.compile("date|time|received|dispatch|arriv|clear|create|close")
_NAMED_NUMBER = re.compile(r"\b(id|number|num|no|key|incident|event|cad|case)\b")
_OFFSET = re.compile(r"(?<=:\d\d)(\.\d+)? ?(Z|[+-]\d\d(?::?\d\d)?)$")


def _is_number_of_a_call(name: str) -> bool:
    """True for a column of numbers that its name calls a number and not a time."""
    words = _words(name)
    return bool(_NAMED_NUMBER.search(words)) and not re.search("date|time|epoch|created|received|stamp", words)


def _with_offset(column: FileColumn, samples: Sequence[str]) -> Time | None:
    """A time that says how far it is from UTC. Offsets of zero are UTC; others stand behind the time on the wall."""
    if not all(_OFFSET.search(text) for text in samples):
        return None
    bare = FileColumn(column.name, tuple(_OFFSET.sub(r"\1", text) for text in samples))
    formats = _formats(bare, STAMPS)
    offsets = {"".join(letter for letter in _OFFSET.findall(text)[0][1] if letter.isdecimal()) for text in samples}
    utc = not any(offset.strip("0") for offset in offsets)
    return Time(column.name, formats=tuple(f"{one}%z" for one in formats), utc=utc) if formats else None


def _formats(column: FileColumn, known: Sequence[str]) -> tuple[str, ...]:
    """The forms that fit all samples; if none does, those that fit most of them, and all but a few."""
    samples = [text for text in column.samples if text]
    fitting = {one: sum(_fits(text, one) for text in samples) for one in known}
    best = max(fitting.values(), default=0)
    return tuple(one for one, count in fitting.items() if count == best) if best > FITTING * len(samples) else ()


def _fits(text: str, form: str) -> bool:
    try:
        return 1950 <= datetime.strptime(text, form).year <= 2100 or ("%Y" not in form and "%y" not in form)  # noqa: DTZ007
    except ValueError:
        return False


def _named(columns: Sequence[FileColumn], names: Sequence[str], taken: set[str]) -> FileColumn | None:
    for wanted in names:
        for column in columns:
            words = _words(column.name)
            named = words == wanted[1:] if wanted[0] == "=" else wanted in words or wanted.replace(" ", "") in words
            if column.name not in taken and column.samples and named:
                return column
    return None


def _words(name: str) -> str:
    """`EVENT_DATE`, `At.Scene.Time` and `callDateTime` as lower-case words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("#", " number "))
    return re.sub(r"[\W_]+", " ", parted).strip().lower()


def needs_asking(time: Time) -> bool:
    """True where the samples fit a day first and a month first."""
    return len(time.formats) > 1 or bool(time.epoch)
