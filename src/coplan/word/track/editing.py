"""People's .docx while tracked changes come into it: its tree, its comments and lists, and the ids that are free."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from coplan.word.file.ids import highest
from coplan.word.file.mark import BOOKMARK, DraftMark, write_mark
from coplan.word.file.numbering import Numbering
from coplan.word.file.package import Package, targets, xml_bytes
from coplan.word.file.page_setup import text_width
from coplan.word.file.xml_names import style_ids, w
from coplan.word.read.moved_marks import move_up
from coplan.word.read.positions import change_of_whole, in_control
from coplan.word.read.word_document import AUTHOR, WordText, paragraphs_of
from coplan.word.track.comments import Comments
from coplan.word.track.pending import Changes, parse
from coplan.word.write.build import Links
from coplan.word.write.paragraphs import Writer

ORPHAN = "No longer called for by the plan. It stays because somebody wrote in it."


class TrackedFile:
    """One file that is written into. `count` has the changes so far, `left` the beginnings of what was left alone."""

    def __init__(self, text: WordText, date: str) -> None:
        self.text, self.root, self.package = text, text.root, text.package
        self.changes = Changes(self.root, AUTHOR, date)
        self.comments = Comments(self.package, AUTHOR, date)
        self.numbering = Numbering(self.package)
        self.links = Links(self.package)
        width = text_width(self.root.find(f"{w('body')}/{w('sectPr')}"))
        self.writer = Writer(_style_ids(self.package), self.links.id_for, width, _last_bookmark(self.root))
        self.writer.used |= _marks(self.root)
        self.count = 0
        self.left: list[str] = []

    def append(self, paragraph: etree._Element, xml: str) -> None:
        """Put runs at the end of a paragraph."""
        if xml:
            for element in parse(f"<w:x>{xml}</w:x>"):
                paragraph.append(element)

    def note(self, places: Sequence[etree._Element], reason: str) -> None:
        """Count a change, and put its reason beside it."""
        self.count += 1
        paragraph = next((item for place in places for item in paragraphs_of(place) if not in_control(item)), None)
        if paragraph is None:
            return
        kind = change_of_whole(paragraph)
        self.comments.add(paragraph, reason, self.changes.element(kind) if kind else None)

    def notes_on(self, place: etree._Element) -> tuple[str, ...]:
        """The ids of our comments on changes here that go when those are replaced; one that people answered stays."""
        answered = self.comments.answered
        found = self.comments.on(place)
        return tuple(id_ for id_, words in found if not words.startswith(ORPHAN) and id_ not in answered)

    def forget(self, place: etree._Element, notes: Sequence[str]) -> None:
        """Take these comments away."""
        for number in notes:
            self.comments.remove(place, number)

    def save(self, mark: DraftMark) -> bytes:
        """The bytes of the file as it is now, with this mark."""
        self.changes.keep_sections(self.root)
        self.changes.separate(self.root)
        move_up(self.root, AUTHOR, self.changes.element)
        package = self.links.package.replaced({self.package.main: xml_bytes(self.root)})
        package = self.comments.write(self.numbering.write(package))
        return write_mark(package, mark).save()


def _style_ids(package: Package) -> dict[str, str]:
    part = next(iter(targets(package, package.main, "/styles")), "")
    return style_ids(package.xml(part)) if part else {}


def _marks(root: etree._Element) -> set[str]:
    """The marks that stand in a document already; none is given twice."""
    names = [str(item.get(w("name"), "")) for item in root.iter(w("bookmarkStart"))]
    return {name.removeprefix(BOOKMARK) for name in names if name.startswith(BOOKMARK)}


def _last_bookmark(root: etree._Element) -> int:
    return highest(item.get(w("id")) for item in root.iter(w("bookmarkStart")))
