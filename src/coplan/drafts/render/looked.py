"""Answers that note also what is looked at without being asked for: what follows from them follows from just that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from coplan.content.language.note_of_reads import ALL, LOOK, Entry
from coplan.content.model import Pack
from coplan.plan.entry import Entry as Decision
from coplan.plan.model import Plan
from coplan.plan.view import Answers, conditions_in

Value = TypeVar("Value")
Entries = Mapping[Hashable, Entry]
JOURNAL = "journal"


class Looked(Mapping[str, Value]):
    """A mapping that tells which of its keys are looked at; going through it looks at all."""

    def __init__(self, held: Mapping[str, Value], tell: Callable[[str], None]) -> None:
        self._held, self._tell = held, tell

    def __getitem__(self, key: str) -> Value:
        self._tell(key)
        return self._held[key]

    def __contains__(self, key: object) -> bool:
        self._tell(str(key))
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        self._tell(ALL)
        return iter(self._held)

    def __len__(self) -> int:
        self._tell(ALL)
        return len(self._held)


def looked_plan(plan: Plan, tell: Callable[[str], None]) -> Plan:
    """The plan with a word on each answer and open item that is looked at."""
    return replace(plan, answers=Looked(plan.answers, tell), open=Looked(plan.open, tell))


class LookedAnswers(Answers):
    """Notes every answer that is looked at, by whatever way, so that what follows from them can be kept.

    Answers that are `like` others, but for one, take over all for which nobody looked at that one.
    """

    def __init__(self, pack: Pack, plan: Plan, today: date | None = None, history: Sequence[Decision] = ()) -> None:
        super().__init__(pack, looked_plan(plan, self._look), today, history)
        self.lacking: dict[str, LookedAnswers] = {}  # views of the same answers but for one, by its key
        self.held_lacking: dict[str, Entries] = {}  # what was worked out earlier for such views

    def _look(self, key: str) -> None:
        self.note.read(f"{LOOK}{key}")

    def like(self, other: LookedAnswers, but: str) -> None:
        """These answers are those of another, but for one."""
        self.workings.like(other.workings, [but])
        self.workings.entries |= other.held_lacking.get(but, {})

    def take_over(self, other: LookedAnswers, changed: Collection[str]) -> None:
        """Have all that is kept of another for which nobody looked at the answers and open items that changed."""
        self.workings.take(other.workings.entries, changed)

    def take_conditions_of(self, other: LookedAnswers) -> None:
        """Have the conditions and facts that another view of the same answers has worked out."""
        self.workings.take(conditions_in(other.workings.entries), ())

    def own_entries(self) -> Entries:
        """All that was worked out, without what is as it is for the answers that these are like."""
        return {name: one for name, one in self.workings.entries.items() if self.workings.others(name) is None}

    def hold(self, entries: Entries) -> None:
        """Have what follows from answers such as these, worked out earlier."""
        self.workings.entries |= entries

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of the journal, noted."""
        self._look(JOURNAL)
        return super().decisions()
