"""`coplan draft`: writes and updates drafts."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli.documents.draft_words import as_data, lines, postponed_lines
from coplan.cli.options import AsJson, By, PackOption
from coplan.cli.setting import existing_plan, plan_here
from coplan.cli.told import Told, tell
from coplan.cli.unchanged import watched
from coplan.drafts.service import Drafting, draft_plan
from coplan.errors import BAD_INPUT, DONE, FINDINGS, UsageError
from coplan.plan.disk.locations import NAME
from coplan.plan.view import Answers
from coplan.reports.titled import Report
from coplan.reports.titled import lines as as_lines
from coplan.wizard.terminal.working import Working


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="The plan's folder, and names of documents; without names, all.", metavar="[FOLDER] [DOCUMENT]..."
        ),
    ] = None,
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
    watch = watched("draft", folder, json=json)
    place = existing_plan(folder, by, pack)
    reading = place.read()
    watch.reads(reading.plan.drafts.letterhead)
    answers = place.answers(reading.plan)
    with nullcontext() if dry_run else place.lock("draft", wait=5), Working("Writing the drafts") as working:
        done = draft_plan(
            place, answers, names, dry_run=dry_run, restore=restore, tell=dry_run or json, step=working.step
        )
    told = replace(_told(done, answers, pending=dry_run), always=tuple(f"Note: {note}" for note in reading.notes))
    if pack is None and not (names or dry_run or restore or done.problems):
        watch.keep(told, place.clerk.now()[:10])
    return tell(told, json=json)


def _told(done: Drafting, answers: Answers, *, pending: bool) -> Told:
    """What a run did, for people and for scripts."""
    later = [{"document": item.document.id, "needs": list(item.needs)} for item in done.postponed]
    more = {"no_longer_called_for": done.leftover, "not_written_yet": later}
    words = [line for draft in done.drafts for line in lines(draft, pending=pending)]
    words += [f"{path}: no longer called for by the plan; left where it is." for path in done.leftover]
    words += postponed_lines(done, answers)
    return Told(
        Report("", parts=as_lines(words)),
        {"drafts": [as_data(draft) for draft in done.drafts]} | {name: some for name, some in more.items() if some},
        after=(done.hint,) if done.hint else (),
        problems=tuple(str(draft.problem) for draft in done.drafts if draft.problem is not None),
        code=BAD_INPUT if done.problems else FINDINGS if done.conflicts else DONE,
    )


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
