"""Gathers blocks into what a page is made of: headings with their numbers, lists within lists, tables, quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from coplan.prose.blocks import Block, Runs


@dataclass(frozen=True)
class Heading:
    """A heading; `level` is 0 for the title. `number` is empty for one that has none."""

    level: int
    number: str
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `kind` is paragraph or code."""

    runs: Runs
    kind: str = "paragraph"


@dataclass(frozen=True)
class Quote:
    """Paragraphs that stand apart, like the notice on top of a draft."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class PageTable:
    """A table; `head` is empty for one without a header row."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass
class ListItem:
    """One list item, and what stands inside it."""

    runs: Runs
    inside: list[Node] = field(default_factory=list)


@dataclass
class Items:
    """A bulleted or a numbered list."""

    ordered: bool
    items: list[ListItem] = field(default_factory=list)


@dataclass(frozen=True)
class Divider:
    """A line across the page."""


Node: TypeAlias = "Heading | Paragraph | Quote | PageTable | Items | Divider"


def outline(blocks: Sequence[Block]) -> list[Node]:
    """What stands on the page, in order. A heading whose level skips one comes up, so that readers can walk them."""
    found: list[Node] = []
    numbers = _Numbers()
    place = 0
    while place < len(blocks):
        block = blocks[place]
        end = place + 1
        if block.kind in ("bullet", "number"):
            while end < len(blocks) and _in_list(blocks[end]):
                end += 1
            found += _lists(blocks[place:end])
        elif block.kind == "quote":
            while end < len(blocks) and blocks[end].kind == "quote":
                end += 1
            found.append(Quote(tuple(Paragraph(item.cells[0]) for item in blocks[place:end])))
        elif block.kind in ("head", "row"):
            while end < len(blocks) and blocks[end].kind == "row":
                end += 1
            found.append(_table(blocks[place:end]))
        else:
            found.append(_single(block, numbers))
        place = end
    return found


class _Numbers:
    """Counts the numbered headings, and keeps levels without a gap."""

    def __init__(self) -> None:
        self.counts: list[int] = []
        self.levels: list[int] = []

    def heading(self, block: Block) -> Heading:
        while self.levels and self.levels[-1] >= block.level:
            self.levels.pop()
        self.levels.append(block.level)
        number = ""
        if block.numbered:
            depth = max(block.level, 1)
            self.counts = (self.counts + [0] * depth)[:depth]
            self.counts[-1] += 1
            number = ".".join(str(count) for count in self.counts) + ("." if depth == 1 else "")
        return Heading(len(self.levels), number, block.cells[0])


def _single(block: Block, numbers: _Numbers) -> Node:
    if block.kind == "title":
        return Heading(0, "", block.cells[0])
    if block.kind == "heading":
        return numbers.heading(block)
    if block.kind == "rule":
        return Divider()
    return Paragraph(block.cells[0], "code" if block.kind == "code" else "paragraph")


def _in_list(block: Block) -> bool:
    return block.kind in ("bullet", "number") or (block.kind in ("paragraph", "code") and block.level > 0)


def _lists(blocks: Sequence[Block]) -> list[Node]:
    """Lists by depth. A list of the other kind at the same depth is a list of its own."""
    top: list[Node] = []
    path: list[Items] = []
    for block in blocks:
        if block.kind in ("paragraph", "code"):
            holder = path[min(block.level, len(path)) - 1]
            holder.items[-1].inside.append(Paragraph(block.cells[0], block.kind))
            continue
        del path[block.level + 1 :]
        ordered = block.kind == "number"
        if len(path) > block.level and path[block.level].ordered != ordered:
            del path[block.level :]
        while len(path) <= block.level:
            made = Items(ordered)
            inside = path[-1].items[-1].inside if path and path[-1].items else top
            inside.append(made)
            path.append(made)
            if len(path) <= block.level:  # a depth that nobody opened
                made.items.append(ListItem(()))
        path[-1].items.append(ListItem(block.cells[0]))
    return top


def _table(blocks: Sequence[Block]) -> PageTable:
    head = blocks[0].cells if blocks[0].kind == "head" else ()
    rows = blocks[1:] if head else blocks
    return PageTable(head, tuple(block.cells for block in rows))


def plain(runs: Runs) -> str:
    """The text of runs."""
    return "".join(run.text for run in runs)


def texts(nodes: Sequence[Node]) -> Iterator[str]:
    """Every text on the page, in order."""
    for node in nodes:
        if isinstance(node, Heading | Paragraph):
            yield plain(node.runs)
        elif isinstance(node, Quote):
            yield from texts(node.paragraphs)
        elif isinstance(node, PageTable):
            yield from (plain(cell) for row in (node.head, *node.rows) for cell in row)
        elif isinstance(node, Items):
            for item in node.items:
                yield plain(item.runs)
                yield from texts(item.inside)
