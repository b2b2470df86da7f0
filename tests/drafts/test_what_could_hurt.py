"""What could hurt somebody stands in every paper that it concerns, in every example; an open answer stands there as open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.language import Language
from coplan.plan.model import OpenItem, Plan
from coplan.plan.view import Answers

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
    "a refusal of the ambulance": (
        r"If the refusal stands, (?:the clinician|a team member) stays",
        ("hold-procedure", "minors-on-scene", "suicide-response", "transportation", *ORDERS),
    ),
    "an emergency on a hold": (
        r"In a medical emergency(?: or at high risk of suicide)?, a person on a hold goes by ambulance at once",
        ("hold-procedure", "suicide-response", "transportation", *ORDERS),
    ),
    "medicine that saves a life": (
        r"Rescue medicine \(inhaler, epinephrine, glucose, nitroglycerin\) stays within reach",
        ("facility-handoff", "hold-procedure", "transportation"),
    ),
    "a dose without a paper": (r"A missing paper never stops a dose", ("naloxone-leave-behind",)),
    "someone stays after naloxone": (
        r"If no one can stay, the team stays and calls EMS again",
        ("naloxone-leave-behind",),
    ),
    "the one who drives does not stay": (
        r"The one who drives is not the one who stays",
        ("hold-procedure", "minors-on-scene", "transportation"),
    ),
    "a young person and handcuffs": (
        r"A young person who goes by choice is never handcuffed|The program serves adults",
        ("minors-on-scene",),
    ),
    "illness behind another language": (r"If the person cannot be checked, call EMS", ("language-access",)),
    "a person who leaves before the handover": (r"## If the person leaves before that", ("facility-handoff",)),
    "a person on the floor who refuses": (r"call EMS again and say that the person refuses", ("lift-and-contact",)),
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


def test_an_open_point_says_what_holds_until_it_is_decided(pack):
    until = "the person goes by ambulance."
    assert said_of_the_ride(pack, Plan(), "transportation") == f" Until this is decided, {until}"
    disputed = Plan({"policy.high_risk_ride": "officer"}, open={"policy.high_risk_ride": OpenItem("disputed")})
    assert said_of_the_ride(pack, disputed, "unit-order") == f" Until the dispute ends, {until}"


def test_a_settled_answer_and_a_paper_to_vote_on_say_nothing_of_the_time_before(pack):
    assert said_of_the_ride(pack, Plan({"policy.high_risk_ride": "officer"}), "transportation") == ""
    assert said_of_the_ride(pack, Plan(), "brief") == ""


def said_of_the_ride(pack: Pack, plan: Plan, document: str) -> str:
    language = Language(pack, Answers(pack, plan))
    language.begin(pack.document(document))
    return language.printer.until(language.answer("policy.high_risk_ride"))


def test_support_for_crews_promises_no_privilege():
    for path in ROOT.glob("*/drafts/*.md"):
        text = path.read_text(encoding="utf-8")
        assert "Nothing is reported to command" not in text, path
    assert "privilege" in (ROOT / "cedar-valley/drafts/police-on-call.md").read_text(encoding="utf-8")
