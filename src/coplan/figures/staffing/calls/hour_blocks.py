"""Calls by block of hours: who waits, how long a contact takes, the load of each block and of the busiest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from coplan.content.answers.values import Missing, clock_words
from coplan.figures.declared import step
from coplan.figures.figure import Input
from coplan.figures.given import Given, number
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls import offered_load
from coplan.figures.staffing.calls.offered_load import BlockLoad, CallBlock
from coplan.figures.staffing.people.hours import duty_week


@step(reads.MODELS)
def queues(given: Given) -> bool:
    """True if calls wait for the team. Otherwise others go on without it, and the call is missed."""
    models = given.answer(reads.MODELS)
    return (
        bool(models)
        and all(model in (*reads.QUEUES, *reads.BESIDE) for model in models)
        and any(model in reads.QUEUES for model in models)
    )


@step(reads.CALLS_BY_HOUR)
def blocks(given: Given) -> list[CallBlock]:
    """The plan's table of calls by day and hour; rows that are not complete are left out."""
    rows = given.answer(reads.CALLS_BY_HOUR)
    return [_block(row) for row in rows if row["day"] and not any(_empty(row, "start", "end", "calls"))]


def _empty(row: Any, *names: str) -> list[bool]:
    return [found for found in (isinstance(row[name], Missing) for name in names) if found]


def _block(row: Any) -> CallBlock:
    start, end = (row[name].hour * 60 + row[name].minute for name in ("start", "end"))
    return CallBlock(str(row["day"]), reads.DAYS[row["day"].key], start, end or 1440, int(row["calls"]))


@step(reads.SERVICE_MINUTES, reads.TRAVEL_MINUTES, reads.TWO_TEAMS)
def team_minutes(given: Given) -> tuple[Input, ...]:
    """The time that one contact takes of the teams: of one team, travel that this leaves out, share with two teams.

    Empty while the time per contact is not answered.
    """
    if given.lacking(reads.SERVICE_MINUTES):
        return ()
    more = [read for read in (reads.TRAVEL_MINUTES, reads.TWO_TEAMS) if not given.lacking(read)]
    return tuple(given.from_answer(read) for read in (reads.SERVICE_MINUTES, *more))


def minutes_of(given: Given) -> Decimal:
    """Minutes of team time that one contact takes: (one team + travel) × (1 + share with two teams); 0 if not known."""
    if not given.once(team_minutes):
        return Decimal(0)
    travel = Decimal(given.answer(reads.TRAVEL_MINUTES) or 0)
    twice = Decimal(given.answer(reads.TWO_TEAMS) or 0) / 100
    return (number(given.once(team_minutes)[0]) + travel) * (1 + twice)


@step(reads.FOLLOW_UP_ONLY, reads.CALLS_BY_HOUR, reads.ELIGIBLE_CALLS, team_minutes, duty_week, blocks)
def spread(given: Given) -> tuple[BlockLoad, ...]:
    """Every block of hours with its calls; none without hours on duty and counted calls. How long is not needed."""
    if given.lacking(reads.ELIGIBLE_CALLS):
        return ()
    return loads_of(given, number(given.from_answer(reads.ELIGIBLE_CALLS)))


def loads_of(given: Given, calls: Decimal) -> tuple[BlockLoad, ...]:
    """The blocks of hours, if so many calls came in a year."""
    week, found = given.once(duty_week), given.once(blocks)
    if given.holds(reads.FOLLOW_UP_ONLY) or not week or not found:
        return ()
    return offered_load.block_loads(found, calls, minutes_of(given), week)


@step(spread, team_minutes)
def loads(given: Given) -> tuple[BlockLoad, ...]:
    """The same, once it is known how long a contact takes."""
    return given.once(spread) if given.once(team_minutes) else ()


@step(loads)
def peak(given: Given) -> BlockLoad | None:
    """The block with the largest load while a team is on duty."""
    covered = [part for part in given.once(loads) if part.on_duty and part.block.calls]
    return max(covered, key=lambda part: part.load, default=None)


def span_words(block: CallBlock) -> str:
    """From when to when a block runs: noon to 4 p.m."""
    return f"{clock_words(block.start)} to {clock_words(block.end)}"
