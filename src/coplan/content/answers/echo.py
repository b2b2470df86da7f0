"""Says an answer as it was understood, and what about it is unusual enough to ask once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.content.answers.schedule import Schedule
from coplan.content.answers.schedule import echo as duty_echo
from coplan.content.answers.values import Day, Listing, Money, Number, Percent, Whole, clock_words
from coplan.content.questions import Spec

MANY_HOURS = 100  # of a week, on duty: fewer are what a team of a few people can cover
DAY = 24 * 60
MANY_TIMES = 1000  # as much as the example: most likely a slip with thousands


def echo(value: Any) -> str:
    """What was understood, as coplan writes it everywhere: `January 15, 2027`, `$85,000`, hours with their sum."""
    if isinstance(value, Schedule):
        return duty_echo(value)
    if isinstance(value, Listing):
        return "; ".join(str(item) for item in value)
    return str(value)


def understood(value: Any) -> tuple[str, ...]:
    """What was understood of duty schedules, also in rows: days, times and their sum; nothing of other answers."""
    if isinstance(value, Schedule):
        return (duty_echo(value),)
    rows = value if isinstance(value, Rows) else ()
    return tuple(words for row in rows for cell in row.cells.values() for words in understood(cell))


def unusual(value: Any, spec: Spec, today: date, examples: Iterable[object] = ()) -> str:
    """What is unusual about an answer, as a sentence; nothing if it is like others. `today` is the clerk's day."""
    if isinstance(value, Schedule):
        return _unusual_hours(value)
    if isinstance(value, Day):
        return f"{value} is in the past." if value < today else ""
    if isinstance(value, Percent) and 0 < Decimal(value) < 1:
        return f"{value} is less than one in a hundred."
    if isinstance(value, Money | Whole | Number):
        return next(filter(None, (_unusual_amount(value, spec, example) for example in examples)), "")
    return ""


def _unusual_hours(schedule: Schedule) -> str:
    if schedule.around_the_clock:
        return ""  # nobody types 24/7 by a slip
    ends = [end for time in schedule.times for spans in schedule.week(time) for _, end in spans if end > DAY]
    over = f"That runs to {clock_words(max(ends))} the next day." if ends else ""
    many = schedule.hours_a_week > MANY_HOURS
    return " ".join([*([over] if over else []), *(["That is more than 100 hours a week."] if many else [])])


def _unusual_amount(value: Any, spec: Spec, example: object) -> str:
    try:
        usual = read_value(str(example), spec)
    except NotAnAnswer:
        return ""
    if isinstance(usual, Money | Whole | Number) and usual > 0 and Decimal(value) >= MANY_TIMES * Decimal(usual):
        return f"{value} is a thousand times the example, {usual}, or more."
    return ""
