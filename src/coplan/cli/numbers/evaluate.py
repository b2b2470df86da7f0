"""`coplan evaluate`: an encounter log against the plan's goals."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, By, InFolder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan
from coplan.errors import DONE
from coplan.wizard.terminal.working import Working


def command(
    files: Annotated[list[Path], typer.Argument(help="Encounter logs: CSV, XLSX or Parquet.", metavar="FILE")],
    folder: InFolder = None,
    take: Annotated[bool, typer.Option("--take", help="Take the figures into the plan, for the report.")] = False,
    by: By = "",
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Works out the measures that the plan chose from an encounter log: exact numerator and denominator, interval,
    months, groups, against the goal and the value of before. Harms come first, each with the level at which the plan
    says stop. Outcomes that nobody recorded are shown and never counted as a success; small counts are not shown.

    Tables, pictures and figures go into share/evaluation. With --take the figures become answers of the plan, and the
    evaluation report a draft.
    """
    from coplan.cli.numbers.taken import take as into_plan
    from coplan.cli.numbers.taken import wanted
    from coplan.reports.outcomes.evaluation import evaluation_data, evaluation_report
    from coplan.reports.outcomes.evaluation_answers import evaluation_answers
    from coplan.share.data.evaluation import FOLDER, write_evaluation

    place = existing_plan(folder, by, pack)
    answers = place.answers()
    with Working("Reading the log"):
        found = _evaluated(answers, files)
        write_evaluation(place.inside, found)
    tell_kept(place.inside)
    if json:
        show.as_json(evaluation_data(found))
    if output or not json:
        put(evaluation_report(found), output, answers.program, answers.plan.drafts.paper)
    if not json:
        show.result(f"\nTables, pictures and figures are in {FOLDER}.")
    if take or (not json and wanted()):
        into_plan(place, evaluation_answers(found), files, "evaluate")
    return DONE


def _evaluated(answers: Any, files: Sequence[Path]) -> Any:
    from coplan.calls import inputs
    from coplan.calls.encounters.encounter_log import read_log
    from coplan.calls.encounters.measures import COMPUTED, measure, open_log
    from coplan.calls.mapping import SMALLEST
    from coplan.calls.needs import REPEATS
    from coplan.calls.read.database import database
    from coplan.reports.outcomes.evaluation import HARMS, Evaluation
    from coplan.reports.outcomes.shown_results import cannot_tell, goals_of, shown_result

    chosen = [choice.key for choice in answers.read(inputs.SELECTED) or ()]
    goals = goals_of(answers.read(inputs.OBJECTIVES) or (), answers.read(inputs.GUARDRAILS) or ())
    keys = tuple(dict.fromkeys([*(chosen or COMPUTED), *HARMS, *goals]))
    smallest = int(answers.read(inputs.SUPPRESSION) or SMALLEST)
    choice = answers.read(inputs.REPEAT_DEFINITION)
    repeat = REPEATS.get(getattr(choice, "key", ""), REPEATS["three_in_30_days"])
    with tempfile.TemporaryDirectory(prefix="coplan-log-") as scratch:
        clean = Path(scratch) / "log.parquet"
        log = read_log(files, clean)
        with database(Path(scratch)) as link:
            first, last = open_log(link, clean)
            measured = list(measure(link, tuple(dict.fromkeys((*keys, "contacts"))), log.fields, repeat))
    measures = {one.key: one for one in answers.pack.measures}
    contacts = next(one.hits for one in measured if one.key == "contacts")
    results = [one for one in measured if one.key in keys]
    shown = [shown_result(one, smallest, contacts) for one in results]
    told = {one.key for one in results}
    cannot = [(key, why) for key, why in cannot_tell(keys, measures, log.fields) if key not in told]
    return Evaluation(log, first, last, smallest, measures, goals, shown, cannot)
