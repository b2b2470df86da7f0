"""Outcomes as a report: each measure that the plan chose, against its goal, with harms first and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coplan.calls.encounters.encounter_log import Log
from coplan.calls.encounters.measures import Result
from coplan.content.knowledge import Measure
from coplan.numerals import grouped
from coplan.reports.figure_words import first_upper
from coplan.reports.outcomes.shown_results import Goal, ShownResult, is_small
from coplan.reports.titled import Line, Part, Report, Section, Table

VERSION = 1  # of the JSON
CAVEAT = (
    "These figures say what happened, not what the program caused. A change from before may have other reasons: fewer "
    "or other calls, seasons, another way of counting, people who would have done better anyway."
)
NONE = "–"
HARMS = ("force", "injury", "hold", "arrest", "ed", "complaint")


@dataclass(frozen=True)
class Evaluation:
    """Everything that a run knows. `chosen` are the plan's measures, `cannot` those that the log does not give."""

    log: Log
    first: date | None
    last: date | None
    smallest: int
    measures: Mapping[str, Measure]
    goals: Mapping[str, Goal]
    shown: Sequence[ShownResult]
    cannot: Sequence[tuple[str, str]]

    def label(self, key: str) -> str:
        """What a measure is called; its key where the pack does not have it."""
        return self.measures[key].label if key in self.measures else key


def evaluation_report(found: Evaluation) -> Report:
    """The report that people read on a projector: harms and stop levels first."""
    harms, others = harms_and_others(found)
    sections = [
        Section("Harms, and the levels at which the plan says stop", _table(found, harms)),
        Section("Other measures", _table(found, others)),
        *_signals(found),
        *_groups(found),
        _limits(found),
    ]
    used = f"{found.log.used:,} of {found.log.rows:,} rows were used, {found.first} to {found.last}."
    return Report("Evaluation", sections, [Line(used), Line(CAVEAT, wrap=True)])


def harms_and_others(found: Evaluation) -> tuple[list[ShownResult], list[ShownResult]]:
    """Harms and whatever has a level to stop at, and the other measures."""
    harms = [one for one in found.shown if one.result.key in HARMS or _goal(found, one).stop is not None]
    return harms, [one for one in found.shown if one not in harms]


def _goal(found: Evaluation, one: ShownResult) -> Goal:
    return found.goals.get(one.result.key, Goal())


def _table(found: Evaluation, listed: Sequence[ShownResult]) -> list[Part]:
    if not listed:
        return [Line("None was chosen.")]
    rows = [row_of(found, one) for one in listed]
    return [Table(["Measure", "Now", "95% interval", "Of", "Not recorded", "Before", "Goal", "Stop level"], rows)]


def row_of(found: Evaluation, one: ShownResult) -> list[str]:
    """Label, value, interval, recorded, not recorded, before, goal and stop level of a measure, in words."""
    result, goal = one.result, _goal(found, one)
    label = found.label(result.key)
    between = NONE if one.low is None or one.high is None else f"{one.low:.1f} to {one.high:.1f}"
    return [
        first_upper(label),
        _now(found, one),
        between,
        NONE if one.known is None else f"{one.known:,}",
        NONE if one.unknown is None else f"{one.unknown:,}",
        _number(goal.baseline),
        f"{_number(goal.target)}{f' by {goal.due}' if goal.due and goal.target is not None else ''}",
        _stop(one, goal, found.smallest),
    ]


def _now(found: Evaluation, one: ShownResult) -> str:
    result = one.result
    if one.value is None:
        return f"fewer than {found.smallest}, or too few beside them" if result.known else "no row tells"
    if result.share is not None:
        return f"{one.value:.1f}{'%' if result.per == 100 else f' per {result.per:,}'}"
    if result.median is not None:
        return f"median {one.value:.0f} minutes, 90% within {one.high:.0f}"
    return f"{one.value:,.0f}" if result.key == "contacts" else f"{one.value:.0f} per 100"


def _stop(one: ShownResult, goal: Goal, smallest: int) -> str:
    """The level, and whether it is reached: told even where the count is too small to show, unless it would tell it."""
    if goal.stop is None:
        return NONE
    result, stop = one.result, float(goal.stop)
    value = result.share.share * result.per if result.share else one.value
    words = f"{'above' if goal.above else 'below'} {_number(goal.stop)}"
    if value is None:
        return words
    reached = _past(value, stop, goal)
    if one.value is None and sum(_past(other, stop, goal) == reached for other in _hidden(result, smallest)) < 2:
        return f"{words}: too close to it to tell; look at the rows"
    return f"{words}: {'REACHED' if reached else 'not reached'}"


def _past(value: float, stop: float, goal: Goal) -> bool:
    return value > stop if goal.above else value < stop


def _hidden(result: Result, smallest: int) -> list[float]:
    """The values that a rate may have whose count, or what is left beside it, is too small to show."""
    counts = [count for count in range(1, smallest) if count <= result.known]
    if not is_small(result.hits, smallest):
        counts = [result.known - count for count in counts]
    return [result.per * count / result.known for count in counts]


def _number(value: Any) -> str:
    return NONE if value is None else grouped(Decimal(value))


def _signals(found: Evaluation) -> Iterator[Section]:
    words = []
    for one in found.shown:
        words += [f"{first_upper(found.label(one.result.key))}: {signal}." for signal in one.signals]
    if words:
        note = "A signal says that something changed, not why. Ask what happened in those months."
        yield Section("Signals by month", [*[Line(one, wrap=True) for one in words], Line(note, wrap=True)])


def _groups(found: Evaluation) -> Iterator[Section]:
    rows = []
    for one in found.shown:
        label = found.label(one.result.key)
        for by, values in one.groups.items():
            told = {name: value for name, value in values.items() if value is not None}
            if len(told) > 1:
                rows += [[label, by.replace("_", " "), name, f"{value:.1f}"] for name, value in told.items()]
    if rows:
        parts: list[Part] = [Table(["Measure", "By", "Group", "Rate"], rows), Line()]
        parts.append(Line("A difference between groups is a question to ask, with people of that group.", wrap=True))
        yield Section("By group, where enough people are behind a rate", parts)


def _limits(found: Evaluation) -> Section:
    words = [*limits_of(found)]
    words.append("A rate is over the rows in which its outcome is recorded. What is not recorded is never a success.")
    words.append(f"Counts below {found.smallest} are not grouped, nor rates from which they would follow.")
    return Section("What this log cannot tell", [Line(one, wrap=True) for one in words])


def limits_of(found: Evaluation) -> Iterator[str]:
    """What the log does not give, in sentences."""
    for key, why in found.cannot:
        yield f"{first_upper(found.label(key))} {why}."
    faults = len(found.log.faults) + found.log.more_faults
    if faults:
        yield f"{faults:,} cells or rows are wrong and count as not recorded: coplan encounters check FILE names them."
    if found.log.unknown:
        yield f"Columns that the form does not have were not read: {', '.join(found.log.unknown)}."


def evaluation_data(found: Evaluation) -> dict[str, Any]:
    """The figures for scripts; null where a count may not be shown."""
    return {
        "version": VERSION,
        "rows": found.log.rows,
        "used": found.log.used,
        "faults": len(found.log.faults) + found.log.more_faults,
        "first": str(found.first) if found.first else None,
        "last": str(found.last) if found.last else None,
        "measures": [_data(found, one) for one in found.shown],
        "cannot": [{"measure": key, "why": why} for key, why in found.cannot],
    }


def _data(found: Evaluation, one: ShownResult) -> dict[str, Any]:
    result, goal = one.result, _goal(found, one)
    return {
        "measure": result.key,
        "label": found.label(result.key),
        "numerator": one.hits,
        "denominator": one.known if one.value is not None else None,
        "not_recorded": one.unknown,
        "value": one.value,
        "per": result.per,
        "low": one.low,
        "high": one.high,
        "months": {f"{month:%Y-%m}": value for month, value in one.months.items()},
        "control_limits": dict(zip((f"{month:%Y-%m}" for month in one.months), one.limits or (), strict=False)) or None,
        "signals": one.signals,
        "groups": one.groups,
        "before": None if goal.baseline is None else float(goal.baseline),
        "goal": None if goal.target is None else float(goal.target),
        "stop": _stop(one, goal, found.smallest) if goal.stop is not None else None,
    }
