"""How busy the teams are: utilization, contacts a shift, the FTE that contacts alone would take."""

from __future__ import annotations

from decimal import Decimal

from coplan.figures.declared import Worked, declare
from coplan.figures.figure import Figure, Input
from coplan.figures.given import Given, computed, number, share
from coplan.figures.rounding import FTE, HOURS, PERCENT, rounded
from coplan.figures.staffing import inputs as reads
from coplan.figures.staffing.calls import offered_load
from coplan.figures.staffing.calls.hour_blocks import minutes_of, team_minutes
from coplan.figures.staffing.calls.reached import contacts
from coplan.figures.staffing.people import relief
from coplan.figures.staffing.people.cover import cover_share_vacancy
from coplan.figures.staffing.people.hours import paid_hours, team_hours


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
    return rounded(offered_load.busy_share(reached, minutes_of(given), hours) * 100, PERCENT)


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
    value = offered_load.contacts_a_shift(number(shift), share(target), minutes_of(given))
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
