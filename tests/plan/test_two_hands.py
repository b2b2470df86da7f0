"""Two hands on one file: what an editor or a sync program saves at the same moment is not lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from coplan.content.answers.kinds import read_value
from coplan.disk.inside import Inside
from coplan.errors import SaveError
from coplan.plan.disk.store import PlanFolder
from coplan.plan.model import Side
from coplan.yaml.nodes import MAX_BYTES

PLAN = "answers:\n  profile:\n    name: Cedar  # ours\n"
THEIRS = PLAN + "    stage: exploring  # typed in an editor\n"


@pytest.fixture
def place(make_plan: Callable[..., PlanFolder]) -> PlanFolder:
    return make_plan(PLAN)


def named(place: PlanFolder, name: str) -> Any:
    return lambda plan: plan.with_answer("profile.name", read_value(name, place.pack.questions["profile.name"]))


def meanwhile(monkeypatch: pytest.MonkeyPatch, place: PlanFolder, texts: list[str]) -> None:
    """Let another program write these texts, each just before coplan would put its own in place."""
    write = Inside.write

    def beaten(self: Inside, path: str, content: bytes, **more: Any) -> None:
        if path == "plan.yaml" and texts:
            place.path.write_text(texts.pop(0), encoding="utf-8")
        write(self, path, content, **more)

    monkeypatch.setattr(Inside, "write", beaten)


def test_both_changes_stand(place: PlanFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, place, [THEIRS])
    saved = place.save(named(place, "Fir"))
    assert place.text() == THEIRS.replace("Cedar", "Fir")
    assert saved.warning == ""
    assert [entry.new for entry in place.entries() if entry.question == "profile.name"] == ["Fir"]


def test_the_same_question_is_named_with_what_stood_there(place: PlanFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, place, [PLAN.replace("Cedar", "Spruce")])
    saved = place.save(named(place, "Fir"))
    said = "Changed in the file at the same moment, and answered here last: program name (it said: Spruce)."
    assert saved.warning == said
    assert [(entry.old, entry.new) for entry in place.entries()] == [("Spruce", "Fir")]
    item = saved.plan.open["profile.name"]
    assert (item.state, item.note) == ("disputed", "the file says Spruce; Facilitator says Fir")
    assert item.said == (Side("the file", "Spruce"), Side("Facilitator", "Fir"))


def test_a_program_that_never_stops_writing_is_named(place: PlanFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{PLAN}# {number}\n" for number in range(20)]
    meanwhile(monkeypatch, place, texts)
    with pytest.raises(SaveError, match="another program keeps writing"):
        place.save(named(place, "Fir"))
    assert "Cedar" in place.text()
    assert place.entries() == []
    assert [path.name for path in place.folder.iterdir() if path.name.endswith(".new")] == []


@pytest.mark.skipif(os.name == "nt", reason="modes are not what makes a file read-only there")
def test_a_plan_that_is_read_only_is_left(place: PlanFolder) -> None:
    place.path.chmod(0o444)
    with pytest.raises(SaveError, match="is read-only"):
        place.save(named(place, "Fir"))
    assert (place.text(), place.entries()) == (PLAN, [])


def test_a_plan_is_never_written_larger_than_it_can_be_read(place: PlanFolder) -> None:
    with pytest.raises(SaveError, match="larger than coplan reads"):
        place.save(named(place, "x" * MAX_BYTES))
    assert (place.text(), place.entries()) == (PLAN, [])


TABLE = """answers:
  design:
    team:
      - {id: aa, role: clinician, count: 1}
      - {id: bb, role: peer, count: 1}
"""


@pytest.fixture
def table(make_plan: Callable[..., PlanFolder]) -> PlanFolder:
    return make_plan(TABLE)


def team(place: PlanFolder, *rows: dict[str, Any]) -> Any:
    value = read_value(list(rows), place.pack.questions["design.team"])
    return lambda plan: plan.with_answer("design.team", value)


ONE = {"id": "aa", "role": "clinician", "count": "1"}
TWO = {"id": "bb", "role": "peer", "count": "1"}


def rows_of(place: PlanFolder) -> Any:
    return place.read().plan.answers["design.team"].plain()


def test_a_table_left_open_reverts_no_other_row(table: PlanFolder) -> None:
    seen = table.read().plan
    table.path.write_text(TABLE.replace("role: peer, count: 1", "role: peer, count: 5"), encoding="utf-8")
    saved = table.save(team(table, ONE | {"count": "3"}, TWO), seen=seen)
    assert rows_of(table) == [ONE | {"count": "3"}, TWO | {"count": "5"}]
    assert (saved.warning, dict(saved.plan.open)) == ("", {})


def test_rows_that_either_hand_added_or_removed(table: PlanFolder) -> None:
    seen = table.read().plan
    table.path.write_text(TABLE + "      - {id: cc, role: peer, count: 9}\n", encoding="utf-8")
    table.save(team(table, TWO, {"id": "dd", "role": "clinician"}), seen=seen)
    assert [row["id"] for row in rows_of(table)] == ["bb", "dd", "cc"]


def test_one_cell_with_two_values_is_disputed_with_both(table: PlanFolder) -> None:
    seen = table.read().plan
    table.path.write_text(TABLE.replace("role: peer, count: 1", "role: peer, count: 5"), encoding="utf-8")
    saved = table.save(team(table, ONE, TWO | {"count": "7"}), seen=seen)
    assert rows_of(table) == [ONE, TWO | {"count": "7"}]
    note = "Row bb, how many: in the file 5, answered here 7."
    assert saved.plan.open["design.team"].plain() == {"state": "disputed", "note": note}
    assert [side.by for side in saved.plan.open["design.team"].said] == ["the file", "Facilitator"]
    assert note in saved.warning


def test_a_row_that_one_changed_and_one_removed_is_kept(table: PlanFolder) -> None:
    seen = table.read().plan
    table.path.write_text(TABLE.replace("role: peer, count: 1", "role: peer, count: 5"), encoding="utf-8")
    saved = table.save(team(table, ONE), seen=seen)
    assert rows_of(table) == [ONE, TWO | {"count": "5"}]
    assert saved.plan.open["design.team"].note == "Row bb: one hand changed it, one removed it; it is kept."


def test_who_confirms_what_they_saw_reverts_nothing(place: PlanFolder) -> None:
    seen = place.read().plan
    place.path.write_text(PLAN.replace("Cedar", "Spruce"), encoding="utf-8")
    saved = place.save(named(place, "Cedar"), seen=seen)
    assert "Spruce" in place.text()
    assert saved.warning == "Changed in the file meanwhile, and left so: program name: Spruce."
