"""Reads the rows of a table: each cell by its column, every fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from coplan.content.answers.faults import FaultPath, NotAnAnswer
from coplan.content.answers.rows import Row, Rows
from coplan.content.questions import Column, Question, Spec
from coplan.errors import did_you_mean
from coplan.yaml.nodes import Data

ReadCell: TypeAlias = Callable[[Data, Column], Any]


def read_records(data: list[Data], spec: Spec, read_cell: ReadCell) -> Rows:
    """`read_cell` reads the text of a cell by its column. Raises NotAnAnswer with every fault."""
    assert isinstance(spec, Question)
    labels = {column.key: column.label for column in spec.columns}
    rows: list[Row] = []
    faults: list[tuple[FaultPath, str]] = []
    for index, item in enumerate(data):
        if not isinstance(item, dict):
            faults.append(((index,), "each row needs its columns: " + ", ".join(labels) + "."))
            continue
        cells, found = _read_cells(item, spec, read_cell)
        faults += [((index, *path), words) for path, words in found]
        row_id = item.get("id", "")
        rows.append(Row(row_id if isinstance(row_id, str) else "", cells, labels, spec.key))
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["id"] in seen:
            words = f"the row id `{row['id']}` stands twice. Delete it in the copy; coplan sets a new one."
            faults.append(((index, "id"), words))
        seen |= {row["id"]} - {""}
    if faults:
        raise NotAnAnswer(faults)
    if not rows:
        raise ValueError("there are no rows.")
    return Rows(rows, labels, frozenset(column.key for column in spec.columns if column.required))


def _read_cells(
    item: Mapping[str, Data], spec: Question, read_cell: ReadCell
) -> tuple[dict[str, Any], list[tuple[FaultPath, str]]]:
    columns = {column.key: column for column in spec.columns}
    before = {old: column.key for column in spec.columns for old in column.was if old not in columns}
    cells: dict[str, Any] = {}
    faults: list[tuple[FaultPath, str]] = []
    for name in item:
        if name in before and before[name] in item:
            words = f"this column is filled twice, under its old name too. Keep `{before[name]}`."
            faults.append(((name,), words))
        elif name != "id" and name not in columns and name not in before:
            hint = did_you_mean(name, columns) or "Columns are " + ", ".join(columns) + "."
            if name.isdigit():  # what is left of 1,250 between braces
                hint = f"Inside {{ }} a comma divides: put the whole number in quotes, or leave the comma out. {hint}"
            faults.append(((name,), f"there is no column `{name}`. {hint}"))
    written = {before.get(name, name): name for name in item}
    for name, column in columns.items():
        stands = written.get(name, name)
        if stands not in item or item[stands] == "":
            continue  # an empty cell is a hole in the draft, not a fault: a row may be half done
        try:
            cells[name] = read_cell(item[stands], column)
        except NotAnAnswer as error:
            faults += [((stands, *path), words) for path, words in error.faults]
    return cells, faults
