"""Whole blocks of people's file that come or go: paragraphs, list items, rows and tables."""

from __future__ import annotations

from lxml import etree

from coplan.prose.blocks import Block
from coplan.word.file.xml_names import around, w, within
from coplan.word.read.pieces import accepted, pieces, short
from coplan.word.read.positions import (
    element_before,
    ends_section,
    holds_control,
    in_control,
    inserted_by,
    is_last,
    last_of,
    number_of,
    outside_controls,
    widths_of,
)
from coplan.word.read.unread import objects
from coplan.word.read.word_document import AUTHOR, cells_of, nearest, paragraphs_of
from coplan.word.track.decorated import decorated
from coplan.word.track.editing import ORPHAN, TrackedFile
from coplan.word.track.pending import authors, parse, reject
from coplan.word.track.restored import taken_out
from coplan.word.track.splicing import parts_of
from coplan.word.write.build import space_above
from coplan.word.write.paragraphs import numbering_xml


class TrackedBlocks:
    """Goes through a file from top to bottom. What comes in stands behind the block that was stood at last."""

    def __init__(self, file: TrackedFile) -> None:
        self.file = file
        self.place: etree._Element | None = None  # the block that was stood at
        self.anchor: etree._Element | None = None  # behind this the next block comes in
        self.before: Block | None = None
        self.lists: dict[str, int] = {}  # the lists of the items that came in at this place
        self.table: list[Block] = []  # rows of a new table, until something else comes
        self.table_reason = ""

    def stand_at(self, number: int) -> None:
        """Go to people's block with this number."""
        self.place, self.before = self.file.text.places[number], self.file.text.blocks[number]
        self.anchor = last_of(self.place)
        self.lists.clear()

    def insert(self, block: Block, comment: str) -> None:
        """Bring a block in, with a comment on it. Rows of a new table wait for `close_table`."""
        if block.kind not in ("bullet", "number") and not (block.kind in ("paragraph", "code") and block.level):
            self.lists.clear()
        if block.kind in ("head", "row"):
            self._insert_row(block, comment)
            return
        numbering = self._numbering(block)
        runs = self.file.writer.runs(block.cells[0], self.file.changes.opening())
        space = space_above(self.before, block) if self.before else 0
        element = parse(self.file.writer.paragraph(block, runs, numbering, self.file.changes.whole(), space))
        self._put(element)
        self.file.note([element], comment)
        self.anchor, self.before = element, block

    def restore(self, block: Block) -> etree._Element | None:
        """Take back our own deletion of this block, if it waits at this place; return where the block stands.

        So nothing stands twice, and what people did to the words stays with them.
        """
        place = None if self.anchor is None or self.table else taken_out(self.anchor, block, self.file.text.styles)
        if place is None:
            return None
        self.file.forget(place, self.file.notes_on(place))
        reject(place, AUTHOR)
        self.file.count += 1
        self.anchor, self.before = place, block
        return place

    def _put(self, element: etree._Element) -> None:
        """Put an element behind the anchor, or at the beginning."""
        body = within(self.file.root, "body")
        anchor = self.anchor
        while anchor is not None and anchor.tag == w("tr"):
            anchor = nearest(anchor, w("tbl"))
        if anchor is None:
            body.insert(0, element)
        else:
            outside_controls(anchor).addnext(element)

    def _insert_row(self, block: Block, comment: str) -> None:
        if block.kind == "head" or self.table or self.anchor is None or not _takes_rows(self.anchor):
            self.table.append(block)
            self.table_reason = self.table_reason or comment
            return
        widths = widths_of(self.anchor, len(block.cells), self.file.writer.width)
        row = parse(self.file.writer.row(block, widths, self.file.changes.opening(), self.file.changes.whole()))
        outside_controls(self.anchor).addnext(row)
        self.file.note(cells_of(row), comment)
        self.anchor, self.before = row, block

    def close_table(self) -> None:
        """Write the table whose rows have come in, if there is one."""
        if not self.table:
            return
        rows, reason, self.table, self.table_reason = self.table, self.table_reason, [], ""
        if self.anchor is not None and self.anchor.tag == w("tr"):  # two tables that touch would become one
            gap = self._gap()
            self._put(gap)
            self.anchor = gap
        table = parse(self.file.writer.table(rows, self.file.changes.opening(), self.file.changes.whole()))
        self._put(table)
        after = table.getnext()
        if after is not None and after.tag == w("tbl"):
            table.addnext(self._gap())
        self.file.note(cells_of(within(table, "tr")), reason)
        self.anchor, self.before = table.findall(w("tr"))[-1], rows[-1]

    def _gap(self) -> etree._Element:
        style = f'<w:pStyle w:val="{self.file.writer.styles.get("gap", "")}"/>'
        return parse(f"<w:p><w:pPr>{style}<w:rPr>{self.file.changes.whole()}</w:rPr></w:pPr></w:p>")

    def _numbering(self, block: Block) -> str:
        if block.kind == "heading":
            return numbering_xml(self._heading_number(), max(block.level, 1) - 1) if block.numbered else ""
        if block.kind not in ("bullet", "number"):
            return ""
        if block.kind not in self.lists:
            self.lists[block.kind] = self._list_number(block)
        return numbering_xml(self.lists[block.kind], block.level)

    def _heading_number(self) -> int:
        found = (
            number for place in self.file.text.places if (number := number_of(place, self.file.text.styles, "heading"))
        )
        return next(found, 0) or self.file.numbering.headings()

    def _list_number(self, block: Block) -> int:
        """The list to which an item belongs: that of its neighbours, or of any other bullets, or a new one."""
        near = [self.anchor] if self.anchor is not None else []
        after = self.anchor.getnext() if self.anchor is not None else None
        near += [after] if after is not None else []
        everywhere = list(self.file.text.places) if block.kind == "bullet" else []
        for place in (*near, *everywhere):
            if number := number_of(place, self.file.text.styles, block.kind):
                return number
        return self.file.numbering.bullets() if block.kind == "bullet" else self.file.numbering.new_list()

    def delete(self, reason: str) -> None:
        """Take out the block that was stood at. One that holds more than the plan's words stays, with a note."""
        place = self.place
        assert place is not None
        others, tables = authors(place) - {AUTHOR}, next(place.iter(w("tbl")), None) is not None
        held = tables or any(objects(place)) or holds_control(place)
        if others or held or decorated(place, self.file.comments):
            self.file.left.append(
                short("".join(piece.text for p in paragraphs_of(place) for piece in accepted(pieces(p))))
            )
            self.orphan(reason)
            return
        if inserted_by(place, AUTHOR):
            self._remove(place)
            return
        if AUTHOR in authors(place):
            self.file.forget(place, self.file.notes_on(place))
            reject(place, AUTHOR)
        for paragraph in paragraphs_of(place):
            for piece in parts_of(accepted(pieces(paragraph))):
                self.file.changes.delete_run(piece.run)
        if place.tag == w("tr"):
            self.file.changes.mark_row(place, "del")
        elif not is_last(place) and not ends_section(place):
            self.file.changes.mark_paragraph(place, "del")
        self.file.note([place] if place.tag == w("p") else cells_of(place), reason)

    def _remove(self, place: etree._Element) -> None:
        """Take away what was our own insertion."""
        self.file.forget(place, self.file.notes_on(place))
        self.file.count += 1
        self.anchor = element_before(place)
        parent = around(place)
        parent.remove(place)
        if place.tag == w("tr") and next(parent.iter(w("tr")), None) is None:
            self.anchor = element_before(parent)
            around(parent).remove(parent)

    def orphan(self, reason: str) -> None:
        """Say on the block that was stood at that the plan has no place for it; once."""
        place = self.place
        assert place is not None
        paragraph = next((item for item in paragraphs_of(place) if not in_control(item)), None)
        noted = any(words.startswith(ORPHAN) for _, words in self.file.comments.on(place))
        if paragraph is not None and not noted:
            self.file.comments.add(paragraph, f"{ORPHAN}\n{reason}")


def _takes_rows(anchor: etree._Element) -> bool:
    """True for a row behind which another one can come in: its table stands in no content control."""
    table = nearest(anchor, w("tbl")) if anchor.tag == w("tr") else None
    return table is not None and not in_control(table)
