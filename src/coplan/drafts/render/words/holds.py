"""What templates print of involuntary holds, from the law of the plan's state: who may start one, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from coplan.content.answers.values import Chosen, Missing, join_words
from coplan.content.provisions import Hold, Law, Starter
from coplan.content.reads import ReadsQuestion
from coplan.drafts.render import holes
from coplan.drafts.render.grammar import closed
from coplan.drafts.render.words.citing import Citing

HOLDS = "involuntary_hold"
AUTHORITY = ReadsQuestion(
    "design.hold_authority", "choices", ("peace_officer", "designated_crisis_responder", "physician", "team_clinician")
)
ANYBODY = "any_person"
UNCHANGED = "The powers of any other person or court under the law are unchanged"
# The words of a hold that a template may ask for.
WORDS = ("criteria", "clock", "form", "transport", "petition", "team_clinician")


class HoldWords:
    """The functions on holds for one plan; citations go through those on law, which remember them."""

    def __init__(self, words: Citing) -> None:
        self.words = words

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The functions, by the name that templates use."""
        return {
            "hold_known": lambda: self.hold is not None,
            "hold_starters": self.starters,
            "hold_others": self.others,
            "hold_words": self.said,
            "hold_law": self.law,
            "hold_gap": self.gap,
            "hold_cites": self.cites,
        }

    @property
    def hold(self) -> Hold | None:
        """What the pack knows of holds in the plan's state."""
        return self.words.law.hold

    def starters(self) -> str:
        """Who of the program may start a hold, each with the condition that the law sets; empty if none is known.

        The team's own clinician has a sentence of its own (`team_clinician`) where no entry stands for that role.
        """
        found = [pair for one in self.hold.starts for pair in self._ours(one)] if self.hold else []
        return f"A hold may be started by {_named(found)}." if found else ""

    def others(self, conditions: bool = False) -> str:
        """Who besides those of the program has powers on holds under the law of the state.

        With `conditions` also when they may start one, and who may ask a court for what.
        """
        hold = self.hold
        if hold is None:
            return f"{UNCHANGED}."
        own = {item.key for item in self._own()}
        others = [starter for starter in hold.starts if starter.role not in own]
        if conditions:
            said = {condition for starter in hold.starts for _, condition in self._ours(starter)}
            named = _named(((one.who, one.if_) for one in others), said)
            powers = f"A hold may also be started by {named}." if named else ""
            return " ".join(filter(None, [powers, closed(hold.petition)]))
        names = [
            *(starter.who for starter in others),
            *([f"{_courts(hold)}, on a petition that the law allows"] * bool(hold.petition)),
        ]
        return f"{UNCHANGED}, among them those of {join_words(names)}." if names else f"{UNCHANGED}."

    def said(self, name: str) -> str:
        """One thing that the state's law says on holds: criteria, clock, form, transport, petition or team_clinician.

        Empty where it was not read; the hole for the topic where the state has no entry. Raises ValueError.
        """
        if name not in WORDS:
            raise ValueError(f"there are no words on holds called `{name}`; choose from {', '.join(WORDS)}")
        if self.hold is None:
            return self.words.hole_of(HOLDS)
        return closed(str(getattr(self.hold, "team_clinician_words" if name == "team_clinician" else name)))

    def law(self) -> str:
        """The citations that give the program's own the power to start a hold, and a hole for whom they do not name."""
        powers = self._powers()
        topics = [topic for topic, laws in self._provisions().items() if {law.citation for law in laws} & set(powers)]
        return " ".join(filter(None, [self.words.cite(*(topics or [HOLDS]), only=powers), self.gap()]))

    def gap(self, role: str = "") -> str:
        """The hole for the program's starters, or for one role, whom the law of the state as held does not name."""
        program = self.words.answers.read(AUTHORITY)
        if self.hold is None or isinstance(program, Missing) or ANYBODY in self.hold.roles:
            return ""
        named = self.hold.roles
        beyond = [item for item in program if not item.own_words and item.key not in named and role in ("", item.key)]
        if not beyond:
            return ""
        whom = " or ".join(str(item) for item in beyond)
        return holes.law_hole(str(self.words.law.place), f"the power of {whom} to start a hold")

    def cites(self) -> str:
        """The citations behind what the state's law says on holds, each with its own mark, or else one for all."""
        words, hold = self.words, self.hold
        if hold is None:
            return words.cite(HOLDS)
        topics = [topic for topic in hold.cites if words.on(topic)]
        doubted = any(law.status == "unverified" for topic in topics for law in words.on(topic))
        return words.cite(*topics) + words.mark(hold.status == "unverified" and not doubted)

    def _powers(self) -> tuple[str, ...]:
        """The citations behind the powers of the program's own; empty where the law file does not tell them apart."""
        own = {item.key for item in self._own()}
        ours = [one for one in self.hold.starts if own & set(one.roles)] if self.hold else []
        printed = {law.citation for laws in self._provisions().values() for law in laws}
        return tuple(name for one in ours for name in one.law) if all(printed & set(one.law) for one in ours) else ()

    def _provisions(self) -> dict[str, tuple[Law, ...]]:
        """What prints on the topics behind the law on holds, by topic."""
        return {topic: self.words.on(topic) for topic in self.hold.cites} if self.hold else {}

    def _own(self) -> list[Chosen]:
        program = self.words.answers.read(AUTHORITY)
        return [] if isinstance(program, Missing) else list(program)

    def _ours(self, starter: Starter) -> list[tuple[str, str]]:
        """How one whom the law names stands among those of the program, whole or a part of them, and the condition.

        A program that counts on a physician does not count on everyone who may be an examiner by law.
        """
        own = self._own()
        if any(item.key == starter.role for item in own):
            return [(starter.who, starter.if_)]
        return [(f"{item}, as {starter.who}", starter.if_) for item in own if item.key in starter.also]


def _courts(hold: Hold) -> str:
    return "courts and magistrates" if "magistrate" in hold.petition else "courts"


def _named(starters: Iterable[tuple[str, str]], said: Iterable[str] = ()) -> str:
    """Who may start a hold, by condition; a condition that was said before is not said again."""
    by_condition: dict[str, list[str]] = {}
    for who, condition in starters:
        by_condition.setdefault(condition, []).append(who)
    return "; or by ".join(_under(" or by ".join(names), condition, said) for condition, names in by_condition.items())


def _under(who: str, condition: str, said: Iterable[str]) -> str:
    if condition and condition in said:
        return f"{who}, on the same standard"
    return f"{who}, if {condition}" if condition else who
