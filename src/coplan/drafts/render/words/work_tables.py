"""The work up to the launch and the dates of a plan, as tables of a draft."""

from __future__ import annotations

import datetime

from coplan.content.language.expressions import parse_expression
from coplan.content.language.references import references
from coplan.content.launch_work import Task
from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import first_upper
from coplan.drafts.render.printing import Printer
from coplan.figures.timeline.from_answers import LAUNCH, WORK_DONE, dates, launch, works
from coplan.figures.timeline.network import Bar, schedule
from coplan.reports.answer_changes import day_words


def work_table(printer: Printer, *, ahead: bool = False) -> str:
    """The work before the launch: when it is usually needed, the plan's own date and how late it is, if it is done.

    Nothing where the plan has no launch date. The day on which it is read changes nothing in it. `ahead`: only what is
    still to be done.
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
    rows = [_work(bar, printer) for bar in in_order]
    return markdown.table(heads[:-1], [row[:-1] for row in rows]) if ahead else markdown.table(heads, rows)


def _read_by_work(printer: Printer) -> list[str]:
    """The questions that the timeline of the pack looks at."""
    named = [key for task in printer.pack.timeline.tasks for key in _named(task)]
    return [key for key in dict.fromkeys([LAUNCH.key, WORK_DONE.key, *named]) if key in printer.pack.questions]


def _named(task: Task) -> list[str]:
    """The answers that a piece of work names itself."""
    texts = [text for text in (task.when, task.dates) if text]
    return [found.name for text in texts for found in references(parse_expression(text)) if found.kind == "name"]


def _work(bar: Bar, printer: Printer) -> list[str]:
    needed = day_words(bar.latest.isoformat()) if bar.latest else "–"
    gate = " †" if bar.work.task.gate else ""
    done = "yes" if bar.done else "☐"
    return [first_upper(bar.work.task.label) + gate, "–" if bar.done else needed, _planned(bar, printer), done]


def _planned(bar: Bar, printer: Printer) -> str:
    """The plan's own date with how late it is; without one, who settles by when the question that it hangs on."""
    if bar.work.planned:
        late = f"; late by {bar.weeks_late} week{'s' * (bar.weeks_late > 1)}" if bar.weeks_late else ""
        return day_words(bar.work.planned.isoformat()) + late
    waiting = [item for key in _named(bar.work.task) if (item := printer.answers.plan.open.get(key))]
    due = [(item.due, item.owner) for item in waiting if item.due]
    if bar.done or not due:
        return "not set"
    day, owner = max(due)
    return f"to be settled by {day_words(day.isoformat())}" + (f" ({markdown.inline(owner)})" if owner else "")


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
