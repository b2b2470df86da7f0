"""Calls against teams, block of hours by block: arrivals, offered load, calls missed, calls that wait (F9 to F13)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coplan.figures.staffing.calls.erlang import erlang_b, erlang_c, mean_wait, wait_longer
from coplan.figures.staffing.people.relief import YEAR_DAYS, hours_a_year
from coplan.figures.staffing.week import DAY, WEEK, Stretch, hours_by_teams


@dataclass(frozen=True)
class CallBlock:
    """Calls of a block of hours in the plan's table: days of the week from 0, minutes of the day."""

    label: str
    days: tuple[int, ...]
    start: int
    end: int
    calls: int

    @property
    def hours(self) -> Decimal:
        """Hours of the block in a week."""
        return Decimal(len(self.days) * ((self.end - self.start) % DAY or DAY)) / 60


@dataclass(frozen=True)
class BlockLoad:
    """What one block brings. `on_duty` has hours a week by the number of teams; the rest of the block has none."""

    block: CallBlock
    calls_a_year: Decimal
    service_hours: Decimal
    on_duty: tuple[tuple[int, Decimal], ...]

    @property
    def arrivals(self) -> Decimal:
        """Calls an hour: F9."""
        return self.calls_a_year / hours_a_year(self.block.hours)

    @property
    def load(self) -> Decimal:
        """Offered load, hours of work in an hour: F10."""
        return self.arrivals * self.service_hours

    @property
    def duty_share(self) -> Decimal:
        """Share of the block's hours with a team on duty."""
        return sum((hours for _, hours in self.on_duty), Decimal(0)) / self.block.hours

    @property
    def calls_on_duty(self) -> Decimal:
        """Calls a year that come while a team is on duty."""
        return self.calls_a_year * self.duty_share

    @property
    def missed(self) -> float | None:
        """Share of the calls on duty that find every team busy: F11. None where nobody is on duty."""
        return self._mean(lambda teams: erlang_b(self.load, teams))

    @property
    def waits(self) -> float | None:
        """Share of the calls on duty that wait, where calls wait for the team: F12."""
        return self._mean(lambda teams: erlang_c(self.load, teams))

    @property
    def mean_wait(self) -> float | None:
        """Mean wait in minutes over all calls on duty; infinite if the queue grows without limit."""
        return self._mean(lambda teams: mean_wait(self.load, teams, self.service_hours * 60))

    def late(self, minutes: Decimal) -> float | None:
        """Share of the calls on duty that wait longer than so many minutes."""
        return self._mean(lambda teams: wait_longer(self.load, teams, self.service_hours * 60, minutes))

    def _mean(self, share: Callable[[int], float]) -> float | None:
        hours = sum(float(part) for _, part in self.on_duty)
        return sum(share(teams) * float(part) for teams, part in self.on_duty) / hours if hours else None


def block_loads(
    blocks: Sequence[CallBlock], calls_a_year: Decimal, service_minutes: Decimal, week: Sequence[Stretch]
) -> tuple[BlockLoad, ...]:
    """Spread a year's calls over the blocks as their counts are spread, and look who is on duty."""
    counted = sum(block.calls for block in blocks)
    return tuple(
        BlockLoad(block, calls_a_year * block.calls / counted, service_minutes / 60, _on_duty(block, week))
        for block in blocks
        if counted
    )


def contacts_a_shift(hours: Decimal, busy: Decimal, service_minutes: Decimal) -> Decimal:
    """Contacts that one shift can hold at a share of busy time that a team sustains: F14."""
    return hours * busy / (service_minutes / 60)


def busy_share(contacts_a_year: Decimal, service_minutes: Decimal, team_hours_a_week: Decimal) -> Decimal:
    """Unit hour utilization: hours with people over hours of teams on duty: F13."""
    return contacts_a_year * service_minutes / 60 / (team_hours_a_week * YEAR_DAYS / 7)


def _on_duty(block: CallBlock, week: Sequence[Stretch]) -> tuple[tuple[int, Decimal], ...]:
    found: dict[int, Decimal] = {}
    for day in block.days:
        first = day * DAY + block.start
        last = first + ((block.end - block.start) % DAY or DAY)
        for start, end in ((first, min(last, WEEK)), (0, last - WEEK)):
            for teams, hours in hours_by_teams(week, start, end).items():
                found[teams] = found.get(teams, Decimal(0)) + hours
    return tuple(sorted(found.items()))
