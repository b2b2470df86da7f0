"""`coplan encounters`: the encounter form, and a check of filled ones."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, InFolder, PackOption, existing_plan
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS

SHOWN = 40  # faults on the screen


def command(
    folder: InFolder = None,
    check: Annotated[
        Optional[list[Path]],  # noqa: UP045 - typer reads this at run time
        typer.Option("--check", help="Check a filled log (CSV, XLSX or Parquet) instead.", metavar="FILE"),
    ] = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Writes the encounter form with the fields that the plan chose into share/encounters: a workbook with lists to
    choose from and a dictionary, and the same as CSV with a Table Schema for vendors.

    With --check every wrong cell of a filled log is named by row and field. No value is repeated.
    """
    if check:
        return _check(check, json=json)
    from coplan.calls.encounters.fields import chosen_fields
    from coplan.calls.inputs import FIELDS
    from coplan.share.evaluation import write_form

    place = existing_plan(folder, "", pack)
    answers = place.answers()
    fields = chosen_fields(tuple(choice.key for choice in answers.read(FIELDS) or ()))
    paths = write_form(place.inside, fields, answers.program)
    if json:
        show.as_json({"fields": [field.key for field in fields], "files": paths})
        return DONE
    for path in paths:
        show.result(path)
    say("Try it on ten past contacts before the launch.")
    return DONE


def _check(files: list[Path], *, json: bool) -> int:
    from coplan.calls.encounters.encounter_log import read_log

    with tempfile.TemporaryDirectory(prefix="coplan-log-") as scratch:
        log = read_log(files, Path(scratch) / "log.parquet")
    count = len(log.faults) + log.more_faults
    if json:
        faults = [{"file": one.file, "row": one.row, "field": one.field, "why": one.why} for one in log.faults]
        show.as_json({"rows": log.rows, "used": log.used, "faults": faults, "more": log.more_faults})
        return FINDINGS if count else DONE
    for fault in log.faults[:SHOWN]:
        show.result(f"{fault.file}, row {fault.row}, {fault.field}: {fault.why}.")
    if count > SHOWN:
        show.result(f"… and {count - SHOWN:,} more; --json lists them.")
    show.result(f"{log.rows:,} rows, {log.used:,} used, {count:,} faults.")
    if log.unknown:
        show.result(f"Columns that the form does not have were not read: {', '.join(log.unknown)}.")
    return FINDINGS if count else DONE
