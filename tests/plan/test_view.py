"""The plan as conditions see it: what applies, what follows, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Missing
from coplan.content.terms import STAGES
from coplan.errors import BadInput
from coplan.plan.model import Plan
from coplan.plan.progress import progress
from coplan.plan.view import Answers

DESIGN = "checklists/01-design.yaml"


@pytest.fixture
def view(small_pack):
    """Answers to the small pack, by the last part of each key."""
    keys = {question.id: question for question in small_pack}

    def answers(pack=small_pack, **given):
        plan = Plan()
        for name, typed in given.items():
            plan = plan.with_answer(keys[name].key, read_value(typed, keys[name]))
        return Answers(pack, plan)

    return answers


def with_condition(small_files, build_pack, when: str):
    """The small pack, with another condition on the question of the hours."""
    return build_pack(small_files | {DESIGN: small_files[DESIGN].replace("when: facts.on_scene", f"when: {when}")})


@pytest.mark.parametrize(
    ("given", "applies"),
    [
        ({}, []),
        ({"models": ["follow_up"]}, []),
        ({"models": ["ride_along"]}, ["hours"]),
        ({"models": ["ride_along"], "hours": "24/7"}, ["hours"]),
        ({"models": ["on_scene"], "hours": "Mo-Fr 08:00-20:00"}, ["hours", "off_hours"]),
        ({"hours": "Mo-Fr 08:00-20:00"}, []),
    ],
)
def test_a_question_applies_when_its_condition_holds(view, given, applies):
    answers = view(**given)
    assert [q.id for q in answers.applicable("design") if q.when] == applies


def test_an_answer_whose_condition_is_false_counts_as_missing(view):
    answers = view(models=["follow_up"], hours="Mo-Fr 08:00-20:00", off_hours="988")
    assert isinstance(answers.value("design.hours"), Missing)
    assert answers.value("design.hours").key == "design.hours"
    assert answers.set_aside() == ("design.hours", "design.off_hours")


@pytest.mark.parametrize(("models", "holds"), [(["ride_along"], True), (["follow_up"], False), (None, False)])
def test_a_fact_follows_from_the_answers(view, models, holds):
    assert view(**({"models": models} if models else {})).fact("on_scene") is holds


def test_a_fact_that_the_pack_does_not_know_is_an_error(view):
    with pytest.raises(KeyError):
        view().fact("nothing")


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("design.people == 5", False),
        ("design.people != 5", True),
        ("design.people > 5 or design.people < 5 or design.people <= 5 or design.people >= 5", False),
        ("design.people > design.badges", False),
        ("not design.people", True),
        ("design.people is answered", False),
        ("design.people is unanswered", True),
        ("design.team | length == 0", True),
        ("design.team | map(attribute='role') | list == []", True),
        ("design.team | selectattr('role', 'equalto', 'peer') | list | length > 0", False),
        ("'peer' in design.team | map(attribute='role')", False),
        ("'ride_along' in design.models", False),
        ("profile.stage in ['exploring', 'developing']", False),
        ("profile.stage == profile.stage", False),
        ("design.off_hours.anything.at_all", False),
    ],
)
def test_a_missing_answer_is_false_equal_to_nothing_and_empty(view, small_files, build_pack, when, holds):
    pack = with_condition(small_files, build_pack, f'"{when}"')
    assert view(pack).applies("design.hours") is holds


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ("design.people == 5", True),
        ("design.people > 4 and design.people <= 5", True),
        ("profile.stage == 'operating'", True),
        ("profile.stage in ['exploring', 'operating']", True),
        ("'peer' in design.team | map(attribute='role')", True),
        ("design.team | selectattr('count') | list | length == 1", True),
        ("design.team | map(attribute='count') | first > 1", True),
        ("design.team | selectattr('role', 'equalto', 'chief') | list", False),
        ("facts.on_scene", False),
    ],
)
def test_conditions_compare_with_keys_and_numbers(view, small_files, build_pack, when, holds):
    pack = with_condition(small_files, build_pack, f'"{when}"')
    answers = view(pack, people="5", stage="operating", team=[{"role": "clinician", "count": "2"}, {"role": "peer"}])
    assert answers.applies("design.hours") is holds


@pytest.mark.parametrize("when", ["design.hours is answered", "design.off_hours is unanswered"])
def test_conditions_that_go_in_a_circle_end(view, small_files, build_pack, when):
    answers = view(with_condition(small_files, build_pack, when), hours="Mo-Fr 08:00-20:00")
    assert isinstance(answers.applies("design.hours"), bool)
    assert isinstance(answers.applies("design.off_hours"), bool)


def test_a_fact_that_rests_on_itself_ends(view, small_files, build_pack):
    facts = "on_scene:\n  label: x\n  is: not facts.on_scene\n"
    assert view(build_pack(small_files | {"checklists/facts.yaml": facts})).fact("on_scene") is True


@pytest.mark.parametrize("when", ["design.people + 1 > 2", "nothing.at.all", "nothing", "1 / 0", "facts.unknown"])
def test_a_condition_that_cannot_be_worked_out_is_the_packs_fault(view, small_files, build_pack, when):
    """cookiecutter, test_undefined_variable: an unknown name in a condition is told with the question that has it."""
    answers = view(with_condition(small_files, build_pack, when))
    with pytest.raises(BadInput, match=r"^checklists: design.hours: .*See `coplan pack check`\.$"):
        answers.applies("design.hours")


def test_a_condition_cannot_leave_its_sandbox(view, small_files, build_pack):
    answers = view(with_condition(small_files, build_pack, "profile.name.__class__.__mro__"), name="x")
    with pytest.raises(BadInput, match=r"__mro__"):
        answers.applies("design.hours")


@pytest.mark.parametrize(
    ("team", "suggested"),
    [
        (None, "0"),
        ([{"role": "peer", "count": "2"}], "2"),
        ([{"role": "peer", "count": "2"}, {"role": "clinician", "count": "3"}], "5"),
        ([{"role": "peer", "count": "2"}, {"role": "clinician"}], None),
    ],
)
def test_a_suggestion_follows_from_the_answers_or_there_is_none(view, small_pack, team, suggested):
    """cookiecutter, test_should_render_deep_dict: a suggestion reads the cells of rows, however many there are."""
    found = view(**({"team": team} if team else {})).suggestion(small_pack.questions["design.people"])
    assert (None if found is None else found.plain()) == suggested


def test_a_suggestion_may_be_another_answer(view, small_pack):
    """cookiecutter, test_prompt_for_templated_config: a suggestion comes from an earlier answer."""
    badges = small_pack.questions["design.badges"]
    assert view(people="1,200").suggestion(badges).plain() == "1200"
    assert view().suggestion(badges) is None
    assert view().suggestion(small_pack.questions["profile.name"]) is None


@pytest.mark.parametrize(("given", "stage"), [({}, "exploring"), ({"stage": "developing"}, "developing")])
def test_a_plan_that_does_not_say_its_stage_is_exploring(view, given, stage):
    assert view(**given).stage == stage


def test_progress_counts_what_applies(view):
    profile, design = progress(view(models=["ride_along"], team=[{"role": "peer"}], off_hours="988"))
    assert (profile.core_asked, profile.core_answered, profile.asked, profile.answered) == (1, 0, 2, 0)
    assert (design.core_asked, design.core_answered, design.asked, design.answered) == (1, 1, 5, 2)
    assert [question.key for question in profile.missing] == ["profile.name"]
    assert design.missing == ()


@pytest.mark.parametrize(
    ("needed", "until", "core", "essential"),
    [
        (None, None, "exploring developing launching operating", ""),
        ("developing", None, "developing launching operating", "developing launching operating"),
        ("developing", "launching", "developing launching", "developing launching operating"),
    ],
)
def test_what_a_room_decides_and_what_is_essential_depend_on_the_stage(small_pack, needed, until, core, essential):
    question = replace(small_pack.questions["design.models"], core=True, needed=needed, core_until=until)
    assert [stage for stage in STAGES if question.core_at(stage)] == core.split()
    assert [stage for stage in STAGES if question.essential_at(stage)] == essential.split()


@pytest.mark.parametrize(("stage", "due"), [("exploring", False), ("developing", True), ("operating", True)])
def test_homework_is_due_from_its_stage_on(small_pack, stage, due):
    question = replace(small_pack.questions["design.models"], core=False, needed="developing", homework="hr")
    assert question.homework_at(stage) is due
