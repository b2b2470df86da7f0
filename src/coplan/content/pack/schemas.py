"""JSON Schemas for the files of a pack, so that an editor completes and checks while people type.

They are made from the same dataclasses that check a pack. YAML gives an editor numbers and yes-or-no where coplan reads
text, so both are let through.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from coplan.content.document import Document
from coplan.content.knowledge import Assumption, Measure, Source
from coplan.content.launch_work import Milestone, Task
from coplan.content.model import OwnPack
from coplan.content.pack.sorts import schema_file
from coplan.content.provisions import Clause, Hold, Law, Party, Topic
from coplan.content.questions import Choice, Column, Question
from coplan.content.rules import Rule

Schema: TypeAlias = dict[str, Any]
FACT: Schema = {
    "type": "object",
    "required": ["label", "is"],
    "properties": {"label": {"type": "string"}, "is": {"type": "string"}, "replaces": {"type": "boolean"}},
}
CASE: Schema = {
    "type": "object",
    "required": ["fires", "says", "silent"],
    "properties": {"fires": {"type": "object"}, "says": {"type": "string"}, "silent": {"type": "object"}},
}
# What coplan fills in, and nobody writes into the entry.
OURS: dict[type, set[str]] = {
    Question: {"step", "group"},
    Assumption: {"key"},
    Document: {"id", "body", "first_line", "row", "heading", "heir_of"},
}


def pack_schemas() -> dict[str, Schema]:
    """The schema of each sort of pack file, by its name: `step`, `rules`, `law` … (JSON Schema draft 7)."""
    text: Schema = {"type": "string"}
    words: Schema = {"type": "array", "items": text}
    step = {"step": text, "group": text, "title": text, "goal": text, "minutes": {"type": "integer"}, "room": words}
    provisions = _table(_list(_item(Law, "citation")))
    law = {"jurisdiction": text, "name": text, "not_read": _table(text), "hold": _of(Hold), "topics": provisions}
    timeline = {
        "phases": _table(text),
        "tasks": _list(_item(Task, "key")),
        "milestones": _list(_item(Milestone, "key")),
    }
    questions = _list(_item(Question, "id"))
    return {
        "step": _file(step | {"questions": questions, "changes": {"type": "object"}}, ["step", "questions"]),
        "rules": _file({"rules": _list(_item(Rule, "id"))}, ["rules"]),
        "cases": _table(CASE),
        "facts": _table(_any(FACT)),
        "sources": _table(_any(_of(Source))),
        "assumptions": _table(_any(_of(Assumption))),
        "measures": _file({"measures": _list(_item(Measure, "key"))}, ["measures"]),
        "timeline": _file(timeline, []),
        "law": _file(law, ["jurisdiction", "topics"]),
        "topics": _table(_any(_of(Topic))),
        "clauses": _table(_any(_of(Clause))),
        "parties": _table(_any(_of(Party))),
        "document": _of(Document),
        "pack": _of(OwnPack),
    }


def schema_files() -> dict[str, str]:
    """The schemas as files of a pack: name and text."""
    return {schema_file(sort): json.dumps(schema, indent=1) + "\n" for sort, schema in pack_schemas().items()}


def _file(properties: Schema, required: list[str]) -> Schema:
    return _head() | {
        "type": "object",
        "required": required,
        "properties": properties | {"replaces": {"type": "boolean"}},
        "additionalProperties": False,
    }


def _table(entry: Schema) -> Schema:
    return _head() | {"type": "object", "additionalProperties": entry}


def _head() -> Schema:
    return {"$schema": "http://json-schema.org/draft-07/schema#"}


def _list(entry: Schema) -> Schema:
    return {"type": "array", "items": entry}


def _item(shape: type, identity: str) -> Schema:
    """An entry of a list: whole, or what an own pack says about the one below it."""
    return _any(_of(shape), identity)


def _any(whole: Schema, *identity: str) -> Schema:
    named: Schema = {name: {"type": "string"} for name in identity}
    changes = {"properties": named | {"changes": {"type": "object"}}, "required": [*identity, "changes"]}
    remove = {"properties": named | {"remove": {"const": True}}, "required": [*identity, "remove"]}
    return {"anyOf": [whole, *({"type": "object", "additionalProperties": False} | one for one in (changes, remove))]}


def _of(shape: type) -> Schema:
    from pydantic import TypeAdapter

    made = _plain(TypeAdapter(shape).json_schema(by_alias=True), {})
    assert isinstance(made, dict)
    made["properties"] = {name: value for name, value in made["properties"].items() if name not in OURS.get(shape, ())}
    made["properties"]["replaces"] = {"type": "boolean"}
    made["required"] = [name for name in made.get("required", ()) if name in made["properties"]]
    made.pop("description", None)
    return made


def _plain(part: Any, named: Schema) -> Any:
    """A schema without names and references, in which text may be a number or yes and no."""
    if isinstance(part, list):
        return [_plain(one, named) for one in part]
    if not isinstance(part, dict):
        return part
    named = named | part.get("$defs", {})
    if "$ref" in part:
        return _inner(named[part["$ref"].rpartition("/")[2]], named)
    kept = {key: _plain(value, named) for key, value in part.items() if key not in ("$defs", "title", "default")}
    if "properties" in part:  # a field may be called title
        kept["properties"] = {name: _plain(value, named) for name, value in part["properties"].items()}
    if kept.get("type") == "string" and "enum" not in kept and "const" not in kept and "format" not in kept:
        kept["type"] = ["string", "number", "boolean"]
    return kept


def _inner(part: Schema, named: Schema) -> Any:
    """A part of an entry; choices and columns may be what an own pack changes."""
    made = _plain(part, named)
    made.pop("description", None)
    if part.get("title") in (Choice.__name__, Column.__name__):
        made["properties"]["replaces"] = {"type": "boolean"}
        return _any(made, "key")
    return made
