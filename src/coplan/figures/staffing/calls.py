"""Calls and teams: the calls that come on duty, those that are missed or wait, and how busy the teams are."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from coplan.content.answers.values import Missing, clock_words
from coplan.figures.declared import Worked, declare, step
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import FTE, HOURS, PERCENT, RATE, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing import load, relief
from coplan.figures.staffing.erlang import servers_for
from coplan.figures.staffing.load import BlockLoad, CallBlock
from coplan.figures.staffing.people import cover_share_vacancy, duty_week, paid_hours, team_hours

NEEDED = (reads.CALLS_BY_HOUR, reads.ELIGIBLE_CALLS, reads.SERVICE_MINUTES)
WITHOUT_BLOCKS = (reads.ELIGIBLE_CALLS, reads.SHARE_IN_HOURS, reads.SERVICE_MINUTES)


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
    return load.block_loads(found, calls, minutes_of(given), week)


@step(spread, team_minutes)
def loads(given: Given) -> tuple[BlockLoad, ...]:
    """The same, once it is known how long a contact takes."""
    return given.once(spread) if given.once(team_minutes) else ()


@step(loads)
def peak(given: Given) -> BlockLoad | None:
    """The block with the largest load while a team is on duty."""
    covered = [part for part in given.once(loads) if part.on_duty and part.block.calls]
    return max(covered, key=lambda part: part.load, default=None)


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
        label="calls a year while a team is on duty",
        formula=f"calls a year that the team could take × share of them in duty hours{words}; as if none were missed",
        source=("rps-cfs",),
    )


@declare(
    "staffing.teams_peak",
    "teams on duty in the busiest block",
    "teams",
    formula="the smallest number of teams on duty in the block with the largest load",
    reads=(peak,),
)
def teams_peak(given: Given) -> Worked | None:
    busiest = given.once(peak)
    return None if busiest is None else Worked(_teams(busiest))


@declare(
    "staffing.load_peak",
    "offered load in the busiest block on duty",
    formula="calls a year in the block ÷ its hours a year × team time per contact in hours",
    source=("erl", "uhu"),
    reads=(peak, team_minutes, reads.CALLS_BY_HOUR),
)
def load_peak(given: Given) -> Worked | None:
    busiest = given.once(peak)
    if busiest is None:
        return None
    where = f"{busiest.block.label}, {span_words(busiest.block)}"
    came = Input(f"calls a year in the busiest block ({where})", rounded(busiest.calls_a_year, 1), "", "computed")
    hours = given.from_answer(
        reads.CALLS_BY_HOUR, rounded(busiest.block.hours, HOURS), "hours of the block a week", "hours"
    )
    return Worked(rounded(busiest.load, RATE), (came, hours, *given.once(team_minutes)))


@declare(
    "staffing.wait_share_peak",
    "share of the calls that wait in the busiest block",
    "percent",
    formula="Erlang C of the offered load and the teams on duty",
    source=("erl",),
    reads=(queues, peak, load_peak),
)
def wait_share_peak(given: Given) -> Worked | None:
    found = _waiting(given)
    return Worked(rounded((found[0].waits or 0.0) * 100, PERCENT), found[1]) if found else None


@declare(
    "staffing.late_share_peak",
    "share of the calls that wait too long in the busiest block",
    "percent",
    formula="Erlang C of the offered load and the teams on duty",
    source=("erl",),
    reads=(queues, peak, load_peak, reads.LATE_MINUTES),
)
def late_share_peak(given: Given) -> Worked | None:
    found = _waiting(given)
    if found is None:
        return None
    late = given.assumed(reads.LATE_MINUTES)
    return Worked(rounded((found[0].late(number(late)) or 0.0) * 100, PERCENT), (*found[1], late))


@declare(
    "staffing.mean_wait_peak",
    "mean wait in the busiest block",
    "minutes",
    formula="share that waits × team time per contact ÷ (teams on duty − offered load)",
    source=("erl",),
    reads=(queues, peak, load_peak),
)
def mean_wait_peak(given: Given) -> Worked | None:
    found = _waiting(given)
    if found is None:
        return None
    mean = found[0].mean_wait
    if mean is None or mean == float("inf"):
        return Worked("without limit", found[1], unit="")
    return Worked(rounded(mean, HOURS), found[1])


@declare(
    "staffing.missed_share_peak",
    "share of the calls that find every team busy in the busiest block",
    "percent",
    formula="Erlang B of the offered load and the teams on duty",
    source=("larson", "erl"),
    reads=(queues, peak, load_peak),
)
def missed_share_peak(given: Given) -> Worked | None:
    busiest = given.once(peak)
    if busiest is None or given.once(queues):
        return None
    words = missed_share_peak.formula + ("; load ÷ (1 + load) for one team" * (_teams(busiest) == 1))
    return Worked(rounded((busiest.missed or 0.0) * 100, PERCENT), _offered(given, busiest), formula=words)


@declare(
    "staffing.teams_for_target",
    "teams that the busiest block needs for the target",
    "teams",
    formula="the smallest number of teams with a missed share by Erlang B at or below the target",
    source=("larson", "erl"),
    reads=(peak, load_peak, reads.MISSED_TARGET),
)
def teams_for_target(given: Given) -> Worked | None:
    busiest, offered = given.once(peak), given.figure(load_peak)
    if busiest is None or offered is None:
        return None
    target = given.assumed(reads.MISSED_TARGET)
    return Worked(servers_for(busiest.load, share(target)), (computed(offered), target))


@declare(
    "staffing.uhu",
    "share of duty time with people (unit hour utilization)",
    "percent",
    formula="calls a year that the team can reach × team time per contact in hours "
    "÷ (hours of all teams a week × 365 ÷ 7 × share of the hours covered at the expected vacancy)",
    source=("uhu", "henrico"),
    reads=(contacts, team_hours, cover_share_vacancy, team_minutes),
)
def uhu(given: Given) -> Worked | None:
    """Of the duty time that is covered. An average: single evenings are far above it."""
    found = busy_inputs(given)
    if found is None:
        return None
    reached, hours, inputs = found
    return Worked(busy_percent(given, number(reached), hours), (computed(reached), *inputs))


def busy_percent(given: Given, reached: Decimal, hours: Decimal) -> Decimal:
    """So many contacts a year as a percentage of the hours a week with a team."""
    return rounded(load.busy_share(reached, minutes_of(given), hours) * 100, PERCENT)


@declare(
    "staffing.contacts_a_shift",
    "contacts that one shift can hold",
    "contacts",
    formula="hours of a shift × share of duty time that a team can sustain ÷ team time per contact in hours",
    source=("star-vol", "henrico"),
    reads=(contacts, team_hours, team_minutes, reads.SHIFT, reads.SHIFT_HOURS, reads.BUSY_TARGET),
)
def contacts_a_shift(given: Given) -> Worked | None:
    if busy_inputs(given) is None:
        return None
    shift, target = shift_length(given) or given.assumed(reads.SHIFT_HOURS), given.assumed(reads.BUSY_TARGET)
    value = load.contacts_a_shift(number(shift), share(target), minutes_of(given))
    return Worked(rounded(value, HOURS), (shift, target, *given.once(team_minutes)))


@declare(
    "staffing.workload_fte",
    "FTE that the contacts alone would take, for each seat",
    "FTE",
    formula="calls a year that the team can reach × team time per contact in hours ÷ paid hours; "
    "administration, follow-up and waiting for calls come on top",
    source=("callload",),
    reads=(contacts, team_hours, team_minutes, paid_hours),
)
def workload_fte(given: Given) -> Worked | None:
    found = busy_inputs(given)
    if found is None:
        return None
    paid = given.once(paid_hours)
    value = relief.workload_fte(number(found[0]), minutes_of(given), number(paid))
    return Worked(rounded(value, FTE), (computed(found[0]), *given.once(team_minutes), paid))


@declare(
    "staffing.queues",
    "whether calls wait for the team",
    formula="yes if nobody else takes the calls of any model of the program",
    reads=(queues,),
)
def waits_for_team(given: Given) -> Worked:
    return Worked(given.once(queues))


@declare(
    "staffing.overloaded",
    "whether such a queue grows without limit",
    formula="yes if calls wait for the team and the load of the busiest block is not below its teams",
    reads=(queues, peak),
)
def overloaded(given: Given) -> Worked | None:
    busiest = given.once(peak)
    return None if busiest is None else Worked(given.once(queues) and busiest.load >= _teams(busiest))


def _teams(busiest: BlockLoad) -> int:
    return min(count for count, _ in busiest.on_duty)


def _offered(given: Given, busiest: BlockLoad) -> tuple[Input, ...]:
    """Load and teams, which go into everything that is said of the busiest block."""
    offered = given.figure(load_peak)
    on_duty = Input("teams on duty in that block", _teams(busiest), "", "computed", team_hours.key)
    return (computed(offered), on_duty) if offered else ()


def _waiting(given: Given) -> tuple[BlockLoad, tuple[Input, ...]] | None:
    busiest = given.once(peak)
    return (busiest, _offered(given, busiest)) if busiest is not None and given.once(queues) else None


def busy_inputs(given: Given) -> tuple[Figure, Decimal, tuple[Input, ...]] | None:
    """Contacts, the hours a week with a team, and what these rest on; None where one of them is not known."""
    reached, teams, cover = (given.figure(one) for one in (contacts, team_hours, cover_share_vacancy))
    if reached is None or teams is None or not given.once(team_minutes):
        return None
    hours = number(teams) * (share(cover) if cover else 1)
    inputs = (*given.once(team_minutes), computed(teams), *([computed(cover)] if cover else []))
    return (reached, hours, inputs) if hours else None


def shift_length(given: Given) -> Input | None:
    """The hours of a shift, if the shift pattern says them."""
    pattern = given.answer(reads.SHIFT)
    hours = reads.SHIFTS.get(pattern.key) if pattern else None
    return None if hours is None else given.from_answer(reads.SHIFT, Decimal(hours), "hours of a shift", "hours")


def span_words(block: CallBlock) -> str:
    """From when to when a block runs: noon to 4 p.m."""
    return f"{clock_words(block.start)} to {clock_words(block.end)}"
