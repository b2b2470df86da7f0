"""The empty document that drafts are written into: styles, page, header, footer. python-docx's own, or a letterhead."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from coplan.errors import BadInput, Problem
from coplan.word.file.letterhead import plain_letterhead
from coplan.word.file.package import STRANGE, TYPES, Package, open_package, strange, targets, xml_bytes
from coplan.word.file.page_setup import text_width
from coplan.word.file.xml_names import STYLES, style_ids, w

INCHES = {"letter": (8.5, 11.0), "a4": (8.268, 11.693)}
OWN_FONT = ("code", "inline_code")
UNUSED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml")


@dataclass(frozen=True)
class Shell:
    """A document without text. `styles` has the id of each style; `section` is the page setup as XML.

    `width` is that of the text, in twentieths of a point. `own` says that header and footer are coplan's to write, and
    not an agency's.
    """

    package: Package
    styles: dict[str, str]
    section: bytes
    width: int
    own: bool


@lru_cache(maxsize=16)  # all sizes, margins and languages of a library, which one run goes through again and again
def shell(
    paper: str,
    letterhead: bytes | None = None,
    name: str = "letterhead",
    letters: float = 1.0,
    margin: float = 1.0,
    language: str = "en",
) -> Shell:
    """The shell for a paper size, or of an agency's letterhead. Raises BadInput if that cannot be used.

    `letters` is their size, as a part of that of a letter. `margin` is in inches. A letterhead keeps its own.
    `language` is that of the words, by two letters.
    """
    if letterhead is None:
        return _shell(_spoken(_own(paper, letters, margin), language), own=True)
    try:
        return _shell(_spoken(_letterhead(letterhead, name), language), own=False)
    except STRANGE as error:
        raise strange(name, error) from None


def _own(paper: str, letters: float, margin: float) -> Package:
    from docx import Document
    from docx.shared import Inches

    from coplan.word.file.styles import set_styles

    document = Document()
    set_styles(document, letters)
    section = document.sections[0]
    section.page_width, section.page_height = (Inches(size) for size in INCHES[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(margin)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    out = io.BytesIO()
    document.save(out)
    package = open_package(out.getvalue(), "draft")
    return Package(package.name, _without_unused(package))


def _letterhead(content: bytes, name: str) -> Package:
    package = open_package(content, name)
    if not targets(package, package.main, "/styles"):
        raise BadInput([Problem(name, 0, "", "this letterhead has no styles.", "Save it anew in Word.")])
    return _with_our_styles(plain_letterhead(package))


def _spoken(package: Package, language: str) -> Package:
    """With the language in which Word checks spelling; English is what the styles have of themselves."""
    if language == "en":
        return package
    part = targets(package, package.main, "/styles")[0]
    styles = package.xml(part)
    for lang in styles.iter(w("lang")):
        lang.set(w("val"), f"{language}-US")
    return package.replaced({part: xml_bytes(styles)})


def _shell(package: Package, *, own: bool) -> Shell:
    body = package.xml(package.main).find(w("body"))
    section = body.find(w("sectPr")) if body is not None else None
    if section is None:
        section = etree.Element(w("sectPr"))
    styles = style_ids(package.xml(targets(package, package.main, "/styles")[0]))
    return Shell(package, styles, etree.tostring(section), text_width(section), own)


def _without_unused(package: Package) -> dict[str, bytes]:
    """The parts without those that say nothing here, and without the relationships and types that name them."""
    kept = {part: content for part, content in package.parts.items() if part not in UNUSED}
    for part in [part for part in kept if part == TYPES or part.endswith(".rels")]:
        root = package.xml(part)
        for item in list(root):
            named = item.get("PartName", "") or item.get("Target", "")
            if named and any(unused.endswith(named.lstrip("/")) for unused in UNUSED):
                root.remove(item)
        kept[part] = xml_bytes(root)
    return kept


def _with_our_styles(package: Package) -> Package:
    """A letterhead with those of our styles that it lacks. Its own ones win, whatever they look like."""
    part = targets(package, package.main, "/styles")[0]
    theirs = package.xml(part)
    ours_package = shell("letter").package
    ours = ours_package.xml(targets(ours_package, ours_package.main, "/styles")[0])
    there, own_ids = style_ids(theirs), style_ids(ours)
    taken = {style.get(w("styleId")) for style in theirs.iter(w("style"))}
    for key in STYLES:
        if key in there or key not in own_ids:
            continue
        style = deepcopy(next(item for item in ours.iter(w("style")) if item.get(w("styleId")) == own_ids[key]))
        if style.get(w("styleId")) in taken:
            style.set(w("styleId"), f"Coplan{style.get(w('styleId'))}")
        for tag in ("link", "next"):
            for found in style.findall(w(tag)):
                style.remove(found)
        _base_on_theirs(style, theirs)
        if key not in OWN_FONT:
            etree.strip_elements(style, w("rFonts"))  # so that the letterhead's own font counts
        theirs.append(style)
    return package.replaced({part: xml_bytes(theirs)})


def _base_on_theirs(style: etree._Element, theirs: etree._Element) -> None:
    based = style.find(w("basedOn"))
    if based is None:
        return
    default = next(
        (
            item.get(w("styleId"))
            for item in theirs.iter(w("style"))
            if item.get(w("default")) == "1" and item.get(w("type")) == "paragraph"
        ),
        None,
    )
    if default and style.get(w("type")) == "paragraph":
        based.set(w("val"), default)
    else:
        style.remove(based)
