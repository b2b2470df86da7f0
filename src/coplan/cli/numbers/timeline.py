"""`coplan timeline`: the work before the launch, and what is late."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.report_file import Output, put, written
from coplan.cli.setting import day_from, existing_plan, today
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
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows the work before the launch, when each piece has to be done, which chain of work decides the launch, and
    what is late. The lengths are planning estimates; the plan's own dates win over them.
    """
    from coplan.figures.timeline.from_answers import timeline
    from coplan.reports.timeline import timeline_data, timeline_report

    place = existing_plan(folder, "", pack)
    answers = place.answers()
    found = timeline(answers, day_from(on) if on else today())
    _write(answers, found, ics, svg)
    if json:
        show.as_json(timeline_data(found))
    if output or not json:
        put(timeline_report(answers, found), output, answers.program, answers.plan.drafts.paper)
    return DONE


def _write(answers: Any, found: Any, ics: Path | None, svg: Path | None) -> None:
    from coplan.figures.timeline.from_answers import dates, time_zone
    from coplan.share.calendar import calendar
    from coplan.share.gantt import gantt

    if ics:
        stamp = datetime.datetime.combine(found.today, datetime.time(), datetime.UTC)
        written(ics, calendar(dates(answers), answers.program, stamp, time_zone(answers)))
        say(f"{ics}: the plan's dates, for calendars.")
    if svg:
        written(svg, gantt(found, f"Timeline of {answers.program or 'the program'}").encode())
        say(f"{svg}: the picture.")
