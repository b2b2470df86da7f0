"""Results go where people say; in a plan's folder, which may come from a stranger, no link is followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coplan.disk.plain_files import Refused
from coplan.errors import SaveError, UsageError
from coplan.plan.disk.result_file import write_result

LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """A plan's folder, and people's own beside it with a file."""
    plan, own = tmp_path / "bend", tmp_path / "own"
    plan.mkdir()
    own.mkdir()
    (plan / "plan.yaml").write_text("coplan: 1\n", encoding="utf-8")
    (own / "notes.md").write_text("Ours.\n", encoding="utf-8")
    return plan, own


def test_a_result_is_written_where_people_say(places: tuple[Path, Path], tmp_path: Path) -> None:
    plan, own = places
    for path in (plan / "a.svg", plan / "deep" / "a.svg", own / "a.svg", tmp_path / "new" / "a.svg"):
        write_result(path, b"x")
        assert path.read_bytes() == b"x"


@pytest.mark.parametrize("name", ["plan.yaml", "PLAN.yaml", ".coplan/journal.jsonl", "drafts/memo.docx", "a/plan.yaml"])
def test_a_plan_its_drafts_and_its_records_are_never_replaced(places: tuple[Path, Path], name: str) -> None:
    plan, _ = places
    for path in (plan / ".coplan" / "journal.jsonl", plan / "drafts" / "memo.docx"):
        path.parent.mkdir()
        path.write_bytes(b"x")
    before = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="Give the file another name"):
        write_result(plan / name, b"y")
    assert {path: path.read_bytes() for path in plan.rglob("*") if path.is_file()} == before


@LINKS
@pytest.mark.parametrize("name", ["a.svg", "deep/a.svg"])
@pytest.mark.parametrize("to", ["notes.md", "new.md"])
def test_a_link_in_a_plans_folder_is_not_followed(places: tuple[Path, Path], name: str, to: str) -> None:
    plan, own = places
    (plan / "deep").mkdir()
    (plan / name).symlink_to(own / to)
    with pytest.raises(Refused):
        write_result(plan / name, b"x")
    assert [path.name for path in own.iterdir()] == ["notes.md"]
    assert (own / "notes.md").read_text(encoding="utf-8") == "Ours.\n"


@LINKS
def test_a_folder_in_a_plans_folder_that_is_a_link_is_not_followed(places: tuple[Path, Path]) -> None:
    plan, own = places
    (plan / "deep").symlink_to(own)
    with pytest.raises((Refused, SaveError)):
        write_result(plan / "deep" / "a.svg", b"x")
    assert [path.name for path in own.iterdir()] == ["notes.md"]


@LINKS
def test_peoples_own_link_is_followed(places: tuple[Path, Path], tmp_path: Path) -> None:
    _, own = places
    (tmp_path / "here.md").symlink_to(own / "notes.md")
    write_result(tmp_path / "here.md", b"x")
    assert (own / "notes.md").read_bytes() == b"x"
