"""Invented years of calls with a known truth, for tests and timings. Never for a plan: each row says SYNTHETIC.

Hours follow a day with a low at 5 and a peak at 17; the share of behavioral health calls is the same at every hour, so
that what is counted can be held against what was put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

HEADS = ("incident", "received", "dispatched", "arrived", "cleared", "type", "disposition", "beat", "source")
BY_HOUR = (30, 24, 20, 16, 14, 13, 16, 24, 34, 42, 46, 50, 54, 56, 58, 62, 66, 68, 66, 62, 58, 52, 46, 38)
OTHER = ("TRAFFIC STOP", "ALARM", "THEFT", "NOISE", "WELFARE CHECK")
FORM = "%Y-%m-%d %H:%M:%S"


def synthetic_calls(rows: int, seed: int, share: float = 0.06, days: int = 365) -> Iterator[tuple[str, ...]]:
    """So many calls over so many days from 2025-01-01, in no order; `share` of them behavioral health by chance."""
    dice = Random(seed)  # noqa: S311 - invented data
    first = datetime(2025, 1, 1)  # noqa: DTZ001 - local time, as exports have it
    hours = dice.choices(range(24), BY_HOUR, k=rows)
    for place, hour in enumerate(hours):
        at = first + timedelta(days=dice.randrange(days), hours=hour, seconds=dice.randrange(3600))
        out = at + timedelta(seconds=dice.randrange(60, 900))
        there = out + timedelta(seconds=dice.randrange(120, 1500))
        free = there + timedelta(seconds=int(dice.expovariate(1 / 2700)) + 60)
        kind = "MENTAL HEALTH CRISIS" if dice.random() < share else dice.choice(OTHER)
        times = (moment.strftime(FORM) for moment in (at, out, there, free))
        yield (f"S{place:08}", *times, kind, dice.choice(("CLEARED", "REPORT")), f"B{dice.randrange(12)}", "SYNTHETIC")


MAP = f"""\
sources:
  - columns:
      id: incident
      received: {{column: received, format: "{FORM}"}}
      dispatched: {{column: dispatched, format: "{FORM}"}}
      arrived: {{column: arrived, format: "{FORM}"}}
      cleared: {{column: cleared, format: "{FORM}"}}
      type: type
      disposition: disposition
      place: beat
behavioral_health:
  yes: [MENTAL HEALTH CRISIS]
  maybe: [WELFARE CHECK]
"""
