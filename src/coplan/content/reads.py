"""What code reads of a pack, declared: questions with kind, columns and choices, facts, and assumptions.

Code, above all figures, speaks the words that are declared so. Where a pack calls a question, a column or a choice
otherwise today and says so with `was:`, reading translates; where it has none, `faults` tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Chosen, Listing, Missing
from coplan.content.model import Choice, Column, Pack, Question
from coplan.errors import did_you_mean

# Kinds that will do for the one that is declared.
FITTING = {"number": ("number", "whole"), "text": ("text", "paragraph", "choice")}
Named = TypeVar("Named", Choice, Column)


@dataclass(frozen=True)
class Cell:
    """A column of records that code reads; `choices` are those on which the arithmetic turns."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadsQuestion:
    """A question that code reads by name; `choices` are those on which it turns."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()

    def today(self, pack: Pack) -> Question | None:
        """The question as the pack has it today, also under a newer key; None if there is none."""
        key = self.key if self.key in pack.questions else pack.renamed.get(self.key, "")
        return pack.questions.get(key)

    def translated(self, value: Any, question: Question) -> Any:
        """An answer with its columns and choices by the names that are declared."""
        if isinstance(value, Rows):
            labels = {cell.key: column.label if column else cell.key for cell, column in self._columns(question)}
            return Rows(self.rows(value, question), labels, value.required)
        return _chosen(value, question.choices, self.choices)

    def rows(self, rows: Iterable[Row], question: Question) -> list[Row]:
        """Rows of the answer with the columns and choices by the names that are declared."""
        columns = self._columns(question)
        labels = {cell.key: column.label if column else cell.key for cell, column in columns}
        return [Row(row["id"], dict(self._cells(row, columns)), labels, question.key) for row in rows]

    def _columns(self, question: Question) -> list[tuple[Cell, Column | None]]:
        return [(cell, named(cell.key, question.columns)) for cell in self.cells]

    def _cells(self, row: Row, columns: Iterable[tuple[Cell, Column | None]]) -> Iterator[tuple[str, Any]]:
        for cell, column in columns:
            if column and column.key in row.cells:
                yield cell.key, _chosen(row.cells[column.key], column.choices, cell.choices)


@dataclass(frozen=True)
class ReadsFact:
    """A fact that code reads by name."""

    key: str


@dataclass(frozen=True)
class ReadsAssumption:
    """An assumption that figures take by name."""

    key: str


Read: TypeAlias = ReadsQuestion | ReadsFact | ReadsAssumption


def named(key: str, items: Iterable[Named]) -> Named | None:
    """The column or choice with this key, or the one that had it before."""
    known = list(items)
    return next((one for one in known if one.key == key), next((one for one in known if key in one.was), None))


def lacks(pack: Pack, readers: Mapping[str, Iterable[Read]]) -> Iterator[tuple[str, str, str]]:
    """What a pack does not have and code reads, by the name of what reads it: the place, what is wrong, a hint."""
    by_read: dict[Read, list[str]] = {}
    for name, reads in readers.items():
        for read in reads:
            by_read.setdefault(read, []).append(name)
    for read, names in by_read.items():
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        for place, what, hint in faults(read, pack):
            yield place, f"{what.rstrip('.')}; it is read by {', '.join(names[:3])}{more}.", hint


def faults(read: Read, pack: Pack) -> Iterator[tuple[str, str, str]]:
    """What a pack lacks of what code reads: the place in the pack, what is wrong, a hint."""
    if isinstance(read, ReadsFact):
        if read.key not in pack.facts:
            yield f"facts.{read.key}", f"there is no fact `{read.key}`.", did_you_mean(read.key, pack.facts)
    elif isinstance(read, ReadsAssumption):
        if read.key not in pack.assumptions:
            what = f"there is no assumption `{read.key}`."
            yield f"assumptions.{read.key}", what, did_you_mean(read.key, pack.assumptions)
    else:
        yield from _question_faults(read, pack)


def _question_faults(read: ReadsQuestion, pack: Pack) -> Iterator[tuple[str, str, str]]:
    question = read.today(pack)
    if question is None:
        hint = did_you_mean(read.key, pack.questions)
        what = f"there is no question `{read.key}`."
        yield read.key, what, hint or f"Where it has another name now, write `was: [{read.key}]` there."
        return
    if not _fits(read.kind, question.kind):
        yield question.key, f"the kind is {question.kind}, and must be {read.kind}.", ""
    yield from _choice_faults(question.key, read.choices, question.choices)
    for cell in read.cells if question.kind == "records" else ():
        column = named(cell.key, question.columns)
        if column is None:
            hint = did_you_mean(cell.key, [one.key for one in question.columns])
            yield question.key, f"there is no column `{cell.key}`.", hint or "Columns may say `was:` as well."
            continue
        if not _fits(cell.kind, column.kind):
            yield question.key, f"the kind of the column `{cell.key}` is {column.kind}, and must be {cell.kind}.", ""
        yield from _choice_faults(question.key, cell.choices, column.choices, f" of the column `{cell.key}`")


def _choice_faults(
    place: str, wanted: Iterable[str], choices: tuple[Choice, ...], of: str = ""
) -> Iterator[tuple[str, str, str]]:
    for key in wanted:
        if named(key, choices) is None:
            hint = did_you_mean(key, [one.key for one in choices]) or f"A renamed choice says `was: [{key}]`."
            yield place, f"there is no choice `{key}`{of}.", hint


def _fits(declared: str, kind: str) -> bool:
    return kind in FITTING.get(declared, (declared,))


def _chosen(value: Any, choices: tuple[Choice, ...], declared: tuple[str, ...]) -> Any:
    if not declared or isinstance(value, Missing):
        return value
    names = {found.key: key for key in declared if (found := named(key, choices))}
    if isinstance(value, Listing):
        return Listing([_renamed(item, names) for item in value])
    return _renamed(value, names)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(value, Chosen) or value.own_words or names.get(value.key, value.key) == value.key:
        return value
    return Chosen(names[value.key], str(value))
