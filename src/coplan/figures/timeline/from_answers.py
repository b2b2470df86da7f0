"""The timeline of a plan: which work applies, what the plan's own dates are, and what goes into calendars."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.launch_work import Task
from coplan.content.reads import ReadsQuestion
from coplan.figures.declared import step
from coplan.figures.given import Given, given
from coplan.figures.timeline.network import Timeline, Work, in_order, schedule
from coplan.plan.view import Answers

LAUNCH = ReadsQuestion("profile.target_launch", "date")
OPERATING = "operating"
STAGE = ReadsQuestion("profile.stage", "choice", (OPERATING,))
WORK_DONE = ReadsQuestion("improve.work_done", "choices")
TIME_ZONE = ReadsQuestion("improve.time_zone", "choice")


@dataclass(frozen=True)
class Dated:
    """One date of the plan, for calendars. `key` tells it from all others."""

    key: str
    day: datetime.date
    label: str


def timeline(answers: Answers, today: datetime.date) -> Timeline:
    """The plan's timeline as it looks on a day."""
    return schedule(works(answers), today, launch(answers))


def launch(answers: Answers) -> datetime.date | None:
    """The planned launch, or None."""
    return _day(given(answers).answer(LAUNCH))


def time_zone(answers: Answers) -> str:
    """The community's time zone by its name in the time zone database; empty if the plan does not say."""
    return str(given(answers).answer(TIME_ZONE) or "")


def works(answers: Answers) -> list[Work]:
    """The work that applies to this plan, in order."""
    return list(given(answers).once(work))


@step(WORK_DONE, STAGE)
def work(asked: Given) -> tuple[Work, ...]:
    """The work that applies. What it reads stands in expressions of the pack's own timeline.yaml."""
    tasks = [task for task in asked.answers.pack.timeline.tasks if not task.when or asked.worked_out(task.when)]
    return tuple(in_order([_work(task, asked) for task in tasks]))


def dates(answers: Answers) -> list[Dated]:
    """Every date of the plan that belongs into a calendar, the earliest first: milestones and open items."""
    found = [item for milestone in answers.pack.timeline.milestones for item in _milestone(milestone, answers)]
    for key, item in answers.plan.open.items():
        if item.due and answers.applies(key):
            owner = f" ({item.owner})" if item.owner else ""
            found.append(Dated(f"open.{key}", item.due, f"Due: {answers.pack.questions[key].label}{owner}"))
    return sorted(found, key=lambda item: (item.day, item.label))


def out_of_order(found: list[Work]) -> list[str]:
    """Sentences on work that the plan has done before what it waits for."""
    by_key = {work.task.key: work for work in found}
    return [
        f"{work.task.label} ({work.planned.isoformat()}) before {before.task.label} ({before.planned.isoformat()})"
        for work in found
        for before in (by_key[key] for key in work.task.after if key in by_key)
        if work.planned and before.planned and work.planned < before.planned
    ]


def _work(task: Task, asked: Given) -> Work:
    own = asked.answers.plan.assumptions.get(task.assumption.key)
    weeks = int(own.value) if own else task.weeks
    said = _said(task, asked)
    if not task.dates:
        return Work(task, weeks, said=said)
    found = asked.worked_out(task.dates)
    values = found if isinstance(found, list) else [found]
    days = [day for value in values if (day := _day(value))]
    return Work(task, weeks, max(days, default=None), len(values) - len(days) if days else 0, said)


def _said(task: Task, asked: Given) -> bool:
    """True if the plan says that this work is done: by name, or because the program runs."""
    named = any(done == task.key for done in asked.answer(WORK_DONE))
    return named or bool(asked.answer(STAGE) == OPERATING)


def _milestone(milestone: Any, answers: Answers) -> list[Dated]:
    if milestone.question not in answers.pack.questions:
        return []
    value = answers.value(milestone.question)
    if not milestone.column:
        day = _day(value)
        return [Dated(milestone.key, day, _first_upper(milestone.label))] if day else []
    rows = value if isinstance(value, Rows) else ()
    found = []
    for row in rows:
        day = _day(row[milestone.column])
        if day:
            names = [row[column] for column in (milestone.name, milestone.or_name) if column]
            what = next((f": {name}" for name in names if not isinstance(name, Missing)), "")
            found.append(Dated(f"{milestone.key}.{row['id']}", day, _first_upper(milestone.label) + what))
    return found


def _day(value: Any) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
