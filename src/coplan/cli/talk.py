"""Talk with people: to standard error, so that results can be piped."""

from __future__ import annotations

import shutil
import sys
import textwrap


def say(words: str) -> None:
    """Talk goes to standard error, wrapped where a person reads it; results go to standard output."""
    if sys.stderr.isatty():
        columns = shutil.get_terminal_size((80, 24)).columns - 1
        words = "\n".join(textwrap.fill(line, columns, break_long_words=False) for line in words.split("\n"))
    print(words, file=sys.stderr)  # noqa: T201
