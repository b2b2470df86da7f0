"""Judges the front matter of documents: what `for:`, `beside:` and `sheets:` name is there."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.document import Document, SheetSpec
from coplan.content.model import Pack
from coplan.errors import did_you_mean

Fault = tuple[str, str]


def document_faults(document: Document, pack: Pack) -> Iterator[Fault]:
    """What is wrong, and what to do."""
    if document.beside:
        yield from _beside(document, pack)
    elif document.kind == "notes":
        yield "notes belong to a document.", "Name it under `beside:`."
    for sheet in document.sheets:
        yield from _sheet(sheet, document, pack)
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


FIELD = "field"  # the column of a dictionary that names its fields
RESERVED = {"facts", "stage", "document", "loop", "body", "title", "holes", "law", "cite", "source"}


def _sheet(sheet: SheetSpec, document: Document, pack: Pack) -> Iterator[Fault]:
    question = pack.questions.get(sheet.rows)
    if sheet.rows and question is None:
        yield f"`sheets: rows: {sheet.rows}`: there is no such question.", did_you_mean(sheet.rows, pack.questions)
    elif question is not None and question.kind != "records":
        yield f"`sheets: rows: {sheet.rows}`: this question has no rows.", "Name one of the kind records."
    for name in sheet.columns:
        if question is not None and name not in [column.key for column in question.columns]:
            hint = did_you_mean(name, [column.key for column in question.columns])
            yield f"`sheets: columns: {name}`: the question has no such column.", hint
    first = pack.questions.get(document.sheets[0].rows)
    known = [column.key for column in first.columns] if first else [FIELD]
    for column in sheet.fill:
        if column.from_ and column.from_ not in known:
            what = f"`sheets: from: {column.from_}`: the first sheet has no such column."
            yield what, did_you_mean(column.from_, known)


def _beside(document: Document, pack: Pack) -> Iterator[Fault]:
    others = {other.id: other for other in pack.documents if other.id != document.id}
    if document.beside not in others:
        yield f"`beside: {document.beside}`: there is no such document.", did_you_mean(document.beside, others)
    elif others[document.beside].beside:
        yield f"`beside: {document.beside}`: that one stands beside another itself.", "Name the one they belong to."
