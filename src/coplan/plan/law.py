"""The law that counts for a plan: federal law and its state's, what is in force on the day, what binds its parties."""

from __future__ import annotations

from datetime import date
from typing import Any

from coplan.content.model import Hold, Law
from coplan.content.reads import ReadsQuestion
from coplan.plan.view import Answers

FEDERAL = "US"
STATE = ReadsQuestion("profile.state", "choice")


class PlanLaw:
    """What the pack holds for one plan. A day of None leaves the dates of provisions aside."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.pack = answers, answers.pack

    @property
    def state(self) -> str:
        """The key of the plan's state; empty while the plan has none, or a pack does not ask for it."""
        value = self.place
        return value.key if value else ""

    @property
    def place(self) -> Any:
        """The plan's state as an answer."""
        return self.answers.read(STATE)

    def held(self, topic: str) -> tuple[Law, ...]:
        """Every provision on a topic that the pack has for the plan's places. Raises KeyError for an unknown topic."""
        federal = self.pack.topics[topic].scope != "state"
        return (self._of(FEDERAL, topic) if federal else ()) + self._of(self.state, topic)

    def on(self, topic: str) -> tuple[Law, ...]:
        """The provisions on a topic that are in force and bind or empower a party of the plan."""
        return tuple(law for law in self.held(topic) if in_force(law, self.answers.today) and self.binds(law))

    def lacks(self, topic: str) -> bool:
        """True if the pack has no law of the plan's state on a topic on which states have law, or it has run out."""
        if self.pack.topics[topic].scope == "federal":
            return False
        return not any(in_force(law, self.answers.today) for law in self._of(self.state, topic))

    def binds(self, law: Law) -> bool:
        """True if a party of the plan falls in `applies_to`."""
        return not law.applies_to or any(self.answers.party(name) for name in law.applies_to)

    @property
    def hold(self) -> Hold | None:
        """What the plan's state says on holds, if the pack knows."""
        return self.pack.holds.get(self.state)

    def _of(self, place: str, topic: str) -> tuple[Law, ...]:
        return self.pack.laws.get(place, {}).get(topic, ())


def in_force(law: Law, day: date | None) -> bool:
    """True if a provision may print on this day."""
    return day is None or ((law.from_ is None or law.from_ <= day) and (law.until is None or day <= law.until))
