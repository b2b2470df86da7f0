"""Carries a merge out in people's own .docx, as tracked changes with a comment on each. All else stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from coplan.prose.align import align
from coplan.prose.blocks import Block, Runs, joined
from coplan.prose.merge_words import merge_words, splice_runs
from coplan.prose.merging import Merge, Splice, Step
from coplan.prose.read_markdown import read_markdown
from coplan.word.build import Links, space_above
from coplan.word.comments import Comments
from coplan.word.mark import BOOKMARK, DraftMark, marked, write_mark
from coplan.word.names import w
from coplan.word.numbering import Numbering
from coplan.word.package import Package, targets, xml_bytes
from coplan.word.paragraphs import Writer, numbering_xml
from coplan.word.pieces import accepted, objects, pieces, short
from coplan.word.places import (
    change_of_whole,
    element_before,
    inserted_by,
    is_last,
    number_of,
    paragraphs_of,
    widths_of,
)
from coplan.word.read import AUTHOR, WordText, block_mark, cells_of, mark_deleted, nearest
from coplan.word.revising import Changes, authors, parse, reject
from coplan.word.splicing import NotFree, Part, parts_of, splice_in
from coplan.word.styles import style_ids

BOTH = "Both changed this: your words stand above, and this is what the plan says now. Keep one."
DELETED = "You took this out, and the plan has changed it since. Keep it or take it out."
WAITING = "The text above holds changes that wait for a decision, so the plan's text stands here. Keep one."
ORPHAN = "No longer called for by the plan. It stays because somebody wrote in it."
CONFLICTS = (BOTH, DELETED, WAITING)


@dataclass(frozen=True)
class Tracked:
    """The file with the changes in it, how many there are, how many conflicts, and what could not be written."""

    content: bytes
    changes: int
    conflicts: int
    left_alone: tuple[str, ...] = ()


def track(text: WordText, done: Merge, reasons: Mapping[int, str], mark: DraftMark, date: str) -> Tracked:
    """Write the steps of a merge into the file from which `text` was read.

    `reasons` says, by the number of the step, why the plan changed this. `mark.base` is the text that the plan leads to
    now. `date` stands on each change, as in 2026-11-24T00:00:00Z. The tree of `text` is used up.
    """
    tracker = _Tracker(text, mark, date)
    for number, step in enumerate(done.steps):
        tracker.step(step, reasons.get(number, ""))
    return tracker.finish()


def unresolved(text: WordText) -> tuple[str, ...]:
    """The beginnings of the plan's texts that wait beside people's since an earlier update."""
    comments = Comments(text.package, AUTHOR, "")
    return tuple(
        short("".join(piece.text for piece in accepted(pieces(place))))
        for place in text.root.iter(w("p"))
        if AUTHOR in authors(place) and any(words.startswith(CONFLICTS) for _, words in comments.on(place))
    )


class _Tracker:
    def __init__(self, text: WordText, mark: DraftMark, date: str) -> None:
        self.text, self.root, self.package = text, text.root, text.package
        self.mark = replace(mark, ids=_ids(text, mark.base))
        self.changes = Changes(self.root, AUTHOR, date)
        self.comments = Comments(self.package, AUTHOR, date)
        self.numbering = Numbering(self.package)
        self.links = Links(self.package)
        self.writer = Writer(_style_ids(self.package), self.links.id_for, _last_bookmark(self.root))
        self.writer.used |= _marks(self.root)
        self.anchor: etree._Element | None = None  # behind this the next block comes in
        self.before: Block | None = None
        self.table: list[Block] = []  # rows of a new table, until something else comes
        self.table_reason = ""
        self.count = self.conflicts = 0
        self.left: list[str] = []

    def step(self, step: Step, reason: str) -> None:
        """Carry out one step."""
        if self.table and not (step.action == "insert" and step.block is not None and step.block.kind == "row"):
            self.close_table()
        if step.people is not None:
            self.anchor, self.before = self.text.places[step.people], self.text.blocks[step.people]
        if step.action == "change":
            self.change(step, reason)
        elif step.action == "delete":
            self.delete(reason)
        elif step.action == "orphan":
            self.orphan(reason)
        elif step.action in ("insert", "conflict") and step.block is not None:
            words = "" if step.action == "insert" else BOTH if step.people is not None else DELETED
            self.conflicts += bool(words)
            self.insert(self.marked(step), "\n".join(part for part in (words, reason) if part))

    def marked(self, step: Step) -> Block:
        """The plan's block with its own mark, unless a block with that mark stands already."""
        assert step.block is not None
        mark = self.mark.ids[step.new] if step.new is not None else ""
        return replace(step.block, mark="" if step.action == "conflict" else mark)

    # Changes within a block

    def change(self, step: Step, reason: str) -> None:
        assert step.people is not None
        place, block = self.text.places[step.people], self.text.blocks[step.people]
        whole = tuple(splice_runs(runs, cut) for runs, cut in zip(block.cells, step.splices, strict=True))
        if authors(place) - {AUTHOR} or mark_deleted(place):
            self.beside(replace(block, cells=whole, mark=""), reason)
            return
        cells = [place] if place.tag == w("p") else cells_of(place)
        own = AUTHOR in authors(place)
        inserted = inserted_by(place, AUTHOR)
        if own:
            self.forget(place)
            if inserted:
                self.rewrite(place, cells, whole, reason)
                return
            reject(place, AUTHOR)
        try:
            for cell, runs, splices in zip(cells, whole, step.splices, strict=False):
                self.change_cell(cell, self.anew(cell, runs) if own else splices)
        except NotFree:
            self.left.append(short(" ".join(block.texts)))
            self.beside(replace(block, cells=whole, mark=""), reason)
            return
        self.note(cells, reason)

    def anew(self, cell: etree._Element, target: Runs) -> Sequence[Splice]:
        """The splices from the text without our own pending changes to the one that the merge leads to."""
        faces = self.text.styles.faces
        now = joined(faces.run_of(piece) for paragraph in paragraphs_of(cell) for piece in accepted(pieces(paragraph)))
        return merge_words(now, now, target) or ()

    def change_cell(self, cell: etree._Element, splices: Sequence[Splice]) -> None:
        if not splices:
            return
        parts, at = list[Part](), 0
        for paragraph in paragraphs_of(cell):
            found = parts_of(accepted(pieces(paragraph)), at + bool(parts))
            parts += found
            at = found[-1].end if found else at
        if not parts:
            paragraph = paragraphs_of(cell)[0]
            for splice in splices:
                self.append(paragraph, self.writer.runs(splice.runs, self.changes.opening()))
            return
        for splice in sorted(splices, key=lambda item: item.start, reverse=True):
            splice_in(parts, splice, self.changes, self.writer)

    def append(self, paragraph: etree._Element, xml: str) -> None:
        if xml:
            for element in parse(f"<w:x>{xml}</w:x>"):
                paragraph.append(element)

    def rewrite(self, place: etree._Element, cells: list[etree._Element], whole: Sequence[Runs], reason: str) -> None:
        """Write anew what is our own insertion: nobody has taken it yet."""
        for cell, runs in zip(cells, whole, strict=False):
            first = paragraphs_of(cell)[0]
            for paragraph in paragraphs_of(cell):
                for child in [
                    item for item in paragraph if item.tag not in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd"))
                ]:
                    paragraph.remove(child)
            self.append(first, self.writer.runs(runs, self.changes.opening()))
        self.note([place] if place.tag == w("p") else cells, reason)

    def forget(self, place: etree._Element) -> None:
        """Take away our comments on changes that are replaced."""
        for number, words in self.comments.on(place):
            if not words.startswith(ORPHAN):
                self.comments.remove(place, number)

    def beside(self, block: Block, reason: str) -> None:
        """Put the plan's text behind a block that is not to be written into."""
        self.conflicts += 1
        self.insert(block, "\n".join(part for part in (WAITING, reason) if part))

    # Whole blocks

    def insert(self, block: Block, comment: str) -> None:
        if block.kind in ("head", "row"):
            self.insert_row(block, comment)
            return
        numbering = self.numbering_of(block)
        runs = self.writer.runs(block.cells[0], self.changes.opening())
        space = space_above(self.before, block) if self.before else 0
        mark = f"<w:ins {self.changes.attributes()}/>"
        element = parse(self.writer.paragraph(block, runs, numbering, mark, space))
        self.put(element)
        self.note([element], comment)
        self.anchor, self.before = element, block

    def put(self, element: etree._Element) -> None:
        """Put an element behind the anchor, or at the beginning."""
        body = self.root.find(w("body"))
        anchor = self.anchor
        while anchor is not None and anchor.tag == w("tr"):
            anchor = nearest(anchor, w("tbl"))
        if anchor is None:
            body.insert(0, element)
        else:
            anchor.addnext(element)

    def insert_row(self, block: Block, comment: str) -> None:
        if block.kind == "head" or (self.table and self.anchor is not None):
            self.table.append(block)
            self.table_reason = self.table_reason or comment
            return
        if self.anchor is None or self.anchor.tag != w("tr"):
            self.table.append(block)
            self.table_reason = self.table_reason or comment
            return
        widths = widths_of(self.anchor, len(block.cells))
        row = parse(self.writer.row(block, widths, self.changes.opening(), f"<w:ins {self.changes.attributes()}/>"))
        self.anchor.addnext(row)
        self.note(cells_of(row), comment)
        self.anchor, self.before = row, block

    def close_table(self) -> None:
        """Write the table whose rows have come in."""
        rows, reason, self.table, self.table_reason = self.table, self.table_reason, [], ""
        if self.anchor is not None and self.anchor.tag == w("tr"):  # two tables that touch would become one
            gap = (
                f'<w:p><w:pPr><w:pStyle w:val="{self.writer.styles.get("gap", "")}"/><w:rPr>{{}}</w:rPr></w:pPr></w:p>'
            )
            element = parse(gap.format(f"<w:ins {self.changes.attributes()}/>"))
            self.put(element)
            self.anchor = element
        table = parse(self.writer.table(rows, self.changes.opening(), f"<w:ins {self.changes.attributes()}/>"))
        self.put(table)
        self.note(cells_of(table.find(w("tr"))), reason)
        self.anchor, self.before = table.findall(w("tr"))[-1], rows[-1]

    def numbering_of(self, block: Block) -> str:
        if block.kind == "heading":
            return numbering_xml(self.heading_number(), max(block.level, 1) - 1) if block.numbered else ""
        if block.kind not in ("bullet", "number"):
            return ""
        return numbering_xml(self.list_number(block), block.level)

    def heading_number(self) -> int:
        found = (number for place in self.text.places if (number := number_of(place, self.text.styles, "heading")))
        return next(found, 0) or self.numbering.headings()

    def list_number(self, block: Block) -> int:
        """The list to which an item belongs: that of its neighbours, or of any other bullets, or a new one."""
        near = [self.anchor] if self.anchor is not None else []
        after = self.anchor.getnext() if self.anchor is not None else None
        near += [after] if after is not None else []
        everywhere = list(self.text.places) if block.kind == "bullet" else []
        for place in (*near, *everywhere):
            if number := number_of(place, self.text.styles, block.kind):
                return number
        return self.numbering.bullets() if block.kind == "bullet" else self.numbering.new_list()

    def delete(self, reason: str) -> None:
        place = self.anchor
        assert place is not None
        others = authors(place) - {AUTHOR}
        if others or any(objects(place)):
            self.left.append(short("".join(piece.text for p in paragraphs_of(place) for piece in accepted(pieces(p)))))
            self.orphan(reason)
            return
        if inserted_by(place, AUTHOR):
            self.remove(place)
            return
        if AUTHOR in authors(place):
            self.forget(place)
            reject(place, AUTHOR)
        for paragraph in paragraphs_of(place):
            for piece in parts_of(accepted(pieces(paragraph))):
                self.changes.delete_run(piece.run)
        if place.tag == w("tr"):
            self.changes.mark_row(place, "del")
        elif not is_last(place):
            self.changes.mark_paragraph(place, "del")
        self.note([place] if place.tag == w("p") else cells_of(place), reason)

    def remove(self, place: etree._Element) -> None:
        """Take away what was our own insertion."""
        self.forget(place)
        self.count += 1
        self.anchor = element_before(place)
        parent = place.getparent()
        parent.remove(place)
        if place.tag == w("tr") and next(parent.iter(w("tr")), None) is None:
            self.anchor = element_before(parent)
            parent.getparent().remove(parent)

    def orphan(self, reason: str) -> None:
        place = self.anchor
        assert place is not None
        if not any(words.startswith(ORPHAN) for _, words in self.comments.on(place)):
            self.comments.add(paragraphs_of(place)[0], "\n".join(part for part in (ORPHAN, reason) if part))

    def note(self, places: Sequence[etree._Element], reason: str) -> None:
        """Count a change, and put its reason beside it."""
        self.count += 1
        if reason:
            paragraph = paragraphs_of(places[0])[0]
            kind = change_of_whole(paragraph)
            self.comments.add(paragraph, reason, self.changes.element(kind) if kind else None)

    def finish(self) -> Tracked:
        if self.table:
            self.close_table()
        self.changes.separate(self.root)
        package = self.links.package.replaced({self.package.main: xml_bytes(self.root)})
        package = self.comments.write(self.numbering.write(package))
        content = write_mark(package, self.mark).save()
        return Tracked(content, self.count, self.conflicts, tuple(self.left))


def _ids(text: WordText, new_base: str) -> tuple[str, ...]:
    """The marks of the plan's blocks: those that they had, and new ones that nobody has had."""
    new = read_markdown(new_base)
    old = marked(read_markdown(text.mark.base), text.mark.ids) if text.mark else []
    had = {k: old[i].mark for i, k in align(old, new).items()}
    taken = [*(block.mark for block in old), *(block_mark(place) for place in text.places)]
    number = max((int(mark) for mark in taken if mark.isdigit()), default=0)
    found = []
    for k in range(len(new)):
        if k not in had:
            number += 1
        found.append(had.get(k) or str(number))
    return tuple(found)


def _style_ids(package: Package) -> dict[str, str]:
    part = next(iter(targets(package, package.main, "/styles")), "")
    return style_ids(package.xml(part)) if part in package.parts else {}


def _marks(root: etree._Element) -> set[str]:
    """The marks that stand in a document already; none is given twice."""
    names = [str(item.get(w("name"), "")) for item in root.iter(w("bookmarkStart"))]
    return {name.removeprefix(BOOKMARK) for name in names if name.startswith(BOOKMARK)}


def _last_bookmark(root: etree._Element) -> int:
    return max((int(item.get(w("id"), "0")) for item in root.iter(w("bookmarkStart"))), default=0)
