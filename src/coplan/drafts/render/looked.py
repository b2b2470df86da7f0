"""Answers of which is noted what was looked at, by whatever way: what follows from them follows from just that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from coplan.content.model import Pack
from coplan.plan.entry import Entry
from coplan.plan.model import Plan
from coplan.plan.view import Answers

Found = TypeVar("Found")
Value = TypeVar("Value")
Names = dict[str, None]
Entries = dict[Hashable, tuple[Any, Names]]  # what was worked out, with what was looked at for it
ALL = "*"  # looked at as a whole: which there are, and in which order
LOOK = "look "  # before what was looked at without being asked as an answer
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
    """Notes every answer that is looked at, also through facts and conditions, whose results are kept.

    What is kept is kept with what was looked at for it. So answers that are `like` others, but for one, take over all
    for which nobody looked at that one.
    """

    def __init__(self, pack: Pack, plan: Plan, today: date | None = None, history: Sequence[Entry] = ()) -> None:
        self._open: list[Names] = [{}]
        self._rests_on: dict[str, Names] = {}  # by fact, party or condition
        self._entries: Entries = {}
        self._like: tuple[LookedAnswers, str] | None = None
        self.lacking: dict[str, LookedAnswers] = {}  # views of the same answers but for one, by its key
        self.held_lacking: dict[str, Entries] = {}  # what was worked out earlier for such views
        super().__init__(pack, looked_plan(plan, self._look), today, history)

    def like(self, other: LookedAnswers, but: str) -> None:
        """These answers are those of another, but for one."""
        self._like = other, but
        self._entries |= other.held_lacking.get(but, {})
        self.take_conditions_of(other, (but,))

    def take_over(self, other: LookedAnswers, changed: Collection[str]) -> None:
        """Have all that is kept of another for which nobody looked at the answers and open items that changed."""
        looked = _names_of(changed)
        self._entries |= {name: entry for name, entry in other._entries.items() if entry[1].keys().isdisjoint(looked)}
        self.take_conditions_of(other, changed)

    def take_conditions_of(self, other: LookedAnswers, changed: Collection[str] = ()) -> None:
        """Have the conditions and facts of another for which nobody looked at the answers that changed."""
        looked = _names_of(changed)
        self._rests_on |= {name: names for name, names in other._rests_on.items() if names.keys().isdisjoint(looked)}
        self._conditions.take(other._conditions, changed, self._rests_on)

    def conditions(self) -> Iterator[tuple[str, bool, Names]]:
        """The conditions and facts that were worked out by now, each with all that was looked at for it."""
        for name, holds in self._conditions.settled():
            if name in self._rests_on:
                yield name, holds, self._rests_on[name]

    def hold_conditions(self, conditions: Iterable[tuple[str, bool, Collection[str]]]) -> None:
        """Have conditions and facts that were worked out earlier."""
        found = list(conditions)
        self._rests_on |= {name: dict.fromkeys(names) for name, _, names in found}
        super().hold_conditions(
            (name, holds, [one for one in names if not one.startswith(LOOK)]) for name, holds, names in found
        )

    def _look(self, key: str) -> None:
        self._open[-1][f"{LOOK}{key}"] = None

    def keep(self, name: Hashable, work: Callable[[Answers], Found], *, quiet: bool = True) -> Found:
        """What follows from these answers by `work`, kept; all that was looked at for it is noted each time."""
        found, names = self.entry(name, work, quiet=quiet)
        self._open[-1].update(names)
        return found

    def entry(self, name: Hashable, work: Callable[[Answers], Found], *, quiet: bool) -> tuple[Found, Names]:
        """What follows, and what was looked at for it."""
        if isinstance(self.shared, LookedAnswers):
            return self.shared.entry(name, work, quiet=quiet)
        return self.here(name, work, quiet=quiet)

    def here(self, name: Hashable, work: Callable[[Answers], Found], *, quiet: bool) -> tuple[Found, Names]:
        """The same, kept in this view."""
        entry = self.kept(name) or self._taken_over(name)
        if entry is None:
            names: Names = {}
            self._open.append({})
            try:
                found = work(self)
            finally:
                names = self._open.pop()
                names = {one if one.startswith(LOOK) else f"{LOOK}{one}": None for one in names} if quiet else names
                self._open[-1].update(names)
            entry = found, names
        self._entries[name] = entry
        return entry

    @property
    def entries(self) -> Mapping[Hashable, tuple[Any, Names]]:
        """All that was worked out by now."""
        return self._entries

    def own_entries(self) -> Mapping[Hashable, tuple[Any, Names]]:
        """All that was worked out, without what is as it is for the answers that these are like."""
        if self._like is None:
            return self._entries
        other, but = self._like
        changed = {but, f"{LOOK}{but}", f"{LOOK}{ALL}"}
        return {
            name: entry
            for name, entry in self._entries.items()
            if not entry[1].keys().isdisjoint(changed) or other.kept(name) is None
        }

    def hold(self, entries: Mapping[Hashable, tuple[Any, Names]]) -> None:
        """Have what follows from answers such as these, worked out earlier."""
        self._entries |= entries

    def kept(self, name: Hashable) -> tuple[Any, Names] | None:
        """What was worked out already."""
        return self._entries.get(name)

    def _taken_over(self, name: Hashable) -> tuple[Any, Names] | None:
        if self._like is None:
            return None
        other, but = self._like
        entry = other.kept(name)
        same = entry is not None and not {but, f"{LOOK}{but}", f"{LOOK}{ALL}"} & entry[1].keys()
        return entry if same else None

    def decisions(self) -> tuple[Entry, ...]:
        """The decisions of the journal, noted."""
        self._look(JOURNAL)
        return super().decisions()

    def value(self, key: str) -> Any:
        """The answer to a question, noted."""
        self._open[-1][key] = None
        return super().value(key)

    def applies(self, key: str) -> bool:
        """True if the question's condition holds; what that looks at is noted."""
        return self._through(key, super().applies, key)

    def fact(self, name: str) -> bool:
        """True if the fact holds; what that looks at is noted."""
        return self._through(f"facts.{name}", super().fact, name)

    def party(self, name: str) -> bool:
        """True if the party belongs to the plan; what that looks at is noted."""
        return self._through(f"party.{name}", super().party, name)

    def _through(self, name: str, work: Callable[[str], bool], key: str) -> bool:
        if name in self._rests_on:
            found = work(key)
        else:
            self._rests_on[name] = {}  # for one that rests on itself
            self._open.append({})
            try:
                found = work(key)
            finally:
                self._rests_on[name] = self._open.pop()
        self._open[-1].update(self._rests_on[name])
        return found


def _names_of(changed: Collection[str]) -> list[str]:
    """The names under which somebody who looked at what changed has noted it."""
    return [name for key in (*changed, *([ALL] if changed else ())) for name in (key, f"{LOOK}{key}")]
