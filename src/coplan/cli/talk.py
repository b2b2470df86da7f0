"""Talk with people: to standard error, so that results can be piped."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import threading
from types import TracebackType
from typing import Self

from coplan.letters import shown

BEAT = 0.5  # seconds from one line on what takes long to the next; what takes less is not told


def say(words: str, *, whole: bool = False) -> None:
    """Talk goes to standard error, wrapped where a person reads it; results go to standard output.

    `whole` leaves lines as they are: a command to copy.
    """
    words = shown(words)
    if Working.shown is not None:
        Working.shown.erase()
    if sys.stderr.isatty() and not whole:
        columns = shutil.get_terminal_size((80, 24)).columns - 1
        words = "\n".join(_fill(line, columns) for line in words.split("\n"))
    print(words, file=sys.stderr)  # noqa: T201


def _fill(line: str, columns: int) -> str:
    return textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)


class Working:
    """Says what takes long while it lasts, in one line that goes away: to people at a terminal, and to nobody else.

    Where lines are read aloud it is said once.
    """

    shown: Working | None = None

    def __init__(self, words: str) -> None:
        self.words, self._count, self._width = words, "", 0
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
            if os.environ.get("TERM") == "dumb" or os.environ.get("ACCESSIBLE"):
                print(f"{self.words} …", file=sys.stderr, flush=True)  # noqa: T201
                return
            seconds = f" {int(beats * BEAT)} s" if beats * BEAT >= 2 else ""
            line = f"{self.words}{self._count} …{seconds}"[: shutil.get_terminal_size((80, 24)).columns - 1]
            self.erase()
            self._width = len(line)
            print(line, end="", file=sys.stderr, flush=True)  # noqa: T201
