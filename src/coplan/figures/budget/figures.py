"""The figures of the budget: by year, by month, match, shares and avoided cost. Dollars to the cent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.actuals import PAST
from coplan.figures.budget.avoided import LEVELS
from coplan.figures.budget.billed import BILLED
from coplan.figures.budget.contributions import CONTRIBUTED
from coplan.figures.budget.fiscal import FISCAL
from coplan.figures.budget.funding import SHORT, Ending, MonthGap, to_advance
from coplan.figures.budget.lines import yearly_of_purchase
from coplan.figures.budget.months import Period, month_words
from coplan.figures.budget.party_years import PARTY_YEARS
from coplan.figures.budget.plan import avoided, calendar, costed, funded, matched, money, shares
from coplan.figures.budget.result import Budget
from coplan.figures.declared import Declared, Each, Step, Worked, declare, step
from coplan.figures.given import Given, computed, given, number
from coplan.figures.money import NOTHING, cents, together
from coplan.figures.staffing.months import first_year_contacts
from coplan.figures.staffing.people import cover_share_vacancy
from coplan.plan.view import Answers

Found = TypeVar("Found")
YEARS = "0 for the start-up (only if there is any), and 1, 2, … for the years from the launch"


def budget(answers: Answers) -> Budget:
    """The whole budget of a plan. Money that the plan does not name is a hole or a marked assumption, never a guess."""
    return answers.once(_budget)


def _budget(answers: Answers) -> Budget:
    asked = given(answers)
    found, more = asked.once(funded), asked.once(avoided)
    figures = (asked.figure(declared) for declared in (first_year, use_a_year, cost_per_contact))
    return replace(
        found,
        shares=asked.once(shares),
        avoidance=more,
        figures=tuple(figure for figure in figures if figure),
        own=(*found.own, *((*more.shares, *([more.rate] if more.rate else [])) if more else ())),
    )


@step(calendar)
def periods(asked: Given) -> Mapping[int, Period]:
    """The start-up and the years of the budget."""
    placed = asked.once(calendar)
    return {period.key: period for period in placed.periods} if placed else {}


EACH_YEAR = Each(f"year: {YEARS}", periods)


@declare(
    "budget.cost_by_year",
    "cost",
    "dollars",
    formula="every line of the year and indirect cost, added up",
    reads=(costed,),
    each=EACH_YEAR,
)
def cost_by_year(asked: Given, year: int) -> Worked | None:
    found = asked.once(costed)
    if found is None or not found.lines:
        return None
    amount = dict(zip(asked.once(periods), found.cost, strict=True))[year]
    return Worked(amount, label=_of_year(asked, cost_by_year, year))


@declare(
    "budget.secured_by_year",
    "secured money",
    "dollars",
    formula="money that is awarded or in hand, spread evenly over its own time, as far as it falls on the year",
    reads=(money,),
    each=EACH_YEAR,
)
def secured_by_year(asked: Given, year: int) -> Worked:
    return _money(asked, secured_by_year, year, secured=True)


@declare(
    "budget.hoped_by_year",
    "money only hoped for",
    "dollars",
    formula="money neither awarded nor in hand, spread evenly over its own time, as far as it falls on the year",
    reads=(money,),
    each=EACH_YEAR,
)
def hoped_by_year(asked: Given, year: int) -> Worked:
    return _money(asked, hoped_by_year, year, secured=False)


@declare(
    "budget.gap_by_year",
    "gap",
    "dollars",
    formula="cost − secured money; below zero, money is left",
    reads=(cost_by_year, secured_by_year),
    each=EACH_YEAR,
)
def gap_by_year(asked: Given, year: int) -> Worked | None:
    return _less(asked, gap_by_year, year, cost_by_year, secured_by_year)


@declare(
    "budget.gap_if_all_by_year",
    "gap if every source comes",
    "dollars",
    formula="gap − money only hoped for; below zero, money is left",
    reads=(gap_by_year, hoped_by_year),
    each=EACH_YEAR,
)
def gap_if_all_by_year(asked: Given, year: int) -> Worked | None:
    return _less(asked, gap_if_all_by_year, year, gap_by_year, hoped_by_year)


def _money(asked: Given, declared: Declared, year: int, *, secured: bool) -> Worked:
    found, placed = asked.once(money)[0], asked.once(periods)
    first = min(period.first for period in placed.values())
    amounts = [one.months[month - first] for one in found if one.secured is secured for month in placed[year].months]
    return Worked(together(amounts), label=_of_year(asked, declared, year))


def _less(asked: Given, declared: Declared, year: int, one: Declared, other: Declared) -> Worked | None:
    whole, part = asked.figure(one, year), asked.figure(other, year)
    if whole is None or part is None:
        return None
    inputs = (computed(whole), computed(part))
    return Worked(number(whole) - number(part), inputs, label=_of_year(asked, declared, year))


def _of_year(asked: Given, declared: Declared, year: int) -> str:
    return f"{declared.label}, {asked.once(periods)[year].name.lower()}"


@declare(
    "budget.unfunded_by_year",
    "not covered by secured money that may pay it",
    "dollars",
    formula="of every line and month what no secured source that may pay it pays; money for other uses hides nothing",
    reads=(funded, periods),
    each=EACH_YEAR,
)
def unfunded_by_year(asked: Given, year: int) -> Worked | None:
    return _unpaid(asked, unfunded_by_year, year, asked.once(funded).unfunded)


@declare(
    "budget.unfunded_if_all_by_year",
    "not covered if every source comes",
    "dollars",
    formula="of every line and month what no source that may pay it pays",
    reads=(funded, periods),
    each=EACH_YEAR,
)
def unfunded_if_all_by_year(asked: Given, year: int) -> Worked | None:
    return _unpaid(asked, unfunded_if_all_by_year, year, asked.once(funded).unfunded_if_all)


def _unpaid(asked: Given, declared: Declared, year: int, amounts: Sequence[Decimal]) -> Worked | None:
    if not asked.once(funded).lines:
        return None
    return Worked(dict(zip(asked.once(periods), amounts, strict=True))[year], label=_of_year(asked, declared, year))


@step(funded)
def positions_and_lines(asked: Given) -> Mapping[str, int]:
    """The lines of cost by their words, and their place."""
    return {line.cost.label: place for place, line in enumerate(asked.once(funded).lines)}


@declare(
    "budget.unfunded",
    "not covered if every source comes",
    "dollars",
    formula="what no source that may pay this line pays of it, with its part of the indirect cost, in all months",
    reads=(funded, positions_and_lines),
    each=Each("line of cost, by its words", positions_and_lines),
)
def unfunded(asked: Given, line: str) -> Worked:
    months = asked.once(funded).unpaid_if_all[asked.once(positions_and_lines)[line]]
    return Worked(together(months), label=f"not covered if every source comes: {line}")


@declare(
    "budget.bound_money_left",
    "years with enough money together and lines that it may not pay",
    formula="names of the years in which all money is at least the cost, and a line stays unpaid by a dollar or more",
    reads=(funded,),
)
def bound_money_left(asked: Given) -> Worked:
    found = asked.once(funded)
    rows = zip(found.periods, found.gap_if_all_comes, found.unfunded_if_all, strict=True) if found.lines else ()
    return Worked(tuple(period.name for period, gap, unpaid in rows if gap <= 0 and unpaid >= 1))


@declare(
    "budget.cash_to_advance",
    "cash to advance before reimbursements arrive",
    "dollars",
    formula="the largest sum, at the end of any month, of money that is spent and comes after the months of its delay",
    reads=(funded,),
)
def cash_to_advance(asked: Given) -> Worked | None:
    found = [source for source in asked.once(funded).sources if source.late]
    return Worked(max(to_advance(found))) if found else None


@declare(
    "budget.short_years",
    "years with a gap",
    formula="names of the years in which cost is above secured money",
    reads=(gap_by_year, periods),
)
def short_years(asked: Given) -> Worked:
    return _short(asked, gap_by_year)


@declare(
    "budget.short_years_if_all",
    "years with a gap even if every source comes",
    formula="names of the years in which cost is above all money",
    reads=(gap_if_all_by_year, periods),
)
def short_years_if_all(asked: Given) -> Worked:
    return _short(asked, gap_if_all_by_year)


def _short(asked: Given, gap: Declared) -> Worked:
    names = asked.once(periods)
    return Worked(tuple(names[year].name for year, figure in asked.each(gap).items() if number(figure) >= 1))


def _month(
    name: str, label: str, formula: str, rests_on: Step[Found | None], month: Callable[[Found], int | None]
) -> Declared:
    """A month, in words such as October 2027."""

    def work(asked: Given) -> Worked | None:
        on = asked.once(rests_on)
        found = None if on is None else month(on)
        return None if found is None else Worked(month_words(found))

    return declare(f"budget.{name}", label, "month", formula=formula, reads=(rests_on,))(work)


MONTHS = (
    _month(
        "first_month",
        "first month of the budget",
        "the month of the first hire, or of the launch without an earlier one",
        calendar,
        lambda placed: placed.first,
    ),
    _month(
        "last_month",
        "last month of the budget",
        "the last month of the last year",
        calendar,
        lambda placed: placed.months[-1],
    ),
    _month(
        "first_cost_month",
        "first month with cost",
        "the first month in which any line costs money",
        costed,
        lambda found: next((month for month, cost in _costs(found) if cost), None),
    ),
    _month(
        "first_gap_month",
        "first month in which secured money is short",
        "the first month whose balance of secured money less cost, from the first month on, is below −$1",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.balance < SHORT), None),
    ),
    _month(
        "first_gap_month_if_all",
        "first month in which all money together is short",
        "the first month whose balance of all money less cost, from the first month on, is below −$1",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.balance_if_all < SHORT), None),
    ),
    _month(
        "first_unfunded_month",
        "first month with cost and no money at all",
        "the first month with cost, and with no money, secured or only hoped for",
        funded,
        lambda found: next((row.month for row in _rows(found) if row.cost and not row.secured + row.hoped), None),
    ),
)


def _costs(found: Budget) -> Iterable[tuple[int, Decimal]]:
    return zip(found.calendar.months, found.cost_months, strict=True) if found.calendar and found.lines else ()


def _rows(found: Budget) -> Sequence[MonthGap]:
    return found.gaps if found.lines else ()


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
    formula="gap of every year, added up; at least zero",
    reads=(gap_by_year,),
)
def total_gap(asked: Given) -> Worked | None:
    found = list(asked.each(gap_by_year).values())
    total = max(together([number(one) for one in found]), NOTHING)
    return Worked(total, tuple(computed(one) for one in found)) if found else None


@declare(
    "budget.first_year",
    "cost of the first year",
    "dollars",
    formula="all lines of year 1 with indirect cost, added up",
    reads=(costed,),
)
def first_year(asked: Given) -> Worked | None:
    found = asked.once(costed)
    if found is None:
        return None
    return Worked(found.first_year, tuple(item for item in (found.growth, found.indirect_rate) if item))


@declare(
    "budget.full_year_positions",
    "pay with benefits of a full year",
    "dollars",
    formula="FTE × pay × (1 + benefits) of every position, rounded, added up",
    reads=(costed,),
)
def full_year_positions(asked: Given) -> Worked | None:
    found = asked.once(costed)
    if found is None or not found.lines:
        return None
    return Worked(together([cents(line.cost.amount) for line in found.lines if line.cost.group == "positions"]))


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


@declare(
    "budget.match_required",
    "match that the sources ask for",
    "dollars",
    formula="amount of each source × its match in percent, rounded, added up",
    reads=(matched,),
)
def match_required(asked: Given) -> Worked:
    return Worked(asked.once(matched)[0])


@declare(
    "budget.match_found",
    "match that the plan names",
    "dollars",
    formula="the amounts of the sources of match, added up",
    reads=(matched,),
)
def match_found(asked: Given) -> Worked:
    return Worked(asked.once(matched)[1])


@declare(
    "budget.match_gap",
    "match that is missing",
    "dollars",
    formula="match that the sources ask for − match that the plan names; at least zero",
    reads=(match_required, match_found),
)
def match_gap(asked: Given) -> Worked | None:
    required, found = asked.figure(match_required), asked.figure(match_found)
    if required is None or found is None:
        return None
    return Worked(max(number(required) - number(found), NOTHING), (computed(required), computed(found)))


@declare(
    "budget.funded_share",
    "share of the cost that secured money covers",
    "percent",
    formula="secured money of the budget's months ÷ cost; at most 100%",
    reads=(funded,),
)
def funded_share(asked: Given) -> Worked | None:
    return _funded(asked.once(funded), all_of_it=False)


@declare(
    "budget.funded_share_if_all",
    "share of the cost that all money together covers",
    "percent",
    formula="all money of the budget's months ÷ cost; at most 100%",
    reads=(funded,),
)
def funded_share_if_all(asked: Given) -> Worked | None:
    return _funded(asked.once(funded), all_of_it=True)


def _funded(found: Budget, *, all_of_it: bool) -> Worked | None:
    cost = together(found.cost)
    if not found.lines or not cost:
        return None
    paid = together([row.secured + (row.hoped if all_of_it else NOTHING) for row in found.gaps])
    return Worked(min(paid / cost, Decimal(1)).quantize(Decimal("0.001")) * 100)


@step(funded)
def ending_sources(asked: Given) -> Mapping[str, Ending]:
    """The sources that end before the budget does, by name."""
    return {ending.source.name: ending for ending in asked.once(funded).endings}


@declare(
    "budget.ending",
    "sources that end before the budget does",
    formula="names of the sources whose last day is before the last month of the budget",
    reads=(ending_sources,),
)
def ending(asked: Given) -> Worked:
    return Worked(tuple(asked.once(ending_sources)))


@declare(
    "budget.uncovered_after",
    "uncovered in the month after a source ends",
    "dollars",
    formula="cost of the month − secured money of the month; at least zero",
    reads=(ending_sources,),
    each=Each("source that ends before the budget does, by its name", ending_sources),
)
def uncovered_after(asked: Given, source: str) -> Worked:
    label = f"uncovered in the month after {source} ends"
    return Worked(asked.once(ending_sources)[source].uncovered, label=label)


@declare(
    "budget.shares_missing",
    "whether the rule of cost sharing lacks its numbers",
    formula="yes if a party's measure by the rule of the plan is missing",
    reads=(shares,),
)
def shares_missing(asked: Given) -> Worked:
    found = asked.once(shares)
    return Worked(bool(found and found.holes))


def _avoided(level: str, place: int) -> Declared:
    def work(asked: Given) -> Worked | None:
        found = asked.once(avoided)
        return Worked(found.totals[place], (found.shares[place],)) if found and found.totals else None

    return declare(
        f"budget.avoided_{level}",
        f"gross avoided cost a year, {level}",
        "dollars",
        formula="contacts a year × share of them × cost of one event, of every kind of event, added up",
        reads=(avoided,),
    )(work)


AVOIDED = tuple(_avoided(level, place) for place, level in enumerate(LEVELS))


@declare(
    "budget.complete",
    "whether nothing is missing in the budget",
    formula="yes if the plan names everything that the budget asks for",
    reads=(funded,),
)
def complete(asked: Given) -> Worked:
    return Worked(not asked.once(funded).holes)


@declare(
    "budget.holes", "what the budget lacks", formula="everything that the budget asks for and the plan does not name",
    reads=(funded,),
)  # fmt: skip
def holes(asked: Given) -> Worked:
    return Worked(tuple(what for _, what in asked.once(funded).holes))


@declare(
    "budget.assumed",
    "assumptions that stand in for answers",
    formula="names of the assumptions that went into the budget",
    reads=(costed, avoided),
)
def assumed(asked: Given) -> Worked:
    found, more = asked.once(costed), asked.once(avoided)
    used = (*(found.own if found else ()), *(more.shares if more else ()))
    names = (item.key.removeprefix("assumptions.") for item in used if item.origin == "assumed")
    return Worked(tuple(dict.fromkeys(names)))


FIGURES: tuple[Declared, ...] = (
    *(cost_by_year, secured_by_year, hoped_by_year, gap_by_year, gap_if_all_by_year),
    *(*FISCAL, *PARTY_YEARS, *PAST, *BILLED, *CONTRIBUTED),
    *(unfunded_by_year, unfunded_if_all_by_year, unfunded, bound_money_left, cash_to_advance),
    *(short_years, short_years_if_all, *MONTHS, total_cost, total_gap, first_year, full_year_positions),
    *(use_a_year, cost_per_contact, match_required, match_found, match_gap, funded_share, funded_share_if_all),
    *(ending, uncovered_after, shares_missing, *AVOIDED, complete, holes, assumed),
)
