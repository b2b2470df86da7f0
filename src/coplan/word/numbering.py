"""Real numbering: bullets, numbered lists that begin anew, and sections 1, 1.1. One numbering part holds all."""

from __future__ import annotations

from lxml import etree

from coplan.word.names import DECLARED, W, w
from coplan.word.package import OFFICE, Package, related, targets, typed, xml_bytes

LEVELS = 9
STEP = 360  # twentieths of a point by which each depth stands further in
BULLETS = ("•", "–", "·")
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class Numbering:
    """The numbering part of one document while it is written. Adds to what is there, and never changes it."""

    def __init__(self, package: Package) -> None:
        part = next(iter(targets(package, package.main, "/numbering")), "")
        self.part = part if part in package.parts else ""
        self.root = root = package.xml(self.part) if self.part else etree.fromstring(f"<w:numbering {DECLARED}/>")
        self.changed = False
        self._abstract = _highest(root, "abstractNum", "abstractNumId") + 1
        self._number = _highest(root, "num", "numId") + 1
        self._kinds: dict[str, int] = {}
        self._bullets = self._headings = 0

    def bullets(self) -> int:
        """The number that all bulleted lists share."""
        self._bullets = self._bullets or self._add(self._kind("bullet"))
        return self._bullets

    def headings(self) -> int:
        """The number that counts sections: 1., 1.1, 1.1.1."""
        self._headings = self._headings or self._add(self._kind("heading"))
        return self._headings

    def new_list(self) -> int:
        """The number of one more numbered list, which begins with 1."""
        return self._add(self._kind("number"), begin=True)

    def write(self, package: Package) -> Package:
        """The package with the numbering as it is now."""
        if not self.changed:
            return package
        part = self.part or "word/numbering.xml"
        package = package.replaced({part: xml_bytes(self.root)})
        if not self.part:
            package = typed(package, part, TYPE)
            package, _ = related(package, package.main, f"{OFFICE}/numbering", f"/{part}")
        return package

    def _kind(self, kind: str) -> int:
        if kind not in self._kinds:
            number = self._kinds[kind] = self._abstract
            self._abstract += 1
            levels = "".join(_level(kind, level) for level in range(LEVELS))
            kinds = '<w:multiLevelType w:val="multilevel"/>'
            text = f'<w:abstractNum {DECLARED} w:abstractNumId="{number}">{kinds}{levels}</w:abstractNum>'
            self._insert(etree.fromstring(text))
        return self._kinds[kind]

    def _insert(self, element: etree._Element) -> None:
        """Abstract numbers stand before all numbers."""
        first = self.root.find(w("num"))
        if first is None:
            self.root.append(element)
        else:
            first.addprevious(element)

    def _add(self, abstract: int, *, begin: bool = False) -> int:
        number, self._number, self.changed = self._number, self._number + 1, True
        start = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
            for level in range(LEVELS if begin else 0)
        )
        text = f'<w:num {DECLARED} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{start}</w:num>'
        last = self.root.findall(w("num"))
        element = etree.fromstring(text)
        if last:
            last[-1].addnext(element)
        else:
            self._insert(element)
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
    return max((int(item.get(f"{{{W}}}{attribute}") or 0) for item in root.findall(w(tag))), default=0)
