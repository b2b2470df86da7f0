"""A report as a value: titled sections of lines and tables. What writes it for people stands elsewhere, once each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Line:
    """A line of words; an empty one is a blank line. `wrap`: broken where the page ends, `hang` spaces further in."""

    words: str = ""
    wrap: bool = False
    hang: int = 0


@dataclass(frozen=True)
class Table:
    """Heads and rows of words. With `numbers` all columns but the first hold numbers, which end in one line."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: bool = False


Part: TypeAlias = "Line | Table"


@dataclass(frozen=True)
class Section:
    """A part of a report under its own title."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Report:
    """A report with its title, what stands before its first section, and its sections."""

    title: str
    sections: Sequence[Section] = ()
    parts: Sequence[Part] = ()


def lines(words: Sequence[str]) -> tuple[Line, ...]:
    """Lines that stand as they are."""
    return tuple(Line(one) for one in words)
