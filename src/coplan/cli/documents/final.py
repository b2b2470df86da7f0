"""`coplan final`: marks drafts final, so that they are never touched again."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, By, PackOption
from coplan.cli.setting import existing_plan
from coplan.errors import DONE, UsageError


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(help="The plan's folder, and the documents.", metavar="[FOLDER] DOCUMENT..."),
    ],
    undo: Annotated[bool, typer.Option("--undo", help="Take the mark back.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also with points that are still open.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """A final draft is never touched: when the plan changes, the new text goes beside it, as NAME.new.docx. A draft in
    which conflicts wait cannot be final. What Word itself has marked as final counts without this command.
    """
    from coplan.drafts.final import mark_final, undo_final
    from coplan.drafts.service import chosen_documents

    folder, names = folder_and_names(arguments)
    place = existing_plan(folder, by, pack)
    if not names:
        raise UsageError("Name the documents: coplan final interlocal-agreement.")
    documents = chosen_documents(place.answers(), names)
    with place.lock("final", wait=5):
        done = undo_final(place, documents) if undo else mark_final(place, documents, anyway=anyway)
    if json:
        drafts = [{"document": one.document, "path": one.path, "note": one.note or None} for one in done]
        show.as_json({"final": not undo, "drafts": drafts})
        return DONE
    for marked in done:
        note = f" {marked.note}" if marked.note else ""
        show.result(f"{marked.path}: {'no longer marked final' if undo else 'final'}.{note}")
    return DONE
