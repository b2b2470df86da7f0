"""`coplan documents`: who reads each document, whether it applies, and what it still needs."""

from __future__ import annotations

import json
import re

import pytest

from coplan.content.model import Pack
from tests.test_docs import section


def by_name(done) -> dict[str, dict]:
    return {item["document"]: item for item in done.json["documents"]}


def test_every_document_of_the_pack_is_there(run, bend, pack: Pack):
    found = by_name(run("documents", "bend", "--json"))
    assert {name.partition("@")[0] for name in found} == {document.id for document in pack.documents}


@pytest.mark.slow
def test_one_that_does_not_apply_says_what_its_condition_looks_at(run, bend):
    run("set", "design.services", "referral", "--in", "bend")
    found = by_name(run("documents", "bend", "--json"))["naloxone-leave-behind"]
    assert (found["applies"], found["needs"], found["open_points"]) == (False, [], 0)
    assert "services: " in found["why_not"]
    line = next(line for line in run("documents", "bend").out.split("\n") if line.startswith("  naloxone-leave-behind"))
    assert found["why_not"] in line


@pytest.mark.slow
def test_an_answer_takes_a_question_off_the_needs_and_a_point_off_the_count(run, bend):
    before = by_name(run("documents", "bend", "--json"))["transportation"]
    keys = [need["question"] for need in before["needs"]]
    assert "policy.transport_range" in keys
    run("set", "policy.transport_range", "Within the county.", "--in", "bend")
    after = by_name(run("documents", "bend", "--json"))["transportation"]
    assert [need["question"] for need in after["needs"]] == [key for key in keys if key != "policy.transport_range"]
    assert after["open_points"] < before["open_points"]
    assert sum(after["by_kind"].values()) == after["open_points"]


def test_needs_names_question_owner_and_date(run, bend):
    run("set", "policy.transport_range", "--in", "bend", "--state", "parked", "--owner", "Chief", "--due", "2027-02-01")
    out = run("documents", "bend", "--needs", "drafts/transportation.docx").out
    assert re.search(r"^  policy\.transport_range: .*, owner: Chief, due February 1, 2027$", out, re.MULTILINE)
    assert out.startswith("Transportation procedure (transportation)\nRead by: ")


@pytest.mark.slow
def test_the_points_are_those_of_the_draft(run, bend):
    drafts = {draft["document"]: draft["holes"] for draft in run("draft", "bend", "--json").json["drafts"]}
    found = by_name(run("documents", "bend", "--json"))
    assert {name: item["open_points"] for name, item in found.items() if item["applies"]} == drafts


def test_an_unknown_document_is_refused_with_a_hint(run, bend):
    done = run("documents", "bend", "--needs", "transportatoin")
    assert (done.code, done.err) == (2, "There is no document `transportatoin`. Did you mean `transportation`?\n")


def test_it_writes_nothing(run, bend):
    before = sorted(bend.rglob("*"))
    assert run("documents", "bend").code == 0
    assert sorted(bend.rglob("*")) == before


@pytest.mark.parametrize("name", ["document", "needs", "by_kind"])
def test_json_has_the_shape_that_is_shown(run, bend, name):
    [shown] = json.loads(
        re.findall(r"```json\n(.*?)```", section("docs/commands.md", "coplan documents"), re.DOTALL)[0]
    )["documents"]
    found = next(iter(by_name(run("documents", "bend", "--json")).values()))
    assert list(found) == list(shown)
    assert type(found[name]) is type(shown[name])


@pytest.mark.slow
def test_the_grade_at_which_a_document_reads_stands_in_the_list(run, bend):
    item = by_name(run("documents", "bend", "--json"))["transportation"]
    assert 0 < item["reading_grade"] <= item["reading_goal"] == 12
    head, *lines = run("documents", "bend").out.split("\n")
    assert "Grade" in head
    line = next(line for line in lines if line.startswith("transportation "))
    assert f" {item['reading_grade']:g} " in line
