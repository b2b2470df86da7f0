"""Puts bytes on disk so that a crash leaves the old file or the new one, never half of either."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from coplan.errors import SaveError


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content: temporary file beside it, flush to disk, rename. Raises OSError."""
    target = path.resolve()  # a link stays a link
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, name)
        else:
            Path(name).chmod(0o666 & ~_umask())
        _replace(name, target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def remove_strays(path: Path) -> None:
    """Remove temporary files that a killed process left beside a file. Whoever calls holds the plan's lock."""
    target = path.resolve()
    for stray in target.parent.glob(f".{target.name}.*.new"):
        with suppress(OSError):
            stray.unlink()


def write_if_changed(path: Path, content: bytes) -> bool:
    """Write a file unless it already holds this content; return True if it was written. Raises OSError."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, content)
    return True


def write_result(path: Path, content: bytes) -> None:
    """Write a file that a person named on the command line. Raises SaveError in plain words."""
    try:
        write_if_changed(path, content)
    except OSError as error:
        raise SaveError(f"{path} cannot be written: {error.strerror}.") from None


def append_line(path: Path, line: str) -> None:
    """Append one line and flush it to disk; a line that a crash cut off is closed first. Raises OSError."""
    with path.open("a+b") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _replace(name: str, target: Path) -> None:
    # On Windows a virus scanner or an editor may hold the file for a moment.
    for wait in (0.05, 0.1, 0.2, 0.4):
        try:
            Path(name).replace(target)
            return
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
    Path(name).replace(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
