"""Reads the files that ask: steps with their questions and choices."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from coplan.content.pack.reading import Reading
from coplan.content.questions import Column, Question, Step
from coplan.errors import did_you_mean
from coplan.yaml.nodes import Node

Lent = TypeVar("Lent", Question, Column)
STEP_KEYS = {"step", "group", "questions", "title", "goal", "minutes", "room"}


HEAD_KEYS = ("title", "goal", "minutes", "room")
ID = re.compile(r"[a-z][a-z0-9_]*")


def read_step(reading: Reading, name: str, root: Node, steps: dict[str, Step], known: Collection[str] = ()) -> None:
    """Add the questions of one file to their step, and the step if this is its first file; `known` are all steps."""
    data = root.data
    assert isinstance(data, dict)
    listed = root.find(("questions",))
    step_id = data.get("step")
    if not isinstance(step_id, str) or not isinstance(listed.value, list):
        reading.bad(name, root, "a step file needs `step:` and a list of `questions:`.")
        return
    for key in data:
        if key not in STEP_KEYS:
            reading.bad(name, root.find((key,)), "a step has no such key.", key)
    if step_id not in known and known and not any(key in data for key in HEAD_KEYS):
        fix = did_you_mean(step_id.lower(), known) or f"Steps are: {', '.join(known)}."
        reading.problems.bad(root.find(("step",)), "", f"there is no step `{step_id}`.", fix, root.file or name)
        return
    for node in (one.find(("id",)) for one in listed.value):
        if isinstance(node.value, str) and not ID.fullmatch(node.value):
            what = f"`{node.value}` cannot be an `id`."
            fix = "Take small letters, digits and `_` for a space: `meeting_place`."
            reading.problems.bad(node, "", what, fix, node.file or name)
    group = str(data.get("group", ""))
    questions = reading.checked(name, listed.value, Question, step=step_id, group=group)
    if step_id in steps:
        steps[step_id] = replace(steps[step_id], questions=steps[step_id].questions + questions)
        return
    head = _head(reading, name, root, data)
    steps[step_id] = Step(step_id, questions=questions, number=len(steps), **head)


def lend_choices(reading: Reading, steps: Mapping[str, Step]) -> dict[str, Step]:
    """Give each question and column with `choices_from:` the choices of the question that it names."""
    known = {question.key: question.choices for step in steps.values() for question in step.questions}

    def filled(spec: Lent, key: str) -> Lent:
        if not spec.choices_from:
            return spec
        if not known.get(spec.choices_from):
            what = f"`choices_from: {spec.choices_from}`: there is no such question with choices of its own."
            reading.problems.bad(None, key, what, file="checklists")
        return replace(spec, choices=known.get(spec.choices_from, ()))

    def with_columns(question: Question) -> Question:
        for column in question.columns:
            if column.falls_to and column.falls_to not in known:
                what = f"`falls_to: {column.falls_to}`: there is no such question."
                reading.problems.bad(None, f"{question.key}.{column.key}", what, file="checklists")
        columns = tuple(filled(column, f"{question.key}.{column.key}") for column in question.columns)
        return replace(filled(question, question.key), columns=columns)

    return {
        name: replace(step, questions=tuple(with_columns(question) for question in step.questions))
        for name, step in steps.items()
    }


def _head(reading: Reading, name: str, root: Node, data: Mapping[str, Any]) -> dict[str, Any]:
    for key in HEAD_KEYS:
        if not data.get(key):
            reading.bad(name, root, f"the first file of a step says `{key}:`.")
    minutes, room = str(data.get("minutes", "0")), data.get("room", [])
    if not minutes.isdigit() or not isinstance(room, list):
        reading.bad(name, root, "`minutes:` is a whole number and `room:` a list.")
        minutes, room = "0", []
    text = {key: " ".join(str(data.get(key, "")).split()) for key in ("title", "goal")}
    return text | {"minutes": int(minutes), "room": tuple(str(person) for person in room)}
