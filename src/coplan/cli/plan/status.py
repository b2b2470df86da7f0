"""`coplan status`: where the plan stands."""

from __future__ import annotations

from coplan.checks.check import check
from coplan.checks.finding_words import counted
from coplan.cli.documents.draft_words import as_data, line
from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.setting import existing_plan, today
from coplan.cli.told import Told, tell
from coplan.cli.unchanged import watched
from coplan.content.answers.values import Day
from coplan.drafts.update.outcome import Draft
from coplan.errors import Problem
from coplan.plan.disk.locations import NAME
from coplan.plan.disk.store import PlanFolder
from coplan.plan.progress import progress
from coplan.plan.view import Answers
from coplan.reports.status import status_data, status_report
from coplan.wizard.terminal.working import Working


def command(folder: Folder = None, output: Output = None, json: AsJson = False, pack: PackOption = None) -> int:
    """Shows each step with its core questions, what is essential at the plan's stage and missing, open items by owner
    and date, and the drafts.
    """
    watch = watched("status", folder, json=json)
    place = existing_plan(folder, "", pack)
    reading = place.read()
    watch.reads(reading.plan.drafts.letterhead)
    answers = place.answers(reading.plan)
    with Working("Looking at the drafts"):
        steps, drafts = progress(answers), _drafts(place, answers)
    found = check(answers, today=Day.fromisoformat(today().isoformat()))
    told = Told(
        status_report(answers, steps, found, _lines(drafts)),
        status_data(answers, steps, found, [as_data(draft) for draft in drafts]),
        notes=tuple(f"Note: {note}" for note in [*reading.notes, *place.noted.values(), *map(_copy, place.copies())]),
    )
    if pack is None and not any(draft.problem for draft in drafts):
        watch.keep(told, place.clerk.now()[:10])
    if output:
        put(told.report, output, answers.program, answers.plan.drafts.paper)
    return tell(told, json=json, shown=output is None)


def _copy(name: str) -> Problem:
    what = f"lies beside {NAME}. A sync program may have made it, because two computers wrote the plan."
    return Problem(name, 0, "", what, "Compare the two, and delete it.")


def _drafts(place: PlanFolder, answers: Answers) -> list[Draft]:
    from coplan.drafts.service import states

    return states(place, answers)


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
