"""The workbook beside a document, for those who work in sheets: the plan's rows, and columns to fill in with lists.

Text is always written as text and never becomes a formula, whatever it begins with.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coplan.calls.encounters.fields import LogField
from coplan.content.answers.values import Missing, Money, Number, Whole
from coplan.content.document import Document, SheetColumn, SheetSpec
from coplan.plan.view import Answers
from coplan.share.data.encounter_form import encounter_workbook, form_fields
from coplan.share.xlsx_file import begun

MORE, EMPTY = 200, 2000  # rows with lists to choose from: below those of the plan, and where all rows are to be filled
LEAST, MOST = 11, 26  # letters that a column is wide
LINE = 15.0  # points
YES_NO = ("yes", "no")
DAY, AMOUNT = "yyyy-mm-dd", "#,##0.00"
YELLOW, BLUE = "#FFF9DB", "#DDE8F0"
DICTIONARY = ("field", "label", "kind", "required", "values", "how to fill it in")


@dataclass(frozen=True)
class _Column:
    """A column: its head, its words so far, and what may be chosen in it. `fill` marks one that people fill in."""

    key: str
    label: str
    cells: tuple[Any, ...] = ()
    choices: tuple[str, ...] = ()
    own: bool = False
    kind: str = "text"
    from_: str = ""
    fill: bool = False


def workbook(document: Document, answers: Answers) -> bytes | None:
    """The workbook of a document; None where it has none, or the plan gives it nothing. Raises MissingExtra."""
    if any(sheet.log == "form" for sheet in document.sheets):
        return encounter_workbook(form_fields(answers), answers.program)
    sheets = [(sheet, columns) for sheet in document.sheets if (columns := list(_columns(sheet, answers)))]
    if not sheets or not any(sheet.rows or sheet.log for sheet, _ in sheets):
        return None
    out, file = begun(f"{document.title}, {answers.program}".strip(", "))
    writer = _Writer(file, document.title, answers)
    first = sheets[0]
    for sheet, columns in sheets:
        writer.sheet(sheet.title, columns, first[0].title, first[1])
    writer.lists()
    file.close()
    return out.getvalue()


def _columns(sheet: SheetSpec, answers: Answers) -> Iterator[_Column]:
    """The columns of a sheet; none where the plan has no rows for it."""
    if sheet.rows:
        rows = answers.value(sheet.rows)
        if isinstance(rows, Missing):
            return
        columns = answers.pack.questions[sheet.rows].columns
        for column in (one for one in columns if not sheet.columns or one.key in sheet.columns):
            cells = tuple(row[column.key] for row in rows)
            options = YES_NO if column.kind == "yes_no" else tuple(choice.label for choice in column.choices)
            yield _Column(column.key, column.label, cells, options, column.other, column.kind)
    elif sheet.log:
        yield from _dictionary(form_fields(answers))
    yield from map(_filled, sheet.fill)


def _filled(column: SheetColumn) -> _Column:
    return _Column("", column.label, (), column.choices, kind=column.kind, from_=column.from_, fill=True)


def _dictionary(fields: Sequence[LogField]) -> Iterator[_Column]:
    lines = [
        (one.key, one.label, one.kind, "yes" if one.must else "no", ", ".join(one.choices), one.help) for one in fields
    ]
    for place, label in enumerate(DICTIONARY):
        if lines:
            yield _Column(label, label, tuple(line[place] for line in lines))


class _Writer:
    def __init__(self, file: Any, title: str, answers: Answers) -> None:
        self.file, self.title, self.answers = file, title, answers
        self.choices: list[tuple[str, ...]] = []
        self.formats: dict[tuple[str, bool, bool], Any] = {}
        look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self.head = file.add_format({**look, "bg_color": BLUE})

    def sheet(self, title: str, columns: Sequence[_Column], first: str, known: Sequence[_Column]) -> None:
        """One sheet; `known` are the columns of the `first` one, from which others choose."""
        sheet = self.file.add_worksheet(title)
        rows = max(len(column.cells) for column in columns)
        last = rows + (MORE if rows else EMPTY)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        for place, column in enumerate(columns):
            words = column.label[:1].upper() + column.label[1:]
            sheet.write_string(0, place, words, self.head)
            sheet.set_column(place, place, _width(column), self.look(column.kind, column.fill))
            for row, cell in enumerate(column.cells, 1):
                self.write(sheet, row, place, cell)
            if column.fill and rows:
                for row in range(1, rows + 1):
                    sheet.write_blank(row, place, None, self.look(column.kind, fill=True, cell=True))
            self.rule(sheet, column, place, last, first, known)
        for row in range(1, rows + 1):
            sheet.set_row(row, LINE * max(_lines(column, row) for column in columns) + 3)
        sheet.set_row(0, LINE * max(-(-len(column.label) // (_width(column) - 2)) for column in columns) + 3)
        self.printed(sheet, rows or 30, len(columns))

    def write(self, sheet: Any, row: int, place: int, cell: Any) -> None:
        """A value as what it is: a number, a day, or else text."""
        if isinstance(cell, Missing):
            sheet.write_blank(row, place, None, self.look("text", cell=True))
        elif isinstance(cell, datetime.date):
            sheet.write_datetime(row, place, datetime.datetime(*cell.timetuple()[:3]), self.look("date", cell=True))  # noqa: DTZ001
        elif isinstance(cell, Money | Number | Whole):
            kind = "money" if isinstance(cell, Money) else "number"
            sheet.write_number(row, place, float(cell), self.look(kind, cell=True))
        else:
            sheet.write_string(row, place, str(cell), self.look("text", cell=True))

    def look(self, kind: str, fill: bool = False, cell: bool = False) -> Any:
        """The format of a kind of value; a cell of the table has lines around it."""
        name = (kind, fill, cell)
        if name not in self.formats:
            shown = {"date": DAY, "number": "General", "money": AMOUNT, "whole": "0"}.get(kind, "@")
            found = {"text_wrap": True, "valign": "top", "num_format": shown}
            found |= {"bg_color": YELLOW} if fill and cell else {}
            found |= {"border": 1, "border_color": "#8A9BA8"} if cell else {}
            self.formats[name] = self.file.add_format(found)
        return self.formats[name]

    def rule(self, sheet: Any, column: _Column, place: int, last: int, first: str, known: Sequence[_Column]) -> None:
        """What may stand in a column: a list to choose from, a day, a time or a number."""
        told = {"error_title": column.label[:32], "error_message": "This does not fit. Choose from the list."}
        if source := self.source(column, first, known):
            kind = "warning" if column.own or column.from_ else "stop"
            sheet.data_validation(
                1, place, last, place, {"validate": "list", "source": source, "error_type": kind, **told}
            )
        elif column.kind in ("date", "number") and column.fill:
            told["error_message"] = f"Write a {'day, such as 2027-01-15' if column.kind == 'date' else 'number'}."
            sheet.data_validation(1, place, last, place, {**_limits(column.kind), "error_type": "stop", **told})

    def source(self, column: _Column, first: str, known: Sequence[_Column]) -> str:
        """Where the words stand from which a column chooses; empty where people write."""
        from coplan.share.workbook.sheet import letter

        if column.from_:
            place = next(at for at, one in enumerate(known) if one.key == column.from_)
            rows = len(known[place].cells) + MORE
            return f"='{first}'!${letter(place)}$2:${letter(place)}${rows}"
        if not column.choices or column.kind == "choices":
            return ""
        if column.choices not in self.choices:
            self.choices.append(column.choices)
        at = letter(self.choices.index(column.choices))
        return f"=Lists!${at}$1:${at}${len(column.choices)}"

    def printed(self, sheet: Any, rows: int, columns: int) -> None:
        """On paper: across the page, the head on each page, as wide as one page."""
        sheet.set_landscape()
        sheet.set_paper(9 if self.answers.plan.drafts.paper == "a4" else 1)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, rows, columns - 1)
        sheet.set_header(f"&L{_in_header(self.title)}&R{_in_header(self.answers.program)}")
        sheet.set_footer("&L&F&C&A&R&P / &N")

    def lists(self) -> None:
        """The words of all lists, on a sheet that is not shown."""
        if not self.choices:
            return
        sheet = self.file.add_worksheet("Lists")
        sheet.hide()
        for place, words in enumerate(self.choices):
            for row, word in enumerate(words):
                sheet.write_string(row, place, word)


def _limits(kind: str) -> dict[str, Any]:
    if kind == "date":
        return {"validate": "date", "criteria": ">=", "value": datetime.date(2000, 1, 1)}
    return {"validate": "decimal", "criteria": ">=", "value": 0}


def _lines(column: _Column, row: int) -> int:
    """How many lines a cell takes in its column."""
    words = str(column.cells[row - 1]) if row <= len(column.cells) else ""
    return -(-max(len(words), 1) // (_width(column) - 2))


def _width(column: _Column) -> int:
    longest = max([len(column.label) + 3, *(len(str(cell)) for cell in column.cells), *map(len, column.choices)])
    return max(LEAST, min(longest + 2, MOST if column.key not in ("values", "how to fill it in") else 2 * MOST))


def _in_header(words: str) -> str:
    """People's words in a header, where & begins a code."""
    return words.replace("&", "&&")[:100]
