"""The budget of a plan as people read it on a projector."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from textwrap import fill

from coplan.cli import show
from coplan.cli.numbers.assumed import print_assumed
from coplan.content.answers.values import Day, join_words
from coplan.figures.budget.avoided import Avoidance
from coplan.figures.budget.figures import budget
from coplan.figures.budget.funding import SHORT, Ending, to_advance
from coplan.figures.budget.months import first_day, month_words
from coplan.figures.budget.result import GROUPS, Budget, Cost, Line
from coplan.figures.budget.shares import CostShares
from coplan.figures.money import shown_money, together
from coplan.figures.rounding import rounded, shown
from coplan.plan.view import Answers

ROUNDING = (
    "Each line of a year is rounded half up to the cent; its months add up to it, and totals are sums of rounded lines."
)
CASH = "Vehicles and equipment are counted when they are bought: over the start-up, and again after their years of use."


def print_budget(answers: Answers, *, months: bool, explain: bool) -> None:
    """The whole budget: cost, money and gap by year first, then what follows from it."""
    found = budget(answers)
    show.result(f"{answers.program or show.NO_NAME}: budget")
    if found.calendar:
        _cost(found, explain=explain)
        _money(found)
        if months:
            _months(found)
        _endings(found.endings)
    _match(found)
    if found.shares:
        _shares(found, found.shares)
    if found.avoidance:
        _avoided(found.avoidance)
    _ends(found, answers)


def print_change(answers: Answers, other: Answers, change: Sequence[str]) -> None:
    """Two columns: today, and with the change."""
    today, then = budget(answers), budget(other)
    show.result(f"{answers.program or show.NO_NAME}: budget, what if {join_words(list(change))}")
    show.result("The plan stays as it is.\n")
    both = [_key_figures(found) for found in (today, then)]
    rows = [[name, both[0].get(name, "–"), both[1].get(name, "–")] for name in both[0] | both[1]]
    show.table(["", "Today", "With the change"], rows)
    _ends(then, other)


def _key_figures(found: Budget) -> dict[str, str]:
    named: dict[str, str] = {}
    for what, amounts in (
        ("Cost", found.cost),
        ("Gap", found.gap),
        ("Gap if everything comes", found.gap_if_all_comes),
    ):
        for period, amount in zip(found.periods, amounts, strict=True):
            named[f"{what}, {period.name.lower()}"] = shown_money(amount)
        named[f"{what}, all together"] = shown_money(together(amounts))
    short = next((month_words(row.month) for row in found.gaps if row.balance < SHORT), "never")
    named["Secured money runs out in"] = short
    for figure in found.figures[1:]:
        named[figure.label[:1].upper() + figure.label[1:]] = shown_money(Decimal(figure.amount))
    named["Match that is missing"] = shown_money(found.match_gap)
    return named


def _heads(found: Budget, first: str = "") -> list[str]:
    return [first, *(period.name for period in found.periods), "Together"]


def _row(label: str, amounts: Sequence[Decimal]) -> list[str]:
    return [label, *(shown_money(amount) for amount in amounts), shown_money(together(amounts))]


def _cost(found: Budget, *, explain: bool) -> None:
    show.result("\nCost\n")
    for period in found.periods:
        show.result(f"{period.name}: {period.span}")
    show.result()
    rows = [_row(label, found.group(group)) for group, label in GROUPS.items() if any(found.group(group))]
    if found.indirect_rate:
        rows.append(_row(f"Indirect cost, {shown(found.indirect_rate.value)}%", found.by_period(found.indirect)))
    show.numbers(_heads(found), [*rows, _row("Total", found.cost)])
    if explain:
        _lines(found)
    growth = f", then {shown(found.growth.value)}% more each year" if found.growth else ""
    show.result(f"\nAt the plan's prices in the start-up and year 1{growth}.")
    show.result(ROUNDING)
    show.result(CASH)
    for figure in found.figures[1:]:
        words = figure.label[:1].upper() + figure.label[1:]
        show.result(fill(f"{words}: {shown_money(Decimal(figure.amount))} ({figure.formula}).", 100))


def _lines(found: Budget) -> None:
    for group, label in GROUPS.items():
        lines = [line for line in found.lines if line.cost.group == group]
        if lines:
            show.result(f"\n{label}\n")
            show.numbers(_heads(found), [_row(line.cost.label, found.by_period(line.months)) for line in lines])
            for line in lines:
                show.result(_arithmetic(line))


def _arithmetic(line: Line) -> str:
    cost = line.cost
    return f"    {cost.label}: {in_words(cost)}"


def in_words(cost: Cost) -> str:
    """The arithmetic of a line: 2.5 FTE × $88,000 × 1.32 = $290,400 a year, from July 1, 2027."""
    number = f"{shown(cost.number)} {cost.unit}".rstrip() + " × "
    if number == "1 × " and not cost.once and not cost.extra:
        number = ""
    extra = f" × {shown(1 + cost.extra / 100)}" if cost.extra else ""
    exact = rounded(Decimal(cost.amount.numerator) / Decimal(cost.amount.denominator), 2)
    rate = "once" if cost.once else "a year"
    life = f", again after {shown(cost.life)} years" if cost.life else ""
    start = f", from {Day(cost.starts_on.year, cost.starts_on.month, cost.starts_on.day)}" if cost.starts_on else ""
    result = f" = {shown_money(exact)}" if number or extra else ""
    return f"{number}{shown_money(cost.price)}{extra}{result} {rate}{life}{start}"


def _money(found: Budget) -> None:
    show.result("\nMoney and gap\n")
    rows = [_row(f"{source.name} ({source.status})", found.by_period(source.months)) for source in found.sources]
    rows += [
        _row("Secured", found.funding(secured=True)),
        _row("Only hoped for", found.funding(secured=False)),
        _row("Cost less secured money", found.gap),
        _row("Cost less all money", found.gap_if_all_comes),
    ]
    show.numbers(_heads(found), rows)
    show.result(
        "\nEach source is spread evenly over its own time. Secured: awarded or in hand. Below zero, money is left."
    )
    outside = [source for source in found.sources if source.outside]
    if outside:
        named = join_words([f"{source.name} {shown_money(source.outside)}" for source in outside])
        show.result(fill(f"Falls on months before or after this budget: {named}.", 100))
    _runs_out(found)
    _unfunded(found)


def _unfunded(found: Budget) -> None:
    """Each line that no source which may pay it pays, if every source comes; and cash that must be advanced."""
    if not found.lines:
        return
    short = [
        (line, months) for line, months in zip(found.lines, found.unpaid_if_all, strict=True) if together(months) >= 1
    ]
    show.result("\nNot covered by money that may pay it\n")
    rows = [_row(f"{line.cost.label} (if every source comes)", found.by_period(months)) for line, months in short]
    rows += [_row("All lines, if every source comes", found.unfunded_if_all)]
    rows += [_row("All lines, by secured money", found.unfunded)]
    show.numbers(_heads(found), rows)
    left = [f"{name} {shown_money(amount)}" for name, amount in found.left if amount >= 1]
    if left:
        show.result(fill(f"Left when a source ends, or with the budget: {join_words(left)}.", 100))
    late = [source for source in found.sources if source.late]
    if late:
        most = shown_money(max(to_advance(late)))
        show.result(
            fill(f"On reimbursement: {join_words([one.name for one in late])}. At most {most} is advanced.", 100)
        )


def _runs_out(found: Budget) -> None:
    for name, balances in (
        ("Secured money", [(row.month, row.balance) for row in found.gaps]),
        ("All money together", [(row.month, row.balance_if_all) for row in found.gaps]),
    ):
        month = next((month for month, balance in balances if balance < SHORT), None)
        if month is None:
            show.result(f"{name} lasts to the end of the budget.")
        else:
            show.result(f"{name} is first short in {month_words(month)}, counting what was left over before.")


def _months(found: Budget) -> None:
    show.result("\nMonth by month\n")
    rows = [
        [
            first_day(row.month).isoformat()[:7],
            *(shown_money(amount) for amount in (row.cost, row.secured, row.hoped, row.gap)),
            *(shown_money(amount) for amount in (row.balance, row.balance_if_all)),
        ]
        for row in found.gaps
    ]
    show.numbers(["", "Cost", "Secured", "Hoped for", "Gap", "Balance", "Balance if all comes"], rows)
    show.result(
        "\nGap: cost of the month that its secured money does not cover. Balance: money less cost from the start."
    )


def _endings(endings: Sequence[Ending]) -> None:
    if not endings:
        return
    show.result("\nWhen a source ends\n")
    for ending in endings:
        status = "" if ending.source.secured else f" ({ending.source.status})"
        end = ending.source.end
        assert end is not None
        pays = f" It pays for: {join_words(ending.positions)}." if ending.positions else ""
        words = (
            f"{ending.source.name}{status} ends on {Day(end.year, end.month, end.day)} and brings "
            f"{shown_money(ending.paid)} a month until then.{pays} In {month_words(ending.month)}, with a cost of "
            f"{shown_money(ending.cost)}, secured money leaves {shown_money(ending.uncovered)} uncovered; "
            f"{shown_money(ending.uncovered_if_all)} if everything comes."
        )
        show.result(fill(words, 100, subsequent_indent="    "))


def _match(found: Budget) -> None:
    if not found.match_required:
        return
    show.result("\nMatch\n")
    missing = f"{shown_money(found.match_gap)} is missing" if found.match_gap else "nothing is missing"
    asked, named = shown_money(found.match_required), shown_money(found.match_found)
    show.result(f"The sources ask for {asked} (amount × match), the plan names {named}: {missing}.")


def _shares(found: Budget, shares: CostShares) -> None:
    show.result("\nShares of the cost\n")
    if shares.rule:
        show.result(
            fill(f"Rule: {shares.rule}. Shares are of the whole cost, before grants and other money.", 100) + "\n"
        )
    rows = [_row(f"{part.party} ({part.basis})", part.amounts) for part in shares.parties]
    if rows:
        show.numbers(_heads(found), [*rows, _row("Total", found.cost)])
    for _, what in shares.holes:
        show.result(f"Missing: {what}.")


def _avoided(avoided: Avoidance) -> None:
    show.result("\nGross avoided cost, a year\n")
    if avoided.contacts is not None:
        rows = [[event.event, *(shown_money(amount) for amount in event.amounts)] for event in avoided.events]
        total = ["Together", *(shown_money(amount) for amount in avoided.totals)]
        show.numbers(["", "Low", "Middle", "High"], [*rows, total] if rows else [])
        percents = join_words([f"{shown(item.value)}%" for item in avoided.shares])
        show.result(f"Contacts a year ({shown(avoided.contacts.amount)}) × {percents} of them × cost of one event.")
    for event in avoided.events:
        show.result(
            fill(
                f"{event.event}: {shown_money(event.price)} ({event.year}, {event.basis}; {event.source}), "
                f"{shown_money(event.today)} at prices of {avoided.year}. "
                f"{event.break_even:,} such events avoided would cost as much as the first year.",
                100,
                subsequent_indent="    ",
            )
        )
    for caveat in avoided.caveats:
        show.result(caveat)
    for _, what in avoided.holes:
        show.result(f"Missing: {what}.")


def _ends(found: Budget, answers: Answers) -> None:
    if found.holes:
        show.result("\nMissing, and not in these figures\n")
        for key, what in found.holes:
            show.result(f"{what[:1].upper() + what[1:]}: answer {key}.")
    if found.assumed:
        print_assumed(found.assumed, answers)
    show.result("\nNot counted by rule\n")
    for words in found.apart:
        show.result(words)
