"""Schedules in OpenStreetMap's opening_hours syntax: read by a library, written as sentences by us."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from coplan.content.answers.values import clock_words, join_words
from coplan.yaml.nodes import Data

if TYPE_CHECKING:
    from opening_hours import OpeningHours

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# Any Monday does; two of them half a year apart show whether a schedule changes with the season.
# A schedule has no time zone: its hours are the clock on the wall.
WINTER, SUMMER = datetime.datetime(2029, 1, 8), datetime.datetime(2029, 7, 9)  # noqa: DTZ001
# What a sentence can say without loss: days, hours, and days off.
ORDINARY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|\d{1,2}:\d{2}|24/7|off|[-,;\s])+"
Spans = tuple[tuple[int, int], ...]


class Schedule:
    """Hours of a week: `Mo-Fr 08:00-20:00`. Raises ValueError if the text is not a schedule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._hours = _parse(text)

    @property
    def around_the_clock(self) -> bool:
        """True if some team is on duty at every minute of every week looked at."""
        whole_day = ((0, 1440),)
        return all(day == whole_day for week in (WINTER, SUMMER) for day in self.week(week))

    @property
    def hours_a_week(self) -> float:
        """Hours on duty in an ordinary week without holidays, in January."""
        return sum(end - start for day in self.week() for start, end in day) / 60

    def week(self, monday: datetime.datetime = WINTER) -> tuple[Spans, ...]:
        """The spans of each day from Monday, in minutes from its midnight; a span may run past 1440."""
        days: list[list[tuple[int, int]]] = [[] for _ in DAYS]
        begin = monday - datetime.timedelta(days=1)
        for start, end, state, _ in self._hours.intervals(begin, monday + datetime.timedelta(days=8)):
            if str(state) != "open" or start is None or end is None:
                continue
            for day, span in _split(start.replace(tzinfo=None), end.replace(tzinfo=None), monday):
                days[day].append(span)
        return tuple(tuple(spans) for spans in days)

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Schedule) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        ordinary = re.sub(r"\s*;\s*PH off\s*$", "", self.text)
        if not re.fullmatch(ORDINARY, ordinary, re.IGNORECASE):
            return self.text  # seasons, single days, remarks: the exact words are safer than ours
        if self.around_the_clock and ordinary == self.text:
            return "24 hours a day, every day"
        return _week_words(self.week()) + ("" if ordinary == self.text else "; not on public holidays")

    def plain(self) -> Data:
        return self.text


def _parse(text: str) -> OpeningHours:
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

    try:
        hours = OpeningHours(text)
    except ParserError:
        raise ValueError(
            f"`{text}` is not a schedule. Write days and hours like `Mo-Fr 08:00-20:00` or `Mo-Su 12:00-24:00; PH off`."
        ) from None
    if not any(str(state) == "open" for *_, state, _ in hours.intervals(WINTER, WINTER.replace(year=2030))):
        raise ValueError(f"`{text}` is never on duty. Write hours, for example `Mo-Fr 08:00-20:00`.")
    return hours


def _split(
    start: datetime.datetime, end: datetime.datetime, monday: datetime.datetime
) -> list[tuple[int, tuple[int, int]]]:
    """Cut one open interval into spans by the day on which they begin.

    A night shift (20:00-04:00) stays one span of its first day; anything longer than a day is cut at midnight.
    """
    first, last = _minutes(start, monday), _minutes(end, monday)
    if last - first < 1440:
        day = first // 1440
        return [(day, (first - day * 1440, last - day * 1440))] if 0 <= day < 7 else []
    found = []
    for day in range(max(first // 1440, 0), 7):
        span = (max(first - day * 1440, 0), min(last - day * 1440, 1440))
        if span[0] < span[1]:
            found.append((day, span))
    return found


def _minutes(moment: datetime.datetime, monday: datetime.datetime) -> int:
    return int((moment - monday).total_seconds() // 60)


def _week_words(week: tuple[Spans, ...]) -> str:
    groups: dict[Spans, list[int]] = {}
    for day, spans in enumerate(week):
        if spans:
            groups.setdefault(spans, []).append(day)
    return "; ".join(f"{_day_words(days)}, {_span_words(spans)}" for spans, days in groups.items())


def _day_words(days: list[int]) -> str:
    if len(days) == 7:
        return "every day"
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0]]} to {DAYS[days[-1]]}"
    return join_words([DAYS[day] for day in days])


def _span_words(spans: Spans) -> str:
    if spans == ((0, 1440),):
        return "all day"
    return join_words([f"{clock_words(start)} to {clock_words(end)}" for start, end in spans])
