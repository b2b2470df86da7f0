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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from coplan.disk.file_names import path_fault
from coplan.disk.plain_files import FIX, FLAGS, judged, odd, open_folder, points_elsewhere, refused, walked
from coplan.disk.replacing import make_folder, settle, take_place, temporary_name

LARGEST = 64_000_000  # bytes; no file of a plan comes near it
BY_HANDLE = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")


class Changed(Exception):
    """Somebody else wrote the file since it was read."""


class Inside:
    """The files of one folder, by their paths inside it, with `/` between the parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[tuple[str, str]] = []  # files that people had changed, and where what stood there is now

    def read(self, path: str, largest: int = LARGEST) -> bytes:
        """A file's content. Raises FileNotFoundError, Refused, and OSError where the disk does."""
        with self._opened(path, os.O_RDONLY) as handle, os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise refused(path, f"is larger than {largest // 1_000_000} MB.", "Take it out of the plan's folder.")
        return content

    def there(self, path: str) -> bool:
        """True if there is something of this name, whatever it is."""
        return self.status(path) is not None

    def make(self) -> None:
        """Make the folder itself, if it is not there. Nothing else does: one that vanished is not begun anew."""
        make_folder(self.folder)

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
            judged(path, folder, name)

    def names(self, path: str) -> list[str]:
        """The names of what lies in a folder inside this one, in order; none if there is no such folder.

        Raises Refused if it is a link.
        """
        try:
            with self._parent(f"{path}/x") as (folder, name):
                return sorted(os.listdir(folder if folder is not None else os.path.dirname(name)))  # noqa: PTH120, PTH208
        except FileNotFoundError:
            return []

    def entries(self, path: str) -> Iterator[tuple[str, os.stat_result, Callable[[], bytes]]]:
        """What lies in a folder inside this one, in order: each name, what the system knows of it, and how it is read.

        The folder is opened once for all of them. Raises Refused if it is a link, and OSError; so does reading.
        """
        with suppress(FileNotFoundError), self._parent(f"{path}/x") as (folder, name):
            before = "" if folder is not None else name[:-1]
            for one in sorted(os.listdir(folder if folder is not None else before)):  # noqa: PTH208
                with suppress(FileNotFoundError):
                    status = os.stat(before + one, dir_fd=folder, follow_symlinks=False)
                    yield one, status, partial(_read_here, f"{path}/{one}", folder, before + one)

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
            elif status is not None and stat.S_ISDIR(status.st_mode) and not points_elsewhere(status):
                found += self.files(below)
        return found

    def write(self, path: str, content: bytes, *, instead_of: bytes | None = None, durable: bool = True) -> None:
        """Replace a file's content so that a crash leaves the old or the new one; make its folder if need be.

        With `instead_of` the file must still hold that when the new one takes its place; raises Changed if it does not.
        Without `durable` nobody waits for the disk: a killed process loses nothing, a power cut may.
        Raises Refused, and OSError where the disk does.
        """
        with self._parent(path, make=True) as (folder, name):
            temporary = temporary_name(name, secrets.token_hex(4))
            try:
                _lay(path, folder, name, temporary, content, durable=durable)
                if instead_of is not None and self._now(path) != instead_of:
                    raise Changed
                take_place(temporary, name, folder)
            except BaseException:
                with suppress(OSError):
                    os.unlink(temporary, dir_fd=folder)
                raise
            if durable:
                settle(folder)

    def write_together(self, files: Mapping[str, bytes]) -> None:
        """Replace several files so that a disk that is full leaves all of the old ones.

        All of them are on the disk before the first takes its place. Raises Refused, and OSError where the disk does.
        """
        token = secrets.token_hex(4)
        try:
            for path, content in files.items():
                with self._parent(path, make=True) as (folder, name):
                    _lay(path, folder, name, temporary_name(name, token), content, durable=True)
            for path in files:
                with self._parent(path) as (folder, name):
                    take_place(temporary_name(name, token), name, folder)
                    settle(folder)
        except BaseException:
            for path in files:
                with suppress(OSError), self._parent(path) as (folder, name):
                    os.unlink(temporary_name(name, token), dir_fd=folder)
            raise

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
        new = not self.there(path)
        with self._opened(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, make=True) as handle:
            if os.fstat(handle).st_nlink > 1:
                raise refused(path, "is the same file as one elsewhere (a hard link).", "Put a copy in its place.")
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
        if new:
            with self._parent(path) as (folder, _):
                settle(folder)
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
            settle(folder)
        return f"{path}.aside-{number}"

    def sweep(self, path: str) -> None:
        """Remove temporary files that a killed process left beside a file. Whoever calls holds the plan's lock."""
        parent, _, name = path.rpartition("/")
        start, end = temporary_name(name, "|").split("|")
        for found in self.names(parent or "."):
            if found.startswith(start) and found.endswith(end) and len(found) == len(start + end) + 8:
                with suppress(OSError):
                    self.remove(f"{parent}/{found}" if parent else found)

    @contextmanager
    def _opened(self, path: str, flags: int, *, make: bool = False) -> Iterator[int]:
        with self._parent(path, make=make) as (folder, name):
            judged(path, folder, name)
            try:
                handle = os.open(name, flags | FLAGS, 0o666, dir_fd=folder)
            except OSError as error:
                if error.errno in (errno.ELOOP, errno.ENXIO):  # it became a link or a pipe just now
                    raise refused(path, "is no file.", FIX) from None
                raise
            try:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise refused(path, "is no file.", FIX)
                yield handle
            finally:
                os.close(handle)

    @contextmanager
    def _parent(self, path: str, *, make: bool = False) -> Iterator[tuple[int | None, str]]:
        """The folder of a file, as a handle, and the file's name in it; without handles, None and the whole path."""
        parts = path.removeprefix("./").split("/")
        fault = path_fault("/".join(parts))
        if fault:
            raise refused(path, f"{fault}.", "Give it another name.")
        if not BY_HANDLE:
            yield None, str(walked(self.folder, parts, make=make))
            return
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            for at, part in enumerate(parts[:-1]):
                deeper = open_folder("/".join(parts[: at + 1]), folder, part, make=make)
                os.close(folder)
                folder = deeper
            yield folder, parts[-1]
        except OSError as error:
            error.filename = self._whole(error.filename, parts)
            raise
        finally:
            os.close(folder)

    def _whole(self, name: object, parts: list[str]) -> object:
        """The path that a message shows for what the system refused: it knows names and handles only."""
        if isinstance(name, int):
            return str(self.folder.joinpath(*parts[:-1]))
        if not isinstance(name, str) or os.sep in name:
            return name
        return str(self.folder.joinpath(*(parts[: parts.index(name) + 1] if name in parts else parts)))


def _read_here(path: str, folder: int | None, name: str) -> bytes:
    """A file that was just looked at. Raises Refused for one that is no longer a plain file, and OSError."""
    with os.fdopen(os.open(name, os.O_RDONLY | FLAGS, dir_fd=folder), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise refused(path, "is no file.", FIX)
        return file.read(LARGEST + 1)


def _lay(path: str, folder: int | None, name: str, temporary: str, content: bytes, *, durable: bool) -> None:
    """Write a new file beside the one whose place it will take, with its rights. Raises Refused, OSError."""
    before = judged(path, folder, name)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | FLAGS, 0o666, dir_fd=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        if before is not None and hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), stat.S_IMODE(before.st_mode))
        if durable:
            os.fsync(file.fileno())
