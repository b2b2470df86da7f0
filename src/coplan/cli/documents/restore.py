"""`coplan restore`: an earlier state of a draft back in its place."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, By, PackOption
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE, UsageError


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(help="The plan's folder, and the name of a document.", metavar="[FOLDER] [DOCUMENT]"),
    ] = None,
    number: Annotated[
        int, typer.Option("--number", help="Which state, as the list has them; without it, the newest.")
    ] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Without asking.")] = False,
    json: AsJson = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """Without DOCUMENT it lists what is kept: coplan keeps the last five states of each draft before it updates one.
    With DOCUMENT it puts one back; the state that it replaces is kept in turn.
    """
    from coplan.drafts.files.backups import Backups
    from coplan.drafts.restore import chosen_backup, restore

    folder, names = folder_and_names(arguments or [])
    place = existing_plan(folder, by, pack)
    if not names:
        if number or yes:
            raise UsageError("Name the document: coplan restore transportation.")
        _list(Backups(place.folder).all(), json=json)
        return DONE
    if len(names) > 1:
        raise UsageError("Name one document: coplan restore transportation.")
    backup = chosen_backup(place, names[0], number)
    say(f"{backup.path} becomes what it was until {_when(backup.when)} (state {backup.number}).")
    if not yes and not _wanted():
        return DONE
    with place.lock("restore", wait=5):
        path = restore(place, backup)
    show.result(f"{path}: restored. The state that it replaced is kept; `coplan restore` lists it.")
    return DONE


def _list(backups: list[Any], *, json: bool) -> None:
    if json:
        fields = ("document", "number", "path", "when", "size", "file")
        show.as_json({"states": [{name: getattr(one, name) for name in fields} for one in backups]})
    elif not backups:
        say("No earlier state of a draft is kept yet: coplan keeps one before it updates a draft.")
    else:
        rows = [[one.document, str(one.number), _when(one.when), f"{-(-one.size // 1000)} KB"] for one in backups]
        show.table(["document", "state", "until", "size"], rows)


def _when(when: str) -> str:
    return when.replace("T", " ")[:16] or "an unknown time"


def _wanted() -> bool:
    from coplan.wizard.terminal import yes_no

    if not yes_no.can_ask():
        raise UsageError("Nothing was restored: there is no terminal to ask in. `--yes` restores it.")
    return yes_no.agreed("Restore it?", default=True)
