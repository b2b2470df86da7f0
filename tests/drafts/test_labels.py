"""Answers stand in sentences with the office that acts, never behind a label of a form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LABEL = re.compile(
    r"(?:This is (?:who|what|how|where|when)\b[^.:|{]*|in this place|(?:reached|ended|done with the data|calendar) in this way"
    r"|by this calendar|[Ww]hen reporters call): (?!“)"  # what somebody says stands behind a colon
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
DRAFTS = sorted((ROOT / "examples").glob("*/drafts/*.md"))


@pytest.mark.parametrize("said", ["This is who goes: a unit.", "It is recorded in this place: the log."])
def test_a_label_is_found(said):
    assert LABEL.search(said)


def test_no_template_puts_a_typed_answer_behind_a_label():
    assert [path.name for path in TEMPLATES if LABEL.search(path.read_text(encoding="utf-8"))] == []


def test_no_draft_of_an_example_reads_like_a_form():
    assert [f"{p.parts[-3]}/{p.name}" for p in DRAFTS if LABEL.search(p.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("example", sorted(path.parent.name for path in ROOT.glob("examples/*/plan.yaml")))
def test_those_who_speak_for_the_program_are_named_in_a_sentence(example):
    said = {
        match[0]
        for path in DRAFTS
        if path.parts[-3] == example
        for match in re.finditer(r"[A-Z][^.\n|]* speaks? for the program\.", path.read_text(encoding="utf-8"))
    }
    assert len(said) <= 1, said
