"""`coplan needs`, as an analyst uses it: look, confirm, count, take."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from coplan.calls.synthetic import HEADS, MAP, synthetic_calls
from tests.calls.exports import write_csv


@pytest.fixture
def plan(run, tmp_path: Path) -> Path:
    assert run("init", "plan", "--no-input", "--set", "design.hours=Mo-Fr 08:00-18:00").code == 0
    write_csv(tmp_path / "calls.csv", [HEADS, *synthetic_calls(6000, seed=3)])
    return tmp_path / "plan"


def confirm(plan: Path) -> None:
    path = plan / "calls.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("confirmed: no", "confirmed: yes"), encoding="utf-8")


def test_nothing_is_counted_before_people_confirm(run, plan):
    first = run("needs", "calls.csv", "--in", "plan")
    assert first.code == 1
    assert "confirmed: no" in (plan / "calls.yaml").read_text(encoding="utf-8")
    assert not (plan / "share" / "needs").exists()
    again = run("needs", "calls.csv", "--in", "plan")
    assert (again.code, "is not confirmed" in again.err) == (2, True)


@pytest.mark.slow
def test_what_is_counted_becomes_answers_that_the_plan_reads(run, plan):
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    done = run("needs", "calls.csv", "--in", "plan", "--take")
    assert done.code == 0, done.err
    text = (plan / "plan.yaml").read_text(encoding="utf-8")
    assert "total_calls: 6000" in text
    assert "MENTAL HEALTH CRISIS" in text
    assert run("check", "plan").code in (0, 1)
    journal = (plan / ".coplan" / "journal.jsonl").read_text(encoding="utf-8")
    assert "from data: calls.csv" in journal
    assert "% of these calls come while the team is on duty" in " ".join(done.out.split())


def test_json_has_the_shape_that_is_promised(run, plan, tmp_path):
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    data = run("needs", "calls.csv", "--map", "map.yaml", "--json").json
    assert (data["rows"], data["calls"], data["rejected"]) == (6000, 6000, 0)
    assert data["definition"]["yes"] == ["MENTAL HEALTH CRISIS"]
    assert data["behavioral_health"]["low"] < data["behavioral_health"]["share"] < data["behavioral_health"]["high"]
    assert [len(day) for day in data["by_weekday_hour"]] == [24] * 7
    assert "no person key: repeat contacts cannot be counted" in data["missing"]


@pytest.mark.slow
def test_all_outputs_of_a_run_hide_the_same_counts(run, plan):
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    run("needs", "calls.csv", "--in", "plan")
    folder = plan / "share" / "needs"
    data = json.loads((folder / "needs.json").read_text(encoding="utf-8"))
    rows = list(csv.reader((folder / "week.csv").read_text(encoding="utf-8").splitlines()))[1:]
    table = [[None if cell == "not shown" else int(cell) for cell in row[1:]] for row in rows]
    assert table == data["by_weekday_hour"]
    assert all(count is None or count == 0 or count >= 11 for day in table for count in day)
    picture = (folder / "week.svg").read_text(encoding="utf-8")
    gaps = sum(count is None for day in table for count in day)
    assert picture.count("not shown</title>") == (gaps if gaps <= 84 else 0)


@pytest.mark.slow
def test_the_sample_comes_back_as_the_share_of_missed_calls(run, plan):
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    assert run("needs", "calls.csv", "--in", "plan", "--sample", "50").code == 0
    path = plan / "share" / "needs" / "missed-calls.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 51
    assert all(row[2] != "MENTAL HEALTH CRISIS" for row in rows[1:])
    write_csv(path, [rows[0], *[[*row[:-1], "yes" if place < 5 else "no"] for place, row in enumerate(rows[1:])]])
    done = run("needs", "calls.csv", "--in", "plan", "--checked", str(path), "--take")
    assert "Of 50 other calls that people read, 5 were behavioral health" in " ".join(done.out.split())
    assert "bh_undercount_rate: 10" in (plan / "plan.yaml").read_text(encoding="utf-8")
    assert run("needs", "calls.csv", "--in", "plan", "--sample", "50").code == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names need Unix")
@pytest.mark.parametrize("name", ["pipe", "folder", "nothing", "empty", "utf-16", "another table", "too large"])
def test_a_sample_that_is_none_is_one_clear_message_before_anything_is_counted(run, plan, tmp_path, name):
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    path = tmp_path / name
    {
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
        "nothing": lambda: None,
        "empty": path.touch,
        "utf-16": lambda: path.write_bytes("call,answer\n1,yes\n".encode("utf-16")),
        "another table": lambda: path.write_text("a,b\n" * 50_000, encoding="utf-8"),
        "too large": lambda: path.write_text("a,yes\n" * 1_000_000, encoding="utf-8"),
    }[name]()
    done = run("needs", "calls.csv", "--in", "plan", "--map", "map.yaml", "--checked", str(path))
    assert (done.code, done.out) == (3, "")
    assert name in done.err
    assert len(done.err) < 3_000
    assert not [word for word in ("Errno", "codec", "Reading") if word in done.err]
    assert not (plan / "share" / "needs").exists()


def test_no_cell_of_an_export_starts_a_formula(run, tmp_path):
    run("init", "plan", "--no-input")
    rows = [("received", "type"), *[("2026-01-05 10:00:00", "=HYPERLINK(1) CRISIS")] * 20]
    write_csv(tmp_path / "calls.csv", [*rows, *[("2026-01-25 10:00:00", "b")] * 20])
    run("needs", "calls.csv", "--in", "plan")
    confirm(tmp_path / "plan")
    assert run("needs", "calls.csv", "--in", "plan").code == 0
    cells = [
        cell
        for path in (tmp_path / "plan" / "share" / "needs").glob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_data_without_a_call_of_behavioral_health_are_taken(run, plan):
    write_csv(plan.parent / "calls.csv", [("received", "type"), *[("2026-01-05 10:00:00", "FIRE ALARM")] * 40])
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    done = run("needs", "calls.csv", "--in", "plan", "--take")
    assert done.code == 0, done.err
    assert "total_calls: 40" in (plan / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_staffing_takes_its_hourly_counts_from_the_data_and_says_so(run, plan):
    answers = ("profile.stage=developing", "needs.eligible_calls=400", "resources.service_minutes=75")
    for pair in ("design.models=ride_along", *answers):
        assert run("set", *pair.split("="), "--in", "plan").code == 0
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    assert run("needs", "calls.csv", "--in", "plan", "--take").code == 0
    counted = json.loads((plan / "share" / "needs" / "needs.json").read_text(encoding="utf-8"))
    found = run("staffing", "plan", "--json").json
    assert found["blocks_from_data"]["files"] == "calls.csv"
    assert sum(block["calls"] for block in found["blocks"]) == counted["behavioral_health"]["calls"]
    assert "Calls by day and hour are from data: calls.csv, taken into the plan on" in run("staffing", "plan").out
    run(
        "set",
        "needs.calls_by_hour",
        json.dumps([{"day": "mo", "start": "10:00", "end": "12:00", "calls": 9}]),
        "--in",
        "plan",
    )
    assert run("staffing", "plan", "--json").json["blocks_from_data"] is None
    assert run("needs", "calls.csv", "--in", "plan", "--take").code == 0
    assert run("staffing", "plan", "--json").json["blocks_from_data"]["files"] == "calls.csv"


@pytest.mark.slow
def test_what_a_plan_does_not_ask_yet_is_kept_and_told(run, plan):
    run("needs", "calls.csv", "--in", "plan")
    confirm(plan)
    said = " ".join(run("needs", "calls.csv", "--in", "plan", "--take").err.split())
    assert "The plan does not ask needs.calls_by_hour as it stands: kept, and used when it does." in said
