"""A form as a Word document: one table of questions a step, one table a row where there is a table to fill in.

A line `Reference: design.hours` says in plain sight which question a place belongs to, so that any editor keeps it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from coplan.content.questions import Column, Question, Spec
from coplan.share.forms.form import (
    ANSWER,
    FILLED_BY,
    Form,
    FormField,
    FormRow,
    example_words,
    how_to_answer,
    options_of,
)
from coplan.word.file.mark import DraftMark, sound, write_mark
from coplan.word.file.package import open_package
from coplan.word.file.styles import set_styles

DOCUMENT = "worksheet"  # what the mark inside of the file calls it
REFERENCE = "Reference:"
ROW = "row"
CHOOSE = "Choose"
GREY, YELLOW, PALE = "595959", "FFF9DB", "E7E6E6"
INTRODUCTION = (
    "Write in the yellow cells. Leave empty what you do not know: an empty cell changes nothing.",
    "Where a cell has a list, choose from it. Do not write about a person who was served.",
    "An answer of today stands beside its question; write only what changes it. In tables change what is wrong.",
    "Fill in the empty rows. Leave the lines that begin with Reference as they are.",
    "Save the file as a Word document (.docx), and send it back. coplan reads it into the plan.",
)


def docx_form(form: Form) -> bytes:
    """The file; the same form gives the same bytes."""
    from docx import Document

    document = Document()
    set_styles(document)
    document.core_properties.title = sound(f"{form.title}, {form.program}")
    document.core_properties.author = "coplan"
    writer = _Writer(document)
    writer.start(form)
    for step, fields in groupby(form.fields, key=lambda field: field.step):
        document.add_heading(sound(step), 1)
        for table, group in groupby(fields, key=lambda field: field.question.kind == "records"):
            if table:
                for field in group:
                    writer.table(field)
            else:
                writer.questions(list(group))
    out = io.BytesIO()
    document.save(out)
    package = open_package(out.getvalue(), "form")
    return write_mark(package, DraftMark(DOCUMENT, form.record)).save()


class _Writer:
    def __init__(self, document: Any) -> None:
        self.document = document

    def start(self, form: Form) -> None:
        self.document.add_paragraph(sound(form.title), style="Title")
        self.document.add_paragraph(sound(f"{form.program or 'Co-response program'}. Written on {form.written}."))
        table = self.grid([2.0, 4.5])
        _words(_row(table, ["", ""])[0], FILLED_BY, bold=True)
        _shade(table.rows[-1].cells[1], YELLOW)
        self.document.add_paragraph()
        for words in INTRODUCTION:
            self.document.add_paragraph(words)

    def grid(self, widths: Sequence[float]) -> Any:
        """A table without rows yet; widths in inches."""
        from docx.shared import Inches

        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Inches(width)
        return table

    def questions(self, fields: Sequence[FormField]) -> None:
        table = self.grid([3.7, 2.8])
        _heads(table, ["Question", ANSWER])
        for field in fields:
            question, answer = _row(table, ["", ""])
            for words, look in _question_words(field):
                _words(question, words, **look)
            _fill(answer, field.question)
        self.document.add_paragraph()

    def table(self, field: FormField) -> None:
        question = field.question
        self.document.add_heading(sound(question.ask), 2)
        _words(self.document, question.help)
        self.document.add_paragraph(
            "Each box below is one row. Leave the boxes that you do not need; a row with an empty cell is welcome."
        )
        for number, row in enumerate(field.rows, 1):
            self.record(field, row, number)

    def record(self, field: FormField, row: FormRow, number: int) -> None:
        question = field.question
        table = self.grid([2.6, 3.9])
        head = _heads(table, [f"{_one(question)} {number}", ANSWER])
        _words(head[0], f"{REFERENCE} {question.key} {ROW} {row.id}", small=True)
        for column in question.columns:
            label, cell = _row(table, ["", ""])
            _words(label, column.label + (" (needed)" if column.required else ""), bold=True)
            if number == 1:
                _words(label, _column_help(column), small=True)
            _fill(cell, column, row.cells.get(column.key, ""))
        self.document.add_paragraph()


def _question_words(field: FormField) -> Iterator[tuple[str, dict[str, bool]]]:
    question, example = field.question, example_words(field.question)
    yield question.ask, {"bold": True}
    yield question.help, {}
    yield how_to_answer(question), {"small": True}
    if question.kind == "choices":
        yield "Choices: " + "; ".join(options_of(question)), {"small": True}
    if example:
        yield f"Example: {example}", {"small": True}
    if field.today:
        yield f"Today: {field.today}", {}
    yield f"{REFERENCE} {question.key}", {"small": True}


def _one(question: Question) -> str:
    """What a row is called, without its article: Position."""
    name = re.sub(r"^an? ", "", question.row or "row")
    return name[:1].upper() + name[1:]


def _column_help(column: Column) -> str:
    several = " Choices: " + "; ".join(options_of(column)) if column.kind == "choices" else ""
    return f"{column.help} {how_to_answer(column)}{several}".strip()


def _heads(table: Any, words: Sequence[str]) -> Any:
    """A row of heads that is repeated on each page."""
    from docx.oxml import OxmlElement

    cells = _row(table, ["" for _ in words])
    for cell, word in zip(cells, words, strict=True):
        _words(cell, word, bold=True)
        _shade(cell, PALE)
    table.rows[-1]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no other way
    return cells


def _row(table: Any, words: Sequence[str]) -> Any:
    from docx.oxml import OxmlElement

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    for cell, word in zip(row.cells, words, strict=True):
        cell.text = sound(word)
    return row.cells


def _words(place: Any, text: str, *, bold: bool = False, small: bool = False) -> None:
    """A paragraph in a cell, or in the document; an empty first paragraph of a cell is used."""
    from docx.shared import Pt, RGBColor

    if not text:
        return
    there = place.paragraphs
    first = hasattr(place, "_tc") and len(there) == 1 and not there[0].text
    paragraph = there[0] if first else place.add_paragraph()
    run = paragraph.add_run(sound(text))
    run.bold = bold
    if small:
        run.font.size = Pt(9)
        run.font.color.rgb = RGBColor.from_string(GREY)


def _fill(cell: Any, spec: Spec, text: str = "") -> None:
    """The place for an answer: a list to choose from, or room to write."""
    _shade(cell, YELLOW)
    words = options_of(spec)
    if words and spec.kind != "choices" and not spec.other:
        cell.paragraphs[0]._p.append(_drop_down(words, text))  # noqa: SLF001
        return
    for number, line in enumerate(text.split("\n")):
        (cell.paragraphs[0] if number == 0 else cell.add_paragraph()).add_run(sound(line))


def _drop_down(words: Sequence[str], text: str) -> Any:
    """A content control with a list: Word and LibreOffice show it as one."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    listed = OxmlElement("w:dropDownList")
    for word in (CHOOSE, *words):
        item = OxmlElement("w:listItem")
        item.set(qn("w:displayText"), sound(word))
        item.set(qn("w:value"), "" if word == CHOOSE else sound(word))
        listed.append(item)
    properties.append(listed)
    content, run, inner = OxmlElement("w:sdtContent"), OxmlElement("w:r"), OxmlElement("w:t")
    inner.text = sound(text or CHOOSE)
    run.append(inner)
    content.append(run)
    control.append(properties)
    control.append(content)
    return control


def _shade(cell: Any, color: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001
