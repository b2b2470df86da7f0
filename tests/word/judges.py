"""Judges from outside: openxml-audit holds a Word file against the standard's schema, ooxml-integrity its references."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from functools import lru_cache
from pathlib import Path

from ooxml_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator

# A paragraph without a number says so by list 0, which no file defines (ECMA-376, part 1, 17.9.18).
NO_FAULT = "Numbering definition '0' referenced but not found"
PLACE = re.compile(r"\d+|'[^']*'|\"[^\"]*\"|\{[^}]*\}")


@lru_cache(maxsize=8)
def findings(content: bytes) -> tuple[str, ...]:
    """What the judges find in a file, in words; warnings too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "judged.docx"
        path.write_bytes(content)
        schema = OpenXmlValidator(FileFormat.MICROSOFT_365, max_errors=0)  # one for each file: it keeps what it saw
        return (
            *(
                f"{found.part_uri} {found.path}: {found.description}"
                for found in schema.validate(path).errors
                if found.description != NO_FAULT
            ),
            *(f"{found.part or found.where}: {found.code} {found.message}" for found in check(path)),
        )


def new_findings(before: bytes, after: bytes) -> list[str]:
    """Kinds of findings of which a file has more than an earlier one had; numbers and names do not make a kind."""
    had, has = (
        Counter(PLACE.sub("#", text.partition(": ")[2]) for text in findings(content)) for content in (before, after)
    )
    return sorted(f"{kind} ({has[kind] - had[kind]} more)" for kind in has - had)
