"""Agreements of the examples have the clauses by which an instrument holds, once each, and their references resolve."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
INSTRUMENTS = sorted(
    path
    for name in ("interlocal-agreement", "memorandum", "services-contract")
    for path in ROOT.glob(f"*/drafts/{name}.md")
)
ONCE = {
    "who is a party": r"Each of them is a “Party”",
    "when it takes effect": r"[Tt]his (?:Agreement|Memorandum|Contract) begins on ",
    "appropriation": r"subject to appropriation by its governing body",
    "notices": r"A formal notice is in writing",
    "the whole agreement": r"^- Entire agreement: ",
    "order of precedence": r"^- Order: (?:if its parts conflict|a later amendment)",
    "severability": r"^- Severability: ",
    "assignment": r"^- Assignment: ",
    "no third party": r"^- Other persons: ",
    "force majeure": r"^- Events beyond control: ",
    "law and court": r"^- Law and court: ",
    "waiver": r"^- Waiver: ",
    "survival by section": r"^- Survival: section \d+",
    "copies and electronic signatures": r"^- Copies: ",
    "no joint venture": r"makes no partnership, joint venture",
    "change by amendment": r"changed only by a written amendment",
}
AT_LEAST_ONCE = {
    "when a notice is received": r"is received (?:on|when)",
    "the clerk's attest": r"^\| Attested by ",
    "counsel, as to form": r"^\| Approved as to form by its counsel ",
    "workers' compensation": r"workers' compensation",
}


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parts[-3]}-{path.stem}" for path in paths]


@pytest.mark.parametrize("path", INSTRUMENTS, ids=names(INSTRUMENTS))
def test_an_instrument_has_its_clauses(path):
    text = path.read_text(encoding="utf-8")
    counts = {name: len(re.findall(words, text, re.MULTILINE)) for name, words in ONCE.items()}
    assert {name: count for name, count in counts.items() if count != 1} == {}
    assert [name for name, words in AT_LEAST_ONCE.items() if not re.search(words, text, re.MULTILINE)] == []


def test_instruments_of_all_kinds_are_looked_at():
    assert len(INSTRUMENTS) == 6


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*/drafts/unit-order*.md")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_each_procedure_says_to_which_order_it_belongs(path):
    order = "unit order for police" if path.stem == "unit-order" else "unit guideline for fire and EMS"
    papers = ("suicide-response", "hold-procedure", "transportation", "lift-and-contact", "minors-on-scene")
    for name in papers:
        text = path.with_name(f"{name}.md").read_text(encoding="utf-8")
        assert re.search(rf"^\| Belongs to \| .*{order}", text, re.MULTILINE), name
