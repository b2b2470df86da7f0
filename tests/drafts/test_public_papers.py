"""Papers for the public say when police come wherever they name the team, and promise no help without police that nobody gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
ALWAYS = {"cedar-valley": "Police and clinician arrive together", "larkspur": "Police always arrive first"}
PAPERS = ("public-page", "wallet-card", "questions-and-answers", "press-release")


def papers(example: str) -> dict[str, str]:
    found = {name: ROOT / example / "drafts" / f"{name}.md" for name in PAPERS}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items() if path.is_file()}


@pytest.mark.parametrize("example", sorted(ALWAYS))
def test_where_police_always_come_the_team_is_not_named_without_them(example):
    for name, text in papers(example).items():
        named = next(line for line in text.splitlines() if "On the team: " in line)
        assert ALWAYS[example] in named, name
        assert "You may ask for help without police" not in text, name


def test_where_they_come_on_request_it_is_said_whose():
    for name, text in papers("two-rivers").items():
        assert "Police come only when the team or the call taker asks for them." in text, name


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats", "larkspur", "two-rivers"])
def test_a_no_that_may_not_end_it_is_told_as_such(example):
    found = papers(example)
    assert "In an emergency that may not end it" in found["public-page"]
    assert "In an emergency that may not end it" in found["wallet-card"]


def test_every_number_has_words_to_say():
    for card in ROOT.glob("*/drafts/wallet-card*.md"):
        rows = [
            line
            for line in card.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and "---" not in line
        ]
        assert all(cell.strip() not in ("", "–") for line in rows for cell in line.strip("|").split("|")), card


@pytest.mark.parametrize(
    "name", ["suicide-response", "transportation", "lift-and-contact", "minors-on-scene", "hold-procedure"]
)
def test_the_medical_director_signs_what_holds_medical_rules(name):
    text = (ROOT / "cedar-valley/drafts" / f"{name}.md").read_text(encoding="utf-8")
    assert "| Medical director, for the medical rules |" in text


AGES = {
    "cedar-valley": "adults and, under conditions, people under 18",
    "larkspur": "adults and, under conditions, people under 18, in the City of Larkspur",
    "mesquite-flats": "adults and, under conditions, people under 18",
    "two-rivers": "people of all ages",
}


@pytest.mark.parametrize("example", sorted(AGES))
def test_public_papers_say_for_whom_and_where(example):
    for name, text in papers(example).items():
        assert f"It is for {AGES[example]}" in text, name
        if "area" not in AGES[example] and example != "larkspur":  # the phases name their area with their hours
            assert re.search(r"- From .*\(.*\)", text) or "**[proposed: rollout phases" in text, name
    for card in (ROOT / example / "drafts").glob("dispatch-card.md"):
        assert "| When, where, whom | " in card.read_text(encoding="utf-8")


def test_what_is_not_asked_is_told_in_plain_words():
    for path in ROOT.glob("*/drafts/*.md"):
        if path.stem in ("public-page", "questions-and-answers"):
            text = path.read_text(encoding="utf-8")
            assert "as a condition of help" not in text, path
            if "Others who come have their own rules" in text:
                assert "whether you are a citizen or have papers to be here" in text, path


def test_an_officer_in_plain_clothes_is_told_with_what_is_carried():
    for name, text in papers("cedar-valley").items():
        assert "in plain clothes, with a badge, and a gun and handcuffs under the jacket" in text, name


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/complaints.md")), ids=lambda path: path.parts[-3])
def test_a_letter_has_an_address_and_bodies_outside_are_named_or_missed(path):
    text = path.read_text(encoding="utf-8")
    assert re.search(r"send a letter to (\*\*\[To decide|\w)", text)
    page = (path.parent / "public-page.md").read_text(encoding="utf-8")
    for one in (text, page):
        assert "ombuds" in one or "**[To decide: outside bodies that take complaints" in one
