"""The staffing of a plan as values: sections of figures, the week, the roles, and calls by block of hours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from coplan.figures.figure import Figure, Input
from coplan.figures.staffing.calls.offered_load import BlockLoad
from coplan.figures.staffing.week import Stretch


@dataclass(frozen=True)
class FigureGroup:
    """Figures on one topic. `missing` has the keys of questions whose answers more figures need."""

    key: str
    title: str
    figures: tuple[Figure, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleStaffing:
    """One role of the team: people in a team, hours a week, and FTE needed, to hire and planned, as rounded.

    `gap` is planned less needed: below zero, somebody is missing. Planned and gap are None without positions.
    """

    role: str
    label: str
    people: int
    hours_a_week: Decimal
    needed: Decimal
    to_hire: Decimal
    planned: Decimal | None
    gap: Decimal | None


@dataclass(frozen=True)
class Staffing:
    """Everything that `coplan staffing` shows. Without hours or a team the parts that need them are empty."""

    sections: tuple[FigureGroup, ...]
    week: tuple[Stretch, ...] = ()
    roles: tuple[RoleStaffing, ...] = ()
    blocks: tuple[BlockLoad, ...] = ()
    queues: bool = False

    def __iter__(self) -> Iterator[Figure]:
        return (figure for section in self.sections for figure in section.figures)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by its key."""
        return {figure.key: figure for figure in self}

    def assumed_by(self, figure: Figure) -> tuple[Input, ...]:
        """What was assumed for a figure, also for the figures that went into it."""
        found: dict[str, Input] = {}
        for item in figure.inputs:
            if item.origin == "assumed":
                found[item.key] = item
            elif item.origin == "computed" and item.key in self.figures:
                found |= {deeper.key: deeper for deeper in self.assumed_by(self.figures[item.key])}
        return tuple(found.values())

    @property
    def assumed(self) -> tuple[Input, ...]:
        """Everything that was assumed, once."""
        return tuple({item.key: item for figure in self for item in self.assumed_by(figure)}.values())

    @property
    def read(self) -> tuple[str, ...]:
        """The questions whose answers went into figures."""
        keys = (item.key for figure in self for item in figure.inputs if item.origin == "plan")
        return tuple(dict.fromkeys(key for key in keys if not key.startswith("assumptions.")))
