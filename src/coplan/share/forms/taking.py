"""Judges a form that came back: what it changes in the plan, what is refused and why. Pure.

An empty place deletes nothing. What the plan said when the form was written, and stands there untouched, is no answer.
Where somebody else changed the plan since, and the form says a third thing, both stand as a dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.model import Pack
from coplan.content.questions import Column, Question
from coplan.errors import did_you_mean
from coplan.plan.disk.journal import plain
from coplan.plan.model import OpenItem, Plan, Side
from coplan.plan.view import Answers
from coplan.share.forms.filled import Filled, FilledRow, Written
from coplan.share.forms.form import shown
from coplan.yaml.nodes import Data


@dataclass(frozen=True)
class RefusedPlace:
    """A place that is no answer: what stands there is said, so that it is not lost."""

    place: str
    label: str
    text: str
    why: str


@dataclass(frozen=True)
class FormAnswer:
    """One answer that the form changes: before and now in words; for a table, one for each cell."""

    key: str
    label: str
    before: str
    now: str
    disputed: bool = False


@dataclass(frozen=True)
class TakenForm:
    """What becomes of a form: a change of the plan, and what is said about it."""

    by: str
    told: tuple[FormAnswer, ...]
    refused: tuple[RefusedPlace, ...]
    change: Callable[[Plan], Plan]


@dataclass
class _Work:
    """What is gathered while a form is judged."""

    values: dict[str, Any] = field(default_factory=dict)
    disputes: dict[str, OpenItem] = field(default_factory=dict)
    told: list[FormAnswer] = field(default_factory=list)
    refused: list[RefusedPlace] = field(default_factory=list)


def take_form(filled: Filled, answers: Answers, by: str, last_by: Mapping[str, str]) -> TakenForm:
    """Judge a form against today's plan. `last_by` says who gave each answer that stands there."""
    return _Judge(filled, answers, by, last_by).judge()


class _Judge:
    def __init__(self, filled: Filled, answers: Answers, by: str, last_by: Mapping[str, str]) -> None:
        self.filled, self.plan, self.pack, self.by, self.last_by = filled, answers.plan, answers.pack, by, last_by
        self.work = _Work()

    def judge(self) -> TakenForm:
        for key, written in self.filled.answers.items():
            question = self.question(key, [written])
            if question is not None and question.kind == "records":
                self.refuse(written, question.label, "this is a table; fill in its rows.")
            elif question is not None:
                self.answer(question, written)
        for key, rows in self.filled.rows.items():
            question = self.question(key, [cell for row in rows for cell in row.cells.values()])
            if question is not None and question.kind == "records":
                self.table(question, rows)
        for stray in self.filled.stray:
            self.refuse(stray, "", "this stands outside of the cells for answers, and was not taken.")
        work = self.work
        return TakenForm(self.by, tuple(work.told), tuple(work.refused), _change(work.values, work.disputes))

    def question(self, key: str, written: Sequence[Written]) -> Question | None:
        today = self.pack.renamed.get(key, key) if key not in self.pack.questions else key
        found = self.pack.questions.get(today)
        if found is None:
            for place in written:
                hint = did_you_mean(key, self.pack.questions)
                self.refuse(place, key, f"the checklist has no such question. {hint}".strip())
        return found

    def refuse(self, written: Written, label: str, why: str) -> None:
        self.work.refused.append(RefusedPlace(written.place, label, written.text, why))

    def read(self, written: Written, spec: Question | Column, label: str) -> Any:
        """The value, or None if it is refused."""
        if written.fault:
            self.refuse(written, label, written.fault)
            return None
        text = written.text if spec.kind in ("paragraph", "list", "choices") else " ".join(written.text.split())
        try:
            return read_value(text, spec)
        except NotAnAnswer as error:
            self.refuse(written, label, str(error))
            return None

    def answer(self, question: Question, written: Written) -> None:
        value = self.read(written, question, question.label)
        key = question.key
        now = self.plan.answers.get(key)
        if value is None or plain(value) == plain(now) or self.is_said(key, plain(value)):
            return
        if self.contested(key, plain(now), self.based(key)):
            self.dispute(question, value)
            return
        self.work.values[key] = value
        self.tell(question, question.label, now, value)

    def is_said(self, key: str, data: Data | None) -> bool:
        """True if the plan holds this answer as one side of a dispute already."""
        item = self.plan.open.get(key)
        return item is not None and item.state == "disputed" and data in [side.answer for side in item.said]

    def based(self, key: str) -> Data | None:
        """What the plan said when the form was written."""
        return None if self.filled.base is None else self.filled.base.get(key)

    def contested(self, key: str, now: Data | None, base: Data | None) -> bool:
        """True if somebody else changed the plan since the form was written."""
        changed = now is not None and now != base and self.filled.base is not None
        return changed and self.last_by.get(key, "").casefold() != self.by.casefold()

    def dispute(self, question: Question, value: Any, where: str = "") -> None:
        """Keep the plan's answer, and beside it the form's, with who gave which."""
        key, now = question.key, self.plan.answers[question.key]
        item = self.work.disputes.get(key) or self.plan.open.get(key) or OpenItem("disputed")
        theirs = Side(self.last_by.get(key) or "the plan", plain(now) or "")
        ours = Side(self.by, plain(value) or "")
        said = [*item.said, *(side for side in (theirs, ours) if side.answer not in [one.answer for one in item.said])]
        if len(said) == len(item.said) and item.state == "disputed":
            return  # it is known already
        words = where or f"{theirs.by} says {shown(now)}; {ours.by} says {shown(value)}"
        note = " / ".join(filter(None, [item.note, words if words not in item.note else ""]))
        self.work.disputes[key] = replace(item, state="disputed", note=" ".join(note.split()), said=tuple(said))
        self.work.told.append(FormAnswer(key, question.label, shown(now), shown(value), disputed=True))

    def tell(self, question: Question, label: str, before: Any, now: Any) -> None:
        self.work.told.append(FormAnswer(question.key, label, shown(before), shown(now)))

    def table(self, question: Question, rows: Sequence[FilledRow]) -> None:
        there: Rows | None = self.plan.answers.get(question.key)
        made = {row["id"]: row for row in there or ()}
        base = {str(row.get("id")): row for row in self.base_rows(question.key)}
        labels = {column.key: column.label for column in question.columns}
        contested: dict[str, Row] = {}
        for number, row in enumerate(rows, 1):
            known = row.id if row.id in made or row.id in base else self.own_id(row.id)
            cells = self.cells(question, row, base.get(known, {}))
            if known in made:
                self.change_row(question, made, known, cells, base.get(known), contested)
            elif known in base:
                self.gone(question, row, base[known])
            elif cells and not self.same_row(cells, made):
                new = known or self.own_id(f"{question.key}-{sorted((k, str(plain(v))) for k, v in cells.items())}")
                made[new] = Row(new, cells, labels, question.key)
                name = f"{question.label}, new row {number}"
                self.work.told.append(FormAnswer(question.key, name, "", _row_words(made[new])))
        required = frozenset(column.key for column in question.columns if column.required)
        value = Rows(list(made.values()), labels, required)
        if made and plain(value) != plain(there):
            self.work.values[question.key] = value
        if contested:
            theirs = Rows([contested.get(row["id"], row) for row in value], labels, required)
            self.dispute_rows(question, value, theirs, contested)

    def base_rows(self, key: str) -> list[dict[str, Data]]:
        data = self.based(key)
        return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []

    def cells(self, question: Question, row: FilledRow, base: Mapping[str, Data]) -> dict[str, Any]:
        """The cells of a row that somebody changed, in the order of the columns."""
        columns = self.columns(question)
        found = {}
        for name, written in row.cells.items():
            column = columns.get(name)
            if column is None:
                self.refuse(written, question.label, f"the table has no column `{name}`.")
                continue
            if _folded(written.text) == _folded(_printed(base.get(column.key), column)):
                continue
            value = self.read(written, column, f"{question.label}, {column.label}")
            if value is not None:
                found[column.key] = value
        return {column.key: found[column.key] for column in question.columns if column.key in found}

    def columns(self, question: Question) -> dict[str, Column]:
        """The columns by what the form calls them."""
        if self.filled.by_label:
            return {column.label: column for column in question.columns}
        return {name: column for column in question.columns for name in (*column.was, column.key)}

    def own_id(self, blank: str) -> str:
        """The id of a new row: the same each time that the same person's form is taken, another for another person."""
        return blake2b(f"{blank}\0{self.by.casefold()}".encode(), digest_size=4).hexdigest() if blank else ""

    def change_row(
        self,
        question: Question,
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
            if base is not None and self.contested(question.key, now, was):
                theirs[name] = value
                continue
            merged[name] = value
            label = f"{question.label}, {_name(row)}, {row.labels[name]}"
            self.work.told.append(FormAnswer(question.key, label, shown(row.cells.get(name)), shown(value)))
        order = list(row.labels)
        made[known] = _row(known, merged, row, question.key, order)
        if theirs != dict(row.cells):
            contested[known] = _row(known, {**merged, **theirs}, row, question.key, order)

    def gone(self, question: Question, row: FilledRow, base: Mapping[str, Data]) -> None:
        """A row that was taken out of the plan since: what the form changes in it is said."""
        for name, written in row.cells.items():
            column = self.columns(question).get(name)
            if column is not None and _folded(written.text) != _folded(_printed(base.get(column.key), column)):
                why = "this row was taken out of the plan since the form was written."
                self.refuse(written, f"{question.label}, {column.label}", why)

    def same_row(self, cells: Mapping[str, Any], made: Mapping[str, Row]) -> bool:
        """True if the plan has a row that says all of this already."""
        wanted = {name: plain(value) for name, value in cells.items()}
        return any(wanted.items() <= {k: plain(v) for k, v in row.cells.items()}.items() for row in made.values())

    def dispute_rows(self, question: Question, ours: Rows, theirs: Rows, contested: Mapping[str, Row]) -> None:
        words = []
        rows = {row["id"]: row for row in ours}
        for row_id, other in contested.items():
            for name, value in other.cells.items():
                if plain(value) != plain(rows[row_id].cells.get(name)):
                    place = f"{_name(other)}, {other.labels[name]}"
                    before = shown(rows[row_id].cells.get(name))
                    who = self.last_by.get(question.key) or "the plan"
                    words.append(f"{place}: {who} says {before or 'nothing'}; {self.by} says {shown(value)}")
        self.dispute(question, theirs, "; ".join(words))


def _change(values: Mapping[str, Any], disputes: Mapping[str, OpenItem]) -> Callable[[Plan], Plan]:
    def change(plan: Plan) -> Plan:
        for key, value in values.items():
            plan = plan.with_answer(key, value)
            if key in plan.open and plan.open[key].state == "parked":
                plan = plan.with_open(key, None)
        for key, item in disputes.items():
            plan = plan.with_open(key, item)
        return plan

    return change


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


def unknown(pack: Pack, filled: Filled) -> bool:
    """True if a form names no question of this checklist: it is of another pack."""
    keys = {*filled.answers, *filled.rows}
    return bool(keys) and not any(key in pack.questions or key in pack.renamed for key in keys)
