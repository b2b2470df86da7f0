"""Writes what was counted into share/needs: tables, pictures and the figures. No cell starts a formula."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from coplan import JSON_VERSION
from coplan.calls.shown import ShownTables
from coplan.disk import kept_aside
from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unwritten
from coplan.errors import SaveError
from coplan.reports.outcomes.counted import Counted
from coplan.reports.outcomes.needs import WEEKDAYS
from coplan.reports.outcomes.needs_data import needs_data
from coplan.share.data.call_pictures import block_map, heat_map, month_bars
from coplan.share.data.data_tables import DataTable, workbook
from coplan.share.data.png import png

FOLDER = "share/needs"
MISSED = f"{FOLDER}/missed-calls.csv"
HALF = 84  # of the 168 hours of a week


def write_needs(inside: Inside, found: Counted) -> list[str]:
    """Write tables (CSV, and together as XLSX), pictures (SVG and PNG) and figures; return the paths.

    All are written, or none. Raises SaveError, MissingExtra.
    """
    shown = found.shown
    week = [[day, *row] for day, row in zip(WEEKDAYS, shown.week, strict=True)]
    tables = [
        DataTable("week", ["day", *[f"{hour:02}:00" for hour in range(24)]], week),
        DataTable("months", ["month", "calls"], [[str(month)[:7], n] for month, n in shown.months.items()]),
        DataTable(
            "types", ["type at the call", "type at its close", "calls"], [[*t, n] for t, n in shown.types.items()]
        ),
        DataTable("places", ["place", "calls"], [[name, n] for name, n in shown.places.items() if name]),
        DataTable("dispositions", ["disposition", "calls"], [[d, n] for d, n in shown.dispositions.items() if d]),
        DataTable("rejects", ["file", "row", "why"], [list(row) for row in found.read.examples]),
    ]
    pictures = {
        "week": _week_picture(shown),
        "months": month_bars(shown.months, "Behavioral health calls by month"),
    }
    return write_all(inside, FOLDER, "needs", needs_data(found), tables, pictures)


def write_all(
    inside: Inside,
    folder: str,
    name: str,
    data: dict[str, Any],
    tables: Sequence[DataTable],
    pictures: Mapping[str, str],
) -> list[str]:
    """Write figures, tables and pictures into a folder of share/; all are made before the first is written."""
    files = {
        f"{name}.json": (json.dumps({"coplan": JSON_VERSION, **data}, indent=2, ensure_ascii=False) + "\n").encode(
            "utf-8"
        )
    }
    files |= {f"{one.name}.csv": one.csv() for one in tables}
    files[f"{name}.xlsx"] = workbook(tables, name)
    for title, svg in pictures.items():
        files |= {f"{title}.svg": svg.encode("utf-8"), f"{title}.png": png(svg)}
    return write_files(inside, folder, files)


def write_files(inside: Inside, folder: str, files: Mapping[str, bytes]) -> list[str]:
    """Write files into a folder below the plan, all or none, and return their paths; what people changed is kept.

    Raises SaveError.
    """
    try:
        kept_aside.put(inside, {f"{folder}/{file}": content for file, content in files.items()})
    except OSError as error:
        raise unwritten(folder, error, "What was there before stands.") from None
    return [f"{folder}/{file}" for file in files]


def _week_picture(shown: ShownTables) -> str:
    """The week by hours; by blocks of hours where most hours are too small to show."""
    title = "Behavioral health calls by day and hour"
    hidden = sum(count is None for day in shown.week for count in day)
    return block_map(shown.blocks, title) if shown.blocks and hidden > HALF else heat_map(shown.week, title)


def write_sample(inside: Inside, sheet: str) -> None:
    """Write the sample of other calls, but never over one that people may have filled. Raises SaveError."""
    if inside.there(MISSED):
        raise SaveError(f"{MISSED} is there already, perhaps with answers. Give it another name first.")
    try:
        inside.ensure(FOLDER)
        inside.write(MISSED, sheet.encode("utf-8"))
    except OSError as error:
        raise unwritten(MISSED, error) from None
