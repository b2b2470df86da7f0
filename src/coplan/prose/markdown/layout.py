"""Finds the blocks of a Markdown text with markdown-it: which lines are a heading, an item, a row, a quote."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from coplan.prose.blocks import Block, Kind, Run
from coplan.prose.markdown.inline import runs_of
from coplan.prose.markdown.located import Cell, Placed

HEADING_NUMBERS = {1: re.compile(r"\d{1,3}\.[ \t]+(?=\S)"), 2: re.compile(r"\d{1,3}\.\d{1,3}\.?[ \t]+(?=\S)")}
MARKER = re.compile(r"(?P<indent>[ \t>]*)(?P<marker>[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")


@cache
def _parser() -> MarkdownIt:
    """Reference definitions and HTML stay text, so that nothing of them is lost; inline text is read elsewhere."""
    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")
    return parser.disable(["reference", "html_block", "inline"])


def read_placed(lines: list[str]) -> list[Placed]:
    """The blocks of a text, given its lines without their ends."""
    # One stand-in letter for each that the parser would drop or turn into several.
    text = "\n".join(lines).replace("\0", "\ufffd")
    reader = _Reader(lines)
    tokens = _parser().parse(text)
    for index, token in enumerate(tokens):
        reader.take(token, tokens[index + 1] if index + 1 < len(tokens) else None)
    return _with_strays(reader.found, lines)


@dataclass
class _Reader:
    """Walks through the parser's tokens, keeping count of the lists and quotes that it is in."""

    lines: list[str]
    found: list[Placed] = field(default_factory=list)
    lists: list[Kind] = field(default_factory=list)
    quotes: int = 0
    item: int = -1  # the line of an item whose own text is still to come
    head: bool = False

    def take(self, token: Token, after: Token | None) -> None:
        first, last = token.map or (0, 0)
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists.append("bullet" if token.type[0] == "b" else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if token.type.endswith("open") else -1
        elif token.type == "list_item_open":
            self.item = first
            if after is not None and after.type == "list_item_close":
                self.add("item", first, first + 1, "")
        elif token.type in ("heading_open", "paragraph_open") and after is not None:
            self.add(token.type.removesuffix("_open"), first, last, after.content, int(token.tag[1:] or 0))
        elif token.type in ("thead_open", "thead_close"):
            self.head = token.type.endswith("open")
        elif token.type == "tr_open":
            self.add_row(first)
        elif token.type in ("fence", "code_block", "hr"):
            self.add_raw(token, first, last)

    def add(self, what: str, first: int, last: int, content: str, level: int = 0) -> None:
        """Add a heading, a paragraph or an item."""
        cell = _cell(self.lines, first, content)
        own = self.item == first and what != "heading" and bool(self.lists)
        depth = len(self.lists)
        found = MARKER.match(self.lines[first]) if own else None
        self.item = -1
        if found is not None and not self.quotes:
            placed = _placed(self.lists[-1], (cell,), first, last, depth - 1)
            self.found.append(_led(placed, _innermost(self.lines[first], depth)))
        elif self.quotes:
            text = cell if found is None else _cell_from(self.lines, first, last, found.start("marker"))
            self.found.append(_indented(_placed("quote", (text,), first, last, depth), self.lines))
        elif what == "heading":
            self.found.append(_heading(cell, first, last, level))
        else:
            self.found.append(_indented(_placed("paragraph", (cell,), first, last, depth), self.lines))

    def add_row(self, line: int) -> None:
        """Add a row of a table, its head with the line of dashes below it."""
        self.item = -1
        last = line + 2 if self.head else line + 1
        if self.quotes:
            for number in range(line, last):
                start = len(self.lines[number]) - len(self.lines[number].lstrip(" \t>"))
                cell = Cell(self.lines[number][start:].rstrip(), ((number, start),))
                self.found.append(_placed("quote", (cell,), number, number + 1, len(self.lists)))
            return
        cells = row_cells(self.lines[line], line)
        self.found.append(_placed("head" if self.head else "row", cells, line, last, len(self.lists)))

    def add_raw(self, token: Token, first: int, last: int) -> None:
        """Add code or a rule; of a fence with a language the fences are kept as text, so that it is not lost."""
        self.item = -1
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        if token.type == "hr":
            self.found.append(Placed(Block("rule", ((),), len(self.lists)), first, last))
            return
        text = token.content.removesuffix("\n") if not token.info.strip() else "\n".join(self.lines[first:last])
        block = Block("code", ((Run(text),) if text else (),), len(self.lists))
        self.found.append(Placed(block, first, last))


def row_cells(line: str, number: int) -> tuple[Cell, ...]:
    """The cells of a table's row."""
    start = len(line) - len(line.lstrip(" \t>"))
    start += line.startswith("|", start)
    cells = []
    for bar in BAR.finditer(line, start):
        cells.append(_trimmed(line, start, bar.end() - 1, number))
        start = bar.end()
    if line[start:].strip() or not cells:
        cells.append(_trimmed(line, start, len(line), number))
    return tuple(cells)


def _trimmed(line: str, start: int, end: int, number: int) -> Cell:
    text = line[start:end]
    start += len(text) - len(text.lstrip()) if text.strip() else min(1, len(text))
    return Cell(text.strip(), ((number, start),), in_table=True)


def _placed(kind: Kind, cells: tuple[Cell, ...], first: int, last: int, level: int = 0) -> Placed:
    return Placed(Block(kind, tuple(runs_of(cell.pieces) for cell in cells), level), first, last, cells)


def _heading(cell: Cell, first: int, last: int, level: int) -> Placed:
    number = HEADING_NUMBERS[level - 1].match(cell.text) if level - 1 in HEADING_NUMBERS else None
    if number is not None:
        (line, column), *others = cell.starts
        cell = Cell(cell.text[number.end() :], ((line, column + number.end()), *others))
    runs = (runs_of(cell.pieces),)
    block = Block("title", runs) if level == 1 else Block("heading", runs, level - 1, number is not None)
    return Placed(block, first, last, (cell,), number=number[0] if number else "")


def _cell(lines: list[str], first: int, content: str) -> Cell:
    """Find the parser's text in the lines that it was cut from."""
    starts, texts = [], []
    for number, text in enumerate(content.split("\n"), first):
        bare = text.strip()
        starts.append((number, lines[number].replace("\0", "\ufffd").rfind(bare) if bare else len(lines[number])))
        texts.append(text.lstrip())
    return Cell("\n".join(texts), tuple(starts))


def _cell_from(lines: list[str], first: int, last: int, column: int) -> Cell:
    """What stands on these lines from a column on, without the quote marks."""
    starts, texts = [], []
    for number in range(first, last):
        line = lines[number]
        start = column if number == first else len(line) - len(line.lstrip(" \t>"))
        starts.append((number, start))
        texts.append(line[start:].rstrip())
    return Cell("\n".join(texts), tuple(starts))


def _innermost(line: str, depth: int) -> re.Match[str] | None:
    """The marker that leads an item's text: the last of those that stand at the start of its line."""
    at, found = 0, None
    for _ in range(depth):
        marker = MARKER.match(line, at)
        if marker is None:
            break
        at, found = marker.end(), marker
    return found


def _led(placed: Placed, marker: re.Match[str] | None) -> Placed:
    if marker is None:
        return placed
    indent = " " * marker.start("marker")
    return Placed(placed.block, placed.first, placed.last, placed.cells, indent, marker["marker"])


def _indented(placed: Placed, lines: list[str]) -> Placed:
    line = lines[placed.first]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return Placed(placed.block, placed.first, placed.last, placed.cells, indent)


def _with_strays(found: list[Placed], lines: list[str]) -> list[Placed]:
    """Add as paragraphs whatever lines no block stands on, so that nothing can be lost."""
    taken = {number for placed in found for number in range(placed.first, placed.last)}
    strays = [n for n, line in enumerate(lines) if n not in taken and line.strip(" \t>\f\v")]
    for number in strays:
        line = lines[number]
        start = len(line) - len(line.lstrip(" \t>"))
        cell = Cell(line[start:].rstrip(), ((number, start),))
        found.append(_placed("paragraph", (cell,), number, number + 1))
    return sorted(found, key=lambda placed: placed.first) if strays else found
