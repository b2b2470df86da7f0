"""Shows results: one place that prints, so that talk and results do not mix."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from textwrap import TextWrapper, fill
from typing import Any

from coplan.cli.table_lines import table_lines
from coplan.cli.talk import say
from coplan.errors import Problem
from coplan.letters import shown, shown_json
from coplan.reports.titled import Line, Part, Report

WIDTH = 100


def result(text: str = "") -> None:
    """A line of the result, to standard output."""
    print(shown(text))  # noqa: T201


def as_json(data: Any) -> None:
    """A result for scripts, to standard output."""
    print(shown_json(json.dumps(data, ensure_ascii=False, indent=2)))  # noqa: T201


def notes(problems: Iterable[Problem]) -> None:
    """Notes on what is kept although coplan does not know it."""
    for problem in problems:
        say(f"Note: {problem}")


def report(found: Report) -> None:
    """A report, as people read it on a projector."""
    if found.title:
        result(found.title)
    _parts(found.parts)
    for place, section in enumerate(found.sections):
        first = not (place or found.title or found.parts)
        result(f"{section.title}\n" if first else f"\n{section.title}\n")
        _parts(section.parts)


def _parts(parts: Iterable[Part]) -> None:
    for part in parts:
        if isinstance(part, Line):
            result(_wrapped(part) if part.wrap else part.words)
        else:
            (numbers if part.numbers else table)(part.heads, part.rows)


def _wrapped(line: Line) -> str:
    """A line broken where the page ends, but no word and no address."""
    hang = " " * line.hang
    return fill(line.words, WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def paragraph(words: str) -> None:
    """A line of the result, broken between words where the screen ends; what follows stands further in."""
    lead = " " * (len(words) - len(words.lstrip()))
    for number, line in enumerate(words.strip().split("\n")):
        begin = lead if number == 0 else f"{lead}  "
        width = _room() or len(begin) + len(line) + 1
        wrapped = TextWrapper(width, begin, f"{lead}  ", break_long_words=False, break_on_hyphens=False)
        result(wrapped.fill(line))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table that a screen reader can follow: columns padded, no lines drawn, cells wrapped to the screen."""
    if not rows:
        return
    for line in table_lines([str(head) for head in heads], [[str(cell) for cell in row] for row in rows], _room()):
        result(line)


def _room() -> int:
    """The width of the screen; 0 where results go into a file or to another program."""
    return get_terminal_size().columns if sys.stdout.isatty() else 0


def numbers(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first column is words and whose others are numbers, which end in one line."""
    if not rows:
        return
    widths = [max(len(str(line[column])) for line in [heads, *rows]) for column in range(len(heads))]
    for line in [heads, *rows]:
        cells = [f"{text:>{width}}" for text, width in zip(line[1:], widths[1:], strict=True)]
        result("  ".join([f"{line[0]:<{widths[0]}}", *cells]).rstrip())
