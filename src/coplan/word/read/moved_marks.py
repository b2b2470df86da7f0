"""New paragraphs before a table, in a form from which LibreOffice, too, takes them back without a trace.

Who settles the change of a paragraph's mark joins the paragraph with the next one. LibreOffice joins no paragraph with
a table and leaves an empty one there. So in a file the marks of new paragraphs before a table stand one higher: the
paragraph above is said to have the new mark, and the last new one has the mark that stood there, as if somebody had
typed on at the end of the paragraph above. All else in coplan knows one form only, in which each new paragraph has its
own mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import takewhile

from lxml import etree

from coplan.word.file.xml_names import around, w

# Our changes are of the first minute of a day; those of moved marks are of the second. Word keeps minutes, not seconds.
OWN, MOVED = "T00:00:00Z", "T00:01:00Z"
LOOKS, SHAPE = w("rPrChange"), w("pPrChange")
CHANGES = {*map(w, ("ins", "del", "moveFrom", "moveTo")), LOOKS}
APART = {w("rPr"), w("sectPr"), SHAPE}  # stand among the properties of a paragraph, and are none of its shape


def move_up(root: etree._Element, author: str, change: Callable[[str], etree._Element]) -> None:
    """Give the marks of this author's new paragraphs before a table to the paragraphs above them.

    `change` makes an element for one more change. It keeps the shape of the paragraph above, which comes back when the
    new ones are refused. Nothing moves where no paragraph stands above, or where something else waits on its mark.
    """
    for table in root.iterfind(f"{w('body')}/{w('tbl')}"):
        new = list(takewhile(lambda place: _is_new(place, author), table.itersiblings(preceding=True)))[::-1]
        above = new[0].getprevious() if new else None
        if above is None or above.tag != w("p") or not _may_take(above):
            continue
        marks = [_taken(place, author) for place in new]
        for holder, mark in zip((above, *new), marks, strict=False):
            _put(holder, mark, MOVED)
        for place in new:
            _date(place, author, MOVED)
        _remember(new[-1], above, change)


def move_back(root: etree._Element, author: str) -> None:
    """Give each new paragraph its own mark again."""
    for above in reversed(list(root.iter(w("p")))):
        mark = _mark(above, author)
        new = next((item for item in above.itersiblings() if item.tag in (w("p"), w("tbl"))), None)
        if mark is None or not _has_moved(mark, above, new, author):
            continue
        _take(mark)
        if new is None or new.tag != w("p"):  # people took out what came after it
            continue
        for kept in [item for item in new.iter(LOOKS, SHAPE) if item.get(w("author")) == author]:
            _take(kept)
        _date(new, author, OWN)
        if _may_take(new):
            _put(new, mark, OWN)


def _has_moved(mark: etree._Element, above: etree._Element, new: etree._Element | None, author: str) -> bool:
    """By its minute; or, where a program changed that, because the words are people's and what follows is ours."""
    if mark.get(w("date"), "").endswith(MOVED):
        return True
    said = list(above.iter(w("t"), w("delText")))
    ours = [text for text in said if _inserted(text, author)]
    return bool(said and not ours and new is not None and any(_inserted(text, author) for text in new.iter(w("t"))))


def _inserted(text: etree._Element, author: str) -> bool:
    return any(change.get(w("author")) == author for change in text.iterancestors(w("ins")))


def _is_new(place: etree._Element, author: str) -> bool:
    """True for a paragraph of which nothing waits but that this author inserted it."""
    return place.tag == w("p") and _mark(place, author) is not None and _changes(place) == 1 and not _reshaped(place)


def _may_take(place: etree._Element) -> bool:
    return not _changes(place) and not _reshaped(place)


def _changes(place: etree._Element) -> int:
    """How many changes wait on the mark of a paragraph."""
    return sum(item.tag in CHANGES for item in place.iterfind(f"{w('pPr')}/{w('rPr')}/*"))


def _reshaped(place: etree._Element) -> bool:
    """True where somebody's change of shape waits, or a section ends, whose setup stands in the mark."""
    return any(place.find(f"{w('pPr')}/{tag}") is not None for tag in (SHAPE, w("sectPr")))


def _mark(place: etree._Element, author: str) -> etree._Element | None:
    found = place.iterfind(f"{w('pPr')}/{w('rPr')}/{w('ins')}")
    return next((change for change in found if change.get(w("author")) == author), None)


def _taken(place: etree._Element, author: str) -> etree._Element:
    mark = _mark(place, author)
    assert mark is not None
    _take(mark)
    return mark


def _take(change: etree._Element) -> None:
    """Take a change away, and properties that held nothing else."""
    holder = around(change)
    holder.remove(change)
    if len(holder) == 0 and holder.tag in (w("rPr"), w("pPr")):
        around(holder).remove(holder)


def _put(place: etree._Element, mark: etree._Element, minute: str) -> None:
    mark.set(w("date"), mark.get(w("date"), "")[:10] + minute)
    _looks(_shape(place)).insert(0, mark)


def _date(place: etree._Element, author: str, minute: str) -> None:
    """Set the minute of this author's insertions: what belongs together is of one, so that one click settles it."""
    for change in place.iter(w("ins")):
        if change.get(w("author")) == author:
            change.set(w("date"), change.get(w("date"), "")[:10] + minute)


def _shape(place: etree._Element) -> etree._Element:
    found = place.find(w("pPr"))
    if found is None:
        found = etree.Element(w("pPr"))
        place.insert(0, found)
    return found


def _looks(shape: etree._Element) -> etree._Element:
    found = shape.find(w("rPr"))
    if found is None:
        found = etree.SubElement(shape, w("rPr"))
    return found


def _remember(new: etree._Element, above: etree._Element, change: Callable[[str], etree._Element]) -> None:
    """Keep the shape of the paragraph above, and the looks of its mark, where the new one has others."""
    shape, former = _shape(new), above.find(w("pPr"))
    looks = former.find(w("rPr")) if former is not None else None
    had = [item for item in looks if item.tag not in CHANGES] if looks is not None else []
    if _texts(had) != _texts(item for item in shape.iterfind(f"{w('rPr')}/*") if item.tag not in CHANGES):
        kept = change("rPrChange")
        etree.SubElement(kept, w("rPr")).extend(map(_copied, had))
        _looks(shape).append(kept)
    was = [item for item in former if item.tag not in APART] if former is not None else []
    if _texts(was) != _texts(item for item in shape if item.tag not in APART):
        kept = change("pPrChange")
        etree.SubElement(kept, w("pPr")).extend(map(_copied, was))
        shape.append(kept)


def _texts(items: Iterable[etree._Element]) -> list[bytes]:
    return [etree.tostring(_copied(item), method="c14n", exclusive=True) for item in items]


def _copied(element: etree._Element) -> etree._Element:
    made = deepcopy(element)
    made.tail = None
    return made
