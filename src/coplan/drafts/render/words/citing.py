"""What the words on holds and agreements need of those on law: a protocol, so that the wings do not knot."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from coplan.content.provisions import Law
from coplan.plan.law import PlanLaw
from coplan.plan.view import Answers


class Citing(Protocol):
    """Cites the law for one plan, and remembers what it cited."""

    answers: Answers
    law: PlanLaw
    cited: dict[Law, None]

    def on(self, topic: str, to: str = "") -> tuple[Law, ...]:
        """The provisions on a topic that print."""

    def cite(self, *topics: str, to: str = "", cases: bool = True, only: Collection[str] = ()) -> str:
        """The citations on topics, or `only` some of them, for the middle of a sentence."""

    def hole_of(self, topic: str) -> str:
        """The hole for a topic."""

    def mark(self, doubtful: bool) -> str:
        """The mark of a text that was not read."""
