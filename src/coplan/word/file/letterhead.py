"""What a letterhead may bring: styles, header, footer and page setup. Everything else stays behind.

A file that an agency sends on may name a template on another computer, hold objects or load pictures from elsewhere;
none of that comes into a draft. What refers to something left behind goes with it, so that the file stays sound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from coplan.word.file.package import TYPES, Package, relations_name, target_name, xml_bytes
from coplan.word.file.xml_names import R, w

# The ends of the relationship types that may be followed, and from where.
PACKAGE = ("/officeDocument",)
MAIN = (
    *("/styles", "/theme", "/fontTable", "/numbering", "/settings", "/header", "/footer"),
    *("/footnotes", "/endnotes"),
)
PARTS = ("/image",)  # the picture in a header, if it lies in the file itself
LINK = "/hyperlink"  # an address in a header that people may click on
FETCHING = re.compile(r"\b(INCLUDE\w*|LINK|DDE\w*|DATABASE|IMPORT|MACROBUTTON|AUTOTEXT\w*)\b", re.IGNORECASE)
# Settings that say something of the letterhead's own document, and not of how documents look.
OWN_SETTINGS = (
    *("attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "docVars", "linkStyles"),
    *("trackRevisions", "revisionView", "attachedSchema", "saveThroughXslt", "stylePaneFormatFilter"),
)


def plain_letterhead(package: Package) -> Package:
    """The package with no more than a letterhead may bring."""
    kept: dict[str, bytes] = {TYPES: b""}
    _keep(package, "", PACKAGE, kept)
    types = package.xml(TYPES)
    for item in list(types):
        name = item.get("PartName", "").lstrip("/")
        if name and package.there(name) not in kept:
            types.remove(item)
    kept[TYPES] = xml_bytes(types)
    return Package(package.name, {name: kept[name] for name in package.parts if name in kept})


def _keep(package: Package, part: str, allowed: tuple[str, ...], kept: dict[str, bytes]) -> None:
    """Keep what a part may be related to, and take out of it what refers to anything else."""
    relations = relations_name(part)
    gone: set[str] = set()
    if relations in package.parts:
        root = package.xml(relations)
        unused = _unused(package, root) if part == package.main else _orphaned(package, part, root)
        for item in list(root):
            target = None if item.get("Id") in unused else _target(package, part, item, allowed)
            if target is None:
                gone.add(item.get("Id", ""))
                root.remove(item)
            elif target and target not in kept:
                kept[target] = package.parts[target]
                _keep(package, target, MAIN if part == "" else PARTS, kept)
        if len(root):
            kept[relations] = xml_bytes(root)
    if part.endswith(".xml"):
        tree = package.xml(part)
        _clean(tree, gone)
        kept[part] = xml_bytes(tree)


def _unused(package: Package, relations: etree._Element) -> set[str]:
    """The relationships of the text itself, which stays behind, and of headers and footers of its earlier sections."""
    section = package.xml(package.main).find(f"{w('body')}/{w('sectPr')}")
    used = set(section.xpath(".//@r:id", namespaces={"r": R})) if section is not None else set()
    of_text = {item.get("Id", "") for item in relations if item.get("Type", "").endswith((LINK, "/header", "/footer"))}
    return of_text - used


def _orphaned(package: Package, part: str, relations: etree._Element) -> set[str]:
    """The links and pictures of a part that stood in what stays behind, such as the text of its notes."""
    if not part.endswith(".xml"):
        return set()
    tree = package.xml(part)
    _clean(tree, set())
    used = {str(value) for value in tree.xpath(".//@*")}
    shown = {item.get("Id", "") for item in relations if item.get("Type", "").endswith((LINK, *PARTS))}
    return shown - used


def _target(package: Package, part: str, item: etree._Element, allowed: tuple[str, ...]) -> str | None:
    """The part that a relationship leads to; empty for an address to click on, None for what stays behind."""
    kind, name = item.get("Type", ""), item.get("Target", "")
    if item.get("TargetMode") == "External":
        return "" if kind.endswith(LINK) and re.match(r"(https?|mailto|tel):", name, re.IGNORECASE) else None
    return package.there(target_name(part, name)) or None if kind.endswith(allowed) else None


def _clean(tree: etree._Element, gone: set[str]) -> None:
    for element in list(_refused(tree, gone)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _refused(tree: etree._Element, gone: set[str]) -> Iterator[etree._Element]:
    for element in tree.iter(etree.Element):
        name = etree.QName(element).localname
        refers = any(value in gone for key, value in element.attrib.items() if key.startswith(f"{{{R}}}"))
        fetches = (name == "instrText" and FETCHING.search(element.text or "")) or (
            name == "fldSimple" and FETCHING.search(element.get(w("instr"), ""))
        )
        if element.tag in {w(setting) for setting in OWN_SETTINGS} or fetches:
            yield element
        elif element.tag in (w("footnote"), w("endnote")) and w("type") not in element.attrib:
            yield element  # its text stays behind; what separates notes from text is a look
        elif refers or name in ("OLEObject", "control", "object", "altChunk", "subDoc"):
            yield _run_of(element)


def _run_of(element: etree._Element) -> etree._Element:
    """The run in which something stands: half of it would be no sound Word."""
    return next((above for above in element.iterancestors(w("r"))), element)
