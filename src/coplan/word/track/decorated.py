"""What people put on coplan's own pending changes. It would go with such a change, so that one is not taken back."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from coplan.word.file.mark import BOOKMARK
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import SIGNS, TEXTS
from coplan.word.read.positions import holds_control, inserted_by
from coplan.word.read.unread import objects
from coplan.word.read.word_document import AUTHOR, cells_of, paragraphs_of
from coplan.word.track.comments import Comments

ANCHORS = (w("commentReference"), w("commentRangeStart"), w("commentRangeEnd"))
# What coplan writes into a change, or an editor on its own when it saves; and what it may say of how a run looks.
WRITTEN = {*TEXTS, *SIGNS, *map(w, ("ins", "del", "r", "hyperlink", "lastRenderedPageBreak", "proofErr"))}
OUR_LOOKS = set(map(w, ("rStyle", "b", "bCs", "i", "iCs", "lang", "noProof", "webHidden")))


def decorated(place: etree._Element, comments: Comments) -> bool:
    """True if people put a picture, field, note, comment, bookmark, break or highlight on our own pending change.

    A line that they added to a cell of a row of ours counts, too.
    """
    whole = inserted_by(place, AUTHOR)
    if whole and any(len(paragraphs_of(cell)) > 1 for cell in (cells_of(place) if place.tag == w("tr") else ())):
        return True
    return any(_decorated(element, comments) for element in ([place] if whole else _ours(place, "ins")))


def _decorated(element: etree._Element, comments: Comments) -> bool:
    return (
        any(objects(element))
        or holds_control(element)
        or next(element.iter(w("highlight"), w("sectPr")), None) is not None
        or any(item.get(w("type")) for item in element.iter(w("br")))
        or any(True for _ in _anchors(element, comments))
    )


def _anchors(element: etree._Element, comments: Comments) -> Iterator[etree._Element]:
    """People's bookmarks, and the places of their comments."""
    yield from (x for x in element.iter(w("bookmarkStart")) if not x.get(w("name"), "").startswith(BOOKMARK))
    ours = {number for number, _ in comments.on(element)}
    yield from (item for item in element.iter(*ANCHORS) if item.get(w("id"), "") not in ours)


def altered(place: etree._Element, comments: Comments) -> bool:
    """True if our changes within a place hold anything but words, or words in a look that nothing around them has."""
    if any(_holds_more(change) or any(_anchors(change, comments)) for change in _ours(place, "ins", "del")):
        return True
    for paragraph in paragraphs_of(place):
        came = [run for change in _ours(paragraph, "ins") for run in change.iter(w("r"))]
        around = {_look(run) for run in paragraph.iter(w("r")) if run not in came} if came else set()
        if any(_look(run) not in around | {frozenset()} for run in came):
            return True
    return False


def _holds_more(change: etree._Element) -> bool:
    inside = (item for item in change.iter() if next(item.iterancestors(w("rPr")), None) is None)
    return any(item.tag not in {*WRITTEN, w("rPr")} or item.get(w("type")) for item in inside)


def _look(run: etree._Element) -> frozenset[bytes]:
    """How a run looks, apart from what the plan's words may have and from what says nothing."""
    look = run.find(w("rPr"))
    found = [item for item in look if item.tag not in OUR_LOOKS] if look is not None else []
    return frozenset(etree.tostring(item, method="c14n", exclusive=True) for item in found)


def _ours(place: etree._Element, *kinds: str) -> Iterator[etree._Element]:
    return (change for change in place.iter(*map(w, kinds)) if change.get(w("author")) == AUTHOR)
