"""Hours that nobody covers: how long, at most, and how many of a week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from coplan.content.answers.schedule import WEEK, Schedule, together
from coplan.content.answers.values import Missing


def longest_gap(schedule: Schedule | Sequence[Schedule]) -> Decimal:
    """The longest time off duty, in hours, from the end of one duty to the next: 168 if there is none at all.

    Of several schedules, that of the one which has the longest.
    """
    if not isinstance(schedule, Schedule):
        return max((one.longest_gap for one in schedule), default=Decimal(WEEK) / 60)
    return schedule.longest_gap


def hours_without(schedule: Schedule, others: Iterable[Schedule]) -> Decimal:
    """Hours a week of a schedule that none of the others has, at the time of the year at which they are most."""
    known = [other for other in others if not isinstance(other, Missing)]
    most = 0
    for time in together(schedule, *known):
        left = schedule.minutes(time)
        for other in known:
            left &= ~other.minutes(time)
        most = max(most, left.bit_count())
    return Decimal(most) / 60
