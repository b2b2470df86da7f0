"""What could hurt somebody stands in every paper that it concerns, in every example; an open answer stands there as open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
ORDERS = ("unit-order", "unit-order-fire")
ON_CALL = ("police-on-call", "fire-on-call")

# The rule, the words of which one stands in each of the papers, and the papers.
RULES = {
    "help at the first missed check": (
        r"[Aa]t the first missed check|call back once, at once, and send the nearest unit",
        ("field-safety-plan", "dispatch-protocol", *ON_CALL, *ORDERS),
    ),
    "a ride at high risk of suicide": (
        r"a person at high risk of suicide (?:goes|is|does not ride|\*\*\[To decide|rides)",
        ("suicide-response", "transportation"),
    ),
    "the channel of the incident commander": (r"channel of the incident", ("fire-on-call",)),
    "holds in this program only": (
        r"In this [Pp]rogram only .* may start an involuntary hold",
        (
            *("hold-procedure", "suicide-response", "transportation", "interlocal-agreement", "memorandum"),
            *("services-contract", *ON_CALL, *ORDERS),
        ),
    ),
    "more than the safe harbor": (
        r"They are a floor|The duty supervisor makes sure that police where the person threatened lives were told",
        ("mandatory-reporting",),
    ),
    "an own deadline after an attempt": (r"After a suicide attempt, the contact is made within", ("suicide-response",)),
    "handcuffs": (
        r"[Aa] person who goes by choice is (?:not )?handcuffed",
        ("hold-procedure", "suicide-response", "transportation", "minors-on-scene", "unit-order"),
    ),
    "immigration": (
        r"asks for, notes or passes on .*, unless a law or a court order requires it",
        ("dispatch-protocol", "information-sharing", "minors-on-scene", "suicide-response", "transportation", *ORDERS),
    ),
    "names and warrants": (
        r"runs a name only|say when a name is run|\*\*\[To decide: when names are run",
        ("unit-order",),
    ),
    "a caller who wants no police": (
        r"wants no police|help without police",
        ("dispatch-card", "dispatch-protocol", "unit-order"),
    ),
    "the family, children, animals and belongings": (
        r"The family is told by",
        ("hold-procedure", "transportation", *ORDERS),
    ),
}


def drafts(names: tuple[str, ...]) -> list[Path]:
    return sorted(path for name in names for path in ROOT.glob(f"*/drafts/{name}.md"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_stands_in_every_paper_that_it_concerns(rule):
    words, names = RULES[rule]
    found = drafts(names)
    assert {path.stem for path in found} == set(names)
    lacking = [
        f"{path.parts[-3]} {path.stem}" for path in found if not re.search(words, path.read_text(encoding="utf-8"))
    ]
    assert lacking == []


def test_support_for_crews_promises_no_privilege():
    for path in ROOT.glob("*/drafts/*.md"):
        text = path.read_text(encoding="utf-8")
        assert "Nothing is reported to command" not in text, path
    assert "privilege" in (ROOT / "cedar-valley/drafts/police-on-call.md").read_text(encoding="utf-8")
