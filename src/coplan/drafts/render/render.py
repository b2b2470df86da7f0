"""Renders documents: a plan and a template in, Markdown out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from coplan.content.model import Document
from coplan.drafts.render import markdown, sections
from coplan.drafts.render.called import row_of, titled
from coplan.drafts.render.holes import holes_in
from coplan.drafts.render.language import Language
from coplan.drafts.render.noted import NotedAnswers
from coplan.errors import BadInput, Problem
from coplan.plan.view import Answers

FRAME = "parts/frame.md.j2"


@dataclass(frozen=True)
class Rendered:
    """One document for one plan: its text, its holes, the questions that it read, and all answers that it rests on."""

    document: Document
    text: str
    holes: tuple[str, ...]
    read: tuple[str, ...]
    rests_on: tuple[str, ...] = ()


def render_all(answers: Answers, documents: Iterable[Document]) -> list[Rendered]:
    """Render documents for a plan. Raises BadInput, with file and line, for a template that fails."""
    wanted = list(documents)
    noted = NotedAnswers(answers.pack, answers.plan)
    language = Language(noted.pack, noted)
    bodies = {f"{document.template}.md.j2": document.body for document in wanted}
    environment = language.environment({**answers.pack.parts, **bodies})
    always = noted.noted  # the stage
    return [_render(language, noted, always, environment, document) for document in wanted]


def _render(
    language: Language, noted: NotedAnswers, always: tuple[str, ...], environment: Environment, document: Document
) -> Rendered:
    name = f"{document.template}.md.j2"
    language.begin()
    noted.begin()
    document = titled(document, noted)
    if document.for_:
        language.value(document.for_.rows)  # noted as read, for its row is
    row = row_of(document, noted)
    mine = {document.for_.as_: row} if document.for_ and row else {}
    try:
        body = sections.lettered(environment.get_template(name).render(mine))
        if document.numbered:
            body = markdown.numbered(body)
        body = sections.resolved(body)
        text = environment.get_template(FRAME).render(
            mine,
            document=document,
            title=markdown.inline(document.title) if document.heading else document.title,
            body=body.strip(),
            holes=holes_in(body),
            cited_law=language.cited_law(),
        )
    except (TemplateError, ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise BadInput([_problem(document, name, error)]) from error
    tidied = markdown.tidy(text)
    rests_on = tuple(dict.fromkeys([*always, *noted.noted]))
    return Rendered(document, tidied, holes_in(tidied), tuple(language.read), rests_on)


def _problem(document: Document, name: str, error: Exception) -> Problem:
    file, line = name, 0
    trace = error.__traceback__
    while trace is not None:  # Jinja rewrites its frames, so that they carry the template's own file and lines
        filename = trace.tb_frame.f_code.co_filename
        if filename.endswith(".j2"):
            file, line = filename, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError):
        file, line = error.name or name, error.lineno
    if file == name and line:
        line += document.first_line - 1
    words = f"there is no topic, source or column {error}" if isinstance(error, KeyError) else str(error).rstrip(".")
    return Problem(f"templates/{file}", line, "", f"{words}.")
