"""Plans from text: everything that is wrong at once, and what the checklist does not know is kept and noted."""

from __future__ import annotations

import pytest

from coplan.content.answers.values import Day
from coplan.errors import BadInput
from coplan.plan.model import OpenItem
from coplan.plan.read.plan import read_plan

SOUND = """\
coplan: 1
answers:
  profile:
    name: Cedar Valley
    stage: running
  design:
    models: [ride_along, "other: by telephone"]
    hours: Mo-Fr 08:00-20:00
    team:
      - {id: r1, role: clinician, count: 2}
      - id: r2
        role: peer
open:
  design.hours: {state: disputed, owner: Sheriff, due: 2027-01-15, note: the guild}
suggested: [design.people, design.models]
set_aside: [design.off_hours]
"""

BROKEN = """\
coplan: two
answers:
  profile:
    stage: exploding
    title: Cedar
    name: Cedar Valley
  design:
    models: [ride_alnog, [x]]
    hours:
      from: 8
    team:
      - role: chief
        count: some
      - id: r1
        rolle: peer
      - {id: r1, role: peer}
    people: many
    badges: [1]
open:
  design.hours: soon
  design.team: {state: parkt, owner: Ann}
  design.people: {owner: Ann}
  design.badges: {state: parked, due: next week}
"""


def problems(text: str, pack) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_plan(text, pack)
    return [str(problem) for problem in caught.value.problems]


def notes(text: str, pack) -> list[str]:
    return [str(note).removeprefix("plan.yaml, ") for note in read_plan(text, pack).notes]


def test_a_sound_plan_is_read_without_notes(small_pack):
    reading = read_plan(SOUND, small_pack)
    plan = reading.plan
    assert {key: value.plain() for key, value in plan.answers.items()} == {
        "profile.name": "Cedar Valley",
        "profile.stage": "operating",
        "design.models": ["ride_along", "other: by telephone"],
        "design.hours": "Mo-Fr 08:00-20:00",
        "design.team": [{"id": "r1", "role": "clinician", "count": "2"}, {"id": "r2", "role": "peer"}],
    }
    assert plan.open == {"design.hours": OpenItem("disputed", "Sheriff", Day(2027, 1, 15), "the guild")}
    assert (plan.suggested, plan.set_aside, plan.renamed) == ({"design.models"}, ("design.off_hours",), {})
    assert reading.notes == ()


def test_a_broken_plan_yields_all_its_problems(small_pack):
    assert problems(BROKEN, small_pack) == [
        "plan.yaml, line 1: coplan: this must be the version of the format, 1.",
        "plan.yaml, line 4: profile.stage: `exploding` is not one of the choices. Did you mean `exploring`? Choices are `exploring`, `developing`, `operating`.",
        "plan.yaml, line 6: profile.name: this is answered twice, once under its old name. Keep one.",
        "plan.yaml, line 8: design.models.row 1: `ride_alnog` is not one of the choices. Did you mean `ride_along`? Choices are `ride_along`, `on_scene`, `follow_up` or `other: …`.",
        "plan.yaml, line 8: design.models.row 2: this must be one value.",
        "plan.yaml, line 10: design.hours: expected one value here, but this is keys and values. Write days and hours such as Mon-Fri 8am-8pm, or 24/7.",
        "plan.yaml, line 12: design.team.row 1.role: `chief` is not one of the choices. Choices are `clinician`, `peer`.",
        "plan.yaml, line 13: design.team.row 1.count: `some` is not a whole number such as 12,500.",
        "plan.yaml, line 15: design.team.row 2.rolle: there is no column `rolle`. Did you mean `role`?",
        "plan.yaml, line 16: design.team.row 3.id: the row id `r1` stands twice. Delete it in the copy; coplan sets a new one.",
        "plan.yaml, line 17: design.people: `many` is not a whole number such as 12,500.",
        "plan.yaml, line 18: design.badges: expected one value here, but this is a list. Write a whole number such as 12,500.",
        "plan.yaml, line 20: open.design.hours: an open item needs `state:` and, where known, owner, due and note.",
        "plan.yaml, line 21: open.design.team.state: `parkt` is not a state. States are parked, proposed, disputed. Did you mean `parked`?",
        "plan.yaml, line 22: open.design.people.state: `state:` is missing.",
        "plan.yaml, line 23: open.design.badges.due: `next week` is not a date. Write it like 3/15/2027 or 2027-03-15.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("answers: x\n", "line 1: answers: expected keys and values here."),
        ("answers:\n  design: x\n", "line 2: answers.design: expected keys and values here."),
        ("answers:\n  design:\n    - hours: x\n", "line 3: answers.design: expected keys and values here."),
        ("open: [design.hours]\n", "line 1: open: expected keys and values here."),
        ("coplan: one\n", "line 1: coplan: this must be the version of the format, 1."),
        ("coplan: 1\ncoplan: 1\n", "line 2: column 1: `coplan` stands here twice. The first is on line 1. Keep one of them."),
        ("open:\n  profile.name: {state: parked}\n  profile.title: {state: parked}\n", "line 3: open.profile.title: this is open twice, once under its old name. Keep one."),
    ],
)  # fmt: skip
def test_a_plan_of_the_wrong_shape_is_refused(small_pack, text, said):
    assert problems(text, small_pack) == [f"plan.yaml, {said}"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "coplan: 1\n",
        "answers:\n",
        "answers: {}\nopen: {}\n",
        "answers:\n  design:\nopen:\n",
        "answers:\n  design:\n    hours:\n    models: []\n    team: []\n",
    ],
)
def test_what_is_empty_is_not_answered(small_pack, text):
    """cookiecutter, test_empty_list_returns_empty_string: an empty list is no answer, and no error."""
    reading = read_plan(text, small_pack)
    assert (reading.plan.answers, reading.plan.open, reading.notes) == ({}, {}, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("anwsers:\n  design: {}\n", "line 1: anwsers: coplan does not know this key; it is kept as it is. Did you mean `answers`?"),
        ("design:\n  hours: 24/7\n", "line 1: design: coplan does not know this key; it is kept as it is. Answers stand under `answers:`, then `design:`."),
        ("answers:\n  design:\n    huors: 24/7\n", "line 3: design.huors: the checklist has no such question; the answer is kept. Did you mean `design.hours`?"),
        ("open:\n  team: {state: parked}\n", "line 2: team: the checklist has no such question; the answer is kept. Did you mean `design.team`?"),
        ("answers:\n  desing:\n    hours: 24/7\n", "line 3: desing.hours: the checklist has no such question; the answer is kept. Did you mean `design.hours`?"),
        ("answers:\n  desing: x\n", "line 2: desing: there is no such step; it is kept. Did you mean `design`?"),
        ("open:\n  design.huors: {state: parked}\n", "line 2: design.huors: the checklist has no such question; the answer is kept. Did you mean `design.hours`?"),
        ("open:\n  design.hours:\n    state: parked\n    onwer: Ann\n", "line 4: open.design.hours.onwer: an open item has no such field; it is kept. Did you mean `owner`?"),
    ],
)  # fmt: skip
def test_what_the_checklist_does_not_know_is_a_note(small_pack, text, said):
    assert notes(text, small_pack) == [said]


def test_an_answer_under_its_old_name_is_read_as_the_new_one(small_pack):
    plan = read_plan("answers:\n  profile:\n    title: Cedar\n", small_pack).plan
    assert {key: str(value) for key, value in plan.answers.items()} == {"profile.name": "Cedar"}
    assert plan.renamed == {"profile.name": "profile.title"}


def test_an_open_item_under_its_old_name_is_read_as_the_new_one(small_pack):
    plan = read_plan("open:\n  profile.title: {state: parked}\n", small_pack).plan
    assert list(plan.open) == ["profile.name"]


def test_the_file_is_named_as_it_was_given(small_pack):
    with pytest.raises(BadInput, match=r"^cedar/plan.yaml, line 1"):
        read_plan("coplan: x", small_pack, "cedar/plan.yaml")


def test_a_plan_of_the_shipped_pack_with_every_example_is_read(pack):
    from coplan.yaml.lines import render

    answers: dict = {}
    for question in pack:
        if question.example not in ("", None):
            example = [question.example] if isinstance(question.example, dict) else question.example
            answers.setdefault(question.step, {})[question.id] = example
    reading = read_plan(render({"coplan": "1", "answers": answers}), pack)
    assert len(reading.plan.answers) == sum(len(section) for section in answers.values()) > 300
    assert reading.notes == ()


@pytest.mark.parametrize("version", ["²", "9" * 5000, "1.0", "-1", "one"])
def test_a_version_that_is_none_is_named(small_pack, version):
    with pytest.raises(BadInput, match="must be the version of the format") as caught:
        read_plan(f"coplan: {version}\n", small_pack)
    assert len(str(caught.value)) < 300


def test_of_a_newer_format_nothing_else_is_judged(small_pack):
    with pytest.raises(BadInput) as caught:
        read_plan("coplan: 2\nanswers: 3\nopen: {design.hours: {state: new}}\n", small_pack)
    assert str(caught.value) == (
        "plan.yaml, line 1: coplan: this plan has format 2; this coplan reads up to 1. Nothing was changed. Update coplan."
    )


@pytest.mark.parametrize("typed", ["9" * 5000, "x" * 5000])
def test_a_long_value_is_cut_in_the_message(small_pack, typed):
    with pytest.raises(BadInput) as caught:
        read_plan(f"answers:\n  design:\n    people: {typed}\n", small_pack)
    assert "(5000 letters) is not a whole number" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_a_comment_that_hides_part_of_an_answer_is_noted(small_pack):
    reading = read_plan("answers:\n  profile:\n    name: Unit #4\n", small_pack)
    assert [note.line for note in reading.notes] == [3]
    assert "`#4` is a comment in YAML" in str(reading.notes[0])
