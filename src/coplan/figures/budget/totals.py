"""The budget in single sums: all years, the first year, pay, use of what is bought, cost per contact."""

from __future__ import annotations

from fractions import Fraction

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.cost.cost_lines import yearly_of_purchase
from coplan.figures.budget.from_answers import costed
from coplan.figures.budget.over_time.years import cost_by_year, months_of, periods, unfunded_by_year
from coplan.figures.budget.parts import cost_parts, line
from coplan.figures.declared import Declared, Worked, declare
from coplan.figures.given import Given, computed, number
from coplan.figures.money import cents, together
from coplan.figures.staffing.cover_by_month import first_year_contacts
from coplan.figures.staffing.people.cover import cover_share_vacancy


@declare(
    "budget.total_cost", "cost of all years", "dollars", formula="cost of every year, added up", reads=(cost_by_year,)
)
def total_cost(asked: Given) -> Worked | None:
    found = list(asked.each(cost_by_year).values())
    return Worked(together([number(one) for one in found]), tuple(computed(one) for one in found)) if found else None


@declare(
    "budget.total_gap",
    "gap of all years",
    "dollars",
    formula="what secured money that may pay it does not cover, of every year, added up",
    reads=(unfunded_by_year,),
)
def total_gap(asked: Given) -> Worked | None:
    found = list(asked.each(unfunded_by_year).values())
    total = together([number(one) for one in found])
    return Worked(total, tuple(computed(one) for one in found)) if found else None


@declare(
    "budget.first_year",
    "cost of the first year",
    "dollars",
    formula="all lines of year 1 with indirect cost, added up",
    reads=(costed, line, periods),
)
def first_year(asked: Given) -> Worked | None:
    found = asked.once(costed)
    if found is None:
        return None
    rates = (item for item in (found.growth, found.indirect_rate) if item)
    return Worked(found.first_year, (*cost_parts(asked, found, months_of(asked, 1)), *rates))


@declare(
    "budget.full_year_positions",
    "pay with benefits of a full year",
    "dollars",
    formula="FTE × pay × (1 + benefits) of every position, rounded, added up",
    reads=(costed, line),
)
def full_year_positions(asked: Given) -> Worked | None:
    found = asked.once(costed)
    if found is None or not found.lines:
        return None
    paid = [asked.figure(line, one.cost.key) for one in found.lines if one.cost.group == "positions"]
    known = [figure for figure in paid if figure]
    return Worked(together([number(figure) for figure in known]), tuple(computed(figure) for figure in known))


@declare(
    "budget.use_a_year",
    "use of vehicles and equipment a year",
    "dollars a year",
    formula="purchase and fit-out ÷ years of use, each rounded, added up; the budget above shows cash instead",
    source=("boulder",),
    reads=(costed,),
)
def use_a_year(asked: Given) -> Worked | None:
    found = asked.once(costed)
    bought = [line.cost for line in found.lines if line.cost.once and line.cost.life] if found else []
    if not bought:
        return None
    inputs = tuple(item for cost in bought for item in cost.inputs)
    return Worked(together([yearly_of_purchase(cost) for cost in bought]), inputs)


@declare(
    "budget.cost_per_contact",
    "cost per contact",
    "dollars",
    formula="cost of the first year ÷ contacts in the first year",
    source=("star-cost",),
    reads=(first_year, first_year_contacts, cover_share_vacancy, reads.COVER_FLOOR),
)
def cost_per_contact(asked: Given) -> Worked | None:
    """None where the positions cover so little of the hours that nobody can take the contacts for real."""
    full, reached = asked.figure(first_year), asked.figure(first_year_contacts)
    cover = asked.figure(cover_share_vacancy)
    if full is None or reached is None or not reached.value:
        return None
    if cover is not None and number(cover) < number(asked.assumed(reads.COVER_FLOOR)):
        return None
    each = cents(Fraction(number(full)) / Fraction(number(reached)))
    return Worked(each, (computed(full), computed(reached)))


TOTALS: tuple[Declared, ...] = (
    *(line, total_cost, total_gap, first_year, full_year_positions),
    *(use_a_year, cost_per_contact),
)
