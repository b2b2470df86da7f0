"""Lists: what is found by typing, and what always stays on the screen."""

from __future__ import annotations

import pytest

from coplan.content.model import Pack
from coplan.wizard.asker import Option
from coplan.wizard.terminal.frame import Head, draw_list
from coplan.wizard.terminal.keys import TICK_KEYS
from coplan.wizard.terminal.matching import fitting
from coplan.wizard.terminal.pick import OTHER, Pick

SIZES = [(60, 19), (80, 23), (100, 29), (140, 44)]


def lists(pack: Pack) -> dict[str, list[Option]]:
    """Every list of the shipped checklist, those of columns too."""
    specs = [(question.key, question) for question in pack]
    specs += [(f"{question.key}.{column.key}", column) for question in pack for column in question.columns]
    return {
        name: [Option(choice.key, choice.label, choice.help) for choice in spec.choices]
        for name, spec in specs
        if spec.choices
    }


@pytest.mark.slow
def test_every_choice_is_found_by_its_label_and_its_key(pack: Pack) -> None:
    for name, options in lists(pack).items():
        for option in options:
            for typed in (option.label, option.label.upper(), option.key, option.key.replace("_", " ")):
                found = [options[place].key for place in fitting(typed, options)]
                assert option.key in found[:3], (name, typed, found[:5])


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("tx", "US-TX"),
        ("TX", "US-TX"),
        ("texas", "US-TX"),
        ("north c", "US-NC"),
        ("nc", "US-NC"),
        ("carolina n", "US-NC"),
    ],
)
def test_a_state_is_found_by_its_short_form(pack: Pack, typed: str, state: str) -> None:
    states = lists(pack)["profile.state"]

    assert states[fitting(typed, states)[0]].key == state


def test_initials_and_parts_of_words_find() -> None:
    options = [Option("board", "City council"), Option("cit", "Crisis Intervention Team"), Option("follow_up", "Call")]

    assert fitting("cit", options)[0] == 1
    assert fitting("team cri", options) == [1]
    assert fitting("ounci", options) == [0]
    assert fitting("follow up", options) == [2]
    assert fitting("zebra", options) == []


def test_words_in_one_piece_come_first() -> None:
    options = [Option("2", "Change row 2: Fire District 3"), Option("3", "Change row 3: Sheriff")]

    assert fitting("row 3", options) == [1, 0]


@pytest.mark.parametrize("size", SIZES)
def test_the_question_the_help_and_the_keys_are_always_on_the_screen(pack: Pack, size: tuple[int, int]) -> None:
    columns, rows = size
    hints = ("Open: disputed, Sheriff's office, January 15, 2027, " + "waiting for the guild " * 9, "Example: this one")
    for name, options in lists(pack).items():
        ask = pack.questions[".".join(name.split(".")[:2])].ask
        for place in {0, len(options) // 2, len(options) - 1}:
            pick = Pick(options, options[place].key, ticked=())
            lines = draw_list(pick, Head(ask, "Step 4 · 3 of 16", hints), "", TICK_KEYS, columns, rows)
            shown = "\n".join(text for _, text in lines)
            flat = " ".join(shown.split())
            assert len(lines) <= rows, (name, size)
            assert max(len(text) for _, text in lines) < columns, (name, size)
            assert " ".join(ask.split()) in flat, (name, size)
            assert " ".join(options[place].label.split())[:60] in flat, (name, size)
            assert " ".join(options[place].help.split())[:100] in flat, (name, size)
            assert flat.endswith("Ctrl-C leave")


def test_how_many_are_out_of_sight_is_said() -> None:
    pick = Pick([Option(f"k{n}", f"Choice {n}") for n in range(43)], "k20")
    shown = "\n".join(text for _, text in draw_list(pick, Head("Which?"), "", "keys", 60, 19))

    above, below = shown.split(" more above")[0], shown.split(" more below")[0]
    drawn = shown.count("Choice ")
    assert int(above.split()[-1]) + int(below.split()[-1]) + drawn == 43


def test_the_pointer_moves_by_lines_pages_and_to_the_ends() -> None:
    pick = Pick([Option(str(n), f"Choice {n}") for n in range(43)])
    places = []
    for lines in (-1, 1, 8, 8, -1_000_000, 1_000_000, 8, 1):
        pick.move(lines)
        places.append(pick.pointer)

    assert places == [42, 0, 8, 16, 0, 42, 42, 0]


def test_what_is_ticked_stays_ticked_while_a_list_is_narrowed() -> None:
    options = [Option("a", "Alpha"), Option("b", "Beta"), Option(OTHER, "Other: in your own words")]
    pick = Pick(options, ticked=["b"])
    pick.find("al")
    assert [option.key for option in pick.shown] == ["a", OTHER]
    pick.tick()

    assert pick.chosen == ["a", "b"]
    assert (pick.typed, len(pick.shown)) == ("", 3)


def test_what_was_suggested_is_pointed_at_again_after_words_that_fit_nothing():
    pick = Pick([Option("city", "city"), Option("county", "county")], "county")
    pick.find("sheriff")
    assert pick.here is None
    pick.find("")
    assert pick.here == Option("county", "county")
