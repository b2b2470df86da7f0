"""`coplan budget`: the report of each example as a whole, the what-if beside it, and data for scripts."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
GOLDEN = Path(__file__).resolve().parents[1] / "data" / "budget"
NAMES = ("cedar-valley", "juniper-county", "mesquite-flats")


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture
def example(tmp_path: Path):
    def copy(name: str) -> Path:
        (tmp_path / name).mkdir()
        shutil.copy(EXAMPLES / name / "plan.yaml", tmp_path / name)
        return tmp_path / name

    return copy


def test_the_reports_of_the_examples(run, example, name, request):
    example(name)
    done = run("budget", name, "--months", "--explain")
    assert (done.code, done.err) == (0, "")
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--rewrite-examples"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(done.out, encoding="utf-8", newline="\n")
    assert done.out == golden.read_text(encoding="utf-8")


def test_months_and_lines_are_shown_on_request(run, example):
    example("cedar-valley")
    short = run("budget", "cedar-valley").out
    assert "Month by month" not in short
    assert "    Co-response clinician: 2.5 FTE × $88,000.00 × 1.32 = $290,400.00 a year" not in short
    full = run("budget", "cedar-valley", "--months", "--explain").out
    assert re.search(r"^2027-07 +\$", full, re.MULTILINE)
    assert "    Co-response clinician: 2.5 FTE × $88,000.00 × 1.32 = $290,400.00 a year, from July 1, 2027" in full


def test_what_if_stands_beside_today_and_leaves_the_plan(run, example):
    plan = example("mesquite-flats") / "plan.yaml"
    before = plan.read_bytes()
    done = run("budget", "mesquite-flats", "--set", "resources.inflation=5%", "--set", "assumptions.overtime_hours=40")
    assert done.code == 0
    # 1.1 × (480,000 + 3 × 40 × 49.04 × 1.0765 = 6,334.99)
    assert re.search(r"Cost, year 1 +\$528,000\.00 +\$534,968\.49\n", done.out)
    assert plan.read_bytes() == before


def test_json_has_every_month_and_adds_up(run, example, name):
    example(name)
    data = run("budget", name, "--json", "--set", "resources.inflation=0%").json
    for part in (data, data["with_change"]):
        assert len(part["months"]) == sum(period["months"] for period in part["periods"])
        total = sum(round(float(row["cost"]) * 100) for row in part["months"])
        assert total == sum(round(float(amount) * 100) for amount in part["cost"])


def test_an_empty_plan_names_what_a_budget_needs(run, tmp_path):
    run("init", "bend", "--no-input")
    done = run("budget", "bend")
    assert done.code == 0
    assert "Target launch date: answer profile.target_launch." in done.out
    assert run("budget", "bend", "--json").json["cost"] == []


def test_a_wrong_what_if_is_a_usage_error(run, example):
    example("juniper-county")
    done = run("budget", "juniper-county", "--set", "assumptions.benefit=3%")
    assert done.code == 2
    assert "Did you mean `assumptions.benefits`?" in done.err


def test_a_workbook_is_written_where_it_is_asked_for(run, example, tmp_path):
    example("juniper-county")
    done = run("budget", "juniper-county", "--xlsx", "budget.xlsx", "--json")
    assert done.code == 0
    assert done.json["program"] == "Juniper County Care Follow-up"
    assert "budget.xlsx: the budget as a workbook with live formulas." in done.err
    assert (tmp_path / "budget.xlsx").read_bytes().startswith(b"PK")


def test_without_the_extra_nothing_is_written(run, example, tmp_path, monkeypatch):
    example("juniper-county")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = run("budget", "juniper-county", "--xlsx", "budget.xlsx")
    assert (done.code, done.out) == (4, "")
    assert "coplan[xlsx]" in done.err
    assert not (tmp_path / "budget.xlsx").exists()
