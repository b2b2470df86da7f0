"""The staffing of a plan as data for scripts."""

from __future__ import annotations

from typing import Any

from coplan.figures.figure import Figure
from coplan.figures.staffing.from_answers import staffing
from coplan.figures.staffing.inputs import CALLS_BY_HOUR
from coplan.figures.staffing.result import Staffing
from coplan.figures.staffing.week import KindOfWeek, kinds_of_weeks, week_table
from coplan.plan.view import Answers
from coplan.reports.figure import figure_as_data, inputs_as_data
from coplan.reports.outcomes.from_data import data_origin


def staffing_data(answers: Answers) -> dict[str, Any]:
    """Everything that the report shows. Numbers that are exact decimals are texts, as they print without commas."""
    found = staffing(answers)
    origin = data_origin(answers, CALLS_BY_HOUR) if found.blocks else None
    return {
        "program": answers.program or None,
        "sections": [
            {
                "section": section.key,
                "title": section.title,
                "figures": [_figure(figure, found) for figure in section.figures],
                "missing": list(section.missing),
                "notes": list(section.notes),
            }
            for section in found.sections
        ],
        "week": [row for kind in kinds_of_weeks(found.week) for row in _week(kind)],
        "blocks": [
            {
                "days": part.block.label,
                "from": part.block.start,
                "until": part.block.end,
                "calls": part.block.calls,
                "calls_a_year": float(part.calls_a_year),
                "load": float(part.load),
                "duty_share": float(part.duty_share),
                "missed": None if found.queues else part.missed,
                "waits": part.waits if found.queues else None,
            }
            for part in found.blocks
        ],
        "blocks_from_data": {"files": origin.files, "taken_on": origin.day} if origin else None,
        "assumed": inputs_as_data(found.assumed),
    }


def _week(kind: KindOfWeek) -> list[dict[str, Any]]:
    when = {"time": kind.time, "days_a_year": round(float(kind.share * 365), 1)} if kind.time else {}
    return [{**when, "from": row.start, "until": row.end, "teams": list(row.teams)} for row in week_table(kind.week)]


def _figure(figure: Figure, found: Staffing) -> dict[str, Any]:
    data = figure_as_data(figure)
    return data | {"assumed": [item.key for item in found.assumed_by(figure)], "source": data.pop("source")}
