"""What a pack lacks of one state's law: topics without an entry, and the documents that would show a hole. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.holes import law_hole
from coplan.drafts.render.render import render_all
from coplan.plan.law import STATE, PlanLaw
from coplan.plan.model import Plan
from coplan.plan.view import Answers


@dataclass(frozen=True)
class Gap:
    """A topic on which the state has no entry in force, and the templates that showed its hole in one of the plans."""

    topic: str
    label: str
    templates: tuple[str, ...]


def law_gaps(pack: Pack, state: str, plans: Iterable[Plan], today: date | None) -> list[Gap]:
    """The gaps of one state: those first that show in a document of its own, last those that show in none.

    `plans` are of several shapes, so that each document is tried.
    """
    question = STATE.today(pack)
    if question is None:
        return []
    value = read_value(state, question)
    showing: dict[str, dict[str, None]] = {}
    lacking: tuple[str, ...] = ()
    for plan in plans:
        answers = Answers(pack, plan.with_answer(question.key, value), today)
        lacking = PlanLaw(answers).missing(pack.topics)
        for item in render_all(answers, documents_for(answers)):
            for hole in item.holes:
                showing.setdefault(hole, {})[item.document.template] = None
    found = [_gap(pack, topic, str(value), showing) for topic in lacking]
    notes = {document.template for document in pack.documents if document.beside}
    return sorted(found, key=lambda gap: (not gap.templates, notes.issuperset(gap.templates)))


def _gap(pack: Pack, topic: str, place: str, showing: dict[str, dict[str, None]]) -> Gap:
    label = pack.topics[topic].label
    return Gap(topic, label, tuple(showing.get(law_hole(place, label).strip("*[]"), ())))
