"""Answers that note which of them a text rests on: those it prints, and those that its conditions look at.

Besides they note what is looked at in any other way, so that a text can be kept while all of that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from coplan.content.model import Pack
from coplan.drafts.render.looked import LookedAnswers, looked_plan
from coplan.plan.entry import Entry
from coplan.plan.model import Plan
from coplan.plan.view import Answers

Found = TypeVar("Found")
LOOK = "look "  # before what was looked at without being asked as an answer
FIGURES, JOURNAL = "figures", "journal"


def noting(answers: Answers) -> LookedAnswers:
    """The view that works out figures for these answers, and notes what it looks at; made where there is none."""
    shared = answers.shared
    if not isinstance(shared, LookedAnswers):
        shared = LookedAnswers(answers.pack, answers.plan, answers.today, answers.history)
        answers.share(shared)
    return shared


class NotedAnswers(Answers):
    """Notes every answer that is looked at, also through facts and conditions, whose results are kept."""

    def __init__(self, pack: Pack, plan: Plan, today: date | None = None, history: Sequence[Entry] = ()) -> None:
        super().__init__(pack, looked_plan(plan, self._look), today, history)
        self._rests_on: dict[str, dict[str, None]] = {}  # by fact or condition
        self._open: list[dict[str, None]] = [{}]
        self._asked: dict[str, None] = {}

    def begin(self) -> None:
        """Forget what was noted: another text begins."""
        self._open, self._asked = [{}], {}

    def ask(self, key: str) -> None:
        """Note that the text has a hole for this question."""
        self._asked[key] = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions for which the text has a hole, in order."""
        return tuple(self._asked)

    @property
    def noted(self) -> tuple[str, ...]:
        """The answers that were looked at, in order."""
        return tuple(name for name in self._open[0] if not name.startswith(LOOK))

    @property
    def touched(self) -> frozenset[str]:
        """All that was looked at in any way: keys of answers, and what stands for figures, journal and the whole."""
        return frozenset(name.removeprefix(LOOK) for name in self._open[0])

    def _look(self, key: str) -> None:
        self._open[-1][f"{LOOK}{key}"] = None

    def begin_part(self) -> None:
        """Note apart what is looked at from here on."""
        self._open.append({})

    def end_part(self) -> tuple[str, ...]:
        """The answers that were looked at since the part began, which the whole looked at too."""
        part = self._open.pop()
        self._open[-1].update(part)
        return tuple(name for name in part if not name.startswith(LOOK))

    def once(self, work: Callable[[Answers], Found]) -> Found:
        """What follows from these answers by `work`, with a note that figures are looked at."""
        self._look(FIGURES)
        return super().once(work)

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
        return self._through(f"applies {key}", super().applies, key)

    def fact(self, name: str) -> bool:
        """True if the fact holds; what that looks at is noted."""
        return self._through(name, super().fact, name)

    def party(self, name: str) -> bool:
        """True if the party belongs to the plan; what that looks at is noted."""
        return self._through(f"party {name}", self._party, name)

    def _party(self, name: str) -> bool:
        return super().party(name)

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
