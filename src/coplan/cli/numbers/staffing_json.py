"""The staffing of a plan as data for scripts."""

from __future__ import annotations

from typing import Any

from coplan.cli.numbers.figure_json import inputs_as_data
from coplan.figures.figure import Figure
from coplan.figures.staffing.result import Staffing
from coplan.figures.staffing.week import KindOfWeek, kinds_of_weeks, week_table
from coplan.plan.view import Answers


def as_data(answers: Answers, found: Staffing) -> dict[str, Any]:
    """Everything that the report shows. Numbers that are exact decimals are texts, as they print without commas."""
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
        "assumed": inputs_as_data(found.assumed),
    }


def _week(kind: KindOfWeek) -> list[dict[str, Any]]:
    when = {"time": kind.time, "days_a_year": round(float(kind.share * 365), 1)} if kind.time else {}
    return [{**when, "from": row.start, "until": row.end, "teams": list(row.teams)} for row in week_table(kind.week)]


def _figure(figure: Figure, found: Staffing) -> dict[str, Any]:
    return {
        "figure": figure.key,
        "label": figure.label,
        "value": str(figure.value),
        "unit": figure.unit,
        "formula": figure.formula,
        "inputs": inputs_as_data(figure.inputs),
        "assumed": [item.key for item in found.assumed_by(figure)],
        "source": list(figure.source),
    }
