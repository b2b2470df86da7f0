"""What a room reads is for people outside software: questions, helps, rules, and what the wizard says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coplan.content.model import Pack

SRC = Path(__file__).resolve().parents[2] / "src/coplan"
SOFTWARE = r"YAML|JSON|CSV|regex|boolean|parse[ds]?|stdin|null|tokens?|parameters?|iterable|encoding|dict"
NOT_FOR_A_ROOM = {
    "words of software": re.compile(rf"\b(?:{SOFTWARE})\b"),
    "an unnamed guide": re.compile(r"\bthe guide['’]s\b", re.IGNORECASE),
    "Latin": re.compile(r"\b(?:e\.g\.|i\.e\.|etc\.|viz\.|resp\.)", re.IGNORECASE),
    "a date that people in the United States do not write": re.compile(r"\b\d{4}-\d{2}-\d{2}\b"),
    "days in the form of the file": re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)-(?:Mo|Tu|We|Th|Fr|Sa|Su)\b|\bPH off\b"),
    "English of another country": re.compile(
        r"\b(?:whilst|on which terms|to which extent|which share|until when)\b", re.IGNORECASE
    ),
    "a count that does not bend": re.compile(r"\b1 (?:minutes|hours|days|questions|rows|holes|answers|objectives)\b"),
    "brackets of a program": re.compile(r"\w\(s\)|\{\w+\}|\[\w+\]"),
}


def asked(pack: Pack) -> Iterator[tuple[str, str]]:
    """Everything that is asked and explained, with its key."""
    for step in pack.steps:
        yield step.id, step.goal
        for question in step.questions:
            yield from ((question.key, text) for text in (question.ask, question.label, question.help, question.why))
            for choice in question.choices:
                yield from ((question.key, text) for text in (choice.label, choice.help))
            for column in question.columns:
                yield from ((question.key, text) for text in (column.label, column.help))
                yield from ((question.key, text) for one in column.choices for text in (one.label, one.help))


def said(folder: str) -> Iterator[tuple[str, str]]:
    """Every text of more than two words in the code of a room, but for what explains the code."""
    for path in sorted((SRC / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        explains = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) and id(node) not in explains else None
            if isinstance(text, str) and len(text.split()) > 2:
                yield f"{path.name}:{node.lineno}", text


def rejected(texts: Iterator[tuple[str, str]], why: str) -> list[str]:
    pattern = NOT_FOR_A_ROOM[why]
    return [f"{key}: {text}" for key, text in texts if pattern.search(text)]


@pytest.mark.parametrize("why", NOT_FOR_A_ROOM)
def test_questions_and_helps_are_for_people_outside_software(pack: Pack, why: str) -> None:
    assert rejected(asked(pack), why) == []


@pytest.mark.parametrize("why", [why for why in NOT_FOR_A_ROOM if why != "brackets of a program"])
@pytest.mark.parametrize("folder", ["wizard"])
def test_what_the_wizard_says_is_for_people_outside_software(folder: str, why: str) -> None:
    assert rejected(said(folder), why) == []
