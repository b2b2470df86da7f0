"""Holds the interlocal agreement against the list of its state's act, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.content.provisions import Clause, Law
from coplan.content.questions import Question
from coplan.plan.law import PlanLaw
from coplan.plan.view import Answers

TOPIC = "interlocal_agreement"


@dataclass(frozen=True)
class Demand:
    """One clause that the law asks for; `missing` are the questions that our section still waits for."""

    key: str
    clause: Clause
    law: Law
    missing: tuple[Question, ...]


def demands(answers: Answers, topic: str = TOPIC) -> tuple[Demand, ...]:
    """What the plan's state asks an agreement to state, each once, in the order of the law. Empty if unknown."""
    found: dict[str, Demand] = {}
    for law in PlanLaw(answers).on(topic):
        for key in law.must_state:
            if key not in found:
                clause = answers.pack.clauses[key]
                found[key] = Demand(key, clause, law, _missing(answers, clause))
    return tuple(found.values())


def _missing(answers: Answers, clause: Clause) -> tuple[Question, ...]:
    return tuple(
        answers.pack.questions[key]
        for key in clause.questions
        if answers.applies(key) and key not in answers.plan.answers
    )
