"""What may be shown of outcomes, and what the plan said of each: no small count, nor what would tell one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from coplan.calls.encounters.chart import Limits, number_limits, share_limits, signals
from coplan.calls.encounters.measures import Result, needed_fields
from coplan.calls.privacy import hidden_total, hide_in_list
from coplan.content.answers.rows import Row
from coplan.content.knowledge import Measure


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
    """A result as it may be shown: None where a small count would be told.

    `limits` are the control limits of the months, where each may be shown and they are enough.
    """

    result: Result
    hits: int | None
    value: float | None
    low: float | None
    high: float | None
    months: dict[date, float | None]
    groups: dict[str, dict[str, float | None]]
    limits: Limits | None = None

    @property
    def signals(self) -> list[str]:
        """What its months show, where each of them may be shown."""
        values = [value for value in self.months.values() if value is not None]
        return signals(values, self.limits) if len(values) == len(self.months) else []


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
    small = result.share is not None and (is_small(result.hits, smallest) or is_small(rest, smallest))
    small = small or is_small(result.known, smallest)
    if result.key in ("contacts", "naloxone"):  # what is shown of them tells the number itself
        small = small or is_small(result.hits, smallest)
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
    limits = _limits_of(result, months)
    return ShownResult(result, hidden_total(result.hits, smallest), value, low, high, months, groups, limits)


def _limits_of(result: Result, months: Mapping[date, float | None]) -> Limits | None:
    values = [value for value in months.values() if value is not None]
    if len(values) < len(months):
        return None
    return share_limits(list(result.months.values()), result.per) if result.share else number_limits(values)


def is_small(count: int, smallest: int) -> bool:
    """True for a count that may not be shown."""
    return hidden_total(count, smallest) is None


def _rates(counts: Mapping[Any, tuple[int, int]], smallest: int, result: Result) -> dict[Any, float | None]:
    """A rate for each month or group, where neither its hits nor the rest of it are small."""
    hits = hide_in_list({key: hit for key, (hit, _) in counts.items()}, smallest)
    rest = hide_in_list({key: of - hit for key, (hit, of) in counts.items()}, smallest)
    if result.share is None:
        told = result.medians if result.median is not None else {key: float(hit) for key, (hit, _) in counts.items()}
        return {key: None if hits[key] is None else told.get(key) for key in counts}
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
