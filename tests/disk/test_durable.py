"""What was written lasts through a power cut: each new name in a folder is followed by a sync of that folder.

Counted by acts, as tests/cli/test_disk_fails.py does: a file that is made or takes a place, a folder that is made.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from coplan.disk.inside import BY_HANDLE, Inside
from tests.cli.conftest import bend, few_documents, run, shelf, trusting
from tests.cli.test_disk_fails import WRITERS

__all__ = ["bend", "few_documents", "run", "shelf", "trusting"]
pytestmark = [
    pytest.mark.usefixtures("few_documents"),
    pytest.mark.skipif(not BY_HANDLE, reason="no handles of folders: the system makes names last by itself"),
]
# What a power cut may cost: the words before a yes, the place of a sitting, the lock and who holds it. Of what is kept
# of earlier drafts the note of when is such, too; the draft itself is written as all others are.
SHORT_LIVED = ("unconfirmed.json", "sitting.json", "holder.json", "lock")


class Names:
    """The names that were given and not yet synced, by folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.root, self.given, self.waiting = str(root), 0, set[tuple[int, str]]()
        for name in ("open", "mkdir", "replace", "rename", "fsync"):
            monkeypatch.setattr(os, name, getattr(self, name)(getattr(os, name)))

    def open(self, real: Any) -> Any:
        def call(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            new = flags & os.O_CREAT and not os.access(path, os.F_OK, dir_fd=dir_fd)
            handle: int = real(path, flags, mode, dir_fd=dir_fd)
            if new:
                self.gives(path, dir_fd)
            return handle

        return call

    def mkdir(self, real: Any) -> Any:
        def call(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
            real(path, mode, dir_fd=dir_fd)
            self.gives(path, dir_fd)

        return call

    def replace(self, real: Any) -> Any:
        def call(source: Any, to: Any, *, src_dir_fd: int | None = None, dst_dir_fd: int | None = None) -> None:
            real(source, to, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
            self.waiting.discard((self.folder(source, src_dir_fd).stat().st_ino, Path(source).name))
            self.gives(to, dst_dir_fd)

        return call

    rename = replace

    def fsync(self, real: Any) -> Any:
        def call(handle: int) -> None:
            number = os.fstat(handle).st_ino
            self.waiting = {one for one in self.waiting if one[0] != number}

        return call

    def folder(self, path: Any, handle: int | None) -> Path:
        """The folder in which a name stands."""
        return Path(f"/proc/self/fd/{handle}").readlink() if handle is not None else Path(path).absolute().parent

    def gives(self, path: Any, handle: int | None) -> None:
        folder, name = self.folder(path, handle), Path(path).name
        if str(folder).startswith(self.root) and name not in SHORT_LIVED and "backups" not in folder.parts:
            self.given += 1
            self.waiting.add((folder.stat().st_ino, name))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Names:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not tell the path of a handle")
    return Names(monkeypatch, tmp_path)


@pytest.mark.parametrize("name", ["init anew", "set", "undo", "draft edited", "share", "take", "pull"])
def test_every_name_that_a_command_gives_lasts(run, bend, name, tmp_path, monkeypatch, request):
    prepare, arguments = WRITERS[name]
    prepare(run, bend)
    names: Names = request.getfixturevalue("names")
    assert run(*arguments).code in (0, 1)
    assert names.given
    assert names.waiting == set()


def test_a_new_folder_a_new_journal_and_what_is_set_aside_last(names: Names, tmp_path: Path) -> None:
    inside = Inside(tmp_path / "county" / "plan")
    inside.make()
    inside.append(".coplan/journal.jsonl", "one\n")
    inside.write("drafts/memo.md", b"one")
    inside.write_together({"share/a.md": b"a", "share/b.md": b"b"})
    inside.set_aside("drafts/memo.md")
    assert (names.given, names.waiting) == (13, set())


def test_what_need_not_last_waits_for_no_disk(names: Names, tmp_path: Path) -> None:
    Inside(tmp_path).write("notes.json", b"one", durable=False)
    assert {name for _, name in names.waiting} == {"notes.json"}
