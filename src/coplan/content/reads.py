"""What code reads of a pack, declared: questions with kind, columns and choices, facts, and assumptions.

Code, above all figures, speaks the words that are declared so. Where a pack calls a question, a column or a choice
otherwise today and says so with `was:`, reading translates; where it has none, `lacks` tells it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Chosen, Listing, Missing
from coplan.content.model import Pack
from coplan.content.questions import Choice, Column, Question
from coplan.errors import did_you_mean

# Kinds that will do for the one that is declared.
FITTING = {"number": ("number", "whole"), "text": ("text", "paragraph", "choice")}
Named = TypeVar("Named", Choice, Column)


@dataclass(frozen=True)
class ReadsColumn:
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
    cells: tuple[ReadsColumn, ...] = ()

    def __hash__(self) -> int:
        """By its name: each read is noted, and choices and cells tell hardly two apart."""
        return hash((self.key, self.kind))

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

    def column(self, name: str, question: Question) -> str:
        """What the pack calls a declared column today."""
        return next((column.key for cell, column in self._columns(question) if column and cell.key == name), name)

    def _columns(self, question: Question) -> list[tuple[ReadsColumn, Column | None]]:
        return [(cell, named(cell.key, question.columns)) for cell in self.cells]

    def _cells(self, row: Row, columns: Iterable[tuple[ReadsColumn, Column | None]]) -> Iterator[tuple[str, Any]]:
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


@dataclass(frozen=True)
class ReadsByPack:
    """A question that an expression of the pack names, and not code: nothing to declare, and yet to be traced."""

    key: str


Read: TypeAlias = ReadsQuestion | ReadsFact | ReadsAssumption | ReadsByPack


def named(key: str, items: Iterable[Named]) -> Named | None:
    """The column or choice with this key, or the one that had it before."""
    known = list(items)
    return next((one for one in known if one.key == key), next((one for one in known if key in one.was), None))


@dataclass(frozen=True)
class Lack:
    """Something that code reads and a pack does not have: the place in the pack, what is wrong, and a hint.

    `name` is what is not there: `design.hours`, the column `design.team.count`, the choice `design.models: video`;
    nothing where it is there and of another kind.
    """

    place: str
    what: str
    fix: str
    name: str = ""


def lacks(pack: Pack, readers: Mapping[str, Iterable[Read]]) -> Iterator[Lack]:
    """What a pack does not have and code reads. `readers` has what is read by the name of what reads it."""
    by_read: dict[Read, list[str]] = {}
    for name, reads in readers.items():
        for read in reads:
            by_read.setdefault(read, []).append(name)
    for read, names in by_read.items():
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        for lack in _lacks(read, pack):
            yield replace(lack, what=f"{lack.what}; it is read by {', '.join(names[:3])}{more}.")


def _lacks(read: Read, pack: Pack) -> Iterator[Lack]:
    if isinstance(read, ReadsQuestion):
        yield from _of_question(read, pack)
    elif isinstance(read, ReadsFact | ReadsAssumption):
        kind, known = ("fact", pack.facts) if isinstance(read, ReadsFact) else ("assumption", pack.assumptions)
        if read.key not in known:
            what = f"there is no {kind} `{read.key}`"
            yield Lack(f"{kind}s.{read.key}", what, did_you_mean(read.key, known), f"{kind}s.{read.key}")


def _of_question(read: ReadsQuestion, pack: Pack) -> Iterator[Lack]:
    question = read.today(pack)
    if question is None:
        hint = did_you_mean(read.key, pack.questions)
        hint = hint or f"Where it has another name now, write `was: [{read.key}]` there."
        yield Lack(read.key, f"there is no question `{read.key}`", hint, read.key)
        return
    if not _fits(read.kind, question.kind):
        yield Lack(question.key, f"the kind is {question.kind}, and must be {read.kind}", "")
    yield from _of_choices(question.key, question.key, read.choices, question.choices)
    for cell in read.cells if question.kind == "records" else ():
        yield from _of_column(cell, question)


def _of_column(cell: ReadsColumn, question: Question) -> Iterator[Lack]:
    column, name = named(cell.key, question.columns), f"{question.key}.{cell.key}"
    if column is None:
        hint = did_you_mean(cell.key, [one.key for one in question.columns])
        hint = hint or f"Where it has another name now, write `was: [{cell.key}]` there."
        yield Lack(question.key, f"there is no column `{cell.key}`", hint, name)
        return
    if not _fits(cell.kind, column.kind):
        what = f"the kind of the column `{cell.key}` is {column.kind}, and must be {cell.kind}"
        yield Lack(question.key, what, "")
    yield from _of_choices(question.key, name, cell.choices, column.choices)


def _of_choices(place: str, name: str, wanted: Iterable[str], choices: tuple[Choice, ...]) -> Iterator[Lack]:
    of = "" if place == name else f" of the column `{name.rpartition('.')[2]}`"
    for key in wanted:
        if named(key, choices) is None:
            hint = did_you_mean(key, [one.key for one in choices]) or f"A renamed choice says `was: [{key}]`."
            yield Lack(place, f"there is no choice `{key}`{of}", hint, f"{name}: {key}")


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
