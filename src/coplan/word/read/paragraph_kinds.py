"""What a paragraph of Word is to us: heading, list item, notice. Judged by the names of styles and by numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from coplan.prose.blocks import Kind
from coplan.word.file.ids import whole
from coplan.word.file.package import Package, targets
from coplan.word.file.xml_names import w
from coplan.word.read.pieces import Faces

HEADING = re.compile(r"heading (\d)")
CONTINUE = re.compile(r"list continue ?(\d?)")
LIST = re.compile(r"list (bullet|number) ?(\d?)")
QUOTES = {"draft notice", "quote", "intense quote"}
CODES = {"code block", "html preformatted", "macro"}
BOLD = {"hole", "strong"}


@dataclass(frozen=True)
class Shape:
    """Kind, level, and whether a heading is numbered. `end` is coplan's own closing line."""

    kind: Kind
    level: int = 0
    numbered: bool = False
    end: bool = False


@dataclass(frozen=True)
class Styles:
    """The styles and the numbering of one document."""

    names: dict[str, str] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)  # numbering that comes with a style
    formats: dict[tuple[str, int], str] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Styles:
        """Read them from a package."""
        found = cls()
        for part in targets(package, package.main, "/styles")[:1]:
            for style in package.xml(part).iter(w("style")):
                found._add(style)
        for part in targets(package, package.main, "/numbering")[:1]:
            found._add_numbering(package.xml(part))
        return found

    def _add(self, style: etree._Element) -> None:
        key, name, based = style.get(w("styleId"), ""), style.find(w("name")), style.find(w("basedOn"))
        self.names[key] = (name.get(w("val"), "") if name is not None else key).casefold()
        if based is not None:
            self.based[key] = based.get(w("val"), "")
        number = style.find(f"{w('pPr')}/{w('numPr')}")
        if number is not None:
            self.numbers[key] = _number(number)

    def _add_numbering(self, root: etree._Element) -> None:
        levels = {
            item.get(w("abstractNumId")): {
                whole(level.get(w("ilvl"))): mark.get(w("val"), "")
                for level in item.findall(w("lvl"))
                if (mark := level.find(w("numFmt"))) is not None
            }
            for item in root.findall(w("abstractNum"))
        }
        for number in root.findall(w("num")):
            reference = number.find(w("abstractNumId"))
            for level, form in levels.get(reference.get(w("val")) if reference is not None else "", {}).items():
                self.formats[number.get(w("numId"), ""), level] = form

    @cached_property
    def faces(self) -> Faces:
        """The character styles that say something."""
        bold = frozenset(key for key, name in self.names.items() if name in BOLD)
        return Faces(bold, frozenset(key for key, name in self.names.items() if name == "inline code"))

    def chain(self, key: str) -> list[str]:
        """The names of a style and of those on which it is based."""
        found: list[str] = []
        while key in self.names and len(found) < 10:
            found.append(self.names[key])
            key = self.based.get(key, "")
        return found

    def shape(self, paragraph: etree._Element) -> Shape:
        """What a paragraph is."""
        properties = paragraph.find(w("pPr"))
        style = properties.find(w("pStyle")) if properties is not None else None
        key = style.get(w("val"), "") if style is not None else ""
        number, level = self._numbering(properties, key)
        for name in self.chain(key):
            if found := self._named(name, number, level):
                return found
        if number:
            return self._item(number, level)
        return Shape("paragraph")

    def _named(self, name: str, number: str, level: int) -> Shape | None:
        if match := HEADING.fullmatch(name):
            return Shape("heading", int(match[1]), numbered=bool(number))
        if match := CONTINUE.fullmatch(name):
            return Shape("paragraph", int(match[1] or 1))
        if match := LIST.fullmatch(name):
            if number:
                return self._item(number, level)
            return Shape("bullet" if match[1] == "bullet" else "number", int(match[2] or 1) - 1)
        if name == "draft end":
            return Shape("paragraph", end=True)
        plain: dict[str, Kind] = {"title": "title", "rule line": "rule"}
        kind = plain.get(name, "quote" if name in QUOTES else "code" if name in CODES else None)
        return Shape(kind) if kind else None

    def _numbering(self, properties: etree._Element | None, key: str) -> tuple[str, int]:
        direct = properties.find(w("numPr")) if properties is not None else None
        number, level = _number(direct) if direct is not None else self.numbers.get(key, ("", 0))
        return ("" if number == "0" else number), level

    def _item(self, number: str, level: int) -> Shape:
        form = self.formats.get((number, level), "bullet")
        return Shape("bullet" if form in ("bullet", "none") else "number", level)


def _number(element: etree._Element) -> tuple[str, int]:
    number, level = element.find(w("numId")), element.find(w("ilvl"))
    return (
        number.get(w("val"), "") if number is not None else "",
        whole(level.get(w("val"))) if level is not None else 0,
    )
