"""The plan's answers that call data give: counts, and what the report says of share, trend, hours and limits."""

from __future__ import annotations

from coplan.calls import inputs
from coplan.calls.answers import plan_answers
from coplan.calls.best_hours import Spell
from coplan.content.answers.schedule import read_schedule
from coplan.reports.outcomes.counted import Counted
from coplan.reports.outcomes.needs import limits_of
from coplan.yaml.nodes import Data

MOST = 30  # endings that the plan lists


def needs_answers(found: Counted) -> dict[str, Data]:
    """Question key to answer, as text that the question's kind reads; empty for what these files do not tell.

    Files that are a sample tell no share, trend or hours.
    """
    needs = found.needs
    answers = plan_answers(needs, found.shown, found.call_map, found.missed)
    answers |= {inputs.CANNOT_TELL.key: [one for one in limits_of(found) if one != needs.trend]}
    if found.told is None or not found.call_map.whole:
        return answers
    if needs.share:
        answers[inputs.SHARE_INTERVAL.key] = f"{100 * needs.share.low:.1f}% to {100 * needs.share.high:.1f}%"
    answers[inputs.TREND.key] = needs.trend
    if found.hours_told is not None and found.every_unit:  # the question asks for the hours of all units
        answers[inputs.RESPONDER_HOURS.key] = str(round(found.hours_told))
    ends = {name: calls for name, calls in found.shown.dispositions.items() if name and calls is not None}
    answers[inputs.BY_ENDING.key] = [
        {"disposition": name, "calls": str(calls)} for name, calls in list(ends.items())[:MOST]
    ]
    if found.reach is not None:
        answers[inputs.SCHEDULE_REACH.key] = str(found.reach)
    if found.best:
        best = _reach(found, found.best, "of these calls")
        answers[inputs.BEST_SCHEDULE.key] = best
        if found.plain_best:
            plain = _reach(found, found.plain_best)
            answers[inputs.BEST_SCHEDULE.key] = (
                f"{best}; of those that run Monday to Friday or every day, the best is {plain}"
            )
    return answers


def _reach(found: Counted, spell: Spell, of: str = "") -> str:
    return f"{read_schedule(spell.written())}, about {found.percent(spell.calls)}% {of}".rstrip()
