"""Pending changes in the XML of one document: writing them, and taking back or accepting those that are there."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from coplan.word.file.ids import highest
from coplan.word.file.xml_names import DECLARED, MAY_SPLIT, around, w, xml_text

RUN_CHANGES = (w("ins"), w("del"), w("moveTo"), w("moveFrom"))
OTHER_CHANGES = tuple(
    w(f"{name}Change") for name in ("rPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "numbering")
)
HOLDERS = (w("p"), w("tc"), w("body"))
# What stands in the properties of a paragraph after those of its mark, by the schema.
BEHIND_MARK = (w("sectPr"), w("pPrChange"))


class Changes:
    """Makes insertions and deletions with one author and date, each with an id of its own."""

    def __init__(self, root: etree._Element, author: str, date: str) -> None:
        self.author, self.date = author, date
        self._next = highest(found.get(w("id")) for found in root.iter(*RUN_CHANGES, *OTHER_CHANGES))

    def attributes(self) -> str:
        """The attributes of one more change."""
        self._next += 1
        return f'w:id="{self._next}" w:author="{xml_text(self.author)}" w:date="{xml_text(self.date)}"'

    def opening(self) -> str:
        """The opening tag of an insertion."""
        return f"<w:ins {self.attributes()}>"

    def whole(self) -> str:
        """The insertion of a whole paragraph or row, which stands in the properties of its mark."""
        return f"<w:ins {self.attributes()}/>"

    def element(self, kind: str) -> etree._Element:
        """One more change: `ins` or `del`."""
        return parse(f"<w:{kind} {self.attributes()}/>")

    def keep_sections(self, root: etree._Element) -> None:
        """Leave the marks of paragraphs that end a section, also where people put the break on our pending deletion."""
        for section in root.iter(w("sectPr")):
            mark = section.getprevious()
            while mark is not None and mark.tag != w("rPr"):
                mark = mark.getprevious()
            gone = mark.find(w("del")) if mark is not None else None
            if gone is not None and gone.get(w("author")) == self.author:
                around(gone).remove(gone)

    def separate(self, root: etree._Element) -> None:
        """Give each of this author's changes an id that no other change has."""
        seen: set[str] = set()
        for change in root.iter(*RUN_CHANGES):
            if change.get(w("id"), "") in seen and change.get(w("author")) == self.author:
                self._next += 1
                change.set(w("id"), str(self._next))
            seen.add(change.get(w("id"), ""))

    def delete_run(self, run: etree._Element) -> etree._Element:
        """Mark a run as deleted; return the deletion, which now stands in its place."""
        change = self.element("del")
        run.addprevious(change)
        change.append(run)
        change.tail = None
        for text in run.findall(w("t")):
            text.tag = w("delText")
        return change

    def take_out(self, run: etree._Element) -> None:
        """Take a run out: marked as deleted, or gone if it stands in our own insertion, which nobody has taken yet."""
        if self._own(run) is None:
            self.delete_run(run)
            return
        gone = run
        while gone.tag not in HOLDERS:
            holder = around(gone)
            holder.remove(gone)
            if len(holder):
                return
            gone = holder

    def edge_of(self, run: etree._Element, *, before: bool) -> etree._Element | None:
        """The element beside which a new change can stand: the run, or our own insertion, parted there.

        None if the run stands in something else within an insertion.
        """
        own = self._own(run)
        if own is None or around(run) is not own:
            return run if own is None else None
        rest = list(run.itersiblings(preceding=before))
        if rest:
            other = copied(own)
            other[:] = rest if not before else list(reversed(rest))
            if before:
                own.addprevious(other)
            else:
                own.addnext(other)
        return own

    def _own(self, run: etree._Element) -> etree._Element | None:
        """Our own insertion around a run."""
        return next((found for found in run.iterancestors(w("ins")) if found.get(w("author")) == self.author), None)

    def mark_paragraph(self, paragraph: etree._Element, kind: str) -> None:
        """Mark a paragraph's own mark as inserted or deleted."""
        mark_properties(paragraph).insert(0, self.element(kind))

    def mark_row(self, row: etree._Element, kind: str) -> None:
        """Mark a whole row as inserted or deleted."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = parse(f"<w:trPr>{MAY_SPLIT}</w:trPr>")
            before = row.find(w("tblPrEx"))
            row.insert(0 if before is None else 1, properties)
        properties.append(self.element(kind))


def parse(text: str) -> etree._Element:
    """An element from XML that coplan wrote; its namespaces are those of the document."""
    holder = etree.fromstring(f"<w:x {DECLARED}>{text}</w:x>")
    return holder[0]


def mark_properties(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph's mark, made if there are none."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    found = properties.find(w("rPr"))
    if found is None:
        found = etree.Element(w("rPr"))
        later = next((child for child in properties if child.tag in BEHIND_MARK), None)
        if later is None:
            properties.append(found)
        else:
            later.addprevious(found)
    return found


def authors(place: etree._Element) -> set[str]:
    """Whose insertions and deletions wait in a paragraph or row."""
    return {change.get(w("author"), "") for change in place.iter(*RUN_CHANGES)}


def accept(root: etree._Element) -> None:
    """Accept every pending insertion and deletion."""
    _settle(root, lambda _: True, drop=("del", "moveFrom"))


def reject(root: etree._Element, author: str = "") -> None:
    """Take back every pending insertion and deletion, or only those of one author."""
    mine: Callable[[etree._Element], bool] = lambda change: not author or change.get(w("author"), "") == author  # noqa: E731
    _settle(root, mine, drop=("ins", "moveTo"))


def _settle(root: etree._Element, mine: Callable[[etree._Element], bool], drop: tuple[str, ...]) -> None:
    dropped = {w(tag) for tag in drop}
    for row in list(root.iter(w("tr"))):
        change = next(
            (found for found in row.iterfind(f"{w('trPr')}/*") if found.tag in RUN_CHANGES and mine(found)), None
        )
        if change is not None and change.tag in dropped:
            _remove_row(row)
        elif change is not None:
            _take_out(change)
    for change in [found for found in root.iter(*RUN_CHANGES) if not _is_mark(found) and mine(found)]:
        if change.getparent() is None:
            continue
        if change.tag in dropped:
            around(change).remove(change)
        else:
            unwrap(change)
    for paragraph in list(root.iter(w("p"))):
        _settle_mark(paragraph, mine, dropped)


def _settle_mark(paragraph: etree._Element, mine: Callable[[etree._Element], bool], dropped: set[str]) -> None:
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if properties is None:
        return
    gone = False
    for change in [child for child in properties if child.tag in RUN_CHANGES and mine(child)]:
        gone = gone or change.tag in dropped
        _take_out(change)
    if gone:
        _run_on(paragraph)


def _run_on(paragraph: etree._Element) -> None:
    """A paragraph without its mark: what it holds goes to the front of the next one, as Word does it."""
    after = paragraph.getnext()
    while after is not None and after.tag not in (w("p"), w("tbl")):
        after = after.getnext()
    content = [child for child in paragraph if child.tag != w("pPr")]
    if after is None or after.tag != w("p"):
        if next(paragraph.iter(w("t")), None) is None:
            around(paragraph).remove(paragraph)
        return
    place = 1 if after.find(w("pPr")) is not None else 0
    for child in reversed(content):
        after.insert(place, child)
    around(paragraph).remove(paragraph)


def _take_out(change: etree._Element) -> None:
    """Take a mark out of the properties of a row or paragraph mark, which the schema does not allow empty."""
    properties = around(change)
    properties.remove(change)
    if len(properties) == 0:
        around(properties).remove(properties)


def _remove_row(row: etree._Element) -> None:
    table = next(row.iterancestors(w("tbl")))
    around(row).remove(row)
    if next(table.iter(w("tr")), None) is None:
        around(table).remove(table)


def unwrap(change: etree._Element) -> None:
    """Leave what stands in a change, without the change."""
    for text in change.iter(w("delText")):
        text.tag = w("t")
    for child in list(change):
        change.addprevious(child)
    around(change).remove(change)


def _is_mark(change: etree._Element) -> bool:
    parent = change.getparent()
    return parent is not None and parent.tag in {w("rPr"), w("trPr")}


def copied(element: etree._Element) -> etree._Element:
    """A copy without what stands behind it."""
    made = deepcopy(element)
    made.tail = None
    return made
