"""Shows results: one place that prints, so that talk and results do not mix."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Any

from coplan import JSON_VERSION
from coplan.cli.table_lines import folded, number_lines, table_lines
from coplan.cli.talk import say
from coplan.errors import Problem
from coplan.letters import shown, shown_json

if TYPE_CHECKING:  # whoever shows a report has imported it
    from coplan.reports.titled import Line, Part, Report

WIDTH = 100


def result(text: str = "") -> None:
    """A line of the result, to standard output; broken between words where the screen ends."""
    for line in shown(text).split("\n"):
        print("\n".join(folded(line, room())))  # noqa: T201


def whole(text: str) -> None:
    """Text that goes into a file or to a program: not a letter of it is moved."""
    print(shown(text))  # noqa: T201


def as_json(data: Mapping[str, Any]) -> None:
    """A result for scripts, to standard output, with the version of what results hold."""
    json_text({"coplan": JSON_VERSION, **data})


def json_text(data: Any) -> None:
    """JSON to standard output."""
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
    from coplan.reports.titled import Line

    for part in parts:
        if isinstance(part, Line):
            result(_wrapped(part) if part.wrap else part.words)
        else:
            (numbers if part.numbers else table)(part.heads, part.rows)


def _wrapped(line: Line) -> str:
    """A line broken where the page ends, but no word and no address."""
    width, hang = min(WIDTH, room() or WIDTH), " " * line.hang
    return fill(line.words, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def paragraph(words: str) -> None:
    """A line of the result, broken between words where the screen ends; what follows stands further in."""
    lead = " " * (len(words) - len(words.lstrip()))
    for number, line in enumerate(words.strip().split("\n")):
        result(f"{lead if number == 0 else f'{lead}  '}{line}")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table that a screen reader can follow: columns padded, no lines drawn, cells wrapped to the screen."""
    if not rows:
        return
    for line in table_lines([str(head) for head in heads], [[str(cell) for cell in row] for row in rows], room()):
        result(line)


def room() -> int:
    """The width of the screen; 0 where results go into a file or to another program."""
    return get_terminal_size().columns if sys.stdout.isatty() else 0


def numbers(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table whose first column is words and whose others are numbers, which end in one line."""
    if not rows:
        return
    for line in number_lines([str(head) for head in heads], [[str(cell) for cell in row] for row in rows], room()):
        result(line)
