"""`coplan merge`: folders and files of break-out groups."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def groups(run, bend, tmp_path):
    for name in ("north", "south"):
        shutil.copytree(bend, tmp_path / name)
    run("set", "design.hours", "24/7", "--in", "north", "--by", "Nora")
    run("set", "design.hours", "Mo-Su 10:00-22:00", "--in", "south", "--by", "Sam")
    run("set", "design.transport", "none", "--in", "south", "--by", "Sam")
    return bend


def test_groups_come_together_and_a_dispute_holds_both(run, groups):
    done = run("merge", "north", "south", "--in", "bend", "--by", "Ann")
    assert done.code == 1
    assert "north. Taken:" in done.out
    assert "south. Disputed, both answers stand:" in done.out
    text = (groups / "plan.yaml").read_text(encoding="utf-8")
    assert "transport: none" in text
    assert "    state: disputed\n" in text
    assert "by: Sam (south)" in text
    assert "Mo-Su 10:00-22:00" in text
    assert "24/7" in text
    assert "disputed: hours on duty" in run("status", "bend").out


def test_merging_twice_changes_no_byte_and_the_others_stay_as_they_are(run, groups, tmp_path):
    others = [(tmp_path / name / "plan.yaml").read_bytes() for name in ("north", "south")]
    run("merge", "north", "south", "--in", "bend")
    before = (groups / "plan.yaml").read_bytes()
    done = run("merge", "north", "south", "--in", "bend")
    assert (groups / "plan.yaml").read_bytes() == before
    assert done.out == "north: nothing new.\nsouth: nothing new.\n"
    assert [(tmp_path / name / "plan.yaml").read_bytes() for name in ("north", "south")] == others


def test_a_file_alone_is_merged_without_its_past(run, bend, tmp_path):
    (tmp_path / "east.yaml").write_text("coplan: 1\nanswers: {design: {transport: none}}\n", encoding="utf-8")
    done = run("merge", "east.yaml", "--in", "bend", "--json")
    assert done.json["merged"][0]["from"] == "east"
    assert done.json["merged"][0]["told"][0]["key"] == "design.transport"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["bend"], "is this plan itself"),
        (["nowhere"], "there is no such file"),
        (["north", "far/north"], "Two of these plans are called `north`"),
    ],
)
def test_wrong_use_is_explained(run, groups, tmp_path, names, words):
    shutil.copytree(tmp_path / "north", tmp_path / "far" / "north")
    before = (groups / "plan.yaml").read_bytes()
    done = run("merge", *names, "--in", "bend")
    assert done.code in (2, 3)
    assert words in done.err
    assert (groups / "plan.yaml").read_bytes() == before
