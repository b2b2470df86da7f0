"""Judges what a pack asks of a room: who decides, who prepares, and how much fits into one workshop."""

from __future__ import annotations

from collections.abc import Iterator

from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.content.terms import ANSWER, STAGES
from coplan.errors import did_you_mean

Fault = tuple[str, str, str]
ROOM_MINUTES = 180  # a workshop has three hours
ROOM_QUESTIONS = 50  # and decides one question in three or four minutes


def room_faults(pack: Pack) -> Iterator[Fault]:
    """What does not fit a room, as the question's key, what is wrong, and what to do."""
    rooms = {step.id: step.room for step in pack.steps}
    for question in pack:
        yield from _question(question, rooms[question.step])
    for stage in STAGES:
        count = sum(question.core_at(stage) for question in pack)
        if count > ROOM_QUESTIONS:
            what = f"a workshop at the stage {stage} has {count} core questions; a room decides {ROOM_QUESTIONS}."
            yield "", what, "Make some details or homework."
    minutes = sum(step.minutes for step in pack.steps)
    if minutes > ROOM_MINUTES:
        what = f"the core questions take {minutes} minutes; a first workshop has {ROOM_MINUTES}."
        yield "", what, "Shorten the steps."


def _question(question: Question, room: tuple[str, ...]) -> Iterator[Fault]:
    if question.core and question.homework:
        yield question.key, "a question is decided in the room (`core:`) or prepared (`homework:`), not both.", ""
    if question.core_until and not question.core:
        yield question.key, "`core_until:` goes with `core: true`.", ""
    if question.core_until and question.needed and not question.core_at(question.needed):
        yield question.key, "`core_until:` ends before `needed:` begins; no workshop would decide it.", ""
    if question.said and question.said.count(ANSWER) != 1:
        yield question.key, f"`said:` is a sentence with {ANSWER} in it, once.", ""
    if question.decides and question.decides not in room:
        what = f"`decides: {question.decides}` is not in the room of the step."
        yield question.key, what, did_you_mean(question.decides, room) or f"In the room: {', '.join(room)}."
