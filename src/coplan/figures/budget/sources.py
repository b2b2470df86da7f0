"""The sources of money in a plan, placed on the months of the budget; and the match that they ask for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.funding import Source, by_month
from coplan.figures.budget.months import BudgetCalendar, first_day, month_of
from coplan.figures.given import Given
from coplan.figures.money import NOTHING, cents, together


def sources(given: Given, calendar: BudgetCalendar) -> tuple[list[Source], list[tuple[str, str]]]:
    """Every source that can be placed in time, and holes for those that cannot."""
    rows, key = given.answer(reads.FUNDING), given.key(reads.FUNDING)
    holes = [(key, "the sources of money")] if isinstance(rows, Missing) else []
    found = []
    for row in rows:
        lacks = [name for name in ("amount", "start") if isinstance(row[name], Missing)]
        if lacks:
            holes.append((key, f"{' and '.join(lacks)} of {row['name']} (not counted)"))
        elif row["end"] and row["end"] < row["start"]:
            holes.append((key, f"an end of {row['name']} that is not before its start (not counted)"))
        else:
            found.append(_source(row, calendar))
            if isinstance(row["end"], Missing):
                holes.append((key, f"an end of {row['name']} (spread to the end of the budget)"))
    return found, holes


def _source(row: Row, calendar: BudgetCalendar) -> Source:
    after = first_day(calendar.months[-1] + 1)
    last = row["end"] or (after.fromordinal(after.toordinal() - 1))
    amount = cents_of(row["amount"])
    outside = month_of(row["start"]) > calendar.months[-1]
    months = (NOTHING,) * len(calendar.months) if outside else by_month(amount, row["start"], last, calendar.months)
    status = row["status"].key if row["status"] else ""
    return Source(
        str(row["name"]),
        _text(row, "kind"),
        amount,
        row["start"],
        row["end"] or None,
        Decimal(row["match"]) if row["match"] else Decimal(0),
        _text(row, "allowed"),
        _text(row, "status") or "status not named",
        status in reads.SECURED,
        months,
        amount - together(months),
        last,
    )


def match(given: Given) -> tuple[Decimal, Decimal]:
    """Match that the sources ask for (amount × percent), and match that is named."""
    rows = [row for row in given.answer(reads.FUNDING) if row["match"] and row["amount"]]
    required = together([cents_of(Decimal(row["amount"]) * Decimal(row["match"]) / 100) for row in rows])
    found = [cents_of(row["amount"]) for row in given.answer(reads.MATCH) if row["amount"]]
    return required, together(found)


def cents_of(amount: Decimal) -> Decimal:
    """An amount to the cent."""
    return cents(Fraction(Decimal(amount)))


def _text(row: Row, name: str) -> str:
    return "" if isinstance(row[name], Missing) else str(row[name])
