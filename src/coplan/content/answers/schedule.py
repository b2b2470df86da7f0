"""Duty schedules as values: days and hours of a week, through the year, in a subset of opening_hours syntax."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from coplan.content.answers.duty.duty_rules import Spans, on_date
from coplan.content.answers.duty.duty_words import sentence, time_words
from coplan.content.answers.duty.parse import read_rules
from coplan.content.answers.duty.tokens import Cured
from coplan.content.answers.duty.year import (
    YEAR_DAYS,
    TimeOfYear,
    Week,
    minutes_a_year,
    minutes_of,
    pattern,
    times_of_year,
)
from coplan.numerals import grouped
from coplan.yaml.nodes import Data

WEEK = 7 * 24 * 60  # minutes


class Schedule:
    """Hours on duty: `Mo-Fr 08:00-20:00; PH off`. Raises ValueError, with the cure, if the text is no schedule."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.rules = read_rules(text)

    @cached_property
    def times(self) -> tuple[TimeOfYear, ...]:
        """The times of the year that have weeks of their own, the longest first. Mostly one."""
        return times_of_year([self.rules])

    def week(self, time: TimeOfYear) -> Week:
        """The spans of each day from Monday at a time of the year, holidays aside.

        In minutes from midnight of the day on which they begin; a night runs past 1440.
        """
        return pattern(self.rules, time.at[0], odd=time.at[1]).week

    def minutes(self, time: TimeOfYear) -> int:
        """The minutes of that week as bits from Monday's midnight; what runs past Sunday is Monday's."""
        return minutes_of(self.week(time))

    def on(self, date: datetime.date, *, holiday: bool = False) -> Spans:
        """The spans that begin on a date."""
        return on_date(self.rules, date, holiday=holiday)

    @property
    def around_the_clock(self) -> bool:
        """True if some team is on duty at every minute of the year, holidays included."""
        return self.hours_a_year == YEAR_DAYS * 24

    @cached_property
    def hours_a_week(self) -> Decimal:
        """Hours on duty in a week without holidays; where weeks differ, on average over the year."""
        minutes = sum((time.days * self.minutes(time).bit_count() for time in self.times), Fraction(0))
        return _hours(minutes / YEAR_DAYS)

    @cached_property
    def hours_a_year(self) -> Decimal:
        """Hours on duty in a year of 365 days with the eleven public holidays of 5 U.S.C. 6103(a)."""
        return _hours(minutes_a_year(self.rules, self.times))

    @cached_property
    def longest_gap(self) -> Decimal:
        """The longest time off duty, in hours, from the end of one duty to the next: 168 if there is none at all."""
        return max((_longest_run(self.minutes(time)) for time in self.times), default=_hours(Fraction(WEEK)))

    def __eq__(self, other: object) -> bool:
        return self.text == (other.text if isinstance(other, Schedule) else other)

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return "24 hours a day, every day" if self.around_the_clock else sentence(self.rules, self.times)

    def plain(self) -> Data:
        return self.text


def read_schedule(typed: str) -> Schedule:
    """A schedule in the form that coplan keeps, as Americans say it, or as coplan prints it. Raises ValueError."""
    try:
        return Schedule(typed)
    except ValueError as error:
        from coplan.content.answers.duty.spoken import Unclear, written  # its patterns are costly, and seldom needed

        try:
            return Schedule(written(typed))
        except Unclear:
            if isinstance(error, Cured):
                raise error from None
            raise
        except ValueError:
            raise error from None


def together(*schedules: Schedule) -> tuple[TimeOfYear, ...]:
    """The times of the year that any of these schedules tell apart: what holds at one date of each, holds at all."""
    return times_of_year([schedule.rules for schedule in schedules])


def echo(schedule: Schedule) -> str:
    """What was understood, for whoever typed it: days, times and hours a week, and hours a year where weeks differ."""
    if len(schedule.times) == 1:
        return f"{_ended(schedule)} {_amount(schedule.hours_a_week)} hours a week."
    parts = [f"{_amount(_week_hours(schedule, time))} ({time_words(time)})" for time in schedule.times]
    return f"{_ended(schedule)} Hours a week: {', '.join(parts)}. {_amount(schedule.hours_a_year)} hours a year."


def _ended(schedule: Schedule) -> str:
    return str(schedule).removesuffix(".") + "."


def _week_hours(schedule: Schedule, time: TimeOfYear) -> Decimal:
    return _hours(Fraction(schedule.minutes(time).bit_count()))


def _longest_run(minutes: int) -> Decimal:
    """The longest run of zeros in a week that goes round, in hours."""
    if not minutes:
        return _hours(Fraction(WEEK))
    bits = f"{minutes:0{WEEK}b}"
    first = bits.index("1")
    return Decimal(max(len(run) for run in (bits[first:] + bits[:first]).split("1"))) / 60


def _hours(minutes: Fraction) -> Decimal:
    return Decimal(minutes.numerator) / Decimal(minutes.denominator * 60)


def _amount(hours: Decimal) -> str:
    return grouped(round(hours, 1))
