"""`coplan staffing`: the report, the what-if beside it, and data for scripts."""

from __future__ import annotations

import re

import pytest


def test_the_report_shows_needed_planned_and_gap(run, cedar):
    done = run("staffing", "cedar")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"Clinician +1 +70 +2\.24 +2\.49 +2\.5 +\+0\.26", done.out)
    assert re.search(r"noon to 10 p\.m\.( +1){7}\n", done.out)
    assert re.search(r"Monday to Friday +4 p\.m\. to 8 p\.m\. +220 +0\.246 +1 +19\.8%", done.out)
    assert "Case managers needed: 3.52 FTE (assumed)" in done.out
    assert "Set assumptions.followup_share in plan.yaml." in done.out


def test_explain_shows_every_figure_with_its_arithmetic(run, cedar):
    out = run("staffing", "cedar", "--explain").out
    assert "    = paid hours − hours not available for duty\n" in out
    assert "      hours not available for duty: 448 hours, from the plan (resources.absence)\n" in out
    assert "      After: WA State Auditor performance center" in out


def test_what_if_stands_beside_today_and_leaves_the_plan(run, cedar):
    before = sorted((path.name, path.read_bytes()) for path in cedar.rglob("*") if path.is_file())
    done = run(
        *("staffing", "cedar", "--set", "design.hours=Mo-Su 00:00-24:00", "--set", "assumptions.missed_target=10%")
    )
    assert done.code == 0
    assert re.search(r"FTE needed: clinician +2\.24 FTE +5\.37 FTE \(assumed\)", done.out)
    assert re.search(r"Teams that the busiest block needs for the target +1 team \(assumed\) +2 teams", done.out)
    assert "all day" in done.out
    assert sorted((path.name, path.read_bytes()) for path in cedar.rglob("*") if path.is_file()) == before


def test_what_if_in_json_has_both(run, cedar):
    data = run("staffing", "cedar", "--json", "--set", "assumptions.followup_share=20%").json
    both = [
        {figure["figure"]: figure for section in part["sections"] for figure in section["figures"]}
        for part in (data, data["with_change"])
    ]
    assert [found["staffing.follow_up_people"]["value"] for found in both] == ["5.47", "2.19"]
    assert [found["staffing.follow_up_people"]["assumed"] for found in both] == [["assumptions.followup_share"], []]
    assert len(data["blocks"]) == 14


def test_explain_goes_with_what_if(run, cedar):
    out = run("staffing", "cedar", "--explain", "--set", "resources.vacancy=20%").out
    assert "      expected vacancy rate: 20%, from the plan (resources.vacancy)\n" in out


def test_a_plan_with_little_in_it_names_what_is_missing(run, tmp_path):
    run("init", "new", "--no-input")
    out = run("staffing", "new").out
    assert out.startswith("A program without a name yet: staffing\n")
    assert "Needs an answer for more: hours on duty, team on duty and positions." in out


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("design.hour=24/7", "There is no question `design.hour`. Did you mean `design.hours`?"),
        ("assumptions.vacanc=5%", "There is no assumption `vacanc`. Did you mean `assumptions.vacancy`?"),
        ("assumptions.zzz=5%", "There is no assumption `zzz`. They are paid_hours,"),
        ("assumptions.vacancy=lots", "assumptions.vacancy: `lots` is not a percentage such as 12%."),
        ("assumptions.vacancy", "`assumptions.vacancy` needs an equals sign: key=value."),
        ("design.hours=never", "design.hours: `never` is not a schedule: `never` is not understood."),
    ],
)
def test_a_wrong_setting_is_a_usage_error(run, cedar, setting, words):
    done = run("staffing", "cedar", "--set", setting)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_everything_wrong_is_told_at_once(run, cedar):
    done = run("staffing", "cedar", "--set", "assumptions.vacancy=lots", "--set", "design.hours=never")
    assert "`lots`" in done.err
    assert "`never`" in done.err
