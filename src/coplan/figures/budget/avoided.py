"""Avoided cost: a gross range from low to high, and the events at which it would equal the cost. Never a saving."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, number, share
from coplan.figures.money import cents, together

LEVELS = ("low", "middle", "high")
LABEL = "gross avoided cost"
CAVEATS = (
    "Gross: beside the cost, never subtracted from it. No budget is cut when an event does not happen.",
    "Nothing here shows that the team was the cause. The one randomized trial that was seen found no difference.",
    "Cost often moves between systems instead of going away.",
)
AVERAGE = "Average cost is not marginal cost: most of it stays when one event is avoided."
SUPERSEDED = "$630 for an emergency department visit is superseded; the revised figure is $520 (2017)."


@dataclass(frozen=True)
class AvoidedEvent:
    """One kind of event: its unit cost with year and source, the range a year, and events that equal the cost."""

    event: str
    price: Decimal
    year: str
    source: str
    basis: str
    amounts: tuple[Decimal, ...]  # low, middle, high; empty without contacts
    break_even: int
    today: Decimal  # the price in the first year of the budget
    prices: tuple[Decimal, ...]  # of the plan, low, middle and high; all the same where it names no range
    todays: tuple[Decimal, ...]  # the same in the first year of the budget


@dataclass(frozen=True)
class Avoidance:
    """The range for one year, gross. `totals` has low, middle and high; empty without contacts."""

    events: tuple[AvoidedEvent, ...]
    shares: tuple[Input, ...]
    contacts: Figure | None
    cost: Decimal
    totals: tuple[Decimal, ...] = ()
    holes: tuple[tuple[str, str], ...] = ()
    caveats: tuple[str, ...] = CAVEATS
    rate: Input | None = None  # by which prices grow from their own year to that of the budget
    year: int = 0


def avoidance(given: Given, cost: Decimal, contacts: Figure | None, year: int) -> Avoidance | None:
    """What events avoided in a year would have cost, at prices of that year. None without unit costs.

    `cost` is that of the first year of the budget, and `year` the year in which it begins.
    """
    rows, key = given.answer(reads.UNIT_COSTS), given.key(reads.UNIT_COSTS)
    if not rows:
        return None
    shares = tuple(given.assumed(read) for read in reads.AVOIDED_SHARES)
    usable = [row for row in rows if not _lacks(row)]
    rate = given.assumed(reads.UNIT_COST_GROWTH)
    events = tuple(_event(row, cost, shares, contacts, _grown(row, rate, year)) for row in usable)
    holes = [(key, f"{_lacks(row)} of the unit cost of {row['event']}") for row in rows if _lacks(row)]
    if contacts is None:
        holes.append((given.key(reads.SERVICE_MINUTES), "contacts a year (see `coplan staffing`)"))
    totals = tuple(together([event.amounts[place] for event in events]) for place in range(3)) if contacts else ()
    return Avoidance(
        events, shares, contacts, cost, totals if events else (), tuple(holes), _caveats(usable), rate, year
    )


def _lacks(row: Row) -> str:
    lacking = [name for name in ("year", "source") if isinstance(row[name], Missing)]
    return " and ".join(lacking)


def _event(
    row: Row, cost: Decimal, shares: tuple[Input, ...], contacts: Figure | None, grown: Fraction
) -> AvoidedEvent:
    price = Decimal(row["dollars"])
    prices = tuple(Decimal(one) for one in _range(row, price))
    todays = tuple(cents(Fraction(one) * grown) for one in prices)
    today = todays[1]
    count = Fraction(number(contacts)) if contacts else Fraction(0)
    pairs = zip(shares, todays, strict=True)
    amounts = tuple(cents(count * Fraction(share(item)) * Fraction(one)) for item, one in pairs) if contacts else ()
    basis = "basis not named" if isinstance(row["basis"], Missing) else str(row["basis"])
    even = ceil(Fraction(cost) / Fraction(today)) if today else 0
    return AvoidedEvent(
        str(row["event"]), price, str(row["year"]), str(row["source"]), basis, amounts, even, today, prices, todays
    )


def _range(row: Row, price: Decimal) -> tuple[Decimal, ...]:
    """The lowest price, the price, and the highest: the price itself where the plan names no end of the range."""
    low, high = (price if isinstance(row[name], Missing) else row[name] for name in ("lowest", "highest"))
    return (Decimal(low), price, Decimal(high))


def _grown(row: Row, rate: Input, year: int) -> Fraction:
    """By how much a price has grown from its own year to that of the budget; 1 where its year is no number."""
    stated = str(row["year"])
    years = year - int(stated) if stated.isdigit() and len(stated) == 4 else 0
    return (1 + Fraction(share(rate))) ** max(0, years)


def _caveats(rows: list[Row]) -> tuple[str, ...]:
    average = [AVERAGE] if any(row["basis"] != reads.MARGINAL for row in rows) else []
    old = [SUPERSEDED] if any(row["dollars"] == 630 for row in rows) else []
    return (*CAVEATS, *average, *old)
