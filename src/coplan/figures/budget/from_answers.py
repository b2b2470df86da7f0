"""The budget from the answers of a plan: with whatever is answered, and what is missing named."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.avoided import Avoidance, avoidance
from coplan.figures.budget.budget_months import BudgetCalendar, calendar_of, month_of
from coplan.figures.budget.cost.cost_lines import Cost, line_of
from coplan.figures.budget.cost.gathered import Costs
from coplan.figures.budget.cost.indirect import IndirectTerms, indirect_costs, indirect_terms
from coplan.figures.budget.cost.people import people_costs
from coplan.figures.budget.cost.things import thing_costs
from coplan.figures.budget.funds.allocation import Allocation, Purse, allocate
from coplan.figures.budget.funds.funding import FundingSource, endings, month_gaps
from coplan.figures.budget.funds.sources import match, sources
from coplan.figures.budget.result import Budget, columns
from coplan.figures.declared import step
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.money import NOTHING, together
from coplan.figures.staffing.cover_by_month import first_year_contacts

STARTUP_MONTHS = 24  # people who were there longer before the launch are counted from then on
APART = (
    "Vacancy savings: every position is counted as filled from its first day.",
    "Resale of vehicles and equipment.",
    "Workspace and insurance premiums: the plan asks for no price. The workbook has lines for them.",
)
Holes = tuple[tuple[str, str], ...]


@step(
    *(reads.LAUNCH, reads.BUDGET_YEARS, reads.POSITIONS, reads.FUNDING),
    *(reads.STAGE, reads.FISCAL_START, reads.PRICES_ON),
)
def calendar(given: Given) -> BudgetCalendar | None:
    """From the first hire, and years from the launch. None while the plan names neither launch nor first days.

    A program in operation is budgeted from the fiscal year of today on, and not from its oldest money; where nobody
    says what day it is, from the first money that has a date, or the first hire.
    """
    today = given.answers.today
    if today is not None and given.answer(reads.STAGE) == reads.OPERATING:
        return _operating(given, today)
    day = given.answer(reads.LAUNCH)
    years = int(given.answer(reads.BUDGET_YEARS) or 3)
    hires = [month_of(row["start"]) for row in given.answer(reads.POSITIONS) if row["start"]]
    if isinstance(day, Missing):
        money = [month_of(row["start"]) for row in given.answer(reads.FUNDING) if row["start"]]
        known = money or hires
        return calendar_of(min(known), min(known), years) if known else None
    launch = month_of(day)
    since = _years_since_prices(given, launch)
    return calendar_of(max(min([*hires, launch]), launch - STARTUP_MONTHS), launch, years, since)


def _operating(given: Given, today: datetime.date) -> BudgetCalendar:
    """Years from the first month of the fiscal year in which today lies: July, unless the plan says otherwise."""
    stated = given.answer(reads.FISCAL_START)
    begins = reads.MONTH_NAMES.index(stated.key) if stated else 6
    month = month_of(today)
    first = month - (month - begins) % 12
    years = int(given.answer(reads.BUDGET_YEARS) or 3)
    return calendar_of(first, first, years, _years_since_prices(given, first), operating=True)


def _years_since_prices(given: Given, first: int) -> int:
    """Whole years, rounded, from the date of the plan's prices to the first year; 0 where the plan does not say."""
    day = given.answer(reads.PRICES_ON)
    return 0 if isinstance(day, Missing) else max(0, (first - month_of(day) + 6) // 12)


@step(calendar, reads.GROWTH, reads.ASSUMED_GROWTH)
def growth(given: Given) -> Input | None:
    """By how much prices grow in a year; None where no year is later than the first."""
    placed = given.once(calendar)
    if placed is None or not placed.periods[-1].grown:
        return None
    return given.answer_or_assumed(reads.GROWTH, reads.ASSUMED_GROWTH)


@step(
    calendar,
    *(reads.POSITIONS, reads.SWORN_FTE, reads.COORDINATOR_FTE, reads.COORDINATOR_IN_KIND),
    *(reads.SUPERVISION_HOURS, reads.ONCALL),
    *(reads.SERVICE_MINUTES, reads.TEAM, reads.PAID_HOURS, reads.OVERTIME_RULE, reads.VEHICLES, reads.EQUIPMENT),
    *(reads.SYSTEMS, reads.TRAINING, reads.EVALUATION, reads.CLIENT_FUNDS),
    *(reads.ASSUMED_BENEFITS, reads.CALLOUTS, reads.OVERTIME_HOURS, reads.OVERTIME_PAY, reads.ASSUMED_PAID_HOURS),
    *(reads.PAYROLL_TAX, reads.RAISES, reads.CONTRACTS, reads.PRICES_ON, reads.JOB_TERMS, growth),
    reads.SUMS_HELD,
)
def costs(given: Given) -> Costs | None:
    """Everything that people and things cost, and what is missing of it."""
    placed = given.once(calendar)
    if placed is None:
        return None
    found = Costs(given, placed, given.once(growth))
    people_costs(found)
    thing_costs(found)
    if found.growth and number(found.growth) and given.lacking(reads.PRICES_ON) and given.asked(reads.PRICES_ON):
        found.lacks(reads.PRICES_ON, "the date of the pay and prices (taken as those of year 1)")
    return found


@step(
    *(reads.INDIRECT, reads.INDIRECT_BASE, reads.INDIRECT_RATES),
    *(reads.EQUIPMENT_FROM, reads.SUBAWARD_PART),
)
def indirect(given: Given) -> tuple[IndirectTerms, Holes, tuple[Input, ...]]:
    """The rates of indirect cost with their bases, what is missing of them, and what is assumed."""
    used: list[Input] = []
    terms, holes = indirect_terms(given, used)
    return terms, holes, tuple(used)


@step(calendar, reads.FUNDING)
def money(given: Given) -> tuple[tuple[FundingSource, ...], Holes]:
    """The sources of money on the months of the budget, and what is missing of them."""
    placed = given.once(calendar)
    found, holes = sources(given, placed) if placed else ([], [])
    return tuple(found), tuple(holes)


def unpaid(found: Budget, sources: Sequence[FundingSource]) -> Allocation:
    """What these sources leave unpaid of each line with its indirect cost; the lines stand in their order."""
    return allocate(found.loaded, [_purse(found, source, _paid_by(found, source)) for source in sources])


def _paid_by(found: Budget, source: FundingSource) -> frozenset[int]:
    """The places of the lines that a source may pay."""
    return frozenset(place for place, line in enumerate(found.lines) if may_pay(source, line.cost))


def _purse(found: Budget, source: FundingSource, pays: frozenset[int], inside: slice = slice(0, None)) -> Purse:
    """What a source has for these lines, of all months or of those that are named, counted from the first of them."""
    assert found.calendar is not None
    ends = month_of(source.end) + 1 - found.calendar.first if source.end else len(found.indirect) + 1
    things = pays and not any(found.lines[place].cost.group == "positions" for place in pays)
    months = source.months[inside]
    own = frozenset(place for place in pays if _names(found.lines[place].cost, source))
    return Purse(
        _at_once(months) if things and not source.free else months, pays, ends - inside.start, source.free, own
    )


def unpaid_by_each_year(found: Budget, sources: Sequence[FundingSource]) -> tuple[Decimal, ...]:
    """What these sources leave unpaid in each period if nothing is carried from one period into the next."""
    paid = [(source, _paid_by(found, source)) for source in sources]
    left: list[Decimal] = []
    for period in found.periods:
        start = period.first - found.periods[0].first
        inside = slice(start, start + period.count)
        purses = [_purse(found, source, pays, inside) for source, pays in paid]
        left.append(together([together(row) for row in allocate([row[inside] for row in found.loaded], purses).unpaid]))
    return tuple(left)


def _at_once(months: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Money that pays no positions can be spent from its first month on, when things are bought."""
    first = next((place for place, amount in enumerate(months) if amount), 0)
    return tuple(together(months) if place == first else NOTHING for place in range(len(months)))


def may_pay(source: FundingSource, cost: Cost) -> bool:
    """Who may pay a position: the source that it names, free money, what pays any position; each, if it names none.

    A source that says what it pays, and does not say positions, pays only those that name it.
    """
    if cost.group == "positions":
        unnamed = not cost.fund_source and not source.things_only
        return unnamed or _names(cost, source) or source.free or bool(source.pays and cost.group in source.pays)
    return source.free or source.pays is None or cost.group in source.pays


def _names(cost: Cost, source: FundingSource) -> bool:
    return cost.fund_source.casefold() == source.name.casefold()


@step(reads.FUNDING, reads.MATCH)
def matched(given: Given) -> tuple[Decimal, Decimal]:
    """Match that the sources ask for, and match that is named."""
    return match(given)


@step(costs, growth, indirect, reads.INDIRECT)
def costed(given: Given) -> Budget | None:
    """The budget with its cost, and without its money. None while nothing can be placed in time."""
    found = given.once(costs)
    if found is None:
        return None
    grows, (terms, holes, limits) = given.once(growth), given.once(indirect)
    lines = tuple(line_of(cost, found.calendar, number(grows) if grows else Decimal(0)) for cost in found.found)
    overheads = indirect_costs(lines, found.calendar, terms)
    rate = None if given.lacking(reads.INDIRECT) else given.from_answer(reads.INDIRECT)
    return Budget(
        found.calendar,
        lines,
        columns([one.months for one in overheads], found.calendar.months),
        grows,
        rate,
        overheads,
        terms,
        holes=(*found.holes, *holes),
        apart=APART,
        own=(*found.used, *([grows] if grows else []), *limits),
    )


@step(costed, money)
def unpaid_without_votes(given: Given) -> tuple[Decimal, ...] | None:
    """What money that needs no further vote leaves unpaid, line by line. None where nothing can be placed in time."""
    first = given.once(costed)
    if first is None:
        return None
    sure = [one for one in given.once(money)[0] if one.secured and not one.waits]
    return tuple(amount for line in unpaid(first, sure).unpaid for amount in line)


@step(costed, money, matched)
def funded(given: Given) -> Budget:
    """The budget with its money, month by month, and what the end of a source leaves."""
    first, (found, holes) = given.once(costed), given.once(money)
    required, named = given.once(matched)
    if first is None or first.calendar is None:
        return Budget(None, match_required=required, match_found=named, holes=_no_calendar(given), apart=APART)
    placed = first.calendar
    periods = [period.key for period in placed.periods for _ in period.months]
    secured = [one for one in found if one.secured]
    paid = unpaid(first, secured)
    paid_if_all = unpaid(first, found) if len(secured) < len(found) else paid
    bare = month_gaps(first.cost_months, periods, found, placed.first)
    short = zip(*(columns(one.unpaid, first.indirect) for one in (paid, paid_if_all)), strict=True)
    gaps = [
        replace(row, unfunded=amount, unfunded_if_all=rest) for row, (amount, rest) in zip(bare, short, strict=True)
    ]
    titles = [(line.cost.label, line.cost.fund_source) for line in first.lines if line.cost.group == "positions"]
    return replace(
        first,
        sources=found,
        gaps=tuple(gaps),
        unpaid=paid.unpaid,
        unpaid_if_all=paid_if_all.unpaid,
        left=tuple(zip([one.name for one in found], paid_if_all.left, strict=True)),
        paid=tuple(zip([one.name for one in secured], paid.paid, strict=True)),
        paid_if_all=tuple(zip([one.name for one in found], paid_if_all.paid, strict=True)),
        endings=tuple(endings(found, gaps, titles)),
        match_required=required,
        match_found=named,
        holes=tuple(dict.fromkeys((*first.holes, *holes))),
    )


@step(
    costed, first_year_contacts, reads.UNIT_COSTS, reads.SERVICE_MINUTES, *reads.AVOIDED_SHARES, reads.UNIT_COST_GROWTH
)
def avoided(given: Given) -> Avoidance | None:
    """Gross avoided cost; None without unit costs, or while nothing can be placed in time."""
    found = given.once(costed)
    if found is None or found.calendar is None:
        return None
    year = found.calendar.launch // 12
    return avoidance(given, found.first_year, given.figure(first_year_contacts), year)


def _no_calendar(given: Given) -> Holes:
    missing = [read for read in (reads.LAUNCH, reads.POSITIONS) if given.lacking(read)] or [reads.POSITIONS]
    return tuple((given.key(read), given.label(read)) for read in missing)
