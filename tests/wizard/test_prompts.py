"""The terminal, thinly: keys typed into a pipe, a screen that shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from coplan.content.questions import Choice, Column
from coplan.wizard.asker import Opened, Option, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.terminal.prompts import TerminalAsker

PLACES = (Choice("rural", "Small towns"), Choice("urban", "City", "Streets."), Choice("campus", "College"))
STATES = tuple(Choice(f"s{n}", f"State {n}") for n in range(1, 52))
MENU = [Option("on", "Go on"), Option("review", "Review"), Option("leave", "Leave")]
ENTER, TAB, SHIFT_TAB, DOWN, BACKSPACE = "\r", "\t", "\x1b[Z", "\x1b[B", "\x7f"
ALT_ENTER = "\x1b\r"
CTRL_C, CTRL_D, CTRL_G, CTRL_J, CTRL_O, CTRL_S, CTRL_U = "\x03", "\x04", "\x07", "\n", "\x0f", "\x13", "\x15"

Typing = Callable[[str], TerminalAsker]


def prompt(kind: str, *, choices: tuple[Choice, ...] = (), other: bool = False, **more: Any) -> Prompt:
    column = Column("place", "place", kind, choices=choices, other=other)
    return Prompt(column, "Which place?", "Step 1 · 2 of 9", help="Say where.", **more)


@pytest.fixture
def typing() -> Iterator[Typing]:
    """An asker in front of somebody who types these keys."""
    with create_pipe_input() as pipe:

        def keys(typed: str) -> TerminalAsker:
            pipe.send_text(typed)
            return TerminalAsker(input=pipe, output=DummyOutput())

        yield keys


@pytest.mark.parametrize(
    ("asked", "typed", "reply"),
    [
        (prompt("text"), "Cedar" + ENTER, TypedAnswer("Cedar")),
        (prompt("date"), "soon" + ENTER + CTRL_U + "2027-01-15" + ENTER, TypedAnswer("2027-01-15")),
        (prompt("text", now="Cedar"), "\x1b[C Valley" + ENTER, TypedAnswer("Cedar Valley")),
        (prompt("text", now="Cedar"), "Aspen" + ENTER, TypedAnswer("Aspen")),
        (prompt("text", now="Cedar"), CTRL_U + ENTER, TypedAnswer("")),
        (prompt("whole", suggestion="4"), ENTER, TypedAnswer("4", accepted=True)),
        (prompt("whole", suggestion="4"), BACKSPACE + "5" + ENTER, TypedAnswer("5")),
        (prompt("list", suggestion=["one", "two"]), ENTER, TypedAnswer(["one", "two"], accepted=True)),
        (prompt("text"), ENTER, Signal.SKIP),
        (prompt("text"), CTRL_D, Signal.LEAVE),
    ],
)
def test_text_is_typed_until_it_is_an_answer(typing: Typing, asked: Prompt, typed: str, reply: Reply) -> None:
    assert typing(typed).ask(asked) == reply


def test_a_fault_of_coplan_at_a_key_goes_up_to_the_command_and_nobody_has_to_press_enter(typing: Typing) -> None:
    def breaks() -> str:
        raise ZeroDivisionError

    asker = typing("Cedar" + CTRL_S)
    asker._desk._saved = breaks
    with pytest.raises(ZeroDivisionError):
        asker.ask(prompt("text"))


@pytest.mark.parametrize("line", [CTRL_J, ALT_ENTER])
@pytest.mark.parametrize(
    ("kind", "second", "reply"),
    [("paragraph", "two", TypedAnswer("one\ntwo")), ("list", "- two", TypedAnswer(["one", "two"]))],
)
def test_multiline_text(typing: Typing, kind: str, second: str, reply: Reply, line: str) -> None:
    """questionary, test_multiline_text: long text takes several lines, and Enter ends it."""
    assert typing("one" + line + second + ENTER).ask(prompt(kind)) == reply


@pytest.mark.parametrize(
    ("asked", "typed", "reply"),
    [
        (prompt("choice", choices=PLACES), DOWN + ENTER, TypedAnswer("urban")),
        (prompt("choice", choices=PLACES, now="urban"), DOWN + ENTER, TypedAnswer("campus")),
        (prompt("choice", choices=PLACES, suggestion="campus"), ENTER, TypedAnswer("campus", accepted=True)),
        (
            prompt("choice", choices=PLACES, other=True),
            DOWN * 3 + ENTER + "Islands" + ENTER,
            TypedAnswer("other: Islands"),
        ),
        (prompt("choice", choices=PLACES, other=True, now="other: Sea"), ENTER * 2, TypedAnswer("other: Sea")),
        (
            prompt("choice", choices=PLACES, other=True),
            DOWN * 3 + ENTER + SHIFT_TAB + DOWN + ENTER,
            TypedAnswer("rural"),
        ),
        (prompt("choice", choices=STATES), "e 48" + ENTER, TypedAnswer("s48")),
        (prompt("yes_no"), ENTER, TypedAnswer("yes")),
        (prompt("yes_no", now="no"), ENTER, TypedAnswer("no")),
    ],
)
def test_one_choice_is_picked_from_a_list(typing: Typing, asked: Prompt, typed: str, reply: Reply) -> None:
    assert typing(typed).ask(asked) == reply


@pytest.mark.parametrize(
    ("more", "typed", "reply"),
    [
        ({}, " " + DOWN * 2 + " " + ENTER, TypedAnswer(["rural", "campus"])),
        ({"now": ["urban"]}, " " + ENTER, TypedAnswer(["rural", "urban"])),
        ({"now": ["rural"]}, " " + ENTER, TypedAnswer([])),
        ({"suggestion": ["urban"]}, ENTER, TypedAnswer(["urban"], accepted=True)),
        (
            {"other": True},
            " " + DOWN * 3 + " " + ENTER + "Sea; Sky" + ENTER,
            TypedAnswer(["rural", "other: Sea", "other: Sky"]),
        ),
        ({"other": True, "now": [{"other": "Sea"}]}, ENTER * 2, TypedAnswer(["other: Sea"])),
        ({"other": True}, " " + DOWN * 3 + " " + ENTER + SHIFT_TAB + DOWN * 3 + " " + ENTER, TypedAnswer(["rural"])),
    ],
)
def test_several_choices_are_ticked(typing: Typing, more: dict[str, Any], typed: str, reply: Reply) -> None:
    """copier, test_update_multiselect_choices: what is answered already is ticked when the list opens."""
    assert typing(typed).ask(prompt("choices", choices=PLACES, **more)) == reply


def test_submit_empty(typing: Typing) -> None:
    """questionary, test_submit_empty: Enter on a list with nothing ticked is no answer; the list stays."""
    assert typing(ENTER + " " + ENTER).ask(prompt("choices", choices=PLACES)) == TypedAnswer(["rural"])


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        (prompt("choices", choices=PLACES), TypedAnswer(["rural"])),
        (prompt("choices", choices=PLACES, now=["campus"]), TypedAnswer(["rural", "campus"])),
        (prompt("choice", choices=PLACES), TypedAnswer("rural")),
    ],
)
def test_alt_enter_on_a_checkbox(typing: Typing, asked: Prompt, reply: Reply) -> None:
    """questionary #324, alt-enter on a checkbox: it is Enter, and what was ticked is the answer."""
    tick = " " if asked.spec.kind == "choices" else ""

    assert typing(tick + ALT_ENTER).ask(asked) == reply


def test_alt_enter_with_nothing_ticked_is_told_like_enter(typing: Typing) -> None:
    assert typing(ALT_ENTER + " " + ALT_ENTER).ask(prompt("choices", choices=PLACES)) == TypedAnswer(["rural"])


def test_templated_prompt_update_previous_answer_disabled(typing: Typing) -> None:
    """copier: an answer that is no longer among the choices puts the cursor on the first, without a crash."""
    assert typing(ENTER).ask(prompt("choice", choices=PLACES, now="island")) == TypedAnswer("rural")


def test_select_disabled_choices_if_they_are_default(typing: Typing) -> None:
    """questionary: a ticked choice that can no longer be chosen is not in the answer; the others are."""
    assert typing(ENTER).ask(prompt("choices", choices=PLACES, now=["island", "urban"])) == TypedAnswer(["urban"])


@pytest.mark.parametrize("asked", [prompt("text"), prompt("choice", choices=PLACES), prompt("choices", choices=PLACES)])
@pytest.mark.parametrize(
    ("key", "reply"), [(TAB, Signal.SKIP), (SHIFT_TAB, Signal.BACK), (CTRL_G, Signal.OUTLINE), (CTRL_O, Opened())]
)
def test_keys_are_signals_in_every_kind_of_question(typing: Typing, asked: Prompt, key: str, reply: Reply) -> None:
    assert typing(key).ask(asked) == reply


@pytest.mark.parametrize(
    ("asked", "typed", "reply"),
    [
        (prompt("text"), "Cedar", Opened("Cedar")),
        (prompt("list"), "one" + CTRL_J + "two", Opened(["one", "two"])),
        (prompt("choice", choices=PLACES, now="urban"), DOWN, Opened("urban")),
        (prompt("choices", choices=PLACES), " " + DOWN + " ", Opened(["rural", "urban"])),
    ],
)
def test_an_open_item_takes_along_what_is_there(typing: Typing, asked: Prompt, typed: str, reply: Reply) -> None:
    assert typing(typed + CTRL_O).ask(asked) == reply


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        (prompt("text"), TypedAnswer("a")),
        (prompt("text", now="Cedar"), TypedAnswer("a")),
        (prompt("choice", choices=PLACES), TypedAnswer("rural")),
    ],
)
def test_a_question_mark_explains_and_asks_again(
    typing: Typing, asked: Prompt, reply: Reply, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typing("?" + ("a" if asked.spec.kind == "text" else "") + ENTER).ask(asked) == reply

    shown = capsys.readouterr().out
    assert "Say where." in shown
    assert shown.count("Which place?") == 2  # as it was asked for help, and with its answer


def test_a_question_mark_inside_an_answer_is_a_letter(typing: Typing) -> None:
    assert typing("Who?" + ENTER).ask(prompt("text")) == TypedAnswer("Who?")


@pytest.mark.parametrize("ask", ["text", "choice", "choices", "choose", "line"])
def test_ctrl_c_interrupts(typing: Typing, ask: str) -> None:
    """questionary, test_list_ctr_c: Ctrl-C interrupts every kind of question, lists among them."""
    asker = typing(CTRL_C)
    calls: dict[str, Callable[[], object]] = {
        "text": lambda: asker.ask(prompt("text")),
        "choice": lambda: asker.ask(prompt("choice", choices=PLACES)),
        "choices": lambda: asker.ask(prompt("choices", choices=PLACES)),
        "choose": lambda: asker.choose("Menu", MENU),
        "line": lambda: asker.line("By when"),
    }

    with pytest.raises(KeyboardInterrupt):
        calls[ask]()


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        (ENTER, "review"),
        (DOWN + ENTER, "leave"),
        (SHIFT_TAB, Signal.BACK),
        (CTRL_O + ENTER, "review"),
        (ALT_ENTER, "review"),
    ],
)
def test_a_menu_begins_at_its_usual_line(typing: Typing, typed: str, picked: str | Signal) -> None:
    assert typing(typed).choose("Menu", MENU, "review") == picked


def test_select_initial_choice_non_existant(typing: Typing) -> None:
    """questionary: a usual line that the menu does not have is passed over, and the cursor is on the first."""
    assert typing(ENTER).choose("Menu", MENU, "gone") == "on"


@pytest.mark.parametrize(
    ("typed", "picked"), [(TAB, Signal.SKIP), (CTRL_O, Signal.OPEN), ("?", Signal.HELP), (CTRL_G, Signal.OUTLINE)]
)
def test_a_menu_that_stands_for_a_question_knows_its_keys(typing: Typing, typed: str, picked: str | Signal) -> None:
    assert typing(typed).choose("Menu", MENU, question=True) == picked


@pytest.mark.parametrize(("typed", "text"), [(ENTER, "Chief"), (CTRL_U + ENTER, ""), (SHIFT_TAB, Signal.BACK)])
def test_a_line_shows_what_stands_there(typing: Typing, typed: str, text: str | Signal) -> None:
    assert typing(typed).line("Who will settle it", "Chief") == text


def test_what_was_chosen_is_said_in_words(typing: Typing, capsys: pytest.CaptureFixture[str]) -> None:
    typing(" " + DOWN + " " + ENTER).ask(prompt("choices", choices=PLACES))
    typing(ENTER).choose("What would you like to do?", MENU, "on")

    shown = capsys.readouterr().out
    assert " > Small towns; City" in shown
    assert " What would you like to do? Go on" in shown
