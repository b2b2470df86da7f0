"""The tables of the budget: cost, money and gap by year, months, the parties' shares, gross avoided cost."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from coplan.content.answers.values import Day
from coplan.figures.budget.agreement.left_open import left_open
from coplan.figures.budget.avoided import Avoidance
from coplan.figures.budget.budget_months import first_day
from coplan.figures.budget.cost.cost_lines import Cost, CostLine
from coplan.figures.budget.cost.indirect import IndirectRate, base_words
from coplan.figures.budget.result import GROUPS, Budget, columns
from coplan.figures.budget.shares import CostShares
from coplan.figures.money import NOTHING, together
from coplan.figures.rounding import rounded
from coplan.numerals import grouped, with_cents
from coplan.reports.titled import Table

ALL = "Together"


def cost_table(found: Budget, lines: Sequence[CostLine], first: str = "", *, spans: bool = False) -> Table:
    """The cost of these lines by group and year, with their indirect cost; `spans`: with the months of each year."""
    heads = [first, *(f"{one.name}, {one.span}" if spans else one.name for one in found.periods), ALL]
    return Table(heads, list(_cost_rows(found, lines)), numbers=True)


def _cost_rows(found: Budget, lines: Sequence[CostLine]) -> Iterator[list[str]]:
    for group, label in GROUPS.items():
        months = columns([line.months for line in lines if line.cost.group == group], found.indirect)
        if any(months):
            yield _row(label, found.by_period(months))
    every = columns([line.months for line in lines], found.indirect)
    for one in found.overheads_of(lines):
        if any(one.months) or len(found.overheads) == 1:
            yield _row(indirect_words(one.rate), found.by_period(one.months))
            every = columns([every, one.months], found.indirect)
    yield _row("Total", found.by_period(every))


def indirect_words(rate: IndirectRate) -> str:
    """Indirect cost, 10%; with its employer, and its base if that is not all direct cost."""
    whose = f" of {rate.employer}" if rate.employer else ""
    base = f" ({words})" if (words := base_words(rate)) else ""
    return f"Indirect cost{whose}, {grouped(rate.rate)}%{base}"


def line_table(found: Budget, lines: Sequence[CostLine]) -> Table:
    """Each line by year."""
    return Table(_heads(found), [_row(one.cost.label, found.by_period(one.months)) for one in lines], numbers=True)


def money_table(found: Budget) -> Table:
    """Each source by year, what is secured and what is only hoped for, and what of the cost is not covered."""
    rows = [_row(f"{source.name} ({source.how_sure})", found.by_period(source.months)) for source in found.sources]
    rows.append(_row("Secured", found.funding(secured=True)))
    if waits := [source.months for source in found.sources if source.waits]:
        rows.append(_row("Of it subject to appropriation", found.by_period(columns(waits, found.indirect))))
    rows += [
        _row("Only hoped for", found.funding(secured=False)),
        _row("Cost", found.cost),
    ]
    moved, kept = _across_years(found)
    if any(moved):
        rows.append(_row("Secured money of other years that pays in this one", moved))
    if any(kept):
        rows.append(_row("Secured money of this year that pays in another, or is left", kept))
    rows.append(_row("Not covered by secured money", found.unfunded))
    if any(not source.secured for source in found.sources):
        rows.append(_row("Not covered if every source comes", found.unfunded_if_all))
    return Table(_heads(found), rows, numbers=True)


def _across_years(found: Budget) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """What secured sources pay in each period beyond what comes of them in it, and what comes and does not pay in it.

    The first was left from before, or is spent at once. With both, each column adds up to the cost.
    """
    secured = [source for source in found.sources if source.secured]
    beyond = [
        [went - came for came, went in zip(found.by_period(source.months), found.by_period(paid), strict=True)]
        for source, (_, paid) in zip(secured, found.paid, strict=True)
    ]
    moved, kept = ([[max(sign * one, NOTHING) for one in years] for years in beyond] for sign in (1, -1))
    return columns(moved, found.periods), columns(kept, found.periods)


def unfunded_table(found: Budget) -> Table:
    """Each line that no source which may pay it pays, if every source comes; and what secured money leaves."""
    rows = [
        _row(f"{line.cost.label} (if every source comes)", found.by_period(months))
        for line, months in zip(found.lines, found.unpaid_if_all, strict=True)
        if together(months) >= 1
    ]
    rows += [
        _row("All lines, if every source comes", found.unfunded_if_all),
        _row("All lines, by secured money", found.unfunded),
    ]
    return Table(_heads(found), rows, numbers=True)


def paid_table(found: Budget) -> Table:
    """What each source pays in each year if every source comes, and what that leaves of the cost."""
    rows = [_row(name, found.by_period(months)) for name, months in found.paid_if_all]
    return Table(_heads(found), [*rows, _row("Not covered", found.unfunded_if_all)], numbers=True)


def month_table(found: Budget) -> Table:
    """Cost, money, what is not covered, and running balances month by month."""
    rows = [
        [
            first_day(row.month).isoformat()[:7],
            *(with_cents(amount) for amount in (row.cost, row.secured, row.hoped, row.unfunded, row.unfunded_if_all)),
            *(with_cents(amount) for amount in (row.balance, row.balance_if_all)),
        ]
        for row in found.gaps
    ]
    return Table(
        ["", "Cost", "Secured", "Hoped for", "Not covered", "If all comes", "Balance", "Balance if all comes"],
        rows,
        numbers=True,
    )


def share_table(found: Budget, shares: CostShares, first: str = "", *, all_years: bool = True) -> Table:
    """What each party bears of each year's cost, and with `all_years` of all together."""
    rows = [_row("Money from outside, paid first", shares.first)] if shares.first and shares.parties else []
    stated = shares.parties[:-1] if shares.fixed else shares.parties
    rows += [_row(f"{part.party} ({part.basis})", part.amounts) for part in stated]
    rows += _left_by_sums(found, shares) if shares.fixed else []
    rows = [*rows, _row("Total", found.cost)] if rows else []
    until = None if all_years else -1
    return Table([first, *_heads(found)[1:until]], [row[:until] for row in rows], numbers=True)


def _left_by_sums(found: Budget, shares: CostShares) -> list[list[str]]:
    """What the sums of the parties leave: paid by other secured money, and what no secured money covers."""
    open_months = left_open(found, shares)
    others = [left - short for left, short in zip(shares.parties[-1].months, open_months, strict=True)]
    more = " (below zero, the sums are more than the cost)" if any(amount < 0 for amount in others) else ""
    return [
        _row(f"Other secured money{more}", found.by_period(others)),
        _row("Not covered by these sums or other secured money", found.by_period(open_months)),
    ]


def avoided_table(avoided: Avoidance) -> Table:
    """What events avoided in a year would have cost: low, middle and high."""
    rows = [[event.event, *(with_cents(amount) for amount in event.amounts)] for event in avoided.events]
    total = ["Together", *(with_cents(amount) for amount in avoided.totals)]
    return Table(["", "Low", "Middle", "High"], [*rows, total] if rows else [], numbers=True)


def cost_words(cost: Cost) -> str:
    """The arithmetic of a line: 2.5 FTE × $88,000 × 1.32 = $290,400 a year, from July 1, 2027."""
    number = f"{grouped(cost.number)} {cost.unit}".rstrip() + " × "
    if number == "1 × " and not cost.once and not cost.extra:
        number = ""
    extra = f" × {grouped(1 + cost.extra / 100)}" if cost.extra else ""
    exact = rounded(Decimal(cost.amount.numerator) / Decimal(cost.amount.denominator), 2)
    rate = "once" if cost.once else "a year"
    life = f", again after {grouped(cost.life)} years" if cost.life else ""
    start = f", from {_written(cost.starts_on)}" if cost.starts_on else ""
    start += f", bought on {_written(cost.bought)}" if cost.bought else ""
    start += ", with its raises" if cost.steps else ""
    result = f" = {with_cents(exact)}" if number or extra else ""
    return f"{number}{with_cents(cost.price)}{extra}{result} {rate}{life}{start}"


def _written(day: datetime.date) -> str:
    return str(Day(day.year, day.month, day.day))


def _heads(found: Budget) -> list[str]:
    return ["", *(period.name for period in found.periods), ALL]


def _row(label: str, amounts: Sequence[Decimal]) -> list[str]:
    return [label, *(with_cents(amount) for amount in amounts), with_cents(together(amounts))]
