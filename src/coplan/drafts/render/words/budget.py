"""The budget in a draft: cost by year, of the program or of one party, and the shares of the parties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from coplan.content.answers.values import Missing, join_words
from coplan.drafts.render import holes, markdown
from coplan.drafts.render.words.staffing import marks, note
from coplan.figures.budget import inputs as reads
from coplan.figures.budget.agreement.party_shares import shares
from coplan.figures.budget.cost.cost_lines import CostLine
from coplan.figures.budget.cost.raises import YEARLY
from coplan.figures.budget.figures import budget
from coplan.figures.budget.from_answers import costed, funded
from coplan.figures.budget.result import GROUPS, Budget
from coplan.figures.given import given
from coplan.numerals import grouped, with_cents
from coplan.plan.view import Answers
from coplan.reports.assumed import assumed_sentence
from coplan.reports.budget.tables import (
    cost_table,
    cost_words,
    line_table,
    money_table,
    paid_table,
    share_table,
    unfunded_table,
)
from coplan.reports.titled import Table

# What the tables rest on.
BUDGET_TABLE, MONEY_TABLE, SHARES_TABLE = (costed,), (costed, funded), (costed, shares)
TO_CENT = "Each line is rounded to the cent, half a cent up; totals are sums of rounded lines."
TO_DOLLAR = "Sums are rounded; totals may differ by a dollar."
UNPRICED = "Not counted yet, or taken as the note says:"
ASSUMED_ELSEWHERE = "The budget names what is assumed."
Value = Callable[[str], Any]


def budget_table(answers: Answers, value: Value, party: Any = None, *, whole: bool = False) -> str:
    """Cost by year; with `party`, only what that party employs, owns or buys. Holes for what is missing.

    A party that is itself missing gives a hole. `value` notes which answers were read. `whole`: the draft rounds to
    the dollar, and says so.
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
    table = markdown.written(cost_table(found, lines, "Cost", spans=True))
    listed = "\n".join(f"- {words}" for words in missing)
    listed = f"{UNPRICED}\n\n{listed}" if listed else ""
    parts = (table, listed, _words(found, whole=whole), _assumed(found, lines, whole=whole), marks(answers, keys))
    return "\n\n".join(part for part in parts if part)


def cost_lines_table(answers: Answers, value: Value) -> str:
    """Each line of the budget with its arithmetic and what it comes to each year; nothing where no year is known."""
    keys = list(note(answers, value, *BUDGET_TABLE))
    found = budget(answers)
    if not found.lines or found.calendar is None:
        return ""
    by_year = line_table(found, found.lines)
    told = [markdown.inline(cost_words(line.cost)) for line in found.lines]
    cells = [[markdown.inline(row[0]), words, *row[1:]] for row, words in zip(by_year.rows, told, strict=True)]
    whole = [row for row in cost_table(found, found.lines).rows if row[0] not in GROUPS.values()]
    cells += [[markdown.inline(row[0]), "", *row[1:]] for row in whole]
    table = markdown.table(["Line", "How it is worked out", *by_year.heads[1:]], cells)
    return "\n\n".join(part for part in (table, marks(answers, keys)) if part)


def money_by_year_table(answers: Answers, value: Value) -> str:
    """Each source by year, secured and hoped for, and what of the cost is left; nothing where no year is known."""
    return _of_all(answers, value, "Source", money_table, _left)


def _left(found: Budget) -> str:
    """That money is counted only in its own time, and what each source has left then."""
    kept = [f"{markdown.inline(name)} {with_cents(amount)}" for name, amount in found.left if amount >= 1]
    words = (
        "A source pays only what it may pay, from its first day to its last; one that pays no positions may be spent "
        "whole from its first month. What is left of a year pays in the next"
    )
    return f"{words}. Left at its end, or at the end of this budget: {join_words(kept)}." if kept else f"{words}."


def paid_by_year_table(answers: Answers, value: Value) -> str:
    """What each source pays of the cost in each year if every source comes; nothing where no year is known."""
    return _of_all(answers, value, "Source", paid_table)


def unfunded_by_year_table(answers: Answers, value: Value) -> str:
    """Each line that no source pays, by year, and what secured money leaves open; nothing where no year is known."""
    return _of_all(answers, value, "Line", unfunded_table)


def _of_all(
    answers: Answers,
    value: Value,
    first: str,
    made: Callable[[Budget], Table],
    told: Callable[[Budget], str] = lambda _: "",
) -> str:
    keys = list(note(answers, value, *MONEY_TABLE))
    found = budget(answers)
    if found.calendar is None:
        return ""
    table = made(found)
    written = markdown.written(replace(table, heads=[first, *table.heads[1:]]))
    return "\n\n".join(part for part in (written, told(found), marks(answers, keys)) if part)


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
    return markdown.written(share_table(found, found.shares, "Party", all_years=False))


def _words(found: Budget, *, whole: bool) -> str:
    growth = f", then {grouped(found.growth.value)}% more each year" if found.growth else ""
    since = found.periods[0].since if found.periods else 0
    prices = "At the plan’s prices in the start-up and first year"
    if since:
        years = f"{since} {'year' if since == 1 else 'years'}"
        prices = f"The start-up and the first year stand at the plan's prices with {years} of growth"
    raises = _raises(found)
    spread = "" if whole else ", and without a day in equal parts over the start-up"
    return (
        f"{prices}{growth}.{raises} Vehicles and equipment count when bought{spread}. Every position counts "
        f"as filled from its first day. {TO_DOLLAR if whole else TO_CENT}"
    )


def _raises(found: Budget) -> str:
    steps = [step for line in found.lines for step in line.cost.steps]
    if not any(step.words == YEARLY for step in steps):
        return " Pay with known raises grows by these alone." if steps else ""
    return " Pay with known raises grows by these, and by the yearly rate once no raise or labor contract is known."


def _assumed(found: Budget, lines: Sequence[CostLine], *, whole: bool = False) -> str:
    used = {item.key for line in lines for item in line.cost.inputs if item.origin == "assumed"}
    items = [
        item for item in found.assumed if item.key in used or item.key == f"assumptions.{reads.ASSUMED_GROWTH.key}"
    ]
    return ASSUMED_ELSEWHERE if whole and items else assumed_sentence(items, markdown.inline)


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
