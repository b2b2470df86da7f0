"""Reads dates, times of day and lengths of time as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

from coplan.content.answers.values import MINUTES, Clock, Day, Duration


def read_day(data: str) -> Day:
    """Read a date as people type it: 2027-01-15, or 1/15/2027. Raises ValueError with plain words."""
    american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", data)
    text = f"{american[3]}-{int(american[1]):02d}-{int(american[2]):02d}" if american else data
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return Day.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{data}` is not a date. Write year-month-day, for example 2027-01-15.") from None


def read_time(data: str) -> Clock:
    """Read a time of day: 08:00, 5 pm. Raises ValueError with plain words."""
    found = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?(?:m\.?)?", data.casefold())
    if found and (found[2] or found[3]):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] and 1 <= hour <= 12:
            hour = hour % 12 + (12 if found[3] == "p" else 0)
        elif found[3]:
            hour = 99
        if hour < 24 and minute < 60:
            return Clock(hour, minute)
    raise ValueError(f"`{data}` is not a time of day. Write hours and minutes, for example 08:00 or 17:30.")


UNITS = {
    "minutes": ("min", "mins", "minute", "minutes"),
    "hours": ("h", "hr", "hrs", "hour", "hours"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "week", "weeks"),
    "months": ("month", "months"),
    "years": ("y", "year", "years"),
}
UNIT_NAMES = {name: unit for unit, names in UNITS.items() for name in names}


def read_duration(data: str) -> Duration:
    """Read a length of time: 30 minutes, 2 hours, 1 hour 30 minutes. Raises ValueError with plain words."""
    wrong = ValueError(f"`{data}` is not a length of time. Write it like 30 minutes, 2 hours or 6 months.")
    parts = []
    rest = data.casefold().replace(" and ", " ").replace(",", " ").strip()
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
