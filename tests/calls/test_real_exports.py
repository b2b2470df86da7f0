"""Nine public exports, each with five figures counted by hand in plain Python.

The files are not part of this project; docs/calls.md says where they are from. Set COPLAN_CALL_DATA to their folder.
"""

from __future__ import annotations

import csv
import gzip
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("duckdb")

from coplan.calls.mapping import read_map
from tests.calls.exports import read

DATA = Path(os.environ.get("COPLAN_CALL_DATA", ""))
Row = dict[str, str]


@dataclass(frozen=True)
class Export:
    """A public export: its files, how coplan reads it, and how plain Python reads one row."""

    files: tuple[str, ...]
    columns: str
    yes: tuple[str, ...]
    at: Callable[[Row], datetime | None]
    kinds: Callable[[Row], tuple[str, ...]]
    place: str = ""
    more: str = ""
    look_at: str = "type"

    def mapping(self) -> str:
        listed = "".join(f"    - {name!r}\n" for name in self.yes)
        top = "zone: America/New_York\n" if "2021" in "".join(self.files) else ""
        return (
            f"{top}sources:\n  - columns:\n{self.columns}{self.more}"
            f"behavioral_health:\n  look_at: {self.look_at}\n  yes:\n{listed}"
        )


def stamp(column: str, form: str) -> Callable[[Row], datetime | None]:
    return lambda row: datetime.strptime(row[column], form) if row[column] else None  # noqa: DTZ007


def wall(column: str) -> Callable[[Row], datetime | None]:
    return lambda row: datetime.fromtimestamp(int(row[column]) / 1000, UTC).replace(tzinfo=None)


def zoned(column: str) -> Callable[[Row], datetime | None]:
    zone = ZoneInfo("America/New_York")
    return lambda row: datetime.fromtimestamp(int(row[column]) / 1000, zone).replace(tzinfo=None)


def inside(row: Row) -> datetime | None:
    found = re.search(r"(\d{4}-\d\d-\d\d) @ (\d\d:\d\d:\d\d)", row["desc"])
    return datetime.fromisoformat(f"{found[1]} {found[2]}") if found else None


def midnight(row: Row) -> datetime | None:
    hour = "0" if row["event_hour"] == "NA" else row["event_hour"]
    return datetime.strptime(f"{row['event_date']} {hour}", "%Y-%m-%d %H")  # noqa: DTZ007


ISO = "%Y-%m-%d %H:%M:%S"
EXPORTS = {
    "toronto": Export(
        ("toronto-persons-in-crisis-b.csv.gz",),
        '      id: event_id\n      received: {date: event_date, hour: event_hour, format: "%Y-%m-%d %H", empty_hour: "0"}\n'
        "      type: event_type\n      place: division\n",
        ("Suicide-related", "Overdose"),
        midnight,
        lambda row: (row["event_type"],),
        "division",
        "    missing: [NA]\n",
    ),
    "san diego": Export(
        ("san-diego-police-calls-2023-01.csv.gz",),
        f'      id: incident_num\n      received: {{column: date_time, format: "{ISO}"}}\n      type: call_type\n'
        "      place: beat\n",
        ("5150", "5150V"),
        stamp("date_time", ISO),
        lambda row: (row["call_type"],),
        "beat",
    ),
    "nashville": Export(
        ("nashville-police-calls-2024.csv.gz",),
        f'      id: Event Number\n      received: {{column: Call_Received, format: "{ISO}"}}\n'
        "      type: Tencode Description\n      place: Sector\n",
        ("MENTALLY ILL PERSON", "SUICIDAL PERSON"),
        stamp("Call_Received", ISO),
        lambda row: (row["Tencode Description"],),
        "Sector",
    ),
    "seattle": Export(
        ("seattle-911-response-2015.csv.gz",),
        '      received: {column: At.Scene.Time, format: "%m/%d/%y %H:%M"}\n      type: Initial.Type.Description\n'
        "      type_at_close: Event.Clearance.Description\n",
        ("CRISIS COMPLAINT - GENERAL", "CRISIS - PERSON IN BEHAVIORAL/EMOTIONAL CRISIS"),
        stamp("At.Scene.Time", "%m/%d/%y %H:%M"),
        lambda row: (row["Initial.Type.Description"], row["Event.Clearance.Description"]),
        look_at="either",
    ),
    "montgomery": Export(
        ("montgomery-county-911-2016.csv.gz",),
        "      received:\n        column: desc\n        pattern: '([0-9]{4}-[0-9]{2}-[0-9]{2}) @ ([0-9:]{8})'\n"
        f'        format: "{ISO}"\n      type: title\n      place: twp\n',
        ("EMS: OVERDOSE",),
        inside,
        lambda row: (row["title"],),
        "twp",
    ),
    "baltimore until 2020": Export(
        ("baltimore-police-calls-2018-2020.csv.gz",),
        "      id: callNumber\n      received: {column: callDateTime, epoch: milliseconds, clock: local}\n"
        "      type: description\n      place: PoliceDistrict\n",
        ("BEHAVIOR CRISIS", "OVERDOSE"),
        wall("callDateTime"),
        lambda row: (row["description"],),
        "PoliceDistrict",
    ),
    "baltimore 2021": Export(
        ("baltimore-police-calls-2021.csv.gz",),
        "      id: callNumber\n      received: {column: callDateTime, epoch: milliseconds, clock: utc}\n"
        "      type: description\n      place: PoliceDistrict\n",
        ("BEHAVIOR CRISIS", "OVERDOSE"),
        zoned("callDateTime"),
        lambda row: (row["description"],),
        "PoliceDistrict",
    ),
}


FORM = "%m/%d/%Y %I:%M:%S %p"
SAN_FRANCISCO = (
    "san-francisco-fire-calls-sample.csv.gz",
    "sources:\n  - row: unit\n    missing: ['null', None]\n    columns:\n      id: Call Number\n"
    + "".join(
        f'      {key}: {{column: {column}, format: "{FORM}"}}\n'
        for key, column in (("received", "Received DtTm"), ("arrived", "On Scene DtTm"), ("cleared", "Available DtTm"))
    )
    + "      type: Call Type\nbehavioral_health:\n  yes: [Medical Incident]\n",
)
TORONTO = (
    "toronto-persons-in-crisis-a.csv.gz",
    (
        "sources:\n  - missing: [NA]\n    columns:\n      id: EVENT_ID\n      received: {year: EVENT_YEAR, month: "
        "EVENT_MONTH, weekday: EVENT_DOW, hour: EVENT_HOUR}\n      type: EVENT_TYPE\n      place: DIVISION\n"
        "behavioral_health:\n  yes: [Suicide-related, Overdose]\n"
    ),
)


def rows_of(export: Export) -> Iterator[Row]:
    for name in export.files:
        with gzip.open(DATA / name, "rt", encoding="utf-8", errors="replace", newline="") as file:
            yield from csv.DictReader(file)


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("COPLAN_CALL_DATA"), reason="COPLAN_CALL_DATA names no folder with the exports")
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_counted_as_plain_python_counts_it(name: str, tmp_path: Path) -> None:
    export = EXPORTS[name]
    got, needs = read([DATA / file for file in export.files], read_map(export.mapping()), tmp_path)
    rows = list(rows_of(export))
    crisis = [row for row in rows if any(" ".join(kind.split()) in export.yes for kind in export.kinds(row))]
    times = [at for at in map(export.at, crisis) if at]
    hours = Counter((at.weekday(), at.hour) for at in times)
    assert (got.rows, needs.calls) == (len(rows), len(rows))
    assert needs.counted == len(crisis)
    assert needs.week == tuple(tuple(hours[day, hour] for hour in range(24)) for day in range(7))
    assert {f"{month:%Y-%m}": bh for month, (_, bh) in needs.months.items() if bh} == Counter(
        f"{at:%Y-%m}" for at in times
    )
    if export.place:
        assert needs.places == Counter(row[export.place].strip() for row in crisis)


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("COPLAN_CALL_DATA"), reason="COPLAN_CALL_DATA names no folder with the exports")
def test_units_of_san_francisco_are_calls_with_their_times(tmp_path: Path) -> None:
    got, needs = read([DATA / SAN_FRANCISCO[0]], read_map(SAN_FRANCISCO[1]), tmp_path)
    with gzip.open(DATA / SAN_FRANCISCO[0], "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    calls: dict[str, list[Row]] = {}
    for row in rows:
        calls.setdefault(row["Call Number"], []).append(row)
    medical = [units for units in calls.values() if units[0]["Call Type"] == "Medical Incident"]

    def at(text: str) -> datetime | None:
        return None if text in ("null", "None", "") else datetime.strptime(text, FORM)  # noqa: DTZ007

    scene = []
    for units in medical:
        arrived = [time for unit in units if (time := at(unit["On Scene DtTm"]))]
        cleared = [time for unit in units if (time := at(unit["Available DtTm"]))]
        if arrived and cleared and 0 <= (seconds := (max(cleared) - min(arrived)).total_seconds()) <= 86_400:
            scene.append(seconds)
    assert (got.rows, needs.calls, needs.counted) == (len(rows), len(calls), len(medical))
    assert needs.scene is not None
    assert needs.scene.calls == len(scene)
    assert needs.scene.mean == pytest.approx(sum(scene) / len(scene) / 60, abs=1e-9)


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("COPLAN_CALL_DATA"), reason="COPLAN_CALL_DATA names no folder with the exports")
def test_the_first_copy_of_toronto_is_counted_by_month_weekday_and_hour(tmp_path: Path) -> None:
    path = DATA / TORONTO[0]
    got, needs = read([path], read_map(TORONTO[1]), tmp_path)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    crisis = [row for row in rows if row["EVENT_TYPE"] in ("Suicide-related", "Overdose")]
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    hours = Counter((days.index(row["EVENT_DOW"]), int(row["EVENT_HOUR"])) for row in crisis)
    months = Counter(datetime.strptime(f"{row['EVENT_MONTH']} {row['EVENT_YEAR']}", "%B %Y") for row in crisis)  # noqa: DTZ007
    assert (got.rows, needs.calls) == (len(rows), len({row["EVENT_ID"] for row in rows}))
    assert needs.counted == len(crisis)
    assert needs.week == tuple(tuple(hours[day, hour] for hour in range(24)) for day in range(7))
    assert {month: bh for month, (_, bh) in needs.months.items()} == {at.date(): n for at, n in months.items()}
    assert needs.places == Counter(row["DIVISION"].strip() for row in crisis)
