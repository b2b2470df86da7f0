"""Where one draft became one for each row: which of them goes on with what people wrote in the old one.

The draft with most of the old text in it does, once, in a file of its own. The old file stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from coplan.content.document import Document
from coplan.disk.os_refusals import unwritten
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.held import Held
from coplan.drafts.files.record import Record
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import Rendered, render_all
from coplan.drafts.update.update import open_draft
from coplan.errors import BadInput
from coplan.plan.view import Answers
from coplan.prose.markdown.read import read_markdown


def inherited_drafts(answers: Answers, folder: DraftsFolder, wanted: str) -> dict[str, Held]:
    """The old drafts with people's words, by the id of the document that goes on with them."""
    found = {}
    for document in answers.pack.documents:
        held = _old_draft(document, folder, wanted) if document.for_ is not None else None
        heir = _heir(document, held, answers) if held else None
        if held and heir and all(folder.store.load(name) is None for name in heir.names):
            found[heir.id] = held
    return found


def old_names(document: Document, answers: Answers) -> tuple[str, ...]:
    """The names of the one draft that there was before there was one for each row."""
    return answers.pack.document(document.template).names


def hand_over(store: BaseStore, held: Held, heir: str) -> None:
    """Remember which draft went on with people's words. Raises SaveError."""
    record = held.record or Record(heir.partition("@")[0], held.path, "")
    try:
        store.settle(replace(record, heir=heir))
    except OSError as error:
        raise unwritten(held.path, error, "Drafts on disk are whole.") from None


def _old_draft(document: Document, folder: DraftsFolder, wanted: str) -> Held | None:
    """The one draft of before, if people wrote in it and nobody went on with it yet."""
    one = replace(document, for_=None)
    held = folder.held(one, wanted)
    if (held.content is None and held.problem is None) or (held.record is not None and held.record.heir):
        return None
    try:
        file = open_draft(held, one)
    except BadInput:
        return replace(held, inherited=True)  # what is wrong with it is told there
    final = file is None or file.final or (held.record is not None and held.record.final is not None)
    return replace(held, inherited=True) if file and file.touched and not final else None


def _heir(document: Document, held: Held, answers: Answers) -> Document | None:
    """The document of a row whose text has most of the old text in it; the first of several."""
    rows = [made for made in documents_for(answers) if made.template == document.id]
    rendered = render_all(answers, rows)
    base = held.record.base if held.record else ""
    return max(rendered, key=lambda item: _shared(item, base)).document if rendered else None


def _shared(item: Rendered, base: str) -> int:
    there = {block.texts for block in read_markdown(item.text)}
    return sum(block.texts in there for block in read_markdown(base))
