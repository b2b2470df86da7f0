"""Judges single places of a form that came back against today's plan, and gathers what comes of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coplan.content.answers.choices import by_labels
from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.questions import Column, Question
from coplan.errors import did_you_mean
from coplan.plan.disk.journal import plain
from coplan.plan.model import OpenItem, Side
from coplan.plan.view import Answers
from coplan.share.forms.filled import Filled, Written
from coplan.share.forms.form import shown
from coplan.yaml.nodes import Data


@dataclass(frozen=True)
class RefusedPlace:
    """A place that is no answer: what stands there is said, so that it is not lost."""

    place: str
    label: str
    text: str
    why: str


@dataclass(frozen=True)
class FormAnswer:
    """One answer that the form changes: before and now in words; for a table, one for each cell."""

    key: str
    label: str
    before: str
    now: str
    disputed: bool = False


@dataclass
class Gathered:
    """What is gathered while a form is judged."""

    values: dict[str, Any] = field(default_factory=dict)
    disputes: dict[str, OpenItem] = field(default_factory=dict)
    told: list[FormAnswer] = field(default_factory=list)
    refused: list[RefusedPlace] = field(default_factory=list)


class FormJudge:
    """What one person's form says, against the plan as it is. `last_by` says who gave each answer that stands there."""

    def __init__(self, filled: Filled, answers: Answers, by: str, last_by: Mapping[str, str]) -> None:
        self.filled, self.plan, self.pack, self.by, self.last_by = filled, answers.plan, answers.pack, by, last_by
        self.work = Gathered()

    def question(self, key: str, written: Sequence[Written]) -> Question | None:
        today = self.pack.renamed.get(key, key) if key not in self.pack.questions else key
        found = self.pack.questions.get(today)
        if found is None:
            for place in written:
                hint = did_you_mean(key, self.pack.questions)
                self.refuse(place, key, f"the checklist has no such question. {hint}".strip())
        return found

    def refuse(self, written: Written, label: str, why: str) -> None:
        self.work.refused.append(RefusedPlace(written.place, label, written.text, why))

    def read(self, written: Written, spec: Question | Column, label: str) -> Any:
        """The value, or None if it is refused."""
        if written.fault:
            self.refuse(written, label, written.fault)
            return None
        text = written.text if spec.kind in ("paragraph", "list", "choices") else " ".join(written.text.split())
        try:
            return read_value(text, spec)
        except NotAnAnswer as error:
            self.refuse(written, label, by_labels(str(error), spec.choices))
            return None

    def answer(self, question: Question, written: Written) -> None:
        value = self.read(written, question, question.label)
        key = question.key
        now = self.plan.answers.get(key)
        if value is None or plain(value) == plain(now) or self.is_said(key, plain(value)):
            return
        if self.contested(key, plain(now), self.based(key)):
            self.dispute(question, value)
            return
        self.work.values[key] = value
        self.tell(question, question.label, now, value)

    def is_said(self, key: str, data: Data | None) -> bool:
        """True if the plan holds this answer as one side of a dispute already."""
        item = self.plan.open.get(key)
        return item is not None and item.state == "disputed" and data in [side.answer for side in item.said]

    def based(self, key: str) -> Data | None:
        """What the plan said when the form was written."""
        return None if self.filled.base is None else self.filled.base.get(key)

    def contested(self, key: str, now: Data | None, base: Data | None) -> bool:
        """True if somebody else changed the plan since the form was written."""
        changed = now is not None and now != base and self.filled.base is not None
        return changed and self.last_by.get(key, "").casefold() != self.by.casefold()

    def dispute(self, question: Question, value: Any, where: str = "") -> None:
        """Keep the plan's answer, and beside it the form's, with who gave which."""
        key, now = question.key, self.plan.answers[question.key]
        item = self.work.disputes.get(key) or self.plan.open.get(key) or OpenItem("disputed")
        theirs = Side(self.last_by.get(key) or "the plan", plain(now) or "")
        ours = Side(self.by, plain(value) or "")
        said = [*item.said, *(side for side in (theirs, ours) if side.answer not in [one.answer for one in item.said])]
        if len(said) == len(item.said) and item.state == "disputed":
            return  # it is known already
        words = where or f"{theirs.by} says {shown(now)}; {ours.by} says {shown(value)}"
        note = " / ".join(filter(None, [item.note, words if words not in item.note else ""]))
        self.work.disputes[key] = replace(item, state="disputed", note=" ".join(note.split()), said=tuple(said))
        self.work.told.append(FormAnswer(key, question.label, shown(now), shown(value), disputed=True))

    def tell(self, question: Question, label: str, before: Any, now: Any) -> None:
        self.work.told.append(FormAnswer(question.key, label, shown(before), shown(now)))
