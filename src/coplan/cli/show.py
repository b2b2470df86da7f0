"""Shows results: one place that prints, so that talk and results do not mix."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from coplan.cli.talk import say
from coplan.errors import Problem

NO_NAME = "A program without a name yet"


def result(text: str = "") -> None:
    """A line of the result, to standard output."""
    print(text)  # noqa: T201


def as_json(data: Any) -> None:
    """A result for scripts, to standard output."""
    print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201


def notes(problems: Iterable[Problem]) -> None:
    """Notes on what is kept although coplan does not know it."""
    for problem in problems:
        say(f"Note: {problem}")


def table(heads: list[str], rows: list[list[str]]) -> None:
    """A plain table that a screen reader can follow: columns padded, no lines drawn."""
    if not rows:
        return
    widths = [max(len(str(line[column])) for line in [heads, *rows]) for column in range(len(heads))]
    for line in [heads, *rows]:
        cells = [f"{text:<{width}}" for text, width in zip(line, widths, strict=True)]
        result("  ".join(cells).rstrip())


def numbers(heads: list[str], rows: list[list[str]]) -> None:
    """A table whose first column is words and whose others are numbers, which end in one line."""
    if not rows:
        return
    widths = [max(len(str(line[column])) for line in [heads, *rows]) for column in range(len(heads))]
    for line in [heads, *rows]:
        cells = [f"{text:>{width}}" for text, width in zip(line[1:], widths[1:], strict=True)]
        result("  ".join([f"{line[0]:<{widths[0]}}", *cells]).rstrip())
