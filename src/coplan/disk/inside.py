"""The files of one folder, and no others: what is opened is judged by what it is, not by what it is called.

A plan's folder may come from a stranger. Each part of a path is opened on its own and links are never followed: not
symbolic links, not junctions of Windows. Only regular files are read and written. A pipe or a device is refused before
anything waits for it.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coplan.disk.file_names import LONGEST, path_fault
from coplan.errors import BadInput, Problem

LARGEST = 64_000_000  # bytes; no file of a plan comes near it
BY_HANDLE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")
FLAGS = sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_NOINHERIT"))
SURROGATE = 0x20000000  # in the tag of a reparse point: it stands for another place, as links and junctions do


class Changed(Exception):
    """Somebody else wrote the file since it was read."""


class Refused(BadInput):
    """A file that coplan does not open: a link, a folder, a pipe, a device, or a path that leads out."""


class Inside:
    """The files of one folder, by their paths inside it, with `/` between the parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str, largest: int = LARGEST) -> bytes:
        """A file's content. Raises FileNotFoundError, Refused, and OSError where the disk does."""
        with self._opened(path, os.O_RDONLY) as handle, os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise _refused(path, f"is larger than {largest // 1_000_000} MB.", "Take it out of the plan's folder.")
        return content

    def there(self, path: str) -> bool:
        """True if there is something of this name, whatever it is."""
        return self.status(path) is not None

    def ensure(self, path: str) -> None:
        """Make a folder inside this one, if it is not there. Raises Refused if it is a link, and OSError."""
        with self._parent(f"{path}/x", make=True):
            pass

    def status(self, path: str) -> os.stat_result | None:
        """What the system knows of a path itself, and not of what it points to; None if there is nothing."""
        try:
            with self._parent(path) as (folder, name):
                return os.stat(name, dir_fd=folder, follow_symlinks=False)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def judge(self, path: str) -> None:
        """Raise Refused if what lies there is no plain file; nothing there is no fault."""
        with suppress(FileNotFoundError), self._parent(path) as (folder, name):
            _judged(path, folder, name)

    def names(self, path: str) -> list[str]:
        """The names of what lies in a folder inside this one, in order; none if there is no such folder.

        Raises Refused if it is a link.
        """
        try:
            with self._parent(f"{path}/x") as (folder, name):
                return sorted(os.listdir(folder if folder is not None else os.path.dirname(name)))  # noqa: PTH120, PTH208
        except FileNotFoundError:
            return []

    def files(self, path: str) -> list[str]:
        """The paths of all regular files below a folder inside this one. Links are passed over."""
        found = []
        for name in self.names(path):
            if path_fault(name):
                continue
            below = f"{path}/{name}"
            status = self.status(below)
            if status is not None and not odd(status):
                found.append(below)
            elif status is not None and stat.S_ISDIR(status.st_mode) and not _points_elsewhere(status):
                found += self.files(below)
        return found

    def write(self, path: str, content: bytes, *, instead_of: bytes | None = None, durable: bool = True) -> None:
        """Replace a file's content so that a crash leaves the old or the new one; make its folder if need be.

        With `instead_of` the file must still hold that when the new one takes its place; raises Changed if it does not.
        Without `durable` nobody waits for the disk: a killed process loses nothing, a power cut may.
        Raises Refused, and OSError where the disk does.
        """
        with self._parent(path, make=True) as (folder, name):
            before = _judged(path, folder, name)
            temporary = _temporary(name, secrets.token_hex(4))
            try:
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, 0o666, dir_fd=folder)
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                    file.flush()
                    if before is not None and hasattr(os, "fchmod"):
                        os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
                    if durable:
                        os.fsync(file.fileno())
                if instead_of is not None and self._now(path) != instead_of:
                    raise Changed
                _replace(temporary, name, folder)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary, dir_fd=folder)
                raise
            if durable:
                _settle(folder)

    def _now(self, path: str) -> bytes | None:
        try:
            return self.read(path)
        except FileNotFoundError:
            return None

    def write_if_changed(self, path: str, content: bytes) -> bool:
        """Write a file unless it already holds this content; return True if it was written."""
        with suppress(FileNotFoundError):
            if self.read(path) == content:
                return False
        self.write(path, content)
        return True

    def append(self, path: str, line: str) -> int:
        """Append to a file and flush it to disk; return how long it was. A line that a crash cut off is closed first.

        Raises Refused, and OSError where the disk does. A file with a second name is not written through.
        """
        with self._opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, make=True) as handle:
            if os.fstat(handle).st_nlink > 1:
                raise _refused(path, "is the same file as one elsewhere (a hard link).", "Put a copy in its place.")
            with os.fdopen(handle, "a+b", closefd=False) as file:
                before = file.seek(0, os.SEEK_END)
                if before > 0:
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":
                        file.write(b"\n")
                try:
                    file.write(line.encode("utf-8", "surrogatepass"))
                    file.flush()
                    os.fsync(handle)
                except OSError:
                    os.ftruncate(handle, before)  # all of it, or nothing
                    raise
                return before

    def cut(self, path: str, length: int) -> None:
        """Take back what was appended behind this length. Raises OSError."""
        with self._opened(path, os.O_RDWR) as handle:
            os.ftruncate(handle, length)
            os.fsync(handle)

    def remove(self, path: str) -> None:
        """Remove a file, or a link itself, if it is there. Raises OSError where the disk refuses."""
        with suppress(FileNotFoundError), self._parent(path) as (folder, name):
            os.unlink(name, dir_fd=folder)

    def set_aside(self, path: str) -> str:
        """Rename what stands in the way of a file of ours, whatever it is, and return its new path. Raises OSError."""
        number = 1
        while self.there(f"{path}.aside-{number}"):
            number += 1
        with self._parent(path) as (folder, name):
            os.rename(name, f"{name}.aside-{number}", src_dir_fd=folder, dst_dir_fd=folder)
        return f"{path}.aside-{number}"

    def sweep(self, path: str) -> None:
        """Remove temporary files that a killed process left beside a file. Whoever calls holds the plan's lock."""
        parent, _, name = path.rpartition("/")
        start, end = _temporary(name, "|").split("|")
        for found in self.names(parent or "."):
            if found.startswith(start) and found.endswith(end) and len(found) == len(start + end) + 8:
                with suppress(OSError):
                    self.remove(f"{parent}/{found}" if parent else found)

    @contextmanager
    def _opened(self, path: str, flags: int, *, make: bool = False) -> Iterator[int]:
        with self._parent(path, make=make) as (folder, name):
            _judged(path, folder, name)
            try:
                handle = os.open(name, flags | FLAGS, 0o666, dir_fd=folder)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENXIO):  # it became a link or a pipe just now
                    raise _refused(path, "is no file.", FIX) from None
                raise
            try:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise _refused(path, "is no file.", FIX)
                yield handle
            finally:
                os.close(handle)

    @contextmanager
    def _parent(self, path: str, *, make: bool = False) -> Iterator[tuple[int | None, str]]:
        """The folder of a file, as a handle, and the file's name in it; without handles, None and the whole path."""
        parts = path.removeprefix("./").split("/")
        fault = path_fault("/".join(parts))
        if fault:
            raise _refused(path, f"{fault}.", "Give it another name.")
        if make:
            self.folder.mkdir(parents=True, exist_ok=True)
        if not BY_HANDLE:
            yield None, str(_walked(self.folder, parts, make=make))
            return
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for at, part in enumerate(parts[:-1]):
                deeper = _step("/".join(parts[: at + 1]), folder, part, make=make)
                os.close(folder)
                folder = deeper
            yield folder, parts[-1]
        finally:
            os.close(folder)


FIX = "Put the file itself there: coplan opens nothing that lies outside the plan's folder."


def _step(path: str, folder: int, part: str, *, make: bool) -> int:
    """Open the next folder on the way, which must be one."""
    if make:
        with suppress(FileExistsError):
            os.mkdir(part, dir_fd=folder)
    try:
        return os.open(part, os.O_RDONLY | os.O_DIRECTORY | FLAGS, dir_fd=folder)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            status = os.stat(part, dir_fd=folder, follow_symlinks=False)
            what = "is a link, not a folder." if stat.S_ISLNK(status.st_mode) else "is not a folder."
            raise _refused(path, what, "Put a folder there.") from None
        raise


def _walked(root: Path, parts: list[str], *, make: bool) -> Path:
    """The same where there are no handles of folders (Windows): each part is looked at."""
    place = root
    for at, part in enumerate(parts[:-1]):
        place = place / part
        if make:
            with suppress(FileExistsError):
                place.mkdir()
        status = place.lstat()
        if _points_elsewhere(status) or not stat.S_ISDIR(status.st_mode):
            what = "is a link, not a folder." if _points_elsewhere(status) else "is not a folder."
            raise _refused("/".join(parts[: at + 1]), what, "Put a folder there.")
    return place / parts[-1]


def _judged(path: str, folder: int | None, name: str) -> os.stat_result | None:
    """What is known of a file before it is opened, None if there is none. Raises Refused if it is no plain file."""
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    what = odd(status)
    if what:
        raise _refused(path, f"is {what}, not a file.", FIX)
    return status


def odd(status: os.stat_result) -> str:
    """What something is that is no regular file; empty for a regular file."""
    if _points_elsewhere(status):
        return "a link"
    if stat.S_ISREG(status.st_mode):
        return ""
    return "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe or a device"


def _points_elsewhere(status: os.stat_result) -> bool:
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0) & SURROGATE)


def _temporary(name: str, token: str) -> str:
    """The name under which a new file is written before it takes its place."""
    path, base = os.path.split(name)
    short = base if len(base.encode("utf-8")) < LONGEST - 20 else base[:40]
    return os.path.join(path, f".{short}.{token}.new")  # noqa: PTH118


def _replace(temporary: str, name: str, folder: int | None) -> None:
    # On Windows a virus scanner or an editor may hold the file for a moment.
    for wait in (0.05, 0.1, 0.2, 0.4):
        try:
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            return
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
    os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)


def _settle(folder: int | None) -> None:
    """Make the new name last through a power cut, where the system can."""
    if folder is not None:
        with suppress(OSError):
            os.fsync(folder)


def _refused(path: str, what: str, fix: str = "") -> Refused:
    return Refused([Problem(path, 0, "", what, fix)])
