"""The encounter form: a workbook with lists to choose from and a dictionary, and a Table Schema of the same."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from typing import Any

from coplan.calls.encounters.fields import LogField, chosen_fields
from coplan.calls.inputs import FIELDS, REASON_CODES
from coplan.plan.view import Answers
from coplan.share.xlsx_file import begun

ROWS = 2000  # that have lists to choose from
NOTE = (
    "One row a dispatch or visit. No name, birth date, phone number or address of a person. "
    "Notes stay in the health record."
)


def form_fields(answers: Answers) -> tuple[LogField, ...]:
    """The fields that the plan chose for its form, reasons with the plan's own list."""
    reasons = [choice.label for choice in answers.read(REASON_CODES) or ()]
    return chosen_fields(tuple(choice.key for choice in answers.read(FIELDS) or ()), reasons)


def encounter_workbook(fields: Sequence[LogField], program: str) -> bytes:
    """The workbook. Raises MissingExtra."""
    out, book = begun(f"{program}: encounters", "The encounter form")
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#dde8f0", "border": 1})
    must = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#f3e3c3", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Encounters")
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 45)
    for column, field in enumerate(fields):
        sheet.write_string(0, column, field.label, must if field.must else head)
        sheet.set_column(column, column, max(12, min(len(field.label), 24)), book.add_format(_look(field)))
        if rule := _rule(field):
            sheet.data_validation(1, column, ROWS, column, rule)
    _printed(sheet, program)
    sheet.repeat_columns(0, 1)
    words = book.add_worksheet("Dictionary")
    _printed(words, program)
    words.fit_to_pages(1, 0)
    words.set_column(0, 0, 30)
    words.set_column(1, 1, 14)
    words.set_column(2, 3, 50)
    words.write_string(0, 0, NOTE, book.add_format({"bold": True}))
    for column, label in enumerate(("Field", "Kind", "Values", "How to fill it in")):
        words.write_string(2, column, label, head)
    for row, field in enumerate(fields, 3):
        cells = (
            field.label,
            f"{field.kind}{', required' if field.must else ''}",
            ", ".join(field.choices or field.boxes),
            field.help,
        )
        for column, text in enumerate(cells):
            words.write_string(row, column, text, wrapped)
    book.close()
    return out.getvalue()


def _printed(sheet: Any, program: str) -> None:
    """On paper: across the page, the head on each page, and above all who may not stand in it."""
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{program.replace('&', '&&')[:60]}&R{NOTE[:160]}")
    sheet.set_footer("&L&F&C&A&R&P / &N")


def _look(field: LogField) -> dict[str, str]:
    return {"num_format": {"date": "yyyy-mm-dd", "time": "hh:mm", "number": "0"}.get(field.kind, "@")}


def _rule(field: LogField) -> dict[str, object]:
    wrong = {"error_title": field.label[:32], "error_message": "This value does not fit. See the sheet Dictionary."}
    if field.boxes or field.several:
        free = {"error_type": "information", "error_message": "Other words, or several with semicolons, are kept."}
        return {"validate": "list", "source": list(field.boxes or field.choices), **wrong, **free}
    if field.kind == "choice":
        return {"validate": "list", "source": list(field.choices), **wrong}
    if field.kind == "date":
        day = datetime.date(2000, 1, 1)
        return {"validate": "date", "criteria": ">=", "value": day, **wrong}
    if field.kind == "time":
        return {"validate": "time", "criteria": "between", "minimum": 0, "maximum": 0.999999, **wrong}
    if field.kind == "number":
        return {"validate": "decimal", "criteria": ">=", "value": 0, **wrong}
    return {}


def table_schema(fields: Sequence[LogField]) -> str:
    """The fields as a Table Schema (Frictionless Data), for vendors of records systems."""
    return json.dumps({"fields": [_described(field) for field in fields]}, indent=2) + "\n"


def _described(field: LogField) -> dict[str, object]:
    kind = {"choice": "string", "text": "string"}.get(field.kind, field.kind)
    limits: dict[str, object] = {"required": True} if field.must else {}
    if field.choices and not field.several:
        limits["enum"] = list(field.choices)
    if field.kind == "number":
        limits["minimum"] = 0
    found: dict[str, object] = {"name": field.key, "title": field.label, "type": kind}
    if field.kind == "time":
        found["format"] = "%H:%M"
    return found | ({"description": field.help} if field.help else {}) | ({"constraints": limits} if limits else {})
