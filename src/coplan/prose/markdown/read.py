"""Reads Markdown, ours or as people edited it, into blocks."""

from __future__ import annotations

from functools import lru_cache

from coplan.prose.blocks import Block


def read_markdown(text: str) -> list[Block]:
    """The blocks of a Markdown text.

    `# X` is the title, `## X` a heading of level 1, `### X` of level 2 and so on. A paragraph inside a list item has
    the item's depth plus one as its level. Lines that follow each other are one paragraph; a hard break is a line
    break in the text. What a block cannot hold (HTML, images, footnotes) stays as the text that was typed.
    """
    return list(_blocks(text))


@lru_cache(maxsize=8)  # the texts of one draft are asked for by its merge, by its file and by the reasons
def _blocks(text: str) -> tuple[Block, ...]:
    from coplan.prose.markdown.layout import read_placed  # with the parser, which is long to load
    from coplan.prose.markdown.located import LINE_BREAK

    return tuple(placed.block for placed in read_placed(LINE_BREAK.split(text.removeprefix("\ufeff"))))
