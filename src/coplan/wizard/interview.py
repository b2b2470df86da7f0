"""The interview as a machine without a mouth: which questions there are to ask, and which comes next.

Plain functions on values, so that the ten steps can be walked in a test with a list of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.model import Plan
from coplan.plan.view import Answers

Route: TypeAlias = Callable[[Answers], list[str]]


def settled(plan: Plan, key: str) -> bool:
    """True if there is nothing to ask: the question is answered, or is an open item that somebody has."""
    return key in plan.answers or key in plan.open


def core(step: str) -> Route:
    """The questions of a step that a room decides together at the plan's stage."""
    return lambda answers: [
        q.key for q in answers.pack.core_at(answers.stage) if q.step == step and answers.applies(q.key)
    ]


def details(step: str) -> Route:
    """The other questions of a step."""

    def route(answers: Answers) -> list[str]:
        stage = answers.stage
        return [question.key for question in answers.applicable(step) if not question.core_at(stage)]

    return route


def next_key(keys: Sequence[str], plan: Plan, visited: Collection[str]) -> str | None:
    """The next question of a route that was not visited and is not settled."""
    return next((key for key in keys if key not in visited and not settled(plan, key)), None)


def previous_key(answers: Answers, key: str) -> str | None:
    """The question before `key` in the checklist that the room has met: a core question, or a settled one."""
    before, stage = None, answers.stage
    for question in answers.pack:
        if question.key == key:
            return before
        met = question.core_at(stage) or settled(answers.plan, question.key)
        if met and answers.applies(question.key):
            before = question.key
    return before


def position(answers: Answers, key: str) -> tuple[int, int]:
    """Place of a question among the core questions of its step, or among the others, and how many there are."""
    question = answers.pack.questions[key]
    keys = (core if question.core_at(answers.stage) else details)(question.step)(answers)
    return (keys.index(key) + 1 if key in keys else 1), max(len(keys), 1)


def resume(answers: Answers, last: str) -> str | None:
    """The core question to go on with after a sitting that stopped at `last`: from there on, or else the first."""
    left = core_left(answers)
    order = list(answers.pack.questions)
    return next((key for key in left if last and order.index(key) >= order.index(last)), left[0] if left else None)


def core_left(answers: Answers) -> list[str]:
    """The core questions of the plan's stage that nobody answered and nobody has as an open item."""
    core = answers.pack.core_at(answers.stage)
    return [q.key for q in core if not settled(answers.plan, q.key) and answers.applies(q.key)]


def newly_asked(before: Answers, after: Answers) -> list[str]:
    """What nobody had to answer before a change, and the room has to now."""
    return [q.key for q in unsettled(after) if not before.applies(q.key) and not settled(after.plan, q.key)]


def unsettled(answers: Answers) -> list[Question]:
    """What is still to answer at the plan's stage: core questions, and those essential now."""
    expected = answers.pack.expected_at(answers.stage)
    return [q for q in expected if q.key not in answers.plan.answers and answers.applies(q.key)]


def owners(answers: Answers) -> dict[str, list[str]]:
    """Open items by owner; those without one under an empty name."""
    found: dict[str, list[str]] = {}
    for key, item in answers.plan.open.items():
        if answers.applies(key):
            found.setdefault(item.owner, []).append(key)
    return found


def new_since(answers: Answers, known: Collection[str]) -> list[str]:
    """Questions that the checklist did not have when the plan last saw it, and that are not settled."""
    seen = frozenset(known)
    return [
        question.key
        for question in answers.pack
        if seen.isdisjoint((question.key, *question.was))
        and not settled(answers.plan, question.key)
        and answers.applies(question.key)
    ]


def search(pack: Pack, words: str) -> list[Question]:
    """Questions in which every word occurs: those with the words in the label first, then in the question itself."""
    wanted = words.casefold().split()
    if not wanted:
        return []

    def holds(text: str) -> bool:
        return all(word in text.casefold() for word in wanted)

    named = [question for question in pack if holds(question.label)]
    near = [question for question in pack if holds(f"{question.key} {question.label} {question.ask}")]
    far = [question for question in pack if holds(_all_words(question))]
    return list({question.key: question for question in [*named, *near, *far]}.values())


def _all_words(question: Question) -> str:
    choices = " ".join(choice.label for choice in question.choices)
    return f"{question.key} {question.label} {question.ask} {question.help} {question.why} {choices}"
