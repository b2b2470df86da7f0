"""Counts clean calls into the figures of a needs assessment. What a file cannot tell is said, never filled in.

All counts here are exact; what may be shown is decided in `shown.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from coplan.calls.best_hours import WEEK
from coplan.calls.definition import answers_of, listed, unused
from coplan.calls.engine import Engine, Rows
from coplan.calls.intervals import Share, wilson
from coplan.calls.mapping import CallMap

DAY = 86_400
REPEATS = {  # the plan's choices: calls, days
    "two_in_30_days": (2, 30),
    "three_in_30_days": (3, 30),
    "four_in_90_days": (4, 90),
    "six_in_12_months": (6, 365),
}


@dataclass(frozen=True)
class Minutes:
    """A mean and a median in minutes over `calls` calls. The mean is exact; the median is of whole minutes."""

    calls: int
    mean: float
    median: int


@dataclass(frozen=True)
class Repeats:
    """People (or places) with at least so many behavioral health calls within so many days."""

    found: int
    calls: int
    days: int
    by: str


@dataclass(frozen=True)
class Needs:
    """The figures. `week` is calls by weekday (Monday first) and hour; `untimed` calls have no hour."""

    calls: int
    counted: int
    maybe: int
    share: Share | None
    first: datetime | date | None
    last: datetime | date | None
    week: tuple[tuple[int, ...], ...]
    untimed: int
    months: dict[date, tuple[int, int]]
    types: list[tuple[str, str, int, str]]
    places: dict[str, int]
    dispositions: dict[str, int]
    scene: Minutes | None
    wait: Minutes | None
    responder_hours: float | None
    repeats: Repeats | None
    missing: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())
    trend: str = ""
    busy_calls: int = 0

    @property
    def flat_week(self) -> list[int]:
        """The week as 168 counts, Monday midnight first."""
        return [count for day in self.week for count in day]


def count_needs(engine: Engine, call_map: CallMap, repeat: str = "") -> Needs:
    """Work out every figure that the clean calls give. `repeat` is the plan's choice of what a repeat contact is."""
    pairs = {(kind, close): int(calls) for kind, close, calls in engine.rows("types")}
    answers = answers_of(pairs, call_map.definition)
    engine.define(answers)
    volume = {row[0]: row[1:] for row in engine.rows("volume")}
    calls = sum(int(row[0]) for row in volume.values())
    counted = int(volume["yes"][0]) if "yes" in volume else 0
    timed = engine.rows("weekday_hour")
    week = _week(timed)
    places, dispositions = _named(engine.rows("places")), _named(engine.rows("dispositions"))
    scene, wait = _minutes(engine.rows("minutes")), _minutes(engine.rows("waits"))
    months = {month: (int(both), int(bh)) for month, both, bh in sorted(engine.rows("months"))}
    repeats = _repeats(engine, repeat)
    busy = engine.rows("busy")
    return Needs(
        calls,
        counted,
        int(volume["maybe"][0]) if "maybe" in volume else 0,
        wilson(counted, calls),
        _end(volume, 1, min) or _end(volume, 3, min),
        _end(volume, 2, max) or _end(volume, 4, max),
        week,
        counted - sum(map(sum, week)),
        months,
        sorted(((*pair, pairs[pair], answers[pair]) for pair in pairs), key=lambda one: (-one[2], one[0], one[1])),
        places,
        dispositions,
        scene,
        wait,
        _hours(busy),
        repeats,
        _missing(call_map, scene, wait, places, dispositions, repeats, sum(map(sum, week))),
        _notes(engine, call_map, unused(list(pairs), call_map.definition), months),
        _trend(months),
        int(busy[0][0]) if busy else 0,
    )


def _week(rows: Rows) -> tuple[tuple[int, ...], ...]:
    counts = [0] * WEEK
    for weekday, hour, calls in rows:
        counts[(weekday - 1) * 24 + hour] += calls
    return tuple(tuple(counts[day * 24 : day * 24 + 24]) for day in range(7))


def _named(rows: Rows) -> dict[str, int]:
    return dict(sorted(((name, calls) for name, calls in rows), key=lambda item: (-item[1], item[0])))


def _minutes(rows: Rows) -> Minutes | None:
    """Mean and median from a count of whole minutes."""
    ordered = sorted((int(minute), int(calls), int(seconds)) for minute, calls, seconds in rows)
    total = sum(calls for _, calls, _ in ordered)
    if not total:
        return None
    seen = 0
    for minute, calls, _ in ordered:
        seen += calls
        if 2 * seen >= total:
            return Minutes(total, sum(seconds for _, _, seconds in ordered) / total / 60, minute)
    return None


def _hours(rows: Rows) -> float | None:
    calls, seconds, _ = rows[0] if rows else (0, None, 0)
    return float(seconds) / 3600 if calls and seconds is not None else None


def _repeats(engine: Engine, repeat: str) -> Repeats | None:
    calls, days = REPEATS.get(repeat, REPEATS["three_in_30_days"])
    for by in ("person", "address"):
        known = engine.rows("known", who=by)[0][0]
        if known:
            rows = engine.rows("repeats", who=by, before=str(calls - 1), seconds=str(days * DAY))
            return Repeats(int(rows[0][0]), calls, days, by)
    return None


def _end(volume: dict[str, Any], place: int, pick: Any) -> Any:
    held = [row[place] for row in volume.values() if row[place] is not None]
    return pick(held) if held else None


def _missing(
    call_map: CallMap,
    scene: Minutes | None,
    wait: Minutes | None,
    places: dict[str, int],
    dispositions: dict[str, int],
    repeats: Repeats | None,
    timed: int,
) -> tuple[str, ...]:
    """What the files cannot tell, and why, in words for the report."""
    found = []
    if not timed:
        found.append("no time of day: hours of duty cannot be compared with calls")
    if scene is None:
        found.append("no arrival and clear times: time on scene cannot be computed")
    if wait is None:
        found.append("no times of call and arrival together: response time cannot be computed")
    if not any(places):
        found.append("no place: calls by area cannot be counted")
    if not any(dispositions):
        found.append("no disposition: how calls ended cannot be counted")
    if repeats is None:
        found.append("no person key: repeat contacts cannot be counted")
    elif repeats.by == "address":
        found.append("no person key: repeat contacts are counted by address, which is not the same")
    if not call_map.whole:
        found.append("the files are a sample: volumes, trends and days say nothing about the community")
    if not call_map.definition.yes:
        found.append("no call type was confirmed as behavioral health: their number cannot be told")
    return tuple(found)


def _notes(
    engine: Engine, call_map: CallMap, never: Sequence[str], months: dict[date, tuple[int, int]]
) -> tuple[str, ...]:
    found = [f"`{one}` is in the definition, and no call has it." for one in never]
    if months:
        found += _changed_labels(listed(engine.rows("type_months"), call_map.definition), min(months), max(months))
        found.append(_trend(months))
        found += _holes(list(months))
    if any(time.clock == "local" for source in call_map.sources for time in source.times.values()):
        found.append("Times are counted as they stand in the files, as local time.")
    return tuple(found)


def _changed_labels(rows: Rows, first: date, last: date) -> list[str]:
    """Types that begin or end inside the data: a trend over them would show a change of labels, not of need."""
    found = []
    total = sum(row[3] for row in rows)
    for kind, begins, ends, calls in sorted(rows, key=lambda row: -row[3]):
        if total and calls >= max(20, total / 20):
            if begins > first:
                found.append(f"`{kind}` begins in {begins:%B %Y}: before, such calls had another label. Read no trend.")
            if ends < last:
                found.append(f"`{kind}` ends in {ends:%B %Y}: after, such calls have another label. Read no trend.")
    return found


def compared_years(months: Collection[date]) -> list[list[date]]:
    """The twelve months before the last twelve full ones, and these: what a trend compares. Nothing if they are fewer.

    The first month and the last may be cut, and months without calls are not there.
    """
    full = sorted(months)[1:-1]
    if len(full) < 24 or full[-1].toordinal() - full[-24].toordinal() > 31 * 24:
        return []
    return [full[-24:-12], full[-12:]]


def _trend(months: dict[date, tuple[int, int]]) -> str:
    """The last twelve full months against the twelve before, so that seasons do not look like a trend."""
    years = compared_years(months)
    if not years:
        return "Less than two full years: seasons and a trend cannot be told apart."
    before, last = (sum(months[month][1] for month in part) for part in years)
    if not before:
        return "The twelve months before the last twelve have no such call."
    change = round(100 * (last - before) / before)
    words = "as many as" if not change else f"{abs(change)}% {'more' if change > 0 else 'fewer'} than"
    return f"The last twelve full months have {words} the twelve before them."


def _holes(months: Sequence[date]) -> list[str]:
    listed, at, end = [], min(months), max(months)
    while at <= end:
        if at not in months:
            listed.append(at)
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    if not listed:
        return []
    return [f"No call at all in {len(listed)} of the months between the first and the last: is the export whole?"]
