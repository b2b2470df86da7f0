"""Earlier states of drafts: kept before each update, a bounded number of them, and put back without losing anything."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.disk.inside import Inside
from coplan.drafts.files import backups
from coplan.drafts.files.backups import Backups
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.record import Final
from coplan.drafts.restore import chosen_backup, restore
from coplan.errors import BadInput, CoplanError, UsageError
from coplan.plan.disk.store import Clerk, PlanFolder
from tests.drafts.test_write import BOTH, NEW, NEWER, OLD, Crash, crash_after, memo, put, theirs, words
from tests.long import few_of

__all__ = ["memo", "put"]


@pytest.fixture
def place(tmp_path: Path, small_pack: Pack, clerk: Clerk) -> PlanFolder:
    return PlanFolder(tmp_path, small_pack, clerk)


def states(folder: Path) -> list[int]:
    return [backup.number for backup in Backups(folder).of("memo")]


def updated(put, tmp_path: Path, format: str) -> tuple[Path, bytes, bytes]:
    """A draft that people edited and the plan then changed, and what stood in it before and after that."""
    put(OLD, format)
    path = tmp_path / "drafts" / f"memo.{format}"
    theirs(path)
    first = path.read_bytes()
    put(NEW, format)
    second = path.read_bytes()
    return path, first, second


@BOTH
def test_the_state_before_an_update_comes_back_and_the_newer_one_again(put, place, tmp_path, format):
    path, first, second = updated(put, tmp_path, format)
    assert restore(place, chosen_backup(place, "memo")) == f"drafts/memo.{format}"
    assert path.read_bytes() == first
    restore(place, chosen_backup(place, f"drafts/memo.{format}"))
    assert path.read_bytes() == second


@BOTH
def test_the_next_run_goes_on_from_what_was_restored(put, place, tmp_path, format):
    put(OLD, format)
    theirs(tmp_path / "drafts" / f"memo.{format}")
    put(NEW, format)
    restore(place, chosen_backup(place, "memo"))
    done = put(NEWER, format)
    assert (done.state, done.conflicts) == ("merged", 0)
    assert [line for line in words(tmp_path, format) if "words stand" in line] == ["Newer words stand here."]
    assert "Ours, too." in words(tmp_path, format)


def test_five_are_kept_of_each(put, tmp_path):
    for number in range(9):
        put(f"# Memo\n\nText {number}.\n")
    assert states(tmp_path) == [8, 7, 6, 5, 4]
    assert len(list((tmp_path / ".coplan" / "backups" / "memo").iterdir())) == 10


def test_all_together_are_bounded_and_the_newest_stays(put, tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "TOGETHER", 60)
    for number in range(5):
        put(f"# Memo\n\nText {number}.\n")
    assert states(tmp_path) == [4, 3, 2]
    monkeypatch.setattr(backups, "TOGETHER", 0)
    put(NEW)
    assert states(tmp_path) == [5]


def test_a_deleted_draft_comes_back(put, place, memo):
    put(OLD)
    put(NEW)
    memo.unlink()
    restore(place, chosen_backup(place, "memo"))
    assert memo.read_text(encoding="utf-8") == OLD


def test_a_draft_that_was_turned_into_word_comes_back_as_it_was(put, place, memo):
    put(OLD)
    put(OLD, "docx")
    assert not memo.exists()
    restore(place, chosen_backup(place, "memo"))
    assert memo.read_text(encoding="utf-8") == OLD
    assert not memo.with_suffix(".docx").exists()
    restore(place, chosen_backup(place, "memo"))
    assert memo.with_suffix(".docx").exists()


def test_a_final_draft_and_one_that_is_open_are_left(put, place, tmp_path):
    put(OLD, "docx")
    put(NEW, "docx")
    lock = tmp_path / "drafts" / "~$memo.docx"
    lock.write_bytes(b"")
    with pytest.raises(BadInput, match="is open in Word"):
        restore(place, chosen_backup(place, "memo"))
    lock.unlink()
    store = BaseStore(tmp_path)
    record = store.load("memo")
    assert record is not None
    store.settle(replace(record, final=Final("Ann", "2026-11-24")))
    with pytest.raises(CoplanError, match="marked final"):
        restore(place, chosen_backup(place, "memo"))


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
@pytest.mark.parametrize("odd", ["link", "folder", "pipe"])
def test_what_is_no_file_is_named_as_what_it_is(put, place, tmp_path, odd):
    put(OLD, "docx")
    put(NEW, "docx")
    path = tmp_path / "drafts" / "memo.docx"
    path.unlink()
    {"link": lambda: path.symlink_to("nowhere"), "folder": path.mkdir, "pipe": lambda: os.mkfifo(path)}[odd]()
    with pytest.raises(BadInput, match=rf"drafts/memo.docx: is a {odd}.*, not a file"):
        restore(place, chosen_backup(place, "memo"))


def test_names_and_numbers_that_are_not_there_are_told(put, place):
    with pytest.raises(UsageError, match="No earlier state of `memo`"):
        chosen_backup(place, "memo")
    put(OLD)
    put(NEW)
    with pytest.raises(UsageError, match="Those that are kept: 1"):
        chosen_backup(place, "memo", 7)


@pytest.mark.parametrize("fault", ["{", "[]", '{"path": "../x.md", "when": "", "record": ""}', "[" * 100_000])
def test_odd_records_of_backups_are_passed_over(put, place, tmp_path, fault):
    put(OLD)
    put(NEW)
    (tmp_path / ".coplan" / "backups" / "memo" / "0001.json").write_text(fault, encoding="utf-8")
    (tmp_path / ".coplan" / "backups" / "memo" / "notes.txt").write_text("ours", encoding="utf-8")
    assert all(backup.path == "drafts/memo.md" for backup in Backups(tmp_path).all())
    assert put(NEWER).state == "updated"


def test_what_stands_in_the_way_is_kept_aside_and_the_draft_is_updated(put, tmp_path):
    put(OLD)
    (tmp_path / ".coplan" / "backups").write_text("not a folder", encoding="utf-8")
    assert put(NEW).state == "updated"
    assert states(tmp_path) == [1]
    assert (tmp_path / ".coplan" / "backups.aside-1").read_text(encoding="utf-8") == "not a folder"


@BOTH
@pytest.mark.parametrize("writes", few_of(range(8), 0, step=3))
def test_a_crash_while_restoring_loses_neither_state(put, place, tmp_path, monkeypatch, format, writes):
    path, first, second = updated(put, tmp_path, format)
    backup = chosen_backup(place, "memo")
    with monkeypatch.context() as patch:
        crash_after(patch, writes)
        with suppress(Crash):
            restore(place, backup)
    kept = [Backups(tmp_path).content(one) for one in Backups(tmp_path).of("memo")]
    assert {first, second} <= {path.read_bytes(), *kept}
    done = put(NEWER, format)
    assert (done.state, done.conflicts) == ("merged", 0)
    assert "Ours, too." in words(tmp_path, format)


@pytest.mark.parametrize("failing", range(6))
def test_each_write_that_fails_while_restoring_loses_nothing(put, place, tmp_path, monkeypatch, failing):
    put(OLD)
    put(NEW)
    backup = chosen_backup(place, "memo")
    count = iter(range(100))
    write: Callable[..., None] = Inside.write

    def once(self: Inside, path: str, content: bytes, **more: object) -> None:
        if next(count) == failing:
            raise OSError(28, "No space left on device")
        write(self, path, content, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Inside, "write", once)
        with suppress(CoplanError):
            restore(place, backup)
    kept = [Backups(tmp_path).content(one).decode() for one in Backups(tmp_path).of("memo")]
    assert {OLD, NEW} <= {(tmp_path / "drafts" / "memo.md").read_text(encoding="utf-8"), *kept}
