"""JSON Schema for plan.yaml, so that an editor completes and checks while people type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coplan.content.answers.kind_schemas import caseless, or_empty
from coplan.content.answers.kinds import KINDS, column_schema
from coplan.content.knowledge import Assumption
from coplan.content.model import Pack
from coplan.content.questions import Question
from coplan.plan.model import FORMAT, STATES
from coplan.plan.read.drafts import FORMATS, PAPERS

_WORDS = ["string", "number", "boolean", "null"]
_SECTION = {"type": ["object", "null", "string"], "pattern": "^$"}  # an empty one counts as none


def _one_of(names: Sequence[str]) -> dict[str, Any]:
    return {"anyOf": [{"enum": list(names)}, {"type": "string", "pattern": caseless(names)}, {"enum": [None, ""]}]}


def _keys(keys: Sequence[str], words: str) -> dict[str, Any]:
    item = {"anyOf": [{"enum": list(keys)}, {"type": "string"}]}
    return {"type": ["array", "null", "string"], "items": item, "description": words}


_DRAFTS = {
    **_SECTION,
    "description": "How drafts are written.",
    "properties": {
        "format": _one_of(FORMATS) | {"description": "docx: Word, unless the plan says otherwise. md: Markdown."},
        "paper": _one_of(PAPERS) | {"description": "letter, unless the plan says otherwise."},
        "letterhead": {
            "type": _WORDS,
            "description": "A Word document with your styles, header and footer; its path from the plan's folder.",
        },
        "holes": {"type": _WORDS, "description": "How much of a document may be open when it is first written: 15%."},
    },
}


def plan_schema(pack: Pack) -> dict[str, Any]:
    """The schema of a plan for this pack (JSON Schema draft 7, which YAML editors understand)."""
    sections = {
        step.id: {
            "title": step.title,
            "description": step.goal,
            **_SECTION,
            "properties": {question.id: question_schema(question) for question in step.questions},
        }
        for step in pack.steps
    }
    keys = list(pack.questions)
    item = {
        "type": "object",
        "required": ["state"],
        "properties": {
            "state": {
                "enum": list(STATES),
                "description": "parked: not now. proposed: to be confirmed. disputed: partners disagree.",
            },
            "owner": {"type": _WORDS, "description": "Who will settle it."},
            "due": {"type": _WORDS, "description": "Until when: year-month-day."},
            "note": {"type": _WORDS},
            "said": {
                "type": "array",
                "items": {"type": "object", "required": ["by", "answer"]},
                "description": "The answers of a dispute, and who gave them. Kept by coplan.",
            },
        },
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "coplan plan",
        "type": "object",
        "properties": {
            "coplan": {"enum": [FORMAT, str(FORMAT)], "description": "Version of this file's format."},
            "answers": {**_SECTION, "properties": sections},
            "open": {
                **_SECTION,
                "description": "Questions that are parked, proposed or disputed.",
                "properties": dict.fromkeys(keys, item),
            },
            "suggested": _keys(keys, "Answers that are the checklist's suggestion and follow it. Kept by coplan."),
            "accepted": {
                **_SECTION,
                "description": "Findings of `coplan check` that people live with, by rule.",
                "additionalProperties": _fields("reason", "owner", "on", "said", required="reason"),
            },
            "limits": {
                **_SECTION,
                "description": "Numbers of rules that this plan sets for itself, by rule and name.",
                "additionalProperties": _fields("value", "reason", required="value"),
            },
            "set_aside": _keys(
                keys, "Answers that are kept although their question does not apply now. Kept by coplan."
            ),
            "drafts": _DRAFTS,
            "assumptions": {
                **_SECTION,
                "description": "Values that figures take where the plan says none, set by you.",
                "properties": {name: _assumption_schema(found) for name, found in pack.assumptions.items()},
            },
        },
    }


def _assumption_schema(assumption: Assumption) -> dict[str, Any]:
    words = f"{assumption.help}\nWithout it: {assumption.value} {assumption.unit}".rstrip()
    value = column_schema(assumption.column)
    fields = {"value": value, "reason": {"type": "string", "description": "Why this value fits here."}}
    return {
        "title": assumption.label,
        "description": words,
        "type": "object",
        "required": ["value"],
        "properties": fields,
    }


def _fields(*names: str, required: str) -> dict[str, Any]:
    fields = {name: {"type": ["string", "number"]} for name in names}
    return {"type": "object", "required": [required], "properties": fields}


def question_schema(question: Question) -> dict[str, Any]:
    """The schema of one answer, with the question as title and its help as description."""
    words = [question.help, f"Why: {question.why}"]
    if question.example and isinstance(question.example, str):
        words.append(f"Example: {question.example}")
    return {"title": question.ask, "description": "\n".join(words)} | or_empty(KINDS[question.kind].schema(question))
