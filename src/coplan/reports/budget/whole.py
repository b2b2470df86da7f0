"""The budget of a plan as a report: cost, money and gap by year first, then what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coplan.content.answers.values import Day, join_words
from coplan.figures.budget.avoided import Avoidance, AvoidedEvent
from coplan.figures.budget.budget_months import month_words
from coplan.figures.budget.cost.indirect import federal_base
from coplan.figures.budget.figures import budget
from coplan.figures.budget.funds.funding import SHORT, Ending, to_advance
from coplan.figures.budget.over_time.fiscal import FISCAL
from coplan.figures.budget.result import GROUPS, Budget
from coplan.figures.budget.shares import CostShares
from coplan.figures.given import given, number
from coplan.figures.money import together
from coplan.numerals import grouped, with_cents
from coplan.plan.view import Answers
from coplan.reports.assumed import assumed_section
from coplan.reports.budget.optional_parts import billed_section, party_year_sections, past_section, raises_section
from coplan.reports.budget.tables import (
    avoided_table,
    cost_table,
    cost_words,
    line_table,
    money_table,
    month_table,
    paid_table,
    share_table,
    unfunded_table,
)
from coplan.reports.figure_words import NO_NAME, first_upper
from coplan.reports.titled import Line, Part, Report, Section, Table, lines

ROUNDING = (
    "Each line of a year is rounded half up to the cent; its months add up to it, and totals are sums of rounded lines."
)
CASH = "Vehicles and equipment are counted when they are bought: over the start-up, and again after their years of use."


def budget_report(answers: Answers, *, months: bool = False, explain: bool = False) -> Report:
    """The whole budget; with `months` month by month, with `explain` every line with its arithmetic."""
    found = budget(answers)
    sections: list[Section] = []
    if found.calendar:
        sections += [*past_section(answers), *_cost(found, explain=explain), _money(found), *_unfunded(found)]
        sections += [*_fiscal(answers), *party_year_sections(answers), *raises_section(found)]
        sections += [_months(found)] if months else []
        sections += _endings(found.endings)
    if found.match_required:
        sections.append(_match(found))
    if found.shares:
        sections.append(_shares(found, found.shares))
    sections += billed_section(answers, found)
    if found.avoidance:
        sections.append(_avoided(found.avoidance))
    return Report(f"{answers.program or NO_NAME}: budget", [*sections, *_ends(found, answers)])


def budget_change(answers: Answers, other: Answers, change: Sequence[str]) -> Report:
    """Two columns: today, and with the change."""
    today, then = budget(answers), budget(other)
    both = [_key_figures(found) for found in (today, then)]
    rows = [[name, both[0].get(name, "–"), both[1].get(name, "–")] for name in both[0] | both[1]]
    parts = (Line("The plan stays as it is."), Line(), Table(["", "Today", "With the change"], rows))
    title = f"{answers.program or NO_NAME}: budget, what if {join_words(list(change))}"
    return Report(title, _ends(then, other), parts)


def _key_figures(found: Budget) -> dict[str, str]:
    named: dict[str, str] = {}
    for what, amounts in (
        ("Cost", found.cost),
        ("Gap", found.gap),
        ("Gap if everything comes", found.gap_if_all_comes),
        ("Not covered by secured money that may pay it", found.unfunded),
    ):
        for period, amount in zip(found.periods, amounts, strict=True):
            named[f"{what}, {period.name.lower()}"] = with_cents(amount)
        named[f"{what}, all together"] = with_cents(together(amounts))
    short = next((month_words(row.month) for row in found.gaps if row.unfunded >= SHORT), "never")
    named["Secured money runs out in"] = short
    for figure in found.figures[1:]:
        named[first_upper(figure.label)] = with_cents(number(figure))
    named["Match that is missing"] = with_cents(found.match_gap)
    return named


def _cost(found: Budget, *, explain: bool) -> list[Section]:
    spans = [Line(f"{period.name}: {period.span}") for period in found.periods]
    table = cost_table(found, found.lines)
    growth = f", then {grouped(found.growth.value)}% more each year" if found.growth else ""
    after: list[Part] = [Line(f"{_priced(found)}{growth}.", wrap=True), Line(ROUNDING), Line(CASH)]
    if base := federal_base(found.terms):
        after.append(Line(base, wrap=True))
    for figure in found.figures[1:]:
        words = f"{first_upper(figure.label)}: {with_cents(number(figure))} ({figure.formula})."
        after.append(Line(words, wrap=True))
    if not explain:
        return [Section("Cost", [*spans, Line(), table, Line(), *after])]
    groups = list(_groups(found))
    last = groups[-1:] or [Section("Cost", [*spans, Line(), table])]
    whole = Section(last[-1].title, [*last[-1].parts, Line(), *after])
    return [Section("Cost", [*spans, Line(), table]), *groups[:-1], whole] if groups else [whole]


def _priced(found: Budget) -> str:
    """At which prices the first year stands."""
    since = found.periods[0].since
    if not since:
        return "At the plan's prices in the start-up and year 1"
    return f"The plan's prices have grown for {since} {'year' if since == 1 else 'years'} in the start-up and year 1"


def _groups(found: Budget) -> Iterator[Section]:
    """Every line of cost by group, each with its arithmetic."""
    for group, label in GROUPS.items():
        of_group = [line for line in found.lines if line.cost.group == group]
        if of_group:
            words = lines([f"    {line.cost.label}: {cost_words(line.cost)}" for line in of_group])
            yield Section(label, [line_table(found, of_group), *words])


def _money(found: Budget) -> Section:
    spread = "Each source is spread evenly over its own time. Secured: awarded or in hand."
    parts: list[Part] = [money_table(found), Line(), Line(spread)]
    outside = [source for source in found.sources if source.outside]
    if outside:
        named = join_words([f"{source.name} {with_cents(source.outside)}" for source in outside])
        parts.append(Line(f"Falls on months before or after this budget: {named}.", wrap=True))
    return Section("Money and gap", [*parts, *_runs_out(found)])


def _unfunded(found: Budget) -> list[Section]:
    """Money is not one pot: what stays unpaid, what is left, and what must be advanced."""
    if not found.lines:
        return []
    left = [f"{name} {with_cents(amount)}" for name, amount in found.left if amount >= 1]
    late = [source for source in found.sources if source.late]
    notes = [f"Left when a source ends, or with the budget: {join_words(left)}."] if left else []
    if late:
        most, names = with_cents(max(to_advance(late))), join_words([one.name for one in late])
        notes.append(f"On reimbursement: {names}. At most {most} is advanced.")
    parts: list[Part] = [unfunded_table(found), *([Line()] if notes else []), *(Line(one, wrap=True) for one in notes)]
    sections = [Section("Not covered by money that may pay it", parts)]
    return [*sections, Section("What each source pays, if every source comes", [paid_table(found)])]


def _fiscal(answers: Answers) -> list[Section]:
    """Cost, and what secured money leaves, by the fiscal year of the agency that keeps the budget."""
    asked = given(answers)
    cost, unfunded = (asked.each(declared) for declared in FISCAL)
    rows = [[year, with_cents(number(cost[year])), with_cents(number(unfunded[year]))] for year in cost]
    table = Table(["", "Cost", "Not covered by secured money"], rows, numbers=True)
    words = "A fiscal year has the name of the year in which it ends; the first and the last hold part of their months."
    return [Section("By fiscal year", [table, Line(), Line(words, wrap=True)])] if rows else []


def _runs_out(found: Budget) -> Iterator[Line]:
    for name, short in (
        ("Secured money", [(row.month, row.unfunded) for row in found.gaps]),
        ("All money together", [(row.month, row.unfunded_if_all) for row in found.gaps]),
    ):
        month = next((month for month, amount in short if amount >= SHORT), None)
        if month is None:
            yield Line(f"{name} pays all that it may pay to the end of the budget.")
        else:
            yield Line(f"{name} first leaves something unpaid in {month_words(month)}, counting what was left before.")


def _months(found: Budget) -> Section:
    words = (
        "Not covered: of every line what no secured money that may pay it pays, with what was left before. Balance: "
        "all money less all cost from the start, as if any money could pay anything."
    )
    return Section("Month by month", [month_table(found), Line(), Line(words, wrap=True)])


def _endings(endings: Sequence[Ending]) -> list[Section]:
    parts = []
    for ending in endings:
        status = "" if ending.source.secured else f" ({ending.source.status})"
        end = ending.source.end
        assert end is not None
        pays = f" It pays for: {join_words(ending.positions)}." if ending.positions else ""
        words = (
            f"{ending.source.name}{status} ends on {Day(end.year, end.month, end.day)} and brings "
            f"{with_cents(ending.paid)} a month until then.{pays} In {month_words(ending.month)}, with a cost of "
            f"{with_cents(ending.cost)}, secured money leaves {with_cents(ending.uncovered)} uncovered; "
            f"{with_cents(ending.uncovered_if_all)} if everything comes."
        )
        parts.append(Line(words, wrap=True, hang=4))
    return [Section("When a source ends", parts)] if parts else []


def _match(found: Budget) -> Section:
    missing = f"{with_cents(found.match_gap)} is missing" if found.match_gap else "nothing is missing"
    asked, named = with_cents(found.match_required), with_cents(found.match_found)
    words = f"The sources ask for {asked} (by the terms of each), the plan names {named}: {missing}."
    return Section("Match", [Line(words)])


def _shares(found: Budget, shares: CostShares) -> Section:
    rule = f"Rule: {shares.rule}. {shares.counted_on}"
    parts: list[Part] = [Line(rule, wrap=True), Line()] if shares.rule else []
    return Section("Shares of the cost", [*parts, share_table(found, shares), *_missing(shares.holes)])


def _avoided(avoided: Avoidance) -> Section:
    parts: list[Part] = []
    if avoided.contacts is not None:
        percents = join_words([f"{grouped(item.value)}%" for item in avoided.shares])
        count = grouped(avoided.contacts.amount)
        parts += [
            avoided_table(avoided),
            Line(f"Contacts in the first year ({count}) × {percents} of them × cost of one event."),
        ]
    for event in avoided.events:
        words = (
            f"{event.event}: {with_cents(event.price)} ({event.year}, {event.basis}; {event.source}), "
            f"{with_cents(event.today)}{_price_range(event)} at prices of {avoided.year}. "
            f"{event.break_even:,} such events avoided would cost as much as the first year."
        )
        parts.append(Line(words, wrap=True, hang=4))
    return Section("Gross avoided cost, a year", [*parts, *lines(avoided.caveats), *_missing(avoided.holes)])


def _price_range(event: AvoidedEvent) -> str:
    """The ends of the range of a price, where the plan names them."""
    low, middle, high = event.todays
    return "" if low == middle == high else f" ({with_cents(low)} to {with_cents(high)})"


def _missing(holes: Sequence[tuple[str, str]]) -> list[Line]:
    return [Line(f"Missing: {what}.") for _, what in holes]


def _ends(found: Budget, answers: Answers) -> list[Section]:
    """What is missing, what is assumed, and what is not counted by rule."""
    missing = lines([f"{first_upper(what)}: answer {key}." for key, what in found.holes])
    return [
        *([Section("Missing, and not in these figures", missing)] if missing else []),
        *assumed_section(found.assumed, answers.pack),
        Section("Not counted by rule", lines(found.apart)),
    ]
