"""The measures that an encounter log can give, each with exact numerator and denominator.

What they mean and where they are from stands in checklists/measures.yaml.

A rate is over the rows in which its outcome is known. Rows in which it is not are counted beside it, and never as a
success. The sum over months and groups is the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from coplan.calls.encounters.fields import GROUPS
from coplan.calls.intervals import Share, wilson
from coplan.calls.read.database import text

FOUND = "person_found = 'yes'"
# A visit by appointment has almost no arrest and no force: among first responses it would push every rate down. Where
# there is nothing else, visits are what the program does.
LATER = "coalesce(model_used, '') IN ('follow-up', 'phone')"
RESPONSE = f"{FOUND} AND (NOT {LATER} OR NOT EXISTS (SELECT 1 FROM log WHERE {FOUND} AND NOT {LATER}))"
ATTEMPT = "(first_attempt_date + first_attempt_time)"
DUE = "(followup_due + followup_due_time)"


@dataclass(frozen=True)
class Rate:
    """SQL of a rate: rows that count, rows whose outcome is known, rows with the outcome; `per` 100 or 1,000."""

    of: str
    known: str
    hit: str
    needs: tuple[str, ...]
    per: int = 100


@dataclass(frozen=True)
class Spread:
    """SQL of minutes whose median and 90th percentile are asked."""

    minutes: str
    needs: tuple[str, ...]


RATES = {
    "arrest": Rate(RESPONSE, "arrest <> 'unknown'", "arrest IN ('citation', 'arrest')", ("arrest",)),
    "hold": Rate(RESPONSE, "hold <> 'unknown'", "hold NOT IN ('none', 'unknown')", ("hold",)),
    "ed": Rate(RESPONSE, "transport IS NOT NULL", "transport = 'emergency department'", ("transport",)),
    "inplace": Rate(
        RESPONSE,
        "transport IS NOT NULL AND hold <> 'unknown' AND arrest <> 'unknown'",
        "transport IN ('none', 'home') AND hold = 'none' AND arrest <> 'arrest'",
        ("transport", "hold", "arrest"),
    ),
    "service": Rate(FOUND, "services IS NOT NULL", "lower(services) <> 'none'", ("services",)),
    "force": Rate(RESPONSE, "force <> 'unknown'", "force = 'reportable'", ("force",), 1000),
    "injury": Rate(RESPONSE, "injury <> 'unknown'", "injury NOT IN ('none', 'unknown')", ("injury",), 1000),
    "complaint": Rate(RESPONSE, "complaint IN ('yes', 'no')", "complaint = 'yes'", ("complaint",), 1000),
    "clin_led": Rate(
        f"{RESPONSE} AND weapon = 'no' AND violence = 'no'",
        "scene_lead IS NOT NULL",
        "scene_lead = 'clinician'",
        ("weapon", "violence", "scene_lead"),
    ),
    "linkwarm": Rate(
        f"{FOUND} AND (referral IS NULL OR referral <> 'none')",
        "referral IS NOT NULL",
        "referral = 'warm handoff'",
        ("referral",),
    ),
    "link": Rate(
        # Those referred in the last 30 days may still go. A visit that nobody recorded is none.
        f"{FOUND} AND referral IN ('referred', 'warm handoff') AND referral_consent = 'yes' "
        "AND date <= (SELECT max(date) FROM log) - INTERVAL 30 DAY",
        "true",
        "linked_date BETWEEN date AND date + INTERVAL 30 DAY",
        ("referral", "referral_consent", "linked_date"),
    ),
    "consent": Rate(
        f"{FOUND} AND (followup_consent IS NULL OR followup_consent <> 'not asked')",
        "followup_consent IS NOT NULL",
        "followup_consent = 'yes'",
        ("followup_consent",),
    ),
    "fu_attempt": Rate(
        # On the day on which it is due the two times decide; without them nobody knows whether it was in time.
        "followup_consent = 'yes' AND followup_due <= (SELECT max(date) FROM log)",
        "(followup_attempts = 0 OR first_attempt_date <> followup_due "
        f"OR ({ATTEMPT} IS NOT NULL AND {DUE} IS NOT NULL))",
        f"coalesce(followup_attempts, 1) > 0 AND (first_attempt_date < followup_due OR {ATTEMPT} <= {DUE})",
        (
            *("followup_consent", "followup_due", "followup_due_time"),
            *("followup_attempts", "first_attempt_date", "first_attempt_time"),
        ),
    ),
    "fu_reach": Rate(
        "followup_attempts > 0",
        "followup_reached IN ('yes', 'no')",
        "followup_reached = 'yes'",
        ("followup_attempts", "followup_reached"),
    ),
}


def _between(start: str, end: str) -> str:
    """Minutes between two times of a day; past midnight the clock starts again."""
    minutes = f"date_diff('second', {start}, {end}) / 60.0"
    return f"CASE WHEN {minutes} < 0 THEN {minutes} + 1440 ELSE {minutes} END"


SPREADS = {
    "response": Spread(_between("time_dispatched", "time_arrived"), ("time_dispatched", "time_arrived")),
    "scene": Spread(_between("time_arrived", "time_cleared"), ("time_arrived", "time_cleared")),
    "ed_wait": Spread(
        "CASE WHEN transport = 'emergency department' THEN facility_wait END", ("transport", "facility_wait")
    ),
}
COMPUTED = ("contacts", *RATES, *SPREADS, "naloxone", "repeat")


@dataclass(frozen=True)
class Result:
    """A measure's figures over the whole log.

    For a rate: `hits` of `known` rows, `unknown` rows without outcome, and the share with its interval. For minutes:
    `median` and `high` (90th percentile) over `known` rows. For a count: `hits`. `months` holds hits and known rows by
    month; `groups` by field and group; `medians` the minutes by month.
    """

    key: str
    hits: int
    known: int
    unknown: int
    per: int = 100
    share: Share | None = None
    median: float | None = None
    high: float | None = None
    months: dict[date, tuple[int, int]] = field(default_factory=dict)
    groups: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    medians: dict[date, float] = field(default_factory=dict)


def open_log(link: Any, clean: Path) -> tuple[date | None, date | None]:
    """Make the view `log` of a clean log, and return its first and last day."""
    link.execute(f"CREATE VIEW log AS SELECT * FROM read_parquet({text(str(clean))})")
    first, last = link.execute("SELECT min(date), max(date) FROM log").fetchone()
    return first, last


def measure(link: Any, keys: tuple[str, ...], held: tuple[str, ...], repeat: tuple[int, int]) -> Iterator[Result]:
    """The results of the measures that the log's fields can give, from a view `log`. `repeat` is calls and days."""
    for key in keys:
        if key in RATES and set(RATES[key].needs) <= set(held):
            yield _rate(link, key, RATES[key], held)
        elif key in SPREADS and set(SPREADS[key].needs) <= set(held):
            yield _spread(link, key, SPREADS[key])
        elif key in _OTHERS and set(_OTHERS[key][1]) <= set(held):
            yield _OTHERS[key][0](link, repeat)


def needed_fields(key: str) -> tuple[str, ...]:
    """The fields of the log that a measure needs; nothing for one that no encounter log can give."""
    found: Any = RATES.get(key) or SPREADS.get(key)
    return found.needs if found else _OTHERS[key][1] if key in _OTHERS else ()


def _rate(link: Any, key: str, rate: Rate, held: tuple[str, ...]) -> Result:
    sums = (
        f"count(*) FILTER ({rate.known} AND {rate.hit}), count(*) FILTER ({rate.known}), "
        f"count(*) FILTER (NOT coalesce({rate.known}, false))"
    )
    hits, known, unknown = link.execute(f"SELECT {sums} FROM log WHERE {rate.of}").fetchone()
    months = link.execute(
        f"SELECT date_trunc('month', date)::DATE, {sums} FROM log WHERE {rate.of} GROUP BY 1 ORDER BY 1"
    )
    by_month = {month: (hit, of) for month, hit, of, _ in months.fetchall()}
    groups = {}
    for by in GROUPS:
        if by in held:
            rows = link.execute(
                f"SELECT coalesce({by}, 'not recorded'), {sums} FROM log WHERE {rate.of} GROUP BY 1 ORDER BY 1"
            )
            groups[by] = {name: (hit, of) for name, hit, of, _ in rows.fetchall()}
    return Result(key, hits, known, unknown, rate.per, wilson(hits, known), months=by_month, groups=groups)


def _spread(link: Any, key: str, spread: Spread) -> Result:
    asked = f"SELECT {spread.minutes} AS minutes, date FROM log WHERE {FOUND}"
    known, unknown, median, high = link.execute(
        "SELECT count(minutes), count(*) - count(minutes), quantile_cont(minutes, 0.5), quantile_cont(minutes, 0.9) "
        f"FROM ({asked})"
    ).fetchone()
    months = link.execute(
        "SELECT date_trunc('month', date)::DATE, count(minutes), quantile_cont(minutes, 0.5) "
        f"FROM ({asked}) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    by_month = {month: (count, count) for month, count, _ in months}
    medians = {month: float(middle) for month, _, middle in months if middle is not None}
    return Result(key, known, known, unknown, 1, median=median, high=high, months=by_month, medians=medians)


def _contacts(link: Any, _: tuple[int, int]) -> Result:
    sums = f"count(*) FILTER ({FOUND}), count(*), count(*) FILTER (person_found IS NULL)"
    hits, of, unknown = link.execute(f"SELECT {sums} FROM log").fetchone()
    months = link.execute(f"SELECT date_trunc('month', date)::DATE, {sums} FROM log GROUP BY 1 ORDER BY 1").fetchall()
    return Result("contacts", hits, of, unknown, 1, months={month: (hit, all_) for month, hit, all_, _ in months})


def _naloxone(link: Any, _: tuple[int, int]) -> Result:
    kits, contacts, unknown = link.execute(
        "SELECT coalesce(sum(naloxone_left), 0), count(*) FILTER (naloxone_left IS NOT NULL), "
        f"count(*) FILTER (naloxone_left IS NULL) FROM log WHERE {FOUND} AND overdose = 'yes'"
    ).fetchone()
    return Result("naloxone", int(kits), contacts, unknown, 100)


def _repeat(link: Any, repeat: tuple[int, int]) -> Result:
    """People with so many contacts within so many days, of all people contacted."""
    calls, days = repeat
    people, unknown = link.execute(
        f"SELECT count(DISTINCT person_hash), count(*) FILTER (person_hash IS NULL) FROM log WHERE {RESPONSE}"
    ).fetchone()
    hits = link.execute(
        "SELECT count(DISTINCT person_hash) FROM (SELECT person_hash, date - lag(date, "
        f"{calls - 1}) OVER (PARTITION BY person_hash ORDER BY date) AS since FROM log WHERE {RESPONSE} "
        f"AND person_hash IS NOT NULL) WHERE since <= {days}"
    ).fetchone()[0]
    return Result("repeat", hits, people, unknown, 100, wilson(hits, people))


_OTHERS: dict[str, tuple[Callable[[Any, tuple[int, int]], Result], tuple[str, ...]]] = {
    "contacts": (_contacts, ("person_found",)),
    "naloxone": (_naloxone, ("overdose", "naloxone_left")),
    "repeat": (_repeat, ("person_hash",)),
}
