"""The months of a budget: start-up before the launch, then years of twelve months; and shares of a month in service.

A month is a number, 12 × year + month − 1, so that months can be counted. A moment within it is a fraction of it:
the 16th of August stands 15/31 into its month.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from dataclasses import dataclass
from fractions import Fraction

from coplan.content.answers.values import MONTHS


def same_day(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years later, or earlier; February 28 for a leap day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


@dataclass(frozen=True)
class Period:
    """Start-up, or one year: its first month, how many months, and how many years prices have grown by then."""

    key: int  # 0 is start-up, 1 the first year
    first: int
    count: int
    since: int = 0  # years from the date of the plan's prices to the first year

    @property
    def name(self) -> str:
        """Start-up, Year 1."""
        return f"Year {self.key}" if self.key else "Start-up"

    @property
    def span(self) -> str:
        """October 2027 to September 2028."""
        first, last = month_words(self.first), month_words(self.first + self.count - 1)
        return first if self.count == 1 else f"{first} to {last}"

    @property
    def grown(self) -> int:
        """Years of growth: from the date of the plan's prices, or none in the start-up and the first year."""
        return self.since + max(0, self.key - 1)

    @property
    def months(self) -> range:
        """Its months."""
        return range(self.first, self.first + self.count)


@dataclass(frozen=True)
class BudgetCalendar:
    """The periods of a budget, without a gap. `launch` is the first month of year 1."""

    periods: tuple[Period, ...]
    operating: bool = False  # the program runs already, and owns what it works with

    @property
    def first(self) -> int:
        return self.periods[0].first

    @property
    def launch(self) -> int:
        return next(period.first for period in self.periods if period.key)

    @property
    def months(self) -> range:
        """All months, in order."""
        return range(self.first, self.periods[-1].first + self.periods[-1].count)


def calendar_of(first: int, launch: int, years: int, since: int = 0, *, operating: bool = False) -> BudgetCalendar:
    """Start-up from the first month to the launch, if there is any, and so many years from the launch."""
    startup = (Period(0, first, launch - first, since),) if first < launch else ()
    later = (Period(year + 1, launch + 12 * year, 12, since) for year in range(years))
    return BudgetCalendar((*startup, *later), operating)


def month_of(day: datetime.date) -> int:
    """The month of a day."""
    return 12 * day.year + day.month - 1


def month_words(month: int) -> str:
    """October 2027."""
    return f"{MONTHS[month % 12]} {month // 12}"


def first_day(month: int) -> datetime.date:
    """The first day of a month."""
    return datetime.date(month // 12, month % 12 + 1, 1)


def day_before(day: datetime.date) -> datetime.date:
    """The day before a day."""
    return day - datetime.timedelta(days=1)


def begin(day: datetime.date) -> Fraction:
    """The moment at which a day begins, in months."""
    return month_of(day) + Fraction(day.day - 1, monthrange(day.year, day.month)[1])


def finish(day: datetime.date) -> Fraction:
    """The moment at which a day ends, in months."""
    return month_of(day) + Fraction(day.day, monthrange(day.year, day.month)[1])


def share_of_month(month: int, start: Fraction, end: Fraction | None = None) -> Fraction:
    """Which part of a month lies between two moments."""
    until = Fraction(month + 1) if end is None else min(end, Fraction(month + 1))
    return max(Fraction(0), until - max(start, Fraction(month)))
