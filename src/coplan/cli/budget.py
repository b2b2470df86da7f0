"""`coplan budget`: what the plan costs, who pays, and where money is missing."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, Folder, PackOption, existing_plan
from coplan.errors import DONE


def command(
    folder: Folder = None,
    change: Annotated[
        list[str],
        typer.Option("--set", help="What if: another answer or assumption, beside today's.", metavar="KEY=VALUE"),
    ] = [],  # noqa: B006 - typer copies it
    months: Annotated[bool, typer.Option("--months", help="Show cost, money and gap month by month.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show every line with its arithmetic.")] = False,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows the cost of each year, the money and the gap, what happens when a source ends, match, the parties' shares,
    and gross avoided cost. What is assumed and what is missing is listed. With --set you see today's figures and those
    with the change side by side; the plan stays as it is.
    """
    from coplan.cli.budget_json import as_data
    from coplan.cli.budget_report import print_budget, print_change
    from coplan.figures.budget_plan import budget
    from coplan.plan.view import Answers
    from coplan.plan.what_if import what_if

    place = existing_plan(folder, "", pack)
    plan = place.read().plan
    answers = Answers(place.pack, plan)
    other = Answers(place.pack, what_if(plan, place.pack, change)) if change else None
    if json:
        data: dict[str, Any] = as_data(answers, budget(answers))
        show.as_json(data | ({"with_change": as_data(other, budget(other))} if other else {}))
    elif other:
        print_change(answers, other, change)
    else:
        print_budget(answers, months=months, explain=explain)
    return DONE
