"""Places in the XML of a document: the paragraphs of a cell, the list of an item, what stands before and behind."""

from __future__ import annotations

from lxml import etree

from coplan.word.file.ids import whole
from coplan.word.file.xml_names import around, w
from coplan.word.read.paragraph_kinds import Styles
from coplan.word.read.word_document import mark_change, mark_deleted, nearest, row_change


def in_control(place: etree._Element) -> bool:
    """True for a paragraph, cell or row that stands in a content control: that is for people's programs to fill."""
    return nearest(place, w("sdt")) is not None


def holds_control(place: etree._Element) -> bool:
    """True for a place that stands in a content control, or in which one stands."""
    return in_control(place) or next(place.iter(w("sdt")), None) is not None


def outside_controls(place: etree._Element) -> etree._Element:
    """The place itself, or the outermost content control around it."""
    return next(reversed(list(place.iterancestors(w("sdt")))), place)


def ends_section(place: etree._Element) -> bool:
    """True for a paragraph whose mark carries a section break, with the page setup of all that stands above."""
    return place.find(f"{w('pPr')}/{w('sectPr')}") is not None


def inserted_by(place: etree._Element, author: str) -> bool:
    """True for a paragraph or row that this author inserted, and that nobody has accepted."""
    change = row_change(place, "ins") if place.tag == w("tr") else mark_change(place, "ins")
    return change is not None and change.get(w("author")) == author


def change_of_whole(paragraph: etree._Element) -> str:
    """`ins` or `del` for a paragraph that waits as a whole, by its mark or its row; else nothing."""
    row = nearest(paragraph, w("tr"))
    for kind in ("ins", "del"):
        if mark_change(paragraph, kind) is not None or (row is not None and row_change(row, kind) is not None):
            return kind
    return ""


def number_of(place: etree._Element, styles: Styles, kind: str) -> int:
    """The numbering of a paragraph of this kind, or 0. Lists that came in after the file was read are not looked at."""
    number = place.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}") if place.tag == w("p") else None
    value = number.get(w("val"), "0") if number is not None else "0"
    known = (value, 0) in styles.formats
    return whole(value) if known and styles.shape(place).kind == kind else 0


def widths_of(row: etree._Element, columns: int, width: int) -> list[int]:
    """The widths of a table's columns, as its grid has them, or equal parts of this width."""
    table = nearest(row, w("tbl"))
    assert table is not None
    grid = [whole(item.get(w("w"), "0").partition(".")[0]) for item in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    return grid if len(grid) >= columns and min(grid, default=0) > 0 else [width // columns] * columns


def last_of(place: etree._Element) -> etree._Element:
    """The last of the paragraphs that will run on into one with this one; else the place itself."""
    while place.tag == w("p") and mark_deleted(place):
        after = place.getnext()
        if after is None or after.tag != w("p"):
            break
        place = after
    return place


def is_last(paragraph: etree._Element) -> bool:
    """True for the last paragraph of a body or a cell, whose mark cannot go."""
    after = paragraph.getnext()
    while after is not None and after.tag not in (w("p"), w("tbl"), w("sdt")):
        after = after.getnext()
    return after is None


def element_before(place: etree._Element) -> etree._Element | None:
    """The paragraph, table or row before a place; before the first row, what stands before its table."""
    before = place.getprevious()
    while before is not None and before.tag not in (w("p"), w("tbl"), w("tr")):
        before = before.getprevious()
    if before is None and place.tag == w("tr"):
        return element_before(around(place))
    return before
