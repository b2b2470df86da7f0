"""What takes long says so at a terminal, in one line that goes away, and nowhere else."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from coplan.cli import talk
from coplan.cli.talk import say
from coplan.wizard.terminal import working
from coplan.wizard.terminal.plain import PlainAsker
from coplan.wizard.terminal.working import Working


class Screen(io.StringIO):
    """A terminal that keeps what was printed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(working, "BEAT", 0.01)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    screen = Screen()
    for module in (talk, working):  # pytest puts its own into sys
        monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=screen))
    return screen


def until(found: Callable[[], bool]) -> None:
    """Wait for something to be there; a test that waits for ever is stopped from outside."""
    while not found():
        time.sleep(0.001)


def left_on(screen: str) -> str:
    """What stands in the last line once all was printed."""
    line = ""
    for part in screen.rsplit("\n", maxsplit=1)[-1].split("\r"):
        line = part + line[len(part) :]
    return line.strip()


def test_how_far_it_is_stands_in_one_line_that_goes_away(screen):
    with Working("Writing the drafts") as work:
        work.step(3, 91)
        until(lambda: "Writing the drafts: 3 of 91 …" in screen.getvalue())
    assert "\n" not in screen.getvalue()
    assert left_on(screen.getvalue()) == ""


def test_other_words_do_not_run_into_it(screen):
    with Working("Counting"):
        until(lambda: "Counting …" in screen.getvalue())
        say("Two rows are left out.")
        assert left_on(screen.getvalue().rsplit("\n", 2)[0]) == "Two rows are left out."


def test_it_goes_away_when_something_fails(screen):
    def fail() -> None:
        with Working("Counting"):
            until(lambda: "Counting …" in screen.getvalue())
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert left_on(screen.getvalue()) == ""


def test_where_lines_are_read_aloud_it_is_said_once(screen, monkeypatch):
    monkeypatch.setenv("ACCESSIBLE", "1")
    with Working("Counting") as work:
        until(lambda: "Counting" in screen.getvalue())
        work.step(1, 2)
        time.sleep(0.05)
    assert screen.getvalue() == "Counting …\n"


def test_in_plain_mode_it_is_said_once_in_any_terminal(screen):
    with PlainAsker().working("Writing the drafts") as step:
        until(lambda: "Writing" in screen.getvalue())
        step(1, 2)
        time.sleep(0.05)
    assert screen.getvalue() == "Writing the drafts …\n"


def test_nothing_is_printed_into_a_pipe(monkeypatch, capsys):
    monkeypatch.setattr(working, "BEAT", 0.01)
    with Working("Counting"):
        time.sleep(0.05)
    assert capsys.readouterr() == ("", "")
