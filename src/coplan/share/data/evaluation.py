"""Writes the encounter form and the evaluation into share/: tables, pictures and figures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from coplan.calls.encounters.fields import LogField
from coplan.disk.inside import Inside
from coplan.reports.figure_words import first_upper
from coplan.reports.outcomes.evaluation import Evaluation, evaluation_data
from coplan.reports.outcomes.shown_results import ShownResult
from coplan.share.data.calls import write_all, write_files
from coplan.share.data.data_tables import DataTable, csv_text
from coplan.share.data.encounter_form import encounter_workbook, table_schema
from coplan.share.data.run_chart import run_chart

FORM, FOLDER = "share/encounters", "share/evaluation"


def write_form(inside: Inside, fields: Sequence[LogField], program: str) -> list[str]:
    """Write the form and return the paths. Raises SaveError, MissingExtra."""
    files = {
        "encounters.xlsx": encounter_workbook(fields, program),
        "encounters.csv": csv_text([field.key for field in fields], []).encode(),
        "encounters.schema.json": table_schema(fields).encode(),
    }
    return write_files(inside, FORM, files)


def write_evaluation(inside: Inside, found: Evaluation) -> list[str]:
    """Write figures, tables of measures, months, groups and faults, and a picture a measure, and return the paths.

    Raises SaveError, MissingExtra.
    """
    heads = ["measure", "numerator", "denominator", "not recorded", "value", "low", "high", "per"]
    tables = [
        DataTable("measures", heads, [_measure(one) for one in found.shown]),
        DataTable("months", ["measure", "month", "value", "lower limit", "upper limit"], [*_months(found.shown)]),
        DataTable(
            "groups",
            ["measure", "by", "group", "value"],
            [
                [one.result.key, by, name, _number(value)]
                for one in found.shown
                for by, values in one.groups.items()
                for name, value in values.items()
            ],
        ),
        DataTable(
            "faults", ["file", "row", "field", "why"], [[f.file, f.row, f.field, f.why] for f in found.log.faults]
        ),
    ]
    pictures = {one.result.key: _picture(found, one) for one in found.shown if one.months}
    paths = write_all(inside, FOLDER, "evaluation", evaluation_data(found), tables, pictures)
    _remove_old_pictures(inside, found, paths)
    return paths


def _remove_old_pictures(inside: Inside, found: Evaluation, paths: Sequence[str]) -> None:
    """Pictures of measures that an earlier run had and this one has not would be read as of one run."""
    for key in found.measures:
        for path in (f"{FOLDER}/{key}.svg", f"{FOLDER}/{key}.png"):
            if path not in paths:
                with suppress(OSError):
                    inside.remove(path)


def _measure(one: ShownResult) -> list[object]:
    known = one.known if one.value is not None else None
    numbers = [_number(value) for value in (one.value, one.low, one.high)]
    return [one.result.key, one.hits, known, one.unknown, *numbers, one.result.per]


def _months(shown: Sequence[ShownResult]) -> list[list[object]]:
    found: list[list[object]] = []
    for one in shown:
        limits: Sequence[tuple[float | str, float | str]] = one.limits or [("", "")] * len(one.months)
        for (month, value), (low, high) in zip(one.months.items(), limits, strict=True):
            found.append([one.result.key, str(month)[:7], _number(value), _number(low), _number(high)])
    return found


def _number(value: float | str | None) -> float | str | None:
    return round(value, 4) if isinstance(value, float) else value


def _picture(found: Evaluation, one: ShownResult) -> str:
    goal = found.goals.get(one.result.key)
    stop = float(goal.stop) if goal and goal.stop is not None else None
    return run_chart(one.months, f"{first_upper(found.label(one.result.key))}, by month", stop, one.limits)
