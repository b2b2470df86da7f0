"""Reads back at the end of a step what was decided, in sentences, for objection; any can be changed or disputed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coplan.content.answers.rows import Rows
from coplan.content.answers.said import in_its_sentence, spoken
from coplan.content.answers.values import join_words
from coplan.content.questions import Question, Step
from coplan.content.terms import HOMEWORK
from coplan.errors import CoplanError
from coplan.plan.model import OpenItem
from coplan.plan.opening import open_item
from coplan.plan.view import Answers
from coplan.wizard.question_words import open_words, step_title
from coplan.wizard.session import Session
from coplan.wizard.walk import visit

MANY_ROWS = 12  # rows that a sentence names
LONG = 400  # letters of an answer that is read aloud
ASK = "Enter if nobody objects, 3 to change number 3, d3 to mark number 3 disputed"


def read_back(session: Session, step: Step) -> None:
    """Read a step's decisions until nobody objects. Raises Jump or Left."""
    while True:
        said = [question for question in session.answers.applicable(step.id) if _decided(session.answers, question)]
        if not said and not _brought(session.answers, step):
            return
        session.asker.heading(f"{step_title(step)}: what was decided")
        for number, question in enumerate(said, 1):
            session.asker.say(f"{number}. {sentence(session, question)}")
        _tell_rest(session, step)
        picked = session.line(ASK) if said else ""
        session.step_shown = step.id
        if not picked:
            return
        _act(session, said, picked)


def sentence(session: Session, question: Question) -> str:
    """A decision as a sentence, and what is open about it."""
    words = said_words(question, session.plan.answers[question.key])
    item = open_words(session.plan.open.get(question.key), session.place.today)
    return f"{words} [{item}]" if item else words


def said_words(question: Question, value: Any) -> str:
    """An answer in the question's sentence, short enough to be heard."""
    return in_its_sentence(question, _heard(question, value))


def _heard(question: Question, value: Any) -> str:
    if isinstance(value, Rows):
        names = list(dict.fromkeys(str(next(iter(row.cells.values()), "")) for row in value))
        more = len(names) - MANY_ROWS
        return join_words(names[:MANY_ROWS] + ([f"{more} more"] if more > 0 else []))
    text = spoken(question, value)
    return text if len(text) <= LONG else f"{text[:LONG].rstrip()}…"


def _decided(answers: Answers, question: Question) -> bool:
    """True for what a room hears: answers to core questions and to homework, not every detail."""
    stage = answers.stage
    heard = question.core_at(stage) or question.homework_at(stage) or question.key in answers.plan.open
    return heard and question.key in answers.plan.answers


def _brought(answers: Answers, step: Step) -> list[Question]:
    """Homework of a step that is due at this stage and not there yet."""
    return [
        question
        for question in answers.applicable(step.id)
        if question.homework_at(answers.stage) and question.key not in answers.plan.answers
    ]


def _tell_rest(session: Session, step: Step) -> None:
    """Say what is open without an answer, and which homework is still to come, by who brings it."""
    for question in session.answers.applicable(step.id):
        item = session.plan.open.get(question.key)
        if item is not None and question.key not in session.plan.answers:
            session.asker.say(f"Not decided: {question.label} [{open_words(item, session.place.today)}].")
    missing: dict[str, list[str]] = {}
    for question in _brought(session.answers, step):
        if question.homework and question.key not in session.plan.open:
            missing.setdefault(HOMEWORK[question.homework], []).append(question.label)
    for who, labels in missing.items():
        session.asker.say(f"To be brought by {who}: {', '.join(labels)}.")


def _act(session: Session, said: Sequence[Question], picked: str) -> None:
    """Change or dispute the decision that was named."""
    found = re.fullmatch(r"(d?)\s*(\d+)\s*(d?)\.?", picked.casefold())
    number = int(found[2]) if found else 0
    if found is None or not 1 <= number <= len(said):
        session.asker.say(f"`{picked}` is not one of these. {ASK}.")
    elif found[1] or found[3]:
        _dispute(session, said[number - 1])
    else:
        visit(session, [said[number - 1].key])


def _dispute(session: Session, question: Question) -> None:
    """Mark a decision disputed at once, then note who objects to what."""
    item = session.plan.open.get(question.key) or OpenItem("parked")
    _save(session, question, replace(item, state="disputed"))
    where = f"{question.key}/open"
    note = session.line(f"Disputed: {question.label}. Who objects, and to what (may stay empty)", f"{where}/note")
    if note:
        try:
            _save(session, question, open_item("disputed", item.owner, item.due.isoformat() if item.due else "", note))
            session.asker.unconfirmed.settle(where)
        except CoplanError as error:
            session.asker.say(str(error))


def _save(session: Session, question: Question, item: OpenItem) -> None:
    session.save(lambda plan: plan.with_open(question.key, item), "opened")
