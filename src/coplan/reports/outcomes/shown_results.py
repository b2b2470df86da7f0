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

OTHER_WHOLES = ("contacts", "repeat", "fu_attempt", "fu_reach")  # not over rows in which a person was found


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

    `limits` are the control limits of the months, where each may be shown and they are enough. `known` and `unknown`
    are the rows with and without outcome, where they do not tell how few people are in or beside the measure.
    """

    result: Result
    hits: int | None
    value: float | None
    low: float | None
    high: float | None
    months: dict[date, float | None]
    groups: dict[str, dict[str, float | None]]
    limits: Limits | None = None
    known: int | None = None
    unknown: int | None = None

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


def shown_result(result: Result, smallest: int, contacts: int) -> ShownResult:
    """A result without what small counts would tell: neither they, nor what is left beside them.

    `contacts` are all rows in which a person was found; a measure over a part of them tells how many are beside it.
    """
    known, unknown = _rows_told(result, smallest, contacts)
    value = _value(result)
    if known is None or _tells_a_small_count(result, smallest):
        gone: dict[date, float | None] = dict.fromkeys(result.months)
        return ShownResult(result, None, None, None, None, gone, {}, None, known, unknown)
    share = result.share
    low, high = (share.low * result.per, share.high * result.per) if share else (None, result.high)
    months = _rates(result.months, smallest, result)
    groups = {by: _rates(counts, smallest, result) for by, counts in result.groups.items()}
    limits = _limits_of(result, months)
    hits = hidden_total(result.hits, smallest)
    return ShownResult(result, hits, value, low, high, months, groups, limits, known, unknown)


def _value(result: Result) -> float | None:
    if result.key == "contacts":
        return float(result.hits)
    if result.key == "naloxone":
        return 100 * result.hits / result.known if result.known else None
    share = result.share
    return result.median if result.median is not None else share.share * result.per if share else None


def _tells_a_small_count(result: Result, smallest: int) -> bool:
    if result.share is not None and is_small(result.known - result.hits, smallest):
        return True
    exact = result.share is not None or result.key in ("contacts", "naloxone")
    return is_small(result.known, smallest) or (exact and is_small(result.hits, smallest))


def _rows_told(result: Result, smallest: int, contacts: int) -> tuple[int | None, int | None]:
    """Rows with and without outcome, without those that tell how few are in a part of the contacts or beside it."""
    known, unknown = hidden_total(result.known, smallest), result.unknown
    beside = contacts - result.known - result.unknown
    if result.key in OTHER_WHOLES or beside <= 0:
        return known, unknown
    if is_small(beside + unknown, smallest):
        return None, None
    told = not (is_small(beside, smallest) or is_small(result.known, smallest) or is_small(contacts - beside, smallest))
    return known, unknown if told else None


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
