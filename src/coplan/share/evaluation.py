"""Writes the encounter form and the evaluation into share/: tables, pictures and figures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from coplan.calls.encounters.fields import LogField
from coplan.disk.inside import Inside
from coplan.errors import SaveError
from coplan.reports.outcomes.evaluation import Evaluation, ShownResult, evaluation_data
from coplan.share.calls import HIDDEN, table
from coplan.share.encounter_form import encounter_workbook, table_schema

FORM, FOLDER = "share/encounters", "share/evaluation"


def write_form(inside: Inside, fields: Sequence[LogField], program: str) -> list[str]:
    """Write the form and return the paths. Raises SaveError, MissingExtra."""
    return _write(
        inside,
        FORM,
        {
            "encounters.xlsx": encounter_workbook(fields, program),
            "encounters.csv": table([field.key for field in fields], []).encode(),
            "encounters.schema.json": table_schema(fields).encode(),
        },
    )


def write_evaluation(inside: Inside, found: Evaluation) -> list[str]:
    """Write the figures, a table of measures, one of months, one of faults, and a picture a measure."""
    measures = [
        [one.result.key, _cell(one.hits), _known(one), one.result.unknown, *_values(one)] for one in found.shown
    ]
    months = [
        [one.result.key, f"{month:%Y-%m}", _cell(value)] for one in found.shown for month, value in one.months.items()
    ]
    faults = [[fault.file, fault.row, fault.field, fault.why] for fault in found.log.faults]
    heads = ["measure", "numerator", "denominator", "not recorded", "value", "low", "high"]
    files = {
        "evaluation.json": json.dumps(evaluation_data(found), indent=2).encode() + b"\n",
        "measures.csv": table(heads, measures).encode(),
        "months.csv": table(["measure", "month", "value"], months).encode(),
        "faults.csv": table(["file", "row", "field", "why"], faults).encode(),
    }
    for one in found.shown:
        label = found.label(one.result.key)
        goal = found.goals.get(one.result.key)
        stop = float(goal.stop) if goal and goal.stop is not None else None
        files[f"{one.result.key}.svg"] = run_chart(
            one.months, f"{label[:1].upper()}{label[1:]}, by month", stop
        ).encode()
    return _write(inside, FOLDER, files)


def _write(inside: Inside, folder: str, files: Mapping[str, bytes]) -> list[str]:
    try:
        inside.ensure(folder)
        for name, content in files.items():
            inside.write(f"{folder}/{name}", content)
    except OSError as error:
        raise SaveError(f"{folder} cannot be written: {error.strerror}.") from None
    return [f"{folder}/{name}" for name in files]


def _values(one: ShownResult) -> list[str]:
    return [_cell(None if value is None else round(value, 4)) for value in (one.value, one.low, one.high)]


def _known(one: ShownResult) -> str:
    return _cell(one.result.known if one.value is not None else None)


def _cell(value: float | None) -> str:
    return HIDDEN if value is None else str(value)


FONT = 'font-family="Helvetica, Arial, sans-serif" font-size="12"'
LEFT, TOP, WIDE, HIGH = 60, 50, 700, 220  # pixels


def run_chart(months: Mapping[date, float | None], title: str, stop: float | None = None) -> str:
    """A measure by month as a line with its median; the level at which the plan says stop as a dashed one."""
    told = [value for value in months.values() if value is not None]
    most = max([*told, stop or 0, 1e-9])
    step = WIDE / max(len(months) - 1, 1)

    def place(at: int, value: float) -> tuple[float, float]:
        return round(LEFT + at * step, 1), round(TOP + HIGH * (1 - value / most), 1)

    points = [(at, value) for at, value in enumerate(months.values()) if value is not None]
    dots = [
        f'<circle cx="{x}" cy="{y}" r="3.5" fill="#1d3f5e"><title>{month:%B %Y}: {value:,.1f}</title></circle>'
        for (at, value), month in zip(points, [m for m, v in months.items() if v is not None], strict=True)
        for x, y in [place(at, value)]
    ]
    size = f'viewBox="0 0 {LEFT + WIDE + 30} {TOP + HIGH + 60}" width="{LEFT + WIDE + 30}" height="{TOP + HIGH + 60}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="t" {FONT}>',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{LEFT + WIDE + 30}" height="{TOP + HIGH + 60}" fill="#ffffff"/>',
        f'<text x="10" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<text x="10" y="{TOP + 5}">{most:,.1f}</text><text x="10" y="{TOP + HIGH}">0</text>',
    ]
    if points:
        line = " ".join(f"{x},{y}" for x, y in (place(at, value) for at, value in points))
        parts.append(f'<polyline points="{line}" fill="none" stroke="#2f6f9f" stroke-width="2"/>')
    if told:
        parts.append(_level(sorted(told)[len(told) // 2], most, "median", "#777777", ""))
    if stop is not None:
        parts.append(_level(stop, most, "stop and review", "#b3402e", ' stroke-dasharray="6 4"'))
    if len(points) < len(months):
        parts.append(f'<text x="{LEFT}" y="{TOP + HIGH + 45}">Months without a point: too few people to show.</text>')
    if months:
        first, last = min(months), max(months)
        parts.append(f'<text x="{LEFT}" y="{TOP + HIGH + 25}">{first:%b %Y} to {last:%b %Y}</text>')
    return "\n".join([*parts, *dots, "</svg>"]) + "\n"


def _level(value: float, most: float, words: str, color: str, dash: str) -> str:
    y = round(TOP + HIGH * (1 - value / most), 1)
    line = f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + WIDE}" y2="{y}" stroke="{color}"{dash}/>'
    return f'{line}<text x="{LEFT + WIDE - 90}" y="{y - 5}" fill="{color}">{words}</text>'
