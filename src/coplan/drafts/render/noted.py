"""Answers that note which of them a text rests on: those it prints, and those that its conditions look at.

Besides they note what is looked at in any other way, so that a text can be kept while all of that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from coplan.drafts.render.looked import LOOK, LookedAnswers, Names
from coplan.plan.view import Answers

Found = TypeVar("Found")
ASK = "ask "  # before a question for which there is a hole
PIECE = "piece"


def noting(answers: Answers) -> LookedAnswers:
    """The view that works out figures for these answers, and notes what it looks at; made where there is none."""
    shared = answers.shared
    if not isinstance(shared, LookedAnswers):
        shared = LookedAnswers(answers.pack, answers.plan, answers.today, answers.history)
        answers.share(shared)
    return shared


class NotedAnswers(LookedAnswers):
    """Notes what one text after the other looks at."""

    def begin(self) -> None:
        """Forget what was noted: another text begins."""
        self._open = [{}]

    def piece(self, name: Hashable, work: Callable[[], Found]) -> Found:
        """A piece of a text, made once for these answers, with or without a journal, for all who share their view.

        Where these answers are like others in all that it looks at, it is theirs.
        """
        whole = (PIECE, (name, bool(self.history)))
        found, names = self.here(whole, lambda _: work(), quiet=False)
        self._open[-1].update(names)
        if isinstance(self.shared, LookedAnswers):
            self.shared.hold({whole: (found, names)})
        return found

    def kept(self, name: Hashable) -> tuple[Any, Names] | None:
        """What was worked out already, by any text."""
        found = super().kept(name)
        return self.shared.kept(name) if found is None and isinstance(self.shared, LookedAnswers) else found

    def ask(self, key: str) -> None:
        """Note that the text has a hole for this question."""
        self._open[-1][f"{ASK}{key}"] = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions for which the text has a hole, in order."""
        return tuple(name.removeprefix(ASK) for name in self._open[0] if name.startswith(ASK))

    @property
    def noted(self) -> tuple[str, ...]:
        """The answers that were looked at, in order."""
        return tuple(name for name in self._open[0] if not name.startswith((LOOK, ASK)))

    @property
    def touched(self) -> frozenset[str]:
        """All that was looked at in any way: keys of answers, and what stands for the journal and the whole."""
        return frozenset(name.removeprefix(LOOK) for name in self._open[0] if not name.startswith(ASK))

    def begin_part(self) -> None:
        """Note apart what is looked at from here on."""
        self._open.append({})

    def end_part(self) -> tuple[str, ...]:
        """The answers that were looked at since the part began, which the whole looked at too."""
        part = self._open.pop()
        self._open[-1].update(part)
        return tuple(name for name in part if not name.startswith((LOOK, ASK)))
