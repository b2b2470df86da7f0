"""`coplan draft`: writes and updates drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coplan.cli.documents.all_drafts import Wish, tell_drafts
from coplan.cli.options import AsJson, By, FolderAndDocuments, PackOption
from coplan.cli.setting import plan_here
from coplan.cli.unchanged import watched
from coplan.errors import UsageError
from coplan.plan.disk.locations import NAME


def command(
    arguments: FolderAndDocuments = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and which answer changed it; write nothing.")
    ] = False,
    restore: Annotated[bool, typer.Option("--restore", help="Write drafts anew that people deleted.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """A draft that nobody edited is written anew. Into a draft that people edited the plan's changes come next to
    their words: as tracked changes in Word, and as text in Markdown. Where both changed the same words, people's words
    stay and the plan's are put beside them. Exit 1 while such conflicts wait.
    """
    folder, names = folder_and_names(arguments or [])
    wish = Wish(names, dry_run=dry_run, restore=restore, by=by, pack=pack)
    return tell_drafts(watched("draft", folder, json=json), wish)


def folder_and_names(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """The first argument is the folder if there is a plan in it, or if it looks like a path.

    Raises UsageError if it is neither, and there is no plan here whose document it could be.
    """
    names = [name.replace("\\", "/") for name in arguments]  # drafts\NAME.docx, as Windows completes it
    if arguments and not names[0].startswith("drafts/") and not names[0].endswith((".md", ".docx")):
        first = Path(arguments[0])
        if first.is_dir() or first.name == NAME or any(mark in names[0] for mark in "/."):
            return first, names[1:]
        if plan_here() is None:
            raise UsageError(f"There is no plan here, nor in a folder above, and no folder `{first}`.")
    return None, names
