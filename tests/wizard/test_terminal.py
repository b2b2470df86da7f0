"""A real `coplan init` in a real terminal, seen through a pseudo-terminal."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal needs Unix", allow_module_level=True)

import pexpect

from tests.wizard.real_terminal import COMMAND, CTRL_C, CTRL_G, CTRL_O, DOWN, ENTER, KEYS_END, TAB, environment, spawned

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning"),  # xdist has threads; the child execs at once
]
PLAN = """\
# ours
drafts: {holes: 100%}
answers:
  profile: {program_name: Prairie Bend, state: US-OR, stage: exploring, lead_agency: County, setting: [rural]}
  design:
    base: fire
    models: [follow_up, community_health]
    followup_hours: 3 days
"""


class Terminal:
    """What somebody at the projector does: read until some words are there, then type."""

    def __init__(self, child: Any) -> None:
        self.child = child

    def read(self, *words: str) -> None:
        """Wait for these words, in order."""
        for word in words:
            self.child.expect_exact(word)

    def answer(self, question: str, keys: str) -> None:
        """Wait for a question and for the keys below it, then type."""
        self.read(question, KEYS_END)
        self.child.send(keys)

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown last."""
        self.child.expect(pexpect.EOF)
        shown = str(self.child.before)
        self.child.close()
        return int(self.child.exitstatus), shown


@pytest.fixture
def init() -> Iterator[Callable[..., Terminal]]:
    """Start `coplan init` in a terminal of 110 columns."""
    children: list[Any] = []

    def start(*arguments: str | Path, **variables: str) -> Terminal:
        child = spawned(*arguments, **variables)
        children.append(child)
        return Terminal(child)

    yield start
    for child in children:
        child.close(force=True)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of a fire-based program."""
    folder = tmp_path / "prairie bend"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_first_sitting_is_interrupted_and_picked_up_again(init: Callable[..., Terminal], tmp_path: Path) -> None:
    """copier, test_partial_interrupt: Ctrl-C keeps what was answered before it, without a traceback."""
    folder = tmp_path / "prairie bend"
    first = init(folder)
    first.answer("What is the program called?", "Prairie Bend" + ENTER)
    first.answer("Which state's law governs the program?", "oreg" + ENTER)
    first.answer("How far along are you?", DOWN + ENTER)
    first.answer("Which governments does the program serve?", TAB)
    first.answer("Which agency leads the program", CTRL_O)
    first.answer("Open item, lead agency:", ENTER)
    first.answer("Who will settle it?", "somebody else" + ENTER)
    first.answer("Who will settle it:", "Sheriff" + ENTER)
    first.answer("By when", "2027-01-15" + ENTER)
    first.answer("A note", ENTER)
    first.answer("Who coordinates the plan day to day?", CTRL_C)
    code, shown = first.end()

    assert (code, "Traceback" in shown) == (130, False)
    assert f'Go on with: coplan init "{folder}"' in shown
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert "program_name: Prairie Bend\n    state: US-OR\n    stage: developing\n" in text
    assert "  profile.lead_agency:\n    state: parked\n    owner: Sheriff\n    due: 2027-01-15\n" in text

    second = init(folder)
    second.answer("What would you like to do?", ENTER)
    second.answer("Who coordinates the plan day to day?", "Ann Lee" + ENTER)
    second.answer("On what date should the team start?", TAB)
    second.answer("Enter if nobody objects", ENTER)
    second.answer("Details can be answered now or later", CTRL_C)
    assert second.end()[0] == 130


@pytest.mark.slow
def test_a_changed_model_sets_answers_aside_and_the_drafts_are_written(
    init: Callable[..., Terminal], plan: Path
) -> None:
    terminal = init(plan)
    terminal.answer("What would you like to do?", DOWN * 3 + ENTER)
    terminal.answer("Words of the question", "response models" + ENTER)
    terminal.answer("Which question?", ENTER)
    terminal.answer("Which response models will you use?", " " + DOWN * 2 + " " + DOWN * 5 + " " + ENTER)
    terminal.read("> riding together", "No longer asked for, and kept aside in the file")
    terminal.answer("What would you like to do?", DOWN * 5 + ENTER)
    terminal.answer("Drafts:", ENTER)
    terminal.read("drafts/transportation.docx", "created")
    terminal.answer("What would you like to do?", DOWN * 6 + ENTER)

    assert terminal.end()[0] == 0
    assert (plan / "drafts" / "transportation.docx").is_file()
    assert (plan / "plan.yaml").read_text(encoding="utf-8").startswith("# ours\n")


def test_the_outline_jumps_to_another_step(init: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = init(tmp_path)
    terminal.answer("What is the program called?", CTRL_G)
    terminal.answer("Go to which step?", DOWN * 4 + ENTER)
    terminal.answer("Where is the team based?", CTRL_C)

    assert terminal.end()[0] == 130


@pytest.mark.parametrize(
    ("arguments", "variables"), [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"})]
)
def test_a_plain_sitting_asks_line_by_line(
    init: Callable[..., Terminal], tmp_path: Path, arguments: list[str], variables: dict[str, str]
) -> None:
    terminal = init(tmp_path / "plan", *arguments, **variables)
    for question, typed in [
        ("What is the program called?", "Prairie Bend"),
        ("Which state's law governs the program?", "Oregon"),
        ("How far along are you?", "2"),
        ("Which governments does the program serve?", "/leave"),
    ]:
        terminal.read(question, ": ")
        terminal.child.sendline(typed)
    code, shown = terminal.end()

    assert code == 0
    assert "\x1b[" not in shown
    assert "stage: developing" in (tmp_path / "plan" / "plan.yaml").read_text(encoding="utf-8")


def test_ctrl_c_in_a_plain_sitting_says_how_to_go_on(init: Callable[..., Terminal], tmp_path: Path) -> None:
    """questionary, test_ask_should_catch_keyboard_exception: Ctrl-C ends with a message and exit code 130."""
    terminal = init(tmp_path / "plan", "--plain")
    terminal.read("What is the program called?", "Answer: ")
    time.sleep(0.5)  # the prompt stands before the process waits for keys; a Ctrl-C in between would be taken later
    terminal.child.sendintr()
    code, shown = terminal.end()

    assert (code, "Traceback" in shown) == (130, False)
    assert "Go on with: coplan init " in shown


@pytest.mark.slow
def test_a_line_that_ctrl_c_cut_off_in_a_plain_sitting_is_offered_again(
    init: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = init(tmp_path / "plan", "--plain")
    terminal.read("What is the program called?", "Answer: ")
    time.sleep(0.5)  # as above
    terminal.child.send("Prairie Be")
    terminal.read("Prairie Be")
    terminal.child.sendintr()
    assert terminal.end()[0] == 130

    again = init(tmp_path / "plan", "--plain")
    again.read("Number, or Enter for 1: ")
    again.child.sendline("")
    again.read("What is the program called?", "Typed before and not confirmed: Prairie Be.", "Answer: ")
    again.child.sendline("")
    again.read("Which state's law governs the program?", "Answer: ")
    again.child.sendline("/leave")
    assert again.end()[0] == 0
    assert "program_name: Prairie Be" in (tmp_path / "plan" / "plan.yaml").read_text(encoding="utf-8")


def test_a_second_wizard_is_told_who_has_the_plan(init: Callable[..., Terminal], plan: Path) -> None:
    first = init(plan, "--by", "Ada")
    first.read("What would you like to do?")
    code, shown = init(plan).end()

    assert code == 1
    assert "This plan is in use: Ada has it open since" in shown
    first.answer("", CTRL_C)
    assert first.end()[0] == 130


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    """copier, test_interactive_session_required_for_question_prompt: without a terminal a clear exit, not a hang."""
    done = subprocess.run(
        [*COMMAND, str(tmp_path / "plan")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(),
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 2
    assert "There is no terminal to ask in." in done.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.slow
def test_a_long_text_opens_in_the_editor_at_the_pace_of_people(
    init: Callable[..., Terminal], plan: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "Written in the editor." > "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    terminal = init(plan, EDITOR=str(editor), VISUAL="")
    terminal.answer("What would you like to do?", DOWN * 3 + ENTER)
    terminal.answer("Words of the question", "drives these issues" + ENTER)
    terminal.answer("Which question?", ENTER)
    terminal.answer("What drives these issues", "\x18")
    time.sleep(0.3)  # a hand that goes from one key to the other
    terminal.child.send("\x05")
    terminal.read("Written in the editor.")
    terminal.child.send(ENTER)
    terminal.answer("What would you like to do?", CTRL_C)

    terminal.end()
    assert "root_causes: Written in the editor." in (plan / "plan.yaml").read_text(encoding="utf-8")
