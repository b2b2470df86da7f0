"""Outcomes as a report: each measure that the plan chose, against its goal, with harms first and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coplan.calls.encounters.chart import signals
from coplan.calls.encounters.encounter_log import Log
from coplan.calls.encounters.measures import Result, needed_fields
from coplan.calls.privacy import hidden_total, hide_in_list
from coplan.content.answers.rows import Row
from coplan.content.knowledge import Measure
from coplan.numerals import grouped
from coplan.reports.figure_words import first_upper
from coplan.reports.titled import Line, Part, Report, Section, Table

VERSION = 1  # of the JSON
CAVEAT = (
    "These figures say what happened, not what the program caused. A change from before may have other reasons: fewer "
    "or other calls, seasons, another way of counting, people who would have done better anyway."
)
HARMS = ("force", "injury", "hold", "arrest", "ed", "complaint")


@dataclass(frozen=True)
class Goal:
    """What the plan said of a measure: where it stood, where it should go by when, and when to stop and review."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    due: str = ""
    stop: Decimal | None = None
    above: bool = True


@dataclass(frozen=True)
class ShownResult:
    """A result as it may be shown: None where a small count would be told."""

    result: Result
    hits: int | None
    value: float | None
    low: float | None
    high: float | None
    months: dict[date, float | None]
    groups: dict[str, dict[str, float | None]]


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


def goals_of(objectives: Sequence[Row], guardrails: Sequence[Row]) -> dict[str, Goal]:
    """The plan's objectives and guardrails by measure."""
    found: dict[str, Goal] = {}
    for row in objectives:
        key = _key(row, "metric")
        if key:
            found[key] = Goal(
                _cell(row, "baseline"), _cell(row, "target"), str(row["due"]) if "due" in row.cells else ""
            )
    for row in guardrails:
        key, stop = _key(row, "metric"), _cell(row, "threshold")
        if key and stop is not None:
            goal = found.get(key, Goal())
            above = _key(row, "direction") != "below"
            found[key] = Goal(goal.baseline, goal.target, goal.due, stop, above)
    return found


def _key(row: Row, column: str) -> str:
    return str(getattr(row[column], "key", "") or "") if column in row.cells else ""


def _cell(row: Row, column: str) -> Any:
    return row[column] if column in row.cells else None


def shown_result(result: Result, smallest: int) -> ShownResult:
    """A result without what small counts would tell: neither they, nor what is left beside them."""
    rest = result.known - result.hits
    small = result.share is not None and (_is_small(result.hits, smallest) or _is_small(rest, smallest))
    small = small or _is_small(result.known, smallest)
    share = result.share
    value = result.median if result.median is not None else share.share * result.per if share else None
    if result.key == "contacts":
        value = float(result.hits)
    elif result.key == "naloxone":
        value = 100 * result.hits / result.known if result.known else None
    if small:
        return ShownResult(result, None, None, None, None, dict.fromkeys(result.months), {})
    low, high = (share.low * result.per, share.high * result.per) if share else (None, result.high)
    months = _rates(result.months, smallest, result)
    groups = {by: _rates(counts, smallest, result) for by, counts in result.groups.items()}
    return ShownResult(result, hidden_total(result.hits, smallest), value, low, high, months, groups)


def _is_small(count: int, smallest: int) -> bool:
    return hidden_total(count, smallest) is None


def _rates(counts: Mapping[Any, tuple[int, int]], smallest: int, result: Result) -> dict[Any, float | None]:
    """A rate for each month or group, where neither its hits nor the rest of it are small."""
    hits = hide_in_list({key: hit for key, (hit, _) in counts.items()}, smallest)
    rest = hide_in_list({key: of - hit for key, (hit, of) in counts.items()}, smallest)
    if result.share is None:
        return {key: None if hits[key] is None else float(counts[key][0]) for key in counts}
    gone = {key for key in counts if hits[key] is None or rest[key] is None}
    if len(gone) == 1:  # what is left of the whole would tell it
        gone |= {
            min((key for key in counts if key not in gone), key=lambda key: counts[key][1], default=next(iter(gone)))
        }
    return {key: None if key in gone or not of else result.per * hit / of for key, (hit, of) in counts.items()}


def cannot_tell(keys: Sequence[str], measures: Mapping[str, Measure], held: Sequence[str]) -> list[tuple[str, str]]:
    """The chosen measures that the log does not give, and what each would need."""
    found = []
    for key in keys:
        needs = needed_fields(key)
        lacking = [field for field in needs if field not in held]
        if not needs:
            source = measures[key].data_source if key in measures else "another source"
            found.append((key, f"needs {source}, which an encounter log does not hold"))
        elif lacking:
            found.append((key, f"needs the fields {', '.join(lacking)}"))
    return found


def evaluation_report(found: Evaluation) -> Report:
    """The report that people read on a projector: harms and stop levels first."""
    harms = [one for one in found.shown if one.result.key in HARMS or _goal(found, one).stop is not None]
    others = [one for one in found.shown if one not in harms]
    sections = [
        Section("Harms, and the levels at which the plan says stop", _table(found, harms)),
        Section("Other measures", _table(found, others)),
        *_signals(found),
        *_groups(found),
        _limits(found),
    ]
    used = f"{found.log.used:,} of {found.log.rows:,} rows were used, {found.first} to {found.last}."
    return Report("Evaluation", sections, [Line(used), Line(CAVEAT, wrap=True)])


def _goal(found: Evaluation, one: ShownResult) -> Goal:
    return found.goals.get(one.result.key, Goal())


def _table(found: Evaluation, listed: Sequence[ShownResult]) -> list[Part]:
    if not listed:
        return [Line("None was chosen.")]
    rows = [_row(found, one) for one in listed]
    return [Table(["Measure", "Now", "95% interval", "Of", "Not recorded", "Before", "Goal", "Stop level"], rows)]


def _row(found: Evaluation, one: ShownResult) -> list[str]:
    result, goal = one.result, _goal(found, one)
    label = found.label(result.key)
    between = "–" if one.low is None or one.high is None else f"{one.low:.1f} to {one.high:.1f}"
    return [
        first_upper(label),
        _now(found, one),
        between,
        f"{result.known:,}",
        f"{result.unknown:,}" if result.unknown else "0",
        _number(goal.baseline),
        f"{_number(goal.target)}{f' by {goal.due}' if goal.due and goal.target is not None else ''}",
        _stop(one, goal),
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


def _stop(one: ShownResult, goal: Goal) -> str:
    """The level, and whether it is reached: told even where the count is too small to show."""
    if goal.stop is None:
        return "–"
    result = one.result
    value = result.share.share * result.per if result.share else one.value
    words = f"{'above' if goal.above else 'below'} {_number(goal.stop)}"
    if value is None:
        return words
    reached = value > float(goal.stop) if goal.above else value < float(goal.stop)
    return f"{words}: {'REACHED' if reached else 'not reached'}"


def _number(value: Any) -> str:
    return "–" if value is None else grouped(Decimal(value))


def _signals(found: Evaluation) -> Iterator[Section]:
    words = []
    for one in found.shown:
        values = [value for value in one.months.values() if value is not None]
        if len(values) == len(one.months):
            label = found.label(one.result.key)
            words += [f"{first_upper(label)}: {signal}." for signal in signals(values)]
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
    words = [f"{first_upper(found.label(key))} {why}." for key, why in found.cannot]
    faults = len(found.log.faults) + found.log.more_faults
    if faults:
        words.append(f"{faults:,} cells or rows are wrong and count as not recorded: coplan encounters check FILE.")
    if found.log.unknown:
        words.append(f"Columns that the form does not have were not read: {', '.join(found.log.unknown)}.")
    words.append("A rate is over the rows in which its outcome is recorded. What is not recorded is never a success.")
    words.append(f"Counts below {found.smallest} are not grouped, nor rates from which they would follow.")
    return Section("What this log cannot tell", [Line(one, wrap=True) for one in words])


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
        "denominator": result.known if one.value is not None else None,
        "not_recorded": result.unknown,
        "value": one.value,
        "per": result.per,
        "low": one.low,
        "high": one.high,
        "months": {f"{month:%Y-%m}": value for month, value in one.months.items()},
        "groups": one.groups,
        "before": None if goal.baseline is None else float(goal.baseline),
        "goal": None if goal.target is None else float(goal.target),
        "stop": _stop(one, goal) if goal.stop is not None else None,
    }
