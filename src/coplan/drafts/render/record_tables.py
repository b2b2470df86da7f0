"""Tables of records, and tables without dashes: nothing stands where nothing was said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from coplan.drafts.render import markdown
from coplan.drafts.render.grammar import first_upper

NONE = "–"  # what an optional cell without an answer is until the draft is whole
NOTHING = (NONE, "-", "—", "")
CELL = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"\|( :?-+:? \|)+")


def records(labels: Mapping[str, str], rows: Sequence[Mapping[str, str]], beside: Collection[str]) -> str:
    """A table of records, by the names of columns.

    The columns of `beside` would be read as none where they are empty, as money is. They get no column of their own:
    what they say stands with their label in the cell before, or in the first.
    """
    columns = [name for name in labels if name not in beside] or list(labels)
    cells = [_with_more(labels, row, columns) for row in rows]
    return markdown.table([first_upper(labels[name]) for name in columns], cells)


def _with_more(labels: Mapping[str, str], row: Mapping[str, str], columns: Sequence[str]) -> list[str]:
    """The cells of a row, each with what stands beside it."""
    more: dict[str, list[str]] = {name: [] for name in columns}
    last = columns[0]
    for name, label in labels.items():
        if name in more:
            last = name
        elif row[name] != NONE:
            more[last].append(f"{label}: {row[name]}")
    return [f"{row[name]} ({'; '.join(more[name])})" if more[name] else row[name] for name in columns]


def without_dashes(text: str) -> str:
    """The text of a draft, with its tables so."""
    return "\n".join(_without_dashes(text.split("\n"))) if "| – |" in text else text


def _without_dashes(lines: list[str]) -> Iterator[str]:
    rows: list[str] = []
    for line in [*lines, None]:
        if line is not None and line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield from _filled(rows) if any("| – |" in row for row in rows) else rows
            rows = []
        if line is not None:
            yield line


def _filled(rows: list[str]) -> Iterator[str]:
    """One table, without the columns in which nothing stands."""
    cells = [[found.strip() for found in CELL.split(row)[1:-1]] for row in rows]
    if len(rows) < 3 or not RULE.fullmatch(rows[1]) or len({len(row) for row in cells}) > 1:
        yield from rows
        return
    columns = [[row[at] for row in cells[2:]] for at in range(len(cells[0]))]
    kept = [at for at, column in enumerate(columns) if NONE not in column or not set(column) <= set(NOTHING)]
    for row in cells:
        yield markdown.row(["" if row[at] in NOTHING else row[at] for at in kept])
