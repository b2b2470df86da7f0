"""Reads a filled Word form. Places are found by the lines that begin with Reference, which any editor keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from coplan.errors import BadInput, Problem
from coplan.share.forms.docx import CHOOSE, DOCUMENT, REFERENCE, ROW
from coplan.share.forms.filled import Filled, FilledRow, Written, read_record
from coplan.share.forms.form import FILLED_BY
from coplan.word.file.mark import read_mark
from coplan.word.file.package import STRANGE, Package, open_package, strange
from coplan.word.file.xml_names import w

REFERENCE_LINE = re.compile(rf"^{REFERENCE} (\S+)(?: {ROW} (\S+))?$", re.MULTILINE)
NEEDED = re.compile(r" \(needed\)$")


def read_docx(content: bytes, name: str) -> Filled:
    """What stands in a filled form; columns of tables by their labels. Raises BadInput with one message."""
    package = open_package(content, name)
    try:
        return _filled(package, name)
    except STRANGE as error:
        raise strange(name, error) from None


def _filled(package: Package, name: str) -> Filled:
    mark = read_mark(package)
    role, base = read_record(mark.base) if mark is not None and mark.document == DOCUMENT else ("", None)
    by = ""
    answers: dict[str, Written] = {}
    rows: dict[str, list[FilledRow]] = {}
    stray: list[Written] = []
    for number, table in enumerate(package.xml(package.main).iter(w("tbl")), 1):
        lines = list(_lines(table))
        place = f"table {number}"
        head = REFERENCE_LINE.search(lines[0][0]) if lines and lines[0] else None
        if head is not None and head[2]:
            cells = _cells(lines[1:], place)
            if cells:
                rows.setdefault(head[1], []).append(FilledRow(head[2], cells))
            continue
        for row, cells_of_row in enumerate(lines, 1):
            if len(cells_of_row) < 2:
                continue
            first, second = cells_of_row[0], cells_of_row[1]
            found = REFERENCE_LINE.search(first)
            if first.strip() == FILLED_BY:
                by = second
            elif found is not None and second and found[1] not in answers:
                answers[found[1]] = Written(f"{place}, row {row}", second)
            elif found is None and row > 1 and second:
                stray.append(Written(f"{place}, row {row}", second))
    if not answers and not rows and base is None and not by:
        raise BadInput([Problem(name, 0, "", "is no form of coplan.", "`coplan worksheet` writes them.")])
    return Filled(
        name, role, by, base, answers, {key: _apart(found) for key, found in rows.items()}, tuple(stray), by_label=True
    )


def _apart(rows: list[FilledRow]) -> tuple[FilledRow, ...]:
    """A box that was copied has the id of the first: it is a row of its own."""
    seen: set[str] = set()
    found = []
    for row in rows:
        found.append(FilledRow("" if row.id in seen else row.id, row.cells))
        seen.add(row.id)
    return tuple(found)


def _cells(lines: list[list[str]], place: str) -> dict[str, Written]:
    """The filled cells by the label of their column, which is the first line of the left cell."""
    found = {}
    for row, line in enumerate(lines, 2):
        label = NEEDED.sub("", line[0].split("\n")[0].strip()) if line else ""
        if len(line) > 1 and line[1] and label:
            found[label] = Written(f"{place}, row {row}", line[1])
    return found


def _lines(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iter(w("tr")):
        yield [_text(cell) for cell in row.iter(w("tc"))]


def _text(cell: etree._Element) -> str:
    """The words of a cell, one line a paragraph, with tracked changes accepted; a list not chosen is empty."""
    lines = []
    for paragraph in cell.iter(w("p")):
        parts = []
        for piece in paragraph.iter(w("t"), w("tab"), w("br")):
            if any(parent.tag == w("del") for parent in piece.iterancestors()):
                continue
            parts.append((piece.text or "") if piece.tag == w("t") else "\n" if piece.tag == w("br") else " ")
        lines.append("".join(parts).strip())
    text = "\n".join(lines).strip()
    return "" if text == CHOOSE else text
