"""`coplan report`: the plan as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.report_file import written
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan, today
from coplan.content.answers.values import Day
from coplan.errors import DONE

PATH = "share/report.html"


def command(
    folder: Folder = None,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--output", "-o", help="Write the page here instead.", metavar="FILE"),
    ] = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Writes one HTML page for projector, screen reader, telephone and print: where the plan stands, who owes what by
    when, findings, decisions, calls and hours on duty, staffing, budget, timeline, documents and self-rating. It needs
    no network and no script.
    """
    from coplan.checks.check import check
    from coplan.drafts.service import needs_of_documents
    from coplan.share.page.page import report_page
    from coplan.share.writing import save

    place = existing_plan(folder, "", pack)
    answers = place.answers()
    day = today()
    found = check(answers, today=Day.fromisoformat(day.isoformat()))
    content = report_page(answers, found, day, needs_of_documents(place, answers)).encode()
    if output is None:
        save(place, PATH, content)
        tell_kept(place.inside)
    else:
        written(output, content)
    if json:
        show.as_json({"path": str(output or PATH)})
    else:
        show.result(f"{output or PATH}: the plan as one page. Open it in a browser.")
    return DONE
