from __future__ import annotations

from collections.abc import Callable

import pytest

from coplan.content.model import Pack
from coplan.plan.view import Answers
from coplan.wizard import interview

Read = Callable[..., Answers]
RIDING = "answers:\n  design:\n    models: [ride_along]\n"
NAMED = "answers:\n  profile:\n    name: Cedar\n"
PARKED = "open:\n  profile.name: {state: parked}\n"


def core_and_details(answers: Answers, step: str) -> tuple[list[str], list[str]]:
    return interview.core(step)(answers), interview.details(step)(answers)


def test_a_step_has_core_questions_and_others(answers_of: Read) -> None:
    assert core_and_details(answers_of(), "profile") == (["profile.name"], ["profile.stage"])


def test_a_changed_answer_changes_which_questions_there_are(answers_of: Read) -> None:
    route = interview.details("design")

    assert "design.hours" not in route(answers_of())
    assert "design.hours" in route(answers_of(RIDING))
    assert "design.hours" not in route(answers_of(RIDING.replace("ride_along", "follow_up")))


@pytest.mark.parametrize(
    ("text", "visited", "expected"),
    [
        ("", (), "profile.name"),
        (NAMED, (), "profile.stage"),
        (PARKED, (), "profile.stage"),
        ("", ("profile.name",), "profile.stage"),
        (NAMED, ("profile.stage",), None),
    ],
    ids=["first", "answered", "open item", "visited", "nothing left"],
)
def test_the_next_question_is_the_first_that_is_neither_settled_nor_visited(
    answers_of: Read, text: str, visited: tuple[str, ...], expected: str | None
) -> None:
    keys = ["profile.name", "profile.stage"]

    assert interview.next_key(keys, answers_of(text).plan, visited) == expected


def test_before_the_first_question_there_is_none(answers_of: Read) -> None:
    assert interview.previous_key(answers_of(), "profile.name") is None


def test_the_question_before_is_one_that_the_room_has_met(answers_of: Read) -> None:
    assert interview.previous_key(answers_of(), "design.models") == "profile.name"


def test_a_detail_that_was_answered_counts_as_met(answers_of: Read) -> None:
    answers = answers_of("answers:\n  profile:\n    stage: developing\n")

    assert interview.previous_key(answers, "design.models") == "profile.stage"


def test_a_question_that_no_longer_applies_is_not_gone_back_to(answers_of: Read) -> None:
    answers = answers_of("answers:\n  design:\n    models: [follow_up]\n    hours: Mo-Fr 08:00-20:00\n")

    assert interview.previous_key(answers, "design.team") == "design.models"


@pytest.mark.parametrize(
    ("key", "expected"),
    [("design.models", (1, 1)), ("design.hours", (1, 5)), ("design.people", (4, 5)), ("profile.stage", (1, 1))],
)
def test_a_position_counts_core_questions_and_details_apart(
    answers_of: Read, key: str, expected: tuple[int, int]
) -> None:
    text = RIDING + "    hours: Mo-Fr 08:00-20:00\n"

    assert interview.position(answers_of(text), key) == expected


def test_a_position_exists_even_where_the_question_does_not_apply(answers_of: Read) -> None:
    assert interview.position(answers_of(), "design.hours") == (1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "profile"), (NAMED, "design"), (PARKED, "design"), (NAMED + "  design:\n    models: [on_scene]\n", None)],
)
def test_what_is_left_begins_with_the_first_core_question_without_answer_or_owner(
    answers_of: Read, text: str, expected: str | None
) -> None:
    assert next((key.partition(".")[0] for key in interview.core_left(answers_of(text))), None) == expected


def test_unsettled_are_core_questions_without_answer_open_items_among_them(answers_of: Read) -> None:
    found = interview.unsettled(answers_of(RIDING + PARKED))

    assert [question.key for question in found] == ["profile.name"]


def test_open_items_are_listed_by_owner(answers_of: Read) -> None:
    text = (
        RIDING + "open:\n  design.hours: {state: disputed, owner: Sheriff}\n  design.team: {state: parked}\n"
        "  profile.name: {state: proposed, owner: Sheriff}\n"
    )

    assert interview.owners(answers_of(text)) == {"Sheriff": ["design.hours", "profile.name"], "": ["design.team"]}


def test_an_open_item_that_does_not_apply_has_no_owner_to_ask(answers_of: Read) -> None:
    assert interview.owners(answers_of("open:\n  design.hours: {state: disputed, owner: Sheriff}\n")) == {}


def test_new_are_questions_that_the_plan_has_not_seen(answers_of: Read) -> None:
    known = {"profile.name", "profile.stage", "design.models", "design.team", "design.people"}

    assert interview.new_since(answers_of(), known) == ["design.badges"]


def test_a_renamed_question_is_not_new(answers_of: Read, small_pack: Pack) -> None:
    known = {*small_pack.questions, "profile.title"} - {"profile.name"}

    assert interview.new_since(answers_of(), known) == []


def test_a_new_question_that_is_answered_is_not_asked(answers_of: Read) -> None:
    assert "profile.name" not in interview.new_since(answers_of(NAMED), set())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hours", ["design.hours", "design.off_hours"]),
        ("DUTY Team", ["design.hours"]),
        ("following", ["design.models"]),
        ("budget", ["design.people", "design.team"]),
        ("helicopter", []),
        ("  ", []),
    ],
)
def test_search_finds_questions_with_all_words(small_pack: Pack, words: str, expected: list[str]) -> None:
    assert sorted(question.key for question in interview.search(small_pack, words)) == sorted(expected)


def test_search_puts_words_of_the_question_itself_first(small_pack: Pack) -> None:
    assert next(question.key for question in interview.search(small_pack, "people")) == "design.people"


def test_search_works_over_the_shipped_pack(pack: Pack) -> None:
    found = [question.key for question in interview.search(pack, "hours")]

    assert found.index("design.hours") < 5
    assert len(found) == len(set(found))
