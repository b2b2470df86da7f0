"""The staffing of a plan as data for scripts."""

from __future__ import annotations

from typing import Any

from coplan.figures.figure import Figure, Input
from coplan.figures.staffing import Staffing
from coplan.figures.week import week_table
from coplan.plan.view import Answers


def as_data(answers: Answers, found: Staffing) -> dict[str, Any]:
    """Everything that the report shows. Numbers that are exact decimals are texts, as they print without commas."""
    name = answers.value("profile.program_name") if "profile.program_name" in answers.pack.questions else None
    return {
        "program": str(name) if name else None,
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
        "week": [{"from": row.start, "until": row.end, "teams": list(row.teams)} for row in week_table(found.week)],
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
        "assumed": [_input(item) for item in found.assumed],
    }


def _figure(figure: Figure, found: Staffing) -> dict[str, Any]:
    return {
        "figure": figure.key,
        "label": figure.label,
        "value": str(figure.value),
        "unit": figure.unit,
        "formula": figure.formula,
        "inputs": [_input(item) for item in figure.inputs],
        "assumed": [item.key for item in found.assumed_by(figure)],
        "source": list(figure.source),
    }


def _input(item: Input) -> dict[str, Any]:
    return {
        "label": item.label,
        "value": str(item.value),
        "unit": item.unit,
        "origin": item.origin,
        "key": item.key,
        "source": list(item.source),
    }
