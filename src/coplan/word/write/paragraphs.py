"""Blocks as the XML of Word's paragraphs and tables. Used for new documents, and for what an update inserts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coplan.prose.blocks import Block, Run, Runs
from coplan.prose.hole import is_hole
from coplan.word.file.mark import BOOKMARK
from coplan.word.file.names import xml_text
from coplan.word.file.page import WIDTH

LEAST = 900  # width of a column, in twentieths of a point
HEADINGS = 5
NO_BANDS = 'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'


@dataclass
class Writer:
    """What paragraphs need to know of their document: ids of styles, links and bookmarks, and the width of the text.

    `link` gives the relationship id for an address. `width` is in twentieths of a point.
    """

    styles: Mapping[str, str]
    link: Callable[[str], str]
    width: int = WIDTH
    bookmark: int = 0
    used: set[str] = field(default_factory=set)

    def next_bookmark(self) -> int:
        self.bookmark += 1
        return self.bookmark

    def runs(self, runs: Runs, change: str = "") -> str:
        """Runs as XML; `change` is put around each of them: an insertion's opening tag, or nothing."""
        return "".join(self._run(run, change) for run in runs)

    def _run(self, run: Run, change: str) -> str:
        made = f"<w:r>{self.properties(run)}{text_xml(run.text)}</w:r>"
        if change:
            made = f"{change}{made}</w:ins>"
        return f'<w:hyperlink r:id="{self.link(run.link)}">{made}</w:hyperlink>' if run.link else made

    def properties(self, run: Run) -> str:
        """How a run looks, as XML."""
        hole = run.bold and is_hole(run.text)
        style = "hole" if hole else "inline_code" if run.code else "link" if run.link else ""
        parts = [f'<w:rStyle w:val="{self.styles[style]}"/>' if style in self.styles else ""]
        parts.append("<w:b/>" if run.bold and (not hole or "hole" not in self.styles) else "")
        parts.append("<w:i/>" if run.italic else "")
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

    def row(self, block: Block, widths: Sequence[int], change: str = "", properties: str = "") -> str:
        """One row of a table. `properties` is what stands in the row's own properties besides."""
        head = "<w:tblHeader/>" if block.kind == "head" else ""
        cells = []
        for place, width in enumerate(widths):
            runs = self.runs(block.cells[place], change) if place < len(block.cells) else ""
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="E6ECF1"/>' if head else ""
            mark = f"<w:rPr>{change[:-1]}/></w:rPr>" if change else ""
            style = self.paragraph_properties(block)
            inner = self.bookmarked(block, runs) if place == 0 else runs
            cells.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
                f"<w:p><w:pPr>{style}{mark}</w:pPr>{inner}</w:p></w:tc>"
            )
        return f"<w:tr><w:trPr><w:cantSplit/>{head}{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def table(self, blocks: Sequence[Block], change: str = "", properties: str = "") -> str:
        """A whole table."""
        widths = column_widths(blocks, self.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        style = f'<w:tblStyle w:val="{self.styles["table"]}"/>' if "table" in self.styles else ""
        size = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        look = f'<w:tblLook w:val="0420" w:firstRow="{int(blocks[0].kind == "head")}" {NO_BANDS}/>'
        rows = "".join(self.row(block, widths, change, properties) for block in blocks)
        return f"<w:tbl><w:tblPr>{style}{size}{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


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


def column_widths(blocks: Sequence[Block], width: int) -> list[int]:
    """Widths that follow the text: long columns get more, none gets too little. They add up to the whole width."""
    columns = max(len(block.cells) for block in blocks)
    wants = [1.0] * columns
    for block in blocks:
        for place, text in enumerate(block.texts):
            longest = max((len(word) for word in text.split()), default=1)
            wants[place] = max(wants[place], min(len(text), 60), longest * 1.3)
    least = min(LEAST, width // columns)
    free = width - least * columns
    widths = [least + int(free * want / sum(wants)) for want in wants]
    widths[-1] += width - sum(widths)
    return widths
