"""Drafts that somebody has to carry or read out are as long as such papers are, and no longer."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "examples"
WORDS_A_PAGE = 500  # of Markdown with its bars; counted against pages of LibreOffice, which hold 480 to 515

# Pages that real papers of this kind have at most, by template.
AT_MOST = {
    "suicide-response": 10,
    "unit-order": 11,  # real ones of cities have 10 to 11 pages
    "unit-order-fire": 10,
    "transportation": 9,
    "hold-procedure": 8.5,  # a chapter, with the words of the law of the state
    "lift-and-contact": 7,
    "naloxone-leave-behind": 7,
    "police-on-call": 6,
    "fire-on-call": 6,
    "mandatory-reporting": 5,  # two pages and a card, and the words of the state's law
    "minors-on-scene": 5,
    "field-safety-plan": 5,
    "job-description": 4.5,
    "assignment-description": 4,
    "memorandum": 9.8,  # with the clauses of real ones on premises, grants and who speaks
    "data-use-agreement": 4,
    "labor-side-letter": 3,
    "staff-report": 5.6,  # four pages, and the tables of cost and of alternatives
    "resolution": 1.5,  # one page, where it approves one paper and is no draft
    "brief": 1,
    "steering-charter": 7,
    "handoff-protocol": 6,
    "dispatch-protocol": 7,
    "information-agreement": 8,
    "information-sharing": 6.8,  # with what a substance use program may still tell
    "complaints": 3.25,  # page one stands alone, as a table with its bars
    "critical-incident-review": 6,
    "language-access": 5,
    "diversion-guideline": 4,
    "case-conference": 4,
    "evaluation-plan": 10,
    "sustainability-plan": 6,
    "public-page": 2.2,  # two pages
    "wallet-card": 1.06,  # one page, with the bars of its table
}
DRAFTS = sorted(path for path in ROOT.glob("*/drafts/*.md") if path.stem.split("@")[0] in AT_MOST)
OF_ADDRESSES = re.compile(r"\]\([^)]*\)")


def test_a_draft_is_as_long_as_its_kind():
    words = {path: len(OF_ADDRESSES.sub("]", path.read_text(encoding="utf-8")).split()) for path in DRAFTS}
    most = {path: AT_MOST[path.stem.split("@")[0]] * WORDS_A_PAGE for path in DRAFTS}
    names = {path: f"{path.parent.parent.name}-{path.stem}" for path in DRAFTS}
    assert {names[path]: (count, most[path]) for path, count in words.items() if count > most[path]} == {}


def test_every_kind_stands_in_an_example():
    assert {path.stem.split("@")[0] for path in DRAFTS} == set(AT_MOST)
