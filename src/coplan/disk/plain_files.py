"""What coplan opens, and what it refuses: each part of a path on its way, and what the file itself is."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from coplan.disk.replacing import settle
from coplan.errors import BadInput, Problem

FLAGS = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_NOINHERIT"))
SURROGATE = 0x20000000  # in the tag of a reparse point: it stands for another place, as links and junctions do


class Refused(BadInput):
    """A file that coplan does not open: a link, a folder, a pipe, a device, or a path that leads out."""


FIX = "Put the file itself there: coplan opens nothing that lies outside the plan's folder."


def open_folder(path: str, folder: int, part: str, *, make: bool) -> int:
    """Open the next folder on the way, which must be one."""
    if make:
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=folder)
            settle(folder)
    try:
        return os.open(part, os.O_RDONLY | os.O_DIRECTORY | FLAGS, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            status = os.stat(part, dir_fd=folder, follow_symlinks=False)
            what = "is a link, not a folder." if stat.S_ISLNK(status.st_mode) else "is not a folder."
            raise refused(path, what, "Put a folder there.") from None
        raise


def walked(root: Path, parts: list[str], *, make: bool) -> Path:
    """The same where there are no handles of folders (Windows): each part is looked at."""
    place = root
    for at, part in enumerate(parts[:-1]):
        place = place / part
        if make:
            with suppress(FileExistsError):
                place.mkdir()
        status = place.lstat()
        if points_elsewhere(status) or not stat.S_ISDIR(status.st_mode):
            what = "is a link, not a folder." if points_elsewhere(status) else "is not a folder."
            raise refused("/".join(parts[: at + 1]), what, "Put a folder there.")
    return place / parts[-1]


def judged(path: str, folder: int | None, name: str) -> os.stat_result | None:
    """What is known of a file before it is opened, None if there is none. Raises Refused if it is no plain file."""
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    what = odd(status)
    if what:
        raise refused(path, f"is {what}, not a file.", FIX)
    return status


def odd(status: os.stat_result) -> str:
    """What something is that is no regular file; empty for a regular file."""
    if points_elsewhere(status):
        return "a link"
    if stat.S_ISREG(status.st_mode):
        return ""
    return "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or a device"


def points_elsewhere(status: os.stat_result) -> bool:
    """True for a link, and for a junction of Windows."""
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0) & SURROGATE)


def refused(path: str, what: str, fix: str = "") -> Refused:
    """The error for a path that is not opened."""
    return Refused([Problem(path, 0, "", what, fix)])


def real(path: str | Path) -> Path:
    """Where a path leads, with no link on its way; a link that leads to itself stays as it is."""
    return Path(os.path.realpath(path))
