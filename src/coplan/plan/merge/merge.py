"""Brings two plans together, question by question: what break-out groups decided apart. Pure.

An answer beats none, and a decided one a proposed one. Two that were decided apart and differ become a dispute that
holds both, with who said which. Merging twice changes nothing, and the order does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.answers.rows import Row, Rows
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.disk.journal import plain
from coplan.plan.merge.row_merge import Clash, merge_rows, united
from coplan.plan.merge.voice import DECIDED, NONE, PROPOSED, SUGGESTED, Stand, Voice, common, letters, newer
from coplan.plan.model import OpenItem, OwnValue, Plan, Side

BETWEEN = " / "  # notes of two plans on one question


@dataclass(frozen=True)
class MergedAnswer:
    """What became of one question: taken from the other plan, disputed, or an answer of theirs that gave way."""

    key: str
    label: str
    what: Literal["taken", "disputed", "gave way"]
    words: str


@dataclass(frozen=True)
class Merged:
    """The plan that holds both, and what is said about it."""

    plan: Plan
    told: tuple[MergedAnswer, ...]


def merge(mine: Voice, other: Voice, pack: Pack) -> Merged:
    """Bring `other` into `mine`. Questions that the pack does not ask stay in the file where they stand."""
    plan = mine.plan
    told: list[MergedAnswer] = []
    keys = {**other.plan.answers, **other.plan.open}
    for key in (key for key in pack.questions if key in keys):
        a, b = mine.stand(key), other.stand(key)
        if replace(a, by="", answer=a.data) == replace(b, by="", answer=b.data):
            continue
        meeting = _Meeting(pack.questions[key], a, b, mine, other)
        after = meeting.outcome()
        told += meeting.told(after)
        plan = _with(plan, key, after)
    for rule, acceptance in other.plan.accepted.items():
        if rule not in plan.accepted:
            plan = plan.with_accepted(rule, acceptance)
    told += _other_numbers(other.name, "limits", plan.limits, other.plan.limits)
    told += _other_numbers(other.name, "assumptions", plan.assumptions, other.plan.assumptions)
    limits = {**other.plan.limits, **plan.limits}
    assumptions = {**other.plan.assumptions, **plan.assumptions}
    return Merged(replace(plan, limits=limits, assumptions=assumptions), tuple(told))


def _other_numbers(
    by: str, section: str, mine: Mapping[str, OwnValue], others: Mapping[str, OwnValue]
) -> Iterator[MergedAnswer]:
    """Numbers that both plans set, and not alike: ours stays."""
    for name, other in others.items():
        if name in mine and mine[name].value != other.value:
            yield MergedAnswer(
                f"{section}.{name}", name, "gave way", f"{by} has {other.value}; {mine[name].value} stands"
            )


def _with(plan: Plan, key: str, stand: Stand) -> Plan:
    if stand.answer is not None and stand.data != plain(plan.answers.get(key)):
        plan = plan.with_answer(key, stand.answer, suggested=stand.suggested)
    elif not stand.suggested and key in plan.suggested:
        plan = replace(plan, suggested=plan.suggested - {key})
    return plan if plan.open.get(key) == stand.item else plan.with_open(key, stand.item)


class _Meeting:
    """Two plans that say different things to one question."""

    def __init__(self, question: Question, a: Stand, b: Stand, mine: Voice, other: Voice) -> None:
        self.question, self.a, self.b, self.mine, self.other = question, a, b, mine, other
        self.clashes: tuple[Clash, ...] = ()

    @property
    def suggested(self) -> bool:
        """True if nobody gave an answer of the own."""
        return all(stand.suggested for stand in (self.a, self.b) if stand.answer is not None)

    def outcome(self) -> Stand:
        """What both come to."""
        later = newer(self.mine, self.other, self.question.key)
        if later is not None:
            stand = self.b if later is self.other else self.a
            if stand.weight != NONE:
                return stand
        if self.a.disputed or self.b.disputed:
            return self._disputed()
        if self.a.weight == self.b.weight:
            return self._equals()
        first = max((self.a, self.b), key=lambda stand: stand.weight)
        return replace(first, suggested=self.suggested) if self.a.data == self.b.data else first

    def _equals(self) -> Stand:
        """Two answers of one weight, or none at all."""
        a, b = self.a, self.b
        if a.data == b.data:
            return replace(a, item=_joined(a.item, b.item), suggested=self.suggested)
        if isinstance(a.answer, Rows) and isinstance(b.answer, Rows):
            found = merge_rows(a.answer, b.answer, common(self.mine, self.other, self.question.key))
            self.clashes = found.clashes
            if not found.clashes:
                return replace(a, answer=found.rows, item=_joined(a.item, b.item), suggested=self.suggested)
        if a.weight == SUGGESTED:  # what the checklist suggests follows the other answers
            return min((a, b), key=lambda stand: letters(stand.data))
        return self._disputed()

    def _disputed(self) -> Stand:
        """A dispute that holds every answer that was given."""
        sides: dict[str, Side] = {}
        for stand in (self.a, self.b):
            for side in stand.item.said if stand.item else ():
                sides.setdefault(letters(side.answer), side)
        most = max(self.a.weight, self.b.weight, PROPOSED)
        for stand in (self.a, self.b):
            text = letters(stand.data)
            held = self._value(stand.item.said) if stand.item else None
            if stand.weight == most and text not in sides and text != letters(plain(held)):
                sides[text] = Side(stand.by, stand.data or "")
        found = [sides[text] for text in sorted(sides)]
        value = self._value(found)
        several = tuple(found) if len(found) > 1 else ()
        item = _joined(self.a.item, self.b.item) or OpenItem("disputed")
        note = item.note if several == item.said else _together(item.note, self._words(several))
        item = replace(item, state="disputed", said=several, note=note)
        answer = value if value is not None else self.a.answer if self.a.answer is not None else self.b.answer
        suggested = self.suggested and len(found) < 2
        return Stand(self.a.by, answer, DECIDED if answer is not None else NONE, item, suggested)

    def _value(self, sides: Sequence[Side]) -> Any:
        """The answer that stands while the dispute lasts: of tables what holds all, else the first as text."""
        values = [value for side in sides if (value := _read(side, self.question)) is not None]
        if not values:
            return None
        if all(isinstance(value, Rows) for value in values):
            return united(values)
        return min(values, key=lambda value: letters(plain(value)))

    def _words(self, sides: Sequence[Side]) -> str:
        if self.clashes:
            told = (
                f"{clash.row}, {clash.column}: {self.a.by} says {clash.one}, {self.b.by} says {clash.other}"
                for clash in self.clashes
            )
            return "; ".join(told)
        return "; ".join(f"{side.by} says {_shown(side, self.question)}" for side in sides)

    def told(self, after: Stand) -> list[MergedAnswer]:
        """What is said about the outcome."""
        key, label = self.question.key, self.question.label
        if after.disputed and after.item != self.a.item:
            return [MergedAnswer(key, label, "disputed", after.item.note if after.item else "")]
        found = []
        if after.data != self.a.data or (after.item != self.a.item and after.data is None):
            words = _words(after) + (f" (was: {_words(self.a)})" if self.a.answer is not None else "")
            found.append(MergedAnswer(key, label, "taken", words))
        lost = self.b.answer is not None and not _holds(after, self.b)
        item = self.b.item is not None and self.b.answer is None and after.item != self.b.item
        said = after.item.said if after.item else ()
        if (lost and self.b.data not in [side.answer for side in said]) or (item and not after.disputed):
            found.append(
                MergedAnswer(key, label, "gave way", f"{self.b.by} has {_words(self.b)}; {_words(after)} stands")
            )
        return found


def _holds(after: Stand, stand: Stand) -> bool:
    """True if an answer stands in the outcome, of a table all of its cells."""
    if after.data == stand.data or not (isinstance(after.answer, Rows) and isinstance(stand.answer, Rows)):
        return after.data == stand.data
    made = [_cells(row) for row in after.answer]
    return all(any(_cells(row) <= one for one in made) for row in stand.answer)


def _cells(row: Row) -> set[tuple[str, str]]:
    """Id and cells of a row, to compare."""
    cells = {name: letters(plain(cell)) for name, cell in row.cells.items()}
    return set({"id": row["id"], **cells}.items())


def _joined(a: OpenItem | None, b: OpenItem | None) -> OpenItem | None:
    """Two open items on one question as one."""
    if a is None or b is None or a == b:
        return a or b
    due = min((day for day in (a.due, b.due) if day), default=None)
    said = {letters(side.answer): side for side in (*b.said, *a.said)}
    state = "disputed" if "disputed" in (a.state, b.state) else min(a.state, b.state)
    texts = _together(a.owner, b.owner), due, _together(a.note, b.note)
    return OpenItem(state, *texts, tuple(said[text] for text in sorted(said)))


def _together(a: str, b: str) -> str:
    """Two texts as one, each part of them once."""
    return BETWEEN.join(sorted({part for text in (a, b) for part in text.split(BETWEEN) if part}))


def _read(side: Side, question: Question) -> Any:
    try:
        return read_value(side.answer, question)
    except NotAnAnswer:
        return None


def _shown(side: Side, question: Question) -> str:
    value = _read(side, question)
    text = " ".join(str(value if value is not None else side.answer).split())
    return text if len(text) <= 200 else text[:199].rstrip() + "…"


def _words(stand: Stand) -> str:
    """An answer, or what is open where there is none, in one line."""
    if stand.answer is None:
        return (
            ", ".join(filter(None, [stand.item.state, stand.item.owner, stand.item.note])) if stand.item else "nothing"
        )
    text = " ".join(str(stand.answer).split())
    return text if len(text) <= 200 else text[:199].rstrip() + "…"
