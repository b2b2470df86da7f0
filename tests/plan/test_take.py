"""Answers from outside: a file or `key=value`, all checked before any is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coplan.content.answers.values import Day
from coplan.errors import BadInput, UsageError
from coplan.plan.model import OpenItem, Plan
from coplan.plan.opening import open_item
from coplan.plan.take import find_question, take_file, take_settings

SECTIONS = "profile:\n  name: Cedar\ndesign:\n  models: [ride_along]  # ours\n"
INDENTED = "answers:\n" + "".join(f"  {line}\n" for line in SECTIONS.splitlines())


def plain(plan: Plan) -> dict:
    return {key: value.plain() for key, value in plan.answers.items()}


def set_to(pack, *settings: str) -> dict:
    return plain(take_settings(settings, pack).change(Plan()))


@pytest.mark.parametrize(
    "text",
    [
        SECTIONS,
        INDENTED,
        f"coplan: 1\n{SECTIONS}",
        f"---\n{SECTIONS}",
        f"{SECTIONS}open:\n",
        SECTIONS.replace("\n", "\r\n"),
        "{profile: {name: Cedar}, design: {models: [ride_along]}}\n",
    ],
)
def test_an_answers_file_is_a_plan_or_the_sections_of_one(small_pack, text):
    taken = take_file(text, small_pack, "answers.yaml")
    assert plain(taken.change(Plan())) == {"profile.name": "Cedar", "design.models": ["ride_along"]}
    assert taken.notes == ()


def test_open_items_beside_sections_are_taken(small_pack):
    taken = take_file(f"{SECTIONS}open:\n  design.hours: {{state: parked}}\n", small_pack, "answers.yaml")
    assert taken.change(Plan()).open == {"design.hours": OpenItem("parked")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profile:\n  stage: x\ndesign:\n  hours: y\n", [2, 4]),
        ("answers:\n  profile:\n    stage: x\n  design:\n    hours: y\n", [3, 5]),
        ("profile:\n  name: x\n  name: y\n", [3]),
        ("profile: x\n", [1]),
    ],
)
def test_problems_of_an_answers_file_have_its_own_lines(small_pack, text, said):
    with pytest.raises(BadInput) as caught:
        take_file(text, small_pack, "answers.yaml")
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("answers.yaml", line) for line in said
    ]


def test_notes_of_an_answers_file_have_its_own_lines(small_pack):
    taken = take_file("profile:\n  nam: x\nneeds: {}\n", small_pack, "answers.yaml")
    assert [str(note) for note in taken.notes] == [
        "answers.yaml, line 2: profile.nam: the checklist has no such question; the answer is left out. Did you mean `profile.name`?"
    ]


def test_a_key_with_a_dot_is_told_where_it_belongs(small_pack):
    taken = take_file("profile.name: x\n", small_pack, "answers.yaml")
    (note,) = taken.notes
    assert note.what == "coplan does not know this key; it is left out."
    assert note.fix == "Answers stand under `answers:`, then `profile:`, then `name:`."


def test_an_answers_file_leaves_other_answers_alone(small_pack):
    plan = take_settings(["design.hours=24/7", "profile.name=Fir"], small_pack).change(Plan())
    after = take_file(SECTIONS, small_pack, "").change(plan)
    assert plain(after) == {"design.hours": "24/7", "profile.name": "Cedar", "design.models": ["ride_along"]}
    assert plain(plan) == {"design.hours": "24/7", "profile.name": "Fir"}


def test_suggestions_that_were_taken_over_stay_suggestions(small_pack):
    text = "answers: {design: {people: 4, badges: 4}}\nsuggested: [design.badges]\n"
    assert take_file(text, small_pack, "").change(Plan()).suggested == {"design.badges"}


@pytest.mark.parametrize(
    ("setting", "kept"),
    [
        ("profile.name=Cedar = Valley: yes", "Cedar = Valley: yes"),
        (" profile.name = [x]", "[x]"),
        ("profile.title=Cedar", "Cedar"),
        ("design.people=1,200", "1200"),
        ("design.models=ride_along, on_scene", ["ride_along", "on_scene"]),
        ("design.models=[ride_along, 'other: x, y']", ["ride_along", "other: x, y"]),
        ("design.models=other: by car, by boat", ["other: by car, by boat"]),
        ("design.team=[{role: peer, count: 2}]", [{"role": "peer", "count": "2"}]),
        ("design.team=- role: peer\n  - role: clinician", [{"role": "peer"}, {"role": "clinician"}]),
    ],
)
def test_a_setting_is_read_as_people_type_it(small_pack, setting, kept):
    """copier, test_data_with_multiselect_choice_question: the question's kind says how a setting is read."""
    assert list(set_to(small_pack, setting).values()) == [kept]


@pytest.mark.parametrize("nothing", ["profile.name=", "profile.name=  "])
def test_a_setting_without_a_value_takes_the_answer_back(small_pack, nothing):
    assert set_to(small_pack, "profile.name=Cedar", nothing) == {}


def test_the_last_setting_of_a_key_counts(small_pack):
    assert set_to(small_pack, "profile.name=Cedar", "profile.name=Fir") == {"profile.name": "Fir"}


@pytest.mark.parametrize(("state", "stays"), [("parked", False), ("proposed", True), ("disputed", True)])
def test_an_answer_settles_what_was_parked(small_pack, state, stays):
    plan = Plan(open={"profile.name": OpenItem(state)})
    after = take_settings(["profile.name=Cedar"], small_pack).change(plan)
    assert ("profile.name" in after.open) is stays
    assert "profile.name" in take_settings(["profile.name="], small_pack).change(plan).open


def test_every_setting_that_is_wrong_is_named(small_pack):
    with pytest.raises(UsageError) as caught:
        take_settings(
            ["profile.name", "design.huors=24/7", "design.people=many", "profile.name=x", "design.team=[{"], small_pack
        )
    assert str(caught.value) == (
        "`profile.name` needs an equals sign: key=value.\n"
        "There is no question `design.huors`. Did you mean `design.hours`?\n"
        "design.people: `many` is not a whole number such as 12,500.\n"
        "design.team: `[{` is not a list. Write it like `[one, another]`."
    )


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("hours", "There is no question `hours`. Did you mean `design.hours`?"),
        ("profile.hours", "There is no question `profile.hours`. Did you mean `design.hours`?"),
        ("profile.nane", "There is no question `profile.nane`. Did you mean `profile.name`?"),
        ("x", "There is no question `x`. Keys look like `design.hours`."),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(small_pack, key, said):
    with pytest.raises(UsageError) as caught:
        find_question(small_pack, key)
    assert str(caught.value) == said


def test_a_key_may_be_an_old_one(small_pack):
    assert find_question(small_pack, "profile.title").key == "profile.name"


def test_an_open_item_is_made_from_what_people_type():
    assert open_item("parked", " Ann ", "1/15/2027", "ask\n the guild") == OpenItem(
        "parked", "Ann", Day(2027, 1, 15), "ask the guild"
    )


@pytest.mark.parametrize(
    ("state", "due", "said"),
    [
        ("parkt", "", "`parkt` is not a state. States are parked, proposed, disputed."),
        ("parked", "soon", "`soon` is not a date. Write it like 3/15/2027 or 2027-03-15."),
    ],
)
def test_an_open_item_that_makes_no_sense_is_refused(state, due, said):
    with pytest.raises(UsageError, match="^" + said):
        open_item(state, due=due)


OWN_NUMBERS = """\
answers: {profile: {name: Cedar}}
accepted: {resources.match_unfunded: {reason: Comes in May, on: 2027-01-15}}
limits: {resources.one_away_closes.least: {value: 40, reason: Two clinicians}}
assumptions:
  missed_target: {value: 10%, reason: Small county}
  paid_hours: {value: "1,950"}
"""


def test_accepted_findings_and_own_numbers_of_an_answers_file_are_kept(pack, make_plan):
    given = take_file(OWN_NUMBERS, pack, "answers.yaml").change(Plan())
    place = make_plan("coplan: 1\n", pack)
    place.save(lambda plan: take_file(OWN_NUMBERS, pack, "answers.yaml").change(plan))
    plan = place.read().plan
    for name in ("accepted", "limits", "assumptions"):
        assert getattr(plan, name) == getattr(given, name) != {}
    place.save(lambda plan: replace(plan, assumptions={}, limits={}))
    assert "missed_target" not in place.path.read_text(encoding="utf-8")
