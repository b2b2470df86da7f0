"""One line that says what takes long while it lasts."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from types import TracebackType
from typing import Self

BEAT = 0.5  # seconds from one line on what takes long to the next; what takes less is not told


def read_aloud() -> bool:
    """True where the terminal's lines are read aloud, or nothing can be redrawn."""
    return os.environ.get("TERM") == "dumb" or bool(os.environ.get("ACCESSIBLE"))


class Working:
    """Says what takes long while it lasts, in one line that goes away: to people at a terminal, and to nobody else.

    Where lines are read aloud it is said once.
    """

    shown: Working | None = None

    def __init__(self, words: str, *, aloud: bool = False) -> None:
        self.words, self._count, self._width = words, "", 0
        self._aloud = aloud or read_aloud()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            Working.shown = self
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if Working.shown is self:
            self._thread.join()
            self.erase()
            Working.shown = None

    def step(self, done: int, of: int) -> None:
        """So many are done."""
        self._count = f": {done} of {of}" if of > 1 else ""

    def erase(self) -> None:
        """Take the line away, for other words to stand there."""
        if self._width:
            print(f"\r{' ' * self._width}\r", end="", file=sys.stderr, flush=True)  # noqa: T201
            self._width = 0

    def _tell(self) -> None:
        beats = 0
        while not self._over.wait(BEAT):
            beats += 1
            if self._aloud:
                print(f"{self.words} …", file=sys.stderr, flush=True)  # noqa: T201
                return
            seconds = f" {int(beats * BEAT)} s" if beats * BEAT >= 2 else ""
            line = f"{self.words}{self._count} …{seconds}"[: shutil.get_terminal_size((80, 24)).columns - 1]
            self.erase()
            self._width = len(line)
            print(line, end="", file=sys.stderr, flush=True)  # noqa: T201
