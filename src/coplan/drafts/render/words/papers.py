"""Which papers of a plan print an answer whole: the plan book names them, and does not print it a second time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.expressions import FAULTS, compile_expression
from coplan.content.language.printed import ASKED
from coplan.content.printings import PrintedWhen, Printing, Printings, printings
from coplan.drafts.render.called import made_of
from coplan.drafts.render.printing import Printer
from coplan.plan.view import Answers


def paper(printer: Printer, key: str) -> str:
    """The title of the first paper that this plan calls for and that prints an answer with all that is in it.

    A paper of the answer's own step comes first: there a reader looks for it.
    """
    value = printer.value(key)
    needed = _filled(printer, value) if isinstance(value, Rows) else None
    step = key.partition(".")[0]
    places = printer.answers.own(_printings).get(key, ())
    names = dict.fromkeys(place.document for place in places if _prints(printer, place, needed))
    papers = sorted(map(printer.pack.document, names), key=lambda one: one.step != step)
    return next((_title(one) for one in papers if made_of(one, printer.answers)), "")


def _printings(answers: Answers) -> Printings:
    return printings(answers.pack)


def _title(document: Document) -> str:
    """By its name where each row has a paper of its own."""
    each = document.for_ or "{{" in document.title
    return document.id.replace("-", " ").capitalize() if each else document.title


def _filled(printer: Printer, value: Rows) -> frozenset[str]:
    """The columns of a record in which something stands."""
    named = (name for name in value.labels if printer.is_called_for(value, name))
    return frozenset(name for name in named if any(not isinstance(row[name], Missing) for row in value))


def _prints(printer: Printer, place: Printing, needed: frozenset[str] | None) -> bool:
    """A record is printed where a text goes through all its rows and names all columns in which something stands."""
    if place.record != (needed is not None):
        return False
    if needed is not None and not (place.whole or needed <= place.columns):
        return False
    return all(_holds(printer, one) for one in place.when)


def _holds(printer: Printer, condition: PrintedWhen) -> bool:
    """True if this plan alone makes it so. Of one that hangs on anything else nothing is known."""
    try:
        named = {name: _worked_out(printer, text, {}) for name, text in condition.sets.items()}
        return bool(_worked_out(printer, condition.text, named)) is condition.so
    except FAULTS:
        return False


def _worked_out(printer: Printer, text: str, named: Mapping[str, Any]) -> Any:
    asked = _Asked(printer.answers)
    return compile_expression(text)({**printer.answers.names, **named, ASKED: asked})


class _Asked(dict[str, bool]):
    """Whether a question applies, by its key."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers

    def __missing__(self, key: str) -> bool:
        return self._answers.applies(key)
