"""At which grade a document may read, by what it is for, and at which it does. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coplan.content.document import Document
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.reading_grade import reading_grade

ANYBODY, STAFF = 8, 12
# What people in a crisis, families and neighbors get into their hands, and what staff must act on.
MOST = {
    **dict.fromkeys(("card", "form", "letter", "notice"), ANYBODY),
    **dict.fromkeys(("guide", "order", "policy", "procedure"), STAFF),
}
PUBLIC = re.compile(r"\b(?:everyone|families|people served|public(?! (?:agenc|defend)))\b", re.IGNORECASE)  # readers
FRAME = ("For: ", "Law cited")  # what parts/frame.md.j2 puts around a text besides its notice


def most_for(document: Document) -> int | None:
    """The highest grade at which a document should read, by its readers and its kind; None where there is no goal."""
    if document.language != "en":
        return None
    return ANYBODY if PUBLIC.search(document.audience) else MOST.get(document.kind)


def grade_of(document: Document, text: str) -> float | None:
    """The grade at which the own text of a document reads; None where it is too short, or not in English."""
    return reading_grade(_own(read_markdown(text))) if document.language == "en" else None


def _own(blocks: list[Block]) -> Iterator[Block]:
    """What the template says, without what stands around every document."""
    reader, law = FRAME
    for block in blocks:
        if block.kind == "heading" and block.texts == (law,):
            return
        if block.kind != "quote" and not (block.kind == "paragraph" and block.texts[0].startswith(reader)):
            yield block
