"""One term each: a word with a meaning of its own is defined in the draft that uses it, and has no twin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
DRAFTS = sorted(ROOT.glob("*/drafts/*.md"))
NAMES = {path: f"{path.parent.parent.name}-{path.stem}" for path in DRAFTS}
AGREEMENTS = (
    *("interlocal-agreement", "services-contract", "memorandum", "amendment", "joinder"),
    *("data-use-agreement", "information-agreement", "labor-side-letter"),
)
CAPITAL = re.compile(
    r"\b(?:the|The|Each|each|a|A|any|Any|no|No|other) (Employer|Host|Administrator|Provider|Agency|Party|Owner|User|Union)\b"
)
PLURAL = re.compile(r"\bThe (Parties|Agencies)\b")
OFFICER = re.compile(
    r"(?<!privacy )(?<!finance )(?<!records )(?<!security )(?<!health )\bofficers?\b(?! of|-)", re.IGNORECASE
)
PROCEDURES = (
    *("suicide-response", "transportation", "lift-and-contact", "naloxone-leave-behind", "hold-procedure"),
    *(
        "minors-on-scene",
        "mandatory-reporting",
        "information-sharing",
        "field-safety-plan",
        "unit-order",
        "unit-order-fire",
    ),
)
TWINS = {
    "civilian staff": "staff without police powers",
    "clinical manager": "clinical supervisor",
    "sworn partner": "team officer",
    "hosting agency": "host",
}


def drafts_of(templates: tuple[str, ...]) -> list[Path]:
    return [path for path in DRAFTS if path.stem.split("@")[0] in templates]


def test_a_capital_word_of_an_agreement_is_defined_in_it():
    undefined = []
    for path in drafts_of(AGREEMENTS):
        text = path.read_text(encoding="utf-8")
        used = set(CAPITAL.findall(text)) | {
            {"Parties": "Party", "Agencies": "Agency"}[one] for one in PLURAL.findall(text)
        }
        assert used, NAMES[path]
        defined = (rf"“(?:the )?{word}”|\| {word} \||\((?:the )?{word}\)" for word in used)
        undefined += [(NAMES[path], words) for words in defined if not re.search(words, text)]
    assert undefined == []


WHO_IS_ONE = (
    "| Officer | any police officer, deputy, marshal or constable",
    "An officer is any police officer, deputy, marshal or constable.",
)


def test_a_procedure_that_speaks_of_officers_says_who_they_are():
    texts = {NAMES[path]: path.read_text(encoding="utf-8") for path in drafts_of(PROCEDURES)}
    speaking = {name: text for name, text in texts.items() if OFFICER.search(text)}
    assert [name for name, text in speaking.items() if not any(words in text for words in WHO_IS_ONE)] == []


def test_no_draft_has_a_second_word_for_a_term():
    drafts = [path for path in DRAFTS if not path.stem.startswith("counsel")]
    texts = {path: path.read_text(encoding="utf-8").lower() for path in drafts}
    assert [(NAMES[path], word) for path, text in texts.items() for word in TWINS if word in text] == []


@pytest.mark.parametrize("path", drafts_of(("resolution",)), ids=NAMES.get)
def test_papers_of_a_resolution_are_not_called_like_their_own_exhibits(path):
    text = path.read_text(encoding="utf-8")
    assert "Exhibit" not in text
    assert ("Attachments 1 and 2" in text) == (
        "are approved" in text and "services contract" in text.lower() and "and the" in text
    )
