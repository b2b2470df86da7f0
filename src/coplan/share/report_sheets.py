"""A report as a workbook: a sheet for what stands before its first section, and one for each section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from coplan.reports.titled import Line, Report, Section
from coplan.share.xlsx_file import begun, sheet_name

AMOUNT = re.compile(r"(-)?(\$)?(-)?(\d{1,3}(?:,\d{3})*|\d+)(\.\d+)?(%)?")
WIDTHS = (12, 60)  # letters of a column, at least and at most


def report_xlsx(report: Report) -> bytes:
    """The report as a workbook. Cells that are a number, an amount or a percentage are numbers. Raises MissingExtra."""
    out, book = begun(report.title or "Report", otherwise="Name a file that ends in .docx or .md instead.")
    first = [Section(report.title or "Report", report.parts)] if report.parts or not report.sections else []
    sections = [*first, *report.sections]
    looks = _Looks(book)
    for name, section in zip(_names(section.title for section in sections), sections, strict=True):
        _write(book.add_worksheet(name), section, looks)
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self._book, self._numbers = book, dict[str, Any]()

    def number(self, form: str) -> Any:
        """The format of a number, such as $#,##0.00."""
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._numbers[form]


def _write(sheet: Any, section: Section, looks: _Looks) -> None:
    sheet.set_paper(1)  # Letter
    sheet.fit_to_pages(1, 0)
    sheet.set_landscape()
    sheet.write_string(0, 0, section.title, looks.title)
    row, widths = 2, dict[int, int]()
    for part in section.parts:
        if isinstance(part, Line):
            sheet.write_string(row, 0, part.words)
            row += 1
            continue
        for place, cells in enumerate([part.heads, *part.rows] if part.rows else []):
            for column, cell in enumerate(cells):
                widths[column] = max(widths.get(column, 0), len(str(cell)))
                _cell(sheet, row, column, str(cell), looks, head=place == 0)
            row += 1
        row += 1
    for column, width in widths.items():
        sheet.set_column(column, column, min(max(width + 2, WIDTHS[0]), WIDTHS[1]))


def _cell(sheet: Any, row: int, column: int, words: str, looks: _Looks, *, head: bool) -> None:
    found = AMOUNT.fullmatch(words) if not head and column else None
    if found is None:
        sheet.write_string(row, column, words, looks.head if head else looks.words)
        return
    minus, dollar, later, whole, part, percent = found.groups()
    value = float(whole.replace(",", "") + (part or "")) * (-1 if minus or later else 1)
    places = len(part or ".") - 1
    form = f"{dollar or ''}#,##0{'.' + '0' * places if places else ''}{percent or ''}"
    sheet.write_number(row, column, value / 100 if percent else value, looks.number(form))


def _names(titles: Iterable[str]) -> Iterator[str]:
    """Names of sheets, each once."""
    used: set[str] = set()
    for title in titles:
        name = sheet_name(title, used, "Report")
        used.add(name.casefold())
        yield name
