"""Writes a splice into a paragraph: the old words marked as deleted, the new ones as inserted, all else as it was.

In our own insertion, which nobody has taken yet, old words just go. So one way leads to a first update and to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from coplan.prose.blocks import Run
from coplan.prose.hole import is_hole
from coplan.prose.merge.merge_steps import Splice
from coplan.word.file.xml_names import around, w, within
from coplan.word.read.pieces import Piece, is_on
from coplan.word.track.pending import Changes, copied, parse
from coplan.word.write.paragraphs import Writer


class NotFree(Exception):
    """The words stand in a field, a control or between paragraphs of a cell: they are not written into."""


@dataclass
class Part:
    """One stretch of text that can be cut. `text` begins at `start` in the text of its cell."""

    text: str
    start: int
    run: etree._Element
    free: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parts_of(found: Sequence[Piece], start: int = 0) -> list[Part]:
    """The pieces of a paragraph as parts, each in a run of its own: a run with more than one is taken apart."""
    made, at = [], start
    for piece in found:
        made.append(Part(piece.text, at, _alone(piece), piece.free))
        at += len(piece.text)
    return made


def _alone(piece: Piece) -> etree._Element:
    """The run that holds nothing but this piece's node, besides its look."""
    run, node = piece.run, piece.node
    others = [child for child in run if child.tag != w("rPr") and child is not node]
    parent = node.getparent()
    if not others or parent is not run:
        return parent if parent is not None else run
    look = run.find(w("rPr"))
    for child in [child for child in run if child.tag != w("rPr")]:
        alone = etree.Element(w("r"))
        if look is not None:
            alone.append(copied(look))
        run.addprevious(alone)
        alone.append(child)
    around(run).remove(run)
    return around(node)


def splice_in(parts: list[Part], splice: Splice, changes: Changes, writer: Writer) -> None:
    """Carry out one splice. Raises NotFree, with nothing written, if the words may not be touched."""
    touched = [part for part in parts if part.start < splice.end and part.end > splice.start]
    if any(not part.free for part in touched):
        raise NotFree
    if splice.start == splice.end and any(not p.free and p.start < splice.start < p.end for p in parts):
        raise NotFree
    cut(parts, splice.start)
    cut(parts, splice.end)
    gone = [part for part in parts if splice.start <= part.start and part.end <= splice.end and part.text]
    look = gone[-1].run if gone else _neighbour(parts, splice.start)
    if splice.runs:
        if look is None:
            raise NotFree
        _insert(splice, changes, writer, look, before=not gone and splice.start < _start(parts, look))
    for part in gone:
        changes.take_out(part.run)


def _start(parts: list[Part], run: etree._Element | None) -> int:
    return next((part.end for part in parts if part.run is run), 0)


def _neighbour(parts: list[Part], at: int) -> etree._Element | None:
    """The run before a place, or the first one."""
    before = [part for part in parts if part.end <= at and part.text]
    return before[-1].run if before else parts[0].run if parts else None


def cut(parts: list[Part], at: int) -> None:
    """Cut the part that reaches over a place in two."""
    for index, part in enumerate(parts):
        if part.start < at < part.end:
            if not part.free:
                raise NotFree
            left, right = part.text[: at - part.start], part.text[at - part.start :]
            other = copied(part.run)
            _set_text(part.run, left)
            _set_text(other, right)
            part.run.addnext(other)
            part.text = left
            parts.insert(index + 1, Part(right, at, other, part.free))
            return


def _set_text(run: etree._Element, text: str) -> None:
    node = next(child for child in run if child.tag != w("rPr"))
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _insert(splice: Splice, changes: Changes, writer: Writer, look: etree._Element, *, before: bool) -> None:
    made = [_inserted(run, look, changes, writer) for run in splice.runs if run.text]
    place = changes.edge_of(look, before=before)
    if place is None:
        raise NotFree
    holder = around(place)
    if not before and holder.tag == w("hyperlink") and place.getnext() is None:
        place = holder  # behind a link, not into it
    for element in made if before else reversed(made):
        if before:
            place.addprevious(element)
        else:
            place.addnext(element)


def _inserted(run: Run, look: etree._Element, changes: Changes, writer: Writer) -> etree._Element:
    """One inserted run: the plan's words in the look of the words around them."""
    element = parse(writer.runs((run,), changes.opening()))
    properties = look.find(w("rPr"))
    if properties is None or run.code or run.link or (run.bold and is_hole(run.text)):
        return element
    theirs = copied(properties)
    style = theirs.find(w("rStyle"))
    if style is not None and style.get(w("val"), "") in _special(writer):
        theirs.remove(style)
    for tag, wanted in (("b", run.bold), ("i", run.italic)):
        present = theirs.find(w(tag))
        if wanted and not is_on(present):
            if present is not None:
                theirs.remove(present)
            theirs.insert(_place_of(theirs, tag), etree.Element(w(tag)))
    inner = within(element, "r")
    own = inner.find(w("rPr"))
    if own is not None:
        inner.remove(own)
    if len(theirs):
        inner.insert(0, theirs)
    return element


def _special(writer: Writer) -> set[str]:
    return {writer.styles[key] for key in ("hole", "inline_code", "link") if key in writer.styles}


def _place_of(properties: etree._Element, tag: str) -> int:
    """Where bold and italic stand among the properties of a run, by the schema: after style, fonts and each other."""
    earlier = {w(name) for name in ("rStyle", "rFonts", *(("b", "bCs") if tag == "i" else ()))}
    return sum(child.tag in earlier for child in properties)
