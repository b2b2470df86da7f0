"""`coplan status`: where the plan stands, for people and for scripts."""

from __future__ import annotations

import re

import pytest

from coplan.plan.model import STATES
from tests.cli.conftest import files

pytestmark = pytest.mark.usefixtures("few_documents")

STEP = {"id", "title", "core_asked", "core_answered", "asked", "answered", "essential_missing"}


@pytest.fixture
def opened(run, bend):
    """The plan with three open items, not in the order in which they are due."""
    run("set", "design.off_hours", "--in", "bend", "--state", "disputed", "--owner", "Sheriff", "--note", "The guild")
    run("set", "design.team", "--in", "bend", "--state", "parked", "--due", "2027-03-01")
    run("set", "design.hours", "--in", "bend", "--state", "proposed", "--owner", "Chief", "--due", "2027-02-01")
    return bend


def test_json_has_the_program_and_its_stage(run, bend):
    data = run("status", "bend", "--json").json
    assert list(data) == ["coplan", "program", "stage", "steps", "open", "drafts", "findings"]
    assert (data["program"], data["stage"]) == ("Prairie Bend Co-Response", "developing")


def test_json_has_every_step_with_its_counts(run, bend, pack):
    steps = run("status", "bend", "--json").json["steps"]
    assert [(step["id"], step["title"]) for step in steps] == [(step.id, step.title) for step in pack.steps]
    assert all(set(step) == STEP for step in steps)
    assert all(isinstance(step[name], int) for step in steps for name in STEP - {"id", "title"})
    design = next(step for step in steps if step["id"] == "design")
    assert (design["core_answered"], design["answered"]) == (2, 2)
    assert design["core_asked"] < design["asked"]
    assert design["essential_missing"] > 0


def test_json_has_open_items_by_date(run, opened):
    assert run("status", "bend", "--json").json["open"] == [
        {"question": "design.hours", "state": "proposed", "owner": "Chief", "due": "2027-02-01", "note": None},
        {"question": "design.team", "state": "parked", "owner": None, "due": "2027-03-01", "note": None},
        {"question": "design.off_hours", "state": "disputed", "owner": "Sheriff", "due": None, "note": "The guild"},
    ]


def test_json_has_the_drafts_with_their_holes(run, bend):
    before = run("status", "bend", "--json").json["drafts"]
    assert {draft["state"] for draft in before} == {"missing"}
    written = run("draft", "bend", "--json").json["drafts"]
    after = run("status", "bend", "--json").json["drafts"]
    assert after == [draft | {"state": "unchanged"} for draft in written]
    assert all(list(draft) == ["document", "path", "state", "holes"] for draft in before + after)


def test_json_of_a_plan_without_answers(run):
    run("init", "new", "--no-input")
    data = run("status", "new", "--json").json
    assert (data["program"], data["stage"], data["open"]) == (None, "exploring", [])


def test_json_keeps_talk_out(run, bend):
    (bend / "plan.yaml").write_text("coplan: 1\nmore: 1\n", encoding="utf-8")
    assert run("status", "bend", "--json").json["program"] is None
    assert "more: coplan does not know this key; it is kept as it is." in run("status", "bend").err


def test_people_see_steps_open_items_and_drafts(run, opened):
    done = run("status", "bend")
    lines = done.out.splitlines()
    assert done.err == ""
    assert lines[0] == "Prairie Bend Co-Response, stage: developing"
    assert lines[2].split() == ["Step", "Core", "All", "Essential,", "missing"]
    assert "Open items: 3" in lines
    assert "  proposed: hours on duty, owner: Chief, due February 1, 2027" in lines
    assert "  disputed: cover outside duty hours, owner: Sheriff (The guild)" in lines
    assert "  Transportation procedure: not written yet." in lines


def test_documents_that_wait_for_decisions_are_one_line(run):
    run("init", "new", "--no-input")
    out = run("status", "new").out
    assert re.search(
        r"^  Too much is still to decide for \d+ documents: `coplan documents` says what\.$", out, re.MULTILINE
    )
    assert "written by name" not in out


def test_people_see_what_is_behind_and_what_was_edited(run, bend):
    run("set", "drafts.format", "md", "--in", "bend")
    run("draft", "bend")
    edited = bend / "drafts" / "suicide-response.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "Ours.\n", encoding="utf-8")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    out = run("status", "bend").out
    assert "drafts/transportation.md: behind today's plan" in out
    assert "drafts/suicide-response.md: edited by people, and behind today's plan" in out


def test_people_see_what_is_set_aside(run, bend):
    run("set", "design.off_hours", "next_day", "--in", "bend")
    run("set", "design.hours", "24/7", "--in", "bend")
    assert (
        "Set aside, because their question does not apply now: cover outside duty hours." in run("status", "bend").out
    )


def test_status_writes_nothing(run, bend):
    before = files(bend)
    run("status", "bend")
    run("status", "bend", "--json")
    assert files(bend) == before


def test_the_plan_is_found_from_a_folder_below(run, bend, monkeypatch):
    run("draft", "bend")
    monkeypatch.chdir(bend / "drafts")
    assert run("status").out.startswith("Prairie Bend Co-Response")


@pytest.mark.parametrize("state", STATES)
def test_each_state_of_an_open_item_is_told(run, bend, state):
    run("set", "design.hours", "--in", "bend", "--state", state)
    assert run("status", "bend", "--json").json["open"][0]["state"] == state
    assert f"  {state}: hours on duty" in run("status", "bend").out


def test_parallel_projects_in_subdirs(run, bend, tmp_path):
    """copier: of two plans in one folder, work on one leaves the other as it is."""
    run("init", "fir", "--no-input", "--set", "profile.program_name=Fir Team")
    run("draft", "fir")
    before = files(tmp_path / "fir")
    run("set", "design.hours", "24/7", "--in", "bend")
    run("draft", "bend")
    assert files(tmp_path / "fir") == before
    names = [run("status", name, "--json").json["program"] for name in ("bend", "fir")]
    assert names == ["Prairie Bend Co-Response", "Fir Team"]


TEMPLATE = """\
---
title: Flyer
step: outreach
kind: notice
audience: All
review: [counsel]
---
## Call us

{{ profile.short_name }} works {{ design.hours }}.
"""


def test_get_undeclared_variables(run, bend):
    """docxtpl: what a document still misses is known before any answer, after some, and after all."""
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(TEMPLATE, encoding="utf-8")
    found = []
    for key, value in [("design.hours", ""), ("design.hours", "24/7"), ("profile.short_name", "Bend")]:
        run("set", key, value, "--in", "bend")
        drafts = run("status", "bend", "--json").json["drafts"]
        found.append(next(draft["holes"] for draft in drafts if draft["document"] == "flyer"))
    assert found == [2, 1, 0]


def test_a_frame_that_leaves_out_the_notice_is_named(run, bend):
    (bend / "templates" / "parts").mkdir(parents=True)
    (bend / "templates" / "parts" / "frame.md.j2").write_text("# {{ title }}\n\n{{ body }}\n", encoding="utf-8")
    said = "Nothing above its text says that it is a draft: templates/parts/frame.md.j2 of this pack leaves the notice out."
    assert said in run("status", "bend").out


@pytest.mark.parametrize(
    "name", ["plan (conflicted copy 2026-11-28).yaml", "plan.sync-conflict-1.yaml", "plan-PC.yaml"]
)
def test_a_copy_that_a_sync_program_made_is_named(run, bend, name):
    (bend / name).write_bytes((bend / "plan.yaml").read_bytes())
    assert f"Note: {name}: lies beside plan.yaml. A sync program may have made it" in run("status", "bend").err
