"""What people's file holds that is not text to us: never touched, and named where a page of plain text lacks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from coplan.word.file.xml_names import w
from coplan.word.read.pieces import SIGNS, TEXTS, is_on

OBJECTS = {
    w("drawing"): "a picture or text box",
    w("pict"): "a picture or text box",
    w("object"): "an embedded object",
    w("footnoteReference"): "a footnote",
    w("endnoteReference"): "an endnote",
    w("sym"): "a symbol",
    w("fldChar"): "a field",
    w("fldSimple"): "a field",
    w("bdo"): "text in another direction",
    w("dir"): "text in another direction",
    w("ruby"): "text with a reading above it",
    w("ptab"): "a tab to an edge",
    w("altChunk"): "a document within the document",
}
# Looks that change what a text says.
LOOKS = {
    w("rtl"): "text in another direction",
    w("vanish"): "hidden text",
    w("strike"): "struck text",
    w("dstrike"): "struck text",
}
# What is read, and what says nothing on a page.
READ = {
    *(*TEXTS, *SIGNS),
    *map(w, ("p", "r", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "del", "moveTo", "moveFrom")),
    *map(w, ("tbl", "tr", "tc", "tblGrid", "gridCol", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd")),
    *map(w, ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")),
    *map(w, ("annotationRef", "instrText", "delInstrText")),
    *map(w, (f"{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End"))),
    *map(w, (f"customXml{kind}Range{end}" for kind in ("Ins", "Del") for end in ("Start", "End"))),
    *map(w, (f"customXml{kind}Range{end}" for kind in ("MoveFrom", "MoveTo") for end in ("Start", "End"))),
}
# Properties that most paragraphs have; of others it is looked up that they are some.
USUAL = (
    *("pPr", "pStyle", "numPr", "ilvl", "numId", "spacing", "ind", "jc", "keepNext", "keepLines", "contextualSpacing"),
    *("rPr", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "u", "color", "sz", "szCs", "lang", "highlight", "noProof"),
    *("tcPr", "tcW", "trPr", "cantSplit", "tblHeader", "shd", "tcBorders", "vAlign", "gridSpan"),
)
KNOWN = {*READ, *map(w, USUAL)}


def objects(place: etree._Element) -> Iterator[str]:
    """What stands in a paragraph or row that is not text, in words, each kind once."""
    tags = {item.tag for item in place.iter()}
    found = {words for tag, words in OBJECTS.items() if tag in tags}
    if any(str(tag).endswith("}oMath") for tag in tags):
        found.add("a formula")
    if not found and any(str(tag).endswith("}AlternateContent") for tag in tags):
        found.add("an emoji or sign")
    if not found and not tags <= KNOWN and any(_is_strange(item) for item in place.iter() if item.tag not in KNOWN):
        found.add("something that is no text")
    yield from sorted(found)


def _is_strange(element: etree._Element) -> bool:
    """True for an element that is neither a property nor within one."""
    tags = (str(item.tag) for item in (element, *element.iterancestors()))
    return not any(tag.endswith(("Pr", "PrEx")) for tag in tags)


def unshown(paragraph: etree._Element, held: Iterable[str]) -> Iterator[str]:
    """What of a paragraph a page of plain text leaves out or shows as something else, in words, each kind once.

    `held` are its `objects`.
    """
    found = {words for words in held if words != "a field"}  # what a field shows is read as text
    for look in (look for run in paragraph.iter(w("r")) if (look := run.find(w("rPr"))) is not None):
        found |= {words for tag, words in LOOKS.items() if is_on(look.find(tag))}
        level = look.find(w("vertAlign"))
        if level is not None and level.get(w("val")) in ("superscript", "subscript"):
            found.add("raised or lowered text")
    yield from sorted(found)
