"""`coplan timeline`: the work before the launch, and what is late."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, Folder, PackOption, day_from, existing_plan, today
from coplan.cli.talk import say
from coplan.errors import DONE


def command(
    folder: Folder = None,
    on: Annotated[str, typer.Option("--today", help="Look at it as on another day.", metavar="YEAR-MONTH-DAY")] = "",
    ics: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--ics", help="Write the plan's dates for calendars into this file.", metavar="FILE"),
    ] = None,
    svg: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--svg", help="Write a picture of the timeline into this file.", metavar="FILE"),
    ] = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows the work before the launch, when each piece has to be done, which chain of work decides the launch, and
    what is late. The lengths are planning estimates; the plan's own dates win over them.
    """
    from coplan.figures.timeline.plan import timeline

    place = existing_plan(folder, "", pack)
    answers = place.answers()
    found = timeline(answers, day_from(on) if on else today())
    _write(answers, found, ics, svg)
    if json:
        show.as_json(_data(found))
        return DONE
    _print(answers, found)
    return DONE


def _write(answers: Any, found: Any, ics: Path | None, svg: Path | None) -> None:
    from coplan.figures.timeline.plan import dates
    from coplan.plan.disk.write import write_result
    from coplan.share.calendar import calendar
    from coplan.share.gantt import gantt

    if ics:
        stamp = datetime.datetime.combine(found.today, datetime.time(), datetime.UTC)
        write_result(ics, calendar(dates(answers), answers.program, stamp))
        say(f"{ics}: the plan's dates, for calendars.")
    if svg:
        write_result(svg, gantt(found, f"Timeline of {answers.program or 'the program'}").encode())
        say(f"{svg}: the picture.")


def _data(found: Any) -> dict[str, Any]:
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
                "gate": bar.work.task.gate,
                "critical": bar.critical,
                "late": bar.late,
                "tight": bar.tight,
            }
            for bar in found.bars
        ],
    }


def _iso(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _print(answers: Any, found: Any) -> None:
    from coplan.figures.timeline.plan import out_of_order, works

    phases = answers.pack.timeline.phases
    heads = ["Phase", "Work", "Weeks", "Done by", "Needed by", "Spare days", ""]
    show.table(heads, [_row(bar, phases) for bar in found.bars])
    show.result("\n* Nobody goes into the field before it is done.  = The plan's own date; else the earliest possible.")
    show.result(_verdict(found))
    chain = ", then ".join(bar.work.task.label for bar in found.critical)
    if chain:
        show.result(f"What decides it: {chain}.")
    for bar in (*found.late, *found.tight):
        show.result(_warning(bar))
    for words in out_of_order(works(answers)):
        show.result(f"Out of order: {words}.")
    show.result("Weeks are planning estimates of ours. The plan can set its own; see docs/plan-file.md.")


def _row(bar: Any, phases: Any) -> list[str]:
    words = [
        "done" if bar.done else "LATE" if bar.late else "tight" if bar.tight else "",
        "decides the launch" if bar.critical else "",
        f"{bar.work.undated} without a date" if bar.work.undated else "",
    ]
    known = bar.work.planned or not bar.done
    return [
        phases.get(bar.work.task.phase, bar.work.task.phase),
        bar.work.task.label + (" *" if bar.work.task.gate else ""),
        str(bar.work.weeks),
        _iso(bar.finish) + (" =" if bar.work.planned else "") if known else "",
        "" if bar.done else _iso(bar.latest),
        "" if bar.done or bar.slack is None else str(bar.slack),
        ", ".join(word for word in words if word),
    ]


def _verdict(found: Any) -> str:
    ready = f"From {_iso(found.today)} all can be done by {_iso(found.ready)}"
    if found.launch is None:
        return f"The plan has no launch date. {ready}."
    days = (found.launch - found.ready).days
    return f"Launch: {_iso(found.launch)}. {ready}, {abs(days)} days {'before' if days >= 0 else 'AFTER'} it."


def _warning(bar: Any) -> str:
    label, needed = bar.work.task.label, _iso(bar.latest)
    if bar.tight:
        return f"Tight: {label}. The plan says {_iso(bar.finish)}; what comes after it usually needs it by {needed}."
    if bar.work.planned:
        return f"Late: {label}. The plan says {_iso(bar.finish)}, after the launch."
    return f"Late: {label}. It can begin on {_iso(bar.begin)}, and should begin by {_iso(bar.latest_begin)}."
