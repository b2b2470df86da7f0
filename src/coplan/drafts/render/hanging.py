"""What hangs on an answer that is still open: text that a draft would not have without it carries the answer's mark.

For each open answer the document is rendered a second time as if nobody had given it. A sentence, list item, row, table
or section that is not there then exists only because of the answer. Nothing of this is listed by hand. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

BRACKET = re.compile(r"\*\*\[[^\]]*\]\*\*")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(\[*])")
HEADING = re.compile(r"(#{2,6}) ")
ITEM = re.compile(r"\s*(?:[-*+]|\d+\.) ")
NOTHING = frozenset("|- ")  # of which rules of tables consist
LIKE = 0.5  # of the words that two sentences have together: so many in both make one a rewording of the other
DOCUMENT = "This document rests on an answer that is still open:"
SECTION = "This section rests on an answer that is still open:"
TABLE = "The table rests on an answer that is still open:"
LIST = "The list rests on an answer that is still open:"
MOST_ITEMS = 2  # of a list that carry a mark each; a longer one that hangs as a whole has one below it


@dataclass(frozen=True)
class Without:
    """One open answer and the text without it.

    `printed` is its mark where it is printed. `mark` stands where something hangs on it the first time in a document,
    and `again` from then on.
    """

    printed: str
    mark: str
    again: str
    text: str

    @cached_property
    def lines(self) -> Units:
        """The sentences, rows and headings of that text."""
        return Units(self.text)


class Units:
    """The sentences, rows and headings of a text. Most blocks of two texts are the same, and are not taken apart."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, frozenset(text.split("\n"))

    def __contains__(self, unit: str) -> bool:
        return unit in self.text and any(unit in line and unit in _units(line) for line in self.lines)

    def beyond(self, other: Units) -> set[str]:
        """Those that another text does not have."""
        units = {unit for line in self.lines - other.lines for unit in _units(line)}
        return {unit for unit in units if unit not in other}


def _is_nothing(text: str) -> bool:
    return not text.strip() or set(text) <= NOTHING


@lru_cache(maxsize=16384)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the units of a block stand: the sentences of a paragraph or item; a row of a table and a heading are one.

    A text with and without an answer has most blocks in common.
    """
    item = ITEM.match(text)
    start, end = item.end() if item else 0, len(text.rstrip())
    if _is_nothing(text):
        return ()
    if text.startswith(("|", "#")):
        return ((start, end),)
    brackets = [found.span() for found in BRACKET.finditer(text)]
    found = []
    for stop in SENTENCE.finditer(text, start):
        if not any(first < stop.start() < last for first, last in brackets):
            found.append((start, stop.start()))
            start = stop.end()
    return (*found, (start, end))


@lru_cache(maxsize=16384)
def _units(text: str) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in _spans(text))


@dataclass
class _Line:
    """One block of a text. `hangs` says for each of its units whether it hangs on the answer at hand; empty: none."""

    text: str
    hangs: tuple[bool, ...] = ()
    marks: dict[int, list[str]] = field(default_factory=dict)
    below: list[str] = field(default_factory=list)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where its units stand."""
        return _spans(self.text)

    @property
    def units(self) -> tuple[str, ...]:
        return _units(self.text)

    @cached_property
    def says(self) -> bool:
        """True if it says something, and is no blank line or rule of a table."""
        return not _is_nothing(self.text)

    @property
    def whole(self) -> bool:
        """True if all of it hangs on the answer."""
        return bool(self.hangs) and all(self.hangs)

    def written(self) -> Iterator[str]:
        """The block with its marks, and what goes below it."""
        text = self.text
        for place in sorted(self.marks, reverse=True):
            marks, end = " ".join(self.marks[place]), self.spans[place][1]
            if text.startswith("|"):
                text = f"{text.rstrip().removesuffix('|').rstrip()} {marks} |"
            else:
                text = f"{text[:end]} {marks}{text[end:]}"
        yield text
        for words in self.below:
            yield from ("", words)


def with_marks(text: str, without: Sequence[Without]) -> str:
    """The text with the marks of what hangs on these answers. `text` has one line for each block."""
    if not without:
        return text
    lines = [_Line(line) for line in text.split("\n")]
    today = Units(text)
    for other in without:
        _mark(lines, other, today)
    marked = "\n".join(words for line in lines for words in line.written())
    for other in without:
        first, mark, rest = marked.partition(other.mark)
        marked = first + mark + rest.replace(other.mark, other.again)
    return marked


def _mark(lines: list[_Line], other: Without, today: Units) -> None:
    fresh = [(_words(unit), _holes(unit)) for unit in other.lines.beyond(today)]
    for line in lines:
        same = line.text in other.lines.lines and other.printed not in line.text
        line.hangs = () if same else tuple(_hangs(unit, other, fresh) for unit in line.units)
    if not any(line.hangs for line in lines):
        return
    covered = _mark_sections(lines, other)
    covered |= _mark_tables(lines, other, covered)
    covered |= _mark_lists(lines, other, covered)
    for at, line in enumerate(lines):
        said = other.printed in line.text or other.mark in line.text  # an empty cell has the mark already
        if at in covered or not any(line.hangs) or said or HEADING.match(line.text):
            continue
        if not _introduced(lines, at):
            last = max(place for place, hangs in enumerate(line.hangs) if hangs)
            last = len(line.hangs) - 1 if line.hangs[0] else last  # what begins with it goes on from it
            line.marks.setdefault(last, []).append(other.mark)


def _hangs(unit: str, other: Without, fresh: Sequence[tuple[frozenset[str], frozenset[str]]]) -> bool:
    """True if the text without the answer neither has this unit nor says the same in other words."""
    if other.printed in unit:
        return True
    if unit in other.lines:
        return False
    words, holes = _words(unit), _holes(unit)
    return not any(len(words & said) >= LIKE * len(words | said) and there <= holes for said, there in fresh)


@lru_cache(maxsize=16384)
def _words(unit: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", BRACKET.sub(" ", unit).lower()))


def _holes(unit: str) -> frozenset[str]:
    return frozenset(BRACKET.findall(unit))


def _mark_sections(lines: list[_Line], other: Without) -> set[int]:
    """Mark sections that hang on the answer as a whole, once, below their heading; returns the lines in them."""
    covered: set[int] = set()
    for at, line in enumerate(lines):
        heading = HEADING.match(line.text) if line.text.startswith("##") else None
        if not heading or at in covered:
            continue
        end = _end(lines, at, len(heading[1]))
        inside = [found for found in lines[at + 1 : end] if found.says]
        if inside and all(found.whole for found in inside) and (line.whole or len(inside) > MOST_ITEMS):
            covered |= set(range(at, end))
            if not any(other.printed in found.text for found in inside):
                line.below.append(f"{SECTION} {other.mark}")
    return covered


def _end(lines: Sequence[_Line], at: int, level: int) -> int:
    """Where a section ends: at the next heading that is not below its own."""
    for place in range(at + 1, len(lines)):
        heading = HEADING.match(lines[place].text) if lines[place].text.startswith("##") else None
        if heading and len(heading[1]) <= level:
            return place
    return len(lines)


def _mark_tables(lines: list[_Line], other: Without, covered: set[int]) -> set[int]:
    """Mark tables of which every row hangs on the answer, once, below them; returns their lines, and all heads."""
    found: set[int] = set()
    for start, end in _runs(lines, lambda line: line.text.startswith("|")):
        rows = [line for line in lines[start:end] if line.says][1:]
        found.add(start)
        if len(rows) > 1 and all(row.whole for row in rows) and start not in covered:
            found |= set(range(start, end))
            if not any(other.printed in line.text for line in (*rows, *lines[end : end + 2])):
                lines[end - 1].below.append(f"{TABLE} {other.mark}")
    return found


def _mark_lists(lines: list[_Line], other: Without, covered: set[int]) -> set[int]:
    """Mark long lists of which every item hangs on the answer, once, below them; returns their lines."""
    found: set[int] = set()
    for start, end in _runs(lines, lambda line: bool(ITEM.match(line.text))):
        items = lines[start:end]
        if len(items) > MOST_ITEMS and all(item.whole for item in items) and not covered & set(range(start, end)):
            found |= set(range(start, end))
            if not _introduced(lines, start) and not any(other.printed in item.text for item in items):
                items[-1].below.append(f"{LIST} {other.mark}")
    return found


def _runs(lines: Sequence[_Line], belongs: Callable[[_Line], bool]) -> Iterator[tuple[int, int]]:
    """Where neighboring lines of one sort begin and end."""
    start = None
    for at, line in enumerate([*lines, _Line("")]):
        inside = belongs(line)
        if inside and start is None:
            start = at
        elif not inside and start is not None:
            yield start, at
            start = None


def _introduced(lines: Sequence[_Line], at: int) -> bool:
    """True for an item of a list whose introduction hangs on the answer: the mark stands there."""
    if not ITEM.match(lines[at].text):
        return False
    for line in reversed(lines[:at]):
        if line.text and not ITEM.match(line.text) and not line.text.startswith(" "):
            return line.text.endswith(":") and bool(line.hangs) and line.hangs[-1]
    return False
