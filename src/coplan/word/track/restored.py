"""Finds what an earlier update took out and nobody has accepted, where the plan has the same words again."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from coplan.prose.blocks import Block
from coplan.word.file.xml_names import w
from coplan.word.read.paragraph_kinds import Styles
from coplan.word.read.pieces import accepted, pieces
from coplan.word.read.positions import in_control
from coplan.word.read.word_document import AUTHOR, cells_of, paragraphs_of, row_change
from coplan.word.track.pending import authors, copied, reject


def taken_out(anchor: etree._Element, block: Block, styles: Styles) -> etree._Element | None:
    """The paragraph or row behind the anchor that we deleted, and that says just what the block says."""
    rows = block.kind in ("head", "row")
    for place in _rows_behind(anchor) if rows else _paragraphs_behind(anchor):
        if not _is_ours(place):
            return None
        shape = styles.shape(place) if not rows else None
        same = shape is None or (shape.kind, shape.level) == (block.kind, block.level)
        if same and _said(place) == block.texts:
            return place
    return None


def _paragraphs_behind(anchor: etree._Element) -> Iterator[etree._Element]:
    table = next(anchor.iterancestors(w("tbl")), None) if anchor.tag == w("tr") else None
    found = (anchor if table is None else table).itersiblings()
    return (place for place in found if place.tag in (w("p"), w("tbl")))


def _rows_behind(anchor: etree._Element) -> Iterator[etree._Element]:
    """The rows behind a row; behind a paragraph, those of the table that comes next."""
    if anchor.tag == w("tr"):
        yield from anchor.itersiblings(w("tr"))
        return
    after = next((place for place in anchor.itersiblings() if place.tag in (w("p"), w("tbl"))), None)
    if after is not None and after.tag == w("tbl"):
        yield from after.findall(w("tr"))


def _is_ours(place: etree._Element) -> bool:
    """True for what waits to be taken out as a whole, and in which nobody else changed anything."""
    if place.tag == w("tbl") or authors(place) != {AUTHOR} or in_control(place):
        return False
    if next(place.iter(w("ins")), None) is not None:
        return False
    if place.tag == w("tr"):
        return row_change(place, "del") is not None
    return not accepted(pieces(place))


def _said(place: etree._Element) -> tuple[str, ...]:
    """What it said before it was taken out, cell by cell."""
    copy = copied(place)
    reject(copy, AUTHOR)
    cells = [copy] if copy.tag == w("p") else cells_of(copy)
    return tuple(
        "\n".join("".join(piece.text for piece in accepted(pieces(one))) for one in paragraphs_of(cell))
        for cell in cells
    )
