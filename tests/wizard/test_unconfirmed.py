from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coplan.disk.inside import Inside
from coplan.wizard.question_words import waiting_words
from coplan.wizard.session import Left, Session
from coplan.wizard.unconfirmed import NAME, Unconfirmed
from tests.wizard.conftest import Disk
from tests.wizard.scripted import LEFT, ScriptedAsker

CELL = "design.posts/3f2a/seats"


@pytest.fixture
def inside(tmp_path: Path) -> Inside:
    """The inside of a plan's folder."""
    return Inside(tmp_path)


def test_what_is_typed_is_there_after_a_restart(inside: Inside) -> None:
    first = Unconfirmed(inside)
    first.keep("design.hours", "Mo-Fr 9-")
    first.keep(CELL, "2")
    first.keep("design.models", ["ride_along"])

    again = Unconfirmed(inside)
    assert again.at("design.hours") == "Mo-Fr 9-"
    assert again.at("design.models") == ["ride_along"]
    assert again.below("design.posts") == [CELL]
    assert again.questions == ["design.hours", "design.posts", "design.models"]


@pytest.mark.parametrize("emptied", ["", "  \n", None, []])
def test_what_was_emptied_or_answered_is_forgotten(inside: Inside, emptied: str | None) -> None:
    first = Unconfirmed(inside)
    first.keep("design.hours", "Mo")
    first.keep("design.hours", emptied)

    assert Unconfirmed(inside).questions == []


def test_a_settled_question_takes_its_places_along(inside: Inside) -> None:
    waiting = Unconfirmed(inside)
    for place in ("design.base", "design.base/other", "design.base/open/owner", "design.baseline"):
        waiting.keep(place, "words")
    waiting.settle("design.base")

    assert waiting.questions == ["design.baseline"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"{",
        b"[" * 100_000,
        b'{"design.hours": 7, "design.base": {"a": "b"}, "x": null}',
        b'{"design.hours": [["deep"]]}',
        b'{"design.hours": "\\ud800"}',
        b'{"design.hours\\u001b[2J": "x"}',
    ],
)
def test_a_file_of_a_stranger_does_no_harm(inside: Inside, content: bytes) -> None:
    inside.write(NAME, content)

    waiting = Unconfirmed(inside)
    assert waiting.questions == []
    waiting.keep("design.hours", "Mo")
    assert Unconfirmed(inside).at("design.hours") == "Mo"


def test_letters_that_command_a_terminal_are_left_out(inside: Inside) -> None:
    inside.write(NAME, b'{"design.hours": "Mo\\u001b[2J-Fr\\u202e"}')

    assert Unconfirmed(inside).at("design.hours") == "Mo[2J-Fr"


def test_a_link_in_its_place_is_not_followed(inside: Inside, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text('{"design.hours": "stolen"}')
    (tmp_path / ".coplan").mkdir()
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")

    waiting = Unconfirmed(inside)
    assert waiting.questions == []
    waiting.keep("design.hours", "ours")
    assert Unconfirmed(inside).at("design.hours") == "ours"
    assert "stolen" in (tmp_path / "elsewhere").read_text()


def test_a_disk_that_refuses_is_known(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("a file where the folder should be")
    waiting = Unconfirmed(Inside(tmp_path / "plan"))
    waiting.keep("design.hours", "Mo")

    assert (waiting.at("design.hours"), waiting.safe) == ("Mo", False)


@pytest.fixture
def team(begin: Callable[..., Session]) -> Callable[..., Session]:
    """A session over a plan with one position."""
    text = "coplan: 1\nanswers:\n  design:\n    models: [ride_along]\n    team:\n      - {id: r9, role: clinician}\n"
    return lambda script: begin(script, text)


def test_a_half_typed_cell_is_named_in_its_table(team: Callable[..., Session]) -> None:
    session = team([LEFT])
    session.asker.unconfirmed.keep("design.team/r9/count", "next wee")
    session.asker.unconfirmed.keep("design.team/new/count", "soon")
    with pytest.raises(Left):
        session.ask("design.team")

    assert isinstance(session.asker, ScriptedAsker)
    labels = [option.label for option in session.asker.menu("Who").options]
    assert [label for label in labels if "not confirmed" in label] == [
        "Add a position (typed and not confirmed: soon)",
        "Change row 1: clinician (typed and not confirmed: next wee)",
    ]


def test_what_waits_is_named_by_the_label_of_its_question(begin: Callable[..., Session]) -> None:
    session = begin()
    session.asker.unconfirmed.keep("design.hours", "9-\n5")
    session.asker.unconfirmed.keep("design.models", ["ride_along"])
    session.asker.unconfirmed.keep("design.models/find", "foll")

    label, models = (session.pack.questions[key].label for key in ("design.hours", "design.models"))
    assert waiting_words(session.asker.unconfirmed, session.pack) == f"{label} (`9- 5`), {models} (`riding together`)"


def test_an_answer_that_is_saved_waits_no_longer(begin: Callable[..., Session]) -> None:
    session = begin(["Mo-Fr 08:00-20:00"], text="coplan: 1\nanswers:\n  design:\n    models: [ride_along]\n")
    session.asker.unconfirmed.keep("design.hours", "Mo-Fr 08:00-20:00")
    session.ask("design.hours")

    assert session.asker.unconfirmed.questions == []


def test_an_answer_that_cannot_be_saved_goes_on_waiting(begin: Callable[..., Session], disk: Disk) -> None:
    session = begin(["Mo-Fr 08:00-20:00", LEFT], text="coplan: 1\nanswers:\n  design:\n    models: [ride_along]\n")
    session.asker.unconfirmed.keep("design.hours", "Mo-Fr 08:00-20:00")
    disk.full = True
    with pytest.raises(Left):
        session.ask("design.hours")

    assert session.asker.unconfirmed.at("design.hours") == "Mo-Fr 08:00-20:00"
