"""The work up to the launch and the dates of a plan, as tables of a draft."""

from __future__ import annotations

import datetime

from coplan.content.language.expressions import parse_expression
from coplan.content.language.references import references
from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.printing import Printer
from coplan.figures.timeline.from_answers import LAUNCH, WORK_DONE, dates, launch, works
from coplan.figures.timeline.network import Bar, schedule
from coplan.reports.answer_changes import day_words


def work_table(printer: Printer, *, ahead: bool = False) -> str:
    """The work before the launch: when it is usually needed, the plan's own date, whether it is done.

    Nothing where the plan has no launch date. The day on which it is read changes nothing in it. `ahead`: only what is
    still to be done, with how late the plan's own date is.
    """
    answers = printer.answers
    start = launch(answers)
    for key in _read_by_work(printer):
        printer.value(key)
    if start is None:
        return ""
    bars = [bar for bar in schedule(works(answers), start, start).bars if not (ahead and bar.done)]
    heads = ["Work", "Needed by", "The plan's own date", "Done"]
    if not bars:
        return ""
    in_order = sorted(bars, key=lambda bar: (not bar.done, bar.latest or datetime.date.max))
    if any(bar.work.task.gate for bar in bars):
        heads[0] = "Work († before anyone goes into the field)"
    rows = [_work(bar) for bar in in_order]
    if not ahead:
        return markdown.table(heads, rows)
    return markdown.table(
        heads[:-1], [[*row[:2], row[2] + _late(bar)] for row, bar in zip(rows, in_order, strict=True)]
    )


def _late(bar: Bar) -> str:
    """By how many weeks the plan's own date comes after the day on which the work is needed."""
    days = (bar.work.planned - bar.latest).days if bar.work.planned and bar.latest else 0
    weeks = -(-days // 7)
    return f"; late by {weeks} week{'s' * (weeks > 1)}" if days > 0 else ""


def _read_by_work(printer: Printer) -> list[str]:
    """The questions that the timeline of the pack looks at."""
    texts = [text for task in printer.pack.timeline.tasks for text in (task.when, task.dates) if text]
    named = (found.name for text in texts for found in references(parse_expression(text)) if found.kind == "name")
    own = [LAUNCH.key, WORK_DONE.key]
    return [key for key in dict.fromkeys([*own, *named]) if key in printer.pack.questions]


def _work(bar: Bar) -> list[str]:
    needed = day_words(bar.latest.isoformat()) if bar.latest else "–"
    planned = day_words(bar.work.planned.isoformat()) if bar.work.planned else "not set"
    gate = " †" if bar.work.task.gate else ""
    return [first_upper(bar.work.task.label) + gate, "–" if bar.done else needed, planned, "yes" if bar.done else "☐"]


def dates_table(printer: Printer) -> str:
    """Every date of the plan, the earliest first, without those of open items; nothing where there are none.

    Sessions of training stand in their own plan.
    """
    for milestone in printer.pack.timeline.milestones:
        if milestone.question in printer.pack.questions:
            printer.value(milestone.question)
    found = [one for one in dates(printer.answers) if not one.key.startswith(("open.", "training."))]
    rows = [[day_words(one.day.isoformat()), markdown.inline(one.label)] for one in found]
    return markdown.table(["Day", "What"], rows) if rows else ""
