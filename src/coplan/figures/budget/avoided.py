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


def avoidance(given: Given, cost: Decimal, contacts: Figure | None) -> Avoidance | None:
    """What events avoided in a year would have cost. None without unit costs. `cost` is that of the first year."""
    rows, key = given.answer(reads.UNIT_COSTS), given.key(reads.UNIT_COSTS)
    if not rows:
        return None
    shares = tuple(given.assumed(read) for read in reads.AVOIDED_SHARES)
    usable = [row for row in rows if not _lacks(row)]
    events = tuple(_event(row, cost, shares, contacts) for row in usable)
    holes = [(key, f"{_lacks(row)} of the unit cost of {row['event']}") for row in rows if _lacks(row)]
    if contacts is None:
        holes.append((given.key(reads.SERVICE_MINUTES), "contacts a year (see `coplan staffing`)"))
    totals = tuple(together([event.amounts[place] for event in events]) for place in range(3)) if contacts else ()
    return Avoidance(events, shares, contacts, cost, totals if events else (), tuple(holes), _caveats(usable))


def _lacks(row: Row) -> str:
    lacking = [name for name in ("year", "source") if isinstance(row[name], Missing)]
    return " and ".join(lacking)


def _event(row: Row, cost: Decimal, shares: tuple[Input, ...], contacts: Figure | None) -> AvoidedEvent:
    price = Decimal(row["dollars"])
    count = Fraction(number(contacts)) if contacts else None
    amounts = (
        tuple(cents(count * Fraction(share(item)) * Fraction(price)) for item in shares) if count is not None else ()
    )
    basis = "basis not named" if isinstance(row["basis"], Missing) else str(row["basis"])
    even = ceil(Fraction(cost) / Fraction(price)) if price else 0
    return AvoidedEvent(str(row["event"]), price, str(row["year"]), str(row["source"]), basis, amounts, even)


def _caveats(rows: list[Row]) -> tuple[str, ...]:
    average = [AVERAGE] if any(row["basis"] != reads.MARGINAL for row in rows) else []
    old = [SUPERSEDED] if any(row["dollars"] == 630 for row in rows) else []
    return (*CAVEATS, *average, *old)
