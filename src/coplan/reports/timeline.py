"""The timeline of a plan as a report: the work before the launch, what decides it, and what is late."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from coplan.figures.timeline.from_answers import out_of_order, works
from coplan.figures.timeline.network import Bar, Timeline
from coplan.plan.view import Answers
from coplan.reports.titled import Line, Report, Table

HEADS = ["Phase", "Work", "Weeks", "Done by", "Needed by", "Spare days", ""]
MARKS = "* Nobody goes into the field before it is done.  = The plan's own date; else the earliest possible."
WEEKS = "Weeks are planning estimates of ours. The plan can set its own; see docs/plan-file.md."


def timeline_report(answers: Answers, found: Timeline) -> Report:
    """All work as a table, and below it what follows."""
    phases = answers.pack.timeline.phases
    table = Table(HEADS, [_row(bar, phases) for bar in found.bars])
    return Report("", parts=[table, Line(), Line(MARKS), *map(Line, _below(answers, found)), Line(WEEKS)])


def timeline_data(found: Timeline) -> dict[str, Any]:
    """The same for scripts."""
    return {
        "today": _iso(found.today),
        "launch": _iso(found.launch) or None,
        "ready": _iso(found.ready),
        "work": [
            {
                "key": bar.work.task.key,
                "label": bar.work.task.label,
                "phase": bar.work.task.phase,
                "weeks": bar.work.weeks,
                "planned": _iso(bar.work.planned) or None,
                "begin": _iso(bar.begin),
                "finish": _iso(bar.finish),
                "latest": _iso(bar.latest) or None,
                "slack_days": bar.slack,
                "done": bar.done,
                "passed": bar.passed,
                "gate": bar.work.task.gate,
                "critical": bar.critical,
                "late": bar.late,
                "tight": bar.tight,
            }
            for bar in found.bars
        ],
    }


def _row(bar: Bar, phases: Mapping[str, str]) -> list[str]:
    words = [
        "done" if bar.done else "LATE" if bar.late else "tight" if bar.tight else "",
        "planned for then; is it done?" if bar.passed else "",
        "decides the launch" if bar.critical else "",
        f"{bar.work.undated} without a date" if bar.work.undated else "",
    ]
    known = bar.work.planned or not bar.done
    return [
        phases.get(bar.work.task.phase, bar.work.task.phase),
        bar.work.task.label + (" *" if bar.work.task.gate else ""),
        str(bar.work.weeks),
        (f"{_iso(bar.work.planned)} =" if bar.work.planned else _iso(bar.finish)) if known else "",
        "" if bar.done else _iso(bar.latest),
        "" if bar.done or bar.slack is None else str(bar.slack),
        ", ".join(word for word in words if word),
    ]


def _below(answers: Answers, found: Timeline) -> Iterator[str]:
    yield _verdict(found)
    chain = ", then ".join(bar.work.task.label for bar in found.critical)
    if chain:
        yield f"What decides it: {chain}."
    yield from (_warning(bar) for bar in (*found.late, *found.tight))
    yield from (f"Out of order: {words}." for words in out_of_order(works(answers)))


def _verdict(found: Timeline) -> str:
    ready = f"From {_iso(found.today)} all can be done by {_iso(found.ready)}"
    if found.launch is None:
        return f"The plan has no launch date. {ready}."
    days = (found.launch - found.ready).days
    return f"Launch: {_iso(found.launch)}. {ready}, {abs(days)} days {'before' if days >= 0 else 'AFTER'} it."


def _warning(bar: Bar) -> str:
    label, needed = bar.work.task.label, _iso(bar.latest)
    if bar.tight and bar.passed:
        planned = f"{label}. It was planned for {_iso(bar.work.planned)}, and the plan does not say that it is done"
        return f"Tight: {planned}; what comes after it usually needs it by {needed}."
    if bar.tight:
        return f"Tight: {label}. The plan says {_iso(bar.finish)}; what comes after it usually needs it by {needed}."
    if bar.work.planned:
        return f"Late: {label}. The plan says {_iso(bar.finish)}, after the launch."
    return f"Late: {label}. It can begin on {_iso(bar.begin)}, and should begin by {_iso(bar.latest_begin)}."


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
