"""The words that the wizard shows about a question: help, examples, answers in short."""

from __future__ import annotations

from typing import Any

from coplan.content.kinds import KINDS
from coplan.content.model import Column, Pack, Question
from coplan.content.values import Rows
from coplan.plan.model import OpenItem


def help_text(question: Question, pack: Pack) -> str:
    """Help, why and source of a question, as `?` shows them."""
    parts = [question.help, f"Why we ask: {question.why}"]
    parts += [f"{choice.label}: {choice.help}" for choice in question.choices if choice.help]
    parts += [f"{column.label}: {column.help}" for column in question.columns if column.help]
    sources = [_source(pack, key) for key in question.source]
    return "\n\n".join([*parts, "Source: " + "; ".join(sources), f"Key: {question.key}"])


def _source(pack: Pack, key: str) -> str:
    source = pack.sources.get(key)
    if source is None:
        return key
    return f"{source.title}, {source.url}" if source.url else f"{source.title} (not verified)"


def form_of(spec: Question | Column) -> str:
    """How an answer of this kind is typed."""
    form = KINDS[spec.kind].form
    if spec.min is not None and spec.max is not None:
        form = f"{form.partition(' such as')[0]} from {spec.min:g} to {spec.max:g}"
    return form + (f" (in {spec.unit})" if spec.unit else "")


def example_of(question: Question) -> str:
    """The question's example as one line, or nothing."""
    example = question.example
    rows = example if isinstance(example, list) else [example]
    return "; ".join(_row_words(question, row) if isinstance(row, dict) else " ".join(str(row).split()) for row in rows)


def _row_words(question: Question, row: dict[str, Any]) -> str:
    """A row of an example with the labels of its columns and choices."""
    columns = {column.key: column for column in question.columns}
    words = []
    for key, cell in row.items():
        labels = {choice.key: choice.label for choice in columns[key].choices} if key in columns else {}
        words.append(f"{columns[key].label if key in columns else key}: {labels.get(str(cell), cell)}")
    return ", ".join(words)


def short(value: Any, width: int = 60) -> str:
    """An answer in one short line."""
    if isinstance(value, Rows):
        names = [str(next(iter(row.cells.values()), "")) for row in value]
        count = f"{len(value)} row{'s' if len(value) != 1 else ''}"
        text = f"{count}: {'; '.join(names)}"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def open_words(item: OpenItem | None) -> str:
    """An open item in a few words: proposed, Sheriff's office, January 15, 2027."""
    if item is None:
        return ""
    return ", ".join(part for part in (item.state, item.owner, str(item.due or ""), item.note) if part)


def minutes_words(minutes: int) -> str:
    """Minutes as people say them."""
    return f"about {minutes} minutes"
