"""Writes and updates the drafts of a plan, and tells what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from coplan.cli.documents.draft_words import as_data, lines, postponed_lines
from coplan.cli.setting import existing_plan
from coplan.cli.told import Told, tell
from coplan.cli.unchanged import RunWatch
from coplan.drafts.service import Drafting, draft_plan
from coplan.errors import BAD_INPUT, DONE, FINDINGS
from coplan.plan.view import Answers
from coplan.reports.titled import Report
from coplan.reports.titled import lines as as_lines
from coplan.wizard.terminal.working import Working


@dataclass(frozen=True)
class Wish:
    """What is asked for besides: documents by name, nothing written, deleted drafts written anew; who, which pack."""

    names: Sequence[str] = ()
    dry_run: bool = False
    restore: bool = False
    by: str = ""
    pack: Path | None = None


def tell_drafts(watch: RunWatch, wish: Wish = Wish()) -> int:
    """Do it and tell it; return the exit code."""
    place = existing_plan(watch.given, wish.by, wish.pack)
    reading = place.read()
    watch.reads(reading.plan.drafts.letterhead)
    answers, dry_run = place.answers(reading.plan), wish.dry_run
    with nullcontext() if dry_run else place.lock("draft", wait=5), Working("Writing the drafts") as working:
        tells = dry_run or watch.json
        done = draft_plan(
            *(place, answers, wish.names),
            dry_run=dry_run,
            restore=wish.restore,
            tell=tells,
            step=working.step,
            stood=watch.look,
        )
    told = replace(_told(done, answers, pending=dry_run), always=tuple(f"Note: {note}" for note in reading.notes))
    if wish == Wish(by=wish.by) and not done.problems:
        watch.keep(told, place.clerk.now()[:10], answers)
    return tell(told, json=watch.json)


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
