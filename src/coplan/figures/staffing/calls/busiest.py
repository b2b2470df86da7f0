"""The busiest block of hours: its load, waits and missed calls, and the teams that it needs."""

from __future__ import annotations

from coplan.figures.declared import Worked, declare
from coplan.figures.figure import Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import HOURS, PERCENT, RATE, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls.erlang import servers_for
from coplan.figures.staffing.calls.hour_blocks import peak, queues, span_words, team_minutes
from coplan.figures.staffing.calls.offered_load import BlockLoad
from coplan.figures.staffing.people.hours import team_hours


@declare(
    "staffing.teams_peak",
    "teams on duty in the busiest block",
    "teams",
    formula="the smallest number of teams on duty in the block with the largest load",
    reads=(peak,),
)
def teams_peak(given: Given) -> Worked | None:
    busiest = given.once(peak)
    return None if busiest is None else Worked(_teams(busiest), (_block(busiest),))


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
    came = _block(busiest)
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
    reads=(queues, peak, load_peak),
)
def overloaded(given: Given) -> Worked | None:
    busiest = given.once(peak)
    if busiest is None:
        return None
    return Worked(given.once(queues) and busiest.load >= _teams(busiest), _offered(given, busiest))


def _block(busiest: BlockLoad) -> Input:
    where = f"{busiest.block.label}, {span_words(busiest.block)}"
    return Input(f"calls a year in the busiest block ({where})", rounded(busiest.calls_a_year, 1), "", "computed")


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
