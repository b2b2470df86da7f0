"""Reads rows that were copied out of a spreadsheet: cells between tabs, with or without a line of heads. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coplan.content.answers.choices import by_labels
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.questions import Column, Question
from coplan.wizard.question_words import choices_of
from coplan.yaml.nodes import Data

Plain = dict[str, Data]


@dataclass(frozen=True)
class Pasted:
    """Rows as plain data, and what was refused, by row and cell."""

    rows: list[Plain]
    refused: list[str]


def read_pasted(question: Question, text: str) -> Pasted:
    """Read rows for a records question. A cell that is no answer of its column is left out and said."""
    lines = [line for line in _cells(text.replace("\r\n", "\n").replace("\r", "\n")) if any(map(str.strip, line))]
    columns: Sequence[Column | None] = question.columns
    if lines and (heads := _heads(question, lines[0])) is not None:
        columns, lines = heads, lines[1:]
    rows: list[Plain] = []
    refused: list[str] = []
    for number, line in enumerate(lines, 1):
        row, faults = _row(columns, line)
        refused += [f"Row {number}, {fault}" for fault in faults]
        if row:
            rows.append({column.key: row[column.key] for column in question.columns if column.key in row})
            refused += [
                f"Row {number}: {column.label} is missing; it stays open."
                for column in question.columns
                if column.required and column.key not in row
            ]
    return Pasted(rows, refused)


def _cells(text: str) -> list[list[str]]:
    """Lines of cells; a cell in quotation marks may hold tabs and line ends, as spreadsheets copy it."""
    try:
        return list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:  # no table of a spreadsheet: letters that it does not write
        return [line.split("\t") for line in text.split("\n")]


def _heads(question: Question, line: Sequence[str]) -> list[Column | None] | None:
    """The columns that a line of heads names, None for a head that is none of ours; None if the line is no heads."""
    names = {_plain(name): column for column in question.columns for name in (column.key, column.label)}
    exact = [names.get(_plain(cell)) for cell in line]
    if not any(exact):  # a word of a head alone may be anything
        return None
    found = [column or _only_part(_plain(cell), names) for column, cell in zip(exact, line, strict=True)]
    known = [column for column in found if column is not None]
    return found if known and len(known) * 2 >= len([cell for cell in line if cell.strip()]) else None


def _only_part(head: str, names: Mapping[str, Column]) -> Column | None:
    """The one column whose name has these words in it: `kind` for “kind of partner”; None if several have, or none."""
    found = {id(column): column for name, column in names.items() if head and f" {head} " in f" {name} "}
    return next(iter(found.values())) if len(found) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _row(columns: Sequence[Column | None], line: Sequence[str]) -> tuple[Plain, list[str]]:
    row: Plain = {}
    faults = []
    for place, cell in enumerate(line):
        if not cell.strip():
            continue
        column = columns[place] if place < len(columns) else None
        if column is None:
            faults.append(f"cell {place + 1}: `{cell.strip()}` stands under no column of this table.")
            continue
        try:
            row[column.key] = read_value(_data(cell, column), column).plain()
        except NotAnAnswer as error:
            faults.append(f"{column.label}: {by_labels(str(error), choices_of(column))}")
    return row, faults


def _data(cell: str, column: Column) -> Data:
    text = cell.strip()
    if column.kind != "choices":
        return text if column.kind == "paragraph" else " ".join(text.split())
    parts = text.split(";") if ";" in text else text.split(",")
    return [part.strip() for part in parts if part.strip()]
