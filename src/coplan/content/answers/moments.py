"""Reads dates, times of day and lengths of time as people type them."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from coplan.content.answers.values import MINUTES, MONTHS, Clock, Day, Duration

_DATE = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    r"|(?P<am>\d{1,2})[-/.](?P<ad>\d{1,2})[-/.](?P<ay>\d{4}|\d{2})"
    r"|(?P<nm>[a-z]{3,9})\.?\s+(?P<nd>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<ny>\d{4}|'\d{2})"
    r"|(?P<bd>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<bm>[a-z]{3,9})\.?,?\s+(?P<by>\d{4})"
)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_NO_DAY = re.compile(r"[a-z]{3,9}\.?,?\s+\d{4}|\d{1,2}/\d{4}")
_NO_YEAR = re.compile(r"(?:[a-z]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?|\d{1,2}/\d{1,2})")
YEARS = range(1900, 2200)  # a year outside is a slip, and what follows from it would leave the calendar
NO_DATE = "`{}` is not a date. Write it like 3/15/2027 or 2027-03-15."
DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain(data: str) -> str:
    """What was typed with the dashes and spaces of a keyboard, where Word put others."""
    return " ".join(DASHES.sub("-", data).split())


def read_day(data: str) -> Day:
    """Read a date as people type it: 2027-01-15, 1/15/27, Jan 15 2027. Raises ValueError with what is wrong with it."""
    text = _WEEKDAY.sub("", plain(data).casefold().rstrip("."), count=1).replace("\u2019", "'")
    found = _DATE.fullmatch(text)
    if not found:
        if _NO_YEAR.fullmatch(text):
            raise ValueError(f"`{data}` has no year. Write it like January 15, 2027.")
        if _NO_DAY.fullmatch(text):
            raise ValueError(f"`{data}` has no day. Write it like January 15, 2027; a last day will do for a month.")
        raise ValueError(NO_DATE.format(data))
    group = {name: value.lstrip("'") for name, value in found.groupdict().items() if value}
    year, month, day = ("".join(value for name, value in group.items() if name[-1] == part) for part in "ymd")
    return _day(data, int(year) + (2000 if len(year) == 2 else 0), _month(data, month), int(day))


def read_iso_day(data: str) -> Day:
    """Read a date written as year-month-day only. Raises ValueError with what is wrong with it."""
    try:
        found = Day.fromisoformat(data)
    except ValueError:
        raise ValueError(NO_DATE.format(data)) from None
    _judge_year(data, found.year)
    return found


def _judge_year(data: str, year: int) -> None:
    if year not in YEARS:
        raise ValueError(f"`{data}`: no plan reaches into the year {year}. Look at the year, for example 2027-01-15.")


def _month(data: str, text: str) -> int:
    if text.isdigit():
        if not 1 <= int(text) <= 12:
            raise ValueError(f"`{data}`: there is no month {int(text)}. Write month/day/year, for example 1/15/2027.")
        return int(text)
    found = [place for place, name in enumerate(MONTHS, 1) if name.casefold().startswith(text.removesuffix("t"))]
    if not found or (len(text) > 4 and text != MONTHS[found[0] - 1].casefold()):
        raise ValueError(f"`{data}` is not a date: there is no month `{text}`.")
    return found[0]


def _day(data: str, year: int, month: int, day: int) -> Day:
    _judge_year(data, year)
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise ValueError(f"`{data}`: {MONTHS[month - 1]} has {last} days in {year}.")
    return Day(year, month, day)


def read_time(data: str) -> Clock:
    """Read a time of day: 08:00, 0800, 5 pm, noon. Raises ValueError with plain words."""
    text = re.sub(r"^12 (?=noon|midnight)|(?<=\d{4}) (?:hours|hrs\.?|h)$", "", plain(data).casefold())
    if text in ("noon", "midnight"):
        return Clock(12 if text == "noon" else 0, 0)
    found = re.fullmatch(r"(\d{2}(?=\d{2})|\d{1,2})(?::?(\d{2}))?\s*(?:([ap])\.?\s?(?:m\.?)?)?", text)
    if found and not found[2] and not found[3] and 1 <= int(found[1]) <= 12:
        raise ValueError(f"`{data}` can be morning or evening. Write {found[1]} a.m. or {found[1]} p.m.")
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "p" else 0)
        elif found[3]:
            hour = 99
        if hour < 24 and minute < 60:
            return Clock(hour, minute)
        if minute >= 60:
            raise ValueError(f"`{data}`: an hour has no minute {minute}.")
        if hour != 99:
            raise ValueError(f"`{data}`: a day has no hour {hour}. Midnight is 00:00.")
    raise ValueError(f"`{data}` is not a time of day. Write hours and minutes, for example 08:00 or 17:30.")


UNITS = {
    "minutes": ("min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "business days": ("businessday", "businessdays", "workday", "workdays", "workingday", "workingdays"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "wk", "wks", "week", "weeks"),
    "months": ("mo", "mos", "month", "months"),
    "years": ("y", "yr", "yrs", "year", "years"),
}
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "forty": 40, "sixty": 60, "ninety": 90}
UNIT_NAMES = {name: unit for unit, names in UNITS.items() for name in names}


def _digits(text: str) -> str:
    """A length of time with its numbers in digits: two weeks, an hour, half an hour, 1 business day."""
    text = re.sub(r"\bhalf an? hour\b", "30 minutes", text)
    text = re.sub(r"\b(business|working) days?\b|\bwork day(s?)\b", "businessdays", text)
    text = re.sub(rf"\b({'|'.join(NUMBERS)})\b", lambda found: str(NUMBERS.index(found[1])), text)
    text = re.sub(rf"\b({'|'.join(TENS)})\b", lambda found: str(TENS[found[1]]), text)
    text = re.sub(r"\b(\d+)\s*h\s*(\d+)\s*m$", r"\1 hours \2 minutes", text)
    return re.sub(r"\ban?\b", "1", text).strip()


def read_duration(data: str) -> Duration:
    """Read a length of time: 30 minutes, 2 hours, 1 hour 30 minutes. Raises ValueError with plain words."""
    wrong = ValueError(f"`{data}` is not a length of time. Write it like 30 minutes, 2 hours or 6 months.")
    text = plain(data).casefold()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        raise ValueError(f"`{data}`: of what? Write {data} minutes, {data} hours or {data} days.")
    if re.search(r"\d\s*(?:-|to)\s*\d", text):
        raise ValueError(f"`{data}` is a range. Write one length of time: the longest that is allowed.")
    parts = []
    rest = re.sub(r"^(?:within|up to|under|less than)\s", "", text)
    rest = _digits(rest.replace(" and ", " ").replace(",", ""))
    while rest:
        found = re.match(r"(\d+(?:\.\d+)?)\s*([a-z]+)\.?\s*", rest)
        if not found or found[2] not in UNIT_NAMES or len(found[1]) > 9:
            raise wrong
        parts.append((Decimal(found[1]), UNIT_NAMES[found[2]]))
        rest = rest[found.end() :]
    units = [unit for _, unit in parts]
    if units != sorted(set(units), key=lambda unit: -MINUTES[unit]):
        raise wrong
    return Duration(parts)
