"""Who is on when: an ordinary week as stretches with the same number of teams, and as a table of days and hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from coplan.content.answers.schedule import Schedule

DAY, WEEK = 1440, 7 * 1440


@dataclass(frozen=True)
class Stretch:
    """Minutes of the week from Monday's midnight, inside one day. `stated` is false where the number is assumed."""

    start: int
    end: int
    teams: int
    stated: bool = True

    @property
    def hours(self) -> Decimal:
        return Decimal(self.end - self.start) / 60


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
    on_duty = list(_spans(hours))
    periods = [(list(_spans(period)), teams) for period, teams in posts]
    edges = {edge for spans in (on_duty, *(spans for spans, _ in periods)) for span in spans for edge in span}
    cuts = sorted(edges | set(range(0, WEEK + 1, DAY)))
    found = []
    for start, end in pairwise(cuts):
        if _inside(start, on_duty):
            stated = [teams for spans, teams in periods if _inside(start, spans)]
            found.append(Stretch(start, end, max(stated, default=otherwise), bool(stated)))
    return tuple(found)


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
            found[part.teams] = found.get(part.teams, Decimal(0)) + Decimal(minutes) / 60
    return found


def week_table(week: Sequence[Stretch]) -> tuple[TimeRow, ...]:
    """The week as rows of times of day; neighbors that are alike are one row."""
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


def _spans(schedule: Schedule) -> Iterator[tuple[int, int]]:
    """The spans of a schedule in minutes of the week; Sunday night goes on in Monday's morning."""
    for day, spans in enumerate(schedule.week()):
        for start, end in spans:
            first, last = day * DAY + start, day * DAY + end
            yield first, min(last, WEEK)
            if last > WEEK:
                yield 0, last - WEEK
