"""Counts clean calls into the figures of a needs assessment. What a file cannot tell is said, never filled in.

All counts here are exact; what may be shown is decided in `shown.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from coplan.calls.best_hours import WEEK
from coplan.calls.definition import answers_of, listed
from coplan.calls.engine import Engine, Rows
from coplan.calls.intervals import Share, wilson
from coplan.calls.limits import cannot_tell, notes, trend
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
    """The figures. `week` is calls by weekday (Monday first) and hour; `untimed` calls have no hour.

    `spans` are the first and last month of each type that counts.
    """

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
    spans: dict[str, tuple[date, date]] = field(default_factory=dict)

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
        wilson(counted, calls) if counted < calls else None,
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
        cannot_tell(call_map, _lacking(call_map, counted, calls, scene, wait, places, dispositions, repeats, week)),
        notes(call_map, pairs, months),
        trend(months),
        int(busy[0][0]) if busy else 0,
        {kind: (first, last) for kind, first, last, _ in listed(engine.rows("type_months"), call_map.definition)},
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


def _lacking(
    call_map: CallMap,
    counted: int,
    calls: int,
    scene: Minutes | None,
    wait: Minutes | None,
    places: dict[str, int],
    dispositions: dict[str, int],
    repeats: Repeats | None,
    week: Sequence[Sequence[int]],
) -> list[str]:
    """What is missing in the data, by its name in `limits`. Of no calls nothing is said but that there are none."""
    if not counted:
        return [] if call_map.definition.yes else ["types"]
    lacking = {
        "others": counted < calls,
        "hours": any(map(any, week)),
        "scene": scene is not None,
        "wait": wait is not None,
        "places": any(places),
        "dispositions": any(dispositions),
        "units": scene is None or all(source.row == "unit" for source in call_map.sources),
        "person": repeats is not None and repeats.by == "person",
    }
    found = [name for name, there in lacking.items() if not there]
    return [*found[:-1], "person_but_address"] if found[-1:] == ["person"] and repeats else found
