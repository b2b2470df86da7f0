"""The check for missed calls: a random sample of the calls that were not counted, for people to read, and back.

The sheet holds the call's number, so that its notes can be found, and nothing about a person.
"""

from __future__ import annotations

import csv
import io
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from coplan.calls.definition import answers_of
from coplan.calls.intervals import Share, wilson
from coplan.calls.mapping import CallMap
from coplan.calls.read.call_files import bad
from coplan.calls.read.database import database, text
from coplan.calls.read.intake import read_calls
from coplan.errors import BadInput, Problem
from coplan.letters import shown
from coplan.plan.disk.file_text import read_text

HEADS = ("call", "received", "type at the call", "type at its close", "disposition", "behavioral health? yes or no")
MOST = 20  # faults that are told one by one
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


def draw_sample(files: Sequence[Path], call_map: CallMap, count: int, seed: int | None = None) -> list[list[str]]:
    """So many calls that do not count as behavioral health, each as likely as any other; the last cell is to fill.

    Raises what reading raises.
    """
    drawn = secrets.randbelow(2**31) if seed is None else seed
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder, database(Path(folder)) as link:
        named = Path(folder) / "named.parquet"
        read_calls(files, _without_people(call_map), None, named)
        link.execute(f"CREATE VIEW calls AS SELECT * FROM read_parquet({text(str(named))}) WHERE fault IS NULL")
        pairs = "SELECT DISTINCT coalesce(type, ''), coalesce(type_close, '') FROM calls"
        found = [(kind, close) for kind, close in link.execute(pairs).fetchall()]
        other = [pair for pair, answer in answers_of(found, call_map.definition).items() if answer != "yes"]
        link.execute("CREATE TABLE other (type VARCHAR, type_close VARCHAR)")
        if other:
            link.executemany("INSERT INTO other VALUES (?, ?)", other)
        rows = link.execute(
            "SELECT call, received, c.type, c.type_close, disposition FROM calls AS c JOIN other AS o "
            "ON coalesce(c.type, '') = o.type AND coalesce(c.type_close, '') = o.type_close "
            f"ORDER BY hash(concat_ws('|', call, received, c.type, {drawn})), call LIMIT {count}"
        ).fetchall()
    return [[*["" if cell is None else shown(str(cell)) for cell in row], ""] for row in rows]


def _without_people(call_map: CallMap) -> CallMap:
    hidden = ("person", "address", "place")
    kept = [
        replace(one, columns={key: name for key, name in one.columns.items() if key not in hidden})
        for one in call_map.sources
    ]
    return replace(call_map, sources=tuple(kept))


def read_sample(path: Path) -> Share:
    """The share of missed calls in a filled sample, with its interval.

    Raises BadInput for a row that is neither yes nor no, or a sheet in which nothing is filled in.
    """
    try:
        rows = list(csv.reader(io.StringIO(read_text(path), newline="")))
    except csv.Error:
        raise bad(
            path, "is no table of calls.", "Name the sample that `coplan needs --sample` wrote, as CSV."
        ) from None
    given = [(number, row[-1].strip().lower()) for number, row in enumerate(rows[1:], 2) if row and row[-1].strip()]
    faults = [number for number, answer in given if answer not in (*YES, *NO)]
    if faults:
        fix = "Write yes or no in the last column; leave it empty if nobody read the call."
        more = (
            [Problem(path.name, 0, "", f"{len(faults):,} lines are so.", "Is it the sample?")] if faults[MOST:] else []
        )
        told = [Problem(path.name, number, "", "is neither yes nor no.", fix) for number in faults[:MOST]]
        raise BadInput([*told, *more])
    found = wilson(sum(answer in YES for _, answer in given), len(given))
    if found is None:
        raise bad(path, "has no answer in its last column.", "Read the calls, and write yes or no there.")
    return found
