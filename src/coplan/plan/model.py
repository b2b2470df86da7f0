"""A plan as a value: what was answered, what is open. Nothing here changes; recording returns a new plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeGuard, get_args

from coplan.content.answers.values import Day
from coplan.yaml.nodes import Data

State = Literal["parked", "proposed", "disputed"]
STATES: tuple[State, ...] = get_args(State)
FORMAT = 1


def is_state(word: str) -> TypeGuard[State]:
    """True for a word that is the state of an open item."""
    return word in STATES


@dataclass(frozen=True)
class Side:
    """One answer of a dispute, as it stands in plan.yaml, and who gave it."""

    by: str
    answer: Data


@dataclass(frozen=True)
class OpenItem:
    """A question that is parked, proposed or disputed, and who will settle it by when.

    `said` are the answers between which a dispute is.
    """

    state: State
    owner: str = ""
    due: Day | None = None
    note: str = ""
    said: tuple[Side, ...] = ()

    def plain(self) -> dict[str, str]:
        """State, owner, date and note as they stand in plan.yaml; empty fields are left out."""
        due = self.due.isoformat() if self.due else ""
        fields = {"state": self.state, "owner": self.owner, "due": due, "note": self.note}
        return {name: value for name, value in fields.items() if value}

    def data(self) -> dict[str, Data]:
        """The whole item as it stands in plan.yaml, with the sides of a dispute."""
        said: list[Data] = [{"by": side.by, "answer": side.answer} for side in self.said]
        return {**self.plain(), **({"said": said} if said else {})}


@dataclass(frozen=True)
class Acceptance:
    """Why people accept what a rule found, who answers for it and since when; `said` is what it said then."""

    reason: str
    owner: str = ""
    on: str = ""
    said: str = ""

    def plain(self) -> dict[str, str]:
        """The acceptance as it stands in plan.yaml; empty fields are left out."""
        return {name: value for name, value in self.__dict__.items() if value}

    def __str__(self) -> str:
        return ", ".join(part for part in (self.reason.rstrip("."), self.owner, self.on) if part)


@dataclass(frozen=True)
class OwnValue:
    """A value that the community sets in place of one of the pack's, and why."""

    value: Any
    reason: str = ""

    def plain(self) -> dict[str, str]:
        """The value and its reason as they stand in plan.yaml; without a reason the value alone."""
        plain = getattr(self.value, "plain", self.value.__str__)
        return {"value": str(plain())} | ({"reason": self.reason} if self.reason else {})


@dataclass(frozen=True)
class DraftSettings:
    """How drafts are written: as Word or Markdown files, on which paper, on whose letterhead.

    An empty `format` says that the plan does not say. `letterhead` is a file, seen from the plan's folder. `holes` is
    the share of paragraphs with something to decide beyond which a document is not written yet.
    """

    format: str = ""
    paper: str = "letter"
    letterhead: str = ""
    holes: str = "15%"

    @property
    def most_holes(self) -> float:
        """The same share as a number: 15 of 100."""
        return float(self.holes.removesuffix("%"))

    def plain(self) -> dict[str, str]:
        """The settings as they stand in plan.yaml; what goes without saying is left out."""
        return {name: value for name, value in self.__dict__.items() if value != getattr(DraftSettings(), name)}


@dataclass(frozen=True)
class Plan:
    """All answers and open items of one program, by question key.

    `suggested` are answers that are suggestions of the checklist which the room took over as they were;
    `renamed` are keys that the file still holds under an older name; `accepted` are findings that people live
    with, by rule, and `limits` the numbers of rules that this plan sets otherwise, by rule and name.
    `assumptions` are the community's own values for what figures assume; `drafts` says how drafts are written.
    `outdated` are questions whose answer in the file was good once, and is none by today's checklist.
    """

    answers: Mapping[str, Any] = field(default_factory=dict)
    open: Mapping[str, OpenItem] = field(default_factory=dict)
    suggested: frozenset[str] = frozenset()
    set_aside: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    limits: Mapping[str, OwnValue] = field(default_factory=dict)
    assumptions: Mapping[str, OwnValue] = field(default_factory=dict)
    drafts: DraftSettings = field(default_factory=DraftSettings)
    outdated: frozenset[str] = frozenset()

    def data(self, key: str) -> Data | None:
        """An answer as plain data, None where there is none."""
        value = self.answers.get(key)
        found: Data | None = value.plain() if value is not None else None
        return found

    def with_answer(self, key: str, value: Any, *, suggested: bool = False) -> Plan:
        """This plan with one more answer."""
        marks = self.suggested | {key} if suggested else self.suggested - {key}
        answers = dict(self.answers) | {key: value}
        return replace(self, answers=answers, suggested=marks, outdated=self.outdated - {key})

    def without_answer(self, key: str) -> Plan:
        """This plan without the answer to `key`."""
        answers = {name: value for name, value in self.answers.items() if name != key}
        return replace(self, answers=answers, suggested=self.suggested - {key}, outdated=self.outdated - {key})

    def withdrawn(self, key: str) -> Plan:
        """This plan with the answer taken away by people: what was proposed is parked, with its owner and day."""
        plan, item = self.without_answer(key), self.open.get(key)
        return plan.with_open(key, replace(item, state="parked")) if item and item.state == "proposed" else plan

    def with_open(self, key: str, item: OpenItem | None) -> Plan:
        """This plan with `key` open, or with None settled."""
        items = {name: value for name, value in self.open.items() if name != key}
        if item is not None:
            items[key] = item
        return replace(self, open=items)

    def with_accepted(self, rule: str, acceptance: Acceptance | None) -> Plan:
        """This plan with what a rule finds accepted, or with None no longer."""
        accepted = {name: value for name, value in self.accepted.items() if name != rule}
        if acceptance is not None:
            accepted[rule] = acceptance
        return replace(self, accepted=accepted)

    def with_assumption(self, name: str, own: OwnValue) -> Plan:
        """This plan with the community's own value for an assumption."""
        return replace(self, assumptions=dict(self.assumptions) | {name: own})
