"""Pay that changes on known days: raises, steps of a pay plan, and labor contracts with the day on which they end."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import day_before, first_day, same_day
from coplan.figures.budget.cost.gathered import Costs
from coplan.figures.budget.cost.pay import PayStep
from coplan.figures.budget.same_name import same
from coplan.figures.figure import Input
from coplan.figures.given import number
from coplan.figures.money import cents

YEARLY = "yearly growth"


def pay_steps(costs: Costs, position: Row, pay: Decimal, grows: Input | None) -> tuple[PayStep, ...]:
    """The pay of a position by its days, in order; nothing where no raise is known and the yearly growth holds for it.

    The plan's pay is that of the day of its prices, or without one of the first day of the budget: earlier raises are
    in it. After the last raise, or the end of the labor contract if that is later, pay grows by the yearly rate: a year
    after the last raise, or on the day after the contract, and on that day of each year.
    """
    known = sorted(
        (raised for row in _raises_of(costs, position) for raised in _days(row, _last(costs))), key=lambda one: one[0]
    )
    if not known or not pay:
        return ()
    steps = [PayStep(_priced(costs), pay, "the plan", base=pay)]
    for day, row in known:
        if day > steps[0].day and (step := _step(day, row, steps[-1])).pay != steps[-1].pay:
            steps.append(step)
    day = _unknown_from(known[-1][0], [row["to"] for row in _contracts_of(costs, position)])
    while grows is not None and number(grows) and day <= _last(costs):
        if day > steps[0].day:
            steps.append(_grown(day, steps[-1], number(grows)))
        day = same_day(day, 1)
    return tuple(steps)


def raises_without_position(costs: Costs) -> None:
    """Holes for raises that fit no position or say no amount, and for contracts without raises."""
    rows = costs.given.answer(reads.POSITIONS) or ()
    for row in costs.given.answer(reads.RAISES):
        if not any(_fits(row, position) for position in rows):
            costs.lacks(reads.RAISES, f"a position for {_words(row)} (not counted)")
        elif not _stated(row):
            costs.lacks(reads.RAISES, f"how much {_words(row)} is (not counted)")
        elif row["from"] and row["from"] <= _priced(costs) and costs.given.lacking(reads.PRICES_ON):
            words = f"the date of the pay, if {_words(row)} of {row['from'].isoformat()} is not in it yet (not counted)"
            costs.lacks(reads.PRICES_ON, words)
    for row in costs.given.answer(reads.CONTRACTS):
        covered = [position for position in rows if _fits(row, position)]
        for bare in (one for one in covered if not _raises_of(costs, one)):
            words = f"the raises of {bare['title']} under {row['name']} (the yearly growth is counted)"
            costs.lacks(reads.RAISES, words)


def _raises_of(costs: Costs, position: Row) -> list[Row]:
    rows = costs.given.answer(reads.RAISES)
    return [row for row in rows if row["from"] and _stated(row) and _fits(row, position)]


def _contracts_of(costs: Costs, position: Row) -> list[Row]:
    return [row for row in costs.given.answer(reads.CONTRACTS) if row["to"] and _fits(row, position)]


def _stated(row: Row) -> bool:
    return not (isinstance(row["percent"], Missing) and isinstance(row["pay"], Missing))


def _fits(row: Row, position: Row) -> bool:
    """True if a row names this position, or leaves open what would tell them apart."""
    pairs = ((row["employer"], position["employer"]), (row["position"], position["title"]))
    return all(isinstance(said, Missing) or same(said, other) for said, other in pairs)


def _days(row: Row, last: datetime.date) -> Iterator[tuple[datetime.date, Row]]:
    """The days of a raise: once, or each year until its last time."""
    day, until = row["from"], row["until"] or last
    yield day, row
    while row["yearly"] and (day := same_day(day, 1)) <= min(until, last):
        yield day, row


def _step(day: datetime.date, row: Row, before: PayStep) -> PayStep:
    if not isinstance(row["pay"], Missing):
        return replace(before, day=day, pay=Decimal(row["pay"]), words=_words(row), percent=None, top=None)
    top = Decimal(row["top"]) if row["top"] else None
    percent = Decimal(row["percent"])
    made = _raised(before, percent)
    capped = made if top is None else max(before.pay, min(made, top))
    return replace(before, day=day, pay=capped, words=_words(row), percent=percent, top=top)


def _grown(day: datetime.date, before: PayStep, rate: Decimal) -> PayStep:
    return replace(before, day=day, pay=_raised(before, rate), words=YEARLY, percent=rate, top=None)


def _raised(before: PayStep, percent: Decimal) -> Decimal:
    return cents(Fraction(before.pay) * (1 + Fraction(percent) / 100))


def _unknown_from(last: datetime.date, ends: list[datetime.date]) -> datetime.date:
    """The first day on which nothing is known: after the contract, or a year after the last raise."""
    end = max(ends, default=None)
    if end is not None and end >= last:
        return end + datetime.timedelta(days=1)
    return same_day(last, 1)


def _priced(costs: Costs) -> datetime.date:
    """The last day whose raises are in the plan's pay."""
    day = costs.given.answer(reads.PRICES_ON)
    return first_day(costs.calendar.first) if isinstance(day, Missing) else day


def _last(costs: Costs) -> datetime.date:
    return day_before(first_day(costs.calendar.months[-1] + 1))


def _words(row: Row) -> str:
    return str(row["what"])
