"""What is typed and not confirmed: taken on the way if it is an answer, or kept and offered again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from coplan.content.questions import Choice, Column
from coplan.wizard.asker import Opened, Prompt, Reply, Signal, TypedAnswer
from coplan.wizard.terminal.prompts import TerminalAsker
from coplan.wizard.unconfirmed import Unconfirmed
from coplan.yaml.nodes import Data

PLACES = (Choice("rural", "Small towns"), Choice("urban", "City", "Streets."), Choice("campus", "College"))
ENTER, TAB, SHIFT_TAB, DOWN, LEFT, F1, ESCAPE = "\r", "\t", "\x1b[Z", "\x1b[B", "\x1b[D", "\x1bOP", "\x1b"
CTRL_C, CTRL_G, CTRL_L, CTRL_Q, CTRL_S, CTRL_U, CTRL_Z = "\x03", "\x07", "\x0c", "\x11", "\x13", "\x15", "\x1a"
PASTE, END_OF_PASTE = "\x1b[200~", "\x1b[201~"
HERE = "design.field"
Typing = Callable[[str], TerminalAsker]


def prompt(kind: str, *, other: bool = False, now: Data | None = None, suggestion: Data | None = None) -> Prompt:
    choices = PLACES if kind.startswith("choice") else ()
    column = Column("field", "field", kind, choices=choices, other=other)
    return Prompt(column, "Which place?", help="Say where.", now=now, suggestion=suggestion, where=HERE)


@pytest.fixture
def unconfirmed() -> Unconfirmed:
    return Unconfirmed()


@pytest.fixture
def typing(unconfirmed: Unconfirmed) -> Iterator[Typing]:
    """An asker in front of somebody who types these keys; what was typed before is still there."""
    with create_pipe_input() as pipe:

        def keys(typed: str) -> TerminalAsker:
            pipe.send_text(typed)
            return TerminalAsker(unconfirmed, input=pipe, output=DummyOutput())

        yield keys


def leave(asker: TerminalAsker, asked: Prompt) -> Reply | None:
    try:
        return asker.ask(asked)
    except KeyboardInterrupt:
        return None


@pytest.mark.parametrize(
    ("asked", "typed", "key", "reply"),
    [
        (prompt("text"), "Cedar", TAB, TypedAnswer("Cedar")),
        (prompt("text"), "Cedar", SHIFT_TAB, TypedAnswer("Cedar", then=Signal.BACK)),
        (prompt("date"), "3/4/27", TAB, TypedAnswer("3/4/27")),
        (prompt("choices"), " ", TAB, TypedAnswer(["rural"])),
        (prompt("choices"), " ", SHIFT_TAB, TypedAnswer(["rural"], then=Signal.BACK)),
        (prompt("choice"), "coll", TAB, TypedAnswer("campus")),
        (prompt("text", now="Cedar"), "", TAB, Signal.SKIP),
        (prompt("text", suggestion="Cedar"), "", TAB, Signal.SKIP),
        (prompt("choice"), DOWN, TAB, Signal.SKIP),
    ],
)
def test_an_answer_is_taken_on_the_way(typing: Typing, asked: Prompt, typed: str, key: str, reply: Reply) -> None:
    assert typing(typed + key).ask(asked) == reply


@pytest.mark.parametrize("key", [TAB, SHIFT_TAB, CTRL_G, CTRL_C])
@pytest.mark.parametrize(
    ("kind", "typed", "again"),
    [
        ("date", "next wee", "next wee"),
        ("schedule", "M-F 8-", "M-F 8-"),
        ("choice", "c", "c"),
    ],
)
def test_what_is_no_answer_is_offered_again(
    typing: Typing, unconfirmed: Unconfirmed, kind: str, typed: str, again: str, key: str
) -> None:
    assert not isinstance(leave(typing(typed + key), prompt(kind)), TypedAnswer)

    place = f"{HERE}/find" if kind == "choice" else HERE
    assert unconfirmed.at(place) == again


@pytest.mark.parametrize("key", [CTRL_G, CTRL_C])
def test_an_answer_that_was_not_confirmed_waits(typing: Typing, unconfirmed: Unconfirmed, key: str) -> None:
    leave(typing("Cedar Val" + key), prompt("text"))

    assert unconfirmed.at(HERE) == "Cedar Val"
    assert typing("ley" + ENTER).ask(prompt("text")) == TypedAnswer("Cedar Valley")


@pytest.mark.parametrize("key", [CTRL_G, CTRL_C])
def test_ticked_boxes_wait(typing: Typing, unconfirmed: Unconfirmed, key: str) -> None:
    leave(typing(" " + DOWN * 2 + " " + key), prompt("choices"))

    assert typing(ENTER).ask(prompt("choices")) == TypedAnswer(["rural", "campus"])


def test_own_words_wait(typing: Typing, unconfirmed: Unconfirmed) -> None:
    leave(typing(DOWN * 3 + ENTER + "Isl" + CTRL_C), prompt("choice", other=True))

    assert typing(ENTER + "ands" + ENTER).ask(prompt("choice", other=True)) == TypedAnswer("other: Islands")


def test_help_in_the_middle_of_a_text_leaves_it_there(typing: Typing) -> None:
    assert typing("Cedar" + F1 + " Valley" + ENTER).ask(prompt("text")) == TypedAnswer("Cedar Valley")


@pytest.mark.parametrize("key", [CTRL_L, CTRL_S])
def test_redrawing_and_asking_what_is_saved_change_nothing(typing: Typing, key: str) -> None:
    assert typing("Cedar" + key + " Valley" + ENTER).ask(prompt("text")) == TypedAnswer("Cedar Valley")
    assert typing(" " + key + DOWN + " " + ENTER).ask(prompt("choices")) == TypedAnswer(["rural", "urban"])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Cedar" + CTRL_U + CTRL_Z, "Cedar"),
        ("Cedar" + CTRL_Z + "Aspen", "Aspen"),
        ("Ce" + CTRL_Q + "\x16dar", "Cedar"),
        (PASTE + "Ce\x1b[2Jdar\x07\nValley" + END_OF_PASTE, "Ce[2Jdar Valley"),
    ],
)
def test_ctrl_z_undoes_and_no_text_holds_control_characters(typing: Typing, typed: str, text: str) -> None:
    assert typing(typed + ENTER).ask(prompt("text")) == TypedAnswer(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Aspen", "Aspen"),
        (LEFT + "e", "Cedaer"),
        (PASTE + "Aspen" + END_OF_PASTE, "Aspen"),
        ("A" + CTRL_Z, "Cedar"),
        ("\x01A", "ACedar"),
        ("\x05s", "Cedars"),
    ],
)
def test_what_stands_there_is_replaced_by_typing_and_edited_by_arrows(typing: Typing, typed: str, text: str) -> None:
    assert typing(typed + ENTER).ask(prompt("text", now="Cedar")) == TypedAnswer(text)


def test_typing_finds_and_never_ticks(typing: Typing) -> None:
    assert typing("a i" + "\x15" + " " + ENTER).ask(prompt("choices")) == TypedAnswer(["rural"])


def test_enter_ticks_what_was_found(typing: Typing) -> None:
    assert typing("col" + ENTER + ENTER).ask(prompt("choices")) == TypedAnswer(["campus"])


def test_nothing_is_entered_that_fits_nothing(typing: Typing) -> None:
    assert typing("zebra" + ENTER + CTRL_U + "city" + ENTER).ask(prompt("choice")) == TypedAnswer("urban")


def test_what_fits_nothing_can_be_own_words(typing: Typing) -> None:
    assert typing("islands" + ENTER + ENTER).ask(prompt("choice", other=True)) == TypedAnswer("other: islands")


def test_an_open_item_takes_a_half_typed_answer_along(typing: Typing, unconfirmed: Unconfirmed) -> None:
    assert typing("next wee\x0f").ask(prompt("date")) == Opened("next wee")
    assert unconfirmed.at(HERE) == "next wee"


def test_a_line_keeps_its_words_until_the_whole_is_saved(typing: Typing, unconfirmed: Unconfirmed) -> None:
    assert typing("Sheriff" + ENTER).line("Who will settle it", where=f"{HERE}/open/owner") == "Sheriff"
    unconfirmed.settle(HERE)
    assert unconfirmed.questions == []
