"""How the columns of an export write times: the forms that fit all samples, days since 1899, epochs, offsets. Pure."""

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
    *("%m/%d/%y %I:%M:%S %p", "%d/%m/%y %I:%M:%S %p", "%m/%d/%y %H:%M:%S", "%d/%m/%y %H:%M:%S"),
    *("%m/%d/%Y %H:%M:%S.%f", "%d/%m/%Y %H:%M:%S.%f", "%m/%d/%Y %I:%M:%S.%f %p"),
    *("%m-%d-%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"),
    *("%d-%b-%Y %H:%M:%S", "%d-%b-%y %H:%M:%S", "%b %d %Y %I:%M%p", "%Y%m%d%H%M%S"),
)
DATES = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d/%m/%y", "%Y%m%d", "%d-%b-%Y", "%Y/%m/%d")
CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H%M", "%H")
SEVERAL = 3  # forms in which one column may be written
FITTING = 0.95  # of a column's values; what is wrong in the others is counted as a reject


@dataclass(frozen=True)
class FileColumn:
    """A column with values from the file: distinct ones, in the order in which they were met."""

    name: str
    samples: tuple[str, ...]
    distinct: int = 0
    filled: int = 0


@dataclass(frozen=True)
class Time:
    """How a time is written: `formats` that fit all samples. More than one is a question for people.

    `besides` are further forms of a column that is written in several ways. `pattern` cuts the time out of a longer
    text.
    """

    column: str = ""
    date: str = ""
    time: str = ""
    hour: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    epoch: str = ""
    utc: bool = False
    pattern: str = ""
    empty_hour: bool = False


def clock_forms(column: FileColumn) -> tuple[str, ...]:
    """How a column writes the time of day; four bare figures are one only where its name says so."""
    return forms_of(column, CLOCKS[:4]) or (forms_of(column, CLOCKS[4:5]) if "time" in plain_words(column.name) else ())


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
    if all(_SERIAL.fullmatch(text) for text in samples) and _NAMED_TIME.search(plain_words(column.name)):
        return Time(column.name, epoch="excel")
    if all(_ZONE_BEHIND.fullmatch(text) for text in samples):
        return Time(column.name, formats=("%Y%m%d%H%M%S",), pattern=r"^(\d{14})")
    formats = forms_of(column, STAMPS)
    if not formats:
        return _with_offset(column, samples) or _in_several_forms(column)
    return Time(column.name, formats=formats, utc=formats[0].endswith("Z"))


_ZONE_BEHIND = re.compile(r"\d{14}[A-Z]{2}")  # the local clock, and behind it CS or CD, ES or ED, and the like
_MICROSECONDS = re.compile(r"(\.\d{6})\d+")  # some systems write more
_SERIAL = re.compile(r"[34]\d{4}\.\d+")  # days since 1899 with their fraction, from 1982 to 2036
_NAMED_TIME = re.compile("date|time|received|dispatch|arriv|clear|create|close")
_NAMED_NUMBER = re.compile(r"\b(id|number|num|no|key|incident|event|cad|case)\b")
_OFFSET = re.compile(r"(?<=:\d\d)(\.\d+)? ?(Z|[+-]\d\d(?::?\d\d)?)$")


def _is_number_of_a_call(name: str) -> bool:
    """True for a column of numbers that its name calls a number and not a time."""
    words = plain_words(name)
    return bool(_NAMED_NUMBER.search(words)) and not _OF_TIME.search(words)


_OF_TIME = re.compile("date|time|epoch|created|received|stamp|utc|dispatch|arriv|clear|close|enroute|assigned")


def _with_offset(column: FileColumn, samples: Sequence[str]) -> Time | None:
    """A time that says how far it is from UTC. Offsets of zero are UTC; others stand behind the time on the wall."""
    if not all(_OFFSET.search(text) for text in samples):
        return None
    bare = FileColumn(column.name, tuple(_OFFSET.sub(r"\1", text) for text in samples))
    formats = forms_of(bare, STAMPS)
    offsets = {"".join(letter for letter in _OFFSET.findall(text)[0][1] if letter.isdecimal()) for text in samples}
    utc = not any(offset.strip("0") for offset in offsets)
    return Time(column.name, formats=tuple(f"{one}%z" for one in formats), utc=utc) if formats else None


def _in_several_forms(column: FileColumn) -> Time | None:
    """A time in up to three forms, one after the other, as exports of several years have it.

    Where a form and the same with day and month changed both have values of their own, people must say which is right.
    """
    samples = [text for text in column.samples if text]
    left, found = samples, []
    for _ in range(SEVERAL):
        fitting = {one: {text for text in left if _fits(text, one)} for one in STAMPS}
        most = max(fitting.values(), key=len)
        if len(most) < (1 - FITTING) * len(samples):
            break
        found.append(tuple(one for one, texts in fitting.items() if texts == most))
        left = [text for text in left if text not in most]
    if len(found) < 2 or len(left) > (1 - FITTING) * len(samples):
        return None
    firsts = [one[0] for one in found]
    unsure = next((one for one in found if len(one) > 1), ())
    changed = next(((one, _changed(one)) for one in firsts if _changed(one) in firsts), ())
    formats = changed or unsure or (firsts[0],)
    return Time(column.name, formats=formats, besides=tuple(one for one in firsts if one not in formats))


def _changed(form: str) -> str:
    """A form with day and month changed; nothing where the year stands first."""
    pairs = {"%m": "%d", "%d": "%m"}
    return pairs[form[:2]] + form[2] + pairs[form[3:5]] + form[5:] if re.match("%[md].%[md]", form) else ""


def forms_of(column: FileColumn, known: Sequence[str]) -> tuple[str, ...]:
    """The forms that fit all samples; if none does, those that fit most of them, and all but a few."""
    samples = [text for text in column.samples if text]
    fitting = {one: sum(_fits(text, one) for text in samples) for one in known}
    best = max(fitting.values(), default=0)
    return tuple(one for one, count in fitting.items() if count == best) if best > FITTING * len(samples) else ()


def _fits(text: str, form: str) -> bool:
    text = _MICROSECONDS.sub(r"\1", text)
    try:
        return 1950 <= datetime.strptime(text, form).year <= 2100 or ("%Y" not in form and "%y" not in form)  # noqa: DTZ007
    except ValueError:
        return False


def plain_words(name: str) -> str:
    """`EVENT_DATE`, `At.Scene.Time` and `callDateTime` as lower-case words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("#", " number "))
    return re.sub(r"[\W_]+", " ", parted).strip().lower()
