"""The work before the launch, phase by phase, and the dates that go into calendars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coplan.content.knowledge import Assumption
from coplan.content.terms import STRICT


@dataclass(frozen=True)
class Task:
    """One piece of work before the launch. `dates` is an expression that gives the plan's own dates for it.

    `weeks` is how long it usually takes, `after` names what it waits for, and a `gate` must be done before anybody goes
    into the field. `ours` says that the weeks are a planning estimate of ours.
    """

    __pydantic_config__ = STRICT
    key: str
    label: str
    phase: str
    weeks: int
    help: str
    after: tuple[str, ...] = ()
    when: str = ""
    dates: str = ""
    gate: bool = False
    source: tuple[str, ...] = ()
    ours: bool = False

    @property
    def assumption(self) -> Assumption:
        """The weeks as an assumption, which a plan may set otherwise: `timeline.hiring`."""
        label = f"weeks for {self.label}"
        name, unit = f"timeline.{self.key}", "weeks"
        return Assumption(name, label, "whole", str(self.weeks), self.help, self.source, self.ours, unit=unit, max=520)


@dataclass(frozen=True)
class Milestone:
    """A kind of date in a plan that people put into their calendars: one answer, or a column of records."""

    __pydantic_config__ = STRICT
    key: str
    label: str
    question: str
    column: str = ""
    name: str = ""  # the column that says which one it is
    or_name: str = ""  # the column that says so where that one is empty


@dataclass(frozen=True)
class LaunchWork:
    """The work before the launch by phase, and the dates that go into calendars."""

    phases: Mapping[str, str] = field(default_factory=dict)
    tasks: tuple[Task, ...] = ()
    milestones: tuple[Milestone, ...] = ()
