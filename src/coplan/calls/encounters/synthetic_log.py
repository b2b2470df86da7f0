"""Invented encounter logs with a known truth, for tests and timings. Never for a program: each row says SYNTHETIC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

HEADS = (
    *("event_id", "date", "time_dispatched", "time_arrived", "time_cleared", "person_found", "person_hash"),
    *("age_band", "arrest", "hold", "transport", "force", "injury", "complaint", "referral", "followup_consent"),
    *("referral_consent", "linked_date", "services", "final_type"),
)
AGES = ("under 18", "18 to 24", "25 to 44", "45 to 64", "65 and older")
TRUTH = {"arrest": 0.04, "hold": 0.12, "ed": 0.18, "force": 0.02, "injury": 0.015, "complaint": 0.01}
UNRECORDED = 0.05  # of each outcome, by chance


def synthetic_encounters(rows: int, seed: int, days: int = 365) -> Iterator[tuple[str, ...]]:
    """So many contacts over so many days from 2026-01-01. Outcomes come by chance with the shares of TRUTH."""
    dice = Random(seed)  # noqa: S311 - invented data
    first = date(2026, 1, 1)
    clocks = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(1440)]

    def outcome(key: str, hit: str, other: str) -> str:
        held = hit if dice.random() < TRUTH[key] else other
        return "" if dice.random() < UNRECORDED else held

    for place in range(rows):
        day, out = first + timedelta(days=dice.randrange(days)), dice.randrange(1440)
        there = out + 5 + dice.randrange(25)
        free = there + 10 + dice.randrange(120)
        linked = (day + timedelta(days=dice.randrange(60))).isoformat() if dice.random() < 0.4 else ""
        yield (
            *(f"SYNTHETIC {place:07}", day.isoformat(), clocks[out], clocks[there % 1440], clocks[free % 1440]),
            *("yes", f"P{dice.randrange(max(rows // 2, 1))}", dice.choice(AGES)),
            *(outcome("arrest", "arrest", "none"), outcome("hold", "officer", "none")),
            *(outcome("ed", "emergency department", "home"), outcome("force", "reportable", "none")),
            *(outcome("injury", "officer", "none"), outcome("complaint", "yes", "no")),
            *(dice.choice(("none", "referred", "warm handoff")), agreed := dice.choice(("yes", "no", "not asked"))),
            *(agreed, linked, "counseling", "SYNTHETIC"),
        )
