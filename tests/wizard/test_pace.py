"""How fast a room decides, and the line that says where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coplan.content.model import Pack
from coplan.plan.view import Answers
from coplan.wizard.pace import Pace
from coplan.wizard.question_words import open_words
from coplan.wizard.standing import core_count, overdue, standing_line

NINE = "2026-11-23T09:00:00-08:00"
LATE = "open:\n  design.hours: {state: parked, owner: Sheriff, due: 2026-11-01}\n"


@pytest.mark.parametrize(("questions", "minutes"), [(0, 0), (1, 4), (2, 7), (10, 35), (50, 180)])
def test_without_a_pace_of_its_own_a_room_has_the_usual_one(questions: int, minutes: int) -> None:
    assert Pace(NINE).left(questions) == minutes


def test_a_quick_room_has_less_left_and_a_slow_one_more() -> None:
    quick = Pace(NINE).after("2026-11-23T09:10:00-08:00", 10)
    slow = Pace(NINE).after("2026-11-23T09:14:00-08:00", 1)
    assert quick.left(20) < Pace(NINE).left(20) < slow.left(20)


def test_a_lunch_is_no_deciding() -> None:
    assert Pace(NINE).after("2026-11-23T12:00:00-08:00", 1).minutes == 15


@given(some.integers(0, 500), some.integers(0, 50), some.integers(0, 100))
def test_minutes_left_are_none_only_for_no_questions(minutes: int, settled: int, questions: int) -> None:
    now = f"2026-11-{23 + minutes // 1440:02}T{9 + minutes // 60 % 12:02}:{minutes % 60:02}:00-08:00"
    assert (Pace(NINE).after(now, settled).left(questions) > 0) is (questions > 0)


def test_one_line_says_where_the_room_is(answers_of: Callable[..., Answers], small_pack: Pack) -> None:
    answers = answers_of("answers:\n  profile: {name: Prairie Bend}\n  design: {models: [ride_along]}\n" + LATE)
    line = standing_line(answers, small_pack.questions["design.models"], Pace(NINE), NINE)
    assert line == "Step 1 · 2 of 2 · 1 open, 1 overdue · 9 a.m."


def test_a_detail_says_its_own_place(answers_of: Callable[..., Answers], small_pack: Pack) -> None:
    line = standing_line(answers_of(), small_pack.questions["design.people"], Pace(NINE), NINE)
    assert line == "Step 1 · detail 2 of 3 · 9 a.m."


def test_what_somebody_has_counts_as_settled(answers_of: Callable[..., Answers]) -> None:
    assert core_count(answers_of("open:\n  design.models: {state: parked}\n")) == (1, 2)


def test_what_should_have_been_settled_is_overdue(answers_of: Callable[..., Answers]) -> None:
    riding = "answers:\n  design: {models: [ride_along]}\n"
    assert list(overdue(answers_of(riding + LATE), date(2026, 11, 2))) == ["design.hours"]
    assert overdue(answers_of(riding + LATE), date(2026, 11, 1)) == {}


def test_overdue_is_said_beside_the_question(answers_of: Any) -> None:
    item = answers_of(LATE).plan.open["design.hours"]
    assert open_words(item, date(2026, 11, 23)) == "parked, Sheriff, overdue since November 1, 2026"
    assert open_words(item) == "parked, Sheriff, November 1, 2026"
