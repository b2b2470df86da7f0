"""What stands on the form of one role: its questions with today's answers, and for tables the rows to fill in. Pure.

Each row has an id, the empty ones too: a form that is taken twice then changes nothing the second time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from coplan.content.answers.kinds import KINDS
from coplan.content.answers.rows import Rows
from coplan.content.answers.values import Chosen, Day, Listing
from coplan.content.questions import Question, Spec
from coplan.content.terms import HOMEWORK, Homework
from coplan.plan.disk.journal import plain
from coplan.plan.view import Answers
from coplan.yaml.nodes import Data

EMPTY_ROWS = 8  # on a form, below the rows that are there
FILLED_BY = "Filled in by"
ANSWER = "Answer"
SEVERAL = "one or more of the choices, with a semicolon between them"


@dataclass(frozen=True)
class FormRow:
    """One row of a table on a form: its id, and what stands in its cells, by column."""

    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class FormField:
    """One question on a form, the step that asks it, what stands there today, and the rows of a table."""

    question: Question
    step: str
    today: str = ""
    rows: tuple[FormRow, ...] = ()


@dataclass(frozen=True)
class Form:
    """The homework of one role. `base` has what the plan said when the form was written, by question."""

    role: Homework
    program: str
    day: str
    fields: tuple[FormField, ...]
    base: Mapping[str, Data]

    @property
    def title(self) -> str:
        return f"Homework: {HOMEWORK[self.role]}"

    @property
    def written(self) -> str:
        """The day on which it was written, in words."""
        return str(Day.fromisoformat(self.day))

    @property
    def record(self) -> str:
        """Role and base as a text that travels inside the file."""
        return json.dumps({"role": self.role, "base": dict(self.base)}, ensure_ascii=False, sort_keys=True)

    @property
    def plain_fields(self) -> list[FormField]:
        return [field for field in self.fields if field.question.kind != "records"]

    @property
    def tables(self) -> list[FormField]:
        return [field for field in self.fields if field.question.kind == "records"]


def form_of(answers: Answers, role: Homework, day: str, *, everything: bool = False) -> Form:
    """The form of a role: what it brings at the plan's stage, or with `everything` all of its homework that applies."""
    found, base = [], {}
    for question in answers.pack:
        wanted = question.homework == role and (everything or question.homework_at(answers.stage))
        if not wanted or not answers.applies(question.key):
            continue
        value = answers.plan.answers.get(question.key)
        step = answers.pack.step(question.step)
        rows = _rows(question, value) if question.kind == "records" else ()
        found.append(FormField(question, step.title, "" if rows else shown(value), rows))
        if value is not None:
            base[question.key] = plain(value)
    return Form(role, answers.program, day, tuple(found), {key: data for key, data in base.items() if data})


def shown(value: Any) -> str:
    """A value as it stands in a cell, and is read from there again."""
    if value is None:
        return ""
    if isinstance(value, Listing):
        return "; ".join(shown(item) for item in value)
    return f"other: {value}" if isinstance(value, Chosen) and value.own_words else str(value)


def how_to_answer(spec: Spec) -> str:
    """What to write, in a line."""
    form = SEVERAL if spec.kind == "choices" else KINDS[spec.kind].form
    if spec.kind == "list":
        form = "one entry a line"
    if spec.min is not None and spec.max is not None:
        form = f"{form.partition(' such as')[0]} from {spec.min:g} to {spec.max:g}"
    own = " Or write `other:` and your own words." if spec.other else ""
    return f"Write {form}{f' (in {spec.unit})' if spec.unit else ''}.{own}"


def options_of(spec: Spec) -> list[str]:
    """The words to choose from; none where people write."""
    return ["yes", "no"] if spec.kind == "yes_no" else [choice.label for choice in spec.choices]


def example_words(question: Question) -> str:
    """The example of a question that is no table, as people would write it; empty if there is none."""
    if question.kind == "records" or question.example in ("", None):
        return ""
    labels = {choice.key: choice.label for choice in question.choices}
    parts = question.example if isinstance(question.example, list) else [question.example]
    return "; ".join(labels.get(str(part), " ".join(str(part).split())) for part in parts)


def _rows(question: Question, value: Rows | None) -> tuple[FormRow, ...]:
    there = [FormRow(row["id"], {name: shown(cell) for name, cell in row.cells.items()}) for row in value or ()]
    known = "\0".join(row.id for row in there)
    return (*there, *(FormRow(_new_id(question.key, known, str(number)), {}) for number in range(EMPTY_ROWS)))


def _new_id(*parts: str) -> str:
    return "new" + blake2b("\0".join(parts).encode(), digest_size=4).hexdigest()
