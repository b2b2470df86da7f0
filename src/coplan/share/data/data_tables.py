"""Tables as CSV files, and the same as one workbook with a sheet for each. No cell starts a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coplan.letters import shown as without_unseen
from coplan.share.xlsx_file import begun

HIDDEN = "not shown"
LONGEST_CELL, WIDEST = 32_767, 40  # letters that a cell holds; letters of a column's width


@dataclass(frozen=True)
class DataTable:
    """A table with its name, which is that of its file and of its sheet. None in a row is a count that is not shown."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def csv(self) -> bytes:
        """As a CSV file."""
        return csv_text(self.heads, self.rows).encode("utf-8")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV table as spreadsheets open it safely."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (heads, *rows):
        writer.writerow([safe_cell(_said(cell)) for cell in row])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote mark before = + - @ and control signs."""
    clean = without_unseen(text)
    return f"'{clean}" if clean[:1] in ("=", "+", "-", "@", "\t", "\r") else clean


def workbook(tables: Sequence[DataTable], title: str) -> bytes:
    """All tables as one workbook; numbers are numbers, and words are words. Raises MissingExtra."""
    out, book = begun(title, extra="data", otherwise="The CSV files hold the same.")
    head = book.add_format({"bold": True, "bg_color": "#dde8f0", "border": 1})
    for one in tables:
        sheet = book.add_worksheet(one.name)
        sheet.freeze_panes(1, 1)
        for column, label in enumerate(one.heads):
            longest = max((len(_said(row[column])) for row in one.rows[:500]), default=0)
            sheet.set_column(column, column, min(max(len(label), longest) + 2, WIDEST))
            sheet.write_string(0, column, label, head)
        for at, row in enumerate(one.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(at, column, cell)
                else:
                    sheet.write_string(at, column, safe_cell(_said(cell))[:LONGEST_CELL])
    book.close()
    return out.getvalue()


def _said(cell: Any) -> str:
    return HIDDEN if cell is None else str(cell)
