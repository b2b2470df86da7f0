"""A form as a workbook: a sheet to begin with, one for questions, one for each table, with drop-downs.

Column A of each sheet is hidden and says what its rows are. Text never becomes a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coplan.content.questions import Column, Spec
from coplan.share.forms.form import (
    ANSWER,
    FILLED_BY,
    Form,
    FormField,
    example_words,
    how_to_answer,
    options_of,
)
from coplan.share.xlsx_file import begun, sheet_name

START, QUESTIONS, LISTS, RECORD = "Start here", "Questions", "Lists", "coplan"
HEADS, COLUMNS, TABLE, HELP = "heads", "columns", "table", "help"  # what hidden column A says of a row
PIECE = 30_000  # letters; a cell holds 32,767
QUESTION_WIDTHS, TABLE_WIDTH = (20, 48, 48, 28, 46), 26  # letters
LINE = 15.0  # points
MORE_ROWS = 200  # below those of the form: drop-downs reach so far
INTRODUCTION = (
    "Write in the yellow cells. Leave empty what you do not know: an empty cell changes nothing.",
    "Where a cell has a list, choose from it. Today's answer stands beside its question; write only what changes it.",
    "In tables change the cells that are wrong, and add rows below. Do not delete columns.",
    "Do not write about a person who was served. Write no formulas: coplan reads words and numbers.",
    "Save the file as it is (.xlsx), and send it back. coplan reads it into the plan.",
)


def xlsx_form(form: Form) -> bytes:
    """The file; the same form gives the same bytes. Raises MissingExtra."""
    made, file = begun(f"{form.title}, {form.program}", "XLSX", otherwise="Word forms do without: --format docx.")
    writer = _Writer(file)
    writer.start(form)
    if form.plain_fields:
        writer.questions(form.plain_fields)
    for field in form.tables:
        writer.table(field)
    writer.lists()
    writer.record(form.record)
    file.close()
    return made.getvalue()


class _Writer:
    def __init__(self, file: Any) -> None:
        self.file = file
        self.names = {LISTS.casefold(), RECORD}
        self.choices: list[Sequence[str]] = []  # one column of the sheet of lists each
        wrap = {"text_wrap": True, "valign": "top"}
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.plain = file.add_format(wrap)
        self.quiet = file.add_format({**wrap, "font_color": "#444444", "italic": True})
        self.head = file.add_format({**wrap, "bold": True, "bg_color": "#E7E6E6", "bottom": 1})
        self.field = file.add_format({**wrap, "bg_color": "#FFF9DB", "border": 1, "border_color": "#8A9BA8"})
        self.field.set_num_format("@")  # text: a spreadsheet makes no date of 1-2, and no number of 02134

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self.file.add_worksheet(sheet_name(name, self.names))
        self.names.add(sheet.get_name().casefold())
        sheet.set_column(0, 0, 12, None, {"hidden": True})
        for column, width in enumerate(widths, 1):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(1)  # Letter
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&C&A&R&P / &N")
        return sheet

    def start(self, form: Form) -> None:
        sheet = self.sheet(START, [24, 90])
        sheet.write_string(0, 1, form.title, self.title)
        sheet.write_string(1, 1, form.program or "Co-response program", self.quiet)
        sheet.write_string(2, 1, "Written on", self.plain)
        sheet.write_string(2, 2, form.written, self.plain)
        sheet.write_string(3, 0, FILLED_BY)
        sheet.write_string(3, 1, FILLED_BY, self.head)
        sheet.write_blank(3, 2, None, self.field)
        for row, words in enumerate(INTRODUCTION, 5):
            sheet.merge_range(row, 1, row, 2, words, self.plain)

    def questions(self, fields: Sequence[FormField]) -> None:
        sheet = self.sheet(QUESTIONS, QUESTION_WIDTHS)
        sheet.write_string(0, 0, HEADS)
        for column, words in enumerate(("Step", "Question", "How to answer", "Today", ANSWER), 1):
            sheet.write_string(0, column, words, self.head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for row, field in enumerate(fields, 1):
            sheet.write_string(row, 0, field.question.key)
            texts = (field.step, f"{field.question.ask}\n{field.question.help}", _how(field), field.today)
            sheet.set_row(row, _height(texts, QUESTION_WIDTHS))
            for column, text in enumerate(texts, 1):
                sheet.write_string(row, column, text, self.plain)
            sheet.write_blank(row, 5, None, self.field)
            self.drop_down(sheet, field.question, row, row, 5)

    def table(self, field: FormField) -> None:
        question = field.question
        widths = [TABLE_WIDTH] * len(question.columns)
        sheet = self.sheet(question.label[:1].upper() + question.label[1:], widths)
        sheet.write_string(0, 0, TABLE)
        sheet.write_string(0, 1, f"{question.ask} ({field.step})", self.title)
        sheet.write_string(1, 0, question.key)
        sheet.write_string(1, 1, question.help, self.file.add_format({"italic": True, "font_color": "#444444"}))
        for row, mark in enumerate((COLUMNS, HEADS, HELP), 2):
            sheet.write_string(row, 0, mark)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, _height([_column_help(column) for column in question.columns], widths))
        first, last = 5, 5 + len(field.rows) - 1
        for at, column in enumerate(question.columns, 1):
            sheet.write_string(2, at, column.key)
            sheet.write_string(3, at, column.label + (" (needed)" if column.required else ""), self.head)
            sheet.write_string(4, at, _column_help(column), self.quiet)
            self.drop_down(sheet, column, first, last + MORE_ROWS, at)
        for number, filled in enumerate(field.rows, first):
            sheet.write_string(number, 0, filled.id)
            for at, column in enumerate(question.columns, 1):
                sheet.write_string(number, at, filled.cells.get(column.key, ""), self.field)
        sheet.freeze_panes(5, 0)

    def drop_down(self, sheet: Any, spec: Spec, first: int, last: int, column: int) -> None:
        """A list to choose from; own words pass where the question takes them."""
        words = options_of(spec)
        if not words or spec.kind == "choices":
            return
        if words not in self.choices:
            self.choices.append(words)
        place = self.choices.index(words)
        source = f"={LISTS}!${_letter(place)}$1:${_letter(place)}${len(words)}"
        rule = {"validate": "list", "source": source, "error_type": "warning" if spec.other else "stop"}
        message = "Choose from the list, or write other: and your own words." if spec.other else "Choose from the list."
        sheet.data_validation(first, column, last, column, {**rule, "error_message": message})

    def lists(self) -> None:
        sheet = self.file.add_worksheet(LISTS)
        sheet.hide()
        for column, words in enumerate(self.choices):
            for row, word in enumerate(words):
                sheet.write_string(row, column, word)

    def record(self, text: str) -> None:
        sheet = self.file.add_worksheet(RECORD)
        sheet.very_hidden()
        for row, at in enumerate(range(0, len(text), PIECE)):
            sheet.write_string(row, 0, text[at : at + PIECE])


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height of a row in points in which all of these texts can be read; spreadsheets allow 409."""
    lines = [
        sum(-(-max(len(line), 1) // (width - 3)) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    ]
    return float(min(LINE * max(lines, default=1) + 3, 409))


def _how(field: FormField) -> str:
    question, example = field.question, example_words(field.question)
    listed = "\n".join(f"– {word}" for word in options_of(question)) if question.kind == "choices" else ""
    return "\n".join(filter(None, [how_to_answer(question), listed, f"Example: {example}" if example else ""]))


def _column_help(column: Column) -> str:
    several = " Choices: " + "; ".join(options_of(column)) if column.kind == "choices" else ""
    return f"{column.help} {how_to_answer(column)}{several}".strip()


def _letter(column: int) -> str:
    from coplan.share.workbook.sheet import letter

    return letter(column)
