"""No command writes over what people wrote: it refuses, or keeps what stood there beside the new file and says so."""

from __future__ import annotations

import pytest

from coplan.cli.table import COMMANDS
from tests import declared

WRITES = ("--output", "--xlsx", "--ics", "--svg")


@pytest.fixture
def here(run, bend, monkeypatch):
    """The folder of a plan, in which the commands run."""
    monkeypatch.chdir(bend)
    assert run("set", "profile.target_launch", "2027-06-01").code == 0
    return bend


def test_a_worksheet_of_the_law_that_was_filled_in_is_never_written_over(run, here):
    ask = ("law", "--state", "US-GA", "--worksheet", "-o", "g.md")
    assert run(*ask).code == 0
    assert run(*ask).code == 0  # nobody wrote in it
    filled = (here / "g.md").read_text(encoding="utf-8").replace("Citation:", "Citation: 1-2-3", 1)
    (here / "g.md").write_text(filled, encoding="utf-8")
    done = run(*ask)
    assert done.code == 2
    assert "g.md is there, and somebody wrote in it; nothing was changed. Read it back" in done.err
    assert (here / "g.md").read_text(encoding="utf-8") == filled


@pytest.mark.slow
def test_a_law_file_that_was_changed_by_hand_is_kept_beside_the_new_one(run, here):
    run("law", "--state", "US-GA", "--worksheet", "-o", "g.md")
    take = ("law", "--take", "g.md", "-o", "checklists/law/us-ga.yaml")
    assert run(*take).err == "Written to checklists/law/us-ga.yaml: nothing is filled in yet.\n"
    file = here / "checklists" / "law" / "us-ga.yaml"
    written = file.read_text(encoding="utf-8")
    assert "kept" not in run(*take, "--pack", ".").err
    file.write_text(written + "# ask Ann about this\n", encoding="utf-8")
    assert "What stood in checklists/law/us-ga.yaml before is kept in checklists/law/us-ga.yaml.before.\n" in (
        run(*take, "--pack", ".").err
    )
    assert file.read_text(encoding="utf-8") == written
    assert (file.parent / "us-ga.yaml.before").read_text(encoding="utf-8") == written + "# ask Ann about this\n"
    assert "kept" not in run(*take, "--pack", ".").err


def said(name):
    """What each command with a file of its result needs besides."""
    return {"law": ["law", "--state", "US-CO"], "figure": ["figure", "staffing.productive_hours"]}.get(name, [name])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name in COMMANDS
        for option in WRITES
        if option in declared.options(name) and name not in ("needs", "evaluate")  # they read other files too
    ],
)
def test_every_command_that_writes_into_a_file_keeps_what_stood_there(name, option, run, here):
    ending = {"--xlsx": "xlsx", "--ics": "ics", "--svg": "svg"}.get(option, "md")
    file = here / f"out.{ending}"
    file.write_text("Words of ours.", encoding="utf-8")
    done = run(*said(name), option, file.name)
    assert f"What stood in out.{ending} before is kept in out.before.{ending}." in done.err
    assert (here / f"out.before.{ending}").read_text(encoding="utf-8") == "Words of ours."
    assert "kept" not in run(*said(name), option, file.name).err


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (["encounters"], "share/encounters/encounters.csv"),
        (["log", "--format", "md"], "share/minutes.md"),
        (["worksheet", "agenda"], "share/worksheets/agenda.docx"),
        (["report"], "share/report.html"),
    ],
    ids=["encounters", "log", "agenda", "report"],
)
def test_what_lies_in_share_and_was_changed_is_kept(command, path, run, here):
    run("set", "metrics.measures", "contacts")
    assert run(*command).code == 0
    file = here / path
    file.write_bytes(file.read_bytes() + b"ours")
    kept = path.replace(".", ".before.")
    done = run(*command)
    assert f"What stood in {path} before is kept in {kept}." in done.err.replace("\n", " ")
    assert (here / kept).read_bytes().endswith(b"ours")
    assert "kept" not in run(*command).err
