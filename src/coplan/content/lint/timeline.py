"""Judges the timeline of a pack: phases, tasks that wait for each other, questions and sources that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.launch_work import Milestone, Task
from coplan.content.model import Pack
from coplan.errors import did_you_mean


def timeline_faults(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Place, what is wrong, hint."""
    tasks = {task.key: task for task in pack.timeline.tasks}
    for task in pack.timeline.tasks:
        yield from ((f"timeline.{task.key}", *fault) for fault in _task(task, tasks, pack))
        if task.key in _before(task, tasks):
            yield f"timeline.{task.key}", "this task waits for itself through others.", ""
    for milestone in pack.timeline.milestones:
        yield from ((f"timeline.{milestone.key}", *fault) for fault in _milestone(milestone, pack))


def _task(task: Task, tasks: dict[str, Task], pack: Pack) -> Iterator[tuple[str, str]]:
    if task.phase not in pack.timeline.phases:
        yield f"there is no phase `{task.phase}`.", did_you_mean(task.phase, pack.timeline.phases)
    for key in task.after:
        if key not in tasks:
            yield f"there is no task `{key}`.", did_you_mean(key, tasks)
    for key in task.source:
        if key not in pack.sources:
            yield f"the source `{key}` is unknown.", did_you_mean(key, pack.sources)
    if not task.source and not task.ours:
        yield "there is no source.", "Name one, or say `ours: true`."


def _milestone(milestone: Milestone, pack: Pack) -> Iterator[tuple[str, str]]:
    question = pack.questions.get(milestone.question)
    if question is None:
        yield f"there is no question `{milestone.question}`.", did_you_mean(milestone.question, pack.questions)
        return
    columns = [column.key for column in question.columns]
    for name in filter(None, (milestone.column, milestone.name, milestone.or_name)):
        if name not in columns:
            yield f"`{question.key}` has no column `{name}`.", did_you_mean(name, columns)


def _before(task: Task, tasks: dict[str, Task]) -> set[str]:
    found: set[str] = set()
    waiting = list(task.after)
    while waiting:
        key = waiting.pop()
        if key in tasks and key not in found:
            found.add(key)
            waiting += tasks[key].after
    return found
