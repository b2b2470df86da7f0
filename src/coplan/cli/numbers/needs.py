"""`coplan needs`: call data into the needs assessment."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, By, InFolder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan, plan_here
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS, BadInput, UsageError
from coplan.plan.disk.file_text import read_text
from coplan.wizard.terminal.working import Working

HOURS_A_WEEK = 40
ENGINES = ("duckdb", "spark")


def command(
    files: Annotated[
        list[Path], typer.Argument(help="Exports of calls: CSV (also .gz), XLSX or Parquet.", metavar="FILE")
    ],
    folder: InFolder = None,
    mapping: Annotated[
        Optional[Path],  # noqa: UP045 - typer reads this at run time
        typer.Option("--map", help="What the columns mean; without it, calls.yaml beside the plan.", metavar="FILE"),
    ] = None,
    hours: Annotated[
        int, typer.Option("--hours", help="Hours a week of the best schedule; without it, the plan's own.", min=0)
    ] = 0,
    sample: Annotated[
        int, typer.Option("--sample", help="Write so many other calls to read, as a check for missed ones.", min=0)
    ] = 0,
    checked: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--checked", help="The sample after people have read it.", metavar="FILE"),
    ] = None,
    take: Annotated[bool, typer.Option("--take", help="Take the figures into the plan's answers.")] = False,
    engine: Annotated[
        str, typer.Option("--engine", help="What counts: duckdb, or spark, which needs pyspark.", metavar="ENGINE")
    ] = "duckdb",
    master: Annotated[
        str, typer.Option("--master", help="The Spark master, for example local[2].", metavar="MASTER")
    ] = "",
    by: By = "",
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Reads exports of calls for service as calls.yaml says, and counts: behavioral health calls with their share, by
    day and hour, month, place and disposition, time on scene, repeat contacts, and the hours that would reach most.

    The first run looks at the files and writes a calls.yaml for you to read, settle and confirm. Nothing is counted
    before. Names, phones and birth dates are left out; keys are hashed; small counts are not shown. The tables and
    pictures go into share/needs. With --take the figures become answers of the plan.
    """
    spark = _master(engine, master)
    place = existing_plan(folder, by, pack) if folder or plan_here() else None
    if place is None and mapping is None:
        raise UsageError("There is no plan here. Go to its folder, or name what the columns mean with --map FILE.")
    if take and place is None:
        raise UsageError("There is no plan here to take the figures into.")
    text = read_text(mapping) if mapping else None
    if text is None:
        assert place is not None
        if not place.inside.there("calls.yaml"):
            return _propose(place, files)
        text = place.inside.read("calls.yaml").decode("utf-8", "replace")
    call_map = _settled(text, str(mapping or "calls.yaml"))
    if sample:
        return _sample(place, files, call_map, sample)
    missed = None
    if checked:
        from coplan.calls.read.sampling import read_sample

        missed = read_sample(checked)  # at once: to count takes a while
    with Working("Reading and counting calls"):
        found = replace(_counted(place, files, call_map, hours, spark), missed=missed)
    _show(place, found, output, json=json)
    from coplan.cli.numbers.taken import take as into_plan
    from coplan.cli.numbers.taken import wanted
    from coplan.reports.outcomes.needs_answers import needs_answers

    if place and (take or (not json and wanted())):
        into_plan(place, needs_answers(found), files, "needs")
    return DONE


def _master(engine: str, master: str) -> str:
    """The Spark master to count on; empty for DuckDB. Raises UsageError."""
    if engine not in ENGINES:
        raise UsageError(f"There is no engine `{engine}`. Known: {', '.join(ENGINES)}.")
    if master and engine != "spark":
        raise UsageError("--master is for Spark: write --engine spark --master MASTER.")
    return (master or "local[*]") if engine == "spark" else ""


def _propose(place: Any, files: Sequence[Path]) -> int:
    """The first run: look, write what it seems to mean, and leave the decision to people."""
    from coplan.calls.keeping import write_map
    from coplan.calls.mapping import unsettled
    from coplan.calls.read.first_look import proposed_map

    with Working("Looking at the files"):
        text = proposed_map(files)
    write_map(place.inside, text)
    show.result(text.rstrip())
    show.result()
    for problem in unsettled(text):
        show.result(f"To settle: {problem}")
    show.result("Read calls.yaml, change what is wrong, write `confirmed: yes`, and run the same command again.")
    return FINDINGS


def _settled(text: str, name: str) -> Any:
    """The mapping, if people have settled and confirmed it. Raises BadInput and UsageError."""
    from coplan.calls.mapping import read_map, unsettled

    open_lines = unsettled(text, name)
    if open_lines:
        raise BadInput(open_lines)
    call_map = read_map(text, name)
    if not call_map.confirmed:
        raise UsageError(f"{name} is not confirmed. Read it, write `confirmed: yes`, and run this again.")
    return call_map


def _sample(place: Any, files: Sequence[Path], call_map: Any, count: int) -> int:
    """Write the sheet of other calls for people to read."""
    from coplan.calls.read.sampling import HEADS, draw_sample
    from coplan.share.data.calls import MISSED, write_sample
    from coplan.share.data.data_tables import csv_text

    sheet = csv_text(HEADS, draw_sample(files, call_map, count))
    if place is None:
        show.result(sheet.rstrip())
        return DONE
    write_sample(place.inside, sheet)
    show.result(f"{MISSED}: let a clinician and a responder read these calls, and write yes or no in the last column.")
    show.result("It names single calls: pass it on to nobody else.")
    show.result(f"Then: coplan needs FILE --checked {MISSED}")
    return DONE


def _counted(place: Any, files: Sequence[Path], call_map: Any, hours: int, spark: str) -> Any:
    from coplan.calls.engine import duckdb_engine, spark_engine
    from coplan.calls.inputs import HOURS, REPEAT_DEFINITION
    from coplan.calls.keeping import clean_path, salt_of
    from coplan.calls.needs import count_needs
    from coplan.calls.read.intake import read_calls
    from coplan.calls.shown import shown_needs
    from coplan.reports.outcomes.counted import Counted

    answers = place.answers() if place else None
    schedule = answers.read(HOURS) if answers else None
    repeat = _key(answers.read(REPEAT_DEFINITION)) if answers else ""
    with tempfile.TemporaryDirectory(prefix="coplan-calls-") as folder:
        clean = clean_path(place.inside) if place else Path(folder) / "calls.parquet"
        read = read_calls(files, call_map, salt_of(place.inside) if place else folder, clean, say)
        with spark_engine([clean], spark) if spark else duckdb_engine([clean]) as engine:
            needs = count_needs(engine, call_map, repeat)
    schedule = schedule or None
    wanted = hours or (int(schedule.hours_a_week) if schedule else HOURS_A_WEEK)
    return Counted(call_map, read, needs, shown_needs(needs, call_map.smallest), wanted, schedule)


def _key(choice: Any) -> str:
    return str(getattr(choice, "key", "") or "")


def _show(place: Any, found: Any, output: Path | None, *, json: bool) -> None:
    from coplan.reports.outcomes.needs import needs_report
    from coplan.reports.outcomes.needs_data import needs_data
    from coplan.share.data.calls import FOLDER, write_needs

    if place:
        write_needs(place.inside, found)
        tell_kept(place.inside)
    if json:
        show.as_json(needs_data(found))
    if output or not json:
        put(needs_report(found), output, place.answers().program if place else "")
    if place and not json:
        show.result(f"\nTables, pictures and figures are in {FOLDER}.")
