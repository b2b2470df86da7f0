"""Records as values: rows of typed cells, each known by its permanent id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from coplan.content.answers.values import Missing
from coplan.yaml.nodes import Data


class Row:
    """One row of records: `row.column`, with Missing for an empty cell."""

    def __init__(self, row_id: str, cells: Mapping[str, Any], labels: Mapping[str, str], key: str) -> None:
        self._id, self._cells, self._labels, self._key = row_id, dict(cells), labels, key

    def __getitem__(self, name: str) -> Any:
        if name == "id":
            return self._id
        if name in self._cells:
            return self._cells[name]
        if name in self._labels:
            return Missing(self._labels[name], self._key)
        raise KeyError(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and (self._id, self._cells) == (other._id, other._cells)

    def __hash__(self) -> int:
        return hash(self._id)

    def __str__(self) -> str:
        return ", ".join(f"{self._labels[name]}: {cell}" for name, cell in self._cells.items())

    def with_id(self, row_id: str) -> Row:
        """This row with its permanent id."""
        return Row(row_id, self._cells, self._labels, self._key)

    @property
    def key(self) -> str:
        """The question to which the row belongs."""
        return self._key

    @property
    def cells(self) -> Mapping[str, Any]:
        """The filled cells, by column key, in the order of the columns."""
        return self._cells

    @property
    def labels(self) -> Mapping[str, str]:
        """The labels of all columns, filled or not."""
        return self._labels

    def plain(self) -> Data:
        row: dict[str, Data] = {"id": self._id} if self._id else {}
        return row | {name: cell.plain() for name, cell in self._cells.items()}


class Rows(tuple[Row, ...]):
    """Records, with the labels of their columns for tables, and the columns that no row should leave empty."""

    labels: Mapping[str, str]
    required: frozenset[str]

    def __new__(cls, rows: Sequence[Row], labels: Mapping[str, str], required: frozenset[str] = frozenset()) -> Self:
        made = super().__new__(cls, rows)
        made.labels, made.required = labels, required
        return made

    def __str__(self) -> str:
        return "; ".join(str(row) for row in self)

    def plain(self) -> Data:
        return [row.plain() for row in self]
