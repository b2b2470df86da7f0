"""Renders documents: a plan and a template in, Markdown out. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError

from coplan.content.answers.rows import Row
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.allowance import a_document
from coplan.content.language.expressions import FAULTS
from coplan.content.language.tracing import Trace, TracedPiece
from coplan.content.lint.typing_slips import run_words
from coplan.disk.cache import short_name
from coplan.drafts.render import markdown, record_tables, section_numbers
from coplan.drafts.render.called import made_of, row_of, titled
from coplan.drafts.render.hanging import DOCUMENT, Without, with_marks
from coplan.drafts.render.holes import hanging_mark, holes_in, in_spanish, named_in, open_mark, points_in, tally_words
from coplan.drafts.render.language import Language
from coplan.drafts.render.noted import NotedAnswers, noting
from coplan.drafts.render.words.law import marked_once
from coplan.errors import BadInput, Problem
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers

FRAME = "parts/frame.md.j2"


@dataclass(frozen=True)
class Rendered:
    """One document for one plan: its text and the brackets in it, and the questions that it read.

    `points` are the open points behind the brackets: one answer may be marked in many places. `rests_on` are all the
    answers that it depends on, also through conditions; `asked` those for which it has a hole. `touched` is all that
    was looked at on the way, also to see what hangs on open answers: while it stays, so does all.
    """

    document: Document
    text: str
    holes: tuple[str, ...]
    read: tuple[str, ...]
    rests_on: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    touched: frozenset[str] = frozenset()
    points: tuple[str, ...] = ()

    @classmethod
    def with_text_later(cls, fields: Mapping[str, Any], text: Callable[[], str]) -> Rendered:
        """A document whose text is fetched when somebody looks at it; `fields` are the others, and its `key`."""
        found = cls.__new__(cls)
        vars(found).update(fields, _later=text)
        return found

    @property
    def has_text(self) -> bool:
        """True if the text is here already."""
        return "text" in vars(self)

    @cached_property
    def key(self) -> str:
        """What stands for the text and for how the document is called."""
        document = self.document
        return short_name(json.dumps([document.title, document.kind, document.names, len(self.holes), self.text]), 12)

    if not TYPE_CHECKING:  # a checker would believe that it has every field

        def __getattr__(self, name: str) -> Any:
            if name != "text" or "_later" not in vars(self):
                raise AttributeError(name)
            vars(self)["text"] = vars(self).pop("_later")()
            return vars(self)["text"]


def render_all(answers: Answers, documents: Iterable[Document]) -> list[Rendered]:
    """Render documents for a plan. Raises BadInput, with file and line, for a template that fails."""
    wanted = list(documents)
    writer = _Writer(answers, wanted)
    written = [writer.written(document) for document in wanted]
    noting(answers).take_conditions_of(writer.noted)
    hanging = _hanging(answers, writer, written)
    return [writer.framed(item, hanging.get(item.document.id, _Open())) for item in written]


@dataclass(frozen=True)
class Traced:
    """A document with what each line of its templates wrote: for its body, and for what stands around that."""

    rendered: Rendered
    body: tuple[TracedPiece, ...]
    frame: tuple[TracedPiece, ...]


def traced(answers: Answers, document: Document) -> Traced:
    """Render one document, and note where all of it comes from. Raises BadInput for a template that fails."""
    writer = _Writer(answers, [document], tracing=True)
    written = writer.written(document)
    body = writer.pieces()
    rendered = writer.framed(written, _hanging(answers, writer, [written]).get(document.id, _Open()))
    return Traced(rendered, body, writer.pieces())


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
    touched: frozenset[str]


@dataclass(frozen=True)
class _Open:
    """The open answers on which one document hangs as a whole, as marks, and those on which parts of it do."""

    document: tuple[str, ...] = ()
    parts: tuple[Without, ...] = ()
    touched: frozenset[str] = frozenset()

    @cached_property
    def bare(self) -> Mapping[str, Sequence[str]]:
        """The marks that name no answer, each with the names of the answers behind which it stands."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            found.setdefault(holes_in(part.printed)[0], []).append(named_in(holes_in(part.mark)[0]))
        return found


class _Writer:
    """Runs templates over one plan."""

    def __init__(self, answers: Answers, documents: Sequence[Document], *, tracing: bool = False) -> None:
        self.noted = _noted(answers)
        self.trace = Trace(self.noted.note) if tracing else None
        self.language = Language(answers.pack, self.noted)
        bodies = {f"{document.template}.md.j2": document.body for document in (*answers.pack.documents, *documents)}
        self.environment = self.language.environment({**answers.pack.parts, **bodies}, self.trace)
        self.always = self.noted.noted  # the stage
        self.touched = self.noted.touched
        self._making: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def written(self, document: Document) -> _Written:
        """What the template of a document says."""
        self.language.begin(document)
        document = titled(document, self.noted)
        if document.for_:
            self.language.printer.value(document.for_.rows)  # noted as read, for its row is
        row = row_of(document, self.noted)
        mine = {document.for_.as_: row} if document.for_ and row else {}
        body = self._run(document, f"{document.template}.md.j2", mine)
        read, rests_on = self.language.read, tuple(dict.fromkeys([*self.always, *self.noted.noted]))
        law = self.language.law
        return _Written(
            document,
            markdown.tidy(body),
            mine,
            law.cited_law(),
            law.doubtful(),
            read,
            rests_on,
            self.noted.asked,
            self.touched | self.noted.touched,
        )

    def pieces(self) -> tuple[TracedPiece, ...]:
        """What was written since this was last asked, if it is traced."""
        return self.trace.take() if self.trace else ()

    def made(self, document: Document) -> tuple[frozenset[str], frozenset[str]]:
        """The documents that the plan makes of this one's template, by their ids, and what was looked at for that."""
        template = document.template
        if template not in self._making:
            self.noted.note.afresh()
            whole = next((one for one in self.noted.pack.documents if one.id == template), document)
            made = made_of(whole, self.noted)
            self._making[template] = frozenset(one.id for one in made), self.noted.touched
        return self._making[template]

    def framed(self, item: _Written, open_: _Open) -> Rendered:
        """The whole document: marks, numbers, and what stands around each."""
        self.language.begin(item.document)
        document = item.document
        body = marked_once(with_marks(item.body, open_.parts), item.doubtful)
        body = "\n\n".join([*(f"{DOCUMENT} {mark}" for mark in open_.document), body])
        try:
            body = section_numbers.lettered(body)
            if document.numbered:
                body = markdown.numbered(body)
            body = section_numbers.resolved(body)
        except ValueError as error:
            raise BadInput([self._problem(document, f"{document.template}.md.j2", error)]) from error
        names = {
            **item.row,
            "document": document,
            "title": markdown.inline(document.title) if document.heading else document.title,
            "body": body.strip(),
            "cited_law": item.cited_law,
        }
        text = self._counted(document, names, open_, holes_in(f"{body}\n{item.cited_law}"))
        points = points_in(holes_in(text), open_.bare)
        text = in_spanish(text) if document.language == "es" else text
        read = tuple(dict.fromkeys([*item.read, *self.language.read]))
        rests_on = tuple(dict.fromkeys([*item.rests_on, *self.noted.noted]))
        asked = tuple(dict.fromkeys([*item.asked, *self.noted.asked]))
        touched = item.touched | open_.touched | self.noted.touched
        return Rendered(document, text, holes_in(text), read, rests_on, asked, touched, points)

    def _counted(self, document: Document, names: Mapping[str, object], open_: _Open, holes: tuple[str, ...]) -> str:
        """The framed text, whose head says how many points are open in all of it and in how many brackets."""
        text = self._run(document, FRAME, {**names, **_count(holes, open_)})
        printed = holes_in(text)
        if len(printed) != len(holes):
            text = self._run(document, FRAME, {**names, **_count(printed, open_)})
        return record_tables.without_dashes(markdown.tidy(text))

    def _run(self, document: Document, name: str, names: Mapping[str, object]) -> str:
        self.environment.budget.begin()
        try:
            return a_document(self.environment.get_template(name).render(names))
        except FAULTS as error:
            raise BadInput([self._problem(document, f"{document.template}.md.j2", error)]) from error

    def _problem(self, document: Document, name: str, error: Exception) -> Problem:
        """What failed, in the template and the line where it did."""
        file, line = _where(document, name, error)
        environment = self.environment
        words = run_words(error, document.body, self.noted.pack, environment.globals, environment.filters)
        return Problem(f"templates/{file}", line, "", *words)


def _count(holes: Sequence[str], open_: _Open) -> dict[str, object]:
    points = points_in(holes, open_.bare)
    return {"brackets": len(holes), "points": len(points), "open_points": tally_words(points)}


def _hanging(answers: Answers, writer: _Writer, written: Sequence[_Written]) -> dict[str, _Open]:
    """For each document the open answers on which it, or parts of it, hang."""
    found = {one.document.id: _Open(touched=writer.made(one.document)[1]) for one in written}
    for key, item in answers.plan.open.items():
        if key not in answers.pack.questions or isinstance(answers.value(key), Missing):
            continue
        mine = [one for one in written if key in one.rests_on or key in found[one.document.id].touched]
        if not mine:
            continue
        other = _Writer(_without(answers, key), [one.document for one in mine])
        other.noted.like(writer.noted, key)
        label = answers.pack.questions[key].label
        printed, mark, again = open_mark(item), hanging_mark(item, label), hanging_mark(OpenItem(item.state), label)
        for one in mine:
            document, held = one.document, found[one.document.id]
            there, looked = other.made(document)
            held = replace(held, touched=held.touched | looked)
            if document.id in writer.made(document)[0] and document.id not in there:
                held = replace(held, document=(*held.document, mark))
            elif key in one.rests_on:
                body = other.written(document)
                part = Without(printed, mark, again, body.body)
                held = replace(held, parts=(*held.parts, part), touched=held.touched | body.touched)
            found[document.id] = held
    return found


def _without(answers: Answers, key: str) -> Answers:
    """These answers as if nobody had given one of them; what does not follow from it is not worked out again."""
    found, whole = answers.of(answers.plan.without_answer(key)), noting(answers)
    noting(found).like(whole, key)
    whole.lacking[key] = noting(found)
    return found


def _noted(answers: Answers) -> NotedAnswers:
    found = NotedAnswers(answers.pack, answers.plan, answers.today, answers.history)
    found.share(noting(answers))
    return found


def _where(document: Document, name: str, error: Exception) -> tuple[str, int]:
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
    return file, line
