from __future__ import annotations

import pytest

from coplan.content.model import Pack
from coplan.content.questions import Column
from coplan.drafts.proof.trial_plans import random_plan
from coplan.plan.model import Plan
from coplan.wizard.asker import Option, Prompt, Signal, TypedAnswer
from tests.wizard.scripted import ACCEPT, LEFT, Line, Menu, ScriptedAsker, room

NAME = Prompt(Column("name", "name", "text"), "What is it called?", suggestion="Cedar")
MENU = [Option("on", "Go on"), Option("leave", "Leave")]


def test_a_list_answers_in_order_and_then_leaves() -> None:
    asker = ScriptedAsker(["Cedar Valley", Signal.BACK])

    assert [asker.ask(NAME), asker.ask(NAME), asker.ask(NAME)] == [TypedAnswer("Cedar Valley"), Signal.BACK, LEFT]


def test_a_function_sees_what_is_asked() -> None:
    asker = ScriptedAsker(lambda asked: asked.ask)

    assert (asker.ask(NAME), asker.line("By when")) == (TypedAnswer("What is it called?"), "By when")


def test_a_function_in_a_list_is_called_when_its_turn_comes() -> None:
    asker = ScriptedAsker(["first", lambda asked: asked.ask.upper()])

    assert [asker.line("a"), asker.line("b")] == ["first", "B"]


def test_accept_takes_the_suggestion_the_usual_line_and_the_text_that_stands_there() -> None:
    asker = ScriptedAsker(lambda asked: ACCEPT)

    assert asker.ask(NAME) == TypedAnswer("Cedar", accepted=True)
    assert asker.choose("Menu", MENU, "leave") == "leave"
    assert asker.line("By when", "2027-01-15") == "2027-01-15"


def test_accepting_where_nothing_is_suggested_is_a_mistake_of_the_test() -> None:
    with pytest.raises(AssertionError, match="nothing is suggested"):
        ScriptedAsker([ACCEPT]).ask(Prompt(NAME.spec, "What?"))


def test_a_menu_takes_only_its_own_lines_and_signals() -> None:
    asker = ScriptedAsker(["on", Signal.BACK, "off"])

    assert [asker.choose("Menu", MENU), asker.choose("Menu", MENU)] == ["on", Signal.BACK]
    with pytest.raises(AssertionError, match="'off' is not in Menu"):
        asker.choose("Menu", MENU)


def test_a_menu_that_stands_for_a_question_knows_which() -> None:
    asker = ScriptedAsker(["on", "on"])
    asker.lead(NAME)
    asker.choose("What?", MENU, question=True)
    asker.choose("Row 1", MENU)

    assert [m.prompt for m in asker.asked if isinstance(m, Menu)] == [NAME, None]


def test_it_remembers_what_was_asked_and_shown(small_pack: Pack) -> None:
    asker = ScriptedAsker(["x", "y"])
    asker.heading("Profile", ["goal"])
    asker.say("Saved.")
    asker.table(["", "Question"], [["1", "name"]])
    asker.ask(Prompt(small_pack.questions["profile.name"], "What?"))
    asker.line("By when")

    assert asker.text == "Profile\ngoal\nSaved.\n1 | name"
    assert asker.keys == ["profile.name"]
    assert asker.asked[-1] == Line("By when", "")


def test_a_room_answers_what_its_plan_holds_and_skips_the_rest(small_pack: Pack) -> None:
    plan = random_plan(small_pack, seed=1)
    answers = {question.key: room(plan)(Prompt(question, "?")) for question in small_pack if not question.columns}

    given = {key: answer for key, answer in answers.items() if answer is not Signal.SKIP}
    assert given == {key: value.plain() for key, value in plan.answers.items() if key in answers}


def test_a_room_leaves_at_the_menu() -> None:
    menu = Menu("What would you like to do?", tuple(MENU), "on")

    assert room(Plan())(menu) is LEFT
