"""What columns probably mean, and what is asked instead of guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from coplan.calls.mapping import read_map, unsettled
from coplan.calls.read.first_look import proposed_map
from coplan.errors import BadInput
from tests.calls.exports import read, write_csv

TIMES = ["2026-01-05 10:00:00", "2026-01-25 11:00:00"]


def proposed(tmp_path: Path, *rows: tuple[str, ...], name: str = "a.csv") -> str:
    return proposed_map([write_csv(tmp_path / name, rows)])


def test_a_plain_export_needs_no_more_than_a_yes(tmp_path: Path) -> None:
    rows = [("Event Number", "Call_Received", "Tencode Description", "Sector")]
    rows += [(f"E{place}", at, kind, "N") for place, at in enumerate(TIMES) for kind in ("SUICIDAL PERSON", "THEFT")]
    text = proposed(tmp_path, *rows)
    assert unsettled(text) == []
    call_map = read_map(text)
    assert not call_map.confirmed
    assert call_map.sources[0].columns == {"id": "Event Number", "type": "Tencode Description", "place": "Sector"}
    assert call_map.definition.yes == ("SUICIDAL PERSON",)


def test_day_or_month_first_is_asked_where_both_fit(tmp_path: Path) -> None:
    text = proposed(tmp_path, ("call time", "type"), ("03/04/2026 10:00", "a"), ("05/06/2026 11:00", "b"))
    assert [problem.key for problem in unsettled(text)] == ["format"]


def test_a_thirteenth_day_settles_it(tmp_path: Path) -> None:
    text = proposed(tmp_path, ("call time", "type"), ("03/04/2026 10:00", "a"), ("05/26/2026 11:00", "b"))
    assert read_map(text).sources[0].times["received"].formats == ("%m/%d/%Y %H:%M",)


def test_the_clock_of_seconds_since_1970_is_asked(tmp_path: Path) -> None:
    text = proposed(tmp_path, ("callDateTime", "type"), ("1767616200000", "a"), ("1767626200000", "b"))
    assert [problem.key for problem in unsettled(text)] == ["zone", "clock"]


def test_empty_hours_are_asked_where_no_hour_is_midnight(tmp_path: Path) -> None:
    rows = [("event_date", "event_hour", "event_type"), ("2026-01-05", "NA", "a"), ("2026-01-25", "7", "b")]
    assert [problem.key for problem in unsettled(proposed(tmp_path, *rows))] == ["empty_hour"]


def test_names_birth_dates_and_notes_are_left_out(tmp_path: Path) -> None:
    rows = [("received", "type", "Caller Name", "DOB", "Narrative"), (TIMES[0], "a", "Jane Roe", "1980-01-01", "said")]
    text = proposed(tmp_path, *rows, (TIMES[1], "b", "John Roe", "1981-01-01", "said"))
    assert "Jane" not in text
    assert "1980" not in text
    assert "`Caller Name` is left out" in text


def test_a_mark_that_was_encoded_twice_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("ï»¿received,type\n2026-01-05 10:00:00,CRISIS\n2026-01-25 10:00:00,b\n", encoding="utf-8")
    text = proposed_map([path])
    _, needs = read([path], read_map(text), tmp_path)
    assert needs.counted == 1


def test_a_table_of_codes_gives_the_types_their_names(tmp_path: Path) -> None:
    calls = [("incident", "received", "call_type"), ("1", TIMES[0], "5150"), ("2", TIMES[1], "T")]
    codes = [("call_type", "description"), ("5150", "MENTAL CASE"), ("T", "TRAFFIC STOP")]
    files = [write_csv(tmp_path / "calls.csv", calls), write_csv(tmp_path / "codes.csv", codes)]
    call_map = read_map(proposed_map(files))
    assert call_map.definition.yes == ("5150 MENTAL CASE",)
    _, needs = read(files[:1], call_map, tmp_path)
    assert needs.types[0][0] == "5150 MENTAL CASE"


def test_rows_of_units_are_told_from_rows_of_calls(tmp_path: Path) -> None:
    rows = [("Call Number", "Unit ID", "Received DtTm", "Call Type")]
    rows += [(str(call), unit, TIMES[call % 2], "ab"[call % 2]) for call in range(20) for unit in ("E1", "E2")]
    assert read_map(proposed(tmp_path, *rows)).sources[0].row == "unit"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("sources:\n  - columns: {received: {column: a}}\n", "does not say how the time is written"),
        ("sources:\n  - colums: {}\n", "is not known here"),
        ("sources: []\n", "names no file"),
        (
            "sources:\n  - columns: {type: a}\nbehavioral_health: {yes: [a], maybe: [a]}\n",
            "under `yes` and under `maybe`",
        ),
        ("smallest_count: few\nsources:\n  - columns: {type: a}\n", "Write a whole number"),
    ],
)
def test_a_mapping_with_a_fault_says_where_and_what_to_do(text: str, what: str) -> None:
    from coplan.errors import BadInput

    with pytest.raises(BadInput, match=what):
        read_map(text)


def test_files_on_few_days_of_a_long_time_are_asked_whether_they_are_a_sample(tmp_path: Path) -> None:
    heads = ("received", "type")
    rows = [
        (f"20{year}-07-2{day} {hour:02}:00:00", "a") for year in range(10, 20) for day in range(3) for hour in range(9)
    ]
    asked = unsettled(proposed(tmp_path, heads, *rows, ("2019-07-23 10:00:00", "b")))
    assert [problem.key for problem in asked] == ["whole"]
    rows = [(f"2019-07-{day:02} {hour:02}:00:00", "a") for day in range(1, 29) for hour in range(9)]
    assert unsettled(proposed(tmp_path, heads, *rows, ("2019-07-23 10:00:00", "b"))) == []


def test_a_day_with_many_times_the_calls_of_others_is_said(tmp_path: Path) -> None:
    rows = [(f"2019-07-{day:02} {hour:02}:00:00", "ab"[hour % 2]) for day in range(1, 29) for hour in range(24)]
    crowded = [("2019-07-12 10:30:00", "a")] * 80
    assert "One day has more than 3 times" in proposed(tmp_path, ("received", "type"), *rows, *crowded)


def test_hours_in_which_fewest_call_help_to_tell_the_clock(tmp_path: Path) -> None:
    midnight = 1_767_571_200  # January 5, 2026, as numbers of seconds have it
    rows = [(str(midnight + 3600 * hour + 60 * some), "ab"[some % 2]) for hour in range(24) for some in range(hour)]
    assert "Read as local time, fewest calls come from 00:00 to 03:00." in proposed(
        tmp_path, ("created", "type"), *rows
    )


def test_dates_that_cannot_be_right_are_said(tmp_path: Path) -> None:
    rows = [("event_date", "received", "type"), ("1389-07-08", TIMES[0], "a"), ("1427-05-15", TIMES[1], "b")]
    assert "`event_date` holds dates such as 1" in proposed(tmp_path, *rows)


@pytest.mark.parametrize("sign", ["||", "x,", '"', "9" * 5000])
def test_a_delimiter_that_is_not_one_sign_is_named_with_its_line(sign: str) -> None:
    text = f"sources:\n- delimiter: '{sign}'\n  columns: {{type: Nature}}\n"
    with pytest.raises(BadInput, match=r"calls.yaml, line 2: delimiter: is .*Write one sign, or one of these words"):
        read_map(text)


def test_a_number_without_end_is_named_with_its_line() -> None:
    with pytest.raises(BadInput, match=r"calls.yaml, line 2: skip: is .*Write a whole number"):
        read_map(f"sources:\n- skip: {'9' * 5000}\n  columns: {{type: Nature}}\n")
