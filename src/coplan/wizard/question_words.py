"""The words that the wizard shows about a question: help, examples, answers in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coplan.content.answers.faults import NotAnAnswer
from coplan.content.answers.kinds import KINDS, read_value
from coplan.content.answers.rows import Rows
from coplan.content.model import Pack
from coplan.content.questions import Choice, Column, Question, Step
from coplan.content.terms import HOMEWORK
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers
from coplan.wizard.interview import position
from coplan.wizard.unconfirmed import FIND, Unconfirmed
from coplan.yaml.nodes import Data

MANY_NAMES = 8
IN_A_ROOM = {"list": "one entry a line"}  # how people in a room write what a file has in another way
PRINTED = (
    "date",
    "time",
    "schedule",
    "money",
    "duration",
    "percent",
    "whole",
    "phone",
)  # examples as coplan prints them


def help_text(question: Question, pack: Pack) -> str:
    """Help, why and source of a question, as `?` shows them."""
    parts = [question.help, f"Why we ask: {question.why}"]
    parts += ["\n".join(f"{choice.label}: {choice.help}" for choice in question.choices if choice.help)]
    parts += ["\n".join(f"{column.label}: {column.help}" for column in question.columns if column.help)]
    parts += [f"Who decides: {question.decides}"] if question.decides else []
    parts += [f"Usually prepared by: {HOMEWORK[question.homework]}"] if question.homework else []
    sources = [_source(pack, key) for key in question.source]
    return "\n\n".join([*filter(None, parts), "Source: " + "; ".join(sources), f"Key: {question.key}"])


def _source(pack: Pack, key: str) -> str:
    source = pack.sources.get(key)
    return source.words if source else key


def form_of(spec: Question | Column) -> str:
    """How an answer of this kind is typed."""
    form = IN_A_ROOM.get(spec.kind, KINDS[spec.kind].form)
    if spec.min is not None and spec.max is not None:
        form = f"{form.partition(' such as')[0]} from {spec.min:g} to {spec.max:g}"
    return form + (f" (in {spec.unit})" if spec.unit else "")


def choices_of(spec: Question | Column) -> tuple[Choice, ...]:
    """The choices to show, for yes or no as well."""
    return (Choice("yes", "Yes"), Choice("no", "No")) if spec.kind == "yes_no" else spec.choices


def chosen_first(question: Question, answers: Answers) -> Question:
    """A question that borrows the choices of another, with those on top that people chose there."""
    given = answers.plan.answers.get(question.choices_from)
    if not isinstance(given, tuple):
        return question
    made = {one.key for one in given}
    return replace(question, choices=tuple(sorted(question.choices, key=lambda choice: choice.key not in made)))


def as_text(item: Data) -> str:
    """One choice or line as people type it; own words read as a mapping in YAML."""
    return f"other: {next(iter(item.values()))}" if isinstance(item, dict) else str(item)


def example_of(question: Question) -> str:
    """The question's example as one line, or nothing."""
    example = question.example
    rows = example if isinstance(example, list) else [example]
    return "; ".join(_row_words(question, row) if isinstance(row, dict) else printed(question, row) for row in rows)


def printed(spec: Question | Column, data: Any) -> str:
    """One value of an example with its label, or as coplan prints it, which is also a way to type it."""
    text = " ".join(str(data).split())
    labels = {choice.key: choice.label for choice in spec.choices}
    if spec.kind not in PRINTED:
        return labels.get(text, text)
    try:
        return str(read_value(data, spec))
    except NotAnAnswer:  # pack check says so
        return text


def _row_words(question: Question, row: dict[str, Any]) -> str:
    """A row of an example with the labels of its columns and choices."""
    columns = {column.key: column for column in question.columns}
    words = []
    for key, cell in row.items():
        shown = printed(columns[key], cell) if key in columns else str(cell)
        words.append(f"{columns[key].label if key in columns else key}: {shown}")
    return ", ".join(words)


def short(value: Any, width: int = 60) -> str:
    """An answer in one short line."""
    if isinstance(value, Rows):
        names = [str(next(iter(row.cells.values()), "")) for row in value]
        count = f"{len(value)} row{'s' if len(value) != 1 else ''}"
        text = f"{count}: {'; '.join(names)}"
    else:
        text = " ".join(str(value).split())
    if len(text) <= width:
        return text
    cut = text[:width]
    words = cut[: cut.rfind(" ")] if cut.rfind(" ") > width // 2 else cut[:-1]  # no half word is read aloud
    return words.rstrip(" ,;:") + "…"


def open_words(item: OpenItem | None, today: date | None = None) -> str:
    """An open item in a few words, with what is overdue `today`: proposed, Sheriff's office, January 15, 2027."""
    if item is None:
        return ""
    late = "overdue since " if item.due and today and item.due < today else ""
    due = f"{late}{item.due}" if item.due else ""
    return ", ".join(part for part in (item.state, item.owner, due, item.note) if part)


def counted_questions(count: int) -> str:
    """`1 question`, `15 questions`."""
    return f"{count} question{'' if count == 1 else 's'}"


def minutes_words(minutes: int) -> str:
    """Minutes as people say them."""
    return f"about {minutes} minute{'' if minutes == 1 else 's'}"


def step_title(step: Step) -> str:
    """`Step 4: Program design`, or the profile's title."""
    return f"Step {step.number}: {step.title}" if step.number else step.title


def place_of(answers: Answers, question: Question) -> str:
    """Where the room is: Step 4 · 3 of 16, or Step 7 · on-call team · detail 2 of 30."""
    step = answers.pack.step(question.step)
    at, of = position(answers, question.key)
    parts = (f"Step {step.number}" if step.number else step.title, question.group)
    return " · ".join(
        [*filter(None, parts), f"{at} of {of}" if question.core_at(answers.stage) else f"detail {at} of {of}"]
    )


def names_of(keys: Sequence[str], pack: Pack) -> str:
    """Labels of questions in one line; beyond eight, how many more."""
    labels = [pack.questions[key].label for key in keys]
    more = f", and {len(labels) - MANY_NAMES} more" if len(labels) > MANY_NAMES + 1 else ""
    return ", ".join(labels[:MANY_NAMES] if more else labels) + more


def answer_words(answers: Answers, question: Question) -> str:
    """What was said to a question, and what is open about it."""
    value: Any = answers.plan.answers.get(question.key)
    words = short(value, 200) if value is not None else "not answered"
    item = open_words(answers.plan.open.get(question.key))
    return f"{words} [{item}]" if item else words


def waiting_words(unconfirmed: Unconfirmed, pack: Pack) -> str:
    """What was typed and not confirmed, by the labels of its questions and choices: hours on duty (`9-5`)."""
    found = []
    for key in unconfirmed.questions:
        question = pack.questions.get(key)
        typed = [
            short(_one_line(unconfirmed.at(place), _labels_at(question, place)))
            for place in unconfirmed.below(key)
            if not place.endswith(FIND)
        ]
        found.append(f"{question.label if question else key} (`{'`, `'.join(typed)}`)")
    return ", ".join(found)


def _labels_at(question: Question | None, place: str) -> Mapping[str, str]:
    """The labels of the choices at a place where something was typed: the question's, or those of a table's column."""
    if question is None:
        return {}
    spec = next((column for column in question.columns if place.endswith(f"/{column.key}")), question)
    return {choice.key: choice.label for choice in choices_of(spec)}


def _one_line(typed: Data | None, labels: Mapping[str, str]) -> str:
    words = [as_text(item) for item in (typed if isinstance(typed, list) else [typed or ""])]
    return "; ".join(labels.get(word, word) for word in words)
