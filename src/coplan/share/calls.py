"""Writes what was counted into share/needs: tables, pictures and the figures. No cell starts a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from coplan.calls.shown import ShownTables
from coplan.disk.inside import Inside
from coplan.errors import SaveError
from coplan.letters import shown as without_unseen
from coplan.reports.outcomes.needs import WEEKDAYS, Counted, needs_data
from coplan.share.call_pictures import block_map, heat_map, month_bars

FOLDER = "share/needs"
MISSED = f"{FOLDER}/missed-calls.csv"
HIDDEN = "not shown"
HALF = 84  # of the 168 hours of a week


def write_needs(inside: Inside, found: Counted) -> list[str]:
    """Write the files, each whole or not at all, and return their paths. Raises SaveError."""
    shown = found.shown
    week = [[day, *[_cell(count) for count in row]] for day, row in zip(WEEKDAYS, shown.week, strict=True)]
    types = [[kind, close, _cell(calls)] for (kind, close), calls in shown.types.items()]
    rejects = [[file, row, why] for file, row, why in found.read.examples]
    files = {
        "needs.json": json.dumps(needs_data(found), indent=2, ensure_ascii=False) + "\n",
        "week.csv": table(["day", *[f"{hour:02}:00" for hour in range(24)]], week),
        "months.csv": table(["month", "calls"], [[f"{month:%Y-%m}", _cell(n)] for month, n in shown.months.items()]),
        "types.csv": table(["type at the call", "type at its close", "calls"], types),
        "places.csv": table(["place", "calls"], [[name, _cell(n)] for name, n in shown.places.items() if name]),
        "dispositions.csv": table(
            ["disposition", "calls"], [[name, _cell(n)] for name, n in shown.dispositions.items() if name]
        ),
        "rejects.csv": table(["file", "row", "why"], rejects),
        "week.svg": _week_picture(shown),
        "months.svg": month_bars(shown.months, "Behavioral health calls by month"),
    }
    try:
        inside.ensure(FOLDER)
        for name, text in files.items():
            inside.write(f"{FOLDER}/{name}", text.encode("utf-8"))
    except OSError as error:
        raise SaveError(f"{FOLDER} cannot be written: {error.strerror}.") from None
    return [f"{FOLDER}/{name}" for name in files]


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
        raise SaveError(f"{MISSED} cannot be written: {error.strerror}.") from None


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV table as spreadsheets open it safely."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([safe_cell(str(cell)) for cell in row])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote mark before = + - @ and control signs."""
    clean = without_unseen(text)
    return f"'{clean}" if clean[:1] in ("=", "+", "-", "@", "\t", "\r") else clean


def _cell(count: int | None) -> str:
    return HIDDEN if count is None else str(count)
