"""Marks drafts final: from then on coplan never touches them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coplan.content.document import Document
from coplan.disk.os_refusals import unwritten
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.record import Final, Record
from coplan.drafts.people_text import PeopleText, text_of
from coplan.drafts.render.holes import holes_in, points_in, tally_words
from coplan.drafts.update.changes import named
from coplan.errors import CoplanError, UsageError
from coplan.plan.disk.store import PlanFolder
from coplan.prose.markdown.write import write_markdown


@dataclass(frozen=True)
class Marked:
    """One draft after it was marked, or after its mark was taken back; `note` is one more sentence."""

    document: str
    path: str
    note: str = ""


def mark_final(place: PlanFolder, documents: Sequence[Document], *, anyway: bool = False) -> list[Marked]:
    """Mark drafts final, in the name of the clerk. All of them, or none.

    Raises CoplanError for a draft with conflicts and, unless `anyway`, for one with points still open; UsageError for
    a document without a draft.
    """
    texts = [_text(place, document) for document in documents]
    faults = [fault for text in texts if (fault := _fault(text, anyway=anyway))]
    if faults:
        raise CoplanError("\n".join(faults))
    final = Final(place.clerk.by, place.clerk.now()[:10])
    return [_record(place, text, text.record.final if text.record and text.record.final else final) for text in texts]


def undo_final(place: PlanFolder, documents: Sequence[Document]) -> list[Marked]:
    """Take the mark back. A mark that Word itself set stays, and is named."""
    return [_record(place, _text(place, document), None) for document in documents]


def _text(place: PlanFolder, document: Document) -> PeopleText:
    text = text_of(DraftsFolder(place.folder).held(document, ""), document)
    if text is None:
        raise UsageError(f"There is no draft of `{document.id}` yet. `coplan draft` writes it.")
    return text


def _fault(text: PeopleText, *, anyway: bool) -> str:
    """Why a draft cannot be final, or nothing."""
    if text.unresolved:
        return f"{text.path}: conflicts wait to be settled: {'; '.join(text.unresolved)}. Settle them first."
    return "" if anyway else "\n".join(_doubts(text))


def _doubts(text: PeopleText) -> Iterator[str]:
    """What stops a draft from being final until somebody says that it does not matter."""
    if holes := holes_in(write_markdown(text.blocks)):
        yield f"{text.path}: points are still open: {tally_words(points_in(holes, {}))}. Decide, or say --anyway."
    if text.unshown:
        what = f"{text.path}: `coplan share` cannot show {named(text.unshown)}."
        yield f"{what} Write it as plain text, or say --anyway."


def _record(place: PlanFolder, text: PeopleText, final: Final | None) -> Marked:
    record = text.record or Record(text.document.id, text.path, text.base)
    try:
        BaseStore(place.folder).settle(replace(record, path=text.path, final=final))
    except OSError as error:
        raise unwritten(error.filename, error, "Nothing was marked.") from None
    by_word = final is None and text.final and not text.by
    note = "Word itself has it marked as final or protected; take that off in Word." if by_word else ""
    return Marked(text.document.id, text.path, note)
