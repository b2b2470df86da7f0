"""Changes within a block of people's file: words that come and go in a paragraph or in the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from coplan.prose.blocks import Runs, joined
from coplan.prose.merge.merge_steps import Splice
from coplan.prose.merge.phrases import merge_words
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import accepted, pieces, short
from coplan.word.read.positions import in_control, inserted_by
from coplan.word.read.word_document import AUTHOR, cells_of, lines_of, mark_deleted, paragraphs_of
from coplan.word.track.decorated import altered
from coplan.word.track.editing import TrackedFile
from coplan.word.track.pending import authors, copied, reject
from coplan.word.track.splicing import NotFree, Part, parts_of, splice_in
from coplan.word.track.twins import settle_twins


def change_block(
    file: TrackedFile, number: int, whole: Sequence[Runs], splices: Sequence[Sequence[Splice]], reason: str
) -> bool:
    """Change the words of people's block with this number; `whole` is what each cell says after its splices.

    False, and nothing is written, if it cannot be: a change of somebody else waits there, or a field or picture stands
    in the way.
    """
    place, block = file.text.places[number], file.text.blocks[number]
    if authors(place) - {AUTHOR} or mark_deleted(place):
        return False
    cells = [place] if place.tag == w("p") else cells_of(place)
    touched = [cell for cell, cuts in zip(cells, splices, strict=False) if cuts] or cells
    if any(in_control(paragraph) for cell in touched for paragraph in paragraphs_of(cell)):
        file.left.append(short(" ".join(block.texts)))
        return False
    before, notes = [copied(child) for child in place], file.notes_on(place)
    try:
        _change(file, place, cells, whole, splices)
    except NotFree:
        place[:] = before
        file.left.append(short(" ".join(block.texts)))
        return False
    file.forget(place, notes)
    file.note(cells if AUTHOR in authors(place) else (), reason)  # nothing waits where the words are people's again
    return True


def _change(
    file: TrackedFile,
    place: etree._Element,
    cells: Sequence[etree._Element],
    whole: Sequence[Runs],
    splices: Sequence[Sequence[Splice]],
) -> None:
    """Our own changes that wait are taken back first, unless people did something to them; else they are changed."""
    own = AUTHOR in authors(place)
    if not own or inserted_by(place, AUTHOR) or altered(place, file.comments):
        for cell, cuts in zip(cells, splices, strict=False):
            _change_cell(file, cell, cuts)
            if own and cuts:
                settle_twins(cell, AUTHOR)
        return
    reject(place, AUTHOR)
    for cell, runs in zip(cells, whole, strict=False):
        now = _runs(file, cell)
        _change_cell(file, cell, merge_words(now, now, runs) or ())


def _runs(file: TrackedFile, cell: etree._Element) -> Runs:
    """What a cell says now."""
    faces, links = file.text.styles.faces, file.text.links
    found = (
        [faces.run_of(piece, links.get(piece.link, "")) for piece in accepted(pieces(p))] for p in paragraphs_of(cell)
    )
    return joined(lines_of(map(joined, found)))


def _change_cell(file: TrackedFile, cell: etree._Element, splices: Sequence[Splice]) -> None:
    if not splices:
        return
    parts = _parts(cell)
    if not parts:
        paragraph = paragraphs_of(cell)[0]
        for splice in splices:
            file.append(paragraph, file.writer.runs(splice.runs, file.changes.opening()))
        return
    for splice in sorted(splices, key=lambda item: item.start, reverse=True):
        splice_in(parts, splice, file.changes, file.writer)


def _parts(cell: etree._Element) -> list[Part]:
    """The parts of a cell; between its paragraphs one place is counted, as the reader does it."""
    parts, at = list[Part](), 0
    for paragraph in paragraphs_of(cell):
        at += bool(parts)
        found = parts_of(accepted(pieces(paragraph)), at)
        parts += found
        at = found[-1].end if found else at
    return parts
