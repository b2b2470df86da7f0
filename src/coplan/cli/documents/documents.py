"""`coplan documents`: each document, who reads it, whether the plan calls for it, and what it still needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from coplan.cli import show
from coplan.cli.options import AsJson, Folder, PackOption
from coplan.cli.report_file import Output, put
from coplan.cli.setting import existing_plan
from coplan.errors import DONE, UsageError, did_you_mean
from coplan.reports.titled import Line, Part, Report, Table, lines
from coplan.wizard.terminal.working import Working


def command(
    folder: Folder = None,
    needs: Annotated[
        str, typer.Option("--needs", help="Only this document: each question that it still needs.", metavar="DOCUMENT")
    ] = "",
    output: Output = None,
    json: AsJson = False,
    pack: PackOption = None,
) -> int:
    """Shows each document with its step and its reader, how many answers it still needs and how many points in it are
    open, and the grade at which it reads; and those that this plan does not call for, with the reason.
    """
    from coplan.drafts.files.kept_grades import KeptGrades
    from coplan.drafts.service import needs_of_documents

    place = existing_plan(folder, "", pack)
    reading = place.read()
    show.notes(reading.notes)
    answers = place.answers(reading.plan)
    if needs:
        _known(needs, answers)
    with Working("Reading through the documents"):
        found = needs_of_documents(place, answers)
    if needs:
        found = _chosen(found, needs)
    grades = KeptGrades(place.folder)
    if json:
        show.as_json({"documents": [_data(item, answers, grades) for item in found]})
    if not json or output is not None:
        report = Report("", parts=list(_needed(found, answers) if needs else _all(found, answers, grades)))
        put(report, output, answers.program, answers.plan.drafts.paper)
    grades.keep()
    return DONE


def _known(name: str, answers: Any) -> None:
    """Raise UsageError for a document that no pack has, before all of them are read through."""
    known = [one for document in answers.pack.documents for one in (*document.names, document.template)]
    if _short(name).partition("@")[0] not in known:
        raise _no_document(name, known)


def _chosen(found: list[Any], name: str) -> list[Any]:
    """The documents of this name: all rows of a template, or one."""
    short = _short(name)
    chosen = [item for item in found if short in (*item.document.names, item.document.template)]
    if not chosen:
        raise _no_document(name, [item.document.id for item in found])
    return chosen


def _short(name: str) -> str:
    return name.replace("\\", "/").removeprefix("drafts/").removesuffix(".md").removesuffix(".docx")


def _no_document(name: str, known: Iterable[str]) -> UsageError:
    hint = did_you_mean(_short(name), known) or "`coplan documents` lists them."
    return UsageError(f"There is no document `{name}`. {hint}")


def _all(found: list[Any], answers: Any, grades: Any) -> Iterator[Part]:
    steps = {step.id: step.title for step in answers.pack.steps}
    rows = [
        [
            item.document.id,
            str(len(item.needs) or "nothing"),
            str(item.open_points or "none"),
            _grade_words(item, grades),
            steps.get(item.document.step, ""),
            item.document.audience,
        ]
        for item in found
        if item.applies
    ]
    yield Table(["Document", "Needs", "Open points", "Grade", "Step", "Read by"], rows)
    apart = [item for item in found if not item.applies]
    if apart:
        yield from lines(["", "Not written for this plan:"])
    yield from lines([f"  {item.document.id}, for: {item.why_not}." for item in apart])
    if rows:
        yield from lines(["", "`coplan documents --needs DOCUMENT` names what one still needs."])


def _needed(found: list[Any], answers: Any) -> Iterator[Part]:
    from coplan.drafts.readiness import needs_in_short

    for item in found:
        title = f"{item.document.title} ({item.document.id})"
        if not item.applies:
            yield Line(f"{title} is not written for this plan, for: {item.why_not}.")
            continue
        kinds = ", ".join(f"{count} {kind}" for kind, count in item.open.items()) or "none"
        yield from lines([title, f"Read by: {item.document.audience}", f"Open points: {kinds}"])
        yield Line(f"Questions without an answer: {needs_in_short(item, answers) if item.needs else 'none'}")
        for key in item.needs:
            yield Line(f"  {key}: {answers.pack.questions[key].label}{_who(answers.plan.open.get(key))}")


def _grade_words(item: Any, grades: Any) -> str:
    """The grade at which a document reads; with the goal of its kind where it is above that."""
    from coplan.drafts.grades import most_for

    grade, most = grades.of(item.document, item.text), most_for(item.document)
    if grade is None:
        return ""
    return f"{grade:g} (goal: {most})" if most is not None and grade > most else f"{grade:g}"


def _who(item: Any) -> str:
    if item is None:
        return ""
    owner = f", owner: {item.owner}" if item.owner else ""
    return owner + (f", due {item.due}" if item.due else "")


def _data(item: Any, answers: Any, grades: Any) -> dict[str, Any]:
    """One document for --json."""
    from coplan.drafts.grades import most_for

    document = item.document
    return {
        "document": document.id,
        "title": document.title,
        "kind": document.kind,
        "step": document.step,
        "reader": document.audience,
        "beside": document.beside or None,
        "row": document.row or None,
        "applies": item.applies,
        "why_not": item.why_not or None,
        "needs": [_need(key, answers) for key in item.needs],
        "open_points": item.open_points,
        "by_kind": dict(item.open),
        "reading_grade": grades.of(item.document, item.text) if item.applies else None,
        "reading_goal": most_for(item.document),
    }


def _need(key: str, answers: Any) -> dict[str, Any]:
    item = answers.plan.open.get(key)
    due = item.due.isoformat() if item and item.due else None
    return {
        "question": key,
        "label": answers.pack.questions[key].label,
        "owner": item.owner or None if item else None,
        "due": due,
    }
