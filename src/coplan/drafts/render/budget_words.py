"""The budget in a draft: cost by year, of the program or of one party, and the shares of the parties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from coplan.content.answers.values import Missing, join_words
from coplan.drafts.render import holes, markdown
from coplan.drafts.render.staffing_words import marks, note
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.figures import budget
from coplan.figures.budget.plan import costed, shares
from coplan.figures.budget.result import GROUPS, Budget, Line, columns, indirect_months
from coplan.figures.given import given
from coplan.figures.money import shown_money, together
from coplan.figures.rounding import shown
from coplan.plan.view import Answers

# What the tables rest on.
BUDGET_TABLE, SHARES_TABLE = (costed,), (costed, shares)
Value = Callable[[str], Any]


def budget_table(answers: Answers, value: Value, party: Any = None) -> str:
    """Cost by year; with `party`, only what that party employs, owns or buys. Holes for what is missing.

    A party that is itself missing gives a hole. `value` notes which answers were read.
    """
    keys = list(note(answers, value, *BUDGET_TABLE))
    found = budget(answers)
    if found.calendar is None:
        asked = [(key, what) for key, what in found.holes if answers.applies(key)]
        lacking = [holes.hole_for(answers, key, what) for key, what in asked]
        return "\n\n".join(lacking) or holes.hole("the first month of the budget")
    if isinstance(party, Missing):
        return holes.hole_for(answers, party.key, party.label)
    lines = [line for line in found.lines if party is None or _same(line.cost.party, party)]
    missing = _missing(answers, found, party)
    if not lines:
        return "\n\n".join(missing) or holes.hole("what the budget holds")
    table = markdown.table(_heads(found, "Cost"), _rows(found, lines))
    listed = "\n".join(f"- {words}" for words in missing)
    parts = (table, listed, _words(found), _assumed(found, lines), marks(answers, keys))
    return "\n\n".join(part for part in parts if part)


def cost_shares_table(answers: Answers, value: Value) -> str:
    """What each party bears of the cost of each year by the rule of the plan; holes for numbers that the rule lacks.

    Nothing where the plan calls for no shares.
    """
    note(answers, value, *SHARES_TABLE)
    found = budget(answers)
    if found.shares is None or not found.shares.rule:  # which stands as a hole where the draft names the rule
        return ""
    if not found.shares.parties:
        return "\n".join(f"- {holes.hole_for(answers, key, what)}" for key, what in found.shares.holes)
    rows = [
        [markdown.inline(f"{part.party} ({part.basis})"), *(shown_money(amount) for amount in part.amounts)]
        for part in found.shares.parties
    ]
    total = ["Total", *(shown_money(amount) for amount in found.cost)]
    return markdown.table(["Party", *(period.name for period in found.periods)], [*rows, total])


def _heads(found: Budget, first: str) -> list[str]:
    return [first, *(f"{period.name}, {period.span}" for period in found.periods), "Together"]


def _rows(found: Budget, lines: Sequence[Line]) -> list[list[str]]:
    rows = []
    for group, label in GROUPS.items():
        months = columns([line.months for line in lines if line.cost.group == group], found.indirect)
        if any(months):
            rows.append(_row(label, found.by_period(months)))
    every = columns([line.months for line in lines], found.indirect)
    if found.indirect_rate and found.calendar:
        rate = Decimal(found.indirect_rate.value)
        indirect = indirect_months(lines, found.calendar, rate)
        rows.append(_row(f"Indirect cost, {shown(rate)}%", found.by_period(indirect)))
        every = columns([every, indirect], found.indirect)
    return [*rows, _row("Total", found.by_period(every))]


def _row(label: str, amounts: Sequence[Decimal]) -> list[str]:
    return [label, *(shown_money(amount) for amount in amounts), shown_money(together(amounts))]


def _words(found: Budget) -> str:
    growth = f", and {shown(found.growth.value)}% more each year after that" if found.growth else ""
    return (
        f"At the prices of the plan in the start-up and the first year{growth}. Vehicles and equipment are counted "
        "when they are bought. Every position is counted as filled from its first day. Each line is rounded to the "
        "cent, half a cent up; totals are sums of rounded lines."
    )


def _assumed(found: Budget, lines: Sequence[Line]) -> str:
    used = {item.key for line in lines for item in line.cost.inputs if item.origin == "assumed"}
    items = [
        item for item in found.assumed if item.key in used or item.key == f"assumptions.{reads.ASSUMED_GROWTH.key}"
    ]
    if not items:
        return ""
    listed = [
        f"{markdown.inline(item.label)}: {shown(item.value)}{'%' if item.unit == 'percent' else ''}" for item in items
    ]
    return f"Assumed, because the plan does not say: {join_words(listed)}."


def _missing(answers: Answers, found: Budget, party: Any) -> list[str]:
    """Holes of the cost; for one party, those that can be its own."""
    asked = given(answers)
    titles = [str(row["title"]) for row in asked.answer(reads.POSITIONS) if _same(row["employer"], party)]
    # What is missing there stands elsewhere in a draft.
    elsewhere = (asked.key(reads.FUNDING), asked.key(reads.COST_SHARE))
    words = [
        (key, what)
        for key, what in found.holes
        if key not in elsewhere
        and (party is None or key == asked.key(reads.INDIRECT) or any(title in what for title in titles))
    ]
    return [holes.hole_for(answers, key, what) for key, what in words]


def _same(one: Any, other: Any) -> bool:
    return " ".join(str(one).split()).casefold() == " ".join(str(other).split()).casefold()
