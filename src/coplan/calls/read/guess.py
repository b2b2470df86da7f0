"""What the columns of an export probably mean, from their names and samples. Pure; people confirm it.

Where two readings fit (day or month first, local time or UTC, an empty hour), the answer is ASK.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coplan.calls.read.time_forms import DATES, FileColumn, Time, clock_forms, forms_of, plain_words, time_of

MISSING = ("null", "NULL", "None", "NA", "N/A", "n/a", "#N/A", "(null)", "nan", "NaN")


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
        *(
            "call number",
            "incident number",
            "event number",
            "=incident",
            "=event",
            "num 1",
            "event id",
            "incident num",
            "call id",
            "cad number",
        ),
        *("incident id", "call no", "master incident", "event no", "case number", "record id", "call key"),
        *("cfs number", "cfs id", "cfs no", "response number", "run number", "incident no", "dr number"),
    ),
    "type_at_close": (
        "clearance description",
        "final type",
        "final cfs type",
        "final event type",
        "final nature",
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
        *("type description", "typ eng", "sub tycod", "tycod", "incident type", "initial type", "description", "type"),
    ),
    "priority": (
        "original priority",
        "priority",
    ),
    "disposition": ("disposition description", "final disposition", "disposition", "dispo", "=disp"),
    "place": (
        *("beat", "sector", "police district", "battalion", "division", "district", "zone", "neighborhood"),
        *("neighbourhood", "twp", "town", "city", "precinct", "area", "council dist", "=dist", "ward", "grid"),
    ),
    "address": ("address", "hundred block", "block location", "incident location", "location"),
    "unit": ("unit id", "unit dispatched", "unit", "radio", "apparatus", "vehicle id"),
}
_TIMES: dict[str, tuple[str, ...]] = {
    "dispatched": ("dispatch", "assigned", "ds ts"),
    "arrived": ("on scene", "at scene", "arriv", "onscene", "ar ts"),
    "cleared": ("available", "clear", "closed", "close", "xdts", "clr ts"),
    "received": (
        *(
            "received",
            "=ad ts",
            "phone pick",
            "pickup",
            "queued",
            "call entry",
            "call date",
            "created",
            "create",
            "call time",
        ),
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
_PERSON = re.compile(
    r"\b(person|people|name|subject|patient|client|citizen) (id|no|num|number|key)\b|\bmni\b", re.IGNORECASE
)
_WHERE = re.compile(
    r"address|\bloc(ation)?\b|street|\blat(itude)?\b|\b(lon|lng|longitude)\b|coord|\bgeo|block|\bapt\b|\baddr\b|place$"
)
_NAMELIKE = re.compile(
    r"(first|last|full|middle|caller|patient|victim|suspect|subject|client|complainant)s? *name|^name$"
    r"|dob|birth|ssn|social|phone|licen[sc]e|e-?mail|narrative|notes?$|comment|remarks",
    re.IGNORECASE,
)


def looks_private(column: str) -> bool:
    """True for a column that seems to hold names, birth dates, phones or free text about people."""
    words = plain_words(column)
    return bool(_NAMELIKE.search(words) or _PERSON.search(words))


def tells_where(column: str) -> bool:
    """True for a column that seems to tell where exactly a call was: no sample of it is shown."""
    return bool(_WHERE.search(plain_words(column)))


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
    notes = [_left_out_note(one.name) for one in columns if left_out(one)]
    notes += _time_notes(clean, times)
    if identity and not a_unit and identity.distinct < 0.9 * identity.filled:
        notes.append(f"`{identity.name}` repeats. If a call has a row for each unit, write `row: unit`.")
    return Guess(found, times, missing, "unit" if a_unit else "call", tuple(notes))


def _left_out_note(name: str) -> str:
    if _PERSON.search(plain_words(name)):
        return f"`{name}` seems to be a key of people. `person: {name}` below counts repeat contacts; it is hashed."
    return f"`{name}` is left out: it seems to tell who somebody is."


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
    if received and received.column and any(word in plain_words(received.column) for word in _TIMES["arrived"]):
        notes.append(f"`{received.column}` is when somebody arrived. When the call came in was not found.")
    second = next((column.name for column in columns if _SECOND_UNIT.search(plain_words(column.name))), "")
    if second:
        notes.append(f"`{second}` is of a second unit. Times of further units in columns of their own are not read.")
    for column in columns:
        inside = [text for text in column.samples if (found := _INSIDE.search(text)) and len(text) > len(found[0]) + 12]
        if len(inside) > len(column.samples) / 2 and not time_of(column):
            notes.append(f"`{column.name}` holds another time inside its text. Which of the two is right?")
        odd = next((text for text in column.samples if _DATED.match(text) and not _likely_year(text)), "")
        if odd and not time_of(column) and not forms_of(column, DATES):
            notes.append(f"`{column.name}` holds dates such as {odd}, which cannot be right.")
    return notes


_SECOND_UNIT = re.compile(r"\bunit ?2\b|\b2nd unit|\bsecond unit")
_DATED = re.compile(r"\d{4}-\d\d-\d\d\b")


def _likely_year(text: str) -> bool:
    return 1950 <= int(text[:4]) <= 2100


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
    found |= _clocks(clean, found)
    return {key: found[key] for key in ("received", "dispatched", "arrived", "cleared") if key in found}


def _clocks(columns: Sequence[FileColumn], found: Mapping[str, Time]) -> dict[str, Time]:
    """Times of day beside the one date of the call: when it was dispatched, arrived and cleared."""
    received = found.get("received", Time())
    if not (received.date and received.time) or len(received.formats) > 1:
        return {}
    times: dict[str, Time] = {}
    for key in ("dispatched", "arrived", "cleared"):
        held = [column for column in columns if column.name != received.time and clock_forms(column)]
        named = _named(held, _TIMES[key], {one.time for one in times.values()})
        if named and key not in found:
            day = received.formats[0].rpartition(" %I" if " %I" in received.formats[0] else " %H")[0]
            times[key] = Time(date=received.date, time=named.name, formats=(f"{day} {clock_forms(named)[0]}",))
    return times


def _received(
    clean: Sequence[FileColumn],
    raw: Sequence[FileColumn],
    stamps: Mapping[str, Time],
    missing: Sequence[str],
    taken: set[str],
) -> Time | None:
    named = {plain_words(column.name): column for column in clean}
    part = {key: next((one.name for words, one in named.items() if _ends(words, key)), "") for key in _PARTS}
    hour = next((column for column in raw if column.name == part["hour"]), None)
    empty = bool(hour and set(hour.samples) & set(missing) and "0" not in hour.samples)
    dates = [(column, forms_of(column, DATES)) for column in clean]
    dated = next(((column, formats) for column, formats in dates if formats), None)
    if dated and hour:
        formats = tuple(f"{one} %H" for one in dated[1])
        return Time(date=dated[0].name, hour=hour.name, formats=formats, empty_hour=empty)
    clock = next((column for column in clean if clock_forms(column)), None)
    if dated and clock and dated[0] is not clock:
        formats = tuple(f"{one} {of}" for one in dated[1] for of in clock_forms(clock)[:1])
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


def _named(columns: Sequence[FileColumn], names: Sequence[str], taken: set[str]) -> FileColumn | None:
    for wanted in names:
        for column in columns:
            words = plain_words(column.name)
            named = words == wanted[1:] if wanted[0] == "=" else wanted in words or wanted.replace(" ", "") in words
            if column.name not in taken and column.samples and named:
                return column
    return None
