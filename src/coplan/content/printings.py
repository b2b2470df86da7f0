"""In which documents of a pack each answer is printed whole, and when: worked out once a pack, and kept beside it.

To walk through the trees of all templates takes seconds, and a plan book asks for every long answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from coplan.content.language.printed import Guard, Guards, Places, Printed, printed
from coplan.disk.cache import keep_json, read_json

if TYPE_CHECKING:
    from coplan.content.model import Pack

KEPT = 8
NOT_KEPT = ("notes", "form", "card")  # beside a paper, thrown away once filled in, or too small


class PrintedWhen(NamedTuple):
    """An expression that must be so, or must not be; an empty one cannot be worked out.

    `sets` are the names in it that the template has set, and to which expressions.
    """

    text: str
    so: bool
    sets: Mapping[str, str]


class Printing(NamedTuple):
    """A place at which a document prints an answer, on all these conditions.

    A record is printed `whole`, or row by row with these `columns`; a text has neither.
    """

    document: str
    record: bool
    whole: bool
    columns: frozenset[str]
    when: tuple[PrintedWhen, ...]


Printings = Mapping[str, tuple[Printing, ...]]


def printings(pack: Pack) -> Printings:
    """The places by key of the question, in the order of the documents. Raises TemplateSyntaxError."""
    name = f"{pack.stamp}.printed"
    data = read_json(name) if pack.stamp else None
    if data is None:
        data = {key: list(map(list, found)) for key, found in _found(pack).items()}
        if pack.stamp:
            keep_json(name, data, KEPT)
    return {key: tuple(map(_printing, found)) for key, found in data.items()}


def _printing(row: list[Any]) -> Printing:
    document, record, whole, columns, when = row
    return Printing(document, record, whole, frozenset(columns), tuple(PrintedWhen(*one) for one in when))


def _found(pack: Pack) -> dict[str, list[tuple[Any, ...]]]:
    columns = {question.key: frozenset(column.key for column in question.columns) for question in pack}
    found: dict[str, list[tuple[Any, ...]]] = {}
    for document in pack.documents:
        body = printed(document.body)
        if document.kind in NOT_KEPT or document.language != "en" or body.book:
            continue
        for here, guards in _texts(pack, body):
            sets = {**body.sets, **here.sets}
            for key, kind, place in _places(here):
                if key in columns:
                    when = [_condition(one, sets) for one in (*guards, *place)]
                    named = sorted(columns[key] & here.words) if kind == "rows" else []
                    found.setdefault(key, []).append((document.id, kind != "texts", kind == "whole", named, when))
    return found


def _texts(pack: Pack, body: Printed) -> Iterator[tuple[Printed, Guards]]:
    """A template and the parts that it includes, and when. What it imports need not print."""
    yield body, ()
    for name, places in body.parts.items():
        if name in pack.parts:
            yield from ((printed(pack.parts[name]), when) for when in places)


def _places(here: Printed) -> Iterator[tuple[str, str, Guards]]:
    """Each answer that a text prints: its key, how it is printed, and when."""
    kinds: dict[str, Mapping[str, Places]] = {"texts": here.texts, "rows": here.rows, "whole": here.whole}
    for kind, keys in kinds.items():
        yield from ((key, kind, place) for key, places in keys.items() for place in places)


def _condition(guard: Guard, sets: Mapping[str, Guard]) -> tuple[str, bool, dict[str, str]]:
    return guard.text, guard.so, {name: sets[name].text for name in guard.names if name in sets}
