"""Who is on when: the weeks of the year as stretches with the same number of teams, and as tables of days and hours.

Where weeks differ (seasons, alternate weeks), the stretches of each kind of week count with its share of the year:
their sums are those of the average week, and 365 ÷ 7 of it is the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from coplan.content.answers.duty.duty_words import time_words
from coplan.content.answers.duty.year import TimeOfYear
from coplan.content.answers.schedule import Schedule, together

DAY, WEEK = 1440, 7 * 1440


@dataclass(frozen=True)
class Stretch:
    """Minutes of the week from Monday's midnight, inside one day. `stated` is false where the number is assumed.

    `share` is the part of the year that has such weeks, and `time` names it; it is empty where all weeks are alike.
    """

    start: int
    end: int
    teams: int
    stated: bool = True
    share: Fraction = Fraction(1)
    time: str = ""

    @property
    def hours(self) -> Decimal:
        """Hours in the average week of the year."""
        return _hours(self.share * (self.end - self.start))


@dataclass(frozen=True)
class TimeRow:
    """Teams on duty from one time of day to another, Monday to Sunday."""

    start: int
    end: int
    teams: tuple[int, ...]


def stretches(hours: Schedule, posts: Sequence[tuple[Schedule, int]], otherwise: int) -> tuple[Stretch, ...]:
    """The stretches on duty. Where periods overlap the larger number counts; hours without a period get `otherwise`.

    Periods outside the hours on duty do not count: the hours say when somebody comes.
    """
    times = together(hours, *(period for period, _ in posts))
    return tuple(part for time in times for part in _week(hours, posts, otherwise, time, alone=len(times) == 1))


def _week(
    hours: Schedule, posts: Sequence[tuple[Schedule, int]], otherwise: int, time: TimeOfYear, *, alone: bool
) -> Iterator[Stretch]:
    on_duty = list(_spans(hours, time))
    periods = [(list(_spans(period, time)), teams) for period, teams in posts]
    edges = {edge for spans in (on_duty, *(spans for spans, _ in periods)) for span in spans for edge in span}
    cuts = sorted(edges | set(range(0, WEEK + 1, DAY)))
    share, name = time.days / 365, "" if alone else time_words(time)
    for start, end in pairwise(cuts):
        if _inside(start, on_duty):
            stated = [teams for spans, teams in periods if _inside(start, spans)]
            yield Stretch(start, end, max(stated, default=otherwise), bool(stated), share, name)


@dataclass(frozen=True)
class KindOfWeek:
    """One kind of week: when in the year it comes (empty if all are alike), how often, and who is on duty in it."""

    time: str
    share: Fraction
    week: tuple[Stretch, ...]


def kinds_of_weeks(week: Sequence[Stretch]) -> tuple[KindOfWeek, ...]:
    """The kinds of week that a year has, each on its own: hours of its stretches are those of one such week."""
    alone = [(part.time, part.share, replace(part, share=Fraction(1))) for part in week]
    kinds = dict.fromkeys((time, share) for time, share, _ in alone)
    return tuple(KindOfWeek(time, share, tuple(p for name, _, p in alone if name == time)) for time, share in kinds)


def duty_hours(week: Sequence[Stretch]) -> Decimal:
    """Hours a week with at least one team on duty."""
    return sum((part.hours for part in week if part.teams), Decimal(0))


def team_hours(week: Sequence[Stretch]) -> Decimal:
    """Hours a week of all teams together."""
    return sum((part.hours * part.teams for part in week), Decimal(0))


def hours_by_teams(week: Sequence[Stretch], start: int, end: int) -> dict[int, Decimal]:
    """Hours between two minutes of the week by the number of teams on duty; without those with nobody."""
    found: dict[int, Decimal] = {}
    for part in week:
        minutes = min(end, part.end) - max(start, part.start)
        if minutes > 0 and part.teams:
            found[part.teams] = found.get(part.teams, Decimal(0)) + _hours(part.share * minutes)
    return found


def week_table(week: Sequence[Stretch]) -> tuple[TimeRow, ...]:
    """One kind of week as rows of times of day; neighbors that are alike are one row."""
    cuts = sorted({0, DAY} | {part.start % DAY for part in week} | {(part.end - 1) % DAY + 1 for part in week})
    rows: list[TimeRow] = []
    for start, end in pairwise(cuts):
        teams = tuple(_teams_at(week, day * DAY + start) for day in range(7))
        if rows and rows[-1].teams == teams:
            rows[-1] = TimeRow(rows[-1].start, end, teams)
        else:
            rows.append(TimeRow(start, end, teams))
    return tuple(rows)


def _teams_at(week: Sequence[Stretch], minute: int) -> int:
    return next((part.teams for part in week if part.start <= minute < part.end), 0)


def _inside(minute: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= minute < end for start, end in spans)


def _spans(schedule: Schedule, time: TimeOfYear) -> Iterator[tuple[int, int]]:
    """The spans of a schedule in minutes of the week; Sunday night goes on in Monday's morning."""
    for day, spans in enumerate(schedule.week(time)):
        for start, end in spans:
            first, last = day * DAY + start, day * DAY + end
            yield first, min(last, WEEK)
            if last > WEEK:
                yield 0, last - WEEK


def _hours(minutes: Fraction) -> Decimal:
    return Decimal(minutes.numerator) / (minutes.denominator * 60)
