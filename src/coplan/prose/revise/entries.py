"""The merged text in the making: people's blocks with their lines, the plan's blocks written to fit among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coplan.prose.blocks import Block
from coplan.prose.markdown.located import Placed
from coplan.prose.markdown.write import ITEMS, ROWS, block_lines


@dataclass
class TextEntry:
    """One block of the merged text. `people` is its number in people's text; notes and the plan's have none.

    `ends` are the ends of its lines, where they are people's. `removed` is the marker of an item that went before it.
    """

    block: Block
    lines: list[str]
    people: int | None = None
    ends: Sequence[str] = ()
    indent: str = ""
    marker: str = ""
    number: str = ""
    is_note: bool = False
    removed: str = ""

    @property
    def inside(self) -> str:
        """The spaces before what stands within this item."""
        return self.indent + " " * (len(self.marker) + 1) if self.marker else self.indent


def of_people(placed: Placed, j: int, lines: list[str], ends: Sequence[str]) -> TextEntry:
    """An entry for people's block; its lines may have been changed."""
    return TextEntry(placed.block, lines, j, ends, placed.indent, placed.marker, placed.number)


def of_plan(block: Block, before: Sequence[TextEntry], after: Sequence[Placed]) -> TextEntry:
    """Write a block of the plan so that it fits between entries before it and people's blocks after it."""
    if block.kind in ITEMS:
        indent, marker = _item_style(block, before, after)
    elif block.kind == "row":
        indent, marker = (before[-1].indent if before and before[-1].block.kind in ROWS else ""), ""
    else:
        parent = _parent(block, before)
        indent, marker = (parent.inside if parent else ""), ""
    number = ("0." if block.level == 1 else "0.0") if block.kind == "heading" and block.numbered else ""
    lines = block_lines(block, marker or number, indent)
    return TextEntry(block, lines, None, (), indent, marker, f"{number} " if number else "")


def _item_style(block: Block, before: Sequence[TextEntry], after: Sequence[Placed]) -> tuple[str, str]:
    """The indent and the marker of a new item: as its neighbours in the list have them."""
    for entry in reversed(before):
        if entry.block.kind in ITEMS and entry.block.level == block.level and entry.marker:
            if entry.block.kind == block.kind:
                return entry.indent, next_marker(entry.marker)
            return entry.indent, _fresh(block)
        if entry.block.kind not in ITEMS and not entry.block.level and not entry.is_note:
            break
        if entry.block.level < block.level and entry.block.kind in ITEMS:
            break
    first = after[0] if after else None
    if first is not None and (first.block.kind, first.block.level) == (block.kind, block.level) and first.marker:
        return first.indent, first.marker
    parent = _parent(block, before)
    return (parent.inside if parent else ""), _like_any(block, before, after)


def _parent(block: Block, before: Sequence[TextEntry]) -> TextEntry | None:
    """The item that a block stands within."""
    if not block.level or block.kind in ("heading", "title"):
        return None
    for entry in reversed(before):
        if entry.block.kind in ITEMS and entry.block.level == block.level - 1:
            return entry
        if not entry.block.level and not entry.is_note:
            return None
    return None


def _like_any(block: Block, before: Sequence[TextEntry], after: Sequence[Placed]) -> str:
    """The sign that people use for bullets elsewhere."""
    if block.kind != "bullet":
        return "1."
    signs = [entry.marker for entry in reversed(before) if entry.block.kind == "bullet"]
    signs += [placed.marker for placed in after if placed.block.kind == "bullet"]
    return next((sign for sign in signs if sign), "-")


def _fresh(block: Block) -> str:
    return "-" if block.kind == "bullet" else "1."


def next_marker(marker: str) -> str:
    """The marker of the item after one with this marker."""
    found = re.fullmatch(r"(\d+)([.)])", marker)
    return f"{int(found[1]) + 1}{found[2]}" if found else marker
