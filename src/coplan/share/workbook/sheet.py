"""One sheet of a workbook: rows written one after the other, text always as text, formulas with the value they have.

Text never becomes a formula, whatever it begins with. Blue cells are those that people are meant to change.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coplan.figures.budget.budget_months import BudgetCalendar
from coplan.figures.budget.cost.cost_lines import Cost
from coplan.figures.budget.result import Budget

MONEY, PERCENT, NUMBER, DAY, MONTH, PLAIN = "$#,##0.00", "0.0##%", "#,##0.######", "yyyy-mm-dd", "mmm yyyy", "General"


EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet


@dataclass(frozen=True)
class Formula:
    """A live formula, and what it comes to today: shown by programs that do not calculate."""

    text: str
    value: Decimal | int | str = 0
    look: str = MONEY


@dataclass(frozen=True)
class InputCell:
    """A value of the plan that people may change."""

    value: Any
    look: str = PLAIN


@dataclass(frozen=True)
class Fixed:
    """An amount that no formula gives, and that nobody is meant to change."""

    value: Decimal
    look: str = MONEY


@dataclass(frozen=True)
class CostRow:
    """Where a cost stands: its sheet, its row, and the words of its group."""

    sheet: str
    row: int
    cost: Cost
    group: str


class Book:
    """The workbook, its formats, and where things stand: rows of Months that belong to costs, and so on."""

    def __init__(self, file: Any, found: Budget, program: str) -> None:
        self.file, self.found, self.program = file, found, program
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.note = file.add_format({"italic": True, "font_color": "#444444"})
        self.head = file.add_format(
            {"bold": True, "bg_color": "#E7E6E6", "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.costs: list[CostRow] = []
        self.step_rows: dict[int, tuple[int, int]] = {}  # rows of the sheet Raises by the place of their cost
        self.rate_cells: dict[str, str] = {}  # where the rate of each employer with one of its own stands
        self.month_rows: dict[str, int] = {}  # rows of the sheets Months, Funding and Years by name
        self.money_rows: dict[str, int] = {}
        self.year_rows: dict[str, int] = {}

    @property
    def calendar(self) -> BudgetCalendar:
        assert self.found.calendar is not None
        return self.found.calendar

    def form(self, look: str, *, entry: bool = False, bold: bool = False) -> Any:
        """The format of a cell."""
        if (look, entry, bold) not in self._formats:
            made = {"num_format": look, "bold": bold, "valign": "top"}
            if look == PLAIN:
                made["text_wrap"] = True
            if entry:
                made |= {"font_color": "#0000FF"}
            if bold:
                made |= {"top": 1}
            self._formats[look, entry, bold] = self.file.add_format(made)
        return self._formats[look, entry, bold]

    def sheet(self, name: str, widths: Sequence[int], *, landscape: bool = True) -> Sheet:
        """A new sheet, set up for print: one page wide, its name and page at the foot."""
        return Sheet(self, name, widths, landscape=landscape)


class Sheet:
    """Writes row after row. `row` is the next one, counted from 1 as people do."""

    def __init__(self, book: Book, name: str, widths: Sequence[int], *, landscape: bool) -> None:
        self.book, self.name, self.row = book, name, 1
        self.inner = book.file.add_worksheet(name)
        for column, width in enumerate(widths):
            self.inner.set_column(column, column, width)
        if landscape:
            self.inner.set_landscape()
        self.inner.set_paper(1)  # Letter
        self.inner.fit_to_pages(1, 0)
        self.inner.set_footer("&L&F&C&A&R&P / &N")

    def title(self, words: str, note: str = "") -> None:
        """The title of the sheet, and a line under it."""
        self.inner.write_string(self.row - 1, 0, words, self.book.title)
        if note:
            self.inner.write_string(self.row, 0, note, self.book.note)
        self.row += 3

    def heads(self, words: Sequence[Any], *, freeze: int | None = None) -> None:
        """A row of heads; with `freeze` it stays in sight with so many columns, and is printed on each page."""
        for column, word in enumerate(words):
            self._write(self.row - 1, column, word, self.book.head)
        if freeze is not None:
            self.inner.freeze_panes(self.row, freeze)
            self.inner.repeat_rows(0, self.row - 1)
        self.row += 1

    def cells(self, values: Sequence[Any], *, bold: bool = False) -> int:
        """A row of cells; returns its number."""
        for column, value in enumerate(values):
            look = getattr(value, "look", PLAIN)
            self._write(
                self.row - 1, column, value, self.book.form(look, entry=isinstance(value, InputCell), bold=bold)
            )
        self.row += 1
        return self.row - 1

    def _write(self, row: int, column: int, value: Any, form: Any) -> None:
        inner = value.value if isinstance(value, InputCell | Fixed) else value
        if isinstance(inner, Formula):
            shown = float(inner.value) if isinstance(inner.value, Decimal) else inner.value
            self.inner.write_formula(row, column, f"={inner.text}", form, shown)
        elif inner is None or inner == "":
            self.inner.write_blank(row, column, None, form)
        elif isinstance(inner, datetime.date):
            self.inner.write_datetime(row, column, datetime.datetime.combine(inner, datetime.time()), form)
        elif isinstance(inner, Decimal | int):
            self.inner.write_number(row, column, float(inner), form)
        else:
            self.inner.write_string(row, column, str(inner), form)


def serial(day: datetime.date) -> int:
    """A day as spreadsheets count days."""
    return (day - EPOCH).days


def letter(column: int) -> str:
    """The letter of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
