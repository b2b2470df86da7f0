"""The functions that rules may use. A missing answer among the arguments gives a missing value."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Any

from coplan.checks.functions.gaps import hours_without, longest_gap
from coplan.checks.functions.peak import peak_calls_outside
from coplan.checks.functions.phones import phone_numbers, shared_numbers
from coplan.checks.functions.typed_names import looks_like_client_data, mentions, most_common, not_mentioned
from coplan.content.answers.schedule import Schedule, together
from coplan.content.answers.values import Missing, Money, Percent, Text


def hours_a_week(schedule: Schedule) -> Decimal:
    """Hours of an ordinary week, holidays aside; where weeks differ, on average over the year."""
    return schedule.hours_a_week


def around_the_clock(schedule: Schedule) -> bool:
    """True if the schedule leaves no minute of any week."""
    return schedule.around_the_clock


def covers(schedule: Schedule, other: Schedule) -> bool:
    """True if `schedule` has every minute of `other` at every time of the year, holidays aside."""
    return not any(other.minutes(time) & ~schedule.minutes(time) for time in together(schedule, other))


def duty_on(schedule: Schedule, day: datetime.date) -> bool:
    """True if a duty begins on this day."""
    return bool(schedule.on(day))


def overlap(schedule: Schedule, other: Schedule) -> Decimal:
    """Hours a week that two schedules have together, on average over the year."""
    minutes = sum(
        time.days * (schedule.minutes(time) & other.minutes(time)).bit_count() for time in together(schedule, other)
    )
    return Decimal(minutes.numerator) / Decimal(minutes.denominator * 365 * 60)


def fte_for_cover(hours: Any, posts: Any, productive_hours: Any) -> Decimal:
    """Full-time staff for `posts` seats on `hours` a week, at `productive_hours` a year for one person."""
    return Decimal(str(_plain(hours))) * 365 / 7 * Decimal(str(_plain(posts))) / Decimal(str(_plain(productive_hours)))


def erlang_b(load: Any, teams: Any) -> float:
    """Share of calls missed (0 to 1): `load` hours of work an hour, `teams` on duty, nobody waits."""
    from coplan.figures.staffing.calls import erlang

    return erlang.erlang_b(float(load), _few(teams))


def erlang_c(load: Any, teams: Any) -> float:
    """Share of calls that wait (0 to 1): `load` hours of work an hour, `teams` on duty."""
    from coplan.figures.staffing.calls import erlang

    return erlang.erlang_c(float(load), _few(teams))


def _few(teams: Any) -> int:
    """A number of teams that a community could have. Raises ValueError."""
    if not -1 < int(teams) <= 10_000:
        raise ValueError(f"{teams} teams cannot be counted with")
    return int(teams)


def days_between(first: datetime.date, last: datetime.date) -> int:
    """Days from one date to another; below zero if the other is earlier."""
    return (last - first).days


def months_between(first: datetime.date, last: datetime.date) -> Decimal:
    """Months from one date to another: January 1 to July 1 is 6; below zero if the other is earlier."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return Decimal(months) + Decimal(last.day - first.day) / 31


def missing_from(wanted: Iterable[Any], known: Iterable[Any]) -> list[Any]:
    """What stands in `wanted` and not in `known`; capitals and spaces do not count."""
    names = {_name(item) for item in known}
    return [item for item in wanted if not isinstance(item, Missing) and _name(item) not in names]


def differing(names: Iterable[Any], values: Iterable[Any]) -> list[str]:
    """Of names and values that stand side by side, the names that have two values, with both: `desk: 1 and 2`.

    Capitals, spaces and a leading "the" do not count in a name.
    """
    first: dict[object, Any] = {}
    found: dict[object, str] = {}
    for name, value in zip(names, values, strict=True):
        if isinstance(name, Missing) or isinstance(value, Missing):
            continue
        key = str(_name(name)).removeprefix("the ")
        if first.setdefault(key, value) != value:
            found.setdefault(key, f"{name}: {first[key]} and {value}")
    return list(found.values())


def given(value: Any, otherwise: Any) -> Any:
    """The value, or another where it is not answered."""
    return otherwise if isinstance(value, Missing) else value


def money(value: Any) -> Money:
    """A number as dollars."""
    return Money(Decimal(str(_plain(value))))


def percent(share: Any) -> Percent:
    """A share of one as a percentage: 0.2 is 20%."""
    return Percent(round(Decimal(str(_plain(share))) * 100, 1).normalize() + 0)


def _name(item: Any) -> object:
    key = getattr(item, "key", item)
    return " ".join(key.casefold().split()) if isinstance(key, str | Text) else key


def _plain(value: Any) -> Any:
    return Decimal(value) if isinstance(value, Decimal) else int(value) if isinstance(value, int) else value


def careful(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, with a missing value wherever an argument is missing."""

    @wraps(function)
    def called(*arguments: Any) -> Any:
        for argument in arguments:
            if isinstance(argument, Missing):
                return argument
        return function(*arguments)

    return called


_CAREFUL = (
    *(hours_a_week, around_the_clock, covers, duty_on, overlap, fte_for_cover, erlang_b, erlang_c),
    *(days_between, months_between, missing_from, money, percent, differing, longest_gap, hours_without),
    *(mentions, not_mentioned, most_common, looks_like_client_data, peak_calls_outside, phone_numbers, shared_numbers),
)
# Functions that need nothing but their arguments; those that look at the plan or at rows are in names.py.
PLAIN: Mapping[str, Callable[..., Any]] = {function.__name__: careful(function) for function in _CAREFUL} | {
    "given": given
}
