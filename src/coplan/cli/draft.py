"""`coplan draft`: writes and updates drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, By, PackOption, existing_plan
from coplan.drafts.write import Draft
from coplan.errors import DONE
from coplan.plan.store import NAME

WORDS = {
    "created": "written",
    "updated": "updated to today's plan",
    "unchanged": "nothing to change",
    "edited": "edited by people: left as it is",
}
PENDING = WORDS | {"created": "not written yet", "updated": "behind today's plan", "edited": "edited by people"}


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="The plan's folder, and names of documents; without names, all.", metavar="[FOLDER] [DOCUMENT]..."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen; write nothing.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """A draft that nobody edited is updated. A draft that people edited is left untouched; if the plan has new text
    for it, that goes beside it as NAME.new.md.
    """
    from coplan.drafts.service import draft_plan
    from coplan.plan.view import Answers

    folder, names = _folder_and_names(arguments or [])
    place = existing_plan(folder, by, pack)
    reading = place.read()
    show.notes(reading.notes)
    answers = Answers(place.pack, reading.plan)
    if dry_run:
        done = draft_plan(place.folder, answers, names, dry_run=True)
    else:
        with place.lock("draft", wait=5):
            done = draft_plan(place.folder, answers, names)
    if json:
        drafts = [as_data(draft) for draft in done.drafts]
        show.as_json({"drafts": drafts} | ({"no_longer_called_for": done.leftover} if done.leftover else {}))
        return DONE
    for draft in done.drafts:
        show.result(line(draft, pending=dry_run))
    for path in done.leftover:
        show.result(f"{path}: no longer called for by the plan; left where it is.")
    return DONE


def as_data(draft: Draft) -> dict[str, object]:
    """A draft for --json."""
    data: dict[str, object] = {
        "document": draft.document,
        "path": draft.path,
        "state": draft.state,
        "holes": draft.holes,
    }
    return data | ({"beside": draft.beside} if draft.beside else {})


def line(draft: Draft, *, pending: bool = False) -> str:
    """A draft in one line, for people; `pending` if nothing was written."""
    words = (PENDING if pending else WORDS).get(draft.state, draft.state)
    verb = "goes into" if pending else "is in"
    beside = f"; the plan's new text {verb} {draft.beside}" if draft.beside else ""
    holes = {0: "", 1: ", 1 point to decide"}.get(draft.holes, f", {draft.holes} points to decide")
    return f"{draft.path}: {words}{beside}{holes}."


def _folder_and_names(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """The first argument is the folder if there is a plan in it, or if it looks like a path."""
    names = [name.replace("\\", "/") for name in arguments]  # drafts\NAME.md, as Windows completes it
    if arguments and not names[0].startswith("drafts/") and not names[0].endswith(".md"):
        first = Path(arguments[0])
        if first.is_dir() or first.name == NAME or any(mark in names[0] for mark in "/."):
            return first, names[1:]
    return None, names
