"""Where a plan stands, as a report: steps, findings, open items, drafts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from coplan.checks.finding import Finding
from coplan.checks.finding_words import NO_FINDINGS, tally, tally_words
from coplan.plan.model import OpenItem
from coplan.plan.progress import StepProgress
from coplan.plan.view import Answers
from coplan.reports.figure_words import NO_NAME
from coplan.reports.titled import Line, Part, Report, Table

LAST = datetime.date.max
Steps = Sequence[StepProgress]


def status_report(answers: Answers, steps: Steps, found: Sequence[Finding], drafts: Sequence[str]) -> Report:
    """The steps with what is answered and missing, and below it the rest; `drafts` are the lines on drafts."""
    title = f"{answers.program or NO_NAME}, stage: {answers.stage}"
    below = _below(answers, tally_words(found), drafts)
    return Report(title, parts=[Line(), _table(steps), *below])


def status_data(answers: Answers, steps: Steps, found: Sequence[Finding], drafts: Sequence[object]) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "program": answers.program or None,
        "stage": answers.stage,
        "steps": [
            {
                "id": one.step.id,
                "title": one.step.title,
                "core_asked": one.core_asked,
                "core_answered": one.core_answered,
                "asked": one.asked,
                "answered": one.answered,
                "essential_missing": len(one.missing),
            }
            for one in steps
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
        "drafts": list(drafts),
        "findings": tally(found),
    }


def _table(steps: Steps) -> Table:
    rows = [
        [
            f"{one.step.number}" if one.step.number else "",
            one.step.title,
            f"{one.core_answered} of {one.core_asked}" if one.core_asked else "–",
            f"{one.answered} of {one.asked}",
            str(len(one.missing) or "–"),
        ]
        for one in steps
    ]
    return Table(["", "Step", "Core", "All", "Essential, missing"], rows)


def _below(answers: Answers, findings: str, drafts: Sequence[str]) -> Iterator[Part]:
    yield Line()
    yield Line(f"Findings: {findings}" + (" (`coplan check` explains)" if findings != NO_FINDINGS else ""))
    items = _open(answers)
    if items:
        yield from (Line(), Line(f"Open items: {len(items)}"))
        yield from (Line(_item(answers, key, item)) for key, item in items)
    aside = answers.set_aside()
    if aside:
        labels = ", ".join(answers.pack.questions[key].label for key in aside)
        yield from (Line(), Line(f"Set aside, because their question does not apply now: {labels}."))
    yield from (Line(), Line("Drafts:"), *(Line(f"  {words}") for words in drafts), Line())
    yield Line("Go on with `coplan init`; write drafts with `coplan draft`.")


def _open(answers: Answers) -> list[tuple[str, OpenItem]]:
    """Open items of questions that apply, the earliest due date first, those without a date last."""
    items = [(key, item) for key, item in answers.plan.open.items() if answers.applies(key)]
    return sorted(items, key=lambda pair: (pair[1].due or LAST, pair[1].owner))


def _item(answers: Answers, key: str, item: OpenItem) -> str:
    who = f", owner: {item.owner}" if item.owner else ""
    due = f", due {item.due}" if item.due else ""
    note = f" ({item.note})" if item.note else ""
    return f"  {item.state}: {answers.pack.questions[key].label}{who}{due}{note}"
