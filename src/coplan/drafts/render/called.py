"""Which documents a plan calls for: one for each template, or one for each row of records. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from jinja2 import BaseLoader, Environment, Template

from coplan.content.answers.rows import Row, Rows
from coplan.content.answers.values import Missing
from coplan.content.document import Document, ForEach
from coplan.content.language.bytecode import CONDITIONS
from coplan.content.language.expressions import FAULTS, BadExpression, compile_expression, fault_words, make_environment
from coplan.drafts.render.approval import approval_act
from coplan.errors import BadInput, Problem
from coplan.plan.law import PlanLaw
from coplan.plan.view import Answers

TITLE = ".title"


class _Titles(BaseLoader):
    """Lets a title be loaded like a template, by itself in hexadecimal, so that what Jinja compiled of it is kept."""

    def get_source(self, _: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        return bytes.fromhex(template.removesuffix(TITLE)).decode(), None, None


_titles = make_environment(
    loader=_Titles(),
    bytecode_cache=CONDITIONS,
    cache_size=-1,
    finalize=lambda value: f"[{value.label}]" if isinstance(value, Missing) else str(value),
)


def documents_for(answers: Answers) -> list[Document]:
    """The documents that this plan calls for, in the order of the pack; one for each row where a template says so."""
    return [made for document in answers.pack.documents for made in made_of(document, answers)]


def made_of(document: Document, answers: Answers) -> list[Document]:
    """What the plan makes of one template: the document, one for each of its rows, or nothing."""
    if not called_for(document, answers):
        return []
    if document.for_ is None:
        return [titled(document, answers)]
    return [_of_row(document, row_id, answers) for row_id in rows_for(document.for_, answers)]


def called_for(document: Document, answers: Answers) -> bool:
    """True if the document's condition holds for this plan, and that of the document beside which it stands."""
    if document.beside and not made_of(answers.pack.document(document.beside), answers):
        return False
    return not document.when or bool(_worked_out(document, document.when)(answers.names))


def _worked_out(document: Document, text: str) -> Callable[[Mapping[str, Any]], Any]:
    """A condition of a template. Raises BadInput, with its file, where it cannot be read or worked out."""

    def work(names: Mapping[str, Any]) -> Any:
        try:
            return compile_expression(text)(names)
        except BadExpression as error:
            raise BadInput([Problem(f"templates/{document.template}.md.j2", 2, "when", str(error))]) from None

    return work


def rows_for(each: ForEach, answers: Answers) -> dict[str, Row]:
    """The rows for which there is a draft, by their ids as they stand in the names of files."""
    rows = named_rows(answers.value(each.rows))
    holds = compile_expression(each.when) if each.when else None
    if holds is None:
        return rows
    return {name: row for name, row in rows.items() if holds({**answers.names, each.as_: row})}


def named_rows(value: Any) -> dict[str, Row]:
    """Rows by their ids. A row that was typed in and not saved since goes by its place: `row-2`."""
    if not isinstance(value, Rows):
        return {}
    return {_file_name(row["id"]) or f"row-{number}": row for number, row in enumerate(value, 1)}


def _file_name(row_id: str) -> str:
    """An id as it can stand in the name of a file, also where people typed it themselves."""
    safe = re.sub(r"[^A-Za-z0-9_-]", "-", row_id)
    return safe if safe == row_id else f"{safe[:40]}-{hashlib.sha256(row_id.encode()).hexdigest()[:8]}"


def row_of(document: Document, answers: Answers) -> Row | None:
    """The row of a document that there is for each row; an empty one where these answers do not have it."""
    if document.for_ is None or not document.row:
        return None
    found = named_rows(answers.value(document.for_.rows)).get(document.row)
    question = answers.pack.questions[document.for_.rows]
    return found or Row(document.row, {}, {column.key: column.label for column in question.columns}, question.key)


def titled(document: Document, answers: Answers) -> Document:
    """The document with the title that these answers give it. Raises BadInput for a title that cannot be worked out."""
    if not document.heading:
        return document
    row = row_of(document, answers)
    names = (
        dict(answers.names)
        | {"approval_act": partial(approval_act, PlanLaw(answers))}
        | ({document.for_.as_: row} if document.for_ and row else {})
    )
    try:
        _titles.budget.begin()
        words = _compiled(document.heading).render(names).split()
    except FAULTS as error:
        what = f"{fault_words(error)}."
        raise BadInput([Problem(f"templates/{document.template}.md.j2", 2, "title", what)]) from None
    return replace(document, title=" ".join(words))


def titled_always(document: Document, answers: Answers) -> Document:
    """The same also where the plan makes nothing of the document; without its row, its name stands for the title."""
    if document.for_ is None:
        return titled(document, answers)
    return replace(document, title=document.id.replace("-", " ").capitalize()) if document.heading else document


@lru_cache(maxsize=256)
def _compiled(heading: str) -> Template:
    return _titles.get_template(heading.encode().hex() + TITLE)


def _of_row(document: Document, row_id: str, answers: Answers) -> Document:
    """One document of a template that has one for each row."""
    names = tuple(f"{name}@{row_id}" for name in document.was)
    return titled(replace(document, id=f"{document.id}@{row_id}", was=names, row=row_id), answers)
