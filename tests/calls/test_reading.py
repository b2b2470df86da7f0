"""Exports with the oddities of real ones, counted by hand."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from coplan.calls.limits import changed_labels
from coplan.calls.mapping import read_map
from coplan.calls.needs import Needs
from coplan.calls.read.intake import read_calls
from coplan.calls.shown import shown_needs
from coplan.calls.synthetic import HEADS, MAP, synthetic_calls
from coplan.errors import BadInput
from tests.calls.exports import read, simple_map, write_csv

HEAD = ("at", "kind")


def test_a_synthetic_year_is_counted_as_plain_python_counts_it(tmp_path: Path) -> None:
    rows = list(synthetic_calls(4000, seed=7))
    path = write_csv(tmp_path / "calls.csv.gz", [HEADS, *rows])
    got, needs = read([path], read_map(MAP), tmp_path)
    crisis = [row for row in rows if row[5] == "MENTAL HEALTH CRISIS"]
    times = [datetime.fromisoformat(row[1]) for row in crisis]
    assert (got.rows, needs.calls, needs.counted) == (4000, 4000, len(crisis))
    hours = Counter((at.weekday(), at.hour) for at in times)
    assert needs.week == tuple(tuple(hours[day, hour] for hour in range(24)) for day in range(7))
    assert {month.month: bh for month, (_, bh) in needs.months.items()} == Counter(at.month for at in times)
    assert needs.places == Counter(row[7] for row in crisis)
    scene = [(datetime.fromisoformat(row[4]) - datetime.fromisoformat(row[3])).seconds for row in crisis]
    assert needs.scene is not None
    assert needs.scene.mean == pytest.approx(sum(scene) / len(scene) / 60)
    assert needs.maybe == sum(row[5] == "WELFARE CHECK" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_gives_the_same_calls(tmp_path: Path, encoding: str) -> None:
    path = write_csv(
        tmp_path / "a.csv",
        [HEAD, ("2026-01-05 00:10:00", "CRISIS"), ("2026-01-05 01:00:00", "Café")],
        encoding=encoding,
    )
    source = "" if encoding.startswith("utf-8") else encoding
    call_map = read_map(
        f'sources:\n  - encoding: "{source}"\n    columns:\n      received: {{column: at, format: "%Y-%m-%d %H:%M:%S"}}\n'
        "      type: kind\nbehavioral_health:\n  yes: [Café]\n"
    )
    _, needs = read([path], call_map, tmp_path)
    assert (needs.calls, needs.counted) == (2, 1)


def test_midnight_that_the_file_leaves_empty_is_counted_as_the_mapping_says(tmp_path: Path) -> None:
    rows = [("day", "hour", "kind"), ("2026-01-05", "NA", "CRISIS"), ("2026-01-05", "7", "CRISIS")]
    path = write_csv(tmp_path / "a.csv", rows)
    received = '{date: day, hour: hour, format: "%Y-%m-%d %H", empty_hour: "0"}'
    _, needs = read([path], simple_map(received, "    missing: [NA]\n"), tmp_path)
    assert (needs.week[0][0], needs.week[0][7]) == (1, 1)


def test_hours_are_counted_where_only_year_month_and_weekday_are_known(tmp_path: Path) -> None:
    rows = [("y", "m", "d", "h", "kind"), ("2026", "January", "Wednesday", "9", "CRISIS")]
    path = write_csv(tmp_path / "a.csv", rows)
    _, needs = read([path], simple_map("{year: y, month: m, weekday: d, hour: h}"), tmp_path)
    assert needs.week[2][9] == 1


def test_two_files_of_one_source_may_need_two_clocks(tmp_path: Path) -> None:
    local = write_csv(tmp_path / "old.csv", [HEAD, ("1767616200000", "CRISIS")])  # 2026-01-05 12:30 on the wall
    utc = write_csv(tmp_path / "new.csv", [HEAD, ("1767616200000", "CRISIS")])  # 12:30 UTC, 07:30 in New York
    one = "    columns:\n      received: {column: at, epoch: milliseconds, clock: %s}\n      type: kind\n"
    text = f"zone: America/New_York\nsources:\n  - files: [old.csv]\n{one % 'local'}  - files: [new.csv]\n{one % 'utc'}"
    _, needs = read([local, utc], read_map(f"{text}behavioral_health:\n  yes: [CRISIS]\n"), tmp_path)
    assert (needs.week[0][12], needs.week[0][7]) == (1, 1)


def test_units_of_one_call_are_one_call(tmp_path: Path) -> None:
    heads = ("call", "at", "there", "free", "kind")
    rows = [
        heads,
        ("7", "2026-01-05 10:00:00", "2026-01-05 10:10:00", "2026-01-05 10:40:00", "CRISIS"),
        ("7", "2026-01-05 10:00:00", "2026-01-05 10:05:00", "2026-01-05 10:50:00", "CRISIS"),
    ]
    path = write_csv(tmp_path / "a.csv", rows)
    form = 'format: "%Y-%m-%d %H:%M:%S"'
    more = f"      id: call\n      arrived: {{column: there, {form}}}\n      cleared: {{column: free, {form}}}\n    row: unit\n"
    _, needs = read([path], simple_map(more=more), tmp_path)
    assert needs.counted == 1
    assert needs.scene is not None
    assert needs.wait is not None
    assert (needs.scene.mean, needs.wait.mean) == (45, 5)
    assert needs.responder_hours == pytest.approx(75 / 60)


def test_a_repeated_call_number_is_counted_once_and_said(tmp_path: Path) -> None:
    rows = [("no", *HEAD), ("1", "2026-01-05 10:00:00", "CRISIS"), ("1", "2026-01-05 10:00:00", "CRISIS")]
    path = write_csv(tmp_path / "a.csv", rows)
    got, needs = read([path], simple_map(more="      id: no\n"), tmp_path)
    assert (got.rows, got.repeated, needs.counted) == (2, 1, 1)


def test_people_with_two_calls_in_thirty_days_are_repeat_contacts(tmp_path: Path) -> None:
    rows = [("who", *HEAD)]
    rows += [("a", "2026-01-01 10:00:00", "CRISIS"), ("a", "2026-01-31 09:00:00", "CRISIS")]
    rows += [("b", "2026-01-01 10:00:00", "CRISIS"), ("b", "2026-02-01 09:00:00", "CRISIS")]
    rows += [("c", "2026-01-01 10:00:00", "CRISIS"), ("c", "2026-01-02 10:00:00", "OTHER")]
    path = write_csv(tmp_path / "a.csv", rows)
    _, needs = read([path], simple_map(more="      person: who\n"), tmp_path)
    assert needs.repeats is not None
    assert needs.repeats.found == 1


def test_no_key_of_a_person_and_no_door_is_in_the_clean_file(tmp_path: Path) -> None:
    rows = [("who", "where", *HEAD), ("JANE-1980", "1234 ELM ST APT 5", "2026-01-01 10:00:00", "CRISIS")]
    path = write_csv(tmp_path / "a.csv", rows)
    read([path], simple_map(more="      person: who\n      address: where\n"), tmp_path)
    content = (tmp_path / "clean.parquet").read_bytes()
    assert b"JANE" not in content
    assert b"1234" not in content


def test_a_time_that_does_not_fit_is_a_counted_reject(tmp_path: Path) -> None:
    rows = [HEAD, ("2026-01-05 10:00:00", "CRISIS"), ("13/40/2026", "CRISIS"), ("", "CRISIS")]
    got, needs = read([write_csv(tmp_path / "a.csv", rows)], simple_map(), tmp_path)
    assert got.rejected == {"time": 1}
    assert (needs.counted, needs.untimed) == (2, 1)


def labels(needs: Needs) -> list[str]:
    return [*changed_labels(needs.spans, shown_needs(needs, 1).types, needs.months)]


def test_labels_that_begin_inside_the_data_are_said(tmp_path: Path) -> None:
    rows = [HEAD, *[(f"2026-0{month}-{day:02} 10:00:00", "OTHER") for month in range(1, 7) for day in range(1, 20)]]
    rows += [(f"2026-0{month}-{day:02} 10:00:00", "CRISIS") for month in (4, 5, 6) for day in range(1, 20)]
    _, needs = read([write_csv(tmp_path / "a.csv", rows)], simple_map(), tmp_path)
    assert "`CRISIS` begins in April 2026" in next(iter(labels(needs)))
    rare = [*rows[:100], *[row for row in rows[100:] if row[1] == "OTHER"], ("2026-04-03 10:00:00", "CRISIS")]
    _, needs = read([write_csv(tmp_path / "b.csv", rare)], simple_map(), tmp_path)
    assert labels(needs) == []


def test_what_a_file_cannot_tell_is_said(tmp_path: Path) -> None:
    _, needs = read([write_csv(tmp_path / "a.csv", [HEAD, ("2026-01-05 10:00:00", "CRISIS")])], simple_map(), tmp_path)
    assert "no arrival and clear times: time on scene cannot be computed" in needs.missing
    assert needs.scene is None


BAD = {
    "empty": b"",
    "no table": b"\x00\x01\x02" * 50,
    "another": b"a;b;c\n1;2;3\n",
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_does_not_fit_is_one_message(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(BAD[name])
    with pytest.raises(BadInput):
        read_calls([path], simple_map(), "salt", tmp_path / "clean.parquet")
    assert not (tmp_path / "clean.parquet").exists()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        read_calls([tmp_path], simple_map(), "salt", tmp_path / "clean.parquet")


def test_a_line_without_end_is_a_reject_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "x" * 3_000_000
    path.write_text(f"at,kind\n2026-01-05 10:00:00,CRISIS\n2026-01-05 10:00:00,{long}\n2026-01-05 11:00:00,CRISIS\n")
    got, needs = read([path], simple_map(), tmp_path)
    assert needs.counted >= 1
    assert got.rejected or needs.calls == 3


def test_headers_that_stand_twice_get_names_of_their_own(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [("at", "kind", "kind"), ("2026-01-05 10:00:00", "CRISIS", "x")])
    _, needs = read([path], simple_map(), tmp_path)
    assert needs.counted == 1
