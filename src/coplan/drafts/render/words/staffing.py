"""The staffing plan in a draft: the table of roles, and single figures, from the same arithmetic as the command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from coplan.content.reads import ReadsFact
from coplan.drafts.render import holes, markdown
from coplan.figures.declared import Declared, FigureStep
from coplan.figures.given import given
from coplan.figures.registry import find
from coplan.figures.staffing.from_answers import staffing
from coplan.figures.staffing.inputs import HOURS, POSITIONS, TEAM
from coplan.figures.staffing.people import hours, needed, team
from coplan.figures.staffing.result import Staffing
from coplan.numerals import grouped
from coplan.plan.view import Answers
from coplan.reports.assumed import assumed_sentence
from coplan.reports.figure_words import about_words, value_words
from coplan.reports.staffing import roles_table

STAFFING_TABLE = (hours.duty_week, team.team, hours.productive_hours, needed.fte_needed, needed.fte_planned)


def staffing_table(answers: Answers, value: Callable[[str], Any], prose: Callable[[Any], str]) -> str:
    """Roles with hours a week, FTE needed, planned and the gap; holes for what is missing. `value` notes reads."""
    asked, found = given(answers), staffing(answers)
    read = note(answers, value, *STAFFING_TABLE)
    asks, positions = (asked.key(HOURS), asked.key(TEAM)), asked.key(POSITIONS)
    if not found.roles:
        missing = [prose(read[key]) for key in asks if key in read and not read[key]]
        return "\n\n".join(missing) or holes.hole("hours, absence and a team that give a staffing plan")
    unplanned = prose(read[positions]) if positions in read else "–"
    table = markdown.written(roles_table(found, unplanned=unplanned, to_hire=False))
    figures = [found.figures[f"staffing.fte_needed.{row.role}"] for row in found.roles]
    used = {item.key for figure in figures for item in found.assumed_by(figure)}
    assumed = [item for item in found.assumed if item.key in used]
    parts = (table, _arithmetic(found), assumed_sentence(assumed, markdown.inline), marks(answers, list(read)))
    return "\n\n".join(part for part in parts if part)


def figure_words(answers: Answers, value: Callable[[str], Any], key: str, about: bool) -> str:
    """One figure with its unit, or a hole that names it; `about` rounds money for readers who add nothing up.

    Raises ValueError for a key that no figure has.
    """
    try:
        declared, one = find(key, answers)
    except KeyError:
        raise ValueError(f"there is no figure `{key}`; `docs/figures.md` lists them") from None
    asked = given(answers)
    note(answers, value, declared)
    figure = asked.figure(declared, one) if one in asked.keys(declared) else None
    words = about_words if about else value_words
    return holes.hole(declared.label) if figure is None else markdown.inline(words(figure))


def note(answers: Answers, value: Callable[[str], Any], *items: Declared | FigureStep[Any]) -> dict[str, Any]:
    """Look at every answer that figures rest on, so that the draft knows them too; the answers by key."""
    asked = given(answers)
    for fact in (read for read in asked.traces(*items) if isinstance(read, ReadsFact)):
        if fact.key in answers.pack.facts:
            answers.fact(fact.key)
    return {key: value(key) for key in asked.questions(*items)}


def _arithmetic(found: Staffing) -> str:
    productive = found.figures["staffing.productive_hours"]
    paid = productive.inputs[0]
    return (
        f"A full-time position is on duty {grouped(productive.amount)} of its {grouped(paid.value)} paid hours a year. "
        "FTE needed are the hours a week, times 365 and divided by 7, divided by these hours on duty. "
        "The gap is FTE planned less FTE needed; below zero, people are missing."
    )


def marks(answers: Answers, keys: Sequence[str]) -> str:
    """The marks of answers under the table that are only proposed, or disputed."""
    opened = [
        (answers.pack.questions[key].label, answers.plan.open[key])
        for key in keys
        if key in answers.plan.open and key in answers.plan.answers and answers.applies(key)
    ]
    told = "; ".join(f"{markdown.inline(label)} {holes.open_mark(item)}" for label, item in opened)
    return f"The table rests on what is still open: {told}." if told else ""
