"""Renders documents: a plan and a template in, Markdown out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import TemplateSyntaxError

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.content.language.expressions import FAULTS, fault_words
from coplan.content.model import Document
from coplan.drafts.render import markdown, sections
from coplan.drafts.render.called import made_of, row_of, titled
from coplan.drafts.render.hanging import DOCUMENT, Without, with_marks
from coplan.drafts.render.holes import hanging_mark, holes_in, open_mark, tally_words
from coplan.drafts.render.language import Language
from coplan.drafts.render.law_words import marked_once
from coplan.drafts.render.noted import NotedAnswers
from coplan.errors import BadInput, Problem
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers

FRAME = "parts/frame.md.j2"


@dataclass(frozen=True)
class Rendered:
    """One document for one plan: its text and the brackets in it, and the questions that it read.

    `rests_on` are all answers that it depends on, also through conditions; `asked` those for which it has a hole.
    """

    document: Document
    text: str
    holes: tuple[str, ...]
    read: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def render_all(answers: Answers, documents: Iterable[Document]) -> list[Rendered]:
    """Render documents for a plan. Raises BadInput, with file and line, for a template that fails."""
    wanted = list(documents)
    writer = _Writer(answers, wanted)
    written = [writer.written(document) for document in wanted]
    hanging = _hanging(answers, written)
    return [writer.framed(item, hanging.get(item.document.id, _Open())) for item in written]


@dataclass(frozen=True)
class _Written:
    """What a template says, before sections have numbers; with the law that it cites, and what of it was not read."""

    document: Document
    body: str
    row: Mapping[str, Row]
    cited_law: str
    doubtful: tuple[str, ...]
    read: tuple[str, ...]
    rests_on: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True)
class _Open:
    """The open answers on which one document hangs as a whole, as marks, and those on which parts of it do."""

    document: tuple[str, ...] = ()
    parts: tuple[Without, ...] = ()


class _Writer:
    """Runs templates over one plan."""

    def __init__(self, answers: Answers, documents: Sequence[Document]) -> None:
        self.noted = NotedAnswers(answers.pack, answers.plan, answers.today, answers.history)
        self.noted.share(answers)
        self.language = Language(answers.pack, self.noted)
        bodies = {f"{document.template}.md.j2": document.body for document in (*answers.pack.documents, *documents)}
        self.environment = self.language.environment({**answers.pack.parts, **bodies})
        self.always = self.noted.noted  # the stage

    def written(self, document: Document) -> _Written:
        """What the template of a document says."""
        self.language.begin(document)
        self.noted.begin()
        document = titled(document, self.noted)
        if document.for_:
            self.language.value(document.for_.rows)  # noted as read, for its row is
        row = row_of(document, self.noted)
        mine = {document.for_.as_: row} if document.for_ and row else {}
        body = self._run(document, f"{document.template}.md.j2", mine)
        read, rests_on = tuple(self.language.read), tuple(dict.fromkeys([*self.always, *self.noted.noted]))
        law = self.language.law
        return _Written(
            document, markdown.tidy(body), mine, law.cited_law(), law.doubtful(), read, rests_on, self.noted.asked
        )

    def framed(self, item: _Written, open_: _Open) -> Rendered:
        """The whole document: marks, numbers, and what stands around each."""
        self.noted.begin()
        document = item.document
        body = marked_once(with_marks(item.body, open_.parts), item.doubtful)
        body = "\n\n".join([*(f"{DOCUMENT} {mark}" for mark in open_.document), body])
        try:
            body = sections.lettered(body)
            if document.numbered:
                body = markdown.numbered(body)
            body = sections.resolved(body)
        except ValueError as error:
            raise BadInput([_problem(document, f"{document.template}.md.j2", error)]) from error
        names = {
            **item.row,
            "document": document,
            "title": markdown.inline(document.title) if document.heading else document.title,
            "body": body.strip(),
            "cited_law": item.cited_law,
        }
        text = self._counted(document, names, holes_in(f"{body}\n{item.cited_law}"))
        read = tuple(dict.fromkeys([*item.read, *self.language.read]))
        rests_on = tuple(dict.fromkeys([*item.rests_on, *self.noted.noted]))
        asked = tuple(dict.fromkeys([*item.asked, *self.noted.asked]))
        return Rendered(document, text, holes_in(text), read, rests_on, asked)

    def _counted(self, document: Document, names: Mapping[str, object], holes: tuple[str, ...]) -> str:
        """The framed text, whose head says how many brackets stand in all of it, the head included."""
        text = self._run(document, FRAME, {**names, "holes": holes, "open_points": tally_words(holes)})
        printed = holes_in(text)
        if len(printed) != len(holes):
            text = self._run(document, FRAME, {**names, "holes": printed, "open_points": tally_words(printed)})
        return markdown.tidy(text)

    def _run(self, document: Document, name: str, names: Mapping[str, object]) -> str:
        self.environment.budget.begin()
        try:
            return self.environment.get_template(name).render(names)
        except FAULTS as error:
            raise BadInput([_problem(document, f"{document.template}.md.j2", error)]) from error


def _hanging(answers: Answers, written: Sequence[_Written]) -> dict[str, _Open]:
    """For each document the open answers on which it, or parts of it, hang."""
    found: dict[str, _Open] = {}
    for key, item in answers.plan.open.items():
        if key not in answers.pack.questions or isinstance(answers.value(key), Missing):
            continue
        without = answers.of(answers.plan.without_answer(key))
        going = {one.document.id for one in written if _goes(one.document, answers, without)}
        resting = [one.document for one in written if key in one.rests_on and one.document.id not in going]
        writer = _Writer(without, resting)
        label = answers.pack.questions[key].label
        printed, mark, again = open_mark(item), hanging_mark(item, label), hanging_mark(OpenItem(item.state), label)
        for name in going:
            held = found.get(name, _Open())
            found[name] = replace(held, document=(*held.document, mark))
        for document in resting:
            held = found.get(document.id, _Open())
            part = Without(printed, mark, again, writer.written(document).body)
            found[document.id] = replace(held, parts=(*held.parts, part))
    return found


def _goes(document: Document, answers: Answers, without: Answers) -> bool:
    """True if there is a document only because of the answer."""
    template = answers.pack.document(document.template)
    there = [document.id in {made.id for made in made_of(template, view)} for view in (answers, without)]
    return there == [True, False]


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
    if file == name:
        line = max(line, 1) + document.first_line - 1
    words = f"there is no topic, source or column {error}" if isinstance(error, KeyError) else fault_words(error)
    return Problem(f"templates/{file}", line, "", f"{words}.")
