"""Draws plans with random answers from a checklist: what a pack is proved with."""

from __future__ import annotations

import random
from collections.abc import Sequence

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import read_value
from coplan.content.language.references import expression_references
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.model import Plan
from coplan.yaml.nodes import Data


def random_plan(pack: Pack, seed: int) -> Plan:
    """A plan with random answers from the checklist itself; seed 0 gives the empty plan.

    Each question has a chance of its own, so that a new question leaves the answers to all others as they were.
    """
    share = 0 if seed == 0 else random.Random(seed).choice([0.3, 0.7, 1])  # noqa: S311 - nothing secret here
    turning = _turning_keys(pack)
    plan = Plan()
    for question in pack:
        chance = random.Random(f"{seed} {question.key}")  # noqa: S311
        if chance.random() < share:
            data = _random_answer(question, chance, sorted(turning.get(question.key, ())))
            if data is not None:
                plan = plan.with_answer(question.key, read_value(data, question))
    return plan


SAMPLES: dict[str, Data] = {
    "text": "Words that a community would write",
    "paragraph": "One sentence of the plan. Then another.",
    "yes_no": "yes",
    "date": "2027-03-01",
    "time": "08:00",
    "duration": "30 minutes",
    "schedule": "Mo-Fr 08:00-20:00",
    "phone": "360-555-0101",
    "email": "team@example.org",
    "url": "https://example.org/team",
    "list": ["one", "another"],
}


def _turning_keys(pack: Pack) -> dict[str, set[str]]:
    """The choice keys on which conditions and facts turn: worth more trials than the fiftieth state."""
    found: dict[str, set[str]] = {}
    texts = [question.when for question in pack if question.when]
    texts += [fact.expression for fact in pack.facts.values()]
    texts += [document.when for document in pack.documents if document.when]
    for text in texts:
        for reference in expression_references(text):
            if reference.kind == "choice" and ":" not in reference.name:
                found.setdefault(reference.name, set()).add(reference.detail)
    return found


def _random_answer(question: Question, chance: random.Random, turning: Sequence[str]) -> Data | None:
    keys: list[Data] = [choice.key for choice in question.choices]
    if question.kind == "choice":
        known = [key for key in keys if key in turning]
        return chance.choice(known if known and chance.random() < 0.6 else keys)
    if question.kind == "choices":
        return chance.sample(keys, chance.randint(1, len(keys)))
    if question.kind == "yes_no":
        return chance.choice(["yes", "no"])
    if question.kind == "records":
        return [_random_row(question, chance) for _ in range(chance.randint(1, 3))]
    return _sample(question)


def _random_row(question: Question, chance: random.Random) -> Data:
    row: dict[str, Data] = {}
    for index, column in enumerate(question.columns):
        if column.required or index == 0 or chance.random() < 0.8:
            row[column.key] = (
                chance.choice([c.key for c in column.choices]) if column.choices else _sample(column) or "1"
            )
    return row


def _sample(spec: object) -> Data | None:
    kind = spec.kind  # type: ignore[attr-defined]
    if kind in SAMPLES:
        return SAMPLES[kind]
    low, high = spec.min or 0, spec.max  # type: ignore[attr-defined]
    for amount in ("12", "1", f"{low:g}", f"{high:g}" if high is not None else "0"):
        try:
            read_value(amount, spec)  # type: ignore[arg-type]
        except NotAnAnswer:
            continue
        return amount
    return None
