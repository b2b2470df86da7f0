"""The decisions of the journal as minutes: one entry a decision, of a table what changed in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import clock_words
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.disk.journal import ACCEPTED, plain
from coplan.plan.entry import Entry
from coplan.reports.answer_changes import answer_words, day_words, tables_once
from coplan.reports.figure_words import NO_NAME
from coplan.reports.titled import Report, Section, Table
from coplan.yaml.nodes import Data


@dataclass(frozen=True)
class Decision:
    """One decision: its time, the label of its question, and what was decided, in words."""

    time: str
    label: str
    words: str


def minutes(entries: Iterable[Entry], pack: Pack) -> Iterator[str]:
    """The entries as lines, grouped by day and person."""
    for head, decisions in _grouped(entries, pack):
        yield head
        yield from (f"  {one.time}  {one.label}: {one.words}" for one in decisions)


def minutes_report(entries: Iterable[Entry], pack: Pack, program: str) -> Report:
    """The same as a document."""
    sections = [
        Section(head, [Table(["Time", "Question", "Decided"], [[one.time, one.label, one.words] for one in decisions])])
        for head, decisions in _grouped(entries, pack)
    ]
    return Report(f"Minutes: {program or NO_NAME}", sections)


def _grouped(entries: Iterable[Entry], pack: Pack) -> Iterator[tuple[str, list[Decision]]]:
    together = tables_once(entries, pack)
    for (day, by), group in groupby(together, key=lambda entry: (entry.when[:10], entry.by)):
        yield f"{day_words(day)}, {by}", [_decision(entry, pack) for entry in group]


def _decision(entry: Entry, pack: Pack) -> Decision:
    question = pack.questions.get(entry.question)
    label = question.label if question else _label(entry.question)
    return Decision(_time(entry.when), label, _change(entry, question))


def _label(key: str) -> str:
    """What the checklist does not ask: an accepted finding, by its rule, or an old key."""
    return f"Finding {key.removeprefix(ACCEPTED)}" if key.startswith(ACCEPTED) else key


def _change(entry: Entry, question: Question | None) -> str:
    state = f" [{entry.state}]" if entry.state not in ("answered", "empty", "") else ""
    rows = _rows_changed(_table(entry.old, question), _table(entry.new, question))
    if rows:
        return rows + state
    new, old = answer_words(entry.new, question), answer_words(entry.old, question)
    text = new if entry.new is not None else "no answer" if entry.old is None else "answer taken away"
    was = f" (was: {old})" if entry.old is not None and entry.old != entry.new else ""
    return text + was + state


def _table(data: Data | None, question: Question | None) -> Rows | None:
    if question is None or question.kind != "records" or data is None:
        return None
    try:
        value = read_value(data, question)
    except NotAnAnswer:
        return None
    return value if isinstance(value, Rows) else None


def _rows_changed(old: Rows | None, new: Rows | None) -> str:
    """What changed in a table: rows that came, that went, and cells; empty if there were no two tables."""
    if old is None or new is None:
        return ""
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    came = [f"new: {row}" for row_id, row in after.items() if row_id not in before]
    gone = [f"taken out: {_name(row)}" for row_id, row in before.items() if row_id not in after]
    moved = [words for row_id, row in after.items() if row_id in before and (words := _cells(before[row_id], row))]
    order = list(before) != list(after) and not came and not gone
    return "; ".join([*came, *moved, *gone, *(["other order of rows"] if order else [])])


def _cells(before: Row, after: Row) -> str:
    names: Sequence[str] = list(after.labels)
    changed = [name for name in names if plain(before.cells.get(name)) != plain(after.cells.get(name))]
    words = [
        f"{after.labels[name]} {after.cells.get(name, 'empty')} (was: {before.cells.get(name, 'empty')})"
        for name in changed
    ]
    return f"{_name(before)}: {', '.join(words)}" if words else ""


def _name(row: Row) -> str:
    return str(next(iter(row.cells.values()), "a row"))


def _time(when: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(when)
    except ValueError:
        return when
    return clock_words(moment.hour * 60 + moment.minute)
