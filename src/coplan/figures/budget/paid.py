"""Who pays what: match, shares that money covers, lines that no source may pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.budget_months import begin, finish, month_of, share_of_month
from coplan.figures.budget.from_answers import costed, funded, matched, may_pay, money, unpaid_without_votes
from coplan.figures.budget.funds.funding import SHORT, FundingSource, to_advance
from coplan.figures.budget.funds.sources import cents_of, match_of
from coplan.figures.budget.result import Budget
from coplan.figures.declared import Declared, Each, Worked, declare, step
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number
from coplan.figures.money import NOTHING, cents, together
from coplan.numerals import with_cents


@step(funded)
def positions_and_lines(asked: Given) -> Mapping[str, int]:
    """The lines of cost by their words, and their place; a second one of the same words is told apart by its number."""
    found: dict[str, int] = {}
    for place, line in enumerate(asked.once(funded).lines):
        name, number = line.cost.label, 1
        while name in found:
            number += 1
            name = f"{line.cost.label} ({number})"
        found[name] = place
    return found


@declare(
    "budget.unfunded",
    "not covered if every source comes",
    "dollars",
    formula="what no source that may pay this line pays of it, with its part of the indirect cost, in all months",
    reads=(funded, positions_and_lines),
    each=Each("line of cost, by its words", positions_and_lines),
)
def unfunded(asked: Given, line: str) -> Worked:
    found, place = asked.once(funded), asked.once(positions_and_lines)[line]
    whole, left = together(found.loaded[place]), together(found.unpaid_if_all[place])
    inputs = (
        Input("cost of the line in all months, with its part of the indirect cost", whole, "dollars", "computed"),
        Input("paid by sources that may pay it", whole - left, "dollars", "computed", asked.key(reads.FUNDING)),
    )
    return Worked(left, inputs, label=f"not covered if every source comes: {line}")


@declare(
    "budget.bound_money_left",
    "years with enough money together and lines that it may not pay",
    formula="names of the years in which all money is at least the cost, and lines stay unpaid by a dollar or more in "
    "months in which a source has money left",
    reads=(funded,),
)
def bound_money_left(asked: Given) -> Worked:
    found = asked.once(funded)
    kept = found.by_period(_unpaid_beside_money(found)) if found.lines else ()
    rows = zip(found.periods, found.gap_if_all_comes, kept, strict=True) if found.lines else ()
    years = [(period.name, gap, unpaid) for period, gap, unpaid in rows]
    inputs = [
        Input(f"{words}, {name.lower()}", amount, "dollars", "computed")
        for name, gap, unpaid in years
        for words, amount in (("gap if every source comes", gap), ("not covered while a source has money left", unpaid))
    ]
    return Worked(tuple(name for name, gap, unpaid in years if gap <= 0 and unpaid >= 1), tuple(inputs))


def _unpaid_beside_money(found: Budget) -> list[Decimal]:
    """By month, what stays unpaid although a source that has not ended has a dollar or more left."""
    left = [NOTHING for _ in found.gaps]
    for source, (_, paid) in zip(found.sources, found.paid_if_all, strict=True):
        kept = accumulate(came - went for came, went in zip(source.months, paid, strict=True))
        ends = month_of(source.last) if source.last else found.gaps[-1].month
        left = [
            more + max(rest, NOTHING) * (row.month <= ends)
            for more, rest, row in zip(left, kept, found.gaps, strict=True)
        ]
    return [row.unfunded_if_all if rest >= SHORT else NOTHING for row, rest in zip(found.gaps, left, strict=True)]


@declare(
    "budget.cash_to_advance",
    "cash to advance before reimbursements arrive",
    "dollars",
    formula="the largest sum, at the end of any month, of money that is spent and comes after the months of its delay",
    reads=(funded,),
)
def cash_to_advance(asked: Given) -> Worked | None:
    found = [source for source in asked.once(funded).sources if source.late]
    key = asked.key(reads.FUNDING)
    inputs = [
        Input(
            f"{one.name}, {one.late} {'month' if one.late == 1 else 'months'} late", one.amount, "dollars", "plan", key
        )
        for one in found
    ]
    return Worked(max(to_advance(found)), tuple(inputs)) if found else None


@declare(
    "budget.match_required",
    "match that the sources ask for",
    "dollars",
    formula="amount of each source × its match in percent, rounded, added up",
    reads=(matched, reads.FUNDING),
)
def match_required(asked: Given) -> Worked:
    rows = [row for row in asked.answer(reads.FUNDING) if row["match"] and row["amount"]]
    key = asked.key(reads.FUNDING)
    inputs = [
        Input(
            f"match of {row['name']}, {row['match']} of {row['amount']}",
            cents(match_of(row)),
            "dollars",
            "computed",
            key,
        )
        for row in rows
    ]
    return Worked(asked.once(matched)[0], tuple(inputs))


@declare(
    "budget.match_found",
    "match that the plan names",
    "dollars",
    formula="the amounts of the sources of match, added up",
    reads=(matched, reads.MATCH),
)
def match_found(asked: Given) -> Worked:
    rows = [row for row in asked.answer(reads.MATCH) if row["amount"]]
    key = asked.key(reads.MATCH)
    inputs = [Input(str(row["source"]), cents_of(row["amount"]), "dollars", "plan", key) for row in rows]
    return Worked(asked.once(matched)[1], tuple(inputs))


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
    "share of the cost that money in hand or awarded covers",
    "percent",
    formula="cost less what no money in hand or awarded that may pay it pays ÷ cost; each source counts once, a "
    "government's own as that of others; the tables of contributions and payments add nothing to it",
    reads=(funded,),
)
def funded_share(asked: Given) -> Worked | None:
    found = asked.once(funded)
    return _share(found, [row.unfunded for row in found.gaps])


@declare(
    "budget.funded_share_if_all",
    "share of the cost that all money together covers",
    "percent",
    formula="cost less what no money that may pay it pays ÷ cost",
    reads=(funded,),
)
def funded_share_if_all(asked: Given) -> Worked | None:
    found = asked.once(funded)
    return _share(found, [row.unfunded_if_all for row in found.gaps])


@declare(
    "budget.funded_share_without_votes",
    "share of the cost that money covers which needs no further vote",
    "percent",
    formula="cost less what money in hand or awarded that may pay it does not pay ÷ cost; without the general fund or "
    "levy of a government that is not in hand, for a vote has still to provide it",
    reads=(unpaid_without_votes, funded),
)
def funded_share_without_votes(asked: Given) -> Worked | None:
    left = asked.once(unpaid_without_votes)
    return None if left is None else _share(asked.once(funded), left)


@declare(
    "budget.gap_without_votes",
    "cost that no money covers which needs no further vote",
    "dollars",
    formula="what money in hand or awarded that may pay it does not pay of the cost; the general fund or levy of a "
    "government that is not in hand pays nothing, for a vote has still to provide it",
    reads=(costed, unpaid_without_votes),
)
def gap_without_votes(asked: Given) -> Worked | None:
    first, open_of_it = asked.once(costed), asked.once(unpaid_without_votes)
    if first is None or not first.lines or open_of_it is None:
        return None
    left = together(open_of_it)
    return Worked(left, (Input("cost that no such money pays", left, "dollars", "computed"),))


def _share(found: Budget, left: Sequence[Decimal]) -> Worked | None:
    """What part of the cost is paid, where these amounts of it stay unpaid."""
    cost, unpaid_of_it = together(found.cost), together(left)
    if not found.lines or not cost:
        return None
    inputs = (
        Input("cost of all years", cost, "dollars", "computed"),
        Input("what no such money pays of it", unpaid_of_it, "dollars", "computed"),
    )
    return Worked(((cost - unpaid_of_it) / cost).quantize(Decimal("0.001")) * 100, inputs)


@step(costed, money)
def named_once(asked: Given) -> Mapping[str, FundingSource]:
    """The sources by their name, where there are lines of cost; of two with one name the first."""
    found = asked.once(costed)
    rows = asked.once(money)[0] if found and found.lines else ()
    return {one.name: one for one in reversed(rows)}


@declare(
    "budget.payable_from_source",
    "cost of the lines that a source may pay, in its own time",
    "dollars",
    formula="of each line that the source may pay, with its part of the indirect cost, what falls on the days from the "
    "first to the last of the source, added up",
    reads=(named_once, costed),
    each=Each("source of money, by its name", named_once),
)
def payable_from_source(asked: Given, source: str) -> Worked | None:
    one, found = asked.once(named_once)[source], asked.once(costed)
    if found is None or found.calendar is None:
        return None
    opens, closes = begin(one.start), finish(one.last or one.start)
    parts = [share_of_month(month, opens, closes) for month in found.calendar.months]
    whole = [at for at, part in enumerate(parts) if part == 1]
    broken = [(at, part) for at, part in enumerate(parts) if 0 < part < 1]
    lines = [(line, row) for line, row in zip(found.lines, found.loaded, strict=True) if may_pay(one, line.cost)]
    inputs = tuple(
        Input(
            line.cost.label,
            cents(
                sum((Fraction(row[at]) * part for at, part in broken), Fraction(together([row[at] for at in whole])))
            ),
            "dollars",
            "computed",
        )
        for line, row in lines
    )
    return Worked(
        together([Decimal(item.value) for item in inputs]), inputs, label=f"cost of the lines that {source} may pay"
    )


@declare(
    "budget.asked_beyond_its_lines",
    "sources that ask for more than the lines cost that they may pay",
    formula="of each source that is only hoped for and ends within the budget its amount, where it is more than the "
    "cost of the lines that it may pay in its own time",
    reads=(named_once, payable_from_source, money),
)
def asked_beyond_its_lines(asked: Given) -> Worked:
    hoped = [one for one in asked.once(named_once).values() if not one.secured and not one.outside]
    costs = [(one, number(cost)) for one in hoped if (cost := asked.figure(payable_from_source, one.name))]
    return Worked(
        tuple(
            f"{one.name} ({with_cents(one.amount)}, and its lines {with_cents(cost)})"
            for one, cost in costs
            if one.amount - cost >= SHORT
        )
    )


BOUND: tuple[Declared, ...] = (unfunded, bound_money_left, cash_to_advance)
PAID: tuple[Declared, ...] = (
    *(match_required, match_found, match_gap, funded_share, funded_share_without_votes),
    *(funded_share_if_all, gap_without_votes),
    *(payable_from_source, asked_beyond_its_lines),
)
