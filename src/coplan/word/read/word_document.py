"""Reads a .docx that people have edited into blocks, with the XML in which each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from coplan.prose.blocks import Block, Run, Runs, joined
from coplan.word.file.mark import BOOKMARK, DraftMark, read_mark
from coplan.word.file.package import STRANGE, Package, relations_name, strange, targets
from coplan.word.file.xml_names import END, w
from coplan.word.read.moved_marks import move_back
from coplan.word.read.paragraph_kinds import Styles
from coplan.word.read.pieces import Piece, accepted, is_on, pieces, short
from coplan.word.read.unread import objects, unshown

AUTHOR = "coplan"
CHANGES = {
    w(tag) for tag in ("ins", "del", "moveTo", "moveFrom", "rPrChange", "pPrChange", "tblPrChange", "trPrChange")
}
BLOCKS = (w("p"), w("tbl"))
HOLDERS = tuple(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo")))
BREAK = "\n"  # between the paragraphs of one cell


@dataclass(frozen=True)
class WordText:
    """What stands in a Word draft.

    `blocks` are people's text: pending insertions are counted in, pending deletions out. `places` has the paragraph
    or the table row of each. `root` is the parsed document to which they belong. `unheld` says in words what could
    not be read as text, `unshown` what a page of this text would leave out or show as something else. `pending` counts
    revisions that wait by author, `final` says that Word has it marked as final or protected.
    """

    package: Package
    root: etree._Element
    blocks: tuple[Block, ...]
    places: tuple[etree._Element, ...]
    unheld: tuple[str, ...] = ()
    unshown: tuple[str, ...] = ()
    pending: Mapping[str, int] = field(default_factory=dict)
    final: bool = False
    mark: DraftMark | None = None
    styles: Styles = field(default_factory=Styles)
    links: Mapping[str, str] = field(default_factory=dict)  # the address of each relationship that leads out


def read_word(package: Package, *, shown: bool = False, hidden: bool = True) -> WordText:
    """Read a package. `shown` keeps deleted text too, with each run saying what is pending about it.

    Without `hidden`, text that Word hides is left out: so it is for readers. Raises BadInput for a package that is not
    as Word writes it.
    """
    try:
        return _read(package, shown=shown, hidden=hidden)
    except STRANGE as error:
        raise strange(package.name, error) from None


def _read(package: Package, *, shown: bool, hidden: bool) -> WordText:
    root = package.xml(package.main)
    move_back(root, AUTHOR)
    body = root.find(w("body"))
    reader = _Reader(package, shown, hidden)
    found = list(reader.blocks(body)) if body is not None else []
    between = (
        [words for child in body if child.tag not in BLOCKS + HOLDERS for words in objects(child)]
        if body is not None
        else []
    )
    return WordText(
        package,
        root,
        tuple(block for block, _ in found),
        tuple(place for _, place in found),
        (*reader.unheld, *between),
        (*reader.unshown, *between),
        _pending(root),
        _final(package),
        read_mark(package),
        reader.styles,
        reader.links,
    )


class _Reader:
    def __init__(self, package: Package, shown: bool, hidden: bool) -> None:
        self.styles, self.shown, self.hidden = Styles.of(package), shown, hidden
        self.links = _links(package)
        self.unheld: list[str] = []
        self.unshown: list[str] = []

    def blocks(self, parent: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
        """The blocks with their places; of paragraphs that will run on into one, the first with text is the place."""
        before: list[Piece] = []  # text of paragraphs whose marks are deleted
        first: etree._Element | None = None
        for child in block_level(parent):
            if child.tag == w("tbl"):
                if first is not None and (block := self.paragraph(first, before)):
                    yield block, first
                before, first = [], None
                yield from self.table(child)
                continue
            found = self.seen(child)
            if mark_deleted(child) and not self.shown:
                if found:
                    before, first = before + found, first if first is not None else child
                continue
            place = first if first is not None else child
            if block := self.paragraph(place, before + found):
                yield block, place
            before, first = [], None
        if first is not None and (block := self.paragraph(first, before)):
            yield block, first

    def seen(self, paragraph: etree._Element) -> list[Piece]:
        found = pieces(paragraph)
        if not self.hidden:
            found = [piece for piece in found if not is_on(piece.run.find(f"{w('rPr')}/{w('vanish')}"))]
        text = "".join(piece.text for piece in accepted(found))
        where = f" in “{short(text, 40)}”" if text.strip() else ""
        held = list(objects(paragraph))
        self.unheld += [words + where for words in held]
        self.unshown += [words + where for words in unshown(paragraph, held)]
        return found if self.shown else accepted(found)

    def paragraph(self, place: etree._Element, found: list[Piece]) -> Block | None:
        shape = self.styles.shape(place)
        runs = self.runs(found)
        text = "".join(run.text for run in runs)
        if shape.kind == "rule" and not text.strip():
            return Block("rule", ((),), mark=block_mark(place))
        if not text.strip() or (shape.end and text.strip() == END):
            return None
        return Block(shape.kind, (runs,), shape.level, shape.numbered, block_mark(place))

    def runs(self, found: list[Piece]) -> Runs:
        return joined(
            self.styles.faces.run_of(piece, self.links.get(piece.link, ""), shown=self.shown) for piece in found
        )

    def table(self, table: etree._Element) -> Iterator[tuple[Block, etree._Element]]:
        for row in table.iter(w("tr")):
            if nearest(row, w("tbl")) is not table:
                self.unheld.append("a table within a table")
                self.unshown.append("a table within a table")
                continue
            if row_change(row, "del") is not None and not self.shown:
                continue
            cells = tuple(self.cell(cell) for cell in cells_of(row))
            if cells and any(run.text.strip() for runs in cells for run in runs):
                yield Block("head" if is_head(row) else "row", cells, mark=block_mark(row)), row

    def cell(self, cell: etree._Element) -> Runs:
        runs = lines_of(self.runs(self.seen(paragraph)) for paragraph in paragraphs_of(cell))
        while runs and not runs[-1].text.strip():
            runs.pop()
        return joined(runs)


def lines_of(paragraphs: Iterable[Runs]) -> list[Run]:
    """The runs of a cell from those of its paragraphs, with a break between each two."""
    runs: list[Run] = []
    for found in paragraphs:
        runs += [Run(BREAK)] if runs else []
        runs += found
    return runs


def paragraphs_of(place: etree._Element) -> list[etree._Element]:
    """The paragraphs of a place: itself, or those of a cell or row."""
    if place.tag == w("p"):
        return [place]
    box, table = nearest(place, w("txbxContent")), nearest(place, w("tbl"))
    found = (item for item in place.iter(w("p")) if nearest(item, w("txbxContent")) is box)  # a text box stands apart
    return [item for item in found if nearest(item, w("tbl")) is table]


def block_level(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body or a control, in order."""
    for child in parent:
        if child.tag in BLOCKS:
            yield child
        elif child.tag in HOLDERS:
            yield from block_level(child)


def cells_of(row: etree._Element) -> list[etree._Element]:
    """The cells of a row, also those inside controls."""
    return [cell for cell in row.iter(w("tc")) if nearest(cell, w("tr")) is row]


def nearest(element: etree._Element, tag: str) -> etree._Element | None:
    """The nearest element above with this tag."""
    return next(element.iterancestors(tag), None)


def is_head(row: etree._Element) -> bool:
    """True for a header row."""
    properties = row.find(w("trPr"))
    return properties is not None and is_on(properties.find(w("tblHeader")))


def row_change(row: etree._Element, kind: str) -> etree._Element | None:
    """The pending insertion (`ins`) or deletion (`del`) of a whole row."""
    properties = row.find(w("trPr"))
    return properties.find(w(kind)) if properties is not None else None


def mark_change(paragraph: etree._Element, kind: str) -> etree._Element | None:
    """The pending insertion (`ins`) or deletion (`del`) of a paragraph's mark."""
    return paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(kind)}")


def mark_deleted(paragraph: etree._Element) -> bool:
    """True if the paragraph will run on into the next one."""
    return mark_change(paragraph, "del") is not None or mark_change(paragraph, "moveFrom") is not None


def block_mark(place: etree._Element) -> str:
    """The mark of a block, from the bookmark that coplan put there."""
    for bookmark in place.iter(w("bookmarkStart")):
        name: str = bookmark.get(w("name"), "")
        if name.startswith(BOOKMARK):
            return name.removeprefix(BOOKMARK)
    return ""


def _links(package: Package) -> dict[str, str]:
    relations = relations_name(package.main)
    if relations not in package.parts:
        return {}
    return {
        item.get("Id", ""): item.get("Target", "")
        for item in package.xml(relations)
        if item.get("TargetMode") == "External"
    }


def _pending(root: etree._Element) -> dict[str, int]:
    found: dict[str, int] = {}
    for change in root.iter(*CHANGES):
        author = change.get(w("author"), "")
        found[author] = found.get(author, 0) + 1
    return found


def _final(package: Package) -> bool:
    """True if Word has the document marked as final, or protected against changes."""
    for part in targets(package, "", "/custom-properties"):
        for item in package.xml(part):
            if item.get("name") == "_MarkAsFinal" and "".join(item.itertext()).strip().lower() in ("true", "1"):
                return True
    for part in targets(package, package.main, "/settings"):
        protection = package.xml(part).find(w("documentProtection"))
        if (
            protection is not None
            and protection.get(w("edit")) == "readOnly"
            and protection.get(w("enforcement")) in ("1", "true", "on")
        ):
            return True
    return False
