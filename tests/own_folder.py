"""Refuses what a test would write outside of the folder for temporary files that this run has."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What opens, makes, renames or removes, and where the paths stand among what the event tells.
WAYS = {
    "open": (0,),
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
}
NOBODYS = ("/dev/", "/proc/")
KEPT = (".pytest_cache", "__pycache__", ".hypothesis")  # by pytest, Python and Hypothesis, not by tests


class Fence:
    """Lets through what lies below one of these folders. Python tells each opening of a file; there is no way back."""

    def __init__(self, allowed: Sequence[Path]) -> None:
        self.allowed = tuple(f"{found}{os.sep}" for folder in allowed for found in {folder, folder.resolve()})
        self.up = True

    def judge(self, path: Any) -> None:
        """Names without a folder are those of a folder that is open already, or of the current one."""
        if not self.up or not isinstance(path, str | os.PathLike):
            return
        text = os.fspath(path)
        text = text if isinstance(text, str) else os.fsdecode(text)
        if not os.path.isabs(text) or text.startswith(NOBODYS) or any(name in text for name in KEPT):  # noqa: PTH117 - quick, for it hears everything
            return
        whole = os.path.normpath(text)
        if not f"{whole}{os.sep}".startswith(self.allowed):
            raise AssertionError(f"a test writes outside of its own folder: {whole}")


def put_up(allowed: Sequence[Path]) -> Fence:
    """A fence around these folders, for as long as the process lives or until `up` is taken from it."""
    fence = Fence(allowed)

    def hear(event: str, told: tuple[Any, ...], ways: Mapping[str, tuple[int, ...]] = WAYS) -> None:
        if event in ways and (event != "open" or (isinstance(told[2], int) and told[2] & WRITES)):
            for place in ways[event]:
                fence.judge(told[place])

    sys.addaudithook(hear)
    return fence
