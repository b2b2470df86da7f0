"""Which papers of a plan print an answer whole: the plan book names them, and does not print it a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.expressions import FAULTS, compile_expression
from coplan.content.language.printed import ASKED, Guard, Guards, printed
from coplan.content.model import Pack
from coplan.drafts.render.called import made_of
from coplan.drafts.render.printing import Printer
from coplan.plan.view import Answers

NOT_KEPT = ("notes", "form", "card")  # beside a paper, thrown away once filled in, or too small


def paper(printer: Printer, key: str) -> str:
    """The title of the first paper that this plan calls for and that prints an answer with all that is in it.

    A paper of the answer's own step comes first: there a reader looks for it.
    """
    value = printer.value(key)
    needed = _filled(printer, value) if isinstance(value, Rows) else None
    step = key.partition(".")[0]
    papers = sorted(filter(_is_kept, _naming(printer.pack, key)), key=lambda one: one.step != step)
    found = (one for one in papers if _prints(printer, one, key, needed))
    return next((_title(one) for one in found if made_of(one, printer.answers)), "")


def _title(document: Document) -> str:
    """By its name where each row has a paper of its own."""
    each = document.for_ or "{{" in document.title
    return document.id.replace("-", " ").capitalize() if each else document.title


def _filled(printer: Printer, value: Rows) -> frozenset[str]:
    """The columns of a record in which something stands."""
    named = (name for name in value.labels if printer.is_called_for(value, name))
    return frozenset(name for name in named if any(not isinstance(row[name], Missing) for row in value))


def _is_kept(document: Document) -> bool:
    return document.kind not in NOT_KEPT and document.language == "en" and not _is_book(document)


def _naming(pack: Pack, key: str) -> Iterator[Document]:
    """The documents in which a key stands, or in a part of them: to read the others through would take a while."""
    parts = [name for name, text in pack.parts.items() if key in text]
    for document in pack.documents:
        if key in document.body or any(name in document.body for name in parts):
            yield document


def _is_book(document: Document) -> bool:
    return "decided(" in document.body and printed(document.body).book


def _prints(printer: Printer, document: Document, key: str, needed: frozenset[str] | None) -> bool:
    """A record is printed where a text goes through all its rows and names all columns in which something stands."""
    said = printed(document.body)
    for text, when in _texts(printer.pack, document.body, key):
        here = printed(text)
        rows = here.rows if needed is not None and needed <= here.words else {}
        places = here.texts.get(key, ()) if needed is None else (*here.whole.get(key, ()), *rows.get(key, ()))
        if any(_hold(printer, (*when, *place), {**said.sets, **here.sets}) for place in places):
            return True
    return False


def _texts(pack: Pack, text: str, key: str) -> Iterator[tuple[str, Guards]]:
    """A template and the parts that it includes and in which a key stands, and when. What it imports need not print."""
    yield text, ()
    for name, places in printed(text).parts.items():
        yield from ((pack.parts[name], when) for when in places if key in pack.parts.get(name, ""))


def _hold(printer: Printer, conditions: Guards, sets: Mapping[str, Guard]) -> bool:
    """True if this plan alone makes all of them so. Of one that hangs on anything else nothing is known."""
    try:
        return all(bool(_worked_out(printer, one, sets)) is one.so for one in conditions)
    except FAULTS:
        return False


def _worked_out(printer: Printer, condition: Guard, sets: Mapping[str, Guard]) -> Any:
    """A condition of a template; `sets` are the names that it has set, and to what."""
    named = {name: _worked_out(printer, sets[name], {}) for name in condition.names if name in sets}
    asked = _Asked(printer.answers)
    return compile_expression(condition.text)({**printer.answers.names, **named, ASKED: asked})


class _Asked(dict[str, bool]):
    """Whether a question applies, by its key."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers

    def __missing__(self, key: str) -> bool:
        return self._answers.applies(key)
