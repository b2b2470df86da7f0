"""A part that goes with the text of a document: its comments, or its numbering."""

from __future__ import annotations

from lxml import etree

from coplan.word.file.package import OFFICE, Package, named_targets, related, targets, typed, xml_bytes
from coplan.word.file.xml_names import DECLARED

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


class SidePart:
    """One such part while it is written: the one that is there, or a new one.

    `name` is that of its relationship and of its root element. `changed` says that there is something to write.
    """

    def __init__(self, package: Package, name: str) -> None:
        self._name, self._part = name, next(iter(targets(package, package.main, f"/{name}")), "")
        self.root = package.xml(self._part) if self._part else etree.fromstring(f"<w:{name} {DECLARED}/>")
        self.changed = False

    def write(self, package: Package) -> Package:
        """The package with the part as it is now."""
        if not self.changed:
            return package
        dangling = next(iter(named_targets(package, package.main, f"/{self._name}")), "")
        part = self._part or dangling or package.free(f"word/{self._name}.xml")
        package = typed(package.replaced({part: xml_bytes(self.root)}), part, TYPE.format(self._name))
        if not (self._part or dangling):
            package, _ = related(package, package.main, f"{OFFICE}/{self._name}", f"/{part}")
        return package
