"""Which papers of a plan print an answer whole: the plan book names them, and does not print it a second time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.language.expressions import FAULTS, compile_expression
from coplan.content.model import Pack
from coplan.drafts.render.called import made_of
from coplan.drafts.render.printing import Printer

Conditions = tuple[tuple[str, bool], ...]  # each must be so, or must not be
Places = tuple[Conditions, ...]

# A text that is printed, and a record that is gone through row by row: not one of which a part is taken.
TEXT = re.compile(r"\{\{-? ?([a-z]+\.[a-z]\w*)(?= \| (?:bullets|sentences?|clause)\b| ?\}\})")
ROWS = re.compile(r"(?:\bfor \w+ in ([a-z]+\.[a-z]\w*) -?%\}(?!\s*\{% if)|\{\{-? ?([a-z]+\.[a-z]\w*) \| table\b)")
WHOLE_TABLE = re.compile(r"\{\{-? ?([a-z]+\.[a-z]\w*) \| table(?:\(\))? ?\}\}")
WORD = re.compile(r"\w+")
TAG = re.compile(r"\{%[-+]?\s*(\w+)\s*(.*?)\s*[-+]?%\}", re.DOTALL)
SET = re.compile(r"\{%[-+]?\s*set (\w+) = (.*?)\s*[-+]?%\}", re.DOTALL)
ASKED = re.compile(r"\b([a-z]+\.[a-z]\w*) is asked\b")
ENDS = ("endif", "endfor", "endmacro")
UNKNOWN = ""  # no condition that can be worked out
INCLUDED = re.compile(r"\{% include '(parts/[\w-]+\.md\.j2)'")
NOT_KEPT = ("notes", "form", "card")  # beside a paper, thrown away once filled in, or too small
BOOK = re.compile(r"\{\{-? ?decided\(")  # prints every answer, and names the others


def paper(printer: Printer, key: str) -> str:
    """The title of the first paper that this plan calls for and that prints an answer with all that is in it.

    A paper of the answer's own step comes first: there a reader looks for it.
    """
    value = printer.value(key)
    needed = _filled(printer, value) if isinstance(value, Rows) else None
    step = key.partition(".")[0]
    papers = sorted(filter(_is_kept, printer.pack.documents), key=lambda one: one.step != step)
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
    return document.kind not in NOT_KEPT and document.language == "en" and not BOOK.search(document.body)


def _prints(printer: Printer, document: Document, key: str, needed: frozenset[str] | None) -> bool:
    """A record is printed where a text goes through all its rows and names all columns in which something stands."""
    said = _said(document.body)
    for text, when in _texts(printer.pack, document.body):
        here = _said(text)
        rows = here.rows if needed is not None and needed <= here.words else {}
        places = here.texts.get(key, ()) if needed is None else (*here.whole.get(key, ()), *rows.get(key, ()))
        if any(_hold(printer, (*when, *place), {**said.sets, **here.sets}) for place in places):
            return True
    return False


def _texts(pack: Pack, text: str) -> Iterator[tuple[str, Conditions]]:
    """A template and the parts that it includes, and when. What it takes from others it need not print."""
    yield text, ()
    for name, places in _said(text).parts.items():
        yield from ((pack.parts[name], when) for when in places if name in pack.parts)


def _hold(printer: Printer, conditions: Conditions, sets: Mapping[str, str]) -> bool:
    """True if this plan alone makes all of them so. Of one that hangs on anything else nothing is known."""
    try:
        return all(bool(_worked_out(printer, text, sets)) is so for text, so in conditions)
    except FAULTS:
        return False


def _worked_out(printer: Printer, text: str, sets: Mapping[str, str]) -> Any:
    """A condition of a template; `sets` are the names that it has set, and to what."""
    told = ASKED.sub(lambda found: str(printer.answers.applies(found[1])), text)
    named = {name: _worked_out(printer, sets[name], {}) for name in WORD.findall(told) if name in sets}
    return compile_expression(told)({**printer.answers.names, **named})


class _Said(NamedTuple):
    """What a text prints, and under which conditions at each place; the words that stand in it."""

    texts: Mapping[str, Places]
    rows: Mapping[str, Places]
    whole: Mapping[str, Places]
    parts: Mapping[str, Places]
    sets: Mapping[str, str]
    words: frozenset[str]


@lru_cache(maxsize=512)
def _said(text: str) -> _Said:
    """The answers that a text prints: texts, records row by row or as a whole table; its words, and its parts."""
    branches = _branches(text)
    starts = [start for start, _ in branches]

    def places(kind: re.Pattern[str]) -> dict[str, Places]:
        found: dict[str, Places] = {}
        for match in kind.finditer(text):
            name = next(filter(None, match.groups()))
            found[name] = (*found.get(name, ()), branches[bisect_right(starts, match.start()) - 1][1])
        return found

    sets = SET.findall(text)
    often = Counter(name for name, _ in sets)
    once = {name: words for name, words in sets if often[name] == 1}
    words = frozenset(WORD.findall(text))
    return _Said(places(TEXT), places(ROWS), places(WHOLE_TABLE), places(INCLUDED), once, words)


def _branches(text: str) -> list[tuple[int, Conditions]]:
    """Where a text comes under other conditions, and under which."""
    found: list[tuple[int, Conditions]] = [(0, ())]
    open_ones: list[Conditions] = []
    for tag in TAG.finditer(text):
        word, words = tag.groups()
        if word in ENDS:
            open_ones = open_ones[:-1]
        elif word in ("if", "for", "macro"):
            open_ones = [*open_ones, ((_condition(word, words), True),)]
        elif word in ("elif", "else") and open_ones:
            *before, (last, _) = open_ones[-1]
            open_ones = [*open_ones[:-1], (*before, (last, False), *([(words, True)] if word == "elif" else []))]
        else:
            continue
        found.append((tag.end(), tuple(one for level in open_ones for one in level)))
    return found


def _condition(word: str, words: str) -> str:
    """When that which stands in a branch, or in a loop, is printed; nothing that can be known, of some."""
    if word == "if":
        return words
    rows = words.partition(" in ")[2]
    return rows if word == "for" and " if " not in rows else UNKNOWN
