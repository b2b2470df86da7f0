"""`coplan demo`: the example community, from answers to drafts."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson
from coplan.cli.setting import clerk, read_pack_for
from coplan.content.pack.folders import examples_folder
from coplan.errors import DONE, BadInput, UsageError
from coplan.letters import in_a_command
from coplan.plan.disk.file_text import read_text
from coplan.plan.disk.locations import HIDDEN, NAME
from coplan.plan.disk.store import PlanFolder
from coplan.wizard.terminal.working import Working

UNFINISHED = f"{HIDDEN}/demo-unfinished"  # stands there until everything is written: a demo that was stopped goes on


def command(
    folder: Annotated[
        Path, typer.Argument(help="Where to put it; it must be new or empty.", metavar="[FOLDER]")
    ] = Path("cedar-valley"),
    json: AsJson = False,
) -> int:
    """Cedar Valley is fictional: city police and a fire district in Washington, with clinicians of a nonprofit."""
    from coplan.drafts.service import draft_plan

    if folder.exists() and not _may_begin(folder):
        raise UsageError(f"{folder} is not empty. Name a new folder: coplan demo my-example")
    place = PlanFolder(folder, read_pack_for(None, None), clerk("Cedar Valley (example)"))
    _begin(place)
    place.inside.write_if_changed(NAME, read_text(examples_folder() / "cedar-valley" / NAME).encode("utf-8"))
    place.write_schema()
    place.reconcile(by=place.clerk.by)
    with Working("Writing the drafts") as working:
        done = draft_plan(place, place.answers(), step=working.step)
    if done.problems:  # the mark stays: the same command goes on where this one stopped
        raise BadInput([draft.problem for draft in done.drafts if draft.problem is not None])
    place.inside.remove(UNFINISHED)
    if json:
        show.as_json({"folder": str(folder), "drafts": [draft.path for draft in done.drafts]})
        return DONE
    show.result(f"Cedar Valley is in {folder}, with {len(done.drafts)} drafts in {folder / 'drafts'}.")
    show.result("\nWhat to try next:")
    name = in_a_command(folder)
    for what, command in (
        ("where the plan stands", f"coplan status {name}"),
        ("go on answering, or change something", f"coplan init {name}"),
        ("change one answer", f"coplan set design.transport none --in {name}"),
        ("the drafts follow", f"coplan draft {name}"),
        ("who decided what, and when", f"coplan log {name}"),
    ):
        show.result(f"  {what}:")
        show.whole(f"    {command}")  # to copy: not broken, however narrow the screen is
    return DONE


def _begin(place: PlanFolder) -> None:
    """Make the folder, and mark it as unfinished. Raises SaveError."""
    with suppress(OSError):  # told by the next line
        place.inside.make()
        place.inside.write(UNFINISHED, b"")
    place.create()


def _may_begin(folder: Path) -> bool:
    """True for an empty folder, and for one in which a demo was stopped half-way."""
    if not folder.is_dir():
        return False
    names = [path.name for path in folder.iterdir()]
    return names in ([], [HIDDEN]) or (folder / UNFINISHED).is_file()
