"""`coplan budget`: what the plan costs, who pays, and where money is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption, WhatIf
from coplan.cli.report_file import Output, put, written
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE


def command(
    folder: Folder = None,
    change: WhatIf = [],  # noqa: B006 - typer copies it
    months: Annotated[bool, typer.Option("--months", help="Show cost, money and gap month by month.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show every line with its arithmetic.")] = False,
    xlsx: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--xlsx", help="Write a workbook with live formulas into this file.", metavar="FILE"),
    ] = None,
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows the cost of each year, the money and the gap, what happens when a source ends, match, the parties' shares,
    and gross avoided cost. What is assumed and what is missing is listed. With --set you see today's figures and those
    with the change side by side; the plan stays as it is. A workbook shows the plan with the change.
    """
    from coplan.plan.what_if import what_if
    from coplan.reports.budget.data import budget_data
    from coplan.reports.budget.whole import budget_change, budget_report

    place = existing_plan(folder, "", pack)
    plan = place.read().plan
    answers = place.answers(plan)
    other = place.answers(what_if(plan, place.pack, change)) if change else None
    if xlsx:
        _write(other or answers, xlsx)
    if json:
        show.as_json(budget_data(answers) | ({"with_change": budget_data(other)} if other else {}))
    if json and output is None:
        return DONE
    report = budget_change(answers, other, change) if other else budget_report(answers, months=months, explain=explain)
    put(report, output, answers.program, answers.plan.drafts.paper)
    return DONE


def _write(answers: Any, path: Path) -> None:
    from coplan.figures.budget.figures import budget
    from coplan.share.workbook.book import workbook

    written(path, workbook(answers, budget(answers), answers.program))
    say(f"{path}: the budget as a workbook with live formulas.")
