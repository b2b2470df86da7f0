"""Answers of which is noted what was looked at, by whatever way: what follows from them follows from just that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from coplan.content.model import Pack
from coplan.plan.entry import Entry
from coplan.plan.model import Plan
from coplan.plan.view import Answers

Value = TypeVar("Value")
ALL = "*"  # looked at as a whole: which there are, and in which order


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
    """Answers that keep in `looked` all that was ever looked at. For work whose result is kept, and looks no more."""

    def __init__(self, pack: Pack, plan: Plan, today: date | None = None, history: Sequence[Entry] = ()) -> None:
        self.looked: dict[str, None] = {}
        super().__init__(pack, looked_plan(plan, self._look), today, history)

    def _look(self, key: str) -> None:
        self.looked[key] = None
