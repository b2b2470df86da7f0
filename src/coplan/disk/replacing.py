"""A new file takes the place of an old one, so that a crash leaves the old or the new; what is new lasts."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from coplan.disk.file_names import LONGEST


def temporary_name(name: str, token: str) -> str:
    """The name under which a new file is written before it takes its place."""
    path, base = os.path.split(name)
    short = base if len(base.encode("utf-8")) < LONGEST - 20 else base[:40]
    return os.path.join(path, f".{short}.{token}.new")  # noqa: PTH118


def take_place(temporary: str, name: str, folder: int | None) -> None:
    """Give the new file the name of the old one, in one step. Raises OSError."""
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


def settle(folder: int | None) -> None:
    """Make the new name last through a power cut, where the system can."""
    if folder is not None:
        with suppress(OSError):
            os.fsync(folder)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are not there, each so that it lasts. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):  # a folder above may be written and not read
            handle = os.open(folder.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                settle(handle)
            finally:
                os.close(handle)
