"""JSON Schemas of kinds, so that an editor knows what an answer may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from coplan.content.questions import Column, Question, Spec


def string_schema(pattern: str = "", **more: Any) -> Callable[[Spec], dict[str, Any]]:
    """The schema of what is typed as text, for every question of a kind."""
    base: dict[str, Any] = {"type": ["string", "number", "boolean"]} if not pattern else {"type": "string"}
    if pattern:
        base["pattern"] = pattern
    return lambda _: base | more


def number_schema(spec: Spec) -> dict[str, Any]:
    """The schema of a number with its limits."""
    limits = {"minimum": spec.min, "maximum": spec.max}
    return {"type": ["number", "string"]} | {name: value for name, value in limits.items() if value is not None}


def choice_schema(spec: Spec) -> dict[str, Any]:
    """The schema of one choice: keys with their labels, and whatever reading takes for them."""
    known = [
        {"const": choice.key, "title": choice.label} | ({"description": choice.help} if choice.help else {})
        for choice in spec.choices
    ]
    words = [word for choice in spec.choices for word in (choice.key, choice.label, *choice.was)]
    other = [{"type": "string", "pattern": "^[Oo][Tt][Hh][Ee][Rr]: *.+"}] if spec.other else []
    return {"anyOf": [*known, {"type": "string", "pattern": caseless(words)}, *other]}


def caseless(words: Iterable[str]) -> str:
    """A pattern of JSON Schema, which knows no flags, for these words in capitals or not."""
    return f"^({'|'.join(''.join(map(_caseless, word)) for word in words)})$"


@cache  # of few letters are many words made
def _caseless(letter: str) -> str:
    if letter in "\\^$.*+?()[]{}|/":
        return f"\\{letter}"
    both = {letter, letter.lower(), letter.upper()}
    return f"[{''.join(sorted(one for one in both if len(one) == 1))}]" if len(both) > 1 else letter


def choices_schema(spec: Spec) -> dict[str, Any]:
    """The schema of several choices, as a list or one text."""
    item = choice_schema(spec)
    if spec.other:
        item["anyOf"].append({"type": "object", "required": ["other"], "maxProperties": 1})
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


def records_schema(spec: Spec, schema_of: Callable[[Column], dict[str, Any]]) -> dict[str, Any]:
    """The schema of a table; `schema_of` gives the one of a cell."""
    assert isinstance(spec, Question)
    cells = {column.key: schema_of(column) for column in spec.columns}
    row = {
        "type": "object",
        "properties": {"id": {"type": ["string", "number", "null"], "description": "Set by coplan; keep it."}} | cells,
        "additionalProperties": False,
    }
    return {"type": "array", "items": row}


def or_empty(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema that also takes what counts as no answer."""
    options = schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]
    return {"anyOf": [*options, {"enum": [None, "", [], {}]}]}


_WORDS = ["string", "number", "boolean"]
LINES = {"type": ["array", *_WORDS], "items": {"type": [*_WORDS, "object"]}}
