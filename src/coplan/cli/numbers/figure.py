"""`coplan figure`: one figure, how it comes about, and which answers made it."""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, InFolder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.setting import existing_plan
from coplan.errors import DONE, UsageError, closest


def command(
    key: Annotated[
        str, typer.Argument(help="The figure, such as staffing.uhu, or a topic; without it, all.", metavar="KEY")
    ] = "",
    folder: InFolder = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the arithmetic of the figures that went in, too.")
    ] = False,
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows a figure with its formula, what went in, and the answers that it rests on. Rules ask for the same figures,
    and templates print them.
    """
    from coplan.figures.registry import TOPICS
    from coplan.plan.view import Answers
    from coplan.reports.figure import figure_data, figure_report, figures_data, figures_report

    place = existing_plan(folder, "", pack)
    answers = Answers(place.pack, place.read().plan)
    every = not key or key in TOPICS
    try:
        if json:
            show.as_json(figures_data(answers, key) if every else figure_data(answers, key, explain=explain))
        if output or not json:
            report = figures_report(answers, key) if every else figure_report(answers, key, explain=explain)
            put(report, output, answers.program, answers.plan.drafts.paper)
    except KeyError:
        raise _unknown(key) from None
    return DONE


def _unknown(key: str) -> UsageError:
    from coplan.figures.registry import every_figure

    near = closest(key, [declared.key for declared in every_figure()])
    hint = f"Did you mean `{near}`?" if near else "`coplan figure` lists them."
    return UsageError(f"There is no figure `{key}`. {hint}")
