"""A paragraph's text, piece by piece, each with the XML that holds it and the pending change in which it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from coplan.prose.blocks import Run
from coplan.word.file.xml_names import R, W, w

State = Literal["", "inserted", "deleted"]
INSERTED, DELETED = {w("ins"), w("moveTo")}, {w("del"), w("moveFrom")}
# Elements in a run that stand for text, and what they stand for.
SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\u2011", w("softHyphen"): "\u00ad"}
TEXTS = {w("t"), w("delText")}


@dataclass(frozen=True)
class Piece:
    """One stretch of text. `node` is the element in `run` that holds it.

    `change` is the insertion or deletion in which it stands, if any, and `author` its author. A piece that is not
    `free` belongs to a field, a control or text in another direction, and is never written into.
    """

    text: str
    run: etree._Element
    node: etree._Element
    state: State = ""
    author: str = ""
    free: bool = True
    link: str = ""


def pieces(paragraph: etree._Element) -> list[Piece]:
    """The pieces of a paragraph in order, deleted ones too."""
    return list(_Walk().of(paragraph))


def accepted(found: Iterable[Piece]) -> list[Piece]:
    """The pieces that are there once all pending changes are accepted."""
    return [piece for piece in found if piece.state != "deleted"]


class _Walk:
    """Goes through a paragraph and remembers in what it stands."""

    def __init__(self) -> None:
        self.field = 0  # how many fields are open

    def of(
        self, parent: etree._Element, state: State = "", author: str = "", link: str = "", free: bool = True
    ) -> Iterator[Piece]:
        for child in parent:
            if child.tag == w("r"):
                yield from self.run(child, state, author, link, free)
            elif child.tag in INSERTED:
                inner: State = state or "inserted"
                yield from self.of(child, inner, author or child.get(w("author"), ""), link, free)
            elif child.tag in DELETED:
                yield from self.of(child, "deleted", child.get(w("author"), ""), link, free)
            elif child.tag == w("hyperlink"):
                yield from self.of(child, state, author, child.get(f"{{{R}}}id", ""), free)
            elif child.tag in (w("fldSimple"), w("sdt"), w("sdtContent"), w("bdo"), w("dir")):
                yield from self.of(child, state, author, link, False)
            elif child.tag in (w("smartTag"), w("customXml")):
                yield from self.of(child, state, author, link, free)

    def run(self, run: etree._Element, state: State, author: str, link: str, free: bool) -> Iterator[Piece]:
        for node in run:
            if node.tag == w("fldChar"):
                self.field += {"begin": 1, "end": -1}.get(node.get(w("fldCharType"), ""), 0)
            text = node.text or "" if node.tag in TEXTS else SIGNS.get(str(node.tag), "")
            if text:
                yield Piece(text, run, node, state, author, free and self.field <= 0, link)


@dataclass(frozen=True)
class Faces:
    """The ids of character styles that say something: what is bold, and what is code."""

    bold: frozenset[str] = frozenset()
    code: frozenset[str] = frozenset()

    def run_of(self, piece: Piece, address: str = "", *, shown: bool = False) -> Run:
        """A piece as a run of prose; `shown` keeps whether it is inserted or deleted."""
        properties = piece.run.find(w("rPr"))
        style = ""
        bold = italic = False
        if properties is not None:
            style_element = properties.find(w("rStyle"))
            style = style_element.get(w("val"), "") if style_element is not None else ""
            bold, italic = is_on(properties.find(w("b"))), is_on(properties.find(w("i")))
        change = piece.state if shown else ""
        return Run(piece.text, bold or style in self.bold, italic, style in self.code, address, change)


def is_on(element: etree._Element | None) -> bool:
    """True for a property that is there and not switched off."""
    return element is not None and element.get(f"{{{W}}}val", "1") not in ("0", "false", "off", "none")


def short(text: str, width: int = 60) -> str:
    """The beginning of a text, for a message; at most `width` characters."""
    words = " ".join(text.split())
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"
