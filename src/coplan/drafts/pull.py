"""Back into the plan: values that people changed in a draft, where each came from exactly one answer. Pure.

The draft is its own judge. A new value counts only if the document, rendered with it, says in that place what people
wrote there. What is prose stays prose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Chosen, Listing, Text, YesNo
from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.drafts.render.render import render_all
from coplan.plan.model import Plan
from coplan.plan.view import Answers
from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.merge.align import align
from coplan.prose.words import canonical
from coplan.yaml.nodes import Data

WORDS_ALONE = (Chosen, YesNo, Listing)  # a label in a sentence is prose: the choice behind it is not to be guessed


@dataclass(frozen=True)
class Offer:
    """One value to take into the plan. `old` and `new` are as printed.

    For records `cell` names the row and column, `row` counts from 0, and `value` is the table with this cell changed.
    """

    key: str
    label: str
    old: str
    new: str
    value: Any
    cell: str = ""
    row: int = -1
    column: str = ""


@dataclass(frozen=True)
class Pulling:
    """What can be taken, and what people changed that stays in the draft: (what stood there, what stands there)."""

    offers: tuple[Offer, ...]
    prose: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Source:
    """A scalar of the plan that a document may print."""

    key: str
    value: Any
    row: int = -1
    column: str = ""


def pull(document: Document, base: Sequence[Block], people: Sequence[Block], answers: Answers) -> Pulling:
    """Compare people's text with the one that coplan last wrote, and find the answers behind what they changed.

    A value that people changed in two ways in two places is offered in neither.
    """
    puller = _Puller(document, answers)
    offers: dict[tuple[str, str], Offer] = {}
    disputed: set[tuple[str, str]] = set()
    prose = []
    for i, j in sorted(align(base, people).items()):
        for cell, (old, new) in enumerate(zip(base[i].texts, people[j].texts, strict=False)):
            if canonical(old) == canonical(new):
                continue
            found = puller.offer(base[i], cell, new)
            if found is None:
                prose.append((" ".join(old.split()), " ".join(new.split())))
                continue
            place = (found.key, found.cell)
            if place in offers and offers[place].new != found.new:
                disputed.add(place)
            offers[place] = found
    return Pulling(tuple(offer for place, offer in offers.items() if place not in disputed), tuple(prose))


def with_offers(plan: Plan, offers: Sequence[Offer], pack: Pack) -> Plan:
    """A plan with these values; cells of one table come together. One that does not fit the others is left out."""
    for offer in offers:
        value = offer.value
        if offer.column:
            try:
                value = _with_cell(plan.answers.get(offer.key), offer, pack)
            except NotAnAnswer:
                continue
        plan = plan.with_answer(offer.key, value) if value is not None else plan
    return plan


def _with_cell(rows: Any, offer: Offer, pack: Pack) -> Any:
    """The table with the cell of an offer in its row, which is known by its id; None if the row is gone."""
    at = _row_of(rows, offer)
    if at is None:
        return None
    data = [row.plain() for row in rows]
    data[at] = {**data[at], offer.column: _cell(offer).plain()}
    return read_value(data, pack.questions[offer.key])


def _row_of(rows: Any, offer: Offer) -> int | None:
    wanted = offer.value[offer.row]["id"]
    there = [row["id"] for row in rows or ()]
    if wanted:
        return there.index(wanted) if wanted in there else None
    return offer.row if offer.row < len(there) else None


def _cell(offer: Offer) -> Any:
    return offer.value[offer.row].cells[offer.column]


def held(plan: Plan, offer: Offer) -> bool:
    """True if the plan says what an offer says."""
    there = plan.answers.get(offer.key)
    if not offer.column:
        return there is not None and bool(there.plain() == offer.value.plain())
    at = _row_of(there, offer)
    cell = there[at].cells.get(offer.column) if there is not None and at is not None else None
    return cell is not None and bool(cell.plain() == _cell(offer).plain())


class _Puller:
    def __init__(self, document: Document, answers: Answers) -> None:
        self.document, self.answers = document, answers
        rendered = render_all(answers, [document])[0]
        self.sources = [source for key in rendered.read for source in _sources(key, answers)]

    def offer(self, block: Block, cell: int, new: str) -> Offer | None:
        """The one answer that explains a changed cell or paragraph, or None."""
        found = [offer for source in self.sources if (offer := self._try(source, block, cell, new))]
        return found[0] if len({(offer.key, offer.cell) for offer in found}) == 1 else None

    def _try(self, source: _Source, block: Block, cell: int, new: str) -> Offer | None:
        old_text, printed = block.texts[cell], str(source.value)
        for typed in _typed(old_text, new, printed):
            value = self._read(source, typed)
            if value is None:
                continue
            if self._says(source.key, value, block, cell, new):
                label = self.answers.pack.questions[source.key].label
                place = f"row {source.row + 1}, {source.column}" if source.column else ""
                return Offer(
                    source.key, label, printed, " ".join(typed.split()), value, place, source.row, source.column
                )
        return None

    def _read(self, source: _Source, typed: str) -> Any:
        question = self.answers.pack.questions[source.key]
        data: Data = typed
        if source.column:
            rows = self.answers.value(source.key).plain()
            data = [row | {source.column: typed} if at == source.row else row for at, row in enumerate(rows)]
        try:
            return read_value(data, question)
        except NotAnAnswer:
            return None

    def _says(self, key: str, value: Any, block: Block, cell: int, new: str) -> bool:
        """True if the document with this answer says in this place what people wrote."""
        plan = self.answers.plan.with_answer(key, value)
        text = render_all(self.answers.of(plan), [self.document])[0].text
        wanted = tuple(new if at == cell else text for at, text in enumerate(block.texts))
        said = {(found.kind, tuple(canonical(text) for text in found.texts)) for found in read_markdown(text)}
        return (block.kind, tuple(canonical(text) for text in wanted)) in said


def _sources(key: str, answers: Answers) -> Iterator[_Source]:
    value = answers.value(key)
    if isinstance(value, Rows):
        for at, row in enumerate(value):
            yield from (
                _Source(key, cell, at, column)
                for column, cell in row.cells.items()
                if not isinstance(cell, WORDS_ALONE)
            )
    elif value and not isinstance(value, WORDS_ALONE) and not (isinstance(value, Text) and "\n" in value):
        yield _Source(key, value)


def _typed(old: str, new: str, printed: str) -> Iterator[str]:
    """What people wrote where the value stood: for each place where it is printed and all changes lie within it."""
    prefix = _common(old, new)
    suffix = _common(old[prefix:][::-1], new[prefix:][::-1])
    at = old.find(printed)
    while printed and at >= 0:
        end = at + len(printed)
        if at <= prefix and end >= len(old) - suffix:
            yield new[at : len(new) - (len(old) - end)]
        at = old.find(printed, at + 1)


def _common(a: str, b: str) -> int:
    """How many letters two texts have in common at their beginning."""
    length = min(len(a), len(b))
    return next((at for at in range(length) if a[at] != b[at]), length)
