"""Brings two versions of a table together: row by row by id, and cell by cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coplan.content.answers.rows import Row, Rows
from coplan.plan.disk.journal import plain
from coplan.plan.merge.voice import letters
from coplan.yaml.nodes import Data


@dataclass(frozen=True)
class Clash:
    """One cell in which two versions say different things."""

    row: str
    column: str
    one: Any
    other: Any


@dataclass(frozen=True)
class MergedRows:
    """The table that holds both, and the cells about which the two disagree."""

    rows: Rows
    clashes: tuple[Clash, ...]


def merge_rows(mine: Rows, other: Rows, base: Data | None = None) -> MergedRows:
    """All rows of both. A filled cell beats an empty one; a change beats what both said before, which is `base`.

    Where two cells clash, the one stands that comes first as text, so that the order of merging does not matter.
    """
    before = {str(row.get("id")): row for row in base if isinstance(row, dict)} if isinstance(base, list) else {}
    theirs = {row["id"]: row for row in other if row["id"]}
    made: list[Row] = []
    clashes: list[Clash] = []
    for row in mine:
        same = theirs.get(row["id"]) if row["id"] else next((one for one in other if one == row), None)
        if same is not None:
            made.append(_merged(row, same, before.get(row["id"], {}), clashes))
        elif row["id"] not in before or plain(row) != before[row["id"]]:
            made.append(row)
    held = {row["id"] for row in mine if row["id"]}
    for row in other:
        new = row["id"] not in held if row["id"] else row not in list(mine)
        if new and (row["id"] not in before or plain(row) != before[row["id"]]):
            made.append(row)
    return MergedRows(Rows(made, mine.labels, mine.required | other.required), tuple(clashes))


def _merged(row: Row, same: Row, before: Mapping[str, Data], clashes: list[Clash]) -> Row:
    cells: dict[str, Any] = {}
    for name, label in row.labels.items():
        a, b = row.cells.get(name), same.cells.get(name)
        if a is None or b is None or plain(a) == plain(b):
            kept = b if a is None else a
        elif plain(a) == before.get(name):
            kept = b
        elif plain(b) == before.get(name):
            kept = a
        else:
            kept = min((a, b), key=lambda cell: letters(plain(cell)))
            clashes.append(Clash(str(next(iter(row.cells.values()), row["id"])), label, a, b))
        if kept is not None:
            cells[name] = kept
    return Row(row["id"], cells, row.labels, row.key)


def united(versions: Sequence[Rows]) -> Rows:
    """The table that holds all versions."""
    found = versions[0]
    for version in versions[1:]:
        found = merge_rows(found, version).rows
    return found
