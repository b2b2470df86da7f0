"""`coplan encounters check`: what is wrong in a filled encounter log."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson
from coplan.errors import DONE, FINDINGS
from coplan.letters import in_a_line

SHOWN = 40  # faults on the screen


def command(
    files: Annotated[list[Path], typer.Argument(help="Filled encounter logs: CSV, XLSX or Parquet.", metavar="FILE")],
    json: AsJson = False,
) -> int:
    """Names every wrong cell of a filled encounter log by file, row and field, with the reason; no value is repeated,
    since a wrong cell may hold what tells who somebody is. Needs no plan. Exits with 1 if anything is wrong.
    """
    from coplan.calls.encounters.encounter_log import read_log

    with tempfile.TemporaryDirectory(prefix="coplan-log-") as scratch:
        log = read_log(files, Path(scratch) / "log.parquet")
    count = len(log.faults) + log.more_faults
    if json:
        faults = [{"file": one.file, "row": one.row, "field": one.field, "why": one.why} for one in log.faults]
        show.as_json({"rows": log.rows, "used": log.used, "faults": faults, "more": log.more_faults})
        return FINDINGS if count else DONE
    for fault in log.faults[:SHOWN]:
        show.result(f"{in_a_line(fault.file)}, row {fault.row}, {fault.field}: {fault.why}.")
    if count > SHOWN:
        show.result(f"… and {count - SHOWN:,} more; --json lists them.")
    show.result(f"{log.rows:,} rows, {log.used:,} used, {count:,} faults.")
    if log.unknown:
        show.result(f"Columns that the form does not have were not read: {', '.join(log.unknown)}.")
    return FINDINGS if count else DONE
