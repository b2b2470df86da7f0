"""Writes blocks as Markdown, in the one form that coplan's own drafts have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coplan.prose.blocks import Block
from coplan.prose.markdown.write_inline import write_cell, write_runs

ITEMS = ("bullet", "number")
ROWS = ("head", "row")


def write_markdown(blocks: Sequence[Block]) -> str:
    """The Markdown of these blocks; headings and lists that are numbered are counted through."""
    parts: list[str] = []
    counts = Counts()
    before: Block | None = None
    for block in blocks:
        lines = block_lines(block, counts.take(block), indent_below(block, counts))
        if before is not None:
            parts.extend(between(before, block, fresh=counts.fresh))
        elif block.kind == "row":
            lines = _with_head(lines, block)
        parts.extend(lines)
        before = block
    return "\n".join(parts).strip("\n") + "\n"


class Counts:
    """Counts headings and list items as they come."""

    def __init__(self) -> None:
        self.section = self.part = 0
        self.fresh = False  # the last item began a list of another kind than the item before it on its depth
        self.items: list[int] = []  # one for each depth of list
        self.widths: list[int] = []  # how far text in an item of that depth stands in

    def take(self, block: Block) -> str:
        """The bullet or number that leads this block, empty if there is none."""
        if block.kind in ITEMS:
            return self._item(block)
        if block.level == 0 or block.kind in ("heading", "title"):
            self.items, self.widths = [], []
        if block.kind != "heading" or not block.numbered or block.level > 2:
            return ""
        if block.level == 1:
            self.section, self.part = self.section + 1, 0
            return f"{self.section}."
        self.part += 1
        return f"{self.section}.{self.part}"

    def _item(self, block: Block) -> str:
        depth = min(block.level, len(self.items))
        same = len(self.items) > depth and (self.items[depth] > 0) == (block.kind == "number")
        self.fresh = len(self.items) > depth and not same
        count = self.items[depth] if same else 0
        del self.items[depth:], self.widths[depth:]
        self.items.append(count + 1 if block.kind == "number" else 0)
        self.widths.append(3 if block.kind == "number" else 2)
        return f"{count + 1}." if block.kind == "number" else "-"


def indent_below(block: Block, counts: Counts) -> str:
    """The spaces before a block, after it was counted: as far in as the text of the item around it."""
    depth = min(block.level, len(counts.widths) - (block.kind in ITEMS))
    return "" if block.kind in ("heading", "title") else " " * sum(counts.widths[: max(depth, 0)])


def block_lines(block: Block, marker: str = "", indent: str = "") -> list[str]:
    """The lines of one block."""
    kind = block.kind
    if kind in ROWS:
        line = "|" + "".join(f" {cell} |" if cell else " |" for cell in map(write_cell, block.cells))
        dashes = "|" + " --- |" * len(block.cells)
        return [indent + line, indent + dashes] if kind == "head" else [indent + line]
    if kind == "rule":
        return [f"{indent}---"]
    if kind == "code":
        return _fenced(block.texts[0], indent)
    text = write_runs(block.cells[0])
    if kind == "title":
        return [f"# {_one_line(text)}".rstrip()]
    if kind == "heading":
        return [" ".join(part for part in ("#" * (block.level + 1), marker, _one_line(text)) if part)]
    if kind == "quote":
        return [f"{indent}> {line}".rstrip() for line in text.split("\n")]
    if kind in ITEMS:
        below = indent + " " * (len(marker) + 1)
        return [
            f"{indent}{marker} {line}".rstrip() if not n else below + line for n, line in enumerate(text.split("\n"))
        ]
    return [indent + line for line in text.split("\n")]


def between(before: Block, block: Block, *, fresh: bool = False) -> list[str]:
    """The lines that part two blocks; a `fresh` list stands apart from the one before it."""
    if before.kind in ITEMS and block.kind in ITEMS:
        return [""] if fresh else []
    if before.kind in ROWS and block.kind == "row":
        return []
    if before.kind == block.kind == "quote" and before.level == block.level:
        return [">"]
    return [""]


def _with_head(lines: list[str], row: Block) -> list[str]:
    """A row needs a head to be one."""
    width = len(row.cells)
    return ["|" + " |" * width, "|" + " --- |" * width, *lines]


def _fenced(text: str, indent: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [indent + line for line in (fence, *text.split("\n"), fence)]


def _one_line(text: str) -> str:
    return text.replace("\\\n", " ")
