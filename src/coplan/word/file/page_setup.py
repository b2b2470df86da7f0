"""The page that a document is printed on."""

from __future__ import annotations

from lxml import etree

from coplan.word.file.ids import whole
from coplan.word.file.xml_names import w

WIDTH = 9360  # of the text on Letter with margins of one inch, in twentieths of a point
LEAST = 2880  # two inches; a page that says less is not believed

LITTLE = 0.9  # of the size of letters: below that they are small


def text_width(section: etree._Element | None) -> int:
    """The width of the text between the margins, in twentieths of a point."""
    if section is None:
        return WIDTH
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    width = _number(size, "w") - sum(_number(margins, name) for name in ("left", "right", "gutter"))
    return width if width >= LEAST else WIDTH


def _number(element: etree._Element | None, name: str) -> int:
    return max(whole(element.get(w(name))), 0) if element is not None else 0
