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
# "Peers: {{ … }}.", "Who decides it: {{ … }}.": a name or a question in place of a sentence, with the answer behind a colon.
# What asks for a form (a budget line, benefits of a posting) and what leads a list in with a sentence stays.
ANSWER = re.compile(
    r"(?:(?<=[.}\n] )|^|(?<=%\}))([A-Z][A-Za-z0-9', -]{2,70}): \{\{ [a-z_.]+ \| (?:clause|lower|sentence) \}\}",
    re.MULTILINE,
)
SENTENCE = re.compile(
    r"(?!What|Who|How|When|Where|Whether|Why)(?:.*\b(?:are|need|names|passes|used|kept|Say|were|began|think|write|this)\b|Use\b)"
)
OF_A_FORM = {
    "Budget line",
    "Benefits",
    "Safety equipment",
    "Support for staff",
    "Background check, after a conditional offer",
}
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
DRAFTS = sorted((ROOT / "examples").glob("*/drafts/*.md"))


@pytest.mark.parametrize("said", ["This is who goes: a unit.", "It is recorded in this place: the log."])
def test_a_label_is_found(said):
    assert LABEL.search(said)


def test_no_template_puts_a_typed_answer_behind_a_label():
    assert [path.name for path in TEMPLATES if LABEL.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_puts_a_checklist_answer_behind_a_name_or_a_question():
    labels = {
        f"{path.name}: {label}"
        for path in TEMPLATES
        for label in ANSWER.findall(path.read_text(encoding="utf-8"))
        if label not in OF_A_FORM and not SENTENCE.match(label)
    }
    assert labels == set()


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
