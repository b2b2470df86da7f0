"""Parts of the budget's report on what a plan may add: past years, raises, the parties' fiscal years, and payments."""

from __future__ import annotations

from decimal import Decimal

from coplan.content.answers.values import Day
from coplan.figures.budget.agreement.payments import payments
from coplan.figures.budget.cost.pay import PayStep
from coplan.figures.budget.over_time.actuals import Actual, actuals
from coplan.figures.budget.over_time.party_years import PARTY_YEARS, party_years
from coplan.figures.budget.result import Budget
from coplan.figures.given import given, number
from coplan.figures.money import together
from coplan.numerals import grouped, with_cents
from coplan.plan.view import Answers
from coplan.reports.titled import Line, Part, Section, Table

NONE = "–"


def past_section(answers: Answers) -> list[Section]:
    """Past years as they were entered."""
    found = given(answers).once(actuals).values()
    if not found:
        return []
    table = Table(["", "Cost", "Money", "Left"], [_past(one) for one in found], numbers=True)
    sources = dict.fromkeys(one.origin for one in found if one.origin)
    origin = f" ({'; '.join(sources)})" if sources else ""
    words = f"As entered from the closed books{origin}. No past year is worked out."
    return [Section("Past years", [table, Line(), Line(words, wrap=True)])]


def _past(one: Actual) -> list[str]:
    days = f"{one.name} ({one.start.isoformat()} to {one.end.isoformat()})"
    if one.money is None:
        return [days, with_cents(one.cost), NONE, NONE]
    return [days, *(with_cents(amount) for amount in (one.cost, one.money, one.money - one.cost))]


def raises_section(found: Budget) -> list[Section]:
    """Every position whose pay changes on known days, with the days."""
    rows = [
        [line.cost.label if not place else "", _day(step), step.words, _percent(step), with_cents(step.pay)]
        for line in found.lines
        if line.cost.group == "positions"
        for place, step in enumerate(line.cost.steps)
    ]
    if not rows:
        return []
    table = Table(["", "From", "What", "Raise", "Pay a year"], rows, numbers=True)
    words = "Pay of these positions follows the days above, and not the yearly growth of other costs."
    return [Section("Raises and steps", [table, Line(), Line(words, wrap=True)])]


def _day(step: PayStep) -> str:
    return str(Day(step.day.year, step.day.month, step.day.day))


def _percent(step: PayStep) -> str:
    return "" if step.percent is None else f"{grouped(step.percent)}%"


def party_year_sections(answers: Answers) -> list[Section]:
    """Cost, share and payments by the fiscal year of each party that has its own."""
    asked = given(answers)
    found = [asked.each(declared) for declared in PARTY_YEARS]
    rows = [
        [key, *(with_cents(number(one[key])) if key in one else NONE for one in found)]
        for key in asked.once(party_years)
    ]
    if not rows or not found[0]:
        return []
    table = Table(["", "Cost", "Its share", "It pays under the agreement"], rows, numbers=True)
    words = "The whole cost in the party's fiscal year, its share by the rule, and its payments at their highest."
    return [Section("By fiscal year of each party", [table, Line(), Line(words, wrap=True)])]


def billed_section(answers: Answers, found: Budget) -> list[Section]:
    """What the agreements bill in each year of the budget, at the highest amounts."""
    rows = given(answers).once(payments)
    if not rows or not found.calendar:
        return []
    lines = []
    for payer, payee in dict.fromkeys((one.payer, one.payee) for one in rows):
        own = [one for one in rows if (one.payer, one.payee) == (payer, payee)]
        months = [together([one.months[place] for one in own]) for place in range(len(found.calendar.months))]
        lines.append([f"{payer} to {payee}", *_amounts(found.by_period(months))])
    parts: list[Part] = [Table(["", *(one.name for one in found.periods), "Together"], lines, numbers=True), Line()]
    outside = together([one.whole for one in rows]) - together([amount for one in rows for amount in one.months])
    words = "The highest amounts of the table of payments, each spread evenly over its own days."
    more = f" Outside these years: {with_cents(outside)}." if outside else ""
    return [Section("Payments under the agreement", [*parts, Line(words + more, wrap=True)])]


def _amounts(amounts: tuple[Decimal, ...]) -> list[str]:
    return [with_cents(amount) for amount in (*amounts, together(amounts))]
