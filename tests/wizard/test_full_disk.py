from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coplan.disk.inside import Inside
from coplan.errors import SaveError
from coplan.plan.disk.store import PlanFolder
from coplan.wizard.asker import Opened
from coplan.wizard.open_items import ELSE
from coplan.wizard.session import Left, Session
from tests.wizard.conftest import EMPTY, Disk, plain, told
from tests.wizard.scripted import LEFT, Menu, Prompt, ScriptedAsker

Begin = Callable[..., Session]
NAMED = "# ours\nanswers:\n  profile:\n    name: Cedar\n"


def test_a_full_disk_is_told_with_the_answer_and_the_old_file_is_whole(begin: Begin, disk: Disk) -> None:
    session = begin(["Cedar Valley", LEFT], NAMED)
    disk.full = True

    with pytest.raises(Left):
        session.ask("profile.name")

    assert "Not saved: No space left on device." in told(session)
    assert "profile.name: Cedar Valley" in told(session)
    assert session.asker.prompts[-1].now == "Cedar Valley"  # type: ignore[attr-defined]
    assert session.place.text() == NAMED


def test_a_full_disk_leaves_no_half_files(begin: Begin, disk: Disk) -> None:
    session = begin(["Cedar Valley", LEFT], NAMED)
    disk.full = True

    with pytest.raises(Left):
        session.ask("profile.name")

    assert sorted(path.name for path in session.place.folder.iterdir()) == [".coplan", "plan.yaml"]


def test_a_file_that_cannot_be_replaced_is_told_in_the_same_words(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    session = begin(["Cedar Valley", LEFT], NAMED)
    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(Left):
        session.ask("profile.name")

    assert "Not saved: Read-only file system." in told(session)
    assert session.place.text() == NAMED


def test_an_open_item_that_the_disk_refuses_is_told(begin: Begin, disk: Disk) -> None:
    session = begin([Opened("Cedar"), "proposed", ELSE, "Chief", "", "", LEFT])
    disk.full = True

    with pytest.raises(Left):
        session.ask("profile.name")

    assert "Not saved: No space left on device." in told(session)
    assert session.place.text() == EMPTY


def test_an_answer_that_the_journal_cannot_take_is_not_taken_by_the_plan(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    session = begin(["Cedar", LEFT])
    with monkeypatch.context() as patch:
        patch.setattr(Inside, "append", refuse)
        with pytest.raises(Left):
            session.ask("profile.name")

    assert "Not saved: No space left on device." in told(session)
    assert session.place.text() == EMPTY


def test_a_plan_that_cannot_be_written_leaves_no_line_in_the_journal(begin: Begin, disk: Disk) -> None:
    session = begin(["Cedar", LEFT])
    session.place.reconcile()
    before = session.place.entries()
    disk.full = True

    with pytest.raises(Left):
        session.ask("profile.name")

    assert session.place.entries() == before


def test_drafts_that_the_disk_refuses_are_told_and_the_wizard_goes_on(sitting: Any, disk: Disk) -> None:
    def full(asked: Prompt | Menu) -> str:
        disk.full = True
        return "yes"

    asker: ScriptedAsker = sitting(["drafts", full, "leave"], NAMED)

    assert "cannot be written: No space left on device. Make room on that disk" in asker.text


def test_a_plan_in_a_folder_that_cannot_be_made_is_refused(
    make_plan: Callable[..., PlanFolder], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    place = make_plan(EMPTY)

    with pytest.raises(SaveError, match="cannot be written"):
        PlanFolder(tmp_path / "file" / "plan", place.pack, place.clerk).create()


def test_a_read_only_folder_is_told(begin: Begin, tmp_path: Path) -> None:
    session = begin(["Cedar", LEFT])
    session.place.folder.chmod(0o500)
    try:
        if _writable(session.place.folder):
            pytest.skip("this user may write everywhere")
        with pytest.raises(Left):
            session.ask("profile.name")
    finally:
        session.place.folder.chmod(0o700)

    assert "Not saved: Permission denied." in told(session)
    assert plain(session, "profile.name") is None


def _writable(folder: Path) -> bool:
    try:
        (folder / "probe").write_text("", encoding="utf-8")
        (folder / "probe").unlink()
    except OSError:
        return False
    return True
