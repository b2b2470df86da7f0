"""`coplan status`: where the plan stands."""

from __future__ import annotations

from coplan.checks.check import check
from coplan.cli import show
from coplan.cli.documents.draft_words import as_data, line
from coplan.cli.setting import AsJson, Folder, PackOption, existing_plan, today
from coplan.content.answers.values import Day
from coplan.drafts.update.outcome import Draft
from coplan.errors import DONE, Problem
from coplan.plan.disk.store import NAME, PlanFolder
from coplan.plan.progress import progress
from coplan.plan.view import Answers
from coplan.reports.status import status_data, status_report


def command(folder: Folder = None, json: AsJson = False, pack: PackOption = None) -> int:
    """Shows each step with its core questions, what is essential at the plan's stage and missing, open items by owner
    and date, and the drafts.
    """
    place = existing_plan(folder, "", pack)
    reading = place.read()
    answers = place.answers(reading.plan)
    steps, drafts = progress(answers), _drafts(place, answers)
    found = check(answers, today=Day.fromisoformat(today().isoformat()))
    if json:
        show.as_json(status_data(answers, steps, found, [as_data(draft) for draft in drafts]))
    else:
        show.notes([*reading.notes, *place.noted.values(), *map(_copy, place.copies())])
        show.report(status_report(answers, steps, found, [words for draft in drafts for words in _lines(draft)]))
    return DONE


def _copy(name: str) -> Problem:
    what = f"lies beside {NAME}. A sync program may have made it, because two computers wrote the plan."
    return Problem(name, 0, "", what, "Compare the two, and delete it.")


def _drafts(place: PlanFolder, answers: Answers) -> list[Draft]:
    from coplan.drafts.service import states

    return states(place, answers)


def _lines(draft: Draft) -> list[str]:
    said = line(draft, pending=True) if draft.state != "missing" else f"{draft.title}: not written yet."
    return [said, *([f"  {draft.note}"] if draft.note else [])]
