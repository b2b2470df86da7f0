"""Papers on records and data say what a person's privacy and safety hang on, in every example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
PART_2 = ("cedar-valley", "larkspur", "mesquite-flats")  # plans with a substance use program among the partners

# What a paper says in every example, by the papers.
SAID = {
    "information-sharing": (
        r"\| Anyone \| EMS crews who treat, and the hospital \| all that treatment needs",
        r"\| Privacy contact \| .*never over the radio",
        r"With a warrant or a court order in hand: do not obstruct",
        r"neither confirms nor adds to it|\| Dispatchers \| The team \|",
    ),
    "records-and-cameras": (
        r"No account is opened before proof of confidentiality training is on file",
        r"gets a letter from the keeper",
        r"with a warrant do not obstruct",
    ),
    "mandatory-reporting": (r"Call before you leave the scene, or at once after", r"45 CFR 164\.512\(c\)"),
    "release-form": (r"Spoken agreement, \*\*no release\*\*", r"his form is not for police, prosecutors"),
    "encounter-form": (r"\*\*protected health information\*\*", r"☐ reportable ☐ unknown"),
    "evaluation-plan": (r"Harms of the whole program are always shown", r"shown however few there were"),
    "quarterly-report": (r"good or bad, and however few",),
}
NOWHERE = {
    "a secret of one of them": r"no secret of one of them",
    "one denominator for all rates": r"Rates use one denominator",
    "a choice of the questionnaire in a table": r"\| a rule of its own \|",
    "a count of proofs in place of a rule": r"have proof of confidentiality training on file:",
    "reports by a substance use program without limit": r"in a medical emergency, for a report that the law asks for",
    "papers as a thing that no one notes": r"identity papers as a condition of help",
}


@pytest.mark.parametrize("paper", SAID)
def test_a_paper_says_it_in_every_example(paper):
    found = sorted(ROOT.glob(f"*/drafts/{paper}.md"))
    assert found
    lacking = [
        f"{path.parts[-3]}: {words}"
        for path in found
        for words in SAID[paper]
        if not re.search(words, path.read_text(encoding="utf-8"))
    ]
    assert lacking == []


@pytest.mark.parametrize("what", NOWHERE)
def test_no_draft_says_it(what):
    found = [str(path) for path in ROOT.glob("*/drafts/*.md") if re.search(NOWHERE[what], path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("plan", PART_2)
def test_a_substance_use_program_tells_police_of_no_patient(plan):
    drafts = ROOT / plan / "drafts"
    for paper in ("information-sharing", "information-agreement"):
        text = (drafts / f"{paper}.md").read_text(encoding="utf-8")
        assert "only with the person's written consent" in text
        assert not re.search(r"tell officers[^.]*in contact with a provider", text)
    reports = (drafts / "mandatory-reporting.md").read_text(encoding="utf-8")
    assert "the first report of suspected child abuse or neglect" in reports
    assert "has no exception for a warning" in reports


def test_data_of_people_are_never_called_without_identity():
    for path in ROOT.glob("*/drafts/data-use-agreement@*.md"):
        text = path.read_text(encoding="utf-8")
        assert "42 CFR 2.51" not in text
        assert ("derived from the person" in text) != ("These are counts." in text)


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/mandatory-reporting.md")), ids=lambda path: path.parts[-3])
def test_page_one_on_reports_says_by_when_and_to_whom_and_the_law_speaks_after_what_to_do(path):
    text = path.read_text(encoding="utf-8")
    first = text.partition("## 1. On one page")[2].partition("\n## 2. ")[0]
    assert re.search(
        r"You report it yourself, at once and within (?:\*\*\[To decide|\d+|the time of the law, which stands below)",
        first,
    )
    assert "| Phone" in first
    assert text.index("## 5. What you do") < text.index("The words of the law\n") < text.index("Training and review")
    children = text.partition("## 3. Children")[2].partition("\n## ")[0]
    assert len(children.split()) < 120
