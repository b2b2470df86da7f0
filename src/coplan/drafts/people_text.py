"""People's text of a draft, for those who read it and do not write it: where it lies, its blocks, what stands open."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.content.document import Document
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.held import Held
from coplan.drafts.files.record import Record
from coplan.drafts.update.update import open_draft
from coplan.plan.disk.store import PlanFolder
from coplan.prose.blocks import Block
from coplan.word.file.package import STRANGE, strange


@dataclass(frozen=True)
class PeopleText:
    """One draft as people left it.

    `path` is seen from the plan's folder, `format` is docx or md. `base` is the text that coplan last wrote, `record`
    what that rested on. `final` says that people, or Word, have it marked final; `by` who did, where that is known.
    `unresolved` has the places of conflicts that wait. `unheld` is what could not be read as text,
    `unshown` what a page of the text would leave out or show as something else.
    """

    document: Document
    path: str
    format: str
    content: bytes
    blocks: tuple[Block, ...]
    base: str
    base_blocks: tuple[Block, ...]
    record: Record | None
    final: bool
    by: str
    unresolved: tuple[str, ...]
    unheld: tuple[str, ...]
    unshown: tuple[str, ...] = ()


def people_text(place: PlanFolder, document: Document, wanted: str = "") -> PeopleText | None:
    """The draft of a document, or None if there is none. Raises BadInput if it cannot be read."""
    return text_of(DraftsFolder(place.folder).held(document, wanted), document)


def text_of(held: Held, document: Document) -> PeopleText | None:
    """People's text of a draft that was found. Raises BadInput if it cannot be read."""
    try:
        return _text_of(held, document)
    except STRANGE as error:
        if held.format != "docx":  # not the file's fault
            raise
        raise strange(held.path, error) from None


def _text_of(held: Held, document: Document) -> PeopleText | None:
    file = open_draft(held, document)
    if file is None or held.content is None:
        return None
    marked = held.record.final if held.record else None
    return PeopleText(
        document,
        held.path,
        held.format,
        held.content,
        tuple(file.people),
        file.base_text,
        tuple(file.base),
        held.record,
        file.final or marked is not None,
        marked.by if marked else "",
        file.unresolved,
        file.unheld,
        file.unshown,
    )
