"""Changes within a block of people's file: words that come and go in a paragraph or in the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from coplan.prose.blocks import Runs, joined
from coplan.prose.merge.merge_steps import Splice
from coplan.prose.merge.phrases import merge_words
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import accepted, pieces, short
from coplan.word.read.positions import in_control, inserted_by, paragraphs_of
from coplan.word.read.word_document import AUTHOR, cells_of, mark_deleted
from coplan.word.track.decorated import decorated
from coplan.word.track.editing import TrackedFile
from coplan.word.track.pending import authors, reject
from coplan.word.track.splicing import NotFree, Part, parts_of, splice_in

KEPT = (w("pPr"), w("bookmarkStart"), w("bookmarkEnd"))


def change_block(
    file: TrackedFile, number: int, whole: Sequence[Runs], splices: Sequence[Sequence[Splice]], reason: str
) -> bool:
    """Change the words of people's block with this number; `whole` is what each cell says after its splices.

    False if it cannot be written into: a change of somebody else waits there, or a field or picture stands in the way.
    """
    place, block = file.text.places[number], file.text.blocks[number]
    if authors(place) - {AUTHOR} or mark_deleted(place):
        return False
    cells = [place] if place.tag == w("p") else cells_of(place)
    touched = [cell for cell, cuts in zip(cells, splices, strict=False) if cuts] or cells
    if any(in_control(paragraph) for cell in touched for paragraph in paragraphs_of(cell)):
        file.left.append(short(" ".join(block.texts)))
        return False
    own = AUTHOR in authors(place)
    if own and decorated(place, file.comments):
        file.left.append(short(" ".join(block.texts)))
        return False
    if own:
        file.forget(place)
        if inserted_by(place, AUTHOR):
            _rewrite(file, cells, whole)
            file.note([place] if place.tag == w("p") else cells, reason)
            return True
        reject(place, AUTHOR)
    try:
        for cell, runs, cuts in zip(cells, whole, splices, strict=False):
            _change_cell(file, cell, _anew(file, cell, runs) if own else cuts)
    except NotFree:
        file.left.append(short(" ".join(block.texts)))
        return False
    file.note(cells, reason)
    return True


def _anew(file: TrackedFile, cell: etree._Element, target: Runs) -> Sequence[Splice]:
    """The splices from the text without our own pending changes to the one that the merge leads to."""
    faces = file.text.styles.faces
    now = joined(faces.run_of(piece) for paragraph in paragraphs_of(cell) for piece in accepted(pieces(paragraph)))
    return merge_words(now, now, target) or ()


def _change_cell(file: TrackedFile, cell: etree._Element, splices: Sequence[Splice]) -> None:
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
            file.append(paragraph, file.writer.runs(splice.runs, file.changes.opening()))
        return
    for splice in sorted(splices, key=lambda item: item.start, reverse=True):
        splice_in(parts, splice, file.changes, file.writer)


def _rewrite(file: TrackedFile, cells: Sequence[etree._Element], whole: Sequence[Runs]) -> None:
    """Write anew what is our own insertion: nobody has taken it yet."""
    for cell, runs in zip(cells, whole, strict=False):
        first = paragraphs_of(cell)[0]
        for paragraph in paragraphs_of(cell):
            for child in [item for item in paragraph if item.tag not in KEPT]:
                paragraph.remove(child)
        file.append(first, file.writer.runs(runs, file.changes.opening()))
