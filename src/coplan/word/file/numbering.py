"""Real numbering: bullets, numbered lists that begin anew, and sections 1, 1.1. One numbering part holds all."""

from __future__ import annotations

from lxml import etree

from coplan.word.file.ids import highest
from coplan.word.file.package import Package
from coplan.word.file.side_part import SidePart
from coplan.word.file.xml_names import DECLARED, w

LEVELS = 9
STEP = 360  # twentieths of a point by which each depth stands further in
BULLETS = ("•", "–", "·")


class Numbering(SidePart):
    """The numbering of one document while it is written. Adds to what is there, and never changes it."""

    def __init__(self, package: Package) -> None:
        super().__init__(package, "numbering")
        self._abstract = _highest(self.root, "abstractNum", "abstractNumId") + 1
        self._number = _highest(self.root, "num", "numId") + 1
        self._bullets = self._headings = 0

    def bullets(self) -> int:
        """The number that all bulleted lists share."""
        self._bullets = self._bullets or self._add("bullet")
        return self._bullets

    def headings(self) -> int:
        """The number that counts sections: 1., 1.1, 1.1.1."""
        self._headings = self._headings or self._add("heading")
        return self._headings

    def new_list(self) -> int:
        """The number of one more numbered list, which begins with 1."""
        return self._add("number")

    def _add(self, kind: str) -> int:
        """One more list, with a definition of its own.

        Lists that shared one would need a mark where each begins anew. LibreOffice keeps that mark with the first item,
        and would count on from the list before when that item is taken back.
        """
        abstract, self._abstract = self._abstract, self._abstract + 1
        number, self._number, self.changed = self._number, self._number + 1, True
        levels = "".join(_level(kind, level) for level in range(LEVELS))
        head = f'<w:abstractNum {DECLARED} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>'
        definition = etree.fromstring(f"{head}{levels}</w:abstractNum>")
        numbers = self.root.findall(w("num"))
        if numbers:  # definitions stand before all numbers
            numbers[0].addprevious(definition)
        else:
            self.root.append(definition)
        text = f'<w:num {DECLARED} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'
        (numbers[-1] if numbers else definition).addnext(etree.fromstring(text))
        return number


def _level(kind: str, level: int) -> str:
    if kind == "bullet":
        words, form = BULLETS[level % len(BULLETS)], "bullet"
    elif kind == "number":
        words, form = f"%{level + 1}.", ("decimal", "lowerLetter", "lowerRoman")[level % 3]
    else:
        words, form = "".join(f"%{depth + 1}." for depth in range(level + 1)).rstrip("." if level else ""), "decimal"
    left, hanging = (STEP * (level + 1), STEP) if kind != "heading" else (0, 0)
    suffix = '<w:suff w:val="space"/>' if kind == "heading" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{suffix}'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _highest(root: etree._Element, tag: str, attribute: str) -> int:
    return highest(item.get(w(attribute)) for item in root.findall(w(tag)))
