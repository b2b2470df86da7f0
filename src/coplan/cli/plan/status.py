"""`coplan status`: where the plan stands."""

from __future__ import annotations

from typing import Any

from coplan.checks.check import check
from coplan.checks.words import NO_FINDINGS, tally, tally_words
from coplan.cli import show
from coplan.cli.setting import AsJson, Folder, PackOption, existing_plan, today
from coplan.content.answers.values import Day
from coplan.errors import DONE
from coplan.plan.disk.store import PlanFolder
from coplan.plan.progress import StepProgress, progress
from coplan.plan.view import Answers


def command(folder: Folder = None, json: AsJson = False, pack: PackOption = None) -> int:
    """Shows each step with its core questions, what is essential at the plan's stage and missing, open items by owner
    and date, and the drafts.
    """
    place = existing_plan(folder, "", pack)
    reading = place.read()
    answers = place.answers(reading.plan)
    steps = progress(answers)
    drafts = _drafts(place, answers)
    found = check(answers, today=Day.fromisoformat(today().isoformat()))
    if json:
        show.as_json(_data(answers, steps, drafts) | {"findings": tally(found)})
        return DONE
    show.notes([*reading.notes, *place.noted.values()])
    _print(answers, steps, drafts, tally_words(found))
    return DONE


def _drafts(place: PlanFolder, answers: Answers) -> list[Any]:
    from coplan.drafts.service import states

    return states(place, answers)


def _data(answers: Answers, steps: list[StepProgress], drafts: list[Any]) -> dict[str, Any]:
    from coplan.cli.documents.draft_words import as_data

    return {
        "program": answers.program or None,
        "stage": answers.stage,
        "steps": [
            {
                "id": found.step.id,
                "title": found.step.title,
                "core_asked": found.core_asked,
                "core_answered": found.core_answered,
                "asked": found.asked,
                "answered": found.answered,
                "essential_missing": len(found.missing),
            }
            for found in steps
        ],
        "open": [
            {
                "question": key,
                "state": item.state,
                "owner": item.owner or None,
                "due": item.due.isoformat() if item.due else None,
                "note": item.note or None,
            }
            for key, item in _open(answers)
        ],
        "drafts": [as_data(draft) for draft in drafts],
    }


def _open(answers: Answers) -> list[tuple[str, Any]]:
    """Open items of questions that apply, the earliest due date first, those without a date last."""
    items = [(key, item) for key, item in answers.plan.open.items() if answers.applies(key)]
    return sorted(items, key=lambda pair: (pair[1].due is None, pair[1].due or 0, pair[1].owner))


def _print(answers: Answers, steps: list[StepProgress], drafts: list[Any], findings: str) -> None:
    from coplan.cli.documents.draft_words import line

    show.result(f"{answers.program or show.NO_NAME}, stage: {answers.stage}")
    show.result()
    rows = [
        [
            f"{found.step.number}" if found.step.number else "",
            found.step.title,
            f"{found.core_answered} of {found.core_asked}",
            f"{found.answered} of {found.asked}",
            str(len(found.missing) or "–"),
        ]
        for found in steps
    ]
    show.table(["", "Step", "Core", "All", "Essential, missing"], rows)
    show.result(f"\nFindings: {findings}" + (" (`coplan check` explains)" if findings != NO_FINDINGS else ""))
    items = _open(answers)
    if items:
        show.result(f"\nOpen items: {len(items)}")
        for key, item in items:
            label = answers.pack.questions[key].label
            who = f", owner: {item.owner}" if item.owner else ""
            due = f", due {item.due}" if item.due else ""
            note = f" ({item.note})" if item.note else ""
            show.result(f"  {item.state}: {label}{who}{due}{note}")
    aside = answers.set_aside()
    if aside:
        labels = ", ".join(answers.pack.questions[key].label for key in aside)
        show.result(f"\nSet aside, because their question does not apply now: {labels}.")
    show.result("\nDrafts:")
    for draft in drafts:
        show.result(
            "  " + (line(draft, pending=True) if draft.state != "missing" else f"{draft.title}: not written yet.")
        )
        if draft.note:
            show.result(f"    {draft.note}")
    show.result("\nGo on with `coplan init`; write drafts with `coplan draft`.")
