"""`coplan share`: PDF and HTML of the drafts, and workbooks."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, FolderAndDocuments, PackOption
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import BAD_INPUT, DONE, FINDINGS, UsageError
from coplan.wizard.terminal.working import Working

FORMATS, CHANGES = ("html", "pdf", "xlsx"), ("accepted", "shown")


def command(
    arguments: FolderAndDocuments = None,
    format: Annotated[str, typer.Option("--format", help="Only html, pdf or xlsx.", metavar="FORMAT")] = "",
    changes: Annotated[
        str, typer.Option("--changes", help="Changes that wait in Word: accepted or shown.", metavar="WHICH")
    ] = "accepted",
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Writes people's text of each draft into share/, with "Draft" on it until it is final, and workbooks of those that
    people work with in sheets. A draft with unsettled conflicts is refused. Notes for counsel or staff are written only
    where they are named.
    """
    from coplan.drafts.service import chosen_documents
    from coplan.share.writing import share

    if changes not in CHANGES:
        raise UsageError(f"`--changes {changes}` is unknown. Say accepted or shown.")
    formats = _formats(format)
    folder, names = folder_and_names(arguments or [])
    place = existing_plan(folder, "", pack)
    answers = place.answers()
    documents = [found for found in chosen_documents(answers, names) if names or found.kind != "notes"]
    with Working("Writing for readers") as working:
        found = share(place, answers, documents, formats, shown=changes == "shown", step=working.step)
    tell_kept(place.inside)
    _tell(found, json=json)
    if any(item.unusable for item in found):
        return BAD_INPUT
    return FINDINGS if any(item.refused for item in found) else DONE


def _formats(wanted: str) -> tuple[str, ...]:
    """What to write. Without the part that makes PDF, or workbooks, the rest, unless it was asked for by name."""
    from coplan.share.pdf import can_make_pdf

    if wanted and wanted not in FORMATS:
        raise UsageError(f"There is no format `{wanted}`. Formats are html, pdf and xlsx.")
    if wanted:
        return (wanted,)
    if not can_make_pdf():
        say("No PDF is written. It needs typst: install `coplan[pdf]`, or print the HTML to PDF.")
    can = {"html": True, "pdf": can_make_pdf(), "xlsx": find_spec("xlsxwriter") is not None}
    return tuple(name for name in FORMATS if can[name])


def _tell(found: list[Any], *, json: bool) -> None:
    from coplan.drafts.update.changes import named

    if json:
        show.as_json({"documents": [_data(item) for item in found]})
        return
    for item in found:
        for path in item.paths:
            show.result(f"{path}: {item.title}.")
        if item.warning:
            say(f"{item.document}: the PDF is {item.warning}")
        if item.unshown and item.paths:
            say(f"{item.document}: not shown as in Word: {named(item.unshown)}. Readers need the Word file for it.")
        if item.refused:
            say(f"{item.document}: {item.refused}")


def _data(item: Any) -> dict[str, Any]:
    data = {"document": item.document, "paths": list(item.paths)}
    more = {"refused": item.refused, "warning": item.warning, "unshown": list(item.unshown)}
    return data | {key: value for key, value in more.items() if value}
