"""Call data as figures for scripts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from coplan.calls.definition import definition_words
from coplan.calls.needs import Minutes
from coplan.reports.outcomes.counted import Counted

VERSION = 1


def needs_data(found: Counted) -> dict[str, Any]:
    """The figures for scripts. Counts that may not be shown are null; shares are from 0 to 1."""
    needs, shown = found.needs, found.shown
    share = needs.share if found.told is not None else None
    return {
        "version": VERSION,
        "rows": found.read.rows,
        "calls": needs.calls,
        "rejected": sum(found.read.rejected.values()),
        "rejected_by_reason": found.read.rejected,
        "repeated_rows": found.read.repeated,
        "equal_rows": found.read.same,
        "first": f"{needs.first:%Y-%m-%d}" if needs.first else None,  # the day: a time would be that of one call
        "last": f"{needs.last:%Y-%m-%d}" if needs.last else None,
        "definition": {
            "words": definition_words(found.call_map.definition),
            "look_at": found.call_map.definition.look_at,
            "yes": list(found.call_map.definition.yes),
            "maybe": list(found.call_map.definition.maybe),
        },
        "behavioral_health": {
            "calls": found.told,
            "share": share.share if share else None,
            "low": share.low if share else None,
            "high": share.high if share else None,
        },
        "missed_in_sample": asdict(found.missed) if found.missed else None,
        "maybe": needs.maybe if needs.maybe >= found.call_map.smallest else None,
        "by_weekday_hour": shown.week,
        "by_month": {f"{month:%Y-%m}": calls for month, calls in shown.months.items()},
        "by_place": {name: calls for name, calls in shown.places.items() if name},
        "by_disposition": {name: calls for name, calls in shown.dispositions.items() if name},
        "scene_minutes": _minutes_data(needs.scene, found.call_map.smallest),
        "response_minutes": _minutes_data(needs.wait, found.call_map.smallest),
        "responder_hours": found.hours_told,
        "repeats": {
            "found": shown.repeats,
            "calls": needs.repeats.calls,
            "days": needs.repeats.days,
            "by": needs.repeats.by,
        }
        if needs.repeats
        else None,
        "best_schedule": {
            "hours": found.best.hours,
            "schedule": found.best.written(),
            "percent": found.percent(found.best.calls),
        }
        if found.best
        else None,
        "schedule_reach_percent": found.reach,
        "trend": needs.trend,
        "missing": list(needs.missing),
        "notes": found.notes,
    }


def _minutes_data(found: Minutes | None, smallest: int) -> dict[str, float] | None:
    if found is None or found.calls < smallest:
        return None
    return {"calls": found.calls, "mean": found.mean, "median": found.median}
