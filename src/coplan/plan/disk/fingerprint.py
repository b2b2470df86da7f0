"""One short name for everything that a plan's folder says: while it stays, nothing that follows from it changes.

Every file that coplan reads there counts with its whole content, not with its date; of other files only their names
count, for a draft is locked by a file beside it, and files beside plan.yaml are told. Whether anything was written
since a look a moment ago, dates and sizes say.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from coplan.disk.cache import short_name
from coplan.disk.inside import LARGEST, Inside
from coplan.disk.plain_files import Refused, odd
from coplan.errors import CoplanError
from coplan.plan.disk.locations import HIDDEN, JOURNAL, NAME

READ = (".md", ".docx", ".json", ".jsonl")
DRAFTS = ("drafts", f"{HIDDEN}/base")  # what drafts and their records lie in
ANSWERS = (NAME, JOURNAL)

Seen = tuple[str, os.stat_result | None, Callable[[], bytes]]


class FolderLook:
    """A plan's folder as it stood when it was looked at; `more` are files in it that the plan names.

    Raises OSError where it cannot be looked at.
    """

    def __init__(self, folder: Path, more: Iterable[str] = ()) -> None:
        self.folder, self.more = folder, tuple(more)
        self._dates: dict[str, object] = {}
        self._lines: dict[str, str] = {}
        self.plan = b""  # plan.yaml as it was
        for path, status, read in self._walk():
            self._dates[path] = _date(status)
            self._lines[path] = _line(path, status, self._plan(read) if path == NAME else read)

    @property
    def whole(self) -> str:
        """The name for all of it."""
        return short_name("\n".join(self._lines.values()))

    @property
    def besides_plan(self) -> str:
        """The name for all but plan.yaml itself."""
        return short_name("\n".join(line for path, line in self._lines.items() if path != NAME))

    @property
    def draft_lines(self) -> dict[str, str]:
        """What stands for each file of the drafts, and of what coplan remembers of them, by its path."""
        return {path: line for path, line in self._lines.items() if path.startswith(DRAFTS)}

    @property
    def still(self) -> bool:
        """True if nothing was written there since. Never raises."""
        with suppress(OSError, CoplanError):
            return self._dates == {path: _date(status) for path, status, _ in self._walk()}
        return False

    def naming(self, *paths: str) -> FolderLook:
        """The same with files that the plan names, if it names any. Raises OSError."""
        more = tuple(path for path in paths if path)
        return FolderLook(self.folder, more) if more and more != self.more else self

    def _plan(self, read: Callable[[], bytes]) -> Callable[[], bytes]:
        def noted() -> bytes:
            self.plan = read()
            return self.plan

        return noted

    def _walk(self) -> Iterator[Seen]:
        inside = Inside(self.folder)
        for name in inside.names("."):
            if name.startswith("plan") and name.endswith(".yaml"):
                yield f"beside {name}", None, bytes
        for path in (NAME, *self.more):
            yield _one(inside, path)
        for place in (*DRAFTS[:1], HIDDEN, *DRAFTS[1:]):
            yield from _below(inside, place)


def _one(inside: Inside, path: str) -> Seen:
    with suppress(Refused):
        return path, inside.status(path), lambda: inside.read(path)
    return f"{path} is refused", None, bytes


def _below(inside: Inside, place: str) -> Iterator[Seen]:
    folders = []
    try:
        for name, status, read in inside.entries(place):
            if place != HIDDEN or name.startswith("journal"):
                yield f"{place}/{name}", status, read
                if place.startswith("drafts") and odd(status) == "a folder":
                    folders.append(f"{place}/{name}")
    except Refused as error:
        yield f"{place} {error}", None, bytes
    for folder in folders:
        yield from _below(inside, folder)


def _date(status: os.stat_result | None) -> object:
    return status and (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _line(path: str, status: os.stat_result | None, read: Callable[[], bytes]) -> str:
    """What stands for one file: its rights, what it is, and its content where coplan may read it."""
    if status is None:
        return f"{path} is not there"
    what = odd(status)
    if what:
        return f"{path} {status.st_mode} {what}"
    if not (path.lower().endswith(READ) or path == NAME or "/" not in path):
        return f"{path} {status.st_mode} 0"
    try:
        content = read()
    except Refused:
        return f"{path} is refused"
    if len(content) > LARGEST:
        return f"{path} is refused"
    return f"{path} {status.st_mode} {status.st_size} {hashlib.blake2b(content, digest_size=16).hexdigest()}"
