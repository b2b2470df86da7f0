"""When work has to be done for a launch: a network of tasks, forward from today and backward from the launch.

The critical path method: a task can begin when all that it waits for is done (forward pass), and must be done before
whatever waits for it has to begin (backward pass); the difference is its slack. Source: J. E. Kelley and M. R. Walker,
"Critical-Path Planning and Scheduling", Proceedings of the Eastern Joint Computer Conference, 1959.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coplan.content.launch_work import Task

Date = datetime.date


@dataclass(frozen=True)
class Work:
    """A task with what the plan says about it: its length in weeks, and the day on which the plan has it done."""

    task: Task
    weeks: int
    planned: Date | None = None
    undated: int = 0  # rows of the plan that should have a date and have none
    said: bool = False  # the plan says that it is done


@dataclass(frozen=True)
class Bar:
    """A task in time. `begin` and `finish` are the plan's, or the earliest that are possible from today.

    `latest` is the last day on which it can be done so that what waits for it has its time, None without a launch
    date; `slack` is the number of days between `finish` and `latest`. `launch` is the planned launch.
    """

    work: Work
    begin: Date
    finish: Date
    done: bool
    latest: Date | None = None
    launch: Date | None = None
    critical: bool = False
    passed: bool = False  # the plan's day for it is past, and nobody has said that it is done

    @property
    def slack(self) -> int | None:
        return (self.latest - self.finish).days if self.latest else None

    @property
    def latest_begin(self) -> Date | None:
        return self.latest - datetime.timedelta(weeks=self.work.weeks) if self.latest else None

    @property
    def overdue(self) -> bool:
        """True if the plan has no day for it, and it should have begun before the day on which it can begin."""
        begin = self.latest_begin
        return not self.done and self.work.planned is None and begin is not None and begin < self.begin

    @property
    def late(self) -> bool:
        """True if it is not done, and comes after the launch or should have begun already."""
        after = self.launch is not None and self.finish > self.launch
        return not self.done and (after or self.overdue)

    @property
    def tight(self) -> bool:
        """True if the plan's own day leaves less time than usual for what waits for it."""
        return not self.done and not self.late and self.slack is not None and self.slack < 0

    @property
    def weeks_late(self) -> int:
        """By how many weeks the plan's own date comes after the day on which the work is needed."""
        planned = self.work.planned
        if self.done or planned is None or self.latest is None or planned <= self.latest:
            return 0
        return -(-(planned - self.latest).days // 7)


@dataclass(frozen=True)
class Timeline:
    """All bars in the order of the work, seen from `today`. `ready` is the earliest day on which all is done."""

    today: Date
    launch: Date | None
    bars: tuple[Bar, ...]
    ready: Date

    @property
    def late(self) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.late)

    @property
    def tight(self) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.tight)

    @property
    def critical(self) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.critical)


def schedule(works: Sequence[Work], today: Date, launch: Date | None) -> Timeline:
    """Lay the work out in time. Tasks that are named in `after` and do not apply are passed over.

    Raises ValueError if tasks wait for each other in a circle.
    """
    ordered = in_order(works)
    done = _done(ordered)
    bars: dict[str, Bar] = {}
    for work in ordered:
        bars[work.task.key] = _forward(work, bars, today, work.task.key in done)
    _backward(ordered, bars, launch)
    ready = max((bar.finish for bar in bars.values()), default=today)
    for key in _critical(ordered, bars, ready):
        bars[key] = replace(bars[key], critical=True)
    return Timeline(today, launch, tuple(bars.values()), ready)


def in_order(works: Sequence[Work]) -> list[Work]:
    """The work so that nothing stands before what it waits for. Raises ValueError for a circle."""
    left, placed = list(works), list[Work]()
    known = {work.task.key for work in works}
    while left:
        there = {work.task.key for work in placed}
        ready = [work for work in left if set(work.task.after) & known <= there]
        if not ready:
            circle = ", ".join(work.task.key for work in left)
            raise ValueError(f"these tasks wait for each other: {circle}")
        placed.append(ready[0])
        left.remove(ready[0])
    return placed


def _done(ordered: Iterable[Work]) -> set[str]:
    """What is done: the plan says so, or something that waited for it is done. A day that is past does not say it."""
    done: set[str] = set()
    for work in reversed(list(ordered)):
        if work.said:
            done.add(work.task.key)
        if work.task.key in done:
            done |= set(work.task.after)
    return done


def _forward(work: Work, bars: Mapping[str, Bar], today: Date, done: bool) -> Bar:
    length = datetime.timedelta(weeks=work.weeks)
    before = [bars[key].finish for key in work.task.after if key in bars]
    if work.planned is not None and not done and work.planned < today:  # what is open ends today at the earliest
        return Bar(work, work.planned - length, today, done, passed=True)
    if work.planned is not None:
        return Bar(work, work.planned - length, work.planned, done)
    if done:  # nobody says when: it ends where what waited for it could begin
        finish = min([today, *before]) if before else today
        return Bar(work, finish - length, finish, done)
    begin = max([today, *before])
    return Bar(work, begin, begin + length, done)


def _backward(ordered: Sequence[Work], bars: dict[str, Bar], launch: Date | None) -> None:
    if launch is None:
        return
    limits = {work.task.key: launch for work in ordered}
    for work in reversed(ordered):
        key = work.task.key
        bars[key] = replace(bars[key], latest=limits[key], launch=launch)
        # Where the plan has a day of its own, that day counts, and not the last one that is possible.
        finish = min(limits[key], work.planned) if work.planned else limits[key]
        begin = finish - datetime.timedelta(weeks=work.weeks)
        for before in work.task.after:
            if before in limits:
                limits[before] = min(limits[before], begin)


def _critical(ordered: Sequence[Work], bars: Mapping[str, Bar], ready: Date) -> list[str]:
    """The chain of open work that decides when all is done: from the last finish back, link by link.

    Where the plan has a day of its own, what is done in time before it decides nothing.
    """
    open_work = [work for work in ordered if not bars[work.task.key].done]
    last = next((work for work in reversed(open_work) if bars[work.task.key].finish == ready), None)
    chain: list[str] = []
    by_key = {work.task.key: work for work in open_work}
    while last is not None:
        chain.append(last.task.key)
        in_time = bars[last.task.key].begin if last.planned else None
        before = [by_key[key] for key in last.task.after if key in by_key]
        before = [work for work in before if in_time is None or bars[work.task.key].finish > in_time]
        last = max(before, key=lambda work: bars[work.task.key].finish, default=None)
    return chain
