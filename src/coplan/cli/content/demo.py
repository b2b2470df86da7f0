"""`coplan demo`: the example community, from answers to drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.setting import clerk, read_pack_for
from coplan.content.pack.folders import examples_folder
from coplan.errors import DONE, UsageError
from coplan.plan.disk.finding import NAME
from coplan.plan.disk.store import PlanFolder, read_text


def command(
    folder: Annotated[
        Path, typer.Argument(help="Where to put it; it must be new or empty.", metavar="[FOLDER]")
    ] = Path("cedar-valley"),
) -> int:
    """Cedar Valley is fictional: city police and a fire district in Washington, with clinicians of a nonprofit."""
    from coplan.drafts.service import draft_plan

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not empty. Name a new folder: coplan demo my-example")
    place = PlanFolder(folder, read_pack_for(None, None), clerk("Cedar Valley (example)"))
    place.create()
    place.inside.write_if_changed(NAME, read_text(examples_folder() / "cedar-valley" / NAME).encode("utf-8"))
    place.write_schema()
    place.reconcile(by=place.clerk.by)
    done = draft_plan(place, place.answers())
    show.result(f"Cedar Valley is in {folder}, with {len(done.drafts)} drafts in {folder / 'drafts'}.")
    show.result("\nWhat to try next:")
    for words, what in (
        (f"coplan status {folder}", "where the plan stands"),
        (f"coplan init {folder}", "go on answering, or change something"),
        (f"coplan set design.transport none --in {folder}", "change one answer"),
        (f"coplan draft {folder}", "the drafts follow"),
        (f"coplan log {folder}", "who decided what, and when"),
    ):
        show.result(f"  {words:<52} {what}")
    return DONE
