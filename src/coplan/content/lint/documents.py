"""Judges the front matter of documents: what `for:` and `beside:` name is there."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.errors import did_you_mean

Fault = tuple[str, str]


def document_faults(document: Document, pack: Pack) -> Iterator[Fault]:
    """What is wrong, and what to do."""
    if document.beside:
        yield from _beside(document, pack)
    elif document.kind == "notes":
        yield "notes belong to a document.", "Name it under `beside:`."
    if document.for_ is None:
        return
    question = pack.questions.get(document.for_.rows)
    if question is None:
        hint = did_you_mean(document.for_.rows, pack.questions)
        yield f"`for: rows: {document.for_.rows}`: there is no such question.", hint
    elif question.kind != "records":
        yield f"`for: rows: {document.for_.rows}`: this question has no rows.", "Name one of the kind records."
    if not document.for_.as_.isidentifier() or document.for_.as_ in {step.id for step in pack.steps} | RESERVED:
        yield f"`for: as: {document.for_.as_}`: this cannot be a name of rows.", "Take a word of its own: `role`."


RESERVED = {"facts", "stage", "document", "loop", "body", "title", "holes", "law", "cite", "source"}


def _beside(document: Document, pack: Pack) -> Iterator[Fault]:
    others = {other.id: other for other in pack.documents if other.id != document.id}
    if document.beside not in others:
        yield f"`beside: {document.beside}`: there is no such document.", did_you_mean(document.beside, others)
    elif others[document.beside].beside:
        yield f"`beside: {document.beside}`: that one stands beside another itself.", "Name the one they belong to."
