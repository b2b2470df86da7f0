"""The table of payments as values: who pays whom, from when to when, how much at most, and what falls on each month.

An amount of a row that runs a year or less is for its whole time; of a longer row it is for each year, and a single
sum is due once. A row that waits for a phase begins with the planned start of that phase, if that is later: of a year
or less it is then owed for the part that is left.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Day, Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import begin, day_before, finish, same_day
from coplan.figures.budget.from_answers import calendar
from coplan.figures.budget.funds.funding import by_month
from coplan.figures.budget.same_name import same
from coplan.figures.declared import step
from coplan.figures.given import Given
from coplan.figures.money import cents, together

YEAR = 12


@dataclass(frozen=True)
class Payment:
    """One row of the table of payments, at its highest amount. `months` are those of the budget."""

    payer: str
    payee: str
    what: str
    start: datetime.date
    end: datetime.date
    yearly: Decimal
    whole: Decimal
    once: bool = False
    months: tuple[Decimal, ...] = ()
    source: str = ""

    @property
    def days(self) -> str:
        return f"from {day_words(self.start)} to {day_words(self.end)}"


@step(calendar, reads.PAYMENTS, reads.PHASES)
def payments(given: Given) -> tuple[Payment, ...]:
    """The payments that have an amount and their days in order; without a budget they have no months."""
    placed = given.once(calendar)
    months = placed.months if placed else range(0)
    phases = {str(row["phase"]): row["start"] for row in given.answer(reads.PHASES) if row["phase"] and row["start"]}
    rows = [row for row in given.answer(reads.PAYMENTS) if _whole_row(row)]
    return tuple(_payment(row, _begins(row, phases), months) for row in rows)


def _begins(row: Row, phases: Mapping[str, datetime.date]) -> datetime.date:
    """The first day for which a row is owed: its own, or the planned start of the phase for which it waits."""
    own: datetime.date = row["from"]
    return max(own, phases.get(str(row["step"]), own)) if row["step"] else own


def yearly_of_first_full_year(rows: Sequence[Payment]) -> Decimal | None:
    """What these payments come to, a year, on the first day of the first that runs for a year; None without one."""
    starts = [one.start for one in rows if one.end >= _last_of_year(one.start)]
    return together([one.yearly for one in rows if one.start <= min(starts) <= one.end]) if starts else None


def billing(party: str, yearly: Decimal, rows: Sequence[Payment]) -> list[Payment]:
    """The payments of a party that bill its contribution; none where they come to another sum, or it is paid itself."""
    own = [one for one in rows if same(one.payer, party)]
    paid = any(same(one.payee, party) for one in rows)
    return own if not paid and yearly_of_first_full_year(own) == yearly else []


def _last_of_year(start: datetime.date) -> datetime.date:
    """The last day of a year that begins on this day, whatever a February in it holds."""
    again = same_day(start, 1)
    return day_before(again) if again.day == start.day else again


def _whole_row(row: Row) -> bool:
    named = all(row[name] for name in ("payer", "payee", "from", "to"))
    return bool(named and not isinstance(row["yearly_max"], Missing) and row["from"] <= row["to"])


def _payment(row: Row, start: datetime.date, months: range) -> Payment:
    yearly = cents(Fraction(Decimal(row["yearly_max"])))
    once = bool(row["unit"]) and row["unit"] == reads.ONCE
    length = max(finish(row["to"]) - begin(start), Fraction(0))
    full = finish(row["to"]) - begin(row["from"]) if row["to"] <= _last_of_year(row["from"]) else YEAR
    whole = yearly if once and length else cents(Fraction(yearly) * length / full)
    start = min(start, row["to"])
    return Payment(
        str(row["payer"]),
        str(row["payee"]),
        str(row["what"]),
        start,
        row["to"],
        yearly,
        whole,
        once,
        by_month(whole, start, row["to"], months),
        str(row["source"] or ""),
    )


def day_words(day: datetime.date) -> str:
    """May 1, 2027."""
    return str(Day(day.year, day.month, day.day))
