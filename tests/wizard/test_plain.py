from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from coplan.content.questions import Choice, Column
from coplan.wizard.asker import Opened, Option, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.terminal.plain import PlainAsker
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.yaml.nodes import Data

PLACES = (Choice("rural", "Small towns"), Choice("urban", "City", "Streets and blocks."), Choice("campus", "College"))
STATES = tuple(Choice(f"s{n}", f"State {n}") for n in range(1, 52))
MENU = [Option("on", "Go on"), Option("leave", "Leave", "Everything is saved.")]
Type = Callable[..., None]


def prompt(kind: str, *, choices: tuple[Choice, ...] = (), other: bool = False, **more: Any) -> Prompt:
    column = Column("place", "place", kind, choices=choices, other=other)
    return Prompt(column, "Which place?", "Step 1 · 2 of 9", help="Say where.", **more)


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Type:
    """What somebody types, line by line; after the last line, the end of the input."""

    def lines(*typed: str) -> None:
        rest = iter(typed)

        def read(ask: str = "") -> str:
            print(ask)  # noqa: T201
            try:
                return next(rest)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", read)

    return lines


@pytest.mark.parametrize(
    ("asked", "typed", "reply"),
    [
        (prompt("text"), "Cedar", TypedAnswer("Cedar")),
        (prompt("choice", choices=PLACES), "2", TypedAnswer("urban")),
        (prompt("choice", choices=PLACES), "small TOWNS", TypedAnswer("small TOWNS")),
        (prompt("choice", choices=PLACES, other=True), "other: islands", TypedAnswer("other: islands")),
        (prompt("choices", choices=PLACES), "1, 3", TypedAnswer(["rural", "campus"])),
        (prompt("choices", choices=PLACES), "1; 3", TypedAnswer(["rural", "campus"])),
        (prompt("choices", choices=PLACES), "rural,2,", TypedAnswer(["rural", "urban"])),
        (prompt("choices", choices=PLACES, other=True), "other: a, b", TypedAnswer(["other: a, b"])),
        (
            prompt("choices", choices=PLACES, other=True),
            "1, Other: sea, sky",
            TypedAnswer(["rural", "Other: sea, sky"]),
        ),
        (prompt("choice", choices=STATES), "48", TypedAnswer("s48")),
        (prompt("yes_no"), "1", TypedAnswer("yes")),
        (prompt("yes_no"), "no", TypedAnswer("no")),
        (prompt("date"), "2027-01-15", TypedAnswer("2027-01-15")),
    ],
)
def test_an_answer_is_typed_as_words_or_numbers(typing: Type, asked: Prompt, typed: str, reply: Reply) -> None:
    """cookiecutter, test_read_user_choice.py: the number of a choice gives the choice."""
    typing(typed)

    assert PlainAsker().ask(asked) == reply


@pytest.mark.parametrize(
    ("kind", "reply"),
    [("paragraph", TypedAnswer("one\n- two")), ("list", TypedAnswer(["one", "two"]))],
    ids=["paragraph", "list"],
)
def test_several_lines_end_with_an_empty_one(typing: Type, kind: str, reply: Reply) -> None:
    typing("one", "- two", "")

    assert PlainAsker().ask(prompt(kind)) == reply


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("/back", Signal.BACK),
        ("/skip", Signal.SKIP),
        ("/steps", Signal.OUTLINE),
        ("/LEAVE", Signal.LEAVE),
        ("/open", Opened()),
        ("/remove", Signal.SKIP),
        ("", Signal.SKIP),
    ],
)
def test_words_with_a_slash_are_signals(typing: Type, typed: str, reply: Reply) -> None:
    typing(typed)

    assert PlainAsker().ask(prompt("text")) == reply


def test_the_end_of_the_input_leaves(typing: Type) -> None:
    typing()

    assert PlainAsker().ask(prompt("text")) is Signal.LEAVE
    assert PlainAsker().choose("Menu", MENU) is Signal.LEAVE
    assert PlainAsker().line("By when") is Signal.LEAVE


@pytest.mark.parametrize("typed", ["?", "/help"])
def test_a_question_mark_explains(typing: Type, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    typing(typed, "Cedar")

    assert PlainAsker().ask(prompt("text")) == TypedAnswer("Cedar")
    assert "Say where." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "wrong", "right", "said"),
    [
        (prompt("whole"), "many", "4", "`many` is not a whole number"),
        (prompt("choice", choices=PLACES), "4", "3", "Type a number from 1 to 3."),
        (prompt("choices", choices=PLACES), "1, moon", "1", "`moon` is not one of the choices."),
        (prompt("choices", choices=PLACES), ",", "1", "there is no choice"),
    ],
)
def test_what_is_no_answer_is_told_and_asked_again(
    typing: Type, asked: Prompt, wrong: str, right: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """copier, test_multiselect_choices_validator: a choice among several that is none is told, and asked again."""
    typing(wrong, right)

    assert isinstance(PlainAsker().ask(asked), TypedAnswer)
    assert said in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "reply"), [("1", "yes"), ("y", "y"), ("YES", "YES"), ("true", "true"), ("2", "no"), ("n", "n")]
)
def test_read_user_yes_no(typing: Type, typed: str, reply: str, capsys: pytest.CaptureFixture[str]) -> None:
    """cookiecutter, test_read_user_yes_no.py: yes and no in several spellings; what is neither is asked again."""
    typing("wrong", typed)

    assert PlainAsker().ask(prompt("yes_no")) == TypedAnswer(reply)
    assert "`wrong` is neither yes nor no." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "reply", "said"),
    [
        ({"now": "urban"}, TypedAnswer("urban"), "Answer so far: City. Enter keeps it."),
        ({"suggestion": "urban"}, TypedAnswer("urban", accepted=True), "Suggested: City. Enter takes it"),
        (
            {"suggestion": "urban", "where": "design.team/3f2a/place"},
            TypedAnswer("urban", accepted=True),
            "The row before has: City. Enter takes it",
        ),
        ({"now": ["rural", {"other": "sea"}]}, TypedAnswer(["rural", {"other": "sea"}]), "Small towns; other: sea."),
    ],
)
def test_enter_takes_what_is_there(
    typing: Type, more: dict[str, Data], reply: Reply, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("")

    assert PlainAsker().ask(prompt("choice", choices=PLACES, **more)) == reply
    assert said in capsys.readouterr().out


def test_an_answer_can_be_removed_and_parked_as_it_is(typing: Type) -> None:
    typing("/remove", "/open")

    assert PlainAsker().ask(prompt("text", now="Cedar")) == TypedAnswer("")
    assert PlainAsker().ask(prompt("text", now="Cedar")) == Opened("Cedar")


def test_a_question_is_read_out_with_its_choices(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typing("1")
    PlainAsker().ask(prompt("choice", choices=PLACES, other=True, status="parked, Chief", example="rural"))

    assert capsys.readouterr().out.partition("\n\nStep")[2].strip().split("\n") == [
        *("1, 2 of 9. Which place?", "Open: parked, Chief"),
        *("1. Small towns", "2. City. Streets and blocks.", "3. College", "Or type other: and your own words."),
        *("Type the number.", "Answer: ", "Understood: Small towns"),
    ]


def test_many_choices_are_read_out_on_request(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typing("/choices", "State 7")
    PlainAsker().ask(prompt("choice", choices=STATES))

    before, after = capsys.readouterr().out.split("/choices lists all 51 with their numbers.")
    assert "51. State 51" not in before
    assert "51. State 51" in after


def test_the_words_to_type_are_said_once(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typing("a", "b")
    asker = PlainAsker()
    asker.ask(prompt("text"))
    asker.ask(prompt("text"))

    assert capsys.readouterr().out.count("In place of an answer you may type") == 1


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        (["2"], "leave"),
        ([""], "on"),
        (["0", "x", "1"], "on"),
        (["/back"], Signal.BACK),
        ([MENU[1].label.upper()], MENU[1].key),
    ],
)
def test_a_menu_takes_a_number(typing: Type, typed: list[str], picked: str | Signal) -> None:
    typing(*typed)

    assert PlainAsker().choose("Menu", MENU, "on") == picked


def test_a_menu_knows_no_other_signals_unless_it_stands_for_a_question(
    typing: Type, capsys: pytest.CaptureFixture[str]
) -> None:
    typing("/skip", "1", "/skip")
    asker = PlainAsker()

    assert asker.choose("Menu", MENU) == "on"
    assert "That word has no meaning here." in capsys.readouterr().out
    assert asker.choose("Menu", MENU, question=True) is Signal.SKIP


@pytest.mark.parametrize(
    ("typed", "text"), [("", "Chief"), ("Sheriff", "Sheriff"), ("/remove", ""), ("/skip", "Chief")]
)
def test_a_line_keeps_what_stands_there_unless_it_is_removed(typing: Type, typed: str, text: str) -> None:
    typing(typed)

    assert PlainAsker().line("Who will settle it", "Chief") == text


def test_a_line_says_how_what_stands_there_is_kept_or_emptied(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typing("")
    PlainAsker().line("By when", "soon")
    assert "By when (Enter for soon, /remove for nothing): " in capsys.readouterr().out


def test_a_table_is_read_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    PlainAsker().table(["", "Question", "Answer"], [["1", "hours", "–"]])
    PlainAsker().table(["row", "role"], [["1", "clinician"]])

    assert " ".join(capsys.readouterr().out.split()) == "1. Question: hours row 1. role: clinician"


def test_half_a_character_from_a_broken_terminal_does_no_harm(typing: Type) -> None:
    typing("Caf\udce9")

    assert PlainAsker().ask(prompt("text")) == TypedAnswer("Caf?")


def test_the_number_is_the_one_that_people_know(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [Option("profile", "Profile", number="0"), Option("design", "Step 4: Program design", number="4")]
    typing("2", "4", "")

    assert PlainAsker().choose("Go to which step?", steps) == "design"
    assert "4. Step 4: Program design" in capsys.readouterr().out
    assert PlainAsker().choose("Go to which step?", steps, "profile") == "profile"


def test_a_message_names_labels_and_not_keys(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    typing("moon", "1")
    PlainAsker().ask(prompt("choice", choices=PLACES))

    assert "Choices are Small towns, City, College." in capsys.readouterr().out


def test_what_was_refused_waits_and_enter_takes_it(typing: Type, capsys: pytest.CaptureFixture[str]) -> None:
    unconfirmed = Unconfirmed()
    asked = prompt("date", where="design.start")
    typing("next week")
    assert PlainAsker(unconfirmed).ask(asked) is Signal.LEAVE
    typing("/remove", "3/4/27")

    assert PlainAsker(unconfirmed).ask(asked) == TypedAnswer("3/4/27")
    shown = capsys.readouterr().out
    assert "Typed before and not confirmed: next week. Enter takes it; /remove deletes it." in shown
    assert "Understood: March 4, 2027" in shown


def test_lines_that_were_not_ended_wait(typing: Type) -> None:
    unconfirmed = Unconfirmed()
    asked = prompt("paragraph", where="design.team")
    typing("one", "two")
    assert PlainAsker(unconfirmed).ask(asked) is Signal.LEAVE
    typing("three", "")

    assert PlainAsker(unconfirmed).ask(asked) == TypedAnswer("one\ntwo\nthree")
