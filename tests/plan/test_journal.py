"""The journal: one line a decision, brought up to the file after edits by hand and cut-off lines."""

from __future__ import annotations

import json

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.plan.disk.journal import changes, missing_lines, parse, state_of
from coplan.plan.entry import Entry
from coplan.plan.model import OpenItem, Plan

NOW = "2026-11-23T09:00:00-08:00"
HOURS = "answers:\n  design:\n    hours: 24/7\n"
PARKED = OpenItem("parked", "Ann", Day(2027, 1, 15), "ask the guild")


@pytest.fixture
def answer(small_pack):
    return lambda plan, key, typed: plan.with_answer(key, read_value(typed, small_pack.questions[key]))


def lines(place) -> list[dict]:
    text = place.journal.path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_a_change_of_a_plan_gives_an_entry_for_every_question_that_differs(answer):
    before = answer(answer(Plan(), "profile.name", "Cedar"), "design.hours", "24/7")
    after = answer(before.without_answer("design.hours"), "profile.name", "Cedar Valley").with_open(
        "design.team", PARKED
    )
    assert changes(before, after, when=NOW, by="Ann", how="set") == [
        Entry(NOW, "Ann", "profile.name", "Cedar", "Cedar Valley", "answered", "set"),
        Entry(NOW, "Ann", "design.hours", "24/7", None, "empty", "set", None, together=True),
        Entry(
            NOW,
            "Ann",
            "design.team",
            None,
            None,
            "parked; Ann; due 2027-01-15; ask the guild",
            "set",
            PARKED.plain(),
            True,
        ),
    ]


def test_a_plan_that_did_not_change_gives_no_entry(answer):
    plan = answer(Plan(), "profile.name", "Cedar")
    assert changes(plan, answer(plan, "profile.name", "Cedar"), when=NOW, by="Ann") == []


def test_the_state_of_a_question_is_one_word(answer):
    plan = answer(Plan(open={"design.team": PARKED}), "profile.name", "Cedar")
    assert [state_of(plan, key) for key in ("profile.name", "design.team", "design.hours")] == [
        "answered",
        "parked",
        "empty",
    ]


@pytest.mark.parametrize(
    "new", ["two\nlines", "é😀", ["a", "b"], [{"id": "r1", "role": "peer"}], None, 'a "quote"\u2028']
)
def test_an_entry_is_one_line_that_reads_back(new):
    entry = Entry(NOW, "Ann", "design.hours", None, new, "answered")
    assert entry.line().count("\n") == 1
    assert parse(entry.line() + entry.line()) == [entry, entry]


@pytest.mark.parametrize("broken", ['{"when": "2026', "", "[1, 2]", "null", '{"when": "x"}', "words"])
def test_a_line_that_is_no_entry_is_passed_over(broken):
    entry = Entry(NOW, "Ann", "design.hours", None, "24/7", "answered")
    assert parse(f"{entry.line()}{broken}\n{entry.line()}{broken}") == [entry, entry]


def test_fields_of_later_versions_are_passed_over():
    entry = Entry(NOW, "Ann", "design.hours", None, "24/7", "answered")
    assert parse(json.dumps(entry.__dict__ | {"mood": "good"})) == [entry]


def test_each_save_appends_its_lines(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(lambda plan: answer(plan, "profile.name", "Cedar"))
    place.save(lambda plan: answer(plan, "profile.name", "Cedar"))
    place.save(lambda plan: answer(plan.with_open("design.team", PARKED), "profile.name", "Cedar Valley"), how="set")
    assert [(line["question"], line["old"], line["new"], line["how"]) for line in lines(place)] == [
        ("profile.name", None, "Cedar", "answered"),
        ("profile.name", "Cedar", "Cedar Valley", "set"),
        ("design.team", None, None, "set"),
    ]
    assert lines(place)[0] | {"by": "Facilitator", "when": NOW, "state": "answered"} == lines(place)[0]


def test_an_edit_by_hand_is_found_and_written_once(make_plan, answer):
    place = make_plan(HOURS)
    place.save(lambda plan: answer(plan, "profile.name", "Cedar"))
    make_plan("answers:\n  profile:\n    name: Cedar Valley\nopen:\n  design.team: {state: parked, owner: Ann}\n")
    place.reconcile()
    place.reconcile()
    assert [(line["question"], line["old"], line["new"], line["state"], line["by"]) for line in lines(place)] == [
        ("profile.name", None, "Cedar", "answered", "Facilitator"),
        ("profile.name", "Cedar", "Cedar Valley", "answered", "edited in the file"),
        ("design.team", None, None, "parked; Ann", "edited in the file"),
    ]


def test_a_value_removed_by_hand_is_found(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(lambda plan: answer(plan, "design.hours", "24/7"))
    make_plan("coplan: 1\n")
    place.reconcile()
    assert [(line["old"], line["new"], line["state"]) for line in lines(place)] == [
        (None, "24/7", "answered"),
        ("24/7", None, "empty"),
    ]


def test_a_plan_without_a_journal_gets_one(make_plan):
    place = make_plan(HOURS)
    assert place.entries() == []
    place.reconcile()
    assert [(line["question"], line["new"], line["how"]) for line in lines(place)] == [
        ("design.hours", "24/7", "found in the file")
    ]


def test_a_line_that_a_crash_cut_off_is_closed_and_written_again(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(lambda plan: answer(plan, "profile.name", "Cedar"))
    place.save(lambda plan: answer(plan, "design.hours", "24/7"))
    whole = place.journal.path.read_bytes()
    place.journal.path.write_bytes(whole[:-20])
    place.reconcile()
    assert [entry.question for entry in place.entries()] == ["profile.name", "design.hours"]
    assert place.journal.path.read_bytes().startswith(whole[:-20] + b"\n")


def test_bytes_that_are_no_text_do_not_stop_the_journal(make_plan, answer):
    place = make_plan("coplan: 1\n")
    place.save(lambda plan: answer(plan, "profile.name", "Cedar"))
    place.journal.path.write_bytes(b"\xff\xfe\x00\n" + place.journal.path.read_bytes())
    assert [entry.new for entry in place.entries()] == ["Cedar"]


def test_what_agrees_with_the_file_is_not_missing(answer):
    plan = answer(Plan(), "profile.name", "Cedar").with_open("design.team", PARKED)
    entries = changes(Plan(), plan, when=NOW, by="Ann")
    assert missing_lines(entries, plan, when=NOW, by="Ann") == []
    assert missing_lines(reversed(entries), plan, when=NOW, by="Ann") == []
