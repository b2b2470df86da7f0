"""Which days of a journal a computer's clock told rightly. Pure.

Entries stand in the order in which they were made, so a day after which an earlier one comes, or the other way round,
is a clock that was wrong. Days rule nothing by themselves: the order does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby

from coplan.plan.entry import Entry

DAY = re.compile(r"\d{4}-[01]\d-[0-3]\d")


def told_rightly(entries: Sequence[Entry]) -> list[bool]:
    """For each entry, whether its day stands in the longest row of days that never goes back.

    Of two such rows the one with the earlier end counts: a clock that runs ahead gives way to what came after it.
    """
    days = [_day_of_the_world(entry.when) for entry in entries]
    runs = [(day, [at for at, _ in run]) for day, run in groupby(enumerate(days), key=lambda one: one[1])]
    ends: list[int] = []  # the run with which a row of each length ends earliest
    before: list[int] = []  # for each run, the one before it in its row
    for at, (day, _) in enumerate(runs):
        place = bisect_right(ends, day, key=lambda end: runs[end][0])
        before.append(ends[place - 1] if place and day else -1)
        if day:
            ends[place : place + 1] = [at]
    found = [False] * len(days)
    run = ends[-1] if ends else -1
    while run >= 0:
        for at in runs[run][1]:
            found[at] = True
        run = before[run]
    return found


def _day_of_the_world(when: str) -> str:
    """The day of a moment in one zone for all, since people answer in several; empty for what is none."""
    if not DAY.fullmatch(when[:10]):
        return ""
    try:
        moment = datetime.fromisoformat(when)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()
    except (ValueError, OverflowError):
        return when[:10]


def last_day(entries: Sequence[Entry], today: str) -> str:
    """The day of the last decision, as year-month-day; empty if there is none. No clock makes it later than today."""
    past = [entry for entry in entries if entry.when[:10] <= today]
    days = [entry.when[:10] for entry, right in zip(past, told_rightly(past), strict=True) if right]
    return days[-1] if days else ""


def since(entries: Sequence[Entry], day: str) -> Sequence[Entry]:
    """The entries that were made on a day or later, whatever a wrong clock says of them."""
    right = told_rightly(entries)
    first = next((at for at, entry in enumerate(entries) if right[at] and entry.when[:10] >= day), len(entries))
    while first and not right[first - 1]:  # made after the last one that is too early, or with the first
        first -= 1
    return entries[first:]


def wrong_days(entries: Sequence[Entry]) -> list[str]:
    """The days, in order and each once, that a wrong clock gave."""
    right = told_rightly(entries)
    days = [entry.when[:10] for at, entry in enumerate(entries) if not right[at]]
    return list(dict.fromkeys(day for day in days if DAY.fullmatch(day)))
