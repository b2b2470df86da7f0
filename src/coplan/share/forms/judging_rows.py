"""Judges the rows of a table on a form that came back: new rows, changed cells, rows that are gone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.questions import Column, Question
from coplan.plan.disk.journal import plain
from coplan.share.forms.filled import FilledRow
from coplan.share.forms.form import shown
from coplan.share.forms.judging import FormAnswer, FormJudge
from coplan.yaml.nodes import Data


class RowJudge:
    """The rows of one table on a form."""

    def __init__(self, judge: FormJudge, question: Question) -> None:
        self.judge, self.question = judge, question

    def judged(self, rows: Sequence[FilledRow]) -> None:
        """Judge the rows of a form: what changes goes into the plan, what is contested into a dispute."""
        there: Rows | None = self.judge.plan.answers.get(self.question.key)
        made = {row["id"]: row for row in there or ()}
        base = {str(row.get("id")): row for row in self.base_rows(self.question.key)}
        labels = {column.key: column.label for column in self.question.columns}
        contested: dict[str, Row] = {}
        for number, row in enumerate(rows, 1):
            known = row.id if row.id in made or row.id in base else self.own_id(row.id)
            cells = self.cells(row, base.get(known, {}))
            if known in made:
                self.change_row(made, known, cells, base.get(known), contested)
            elif known in base:
                self.gone(row, base[known])
            elif cells and not self.same_row(cells, made):
                new = known or self.own_id(
                    f"{self.question.key}-{sorted((k, str(plain(v))) for k, v in cells.items())}"
                )
                made[new] = Row(new, cells, labels, self.question.key)
                name = f"{self.question.label}, new row {number}"
                self.judge.work.told.append(FormAnswer(self.question.key, name, "", _row_words(made[new])))
        required = frozenset(column.key for column in self.question.columns if column.required)
        value = Rows(list(made.values()), labels, required)
        if made and plain(value) != plain(there):
            self.judge.work.values[self.question.key] = value
        if contested:
            theirs = Rows([contested.get(row["id"], row) for row in value], labels, required)
            self.dispute_rows(value, theirs, contested)

    def base_rows(self, key: str) -> list[dict[str, Data]]:
        data = self.judge.based(key)
        return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []

    def cells(self, row: FilledRow, base: Mapping[str, Data]) -> dict[str, Any]:
        """The cells of a row that somebody changed, in the order of the columns."""
        columns = self.columns()
        found = {}
        for name, written in row.cells.items():
            column = columns.get(name)
            if column is None:
                self.judge.refuse(written, self.question.label, f"the table has no column `{name}`.")
                continue
            if _folded(written.text) == _folded(_printed(base.get(column.key), column)):
                continue
            value = self.judge.read(written, column, f"{self.question.label}, {column.label}")
            if value is not None:
                found[column.key] = value
        return {column.key: found[column.key] for column in self.question.columns if column.key in found}

    def columns(self) -> dict[str, Column]:
        """The columns by what the form calls them."""
        if self.judge.filled.by_label:
            return {column.label: column for column in self.question.columns}
        return {name: column for column in self.question.columns for name in (*column.was, column.key)}

    def change_row(
        self,
        made: dict[str, Row],
        known: str,
        cells: Mapping[str, Any],
        base: Mapping[str, Data] | None,
        contested: dict[str, Row],
    ) -> None:
        row = made[known]
        merged, theirs = dict(row.cells), dict(row.cells)
        for name, value in cells.items():
            now, was = plain(row.cells.get(name)), (base or {}).get(name)
            if plain(value) in (now, was):
                continue
            if base is not None and self.judge.contested(self.question.key, now, was):
                theirs[name] = value
                continue
            merged[name] = value
            label = f"{self.question.label}, {_name(row)}, {row.labels[name]}"
            self.judge.work.told.append(FormAnswer(self.question.key, label, shown(row.cells.get(name)), shown(value)))
        order = list(row.labels)
        made[known] = _row(known, merged, row, self.question.key, order)
        if theirs != dict(row.cells):
            contested[known] = _row(known, {**merged, **theirs}, row, self.question.key, order)

    def gone(self, row: FilledRow, base: Mapping[str, Data]) -> None:
        """A row that was taken out of the plan since: what the form changes in it is said."""
        for name, written in row.cells.items():
            column = self.columns().get(name)
            if column is not None and _folded(written.text) != _folded(_printed(base.get(column.key), column)):
                why = "this row was taken out of the plan since the form was written."
                self.judge.refuse(written, f"{self.question.label}, {column.label}", why)

    def same_row(self, cells: Mapping[str, Any], made: Mapping[str, Row]) -> bool:
        """True if the plan has a row that says all of this already."""
        wanted = {name: plain(value) for name, value in cells.items()}
        return any(wanted.items() <= {k: plain(v) for k, v in row.cells.items()}.items() for row in made.values())

    def dispute_rows(self, ours: Rows, theirs: Rows, contested: Mapping[str, Row]) -> None:
        words = []
        rows = {row["id"]: row for row in ours}
        for row_id, other in contested.items():
            for name, value in other.cells.items():
                if plain(value) != plain(rows[row_id].cells.get(name)):
                    place = f"{_name(other)}, {other.labels[name]}"
                    before = shown(rows[row_id].cells.get(name))
                    who = self.judge.last_by.get(self.question.key) or "the plan"
                    words.append(f"{place}: {who} says {before or 'nothing'}; {self.judge.by} says {shown(value)}")
        self.judge.dispute(self.question, theirs, "; ".join(words))

    def own_id(self, blank: str) -> str:
        """The id of a new row: the same each time that the same person's form is taken, another for another person."""
        return blake2b(f"{blank}\0{self.judge.by.casefold()}".encode(), digest_size=4).hexdigest() if blank else ""


def _row(row_id: str, cells: Mapping[str, Any], row: Row, key: str, order: Sequence[str]) -> Row:
    return Row(row_id, {name: cells[name] for name in order if name in cells}, row.labels, key)


def _name(row: Row) -> str:
    """The first filled cell, by which people know a row."""
    return str(next(iter(row.cells.values()), "row"))


def _row_words(row: Row) -> str:
    return ", ".join(f"{row.labels[name]}: {shown(cell)}" for name, cell in row.cells.items())


def _printed(data: Data | None, column: Column) -> str:
    if data is None:
        return ""
    try:
        return shown(read_value(data, column))
    except NotAnAnswer:
        return str(data)


def _folded(text: str) -> str:
    return " ".join(text.split())
