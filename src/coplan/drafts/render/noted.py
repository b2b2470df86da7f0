"""Answers for one text after the other: what each prints and looks at, and for which questions it has a hole."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from coplan.content.language.note_of_reads import ASK, LOOK, answers_in, noted_as
from coplan.drafts.render.looked import LookedAnswers
from coplan.plan.view import Answers

PIECE = "piece"


def noting(answers: Answers) -> LookedAnswers:
    """The view that works out figures for these answers, and notes what it looks at; made where there is none."""
    shared = answers.shared
    if not isinstance(shared, LookedAnswers):
        shared = LookedAnswers(answers.pack, answers.plan, answers.today, answers.history)
        answers.share(shared)
    return shared


class NotedAnswers(LookedAnswers):
    """The answers of a plan for its texts, with the view that works out what follows from them."""

    def share(self, other: Answers) -> None:
        """From now on have what follows from the answers worked out by another view of the same plan."""
        super().share(other)
        self.workings.like(other.workings, ())

    def piece(self, name: Hashable, work: Callable[[], str]) -> str:
        """A piece of a text, made once for these answers, with or without a journal, for all who share their view.

        Where these answers are like others in all that it looks at, it is theirs.
        """
        whole = (PIECE, (name, bool(self.history)))
        entry = self.workings.entry(whole, work)
        self.note.again(entry[1])
        if isinstance(self.shared, LookedAnswers):
            self.shared.hold({whole: entry})
        return str(entry[0])

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions for which the text has a hole, in order."""
        return noted_as(ASK, self.note.whole)

    @property
    def noted(self) -> tuple[str, ...]:
        """The answers that were asked for, in order."""
        return answers_in(self.note.whole)

    @property
    def touched(self) -> frozenset[str]:
        """All that was looked at in any way: keys of answers, and what stands for the journal and the whole."""
        return frozenset((*self.noted, *noted_as(LOOK, self.note.whole)))
