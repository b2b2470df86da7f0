"""The mark of a draft: which document it is, and the text that coplan last wrote into it. It travels inside the file.

It is a custom XML part with a relationship of its own, which Word and LibreOffice keep when they save. So an old copy
that somebody mails back is still merged with the text that belongs to it, and a renamed file is found again.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from coplan.errors import BadInput
from coplan.prose.blocks import Block
from coplan.word.file.ids import highest
from coplan.word.file.package import (
    OFFICE,
    XML_TYPE,
    Package,
    related,
    relations_name,
    targets,
    typed,
    xml_bytes,
)

SPACE = "urn:coplan:draft:1"
PROPERTIES_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
BOOKMARK = "cp_"  # bookmarks of blocks are called cp_ and the block's mark
# Characters that XML 1.0 cannot hold.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class DraftMark:
    """`base` is the Markdown that coplan last wrote; `ids` has the mark of each of its blocks, in order."""

    document: str
    base: str
    ids: tuple[str, ...] = ()


def sound(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return FORBIDDEN.sub("\ufffd", text)


def marked(blocks: Sequence[Block], ids: Sequence[str] = ()) -> list[Block]:
    """Blocks with their marks: the given ones, and new ones for those that have none."""
    given = list(ids) + [""] * (len(blocks) - len(ids))
    number = highest(ids)
    found = []
    for block, mark in zip(blocks, given, strict=False):
        if not mark:
            number += 1
            mark = str(number)
        found.append(replace(block, mark=mark))
    return found


def read_mark(package: Package) -> DraftMark | None:
    """The mark in a package, or None if it never had one or an editor threw it away."""
    for part in targets(package, package.main, "/customXml"):
        if SPACE.encode() not in package.parts[part]:
            continue
        try:
            root = package.xml(part)
        except BadInput:
            continue
        if root.tag == f"{{{SPACE}}}draft":
            base, ids = root.findtext(f"{{{SPACE}}}base") or "", root.findtext(f"{{{SPACE}}}ids") or ""
            return DraftMark(root.get("document", ""), base, tuple(ids.split()))
    return None


def write_mark(package: Package, mark: DraftMark) -> Package:
    """The package with this mark in place of the one it had."""
    content = _content(mark)
    for part in targets(package, package.main, "/customXml"):
        if SPACE.encode() in package.parts.get(part, b""):
            return package.replaced({part: content})
    part, properties = (f"customXml/{name}{_free_number(package)}.xml" for name in ("item", "itemProps"))
    package = package.replaced({part: content, properties: _properties(mark)})
    package = typed(typed(package, part, XML_TYPE), properties, PROPERTIES_TYPE)
    package, _ = related(package, package.main, f"{OFFICE}/customXml", _up(package.main) + part)
    package, _ = related(package, part, f"{OFFICE}/customXmlProps", properties.rpartition("/")[2])
    assert relations_name(part) in package.parts
    return package


def _free_number(package: Package) -> int:
    names = ("customXml/item{}.xml", "customXml/itemProps{}.xml", "customXml/_rels/item{}.xml.rels")
    return next(n for n in range(1, 10_000) if not any(package.there(name.format(n)) for name in names))


def _up(part: str) -> str:
    return "../" * part.count("/")


def _content(mark: DraftMark) -> bytes:
    root = etree.Element(f"{{{SPACE}}}draft", nsmap={None: SPACE}, document=mark.document)
    etree.SubElement(root, f"{{{SPACE}}}base").text = sound(mark.base)
    etree.SubElement(root, f"{{{SPACE}}}ids").text = " ".join(mark.ids)
    return xml_bytes(root)


def _properties(mark: DraftMark) -> bytes:
    item = f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, f'{SPACE}:{mark.document}')).upper()}}}"
    root = etree.Element(
        f"{{{PROPERTIES_SPACE}}}datastoreItem",
        {f"{{{PROPERTIES_SPACE}}}itemID": item},
        nsmap={"ds": PROPERTIES_SPACE},
    )
    references = etree.SubElement(root, f"{{{PROPERTIES_SPACE}}}schemaRefs")
    etree.SubElement(references, f"{{{PROPERTIES_SPACE}}}schemaRef", {f"{{{PROPERTIES_SPACE}}}uri": SPACE})
    return xml_bytes(root)
