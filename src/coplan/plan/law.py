"""The law that counts for a plan: federal law and its state's, what is in force on the day, what binds its parties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coplan.content.model import Pack
from coplan.content.provisions import Hold, Law
from coplan.content.reads import ReadsQuestion
from coplan.plan.view import Answers

FEDERAL = "US"
STATE = ReadsQuestion("profile.state", "choice")
YEAR = 365  # days after which a reading is old
SOON = timedelta(days=90)  # what begins or ends within this time is told beforehand


HOW_READ = {
    "official": "official text",
    "copy": "an unofficial copy",
    "bill": "the text in a bill",
    "secondary": "a summary only",
    "none": "not read",
    None: "nobody says",
}


@dataclass(frozen=True)
class LawChange:
    """A citation whose law "begins", "changes" or "ends" on a day soon: the first day on which it is otherwise."""

    citation: str
    word: str
    day: date
    topic: str = ""  # what it is on, in words


class PlanLaw:
    """What the pack holds for one plan on a day, or else on the day of the answers. None leaves dates aside."""

    def __init__(self, answers: Answers, today: date | None = None) -> None:
        self.answers, self.pack, self.today = answers, answers.pack, today or answers.today

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
        return self.federal(topic) + self._of(self.state, topic)

    def federal(self, topic: str) -> tuple[Law, ...]:
        """The federal provisions on a topic. Raises KeyError for an unknown topic."""
        return self._of(FEDERAL, topic) if self.pack.topics[topic].scope != "state" else ()

    def place_of(self, law: Law, topic: str) -> str:
        """The key of the place whose law a provision on a topic is: federal, or the plan's state."""
        return FEDERAL if law in self._of(FEDERAL, topic) else self.state

    def on(self, topic: str) -> tuple[Law, ...]:
        """The provisions on a topic that are in force and bind or empower a party of the plan."""
        return tuple(law for law in self.held(topic) if in_force(law, self.today) and self.binds(law))

    def lacks(self, topic: str) -> bool:
        """True if the pack has no law of the plan's state on a topic on which states have law, or it has run out."""
        if self.pack.topics[topic].scope == "federal":
            return False
        return not any(in_force(law, self.today) for law in self._of(self.state, topic))

    def missing(self, topics: Iterable[str]) -> tuple[str, ...]:
        """Those of these topics on which the pack has no law of the state. Raises KeyError for an unknown one."""
        return tuple(topic for topic in topics if self.lacks(topic))

    def run_out(self) -> tuple[Law, ...]:
        """Provisions that concern the plan and have ended, where nothing of the same citation came in their place."""
        return tuple(dict.fromkeys(law for topic in self.pack.topics for law in self.ended(topic)))

    def ended(self, topic: str) -> tuple[Law, ...]:
        """The provisions on one topic that have run out so, also where others on the topic are in force."""
        held = [law for law in self.held(topic) if self.binds(law)]
        living = {law.citation for law in held if in_force(law, self.today)}
        ended = (law for law in held if law.until and self.today and law.until < self.today)
        return tuple(law for law in ended if law.citation not in living)

    def coming(self, topic: str) -> tuple[Law, ...]:
        """The provisions on one topic that concern the plan and come into force soon."""
        return tuple(law for law in self.held(topic) if self.binds(law) and self.soon(law.from_))

    def changes(self) -> tuple[LawChange, ...]:
        """What of the plan's law begins, changes or ends soon, by day; each citation once for a day."""
        bound = [law for topic in self.pack.topics for law in self.held(topic) if self.binds(law)]
        begins = {(law.citation, law.from_) for law in bound if self.soon(law.from_)}
        ends = {(law.citation, day) for law in bound if self.soon(day := day_after(law))}
        about = {law.citation: held.label for topic, held in self.pack.topics.items() for law in self.held(topic)}
        found = [
            LawChange(citation, _word(key in begins, key in ends), day, about[citation])
            for key in begins | ends
            if (citation := key[0]) and (day := key[1])
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.citation)))

    def soon(self, day: date | None) -> bool:
        """True if a day lies ahead, and not more than 90 days."""
        return bool(day and self.today and self.today < day <= self.today + SOON)

    def stale(self) -> tuple[Law, ...]:
        """The provisions that concern the plan and were last checked more than a year ago, or on an unknown day."""
        day = self.today
        found = (law for topic in self.pack.topics for law in self.on(topic) if law.read_on != "none")
        return tuple(
            law for law in dict.fromkeys(found) if day and (not law.checked or (day - law.checked).days > YEAR)
        )

    def binds(self, law: Law) -> bool:
        """True if a party of the plan falls in `applies_to`."""
        return not law.applies_to or any(self.answers.party(name) for name in law.applies_to)

    def condition(self, law: Law) -> str:
        """When a provision binds the plan, where the answers do not settle it: a clause for "where …"; else empty."""
        bound = [name for name in law.applies_to if self.answers.party(name)]
        if not bound or not all(self.answers.unsure_of(name) for name in bound):
            return ""
        return " or where ".join(self.pack.parties[name].where for name in bound)

    def ruled_out(self, topic: str) -> bool:
        """True if law is there on a topic, and answers that were asked for it say that it binds nobody of the plan."""
        held = [law for law in self.held(topic) if in_force(law, self.today)]
        asked = (all(self.pack.parties[name].unsure for name in law.applies_to) for law in held)
        return bool(held) and all(asked) and not any(self.binds(law) for law in held)

    @property
    def hold(self) -> Hold | None:
        """What the plan's state says on holds, if the pack knows."""
        return self.pack.holds.get(self.state)

    def not_read(self, topic: str) -> str:
        """What is known of the state's law on a topic that nobody has read yet, and where to look; empty if nothing."""
        return self.pack.not_read.get(self.state, {}).get(topic, "")

    def _of(self, place: str, topic: str) -> tuple[Law, ...]:
        """The provisions of a place on a topic, then those that stand under another and answer it too."""
        return self.pack.answering.get(place, {}).get(topic, ())


def in_force(law: Law, day: date | None) -> bool:
    """True if a provision may print on this day."""
    return day is None or ((law.from_ is None or law.from_ <= day) and (law.until is None or day <= law.until))


def day_after(law: Law) -> date | None:
    """The first day on which a provision is no longer in force; None if it has no end."""
    return law.until + timedelta(days=1) if law.until else None


def states_of(pack: Pack) -> dict[str, str]:
    """The states that a plan of this pack may name, by key, with their names."""
    question = STATE.today(pack)
    return {choice.key: choice.label for choice in question.choices} if question else {}


def _word(begins: bool, ends: bool) -> str:
    return "changes" if begins and ends else "begins" if begins else "ends"
