from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.content.questions import Choice, Column
from coplan.plan.model import OpenItem, Plan
from coplan.plan.view import Answers
from coplan.wizard import question_words

Read = Callable[..., Answers]


def test_help_gives_the_help_the_reason_the_source_and_the_key(small_pack: Pack) -> None:
    assert question_words.help_text(small_pack.questions["design.hours"], small_pack) == (
        "Give the hours that you can staff.\n\n"
        "Why we ask: Hours decide how many people you must hire.\n\n"
        "Source: The guide, https://example.org\n\n"
        "Key: design.hours"
    )


def test_help_explains_choices_line_by_line(pack: Pack) -> None:
    text = question_words.help_text(pack.questions["profile.stage"], pack)

    assert "\nexploring: You look at the need" in text
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (Column("n", "n", "text"), "one line of text"),
        (Column("n", "n", "whole", min=1, max=10), "a whole number from 1 to 10"),
        (Column("n", "n", "number", unit="minutes"), "a number such as 12 or 2.5 (in minutes)"),
    ],
)
def test_the_form_of_an_answer_is_said_in_words(spec: Column, expected: str) -> None:
    assert question_words.form_of(spec) == expected


def test_yes_and_no_are_choices() -> None:
    assert question_words.choices_of(Column("n", "n", "yes_no")) == (Choice("yes", "Yes"), Choice("no", "No"))


@pytest.mark.parametrize(("item", "text"), [("rural", "rural"), ({"other": "islands"}, "other: islands")])
def test_own_words_read_as_people_type_them(item: Any, text: str) -> None:
    assert question_words.as_text(item) == text


@pytest.mark.parametrize(
    ("key", "example"),
    [("design.hours", "Monday to Friday, 8 a.m. to 8 p.m."), ("design.team", "role: clinician, how many: 2")],
)
def test_an_example_is_one_line_with_labels(small_pack: Pack, key: str, example: str) -> None:
    assert question_words.example_of(small_pack.questions[key]) == example


def test_long_answers_are_shortened(small_pack: Pack) -> None:
    assert question_words.short("word " * 30, 20) == "word word word word…"
    assert question_words.short("two\nlines") == "two lines"


@pytest.mark.parametrize(("count", "text"), [(1, "1 row: clinician"), (2, "2 rows: clinician; clinician")])
def test_rows_are_counted_and_named(small_pack: Pack, count: int, text: str) -> None:
    rows = read_value([{"role": "clinician"}] * count, small_pack.questions["design.team"])

    assert question_words.short(rows) == text


def test_an_open_item_in_a_few_words() -> None:
    item = OpenItem("disputed", "Sheriff", Day(2027, 1, 15), "Guild")

    assert question_words.open_words(item) == "disputed, Sheriff, January 15, 2027, Guild"
    assert question_words.open_words(None) == ""


@pytest.mark.parametrize(
    ("key", "place"), [("profile.name", "Profile · 1 of 1"), ("design.team", "Step 1 · detail 1 of 3")]
)
def test_a_place_names_step_and_number(answers_of: Read, key: str, place: str) -> None:
    answers = answers_of()

    assert question_words.place_of(answers, answers.pack.questions[key]) == place


def test_a_place_names_the_group_of_a_question(pack: Pack) -> None:
    question = next(question for question in pack if question.group)
    answers = Answers(pack, Plan())

    assert f" · {question.group} · " in question_words.place_of(answers, question)


def test_up_to_nine_names_are_given_in_full(pack: Pack) -> None:
    keys = list(pack.questions)

    assert question_words.names_of(keys[:9], pack).count(", ") == 8
    assert question_words.names_of(keys[:10], pack).endswith(", and 2 more")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "not answered"),
        ("answers:\n  profile:\n    name: Cedar\n", "Cedar"),
        ("answers:\n  profile:\n    name: Cedar\nopen:\n  profile.name: {state: proposed}\n", "Cedar [proposed]"),
    ],
)
def test_an_answer_is_shown_with_what_is_open_about_it(answers_of: Read, text: str, expected: str) -> None:
    answers = answers_of(text)

    assert question_words.answer_words(answers, answers.pack.questions["profile.name"]) == expected


def test_what_people_chose_before_stands_on_top_of_the_choices_that_are_borrowed(pack: Pack) -> None:
    question, issues = pack.questions["needs.main_issue"], pack.questions["needs.target_issues"]
    picked = [issues.choices[-1].key, issues.choices[4].key]
    answers = Answers(pack, Plan({issues.key: read_value(picked, issues)}))

    found = question_words.chosen_first(question, answers).choices

    assert {choice.key for choice in found[:2]} == set(picked)
    assert set(found) == set(question.choices)
