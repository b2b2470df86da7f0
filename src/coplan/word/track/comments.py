"""Comments in a document: which answer changed something, put beside the change."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

from lxml import etree

from coplan.errors import BadInput
from coplan.word.file.ids import highest
from coplan.word.file.package import Package, targets
from coplan.word.file.side_part import SidePart
from coplan.word.file.xml_names import around, w, xml_text
from coplan.word.track.pending import parse

# A comment is known by its last paragraph, and a reply says by that what it answers.
PARAGRAPH = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
ANSWERS = "{http://schemas.microsoft.com/office/word/2012/wordml}paraIdParent"


class Comments(SidePart):
    """The comments of one document while it is written."""

    def __init__(self, package: Package, author: str, date: str) -> None:
        super().__init__(package, "comments")
        self._package, self.author, self.date = package, author, date
        self._next = highest((item.get(w("id")) for item in self.root), -1) + 1

    @cached_property
    def answered(self) -> set[str]:
        """The ids of comments to which somebody replied: Word and LibreOffice keep that in a part of its own."""
        last = {
            lines[-1].get(PARAGRAPH): item.get(w("id"), "") for item in self.root if (lines := item.findall(w("p")))
        }
        parents: set[str] = set()
        with suppress(BadInput):
            for part in targets(self._package, self._package.main, "/commentsExtended"):
                parents |= {item.get(ANSWERS, "") for item in self._package.xml(part)}
        return {number for paragraph, number in last.items() if paragraph in parents}

    def add(self, paragraph: etree._Element, text: str, change: etree._Element | None = None) -> None:
        """Put a comment on a paragraph.

        `change` is the insertion or deletion that goes with a whole paragraph: the comment's anchor stands in it, and
        has no range. Anything of the comment that is left when the paragraph goes pulls its style over the next one.
        """
        number, self._next, self.changed = self._next, self._next + 1, True
        head = f'w:id="{number}" w:author="{xml_text(self.author)}" w:date="{xml_text(self.date)}" w:initials="cp"'
        lines = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{xml_text(line)}</w:t></w:r></w:p>' for line in text.split("\n")
        )
        self.root.append(parse(f"<w:comment {head}>{lines}</w:comment>"))
        reference = parse(f'<w:r><w:commentReference w:id="{number}"/></w:r>')
        if change is not None:
            change.append(reference)
            paragraph.append(change)
            return
        place = 1 if paragraph.find(w("pPr")) is not None else 0
        paragraph.insert(place, parse(f'<w:commentRangeStart w:id="{number}"/>'))
        paragraph.append(parse(f'<w:commentRangeEnd w:id="{number}"/>'))
        paragraph.append(reference)

    def on(self, place: etree._Element) -> list[tuple[str, str]]:
        """The ids and texts of this author's comments on a paragraph or row."""
        mine = {
            item.get(w("id")): "".join(item.itertext()) for item in self.root if item.get(w("author")) == self.author
        }
        ids = [reference.get(w("id"), "") for reference in place.iter(w("commentReference"))]
        return [(number, mine[number]) for number in ids if number in mine]

    def remove(self, place: etree._Element, number: str) -> None:
        """Take a comment away."""
        self.changed = True
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for found in [item for item in place.iter(w(tag)) if item.get(w("id")) == number]:
                run = around(found)
                gone = run if tag == "commentReference" and len(run) <= 2 and run.tag == w("r") else found
                holder = around(gone)
                holder.remove(gone)
                if holder.tag in {w("ins"), w("del")} and len(holder) == 0:
                    around(holder).remove(holder)
        for item in [item for item in self.root if item.get(w("id")) == number]:
            self.root.remove(item)
