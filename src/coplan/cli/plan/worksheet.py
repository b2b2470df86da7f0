"""`coplan worksheet`: homework as forms to fill in, and the agenda of the workshop."""

from __future__ import annotations

from typing import Annotated, Any, Optional

import typer

from coplan.cli import show
from coplan.cli.documents.draft import folder_and_names
from coplan.cli.options import AsJson, PackOption
from coplan.cli.saved import tell_kept
from coplan.cli.setting import existing_plan
from coplan.cli.talk import say
from coplan.content.terms import HOMEWORK, Homework
from coplan.errors import DONE, FINDINGS, UsageError, did_you_mean
from coplan.plan.disk.store import PlanFolder
from coplan.plan.view import Answers

FORMATS = ("docx", "xlsx")
AGENDA = "agenda"


def command(
    arguments: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            help="The plan's folder, if need be, and roles: coordinator, analyst, finance, hr, counsel, clinical, "
            "dispatch, or agenda; without a role, all.",
            metavar="[FOLDER] [ROLE]...",
        ),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="Only docx, or only xlsx.", metavar="FORMAT")] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Also what the plan's stage does not ask yet, such as terms of a contract.")
    ] = False,
    begin: Annotated[str, typer.Option("--begin", help="When the workshop begins.", metavar="TIME")] = "9 a.m.",
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Writes for each role a form with the questions that it brings to a workshop, in Word and XLSX, and an agenda with
    minutes, who is needed when, and what to bring. They go into share/worksheets/. A form in which somebody wrote
    is kept.
    """
    from coplan.share.forms.form import form_of
    from coplan.share.forms.form_files import FilledIn, write_form

    if format and format not in FORMATS:
        raise UsageError(f"There is no format `{format}`. Formats are {' and '.join(FORMATS)}.")
    minute = _minute(begin)
    folder, names = folder_and_names(arguments or [])
    roles = _roles(names)
    place = existing_plan(folder, "", pack)
    answers = place.answers()
    forms, kept = list[dict[str, Any]](), list[str]()
    for role in roles:
        form = form_of(answers, role, place.today.isoformat(), everything=everything)
        if not form.fields:
            say(f"{HOMEWORK[role]}: the plan asks nothing of this role at the stage {answers.stage}.")
            continue
        for kind in [format] if format else _formats():
            try:
                forms.append({"role": role, "path": str(write_form(place, form, kind)), "questions": len(form.fields)})
            except FilledIn as error:
                kept.append(str(error))
    agenda = _agenda(place, answers, minute) if not names or AGENDA in names else None
    tell_kept(place.inside)
    _tell(forms, agenda, kept, json=json)
    return FINDINGS if kept else DONE


def _tell(forms: list[dict[str, Any]], agenda: str | None, kept: list[str], *, json: bool) -> None:
    if json:
        show.as_json({"forms": forms, "agenda": agenda, "kept": kept})
        return
    for form in forms:
        show.result(f"{form['path']}: {form['questions']} questions for {HOMEWORK[form['role']]}.")
    for words in kept:
        say(words)
    if agenda:
        show.result(f"{agenda}: the agenda.")


def _roles(names: list[str]) -> list[Homework]:
    unknown = [name for name in names if name not in (*HOMEWORK, AGENDA)]
    if unknown:
        hint = did_you_mean(unknown[0], [*HOMEWORK, AGENDA]) or f"Roles are {', '.join((*HOMEWORK, AGENDA))}."
        raise UsageError(f"There is no role `{unknown[0]}`. {hint}")
    return [role for role in HOMEWORK if not names or role in names]


def _formats() -> tuple[str, ...]:
    """Word, and XLSX where the part that writes it is installed."""
    from importlib.util import find_spec

    if find_spec("xlsxwriter"):
        return FORMATS
    say("Only Word forms are written. XLSX needs XlsxWriter: install `coplan[xlsx]`.")
    return ("docx",)


def _minute(text: str) -> int:
    from coplan.content.answers.moments import read_time

    try:
        time = read_time(text)
    except ValueError as error:
        raise UsageError(f"--begin: {error}") from None
    return int(time.hour * 60 + time.minute)


def _agenda(place: PlanFolder, answers: Answers, begin: int) -> str:
    from coplan.reports.agenda import agenda_report
    from coplan.share.forms.form_files import FOLDER
    from coplan.share.report_text import report_docx
    from coplan.share.writing import save

    report = agenda_report(answers, begin)
    content = report_docx(report, answers.program, place.today.isoformat(), answers.plan.drafts.paper)
    return save(place, f"{FOLDER}/{AGENDA}.docx", content)
