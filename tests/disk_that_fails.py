"""A disk that refuses one act, or under which the process is killed: whatever coplan does to files goes through here.

An act is what changes a disk: a file opened for writing, written, renamed or removed, a folder made. Python tells them
through its audit events; what is written into a file is seen by its handle.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink"}


class Killed(BaseException):
    """The process is gone. Nothing that comes afterwards reaches the disk."""


class Disk:
    """Counts acts. `at` is the act that fails, counted from 1: with this error, or, without one, for ever."""

    def __init__(self, at: int = 0, error: int = 0) -> None:
        self.at, self.error, self.acts, self.dead = at, error, 0, False
        self.log: list[str] = []

    def act(self, what: str) -> bool:
        """One act; True if it is the one that fails."""
        if self.dead:
            raise Killed
        self.acts += 1
        self.log.append(what)
        return self.acts == self.at

    def fail(self) -> None:
        """The act fails."""
        if self.error:
            raise OSError(self.error, os.strerror(self.error))
        self.dead = True
        raise Killed


_now: list[Disk] = []


def _audit(event: str, given: tuple[Any, ...]) -> None:
    if not _now or (event != "open" and event not in CHANGES):
        return
    if event == "open":
        path, _, flags = given
        if isinstance(path, int) or not isinstance(flags, int) or not flags & WRITES:
            return
    path = os.fsdecode(given[0]) if isinstance(given[0], str | bytes | os.PathLike) else str(given[0])
    if path.startswith(_elsewhere()):
        return
    if _now[-1].act(f"{event} {path}"):
        _now[-1].fail()


_heard: list[
    bool
] = []  # whether acts are told: there is no way back, and each process pays for every file that it opens


def _elsewhere() -> tuple[str, ...]:
    """Places that are not the plan's: what is lost there is lost to nobody."""
    return (os.environ["COPLAN_CACHE"], os.environ["COPLAN_CONFIG"], "/dev/", f"{sys.prefix}{os.sep}")


class _File:
    """A file of which each write is an act; one that fails leaves half of it."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        if _now and _now[-1].act(f"write {len(content)}"):
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            _now[-1].fail()
        written: int = self._file.write(content)
        return written


@contextmanager
def disk(at: int = 0, error: int = 0, one: Disk | None = None) -> Iterator[Disk]:
    """Within this, the disk counts, and fails at one act."""
    found, opened = one or Disk(at, error), os.fdopen
    if not _heard:
        _heard.append(True)
        sys.addaudithook(_audit)

    def fdopen(handle: int, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = opened(handle, mode, *more, **named)
        return file if mode in ("r", "rb") else _File(file)

    _now.append(found)
    os.fdopen = fdopen
    try:
        yield found
    except Killed:
        pass
    finally:
        os.fdopen = opened
        _now.pop()


ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS]
