"""Talk with people: to standard error, so that results can be piped."""

from __future__ import annotations

import shutil
import sys
import textwrap

from coplan.letters import shown
from coplan.wizard.terminal.working import Working


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
