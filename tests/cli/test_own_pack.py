"""A pack that came with a plan's folder is used only after somebody accepted it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coplan.wizard.terminal import yes_no
from tests.cli.conftest import Run, flyer_text

pytestmark = pytest.mark.usefixtures("few_documents", "few_plans")


@pytest.fixture(autouse=True)
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody accepted anything on this computer yet."""
    monkeypatch.setenv("COPLAN_CONFIG", str(tmp_path / "config"))


@pytest.fixture
def flyer(bend: Path) -> Path:
    """A template that came with the plan's folder."""
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(flyer_text("## Flyer\n\nOne flyer.\n"), encoding="utf-8")
    return bend / "templates" / "flyer.md.j2"


COMMANDS = [("status", "bend"), ("draft", "bend"), ("log", "bend"), ("share", "bend"), ("init", "bend", "--no-input")]
HOW = (
    "bend brings a file of a pack of its own, which decides what is asked and what drafts say: templates/flyer.md.j2. "
    "Nobody accepted them on this computer yet. Look at them, then accept them: coplan status bend --pack bend\n"
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pack_that_nobody_accepted_is_named_with_the_way_to_accept_it(run: Run, flyer: Path, command: tuple) -> None:
    done = run(*command)
    assert (done.code, done.out, done.err) == (3, "", HOW)


def test_naming_it_accepts_it_for_good(run: Run, flyer: Path) -> None:
    assert run("status", "bend", "--pack", "bend").code == 0
    assert "flyer" in run("draft", "bend", "flyer").out


def test_what_changed_is_asked_for_again(run: Run, flyer: Path) -> None:
    run("status", "bend", "--pack", "bend")
    flyer.write_text(flyer_text("Another."), encoding="utf-8")
    assert run("status", "bend").code == 3
    flyer.with_name("more.md.j2").write_text(flyer_text("More."), encoding="utf-8")
    assert "2 files" in run("status", "bend").err


def test_another_pack_that_is_named_accepts_nothing_of_the_plan(run: Run, flyer: Path, tmp_path: Path) -> None:
    (tmp_path / "ours" / "templates").mkdir(parents=True)
    assert run("status", "bend", "--pack", "ours").code == 3


@pytest.mark.parametrize(("reply", "code"), [(True, 0), (False, 3)])
def test_at_a_terminal_it_is_asked_once(run: Run, flyer: Path, monkeypatch, reply: bool, code: int) -> None:
    asked = []
    monkeypatch.setattr(yes_no, "can_ask", lambda: True)
    monkeypatch.setattr(yes_no, "agreed", lambda words, **_: asked.append(words) or reply)
    assert [run("status", "bend").code for _ in range(2)] == [code, code]
    assert asked == ["Do you know who made them, and shall they be used?"] * (1 if reply else 2)


def test_a_folder_without_a_pack_needs_nothing(run: Run, bend: Path) -> None:
    (bend / "templates").mkdir()
    assert run("status", "bend").code == 0


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_pack_brings_no_file_from_elsewhere(run: Run, flyer: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("PRIVATE", encoding="utf-8")
    flyer.unlink()
    flyer.symlink_to(tmp_path / "notes")
    done = run("status", "bend", "--pack", "bend")
    assert (done.code, done.err.split(" Put")[0]) == (3, "templates/flyer.md.j2: is a link, not a file.")
    flyer.unlink()
    os.mkfifo(flyer)
    assert run("pack", "check", "--pack", "bend").code == 1


@pytest.mark.long
def test_a_file_that_an_editor_gave_its_own_ending_is_named(run: Run, bend: Path) -> None:
    (bend / "checklists").mkdir()
    (bend / "templates").mkdir()
    for name in ("checklists/08-ours.yaml.txt", "templates/flyer.md", "templates/README.md"):
        (bend / name).write_text("x", encoding="utf-8")
    done = run("pack", "check", "--pack", "bend")
    assert done.code == 1
    assert [line.split(".")[0] for line in done.out.splitlines()] == ["checklists/08-ours", "templates/flyer"]
    assert "All files" in done.out
