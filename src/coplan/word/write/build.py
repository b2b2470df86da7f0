"""Builds a new .docx from blocks. The same blocks and look give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence

from coplan.errors import BadInput, Problem
from coplan.prose.blocks import Block
from coplan.word.file.mark import DraftMark, marked, write_mark
from coplan.word.file.numbering import Numbering
from coplan.word.file.package import (
    MAX_TAGS,
    OFFICE,
    STRANGE,
    Package,
    related,
    relations_name,
    strange,
    targets,
    typed,
    xml_bytes,
)
from coplan.word.file.page_setup import LITTLE
from coplan.word.file.shell import Shell, shell
from coplan.word.file.xml_names import DECLARED, END, xml_text
from coplan.word.write.paragraphs import LITTLE_ROOM, ROOM, Writer, numbering_xml
from coplan.word.write.word_look import Look

APART = 120  # twentieths of a point
GROUPS = ("head", "row", "quote", "bullet", "number", "code")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>coplan</dc:creator>\
<cp:keywords>{keywords}</cp:keywords><cp:lastModifiedBy>coplan</cp:lastModifiedBy>\
<dcterms:created xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:modified><dc:language>{language}</dc:language>\
</cp:coreProperties>"""


def build(blocks: Sequence[Block], look: Look, mark: DraftMark) -> bytes:
    """The file. Blocks get the marks of `mark`, new ones where it has none. Raises BadInput for a bad letterhead."""
    try:
        return _build(blocks, look, mark)
    except STRANGE as error:
        if look.letterhead is None:
            raise
        raise strange(look.letterhead_name, error) from None


def _build(blocks: Sequence[Block], look: Look, mark: DraftMark) -> bytes:
    blocks = marked(blocks, mark.ids)
    base = shell(look.paper, look.letterhead, look.letterhead_name, look.letters, look.margin, look.language)
    numbering, links = Numbering(base.package), Links(base.package)
    writer = Writer(base.styles, links.id_for, base.width, room=LITTLE_ROOM if look.letters < LITTLE else ROOM)
    body = "".join(_body(blocks, writer, numbering))
    end = f'<w:p><w:pPr><w:pStyle w:val="{base.styles["end"]}"/></w:pPr><w:r><w:t>{END}</w:t></w:r></w:p>'
    section = base.section.decode()
    document = f"{DECLARATION}<w:document {DECLARED}><w:body>{body}{end}{section}</w:body></w:document>"
    if document.count("<") > MAX_TAGS:
        what = "this would hold far more than coplan reads again from a Word document."
        raise BadInput([Problem(mark.document, 0, "", what, "Make the template shorter, or write it as .md.")])
    package = numbering.write(links.package.replaced({base.package.main: document.encode()}))
    if base.own:
        package = _header_and_footer(package, look, base)
    package = _core(package, look, mark)
    return write_mark(package, DraftMark(mark.document, mark.base, tuple(block.mark for block in blocks))).save()


class Links:
    """The web addresses of a document, each related to it once."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._ids: dict[str, str] = {}

    def id_for(self, address: str) -> str:
        """The relationship id of an address."""
        if address not in self._ids:
            package, self._ids[address] = related(self.package, self.package.main, f"{OFFICE}/hyperlink", address)
            part = relations_name(package.main)
            root = package.xml(part)
            root[-1].set("TargetMode", "External")
            self.package = package.replaced({part: xml_bytes(root)})
        return self._ids[address]


def _body(blocks: Sequence[Block], writer: Writer, numbering: Numbering) -> list[str]:
    made: list[str] = []
    lists: dict[int, int] = {}  # the number of the list that is open on each depth
    place = 0
    while place < len(blocks):
        block, end = blocks[place], place + 1
        if block.kind in ("head", "row"):
            while end < len(blocks) and blocks[end].kind == "row":
                end += 1
            if made and made[-1].startswith("<w:tbl>"):  # two tables that touch would become one
                made.append(_gap(writer))
            made.append(writer.table(blocks[place:end]))
        else:
            number = _number_of(block, lists, numbering)
            space = space_above(blocks[place - 1], block) if place else 0
            after = blocks[end] if end < len(blocks) else None
            made.append(writer.paragraph(block, writer.runs(block.cells[0]), number, space=space, after=after))
        place = end
    return made


def space_above(before: Block, block: Block) -> int:
    """The space above a block, in twentieths of a point: text keeps a distance from a table, notice or list above."""
    if block.kind == "paragraph" and not block.level:
        return APART if before.kind in GROUPS else 0
    return APART if block.kind in ("bullet", "number") and before.kind in ("head", "row", "quote") else 0


def _gap(writer: Writer) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{writer.styles.get("gap", "")}"/></w:pPr></w:p>'


def _number_of(block: Block, lists: dict[int, int], numbering: Numbering) -> str:
    if block.kind == "heading" and block.numbered:
        lists.clear()
        return numbering_xml(numbering.headings(), max(block.level, 1) - 1)
    if block.kind == "bullet":
        _close(lists, block.level)
        return numbering_xml(numbering.bullets(), block.level)
    if block.kind == "number":
        _close(lists, block.level + 1)
        if block.level not in lists:
            lists[block.level] = numbering.new_list()
        return numbering_xml(lists[block.level], block.level)
    if block.level == 0 or block.kind not in ("paragraph", "code"):
        lists.clear()
    return ""


def _close(lists: dict[int, int], depth: int) -> None:
    for level in [level for level in lists if level >= depth]:
        del lists[level]


def _header_and_footer(package: Package, look: Look, base: Shell) -> Package:
    changes = {}
    head = _line(base, "header", xml_text(look.title), "<w:r><w:rPr><w:b/></w:rPr><w:t>Draft</w:t></w:r>")
    left = " · ".join(part for part in (look.program, look.date) if part)
    words = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    pages = words.format("Page ") + _field("PAGE") + words.format(" of ") + _field("NUMPAGES")
    foot = _line(base, "footer", xml_text(left), pages)
    for kind, tag, line in (("/header", "hdr", head), ("/footer", "ftr", foot)):
        for part in targets(package, package.main, kind):
            changes[part] = f"{DECLARATION}<w:{tag} {DECLARED}>{line}</w:{tag}>".encode()
    return package.replaced(changes)


def _line(base: Shell, style: str, left: str, right: str) -> str:
    """A line with words at the left and at the right edge of the text."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{base.styles[style]}"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{base.width}"/></w:tabs></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{left}</w:t></w:r><w:r><w:tab/></w:r>{right}</w:p>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _core(package: Package, look: Look, mark: DraftMark) -> Package:
    part = next(iter(targets(package, "", "/core-properties")), "docProps/core.xml")
    words = {
        "title": look.title,
        "keywords": f"coplan {mark.document}",
        "date": look.date,
        "language": f"{look.language}-US",
    }
    content = CORE.format(**{name: xml_text(text) for name, text in words.items()})
    if part not in package.parts:
        package = typed(package, part, "application/vnd.openxmlformats-package.core-properties+xml")
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        package, _ = related(package, "", kind, part)
    return package.replaced({part: (DECLARATION + content).encode()})
