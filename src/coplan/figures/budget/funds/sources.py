"""The sources of money in a plan, placed on the months of the budget; and the match that they ask for."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil

from coplan.content.answers.rows import Row
from coplan.content.answers.values import MINUTES, Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import BudgetCalendar, first_day, month_of
from coplan.figures.budget.funds.funding import FundingSource, by_month
from coplan.figures.given import Given
from coplan.figures.money import NOTHING, cents, together


def sources(given: Given, calendar: BudgetCalendar) -> tuple[list[FundingSource], list[tuple[str, str]]]:
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


def _source(row: Row, calendar: BudgetCalendar) -> FundingSource:
    after = first_day(calendar.months[-1] + 1)
    last = row["end"] or (after.fromordinal(after.toordinal() - 1))
    amount = cents_of(row["amount"])
    outside = month_of(row["start"]) > calendar.months[-1]
    months = (NOTHING,) * len(calendar.months) if outside else by_month(amount, row["start"], last, calendar.months)
    status = row["status"].key if row["status"] else ""
    voted = bool(row["kind"]) and row["kind"] in reads.VOTED
    return FundingSource(
        str(row["name"]),
        _text(row, "kind"),
        amount,
        row["start"],
        row["end"] or None,
        Decimal(row["match"]) if row["match"] else Decimal(0),
        _text(row, "allowed"),
        "waits for a vote" if voted and status == reads.APPLIED else _text(row, "status") or "status not named",
        status in reads.SECURED,
        months,
        amount - together(months),
        last,
        *_bound(row),
        cents(match_of(row)) if row["match"] else NOTHING,
        bool(row["kind"]) and row["kind"] in reads.BILLED,
        bool(row["kind"]) and row["kind"] in reads.OUTSIDE,
        ceil(row["paid_late"].minutes / MINUTES["months"]) if row["paid_late"] else 0,
        voted and status in reads.SECURED and status != reads.IN_HAND,
    )


def _bound(row: Row) -> tuple[frozenset[str] | None, bool, bool]:
    """What a source may pay beside the positions that name it, whether it is free for any line, or for things alone.

    Where the plan does not say, money of a restricted kind pays everything but positions that do not name it.
    """
    if row["pays"]:
        named = {str(one.key) for one in row["pays"]}
        return frozenset(named), reads.ANYTHING in named, not named & {"positions", reads.ANYTHING}
    bound = bool(row["kind"]) and row["kind"] in reads.RESTRICTED
    return (frozenset(reads.PAYS) - {"positions", reads.ANYTHING}, False, False) if bound else (None, True, False)


def match(given: Given) -> tuple[Decimal, Decimal]:
    """Match that the sources ask for, of the grant or of the whole project, and match that is named."""
    rows = [row for row in given.answer(reads.FUNDING) if row["match"] and row["amount"]]
    required = together([cents(match_of(row)) for row in rows])
    found = [cents_of(row["amount"]) for row in given.answer(reads.MATCH) if row["amount"]]
    return required, together(found)


def match_of(row: Row) -> Fraction:
    """The match that a source asks for: a share of the grant, or of the whole project with the match in it."""
    amount, part = Fraction(Decimal(row["amount"])), Fraction(Decimal(row["match"])) / 100
    if row["match_of"] == reads.PROJECT and part < 1:
        return amount * part / (1 - part)
    return amount * part


def cents_of(amount: Decimal) -> Decimal:
    """An amount to the cent."""
    return cents(Fraction(Decimal(amount)))


def _text(row: Row, name: str) -> str:
    return "" if isinstance(row[name], Missing) else str(row[name])
