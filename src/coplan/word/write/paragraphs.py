"""Blocks as the XML of Word's paragraphs and tables. Used for new documents, and for what an update inserts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coplan.prose.blocks import Block, Run, Runs
from coplan.prose.columns import column_widths, lines_needed
from coplan.prose.hole import is_hole
from coplan.word.file.mark import BOOKMARK
from coplan.word.file.page_setup import WIDTH
from coplan.word.file.xml_names import MAY_SPLIT, xml_text

SIZES = (10.0, 9.0, 8.0, 7.0)  # of the font in a table, in points; the first is that of the style
PADDING = 11.5  # points at the two sides of a cell together
TALL = 14  # lines of a row that may be parted between two pages
ROOM, LITTLE_ROOM = 400, 320  # height of a row to fill in: that of a line of ruled paper, and less on a card
LINE = re.compile(r"_{6,}(?: \([^)]*\))?")
HEADINGS = 5
NO_BANDS = 'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'


@dataclass
class Writer:
    """What paragraphs need to know of their document: ids of styles, links and bookmarks, and the width of the text.

    `link` gives the relationship id for an address. `width` and `room`, the height of a row to fill in, are in
    twentieths of a point.
    """

    styles: Mapping[str, str]
    link: Callable[[str], str]
    width: int = WIDTH
    bookmark: int = 0
    room: int = ROOM
    used: set[str] = field(default_factory=set)

    def next_bookmark(self) -> int:
        self.bookmark += 1
        return self.bookmark

    def runs(self, runs: Runs, change: str = "", size: float = 0) -> str:
        """Runs as XML; `change` is put around each of them: an insertion's opening tag, or nothing."""
        return "".join(self._run(run, change, size) for run in runs)

    def _run(self, run: Run, change: str, size: float) -> str:
        made = f"<w:r>{self.properties(run, size)}{text_xml(run.text)}</w:r>"
        if change:
            made = f"{change}{made}</w:ins>"
        return f'<w:hyperlink r:id="{self.link(run.link)}">{made}</w:hyperlink>' if run.link else made

    def properties(self, run: Run, size: float = 0) -> str:
        """How a run looks, as XML; `size` in points, where it is not that of the style."""
        hole = run.bold and is_hole(run.text)
        style = "hole" if hole else "inline_code" if run.code else "link" if run.link else ""
        parts = [f'<w:rStyle w:val="{self.styles[style]}"/>' if style in self.styles else ""]
        parts.append("<w:b/>" if run.bold and (not hole or "hole" not in self.styles) else "")
        parts.append("<w:i/>" if run.italic else "")
        parts.append(f'<w:sz w:val="{int(2 * size)}"/>' if size else "")
        inner = "".join(parts)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def paragraph(
        self, block: Block, runs: str, numbering: str = "", mark: str = "", space: int = 0, after: Block | None = None
    ) -> str:
        """One paragraph for a block; `mark` is what stands in the properties of the paragraph's own mark.

        `space` is put above it, in twentieths of a point. What leads to a list, or to a table `after` it, stays there.
        """
        leads = block.texts[0].rstrip().endswith(":") or (after is not None and after.kind == "head")
        keep = "<w:keepNext/>" if block.kind == "paragraph" and leads else ""
        above = f'<w:spacing w:before="{space}"/>' if space else ""
        properties = self.paragraph_properties(block, keep + numbering + above)
        properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
        properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p>{properties}{self.bookmarked(block, runs)}</w:p>"

    def paragraph_properties(self, block: Block, more: str = "") -> str:
        """The style of a block's paragraph, and what follows it in the paragraph's properties."""
        style = self.styles.get(style_of(block), "")
        return (f'<w:pStyle w:val="{style}"/>' if style else "") + more

    def bookmarked(self, block: Block, runs: str) -> str:
        """Runs with the bookmark of their block around them."""
        if not block.mark or block.mark in self.used:
            return runs
        self.used.add(block.mark)
        number = self.next_bookmark()
        name = xml_text(BOOKMARK + block.mark)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'

    def row(self, block: Block, widths: Sequence[int], change: str = "", properties: str = "", size: float = 0) -> str:
        """One row of a table. `properties` is what stands in the row's own properties besides.

        `size` is that of the font, where it is not the one of the style.
        """
        head = "<w:tblHeader/>" if block.kind == "head" else ""
        cells = []
        for place, width in enumerate(widths):
            runs = self.runs(block.cells[place], change, size) if place < len(block.cells) else ""
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="E6ECF1"/>' if head else ""
            mark = f"<w:rPr>{change[:-1]}/></w:rPr>" if change else ""
            style = self.paragraph_properties(block)
            inner = self.bookmarked(block, runs) if place == 0 else runs
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
                f"<w:p><w:pPr>{style}{mark}</w:pPr>{inner}</w:p></w:tc>"
            )
        whole = MAY_SPLIT if _is_tall(block, widths) else "<w:cantSplit/>"
        by_hand = block.kind == "row" and _is_filled_by_hand(block)
        room = f'<w:trHeight w:val="{self.room}" w:hRule="atLeast"/>' if by_hand else ""
        return f"<w:tr><w:trPr>{whole}{room}{head}{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def table(self, blocks: Sequence[Block], change: str = "", properties: str = "") -> str:
        """A whole table."""
        widths, size = fitted(blocks, self.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        style = f'<w:tblStyle w:val="{self.styles["table"]}"/>' if "table" in self.styles else ""
        whole = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        look = f'<w:tblLook w:val="0420" w:firstRow="{int(blocks[0].kind == "head")}" {NO_BANDS}/>'
        rows = "".join(self.row(block, widths, change, properties, size) for block in blocks)
        return f"<w:tbl><w:tblPr>{style}{whole}{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _is_filled_by_hand(block: Block) -> bool:
    """True for a row with an empty cell, or with several that are but a line: a name, a signature, a date."""
    return not all(block.texts) or sum(bool(LINE.fullmatch(text)) for text in block.texts) > 1


def _is_tall(block: Block, widths: Sequence[int]) -> bool:
    """True for a row that would leave much of a page empty if it had to stay on one."""
    return any(
        lines_needed(text, width / 20 - PADDING, SIZES[0]) > TALL
        for text, width in zip(block.texts, widths, strict=False)
    )


def style_of(block: Block) -> str:
    """Which of our styles a block has."""
    if block.kind == "heading":
        return f"heading{min(max(block.level, 1), HEADINGS)}"
    if block.kind == "paragraph":
        return f"continue{min(block.level, 3)}" if block.level else ""
    return block.kind


def numbering_xml(number: int, level: int) -> str:
    """The numbering of one paragraph."""
    return f'<w:numPr><w:ilvl w:val="{min(level, 8)}"/><w:numId w:val="{number}"/></w:numPr>'


def text_xml(text: str, tag: str = "t") -> str:
    """Text inside a run; line breaks and tabs are elements of their own."""
    parts = []
    for at, line in enumerate(text.split("\n")):
        parts.append("<w:br/>" if at else "")
        for stop, piece in enumerate(line.split("\t")):
            parts.append("<w:tab/>" if stop else "")
            parts.append(f'<w:{tag} xml:space="preserve">{xml_text(piece)}</w:{tag}>' if piece else "")
    return "".join(parts)


def fitted(blocks: Sequence[Block], width: int) -> tuple[list[int], float]:
    """Widths that follow the text, in twentieths of a point, and the size of the font in which no word is broken.

    The widths add up to the whole width. 0 says that the size of the style will do.
    """
    rows = [block.texts for block in blocks]
    for size in SIZES:
        found = column_widths(rows, width / 20, size, PADDING)
        if found is not None:
            return _whole(found, width), 0 if size == SIZES[0] else size
    columns = max(len(row) for row in rows)
    return _whole([width / 20 / columns] * columns, width), SIZES[-1]


def _whole(points: Sequence[float], width: int) -> list[int]:
    widths = [int(20 * found) for found in points]
    widths[-1] += width - sum(widths)
    return widths
