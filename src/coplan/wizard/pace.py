"""How fast a room decides: minutes a question, from what this sitting took so far and from what is usual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from coplan.plan.effort import ROOM

USUAL = ROOM
WEIGHT = 4  # questions after which a room's own pace counts half
BREAK = 15  # minutes; a longer pause is no deciding


@dataclass(frozen=True)
class Pace:
    """Questions that were settled in this sitting and the minutes that they took; `last` is when the clock was read.

    Times are as the clerk's clock gives them: ISO 8601.
    """

    last: str
    settled: int = 0
    minutes: float = 0.0

    def after(self, now: str, settled: int) -> Pace:
        """The pace when so many more questions are settled at this time."""
        passed = (datetime.fromisoformat(now) - datetime.fromisoformat(self.last)).total_seconds() / 60
        return replace(
            self, last=now, settled=self.settled + settled, minutes=self.minutes + min(max(passed, 0), BREAK)
        )

    def left(self, questions: int) -> int:
        """Minutes that so many questions will take, in steps of five beyond ten."""
        pace = (USUAL * WEIGHT + self.minutes) / (WEIGHT + self.settled)
        minutes = round(pace * questions)
        return max(minutes, 1 if questions else 0) if minutes <= 10 else 5 * round(minutes / 5)
