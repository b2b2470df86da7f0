"""Opens a .docx without trusting it, and puts one together again with the same bytes for the same parts."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from coplan.errors import BadInput, Problem
from coplan.word.file.largest import MAX_FILE

MAX_CONTENT = 64_000_000  # bytes of all parts together, unpacked
MAX_TAGS = 500_000  # of one part: some 1,600 pages, which take ten seconds
MAX_PARTS = 5_000
SAVE_AGAIN = "Open it in Word and save it as a Word document (.docx)."

TYPES = "[Content_Types].xml"
TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
XML_TYPE = "application/xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# What main documents of other kinds are called, by a part of their content type.
OTHER_KINDS = {
    "macroEnabled": ("this file can hold macros.", "Save it as a Word document without macros (.docx)."),
    "wordprocessingml.template": ("this is a Word template, not a document.", SAVE_AGAIN),
    "spreadsheetml": ("this is a spreadsheet, not a Word document.", ""),
    "presentationml": ("this is a presentation, not a Word document.", ""),
}


# What reading a damaged archive ends in.
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError),
    *(LookupError, TypeError, AttributeError, OverflowError, MemoryError),
)
# What working on XML that is not as Word writes it ends in.
STRANGE = (
    *(etree.LxmlError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, AssertionError),
    *(RecursionError, MemoryError),
)


def strange(name: str, error: Exception) -> BadInput:
    """The message for a Word file that is not as Word writes it."""
    what = f"is not as Word writes it, and cannot be used ({type(error).__name__}: {str(error)[:100]})."
    return _bad(name, what, SAVE_AGAIN)


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name, in their order. Nothing here changes; `replaced` gives a new one."""

    name: str
    parts: Mapping[str, bytes]

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text, usually word/document.xml."""
        return next(iter(targets(self, "", "/officeDocument")), "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {part.lower(): part for part in reversed(list(self.parts))}

    def there(self, part: str) -> str:
        """The name under which a part is there, whatever its case; empty if it is not."""
        return part if part in self.parts else self._names.get(part.lower(), "")

    def free(self, part: str) -> str:
        """A name like this that no part has, in any case: with a number behind it if need be."""
        stem, _, ending = part.rpartition(".")
        names = (f"{stem}{number or ''}.{ending}" for number in range(len(self.parts) + 2))
        return next(name for name in names if not self.there(name))

    def xml(self, part: str) -> etree._Element:
        """A part, parsed anew at each call. Raises BadInput if it is not XML, or XML with a document type."""
        if part not in self.parts:
            raise _bad(self.name, f"the part {part} is missing.", SAVE_AGAIN)
        if self.parts[part].count(b"<") > MAX_TAGS:
            raise _bad(self.name, f"the part {part} holds far more than any draft.", "Do not use this file.")
        try:
            root = etree.fromstring(self.parts[part], _parser())
        except (etree.XMLSyntaxError, ValueError):
            raise _bad(self.name, f"the part {part} is damaged.", "Take an older copy of the file.") from None
        if root.getroottree().docinfo.doctype:
            raise _bad(
                self.name, f"the part {part} declares entities, which no Word document does.", "Do not use this file."
            )
        return root

    def replaced(self, changes: Mapping[str, bytes]) -> Package:
        """This package with some parts changed or added."""
        return Package(self.name, dict(self.parts) | dict(changes))

    def save(self) -> bytes:
        """The file. The same parts give the same bytes: no clock, no compression that depends on the machine's mood."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
            for name, content in self.parts.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                file.writestr(entry, content)
        return out.getvalue()


def open_package(content: bytes, name: str) -> Package:
    """The parts of a .docx. Raises BadInput, with one clear message, for anything that is no sound Word document."""
    _refuse_other_files(content, name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = _parts(file, name)
    except DAMAGED as error:
        if isinstance(error, BadInput):
            raise
        raise _bad(name, "this Word document is damaged or cut off.", "Take an older copy, or save it anew.") from None
    package = Package(name, parts)
    _refuse_other_kinds(package)
    return package


def _refuse_other_files(content: bytes, name: str) -> None:
    if not content:
        raise _bad(name, "this file is empty.", "Take an older copy; or delete it and run `coplan draft --restore`.")
    if len(content) > MAX_FILE:
        raise _bad(name, f"is larger than {MAX_FILE // 1_000_000} MB.", "Take large pictures out, and save it again.")
    if content.startswith(b"%PDF"):
        raise _bad(name, "this is a PDF with the name of a Word document.", "Put the Word document in its place.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _bad(name, "this file has a password.", "Open it in Word and take the password off.")
        raise _bad(name, "this is a document of Word 2003 or older.", SAVE_AGAIN)
    if not content.startswith(b"PK"):
        raise _bad(name, "this is not a Word document.", "Put the Word document in its place.")


def _parts(file: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = file.infolist()
    if len(entries) > MAX_PARTS:
        raise _bad(name, "holds far more parts than a Word document has.", "Do not use this file.")
    found: dict[str, bytes] = {}
    left = MAX_CONTENT
    for entry in entries:
        path = entry.filename
        if entry.flag_bits & 1:
            raise _bad(name, "this file has a password.", "Open it in Word and take the password off.")
        if (
            path in found
            or path != posixpath.normpath(path) + "/" * path.endswith("/")
            or path.startswith(("/", ".."))
            or "\\" in path
        ):
            raise _bad(name, f"holds a part with an unsound name: {path!r}.", "Do not use this file.")
        if path.endswith("/"):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _bad(name, f"packs the part {path!r} in a way that Word does not know.", SAVE_AGAIN)
        with file.open(entry) as part:
            content = part.read(left + 1)  # what the header says about the size is not believed
        left -= len(content)
        if left < 0:
            raise _bad(name, f"unpacks to more than {MAX_CONTENT // 1_000_000} MB.", "Do not use this file.")
        found[path] = content
    return found


def _refuse_other_kinds(package: Package) -> None:
    name = package.name
    if TYPES not in package.parts:
        raise _bad(name, "this is an archive, not a Word document.", "Put the Word document in its place.")
    if any(part.lower().endswith("vbaproject.bin") for part in package.parts):
        raise _bad(name, *OTHER_KINDS["macroEnabled"])
    main = package.main
    kind = content_type(package, main) if main else ""
    for words, message in OTHER_KINDS.items():
        if words in kind:
            raise _bad(name, *message)
    if kind.lower() != MAIN_TYPE.lower():
        raise _bad(name, "this is not a Word document.", "Put the Word document in its place.")
    if (etree.QName(package.xml(main)).namespace or "").startswith(STRICT):
        raise _bad(name, "this is saved as Strict Open XML, which coplan does not read.", SAVE_AGAIN)


def relations_name(part: str) -> str:
    """The name of the part that holds another part's relationships; of the package itself for an empty name."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def targets(package: Package, part: str, kind: str) -> list[str]:
    """The parts to which a part is related in this way (the end of the relationship's type), without missing ones."""
    return [found for name in named_targets(package, part, kind) if (found := package.there(name))]


def named_targets(package: Package, part: str, kind: str) -> list[str]:
    """The names of the parts to which a part is related in this way, also of those that are not there."""
    relations = relations_name(part)
    if relations not in package.parts:
        return []
    return [
        target_name(part, item.get("Target", ""))
        for item in package.xml(relations)
        if item.get("Type", "").endswith(kind) and item.get("TargetMode") != "External"
    ]


def target_name(part: str, target: str) -> str:
    """The name of the part that a relationship of another part leads to."""
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def content_type(package: Package, part: str) -> str:
    """The content type of a part: its own, or that of all with its ending; empty if it has none."""
    name, ending = f"/{part}".lower(), part.rpartition(".")[2].lower()
    default = ""
    for item in package.xml(TYPES):
        if item.get("PartName", "").lower() == name:
            return item.get("ContentType", "")
        if item.get("Extension", "").lower() == ending:
            default = item.get("ContentType", "")
    return default


def related(package: Package, part: str, kind: str, target: str) -> tuple[Package, str]:
    """The package with one more relationship of a part, and the new relationship's id."""
    relations = relations_name(part)
    if relations in package.parts:
        root = package.xml(relations)
    else:
        root = etree.Element(f"{{{RELATIONS_SPACE}}}Relationships", nsmap={None: RELATIONS_SPACE})
        package = typed(package, relations, RELATIONS_TYPE)
    taken = {item.get("Id") for item in root}
    number = next(number for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    etree.SubElement(root, f"{{{RELATIONS_SPACE}}}Relationship", Id=f"rId{number}", Type=kind, Target=target)
    return package.replaced({relations: xml_bytes(root)}), f"rId{number}"


def typed(package: Package, part: str, kind: str) -> Package:
    """The package with a content type for one part. Nothing changes where it has this type already."""
    if content_type(package, part).lower() == kind.lower():
        return package
    root = package.xml(TYPES)
    for item in [item for item in root if item.get("PartName", "").lower() == f"/{part}".lower()]:
        root.remove(item)
    etree.SubElement(root, f"{{{TYPES_SPACE}}}Override", PartName=f"/{part}", ContentType=kind)
    return package.replaced({TYPES: xml_bytes(root)})


def xml_bytes(root: etree._Element) -> bytes:
    """A part's bytes."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,  # neither says anything in Word, and both stand where elements are expected
        remove_pis=True,
    )


def _bad(name: str, what: str, fix: str = "") -> BadInput:
    return BadInput([Problem(name, 0, "", what, fix)])
