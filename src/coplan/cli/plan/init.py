"""`coplan init`: starts a plan, or picks up the one that is there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli.options import By, PackOption
from coplan.cli.plan.begin import begin


def command(
    folder: Annotated[
        Optional[Path], typer.Argument(help="Where the plan is, or is to be; without it, here.", metavar="FOLDER")  # noqa: UP045
    ] = None,
    answers: Annotated[
        Optional[Path], typer.Option("--answers", help="Take answers from a YAML file first.", metavar="FILE")  # noqa: UP045
    ] = None,
    settings: Annotated[
        Optional[list[str]], typer.Option("--set", help="Take one answer first; may be repeated.", metavar="KEY=VALUE")  # noqa: UP045
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing; say what is missing.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="One line at a time, for screen readers.")] = False,
    by: By = "",
    pack: PackOption = None,
) -> int:
    """Asks what a room decides at the plan's stage, with details document by document, and offers to write the drafts.
    Every answer is saved at once: leave whenever you like, and run it again to go on.
    """
    return begin(folder, answers, settings or (), no_input=no_input, plain=plain, by=by, pack=pack)
