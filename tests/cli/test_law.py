"""`coplan law`: shown for people and scripts, worksheet out and in; `coplan pack check --state`."""

from __future__ import annotations

import pytest

from coplan.content.lint.pack import Lint
from coplan.drafts.proof import proving


def test_law_is_shown_for_the_plan_topic_by_topic(run, bend):
    run("set", "profile.state", "US-WA", "--in", "bend")
    shown = run("law", "bend")
    assert "duty_to_warn: the duty to warn\n  RCW 71.05.120(3)\n" in shown.out
    assert "topics that drafts use: " in shown.out
    run("set", "profile.state", "US-GA", "--in", "bend")
    assert "duty to warn\n  MISSING: the law files have nothing of the state in force.\n" in run("law", "bend").out


def test_one_topic_is_shown_in_full(run, bend):
    run("set", "profile.state", "US-WA", "--in", "bend")
    shown = run("law", "bend", "child_reports")
    for words in (
        "RCW 26.44.030",
        "Asks: Listed professionals",
        "Read on: official text, 2026-11-28",
        "Binds: officer",
    ):
        assert words in shown.out
    data = run("law", "bend", "child_reports", "--json").json["topics"]
    assert [one["topic"] for one in data] == ["child_reports"]
    assert data[0]["provisions"][0]["standing"] == "in force"


def test_an_answer_that_goes_against_the_law_is_told_with_it(run):
    shown = " ".join(run("law", "--state", "US-TX", "child_reports").out.split())
    assert (
        "Goes against it: an answer to policy.child_report_limit that does not fit: A professional reports within 24"
        in shown
    )
    (topic,) = run("law", "--state", "US-TX", "child_reports", "--json").json["topics"]
    (conflict,) = topic["provisions"][0]["conflicts"]
    assert (conflict["question"], conflict["longer_than"]) == ("policy.child_report_limit", "24 hours")


def test_a_worksheet_goes_out_and_comes_back_as_a_law_file(run, bend, tmp_path):
    done = run("law", "--state", "US-CO", "--worksheet", "-o", "co.md")
    assert (done.code, done.err) == (0, "Written to co.md.\n")
    done = run("law", "--take", "co.md", "-o", "us-co.yaml")
    assert (done.code, done.err) == (0, "Written to us-co.yaml: nothing in it differs from what coplan has.\n")
    assert "jurisdiction: US-CO\nname: Colorado\n" in (tmp_path / "us-co.yaml").read_text(encoding="utf-8")
    assert "## The duty to warn (duty_to_warn)" in run("law", "--state", "US-CO", "--worksheet").out


def test_the_worksheet_needs_a_state(run, bend):
    done = run("law", "--state", "US-XX", "--worksheet")
    assert (done.code, done.err) == (2, "Name a state with --state, for example US-CO; `US-XX` is none.\n")
    assert run("law", "--output", "co.md").code == 2


def test_what_the_pack_holds_for_a_state_is_shown_without_a_plan(run):
    done = run("law", "--state", "US-CO")
    assert done.code == 0
    assert "duty_to_warn: the duty to warn\n  C.R.S. 13-21-117\n" in done.out
    assert "minors_records: mental health records of minors\n  MISSING: the law files have nothing" in done.out
    assert "topics that drafts use: " in done.out
    topics = {one["topic"]: one for one in run("law", "--state", "US-CO", "--json").json["topics"]}
    assert not topics["duty_to_warn"]["missing"]
    assert topics["minors_records"]["missing"]
    assert topics["fair_chance"]["provisions"][0]["standing"] == "in force"
    one = run("law", "--state", "US-CO", "duty_to_warn").out
    assert "Asks: A provider is liable only" in one
    assert "{{" not in one
    assert run("law", "--state", "US-XX").code == 2
    assert run("law", "--state", "US-CO", "no_topic").code == 2


def test_who_may_hold_is_shown_for_the_plan_s_state(run, bend):
    run("set", "profile.state", "US-TX", "--in", "bend")
    shown = " ".join(run("law", "bend").out.split())
    assert shown.startswith("Who may start an involuntary hold in Texas (hold) May start one: a peace officer, if ")
    for words in (
        "The team's own clinician: A clinician of the team has no power",
        "Who may ask a court: Any adult may apply",
        "Standard: The person has a mental illness",
        "Clock: A person may be held for up to 48 hours",
        "Papers and notices: The officer at once tells the person aloud, in plain words, why the person is detained",
        "Who drives: The officer drives",
        "People under 18: The law on emergency detention",
        "The law: Tex. Health & Safety Code 573.001 [not verified]",
    ):
        assert words in shown
    assert run("law", "bend", "hold").out.startswith("Who may start an involuntary hold in Texas (hold)\n")
    assert "Who may start" in run("law", "bend", "hold_times").out
    assert "Who may start" not in run("law", "bend", "child_reports").out


def test_who_may_hold_is_there_for_scripts_and_what_nobody_knows_is_null(run):
    held = run("law", "--state", "US-CO", "hold", "--json").json["hold"]
    assert held["state"] == "Colorado"
    assert held["starts"][1]["roles"] == ["team_clinician", "physician"]
    assert held["starts"][0]["law"] == ["C.R.S. 27-65-106(1)(a)"]
    assert held["clock"].startswith("A hold lasts up to 72 hours")
    assert (held["minors"], held["status"]) == ([], "unverified")
    assert run("law", "--state", "US-CA", "hold", "--json").json["hold"]["petition"] is None
    assert "  Who may ask a court: MISSING: not read.\n" in run("law", "--state", "US-CA", "hold").out
    georgia = run("law", "--state", "US-GA", "--json").json["hold"]
    assert (georgia["state"], georgia["starts"]) == ("Georgia", None)
    assert "MISSING: the law files do not say who may start one" in run("law", "--state", "US-GA", "hold").out
    assert run("law", "--state", "US-CO", "child_reports", "--json").json["hold"] is None


def test_what_is_known_of_law_that_was_not_read_is_told(run):
    shown = " ".join(run("law", "--state", "US-CO", "co_response_definition").out.split())
    assert "Known so far: C.R.S. 24-32-3501(8) defines co-responder community response" in shown
    (topic,) = run("law", "--state", "US-NC", "pay_range", "--json").json["topics"]
    assert (topic["missing"], topic["not_read"]) == (True, "No statute was found.")
    assert "Known so far" not in run("law", "--state", "US-CO", "duty_to_warn").out


def test_a_worksheet_with_mistakes_names_them(run, bend, tmp_path):
    (tmp_path / "co.md").write_text("State: US-CO\n## X (duty_to_warn)\nCitation: A\n", encoding="utf-8")
    done = run("law", "--take", "co.md")
    assert done.code == 3
    assert "co.md, line 3: The rule in plain words: this is missing." in done.err


@pytest.mark.slow
def test_a_pack_is_checked_for_the_law_of_a_state(run, few_documents, monkeypatch):
    monkeypatch.setattr(proving, "check_pack", lambda _: Lint((), ()))  # test_content.py is about all else
    done = run("pack", "check", "--state", "US-GA", "--json")
    assert done.code == 0
    gaps = {gap["topic"]: gap for gap in done.json["law_missing"]}
    assert "suicide-response" in gaps["child_reports"]["templates"]
    assert run("pack", "check", "--state", "Georgia").code == 2
