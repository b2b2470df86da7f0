"""`coplan staffing`: the people that the plan needs, has planned, and what they can do."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption, WhatIf
from coplan.cli.report_file import Output, put
from coplan.cli.setting import existing_plan
from coplan.errors import DONE


def command(
    folder: Folder = None,
    change: WhatIf = [],  # noqa: B006 - typer copies it
    explain: Annotated[bool, typer.Option("--explain", help="Show the arithmetic of every figure.")] = False,
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows what you need, what you planned and the gap; the week; calls that come and calls that are missed; on-call
    duty; follow-up. What is assumed is marked and listed. With --set you see today's figures and those with the
    change side by side; the plan stays as it is.
    """
    from coplan.plan.what_if import what_if
    from coplan.reports.staffing import staffing_change, staffing_report
    from coplan.reports.staffing_data import staffing_data

    place = existing_plan(folder, "", pack)
    plan = place.read().plan
    answers = place.with_history(place.answers(plan))
    other = place.with_history(place.answers(what_if(plan, place.pack, change))) if change else None
    if json:
        show.as_json(staffing_data(answers) | ({"with_change": staffing_data(other)} if other else {}))
    if json and output is None:
        return DONE
    report = (
        staffing_change(answers, other, change, explain=explain) if other else staffing_report(answers, explain=explain)
    )
    put(report, output, answers.program, answers.plan.drafts.paper)
    return DONE
