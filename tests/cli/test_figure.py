"""`coplan figure` and `coplan pack uses`: how a figure comes about, and what uses a question."""

from __future__ import annotations

import re

import pytest


def test_a_figure_shows_its_arithmetic_and_the_answers_that_it_rests_on(run, cedar):
    done = run("figure", "staffing.cover_share", "--in", "cedar")
    assert (done.code, done.err) == (0, "")
    assert "Share of the hours covered, every position filled: 100%\n" in done.out
    assert ", ÷ hours of all teams a week; at most 100%\n" in done.out
    assert "70 hours, worked out (staffing.team_hours)\n" in done.out
    assert re.search(r"resources\.absence +Hours not available for duty +reason: vacation", done.out)
    assert "Figures that went in" not in done.out


def test_explain_goes_down_to_the_answers(run, cedar):
    out = run("figure", "staffing.cover_share", "--explain", "--in", "cedar").out
    assert out.count("= paid hours − hours not available for duty") == 1
    assert "2,080 hours, from the plan (resources.paid_hours)" in out


def test_one_of_each_and_all_of_them(run, cedar):
    assert "Gap, year 1: $352,274.63\n" in run("figure", "budget.gap_by_year.1", "--in", "cedar").out
    out = run("figure", "budget.gap_by_year", "--in", "cedar").out
    assert re.findall(r"^Gap, (.*?):", out, re.MULTILINE) == ["start-up", "year 1", "year 2", "year 3"]
    assert (
        "Planned less needed: The plan does not give it yet."
        in run("figure", "staffing.gap.nurse", "--in", "cedar").out
    )


def test_a_topic_lists_its_figures(run, cedar):
    out = run("figure", "timeline", "--in", "cedar").out
    assert re.search(r"^timeline\.launch +Planned launch +October 4, 2027$", out, re.MULTILINE)
    assert "staffing.uhu" not in out
    assert "staffing.uhu" in run("figure", "--in", "cedar").out


def test_json_has_figures_inputs_and_what_was_read(run, cedar):
    data = run("figure", "staffing.gap.clinician", "--json", "--explain", "--in", "cedar").json
    assert [figure["value"] for figure in data["figures"]] == ["0.26"]
    assert {"question": "resources.paid_hours", "answer": "2080"} in data["read"]
    assert "staffing.productive_hours" in [figure["figure"] for figure in data["inside"]]


def test_an_empty_plan_names_what_the_figure_would_ask(run, tmp_path):
    run("init", "new", "--no-input")
    out = run("figure", "staffing.uhu", "--in", "new").out
    assert "The plan does not give it yet." in out
    assert re.search(r"design\.hours +Hours on duty +not answered", out)


def test_another_key_is_told(run, cedar):
    done = run("figure", "staffing.uhuu", "--in", "cedar")
    assert (done.code, done.err) == (2, "There is no figure `staffing.uhuu`. Did you mean `staffing.uhu`?\n")


@pytest.mark.slow
def test_uses_of_a_question_have_their_places(run):
    data = run("pack", "uses", "resources.vacancy", "--json").json
    found = {(use["by"], use["name"]) for use in data["uses"]}
    assert ("figure", "staffing.fte_to_hire") in found
    assert all((use["line"] is None) == (use["file"] is None) for use in data["uses"])
    text = run("pack", "uses", "resources.roles").out
    assert re.search(
        r"^parts/counsel.md, through budget_table\(\) +templates/parts/counsel\.md\.j2:\d+$",
        text,
        re.MULTILINE,
    )
    assert re.search(r"^timeline\.hiring, dates +checklists/timeline\.yaml:\d+$", text, re.MULTILINE)
    assert run("pack", "uses", "resources.role").err.startswith("There is no question `resources.role`. Did you mean")
