"""`coplan pack check`: is this pack sound?"""

from __future__ import annotations

from typing import Annotated

import typer

from coplan.cli import show
from coplan.cli.setting import AsJson, PackOption
from coplan.cli.talk import say
from coplan.errors import DONE, FINDINGS, Problem


def command(
    pack: PackOption = None,
    json: AsJson = False,
    notes: Annotated[
        bool, typer.Option("--notes", help="Show notes too, such as questions that nothing uses.")
    ] = False,
) -> int:
    """Reports unknown questions, broken conditions, missing help or sources, law without an entry, broken rules,
    and templates that do not render. Exit 1 if anything must be mended.
    """
    from coplan.drafts.proof import check_pack

    found = check_pack(pack)
    if json:
        show.as_json({"problems": [_plain(p) for p in found.problems], "notes": [_plain(p) for p in found.notes]})
    else:
        for problem in found.problems:
            show.result(str(problem))
        for note in found.notes if notes else ():
            show.result(f"Note: {note}")
        hint = "" if notes or not found.notes else " (--notes shows them)"
        say(f"{_counted(len(found.problems), 'problem')}, {_counted(len(found.notes), 'note')}{hint}.")
    return FINDINGS if found.problems else DONE


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _plain(problem: Problem) -> dict[str, object]:
    return {"file": problem.file, "line": problem.line, "key": problem.key, "what": problem.what, "fix": problem.fix}
