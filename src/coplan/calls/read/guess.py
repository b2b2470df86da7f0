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
    ),
    "type_at_close": (
        "clearance description",
        "final type",
        "close type",
        "final call type",
        "type close",
        "closed as",
    ),
    "type": (
        *("initial type description", "tencode description", "call type", "event type", "nature", "problem", "title"),
        *("type description", "incident type", "initial type", "description", "type"),
    ),
    "priority": (
        "original priority",
        "priority",
    ),
    "disposition": ("disposition description", "final disposition", "disposition", "dispo", "clearance code"),
    "place": (
        *("beat", "sector", "police district", "district", "division", "battalion", "zone", "neighborhood"),
        *("neighbourhood", "twp", "town", "city", "precinct", "area"),
    ),
    "address": ("address", "hundred block", "block location", "incident location", "location"),
    "unit": ("unit id", "unit dispatched", "unit"),
}
_TIMES: dict[str, tuple[str, ...]] = {
    "dispatched": ("dispatch",),
    "arrived": ("on scene", "at scene", "arriv", "onscene"),
    "cleared": ("available", "clear", "closed", "close"),
    "received": ("received", "call date", "created", "call time", "date time", "datetime", "time stamp", "timestamp"),
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
    usable = [column for column in columns if not looks_private(column.name)]
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
    notes = [f"`{one.name}` is left out: it seems to tell who somebody is." for one in columns if one not in usable]
    notes += _time_notes(clean, times)
    return Guess(found, times, missing, "unit" if a_unit else "call", tuple(notes))


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
    clock = next((column for column in clean if column.samples and _formats(column, CLOCKS[:5])), None)
    if dated and clock and dated[0] is not clock:
        formats = tuple(f"{one} {of}" for one in dated[1] for of in _formats(clock, CLOCKS[:5])[:1])
        return Time(date=dated[0].name, time=clock.name, formats=formats)
    free = [name for name in stamps if name not in taken]
    if free:
        return stamps[free[0]]
    if part["year"] and part["month"] and part["hour"]:
        return Time(parts={key: name for key, name in part.items() if name}, empty_hour=empty)
    return None


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
    digits = [text for text in samples if text.isdecimal()]
    if len(digits) == len(samples) and len({len(text) for text in samples}) == 1:
        length, first = len(samples[0]), int(samples[0])
        if length == 13 and 4e11 < first < 4e12:
            return Time(column.name, epoch="milliseconds")
        if length == 10 and 4e8 < first < 4e9 and column.distinct > 1:
            return Time(column.name, epoch="seconds")
    formats = _formats(column, STAMPS)
    if not formats:
        return None
    return Time(column.name, formats=formats, utc=formats[0].endswith("Z"))


def _formats(column: FileColumn, known: Sequence[str]) -> tuple[str, ...]:
    samples = [text for text in column.samples if text]
    return tuple(one for one in known if samples and all(_fits(text, one) for text in samples))


def _fits(text: str, form: str) -> bool:
    try:
        return 1950 <= datetime.strptime(text, form).year <= 2100 or ("%Y" not in form and "%y" not in form)  # noqa: DTZ007
    except ValueError:
        return False


def _named(columns: Sequence[FileColumn], names: Sequence[str], taken: set[str]) -> FileColumn | None:
    for wanted in names:
        for column in columns:
            words = _words(column.name)
            if column.name not in taken and column.samples and (wanted in words or wanted.replace(" ", "") in words):
                return column
    return None


def _words(name: str) -> str:
    """`EVENT_DATE`, `At.Scene.Time` and `callDateTime` as lower-case words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return re.sub(r"[\W_]+", " ", parted).strip().lower()


def needs_asking(time: Time) -> bool:
    """True where the samples fit a day first and a month first."""
    return len(time.formats) > 1 or bool(time.epoch)
