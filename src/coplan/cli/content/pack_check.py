"""`coplan pack check`: is this pack sound?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, PackOption
from coplan.cli.setting import plan_here, read_pack_for, today
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS, Problem, UsageError, did_you_mean
from coplan.wizard.terminal.working import Working

if TYPE_CHECKING:
    from coplan.drafts.law_gaps import Gap

TRIALS = 8


def command(
    pack: PackOption = None,
    json: AsJson = False,
    state: Annotated[
        str, typer.Option("--state", help="Name the law that is missing for this state.", metavar="US-XX")
    ] = "",
    notes: Annotated[
        bool, typer.Option("--notes", help="Show notes too, such as questions that nothing uses.")
    ] = False,
) -> int:
    """Reports unknown questions, broken conditions, missing help or sources, broken rules, and templates that do not
    render; with --state also the topics on which that state has no law here, and the documents that would show a hole
    for it. Exit 1 if anything must be mended.
    """
    from coplan.drafts.proof.proving import check_pack

    pack = pack or _own_here()
    with Working("Checking the pack"):
        found = check_pack(pack)
        gaps = _gaps(state, pack) if state and not found.problems else []  # what cannot be read has no gaps yet
    if json:
        plain = {"problems": [_plain(p) for p in found.problems], "notes": [_plain(p) for p in found.notes]}
        lacking = [{"topic": gap.topic, "label": gap.label, "templates": list(gap.templates)} for gap in gaps]
        show.as_json(plain | ({"law_missing": lacking} if state else {}))
    else:
        for problem in found.problems:
            show.result(str(problem))
        for note in found.notes if notes else ():
            show.result(f"Note: {note}")
        for gap in gaps:
            holes = f"; a hole in: {', '.join(gap.templates)}" if gap.templates else ""
            show.result(f"{state} has no law on {gap.label} ({gap.topic}){holes}.")
        hint = "" if notes or not found.notes else " (--notes shows them)"
        say(f"{_counted(len(found.problems), 'problem')}, {_counted(len(found.notes), 'note')}{hint}.")
    return FINDINGS if found.problems else DONE


def _own_here() -> Path | None:
    """The folder of the plan in which the command runs, if a pack lies beside the plan."""
    from coplan.content.pack.folders import misnamed, pack_contents

    folder = plan_here()
    if folder is None or not (pack_contents(folder) or misnamed(folder)):
        return None
    say(f"Checked together with the pack in {folder}.")
    return folder


def _gaps(state: str, own: Path | None) -> list[Gap]:
    from coplan.drafts.law_gaps import law_gaps
    from coplan.drafts.proof.trial_plans import random_plan
    from coplan.plan.law import states_of

    pack = read_pack_for(None, own)
    states = states_of(pack)
    if state not in states:
        raise UsageError(f"There is no state `{state}`. {did_you_mean(state, states)}".rstrip())
    return law_gaps(pack, state, [random_plan(pack, seed) for seed in range(TRIALS)], today())


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _plain(problem: Problem) -> dict[str, object]:
    return {"file": problem.file, "line": problem.line, "key": problem.key, "what": problem.what, "fix": problem.fix}
