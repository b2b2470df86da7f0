"""Calls against teams: what comes when, what is missed or waits, how many teams it takes, how busy they are."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from coplan.content.answers.values import Missing
from coplan.figures.figure import Figure, Input
from coplan.figures.given import answer, answer_or_assumed, assumed, computed, from_answer, lacking, number, share
from coplan.figures.rounding import FTE, HOURS, PERCENT, RATE, rounded
from coplan.figures.staffing import load, relief
from coplan.figures.staffing.erlang import servers_for
from coplan.figures.staffing.load import BlockLoad, CallBlock
from coplan.figures.staffing.people import People
from coplan.figures.staffing.result import Section
from coplan.plan.view import Answers

NEEDED = ("needs.calls_by_hour", "needs.eligible_calls", "resources.service_minutes")
DAYS: dict[str, tuple[int, ...]] = {"mo": (0,), "tu": (1,), "we": (2,), "th": (3,), "fr": (4,), "sa": (5,), "su": (6,)}
DAYS |= {"weekday": (0, 1, 2, 3, 4), "weekend": (5, 6)}
QUEUES = ("civilian_team", "mobile_crisis")  # nobody else takes the call, so people wait for the team
SHIFTS = {"five_8": 8, "four_10": 10, "three_12": 12, "shift_24": 24}


def queues(answers: Answers) -> bool:
    """True if calls wait for the team. Otherwise others go on without it, and the call is missed."""
    models = answer(answers, "design.models")
    return (
        bool(models)
        and all(model in (*QUEUES, "follow_up", "community_health") for model in models)
        and any(model in QUEUES for model in models)
    )


def blocks(answers: Answers) -> list[CallBlock]:
    """The plan's table of calls by day and hour; rows that are not complete are left out."""
    rows = answer(answers, "needs.calls_by_hour")
    return [_block(row) for row in rows if row["day"] and not any(_empty(row, "start", "end", "calls"))]


def _empty(row: Any, *names: str) -> list[bool]:
    return [found for found in (isinstance(row[name], Missing) for name in names) if found]


def _block(row: Any) -> CallBlock:
    start, end = (row[name].hour * 60 + row[name].minute for name in ("start", "end"))
    return CallBlock(str(row["day"]), DAYS[row["day"].key], start, end or 1440, int(row["calls"]))


def calls(answers: Answers, people: People) -> tuple[Section, tuple[BlockLoad, ...]]:
    """The section on calls, and every block of hours."""
    missing = (*lacking(answers, "design.hours"), *lacking(answers, *NEEDED))
    title = "Calls and teams"
    if people.hours is None or missing or not blocks(answers):
        return Section("calls", title, tuple(_spread_evenly(answers, people)), missing), ()
    given = tuple(from_answer(answers, key) for key in NEEDED[1:])
    found = load.block_loads(blocks(answers), number(given[0]), number(given[1]), people.week)
    covered = [part for part in found if part.on_duty and part.block.calls]
    if not covered:
        return Section("calls", title, (), missing, ("No calls were counted in the hours on duty.",)), found
    figures = [*_shares(answers, found, given), *_peak(answers, covered, given)]
    by_key = {figure.key: figure for figure in figures}
    figures += _busy(answers, people, by_key["staffing.contacts"], given[1])
    return Section("calls", title, tuple(figures), missing), found


def _shares(answers: Answers, found: tuple[BlockLoad, ...], given: tuple[Input, ...]) -> list[Figure]:
    table = from_answer(answers, "needs.calls_by_hour", "see calls by block of hours")
    hours = from_answer(answers, "design.hours")
    on_duty = sum((part.calls_on_duty for part in found), Decimal(0))
    every = sum((part.calls_a_year for part in found), Decimal(0))
    missed = sum(float(part.calls_on_duty) * (part.missed or 0.0) for part in found) / float(on_duty)
    inside = Figure(
        "staffing.calls_on_duty",
        "calls a year that come while a team is on duty",
        rounded(on_duty, 0),
        "calls",
        "calls a year that the team could take, spread over the blocks of hours like the counted calls; "
        "of each block the share of its hours on duty",
        (given[0], table, hours),
        ("rps-cfs",),
    )
    part = Figure(
        "staffing.duty_call_share",
        "share of these calls that come while a team is on duty",
        rounded(on_duty / every * 100, PERCENT),
        "percent",
        "calls while on duty ÷ calls a year that the team could take",
        (computed(inside), given[0]),
        ("rps-cfs",),
    )
    if queues(answers):
        lost: list[Figure] = []
        inputs: tuple[Input, ...] = (computed(inside),)
        reached = Decimal(inside.value)
        formula = "calls a year while a team is on duty; nobody else takes them"
    else:
        lost = [
            Figure(
                "staffing.missed_share",
                "share of the calls on duty that find every team busy",
                rounded(missed * 100, PERCENT),
                "percent",
                "missed share of each block by Erlang B, weighted with its calls on duty",
                (table, given[1]),
                ("larson",),
            )
        ]
        reached = Decimal(inside.value) * (1 - Decimal(lost[0].value) / 100)
        formula, inputs = "calls while on duty × (1 − missed share)", (computed(inside), computed(lost[0]))
    contacts = Figure(
        "staffing.contacts",
        "calls a year that the team can reach",
        rounded(reached, 0),
        "calls",
        formula,
        inputs,
        ("larson",),
    )
    return [inside, part, *lost, contacts]


def _peak(answers: Answers, covered: list[BlockLoad], given: tuple[Input, ...]) -> list[Figure]:
    """The block with the largest load while a team is on duty."""
    peak = max(covered, key=lambda part: part.load)
    teams = min(count for count, _ in peak.on_duty)
    where = f"{peak.block.label}, {span_words(peak.block)}"
    came = Input(f"calls a year in the busiest block ({where})", rounded(peak.calls_a_year, 1), "", "computed")
    offered = Figure(
        "staffing.load_peak",
        "offered load in the busiest block on duty",
        rounded(peak.load, RATE),
        "",
        "calls a year in the block ÷ its hours a year × team time per contact in hours",
        (
            came,
            Input("hours of the block a week", rounded(peak.block.hours, HOURS), "hours", "plan", NEEDED[0]),
            given[1],
        ),
        ("erl", "uhu"),
    )
    on_duty = Input("teams on duty in that block", teams, "", "computed", "staffing.team_hours")
    target = assumed(answers, "missed_target")
    wanted = Figure(
        "staffing.teams_for_target",
        "teams that the busiest block needs for the target",
        servers_for(peak.load, share(target)),
        "teams",
        "the smallest number of teams with a missed share by Erlang B at or below the target",
        (computed(offered), target),
        ("larson", "erl"),
    )
    if queues(answers):
        return [offered, *_waits(answers, peak, (computed(offered), on_duty)), wanted]
    missed = Figure(
        "staffing.missed_share_peak",
        "share of the calls that find every team busy in the busiest block",
        rounded((peak.missed or 0.0) * 100, PERCENT),
        "percent",
        "Erlang B of the offered load and the teams on duty" + ("; load ÷ (1 + load) for one team" * (teams == 1)),
        (computed(offered), on_duty),
        ("larson", "erl"),
    )
    return [offered, missed, wanted]


def _waits(answers: Answers, peak: BlockLoad, inputs: tuple[Input, ...]) -> list[Figure]:
    late = assumed(answers, "late_minutes")
    shares = {
        "wait_share_peak": ("share of the calls that wait in the busiest block", peak.waits, inputs),
        "late_share_peak": (
            "share of the calls that wait too long in the busiest block",
            peak.late(number(late)),
            (*inputs, late),
        ),
    }
    made = [
        Figure(
            f"staffing.{key}",
            label,
            rounded((value or 0.0) * 100, PERCENT),
            "percent",
            "Erlang C of the offered load and the teams on duty",
            items,
            ("erl",),
        )
        for key, (label, value, items) in shares.items()
    ]
    mean = peak.mean_wait
    endless = mean is None or mean == float("inf")
    value = "without limit" if endless else rounded(mean or 0.0, HOURS)
    words = "share that waits × team time per contact ÷ (teams on duty − offered load)"
    unit = "" if endless else "minutes"
    wait = Figure("staffing.mean_wait_peak", "mean wait in the busiest block", value, unit, words, inputs, ("erl",))
    return [*made, wait]


def _busy(answers: Answers, people: People, contacts: Figure, minutes: Input) -> list[Figure]:
    assert people.hours is not None
    teams = people.hours[1]
    if not teams.value:
        return []
    paid = answer_or_assumed(answers, "resources.paid_hours", "paid_hours")
    target = assumed(answers, "busy_target")
    shift = _shift(answers)
    reached = Decimal(contacts.value)
    busy = load.busy_share(reached, number(minutes), Decimal(teams.value))
    return [
        Figure(
            "staffing.uhu",
            "share of duty time with people (unit hour utilization)",
            rounded(busy * 100, PERCENT),
            "percent",
            "calls a year that the team can reach × team time per contact in hours "
            "÷ (hours of all teams a week × 365 ÷ 7)",
            (computed(contacts), minutes, computed(teams)),
            ("uhu", "henrico"),
        ),
        Figure(
            "staffing.contacts_a_shift",
            "contacts that one shift can hold",
            rounded(load.contacts_a_shift(number(shift), share(target), number(minutes)), HOURS),
            "contacts",
            "hours of a shift × share of duty time that a team can sustain ÷ team time per contact in hours",
            (shift, target, minutes),
            ("star-vol", "henrico"),
        ),
        Figure(
            "staffing.workload_fte",
            "FTE that the contacts alone would take, for each seat",
            rounded(relief.workload_fte(reached, number(minutes), number(paid)), FTE),
            "FTE",
            "calls a year that the team can reach × team time per contact in hours ÷ paid hours; "
            "administration, follow-up and waiting for calls come on top",
            (computed(contacts), minutes, paid),
            ("callload",),
        ),
    ]


def _spread_evenly(answers: Answers, people: People) -> list[Figure]:
    """Without calls by hour: how busy the teams are if they reach every call in their hours."""
    keys = ("needs.eligible_calls", "resources.share_in_hours", "resources.service_minutes")
    if people.hours is None or lacking(answers, *keys):
        return []
    calls, inside, minutes = (from_answer(answers, key) for key in keys)
    contacts = Figure(
        "staffing.contacts",
        "calls a year while a team is on duty",
        rounded(number(calls) * share(inside), 0),
        "calls",
        "calls a year that the team could take × share of them in duty hours; as if none were missed",
        (calls, inside),
        ("rps-cfs",),
    )
    return [contacts, *_busy(answers, people, contacts, minutes)]


def _shift(answers: Answers) -> Input:
    pattern = answer(answers, "resources.shift")
    hours = SHIFTS.get(pattern.key) if pattern else None
    if hours is None:
        return assumed(answers, "shift_hours")
    return from_answer(answers, "resources.shift", Decimal(hours), "hours of a shift", "hours")


def span_words(block: CallBlock) -> str:
    """From when to when a block runs: noon to 4 p.m."""
    from coplan.content.answers.values import clock_words

    return f"{clock_words(block.start)} to {clock_words(block.end)}"
