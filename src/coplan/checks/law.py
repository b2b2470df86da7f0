"""What rules may ask of the law: what is in force for this plan, what is missing, what has run out or grown old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from coplan.checks.answer_conflicts import conflicts_of
from coplan.checks.clauses import demands
from coplan.checks.unknown import Unknown, UnknownWatch
from coplan.content.answers.values import Day, Missing, Text
from coplan.plan.law import STATE, LawChange, PlanLaw
from coplan.plan.view import Answers

LAW_NAMES = (
    *("law", "has_law", "law_missing", "law_run_out", "law_changes", "law_stale"),
    *("hold_power", "hold_roles", "open_clauses", "against_law"),
)


class LawOfRules:
    """The functions on law for one plan on one day; what needs the state is missing while the plan has none."""

    def __init__(self, answers: Answers, watch: UnknownWatch, today: Day | None) -> None:
        self.answers, self.watch, self.law = answers, watch, PlanLaw(answers, today)

    def names(self) -> dict[str, Callable[..., Any]]:
        """The functions, by the name that rules use."""
        return {
            "law": self.on,
            "has_law": self.known,
            "law_missing": self.missing,
            "law_run_out": lambda day: [law.citation for law in self._on_day(day).run_out()],
            "law_changes": lambda day: [_change(change) for change in self._on_day(day).changes()],
            "law_stale": lambda day: [law.citation for law in self._on_day(day).stale()],
            "hold_power": self.hold_power,
            "hold_roles": self.hold_roles,
            "open_clauses": self.open_clauses,
            "against_law": lambda: conflicts_of(self.law),
        }

    def on(self, topic: str) -> Any:
        """What is in force on a topic and concerns this plan; missing while the state is."""
        if self.answers.pack.topics[topic].scope != "federal" and not self.law.state:
            return self._no_state()
        return self.law.on(topic)

    def known(self, topic: str) -> Any:
        """True if the pack has a provision on a topic that is in force and concerns this plan."""
        found = self.on(topic)
        return found if isinstance(found, Missing) else bool(found)

    def missing(self, topics: Sequence[str]) -> Any:
        """Those of these topics, by label, on which the pack has no law of the plan's state in force."""
        if not self.law.state:
            return self._no_state()
        return [self.answers.pack.topics[topic].label for topic in self.law.missing(topics)]

    def hold_power(self) -> Any:
        """Whether the team's own clinician may start a hold by the law of the state, as `team_clinician` says."""
        if not self.law.state or self.law.hold is None:
            return self._no_state()
        return Text(self.law.hold.team_clinician)

    def hold_roles(self) -> Any:
        """Who may start a hold in the state, by role; empty if the pack does not know, missing without a state."""
        if not self.law.state:
            return self._no_state()
        return list(self.law.hold.roles) if self.law.hold else []

    def open_clauses(self, topic: str) -> Any:
        """What the law asks an agreement to state while answers for our section on it are missing, in its order."""
        found = self.on(topic)
        if isinstance(found, Missing):
            return found
        return [demand.clause.label for demand in demands(self.answers, topic) if demand.missing]

    def _no_state(self) -> Unknown:
        return Unknown(self.watch, getattr(self.law.place, "label", "the law of the state"), STATE.key)

    def _on_day(self, day: Any) -> PlanLaw:
        return PlanLaw(self.answers, day if isinstance(day, date) else None)


def _change(change: LawChange) -> str:
    about = f" ({change.topic})" if change.topic else ""
    return f"{change.citation}{about} {change.word} on {Day.fromisoformat(change.day.isoformat())}"
