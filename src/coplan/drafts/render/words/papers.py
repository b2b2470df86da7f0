"""Which papers of a plan print an answer whole: the plan book names them, and does not print it a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.drafts.render.called import made_of
from coplan.drafts.render.printing import Printer

# A text that is printed, and a record that is gone through row by row: not one of which a part is taken.
TEXT = re.compile(r"\{\{-? ?([a-z]+\.[a-z]\w*)(?= \| (?:bullets|sentences?|clause)\b| ?\}\})")
ROWS = re.compile(r"(?:\bfor \w+ in ([a-z]+\.[a-z]\w*) -?%\}(?!\s*\{% if)|\{\{-? ?([a-z]+\.[a-z]\w*) \| table\b)")
WHOLE_TABLE = re.compile(r"\{\{-? ?([a-z]+\.[a-z]\w*) \| table(?:\(\))? ?\}\}")
WORD = re.compile(r"\w+")
INCLUDED = re.compile(r"\{% include '(parts/[\w-]+\.md\.j2)'")
LISTS = (
    "notes",
    "guide",
    "plan",
    "form",
    "card",
)  # beside a paper, thrown away once filled in, or a list of every answer


def paper(printer: Printer, key: str) -> str:
    """The title of the first paper that this plan calls for and that prints an answer with all that is in it."""
    value = printer.value(key)
    needed = _filled(printer, value) if isinstance(value, Rows) else None
    found = (one for one in printer.pack.documents if _is_kept(one) and _prints(printer.pack, one, key, needed))
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
    return document.kind not in LISTS and document.language == "en"


def _prints(pack: Pack, document: Document, key: str, needed: frozenset[str] | None) -> bool:
    """A record is printed where a text goes through all its rows and names all columns in which something stands."""
    for text in _texts(pack, document.body):
        said = _said(text)
        if key in said.texts if needed is None else key in said.whole or (key in said.rows and needed <= said.words):
            return True
    return False


def _texts(pack: Pack, text: str) -> Iterator[str]:
    """A template and the parts that it includes. What it takes from others it need not print."""
    yield text
    yield from (pack.parts[name] for name in _said(text).parts if name in pack.parts)


class _Said(NamedTuple):
    texts: frozenset[str]
    rows: frozenset[str]
    whole: frozenset[str]
    words: frozenset[str]
    parts: tuple[str, ...]


@lru_cache(maxsize=512)
def _said(text: str) -> _Said:
    """The answers that a text prints: texts, records row by row or as a whole table; its words, and its parts."""
    texts, whole, words = (frozenset(one.findall(text)) for one in (TEXT, WHOLE_TABLE, WORD))
    rows = frozenset(key for found in ROWS.findall(text) for key in found if key)
    return _Said(texts, rows, whole, words, tuple(INCLUDED.findall(text)))
