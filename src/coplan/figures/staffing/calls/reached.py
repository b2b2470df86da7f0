"""The calls that come on duty, those that are missed, and those that the team can reach in a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coplan.figures.declared import Worked, declare
from coplan.figures.figure import Figure
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import PERCENT, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.hour_blocks import loads, peak, queues, spread, team_minutes
from coplan.figures.staffing.calls.offered_load import BlockLoad
from coplan.figures.staffing.people.cover import cover_share_vacancy
from coplan.figures.staffing.people.hours import duty_week

NEEDED = (reads.CALLS_BY_HOUR, reads.ELIGIBLE_CALLS, reads.SERVICE_MINUTES)


WITHOUT_BLOCKS = (reads.ELIGIBLE_CALLS, reads.SHARE_IN_HOURS, reads.SERVICE_MINUTES)


@declare(
    "staffing.calls_on_duty",
    "calls a year that come while a team is on duty",
    "calls",
    formula="calls a year that the team could take, spread over the blocks of hours like the counted calls; "
    "of each block the share of its hours on duty",
    source=("rps-cfs",),
    reads=(spread, reads.ELIGIBLE_CALLS, reads.CALLS_BY_HOUR, reads.HOURS),
)
def calls_on_duty(given: Given) -> Worked | None:
    on_duty = sum((part.calls_on_duty for part in given.once(spread)), Decimal(0))
    if not on_duty:
        return None
    table = given.from_answer(reads.CALLS_BY_HOUR, "see calls by block of hours")
    inputs = (given.from_answer(reads.ELIGIBLE_CALLS), table, given.from_answer(reads.HOURS))
    return Worked(rounded(on_duty, 0), inputs)


@declare(
    "staffing.duty_call_share",
    "share of these calls that come while a team is on duty",
    "percent",
    formula="calls while on duty ÷ calls a year that the team could take",
    source=("rps-cfs",),
    reads=(calls_on_duty, spread, reads.ELIGIBLE_CALLS),
)
def duty_call_share(given: Given) -> Worked | None:
    inside = given.figure(calls_on_duty)
    if inside is None:
        return None
    found = given.once(spread)
    on_duty = sum((part.calls_on_duty for part in found), Decimal(0))
    every = sum((part.calls_a_year for part in found), Decimal(0))
    inputs = (computed(inside), given.from_answer(reads.ELIGIBLE_CALLS))
    return Worked(rounded(on_duty / every * 100, PERCENT), inputs)


@declare(
    "staffing.missed_share",
    "share of the calls on duty that find every team busy",
    "percent",
    formula="missed share of each block by Erlang B, weighted with its calls on duty",
    source=("larson",),
    reads=(queues, peak, loads, team_minutes, reads.CALLS_BY_HOUR),
)
def missed_share(given: Given) -> Worked | None:
    if given.once(queues) or given.once(peak) is None:
        return None
    table = given.from_answer(reads.CALLS_BY_HOUR, "see calls by block of hours")
    return Worked(rounded(missed_of(given.once(loads)) * 100, PERCENT), (table, *given.once(team_minutes)))


def missed_of(found: Sequence[BlockLoad]) -> float:
    """Share of the calls on duty that find every team busy; 0 if there are none."""
    on_duty = sum(float(part.calls_on_duty) for part in found)
    return sum(float(part.calls_on_duty) * (part.missed or 0.0) for part in found) / on_duty if on_duty else 0.0


@declare(
    "staffing.contacts",
    "calls a year that the team can reach",
    "calls",
    formula="calls while on duty × share of the hours covered at the expected vacancy × (1 − missed share)",
    source=("larson", "co-start"),
    reads=(
        *(calls_on_duty, missed_share, cover_share_vacancy, queues, loads, spread, duty_week),
        *(reads.FOLLOW_UP_ONLY, reads.ELIGIBLE_CALLS, reads.SHARE_IN_HOURS, reads.SERVICE_MINUTES),
    ),
)
def contacts(given: Given) -> Worked | None:
    """Contacts follow staff: hours that the planned people cannot cover reach nobody.

    Without positions as if every hour were covered; without calls by hour as if none were missed.
    """
    inside, missed, cover = (given.figure(one) for one in (calls_on_duty, missed_share, cover_share_vacancy))
    if inside is None:
        return None if given.once(spread) else _spread_evenly(given, cover)
    if not given.once(loads):
        return None
    reached = number(inside) * (1 - share(missed) if missed else 1) * (share(cover) if cover else 1)
    words = ["calls while on duty" if missed else "calls while on duty, which wait for the team"]
    words += ["share of the hours covered at the expected vacancy"] if cover else ["every hour as if covered"]
    words += ["(1 − missed share)"] if missed else []
    inputs = tuple(computed(figure) for figure in (inside, cover, missed) if figure)
    return Worked(rounded(reached, 0), inputs, formula=" × ".join(words) if cover else ", ".join(words))


def _spread_evenly(given: Given, cover: Figure | None) -> Worked | None:
    if given.holds(reads.FOLLOW_UP_ONLY) or not given.once(duty_week) or given.lacking(*WITHOUT_BLOCKS):
        return None
    calls, inside = (given.from_answer(read) for read in WITHOUT_BLOCKS[:2])
    words = " × share of the hours covered at the expected vacancy" if cover else ""
    return Worked(
        rounded(number(calls) * share(inside) * (share(cover) if cover else 1), 0),
        (calls, inside, *([computed(cover)] if cover else [])),
        formula=f"calls a year that the team could take × share of them in duty hours{words}; as if none were missed",
        source=("rps-cfs",),
    )
