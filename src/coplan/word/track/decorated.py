"""What people put on coplan's own pending changes. It would go with such a change, so that is not written anew."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from coplan.word.file.mark import BOOKMARK
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import objects
from coplan.word.read.positions import holds_control, inserted_by, paragraphs_of
from coplan.word.read.word_document import AUTHOR, cells_of
from coplan.word.track.comments import Comments

SIGNS = (w("highlight"), w("sectPr"))
ANCHORS = (w("commentReference"), w("commentRangeStart"), w("commentRangeEnd"))


def decorated(place: etree._Element, comments: Comments) -> bool:
    """True if people put a picture, field, note, comment, bookmark, break or highlight on our own pending change.

    A line that they added to a cell of a row of ours counts, too.
    """
    whole = inserted_by(place, AUTHOR)
    if whole and any(len(paragraphs_of(cell)) > 1 for cell in _cells(place)):
        return True
    return any(_decorated(element, comments) for element in ([place] if whole else _ours(place)))


def _decorated(element: etree._Element, comments: Comments) -> bool:
    ours = {number for number, _ in comments.on(element)}
    return (
        any(objects(element))
        or holds_control(element)
        or next(element.iter(*SIGNS), None) is not None
        or any(not item.get(w("name"), "").startswith(BOOKMARK) for item in element.iter(w("bookmarkStart")))
        or any(item.get(w("id"), "") not in ours for item in element.iter(*ANCHORS))
    )


def _cells(place: etree._Element) -> list[etree._Element]:
    return cells_of(place) if place.tag == w("tr") else []


def _ours(place: etree._Element) -> Iterator[etree._Element]:
    return (change for change in place.iter(w("ins")) if change.get(w("author")) == AUTHOR)
