"""What commands and the wizard ask of drafts: write them, and say what they still miss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coplan.content.model import Document
from coplan.drafts.render import Rendered, called_for, documents_for, render_all
from coplan.drafts.write import Draft, draft_states, leftover_drafts, write_drafts
from coplan.errors import UsageError, did_you_mean
from coplan.plan.view import Answers


@dataclass(frozen=True)
class Drafting:
    """What a run wrote; `leftover` are drafts that the plan no longer calls for."""

    drafts: list[Draft]
    leftover: list[str]


@dataclass(frozen=True)
class Readiness:
    """How far one document is: how many of the answers that it reads are there."""

    document: Document
    holes: tuple[str, ...]


def draft_plan(folder: Path, answers: Answers, names: Sequence[str] = (), *, dry_run: bool = False) -> Drafting:
    """Write the drafts that the plan calls for, or those named. Raises UsageError for an unknown name."""
    documents = chosen_documents(answers, names)
    drafts = write_drafts(folder, render_all(answers, documents), dry_run=dry_run)
    called = [document.id for document in documents_for(answers)]
    return Drafting(drafts, leftover_drafts(folder, called))


def states(folder: Path, answers: Answers) -> list[Draft]:
    """The drafts of a plan as they are on disk."""
    return draft_states(folder, render_all(answers, documents_for(answers)))


def readiness(answers: Answers) -> list[Readiness]:
    """For each document that the plan calls for, what it still misses."""
    rendered: list[Rendered] = render_all(answers, documents_for(answers))
    return [Readiness(item.document, item.holes) for item in rendered]


def chosen_documents(answers: Answers, names: Sequence[str]) -> list[Document]:
    """The documents with these names, or all that the plan calls for."""
    if not names:
        return documents_for(answers)
    known = {document.id: document for document in answers.pack.documents}
    found = []
    for name in names:
        document = known.get(name.removesuffix(".md").removeprefix("drafts/"))
        if document is None:
            hint = did_you_mean(name, known) or f"Documents are {', '.join(known)}."
            raise UsageError(f"There is no document `{name}`. {hint}")
        if not called_for(document, answers):
            raise UsageError(f"This plan does not call for `{document.id}` ({document.title}).")
        found.append(document)
    return found
