"""Callouts that the budget pays, against the calls that come while somebody is on call."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from coplan.figures.budget import inputs as reads
from coplan.figures.budget.cost.cost_lines import CostLine
from coplan.figures.budget.parts import lines_by_key
from coplan.figures.declared import Each, Worked, declare, step
from coplan.figures.given import Given, computed, number
from coplan.figures.staffing.on_call import on_call_calls

LARGEST = Decimal("9999.9")


@step(lines_by_key)
def callouts(given: Given) -> Mapping[str, CostLine]:
    """The lines that pay callouts, by the place of the group among those on call."""
    found = given.once(lines_by_key)
    return {key.partition(".")[2]: line for key, line in found.items() if key.startswith("callouts.")}


@declare(
    "budget.callouts_share",
    "paid callouts, of the calls to expect in a week on call",
    "percent",
    formula="paid callouts a week ÷ calls to expect in a week on call; above 100% more is paid than can come",
    reads=(callouts, on_call_calls, reads.CALLOUTS),
    each=Each("row of those on call who are paid callouts", callouts),
)
def callouts_share(given: Given, place: str) -> Worked | None:
    """None where nobody counted the calls off duty."""
    come = given.figure(on_call_calls, place) if place in given.keys(on_call_calls) else None
    if come is None:
        return None
    paid = given.assumed(reads.CALLOUTS)
    if not number(come) and not number(paid):
        return None
    part = number(paid) / number(come) * 100 if number(come) else LARGEST
    who = given.once(callouts)[place].cost.label
    label = f"{callouts_share.label}: {who.partition(': ')[2]}"
    return Worked(min(part, LARGEST).quantize(Decimal("0.1")), (paid, computed(come)), label=label)


@declare(
    "budget.callouts_beyond_calls",
    "groups on call who are paid more callouts than calls can come",
    formula="groups whose paid callouts are above 100% of the calls to expect in a week on call",
    reads=(callouts_share,),
)
def callouts_beyond_calls(given: Given) -> Worked:
    found = given.each(callouts_share)
    beyond = (_words(given, place) for place, figure in found.items() if number(figure) > 100)
    return Worked(tuple(beyond), tuple(computed(figure) for figure in found.values()))


@declare(
    "budget.callouts_below_calls",
    "groups on call who are paid for fewer than half of the calls to expect",
    formula="groups whose paid callouts are below 50% of the calls to expect in a week on call",
    reads=(callouts_share,),
)
def callouts_below_calls(given: Given) -> Worked:
    found = given.each(callouts_share)
    below = (_words(given, place) for place, figure in found.items() if number(figure) < 50)
    return Worked(tuple(below), tuple(computed(figure) for figure in found.values()))


def _words(given: Given, place: str) -> str:
    come, who = given.figure(on_call_calls, place), given.once(callouts)[place].cost.label.partition(": ")[2]
    return f"{who} ({given.assumed(reads.CALLOUTS).value} paid, {come.value if come else 0} to expect)"


CALLOUTS = (callouts_share, callouts_beyond_calls, callouts_below_calls)
