"""What the system does not let coplan read or write is a message with what to do, exit code 3 and never a bug."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run, files
from tests.cli.writers import RULE
from tests.long import few_of
from tests.rights import bound, rights_bind

pytestmark = [
    pytest.mark.usefixtures("few_documents"),
    pytest.mark.skipif(not bound(), reason="rights of files are another thing there"),
]
NOTHING, READ, LIST = 0o000, 0o444, 0o555
WRITERS = [
    ("set", "design.hours", "24/7", "--in", "bend"),
    ("set", "design.transport", "--in", "bend", "--state", "parked"),
    ("init", "bend", "--no-input", "--set", "design.transport=none"),
    ("undo", "bend", "--yes"),
    ("draft", "bend"),
    ("share", "bend", "transportation", "--format", "html"),
    ("final", "bend", "transportation", "--anyway"),
    ("worksheet", "bend", "hr"),
    ("report", "bend"),
    ("log", "bend", "--format", "md"),
    ("restore", "bend", "transportation", "--yes"),
    ("pull", "bend", "transportation", "--yes"),
    ("merge", "bend", "--in", "bend"),
    ("encounters", "--in", "bend"),
    ("timeline", "bend", "--ics", "bend/dates.ics"),
    ("schema", "--output", "bend/schema.json"),
    ("pack", "new", "suicide-response", "--in", "bend"),
    ("check", "bend", "--accept", "outreach.far", "--reason", "A pilot"),
]
READERS = [
    ("status", "bend"),
    ("status", "bend", "--json"),
    ("documents", "bend"),
    ("check", "bend"),
    ("staffing", "bend"),
    ("budget", "bend"),
    ("timeline", "bend"),
    ("law", "bend"),
    ("log", "bend"),
    ("figure", "staffing.gap", "--in", "bend"),
    ("why", "transportation", "Transport", "--in", "bend"),
]


@pytest.fixture
def plan(run: Run, bend: Path) -> Iterator[Path]:
    """A plan with drafts, a share, a backup and a rule of its own; its rights come back at the end."""
    (bend / "checklists" / "rules").mkdir(parents=True)
    (bend / "checklists" / "rules" / "far.yaml").write_text(RULE, encoding="utf-8")
    run("draft", "bend", "transportation")
    run("set", "profile.program_name", "Prairie Bend Team", "--in", "bend")
    run("draft", "bend", "transportation")
    run("share", "bend", "transportation", "--format", "html")
    yield bend
    for path in [bend, *(folder for folder in bend.rglob("*"))]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        if path.is_dir():
            for one in path.rglob("*"):
                one.chmod(0o755 if one.is_dir() else 0o644)


def sweep(run: Run, commands: list[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[int, str]]:
    """Exit code and words of each command, while rights bind."""
    found = {}
    with rights_bind():
        for command in commands:
            done = run(*command)
            found[command] = (done.code, (done.out + done.err).strip())
    return found


def no_bug(found: dict[tuple[str, ...], tuple[int, str]]) -> None:
    assert {
        command: said for command, said in found.items() if said[0] not in (0, 1, 2, 3) or (said[0] and not said[1])
    } == {}


def without_private(folder: Path) -> dict[str, bytes]:
    """All files but those that hold no words of people."""
    return {name: content for name, content in files(folder).items() if not name.endswith(("lock", "holder.json"))}


@pytest.mark.slow
def test_in_a_folder_that_is_read_only_everything_is_told_and_nothing_changes(run: Run, plan: Path) -> None:
    before = files(plan)
    for path in [plan, *(one for one in plan.rglob("*") if one.is_dir())]:
        path.chmod(LIST)
    found = sweep(run, WRITERS)
    no_bug(found)
    assert files(plan) == before
    for command in WRITERS[:3]:
        code, words = found[command]
        assert code == 3, command
        assert "bend" in words
    no_bug(read := sweep(run, READERS))
    assert {command: said for command, said in read.items() if said[0] not in (0, 1)} == {}


@pytest.mark.slow
def test_a_plan_that_is_read_only_is_left_by_every_command(run: Run, plan: Path) -> None:
    before = (plan / "plan.yaml").read_bytes()
    (plan / "plan.yaml").chmod(READ)
    found = sweep(run, WRITERS)
    no_bug(found)
    assert (plan / "plan.yaml").read_bytes() == before
    for command in WRITERS[:3]:
        assert found[command][0] == 3, command
        assert "plan.yaml" in found[command][1]


@pytest.mark.parametrize(
    "name", few_of(["checklists/rules", "plan.yaml", "checklists/rules/far.yaml", "checklists", "."], 2)
)
def test_what_may_not_be_read_is_named_with_what_to_do(run: Run, plan: Path, name: str) -> None:
    (plan / name).chmod(NOTHING)
    found = sweep(run, [*READERS, *WRITERS])
    (plan / name).chmod(0o755)
    no_bug(found)
    for command in (("status", "bend"), ("check", "bend"), WRITERS[0]):
        code, words = found[command]
        assert code in (2, 3), (command, words)
        assert "bend" in words or "checklists" in words


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    few_of(["drafts", ".coplan", ".coplan/journal.jsonl", "share", ".coplan/base", "drafts/transportation.docx"], 2),
)
def test_what_may_not_be_read_or_written_beside_the_plan_is_no_bug(run: Run, plan: Path, name: str) -> None:
    answers = (plan / "plan.yaml").read_bytes()
    (plan / name).chmod(NOTHING)
    found = sweep(run, [*READERS, *WRITERS])
    (plan / name).chmod(0o755)
    no_bug(found)
    assert len((plan / "plan.yaml").read_bytes()) >= len(answers) - 200


def test_a_lock_that_cannot_be_taken_is_told(run: Run, plan: Path) -> None:
    lock = plan / ".coplan" / "lock"
    lock.touch()
    lock.chmod(NOTHING)
    (plan / ".coplan").chmod(LIST)
    before = (plan / "plan.yaml").read_bytes()
    found = sweep(run, WRITERS)
    no_bug(found)
    assert found[WRITERS[0]][0] == 3
    assert (plan / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize("commands", [READERS, WRITERS], ids=["reading", "writing"])
def test_a_working_folder_that_is_gone_is_told_by_every_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, commands: list[tuple[str, ...]]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for command in commands:
        done = run(*command)
        assert done.code in (2, 3), command
        assert done.err.strip(), command
