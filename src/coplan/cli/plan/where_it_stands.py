"""Tells where a plan stands."""

from __future__ import annotations

from pathlib import Path

from coplan.checks.check import check
from coplan.checks.finding_words import counted
from coplan.cli.documents.draft_words import as_data, line
from coplan.cli.setting import existing_plan, today
from coplan.cli.told import Told, tell
from coplan.cli.unchanged import RunWatch
from coplan.content.answers.values import Day
from coplan.drafts.update.outcome import Draft
from coplan.errors import Problem
from coplan.plan.disk.locations import NAME
from coplan.plan.disk.store import PlanFolder
from coplan.plan.progress import progress
from coplan.plan.view import Answers
from coplan.reports.status import status_data, status_report
from coplan.wizard.terminal.working import Working


def tell_status(watch: RunWatch, output: Path | None = None, pack: Path | None = None) -> int:
    """Tell it, or write it into a file; return the exit code. `pack` is the folder of an own pack."""
    place = existing_plan(watch.given, "", pack)
    reading = place.read()
    watch.reads(reading.plan.drafts.letterhead)
    answers = place.answers(reading.plan)
    with Working("Looking at the drafts"):
        drafts, steps = _drafts(place, answers, watch), progress(answers)
    found = check(answers, today=Day.fromisoformat(today().isoformat()))
    told = Told(
        status_report(answers, steps, found, _lines(drafts)),
        status_data(answers, steps, found, [as_data(draft) for draft in drafts]),
        notes=tuple(f"Note: {note}" for note in [*reading.notes, *place.noted.values(), *map(_copy, place.copies())]),
    )
    if pack is None and not any(draft.problem for draft in drafts):
        watch.keep(told, place.clerk.now()[:10], answers)
    if output:
        from coplan.cli.report_file import put

        put(told.report, output, answers.program, answers.plan.drafts.paper)
    return tell(told, json=watch.json, shown=output is None)


def _copy(name: str) -> Problem:
    what = f"lies beside {NAME}. A sync program may have made it, because two computers wrote the plan."
    return Problem(name, 0, "", what, "Compare the two, and delete it.")


def _drafts(place: PlanFolder, answers: Answers, watch: RunWatch) -> list[Draft]:
    from coplan.drafts.service import states

    return states(place, answers, watch.look)


def _lines(drafts: list[Draft]) -> list[str]:
    """Each draft with what is to say of it; those that wait for decisions are counted."""
    from coplan.drafts.service import WAITS

    waiting = [draft for draft in drafts if draft.note == WAITS]
    found = [words for draft in drafts if draft not in waiting for words in _draft_lines(draft)]
    if waiting:
        found.append(
            f"Too much is still to decide for {counted(len(waiting), 'document')}: `coplan documents` says what."
        )
    return found


def _draft_lines(draft: Draft) -> list[str]:
    said = line(draft, pending=True) if draft.state != "missing" else f"{draft.title}: not written yet."
    return [said, *([f"  {draft.note}"] if draft.note else [])]
