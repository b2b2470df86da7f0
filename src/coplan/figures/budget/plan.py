"""The budget from the answers of a plan: with whatever is answered, and what is missing named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coplan.content.answers.values import Missing
from coplan.figures.budget.avoided import avoidance
from coplan.figures.budget.costs import Costs
from coplan.figures.budget.funding import endings, month_gaps
from coplan.figures.budget.months import BudgetCalendar, calendar_of, month_of, month_words
from coplan.figures.budget.people import people_costs
from coplan.figures.budget.result import Budget, Line, indirect_months, line_of, yearly_of_purchase
from coplan.figures.budget.shares import cost_shares
from coplan.figures.budget.sources import match, sources
from coplan.figures.budget.things import thing_costs
from coplan.figures.figure import Figure, Input
from coplan.figures.given import answer, answer_or_assumed, computed, from_answer, lacking, number
from coplan.figures.money import NOTHING, cents, together
from coplan.plan.view import Answers

STARTUP_MONTHS = 24  # people who were there longer before the launch are counted from then on
APART = (
    "Vacancy savings: every position is counted as filled from its first day.",
    "Resale of vehicles and equipment.",
    "Workspace and insurance premiums: the plan asks for no price. The workbook has lines for them.",
)


def budget(answers: Answers) -> Budget:
    """The whole budget of a plan. Money that the plan does not name is a hole or a marked assumption, never a guess."""
    required, found_match = match(answers)
    calendar = budget_calendar(answers)
    if calendar is None:
        keys = lacking(answers, "profile.target_launch", "resources.roles") or ("resources.roles",)
        holes = [(key, _label(answers, key)) for key in keys]
        return Budget(None, match_required=required, match_found=found_match, holes=tuple(holes), apart=APART)
    found = Costs(answers, calendar)
    people_costs(found)
    thing_costs(found)
    growth = answer_or_assumed(answers, "resources.inflation", "cost_growth") if calendar.periods[-1].grown else None
    rate, holes = _indirect(answers)
    lines = tuple(line_of(cost, calendar, number(growth) if growth else Decimal(0)) for cost in found.found)
    indirect = indirect_months(lines, calendar, number(rate) if rate else Decimal(0))
    money, more = sources(answers, calendar)
    used = [*found.used, *([growth] if growth else [])]
    first = Budget(
        calendar, lines, indirect, growth, rate, tuple(money),
        match_required=required, match_found=found_match,
        holes=tuple(dict.fromkeys((*found.holes, *holes, *more))), apart=APART, own=tuple(used),
    )  # fmt: skip
    return _with_results(answers, first, calendar)


def _with_results(answers: Answers, first: Budget, calendar: BudgetCalendar) -> Budget:
    periods = [period.key for period in calendar.periods for _ in period.months]
    gaps = month_gaps(first.cost_months, periods, first.sources, calendar.first)
    titles = [(line.cost.label, line.cost.fund_source) for line in first.lines if line.cost.group == "positions"]
    year = first.cost[[period.key for period in calendar.periods].index(1)]
    contacts = _contacts(answers)
    avoided = avoidance(answers, year, contacts)
    shares = cost_shares(answers, first.cost)
    own = (*first.own, *(avoided.shares if avoided else ()))
    return replace(
        first,
        gaps=tuple(gaps),
        endings=tuple(endings(first.sources, gaps, titles)),
        shares=shares,
        avoidance=avoided,
        figures=tuple(_figures(first, year, contacts)),
        own=own,
    )


def budget_calendar(answers: Answers) -> BudgetCalendar | None:
    """From the first hire, and years from the launch. None while the plan names neither launch nor first days.

    A program in operation has no launch date: its years begin with the first money that has a date, or the first hire.
    """
    years = int(answer(answers, "resources.budget_years") or 3)
    hires = [month_of(row["start"]) for row in answer(answers, "resources.roles") if row["start"]]
    money = [month_of(row["start"]) for row in answer(answers, "resources.funding") if row["start"]]
    day = answer(answers, "profile.target_launch")
    if isinstance(day, Missing):
        known = money or hires
        return calendar_of(min(known), min(known), years) if known else None
    launch = month_of(day)
    return calendar_of(max(min([*hires, launch]), launch - STARTUP_MONTHS), launch, years)


def _indirect(answers: Answers) -> tuple[Input | None, list[tuple[str, str]]]:
    key = "resources.indirect"
    if not lacking(answers, key):
        return from_answer(answers, key), []
    asked = key in answers.pack.questions and answers.applies(key)
    return None, [(key, "the indirect rate (no indirect cost is counted)")] if asked else []


def _contacts(answers: Answers) -> Figure | None:
    from coplan.figures.staffing.plan import staffing

    return staffing(answers).figures.get("staffing.contacts")


def _figures(found: Budget, year: Decimal, contacts: Figure | None) -> list[Figure]:
    """Figures that explain themselves: the first year, use of what is bought, and cost per contact."""
    full = Figure(
        "budget.first_year", "cost of the first year", year, "dollars",
        "all lines of year 1 with indirect cost, added up",
        tuple(item for item in (found.growth, found.indirect_rate) if item),
    )  # fmt: skip
    figures = [full]
    bought = [line.cost for line in found.lines if line.cost.once and line.cost.life]
    if bought:
        use = together([yearly_of_purchase(cost) for cost in bought])
        words = "purchase and fit-out ÷ years of use, each rounded, added up; the budget above shows cash instead"
        inputs = tuple(item for cost in bought for item in cost.inputs)
        label = "use of vehicles and equipment a year"
        figures.append(Figure("budget.use_a_year", label, use, "dollars a year", words, inputs, ("boulder",)))
    if contacts is not None and Decimal(contacts.amount):
        each = cents(Fraction(year) / Fraction(Decimal(contacts.amount)))
        words = "cost of the first year ÷ contacts a year"
        inputs = (computed(full), computed(contacts))
        figures.append(
            Figure("budget.cost_per_contact", "cost per contact", each, "dollars", words, inputs, ("star-cost",))
        )
    return figures


def _label(answers: Answers, key: str) -> str:
    return answers.pack.questions[key].label if key in answers.pack.questions else key


def summary(answers: Answers) -> Mapping[str, Any]:
    """What rules may ask for as `figures.budget.NAME`; None where the plan does not give it. Dollars to the cent.

    By year, each a mapping with 0 for start-up (only if there is any) and 1, 2, … for the years from the launch:
    `cost_by_year`, `secured_by_year`, `hoped_by_year`, `gap_by_year` (cost less secured money; below zero, money is
    left), `gap_if_all_by_year` (the same if every source comes). `short_years` and `short_years_if_all` list the names
    of the periods with a gap, such as `Year 3`.

    Months, in words such as `October 2027`: `first_month` and `last_month` of the budget, `first_cost_month`,
    `first_gap_month` (the first whose running balance of secured money is below zero; None if there is none),
    `first_gap_month_if_all`, `first_unfunded_month` (the first with cost and no money at all, secured or not).

    Numbers: `total_cost`, `total_gap` (of all periods, at least 0), `first_year`, `full_year_positions` (pay with
    benefits), `use_a_year`, `cost_per_contact`, `match_required`, `match_found`, `match_gap` (at least 0). Shares of
    one: `funded_share` (secured money of the budget's months ÷ cost, at most 1), `funded_share_if_all`.

    `ending` lists the names of the sources that end before the budget does, `uncovered_after` is a mapping from the
    name to what secured money leaves uncovered in the month after. `shares_missing` is true if the rule of cost sharing
    lacks its numbers. `avoided_low`, `avoided_middle`, `avoided_high`: gross avoided cost a year.
    `complete` is true if nothing is missing; `holes` lists what is, `assumed` the names of the assumptions used.
    """
    found = budget(answers)
    keys = [period.key for period in found.periods]
    names = [period.name for period in found.periods]
    placed = found.calendar is not None and bool(found.lines)
    cost, gap, left = found.cost, found.gap, found.gap_if_all_comes
    totals = found.avoidance.totals if found.avoidance else ()
    return {
        "cost_by_year": dict(zip(keys, cost, strict=True)) if placed else {},
        "secured_by_year": dict(zip(keys, found.funding(secured=True), strict=True)),
        "hoped_by_year": dict(zip(keys, found.funding(secured=False), strict=True)),
        "gap_by_year": dict(zip(keys, gap, strict=True)) if placed else {},
        "gap_if_all_by_year": dict(zip(keys, left, strict=True)) if placed else {},
        "short_years": [name for name, amount in zip(names, gap, strict=True) if amount > 0],
        "short_years_if_all": [name for name, amount in zip(names, left, strict=True) if amount > 0],
        **_months(found),
        "total_cost": together(cost) if placed else None,
        "total_gap": max(together(gap), NOTHING) if placed else None,
        "first_year": found.by_key["budget.first_year"].value if placed else None,
        "full_year_positions": _positions(found.lines) if placed else None,
        "use_a_year": _value(found, "budget.use_a_year"),
        "cost_per_contact": _value(found, "budget.cost_per_contact") if placed else None,
        "match_required": found.match_required,
        "match_found": found.match_found,
        "match_gap": found.match_gap,
        "funded_share": _funded(found, all_of_it=False) if placed else None,
        "funded_share_if_all": _funded(found, all_of_it=True) if placed else None,
        "ending": [ending.source.name for ending in found.endings],
        "uncovered_after": {ending.source.name: ending.uncovered for ending in found.endings},
        "shares_missing": bool(found.shares and found.shares.holes),
        **{
            f"avoided_{level}": totals[place] if totals else None
            for place, level in enumerate(("low", "middle", "high"))
        },
        "complete": not found.holes,
        "holes": [what for _, what in found.holes],
        "assumed": [item.key.removeprefix("assumptions.") for item in found.assumed],
    }


def _months(found: Budget) -> dict[str, str | None]:
    gaps = found.gaps if found.lines else ()
    costly = [row for row in gaps if row.cost]
    return {
        "first_month": month_words(found.calendar.first) if found.calendar else None,
        "last_month": month_words(found.calendar.months[-1]) if found.calendar else None,
        "first_cost_month": month_words(costly[0].month) if costly else None,
        "first_gap_month": next((month_words(row.month) for row in gaps if row.balance < 0), None),
        "first_gap_month_if_all": next((month_words(row.month) for row in gaps if row.balance_if_all < 0), None),
        "first_unfunded_month": next((month_words(row.month) for row in costly if not row.secured + row.hoped), None),
    }


def _positions(lines: Sequence[Line]) -> Decimal:
    return together([cents(line.cost.amount) for line in lines if line.cost.group == "positions"])


def _value(found: Budget, key: str) -> Any:
    return found.by_key[key].value if key in found.by_key else None


def _funded(found: Budget, *, all_of_it: bool) -> Decimal | None:
    cost = together(found.cost)
    if not cost:
        return None
    money = together([row.secured + (row.hoped if all_of_it else NOTHING) for row in found.gaps])
    return min(money / cost, Decimal(1)).quantize(Decimal("0.001"))
