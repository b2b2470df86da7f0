"""The budget from the answers of a plan: with whatever is answered, and what is missing named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from coplan.content.answers.values import Missing
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.avoided import Avoidance, avoidance
from coplan.figures.budget.costs import Costs
from coplan.figures.budget.funding import Source, endings, month_gaps
from coplan.figures.budget.months import BudgetCalendar, calendar_of, month_of
from coplan.figures.budget.people import people_costs
from coplan.figures.budget.result import Budget, indirect_months, line_of
from coplan.figures.budget.shares import CostShares, cost_shares
from coplan.figures.budget.sources import match, sources
from coplan.figures.budget.things import thing_costs
from coplan.figures.declared import step
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.staffing.months import first_year_contacts

STARTUP_MONTHS = 24  # people who were there longer before the launch are counted from then on
APART = (
    "Vacancy savings: every position is counted as filled from its first day.",
    "Resale of vehicles and equipment.",
    "Workspace and insurance premiums: the plan asks for no price. The workbook has lines for them.",
)
Holes = tuple[tuple[str, str], ...]


@step(reads.LAUNCH, reads.BUDGET_YEARS, reads.POSITIONS, reads.FUNDING)
def calendar(given: Given) -> BudgetCalendar | None:
    """From the first hire, and years from the launch. None while the plan names neither launch nor first days.

    A program in operation has no launch date: its years begin with the first money that has a date, or the first hire.
    """
    day = given.answer(reads.LAUNCH)
    years = int(given.answer(reads.BUDGET_YEARS) or 3)
    hires = [month_of(row["start"]) for row in given.answer(reads.POSITIONS) if row["start"]]
    if isinstance(day, Missing):
        money = [month_of(row["start"]) for row in given.answer(reads.FUNDING) if row["start"]]
        known = money or hires
        return calendar_of(min(known), min(known), years) if known else None
    launch = month_of(day)
    return calendar_of(max(min([*hires, launch]), launch - STARTUP_MONTHS), launch, years)


@step(
    calendar,
    *(reads.POSITIONS, reads.SWORN_FTE, reads.COORDINATOR_FTE, reads.SUPERVISION_HOURS, reads.ONCALL),
    *(reads.SERVICE_MINUTES, reads.TEAM, reads.PAID_HOURS, reads.OVERTIME_RULE, reads.VEHICLES, reads.EQUIPMENT),
    *(reads.SYSTEMS, reads.TRAINING, reads.EVALUATION, reads.CLIENT_FUNDS),
    *(reads.ASSUMED_BENEFITS, reads.CALLOUTS, reads.OVERTIME_HOURS, reads.OVERTIME_PAY, reads.ASSUMED_PAID_HOURS),
)
def costs(given: Given) -> Costs | None:
    """Everything that people and things cost, and what is missing of it."""
    placed = given.once(calendar)
    if placed is None:
        return None
    found = Costs(given, placed)
    people_costs(found)
    thing_costs(found)
    return found


@step(calendar, reads.GROWTH, reads.ASSUMED_GROWTH)
def growth(given: Given) -> Input | None:
    """By how much prices grow in a year; None where no year is later than the first."""
    placed = given.once(calendar)
    if placed is None or not placed.periods[-1].grown:
        return None
    return given.answer_or_assumed(reads.GROWTH, reads.ASSUMED_GROWTH)


@step(reads.INDIRECT)
def indirect_rate(given: Given) -> tuple[Input | None, Holes]:
    """The rate of indirect cost, and that it is missing where the plan asks for it."""
    if not given.lacking(reads.INDIRECT):
        return given.from_answer(reads.INDIRECT), ()
    words = "the indirect rate (no indirect cost is counted)"
    return None, ((given.key(reads.INDIRECT), words),) if given.asked(reads.INDIRECT) else ()


@step(calendar, reads.FUNDING)
def money(given: Given) -> tuple[tuple[Source, ...], Holes]:
    """The sources of money on the months of the budget, and what is missing of them."""
    placed = given.once(calendar)
    found, holes = sources(given, placed) if placed else ([], [])
    return tuple(found), tuple(holes)


@step(reads.FUNDING, reads.MATCH)
def matched(given: Given) -> tuple[Decimal, Decimal]:
    """Match that the sources ask for, and match that is named."""
    return match(given)


@step(costs, growth, indirect_rate)
def costed(given: Given) -> Budget | None:
    """The budget with its cost, and without its money. None while nothing can be placed in time."""
    found = given.once(costs)
    if found is None:
        return None
    grows, (rate, holes) = given.once(growth), given.once(indirect_rate)
    lines = tuple(line_of(cost, found.calendar, number(grows) if grows else Decimal(0)) for cost in found.found)
    indirect = indirect_months(lines, found.calendar, number(rate) if rate else Decimal(0))
    own = (*found.used, *([grows] if grows else []))
    missing = (*found.holes, *holes)
    return Budget(found.calendar, lines, indirect, grows, rate, holes=missing, apart=APART, own=own)


@step(costed, money, matched)
def funded(given: Given) -> Budget:
    """The budget with its money, month by month, and what the end of a source leaves."""
    first, (found, holes) = given.once(costed), given.once(money)
    required, named = given.once(matched)
    if first is None or first.calendar is None:
        return Budget(None, match_required=required, match_found=named, holes=_no_calendar(given), apart=APART)
    placed = first.calendar
    periods = [period.key for period in placed.periods for _ in period.months]
    gaps = month_gaps(first.cost_months, periods, found, placed.first)
    titles = [(line.cost.label, line.cost.fund_source) for line in first.lines if line.cost.group == "positions"]
    return replace(
        first,
        sources=found,
        gaps=tuple(gaps),
        endings=tuple(endings(found, gaps, titles)),
        match_required=required,
        match_found=named,
        holes=tuple(dict.fromkeys((*first.holes, *holes))),
    )


@step(
    costed,
    *(reads.COST_SHARE, reads.INTERLOCAL, reads.PARTIES, reads.LEAD_AGENCY, reads.JURISDICTIONS),
    *(reads.COVERAGE, reads.PARTY_SHARES),
)
def shares(given: Given) -> CostShares | None:
    """What each party bears; None where only one pays, or nothing can be placed in time."""
    found = given.once(costed)
    return cost_shares(given, found.cost) if found else None


@step(costed, first_year_contacts, reads.UNIT_COSTS, reads.SERVICE_MINUTES, *reads.AVOIDED_SHARES)
def avoided(given: Given) -> Avoidance | None:
    """Gross avoided cost; None without unit costs, or while nothing can be placed in time."""
    found = given.once(costed)
    return avoidance(given, found.first_year, given.figure(first_year_contacts)) if found else None


def _no_calendar(given: Given) -> Holes:
    missing = [read for read in (reads.LAUNCH, reads.POSITIONS) if given.lacking(read)] or [reads.POSITIONS]
    return tuple((given.key(read), given.label(read)) for read in missing)
