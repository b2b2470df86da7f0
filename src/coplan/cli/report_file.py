"""`--output FILE`: a report goes into a file for Word, a spreadsheet or a text editor, in place of the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Optional

import typer

from coplan.cli import show
from coplan.cli.clock import today
from coplan.cli.saved import say_kept
from coplan.cli.talk import say
from coplan.errors import UsageError
from coplan.reports.titled import Line, Report

ENDINGS = (".docx", ".xlsx", ".md")


def judged(path: Path | None) -> Path | None:
    """The file, if its name says what to write. Raises UsageError."""
    if path is not None and path.suffix.lower() not in ENDINGS:
        raise UsageError(f"--output {path}: its name must end in .docx for Word, .xlsx for a spreadsheet, or .md.")
    return path


Output = Annotated[
    Optional[Path],  # noqa: UP045 - typer reads this at run time
    typer.Option(
        "--output", "-o", help="Write it into this file: .docx, .xlsx or .md.", metavar="FILE", callback=judged
    ),
]


def written(path: Path, content: bytes) -> None:
    """Write a file that a person named, and say where what somebody had changed there is kept. Raises SaveError."""
    from coplan.plan.disk.result_file import write_result

    if copy := write_result(path, content):
        say_kept(path, copy)


def put(report: Report, output: Path | None, program: str, paper: str = "letter") -> None:
    """Show a report, or write it into the file, in the form that its name says. Raises SaveError or MissingExtra."""
    if output is None:
        show.report(report)
        return
    if not (report.parts or report.sections):
        report = replace(report, parts=(Line("There is nothing to show."),))
    written(output, _content(report, output.suffix.lower(), program, paper))
    say(f"{output}: written.")


def _content(report: Report, ending: str, program: str, paper: str) -> bytes:
    if ending == ".xlsx":
        from coplan.share.report_sheets import report_xlsx

        return report_xlsx(report)
    from coplan.share.report_text import report_docx, report_markdown

    if ending == ".md":
        return report_markdown(report)
    return report_docx(report, program, today().isoformat(), paper)
