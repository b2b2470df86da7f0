"""Answers against the law of the plan's state: what law files list as such, and nothing of another state's law."""

from __future__ import annotations

from pathlib import Path

import pytest

from coplan.checks.answer_conflicts import conflicts, conflicts_of
from coplan.checks.check import check
from coplan.content.answers.kinds import read_value
from coplan.content.answers.moments import read_duration
from coplan.content.answers.values import Chosen, Text
from coplan.content.pack.folders import shipped_folder
from coplan.content.pack.load import load_pack
from coplan.content.provisions import AnswerConflict
from coplan.plan.law import PlanLaw
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).parents[2]
RULE = "plan.answer_against_law"
LISTED = [
    (place, law.citation, conflict)
    for place, topics in load_pack((shipped_folder(),)).laws.items()
    for laws in topics.values()
    for law in laws
    for conflict in law.conflicts
]


@pytest.mark.parametrize(
    ("test", "answer", "against"),
    [
        ({"says": ("warn the victim",)}, Text("The clinician may  Warn the\nvictim."), True),
        ({"says": ("warn the victim",)}, Text("Police are told."), False),
        ({"says": ("warn the victim",), "unless": ("counsel",)}, Text("Counsel decides to warn the victim."), False),
        ({"lacks": ("police", "sheriff")}, Text("The person is told."), True),
        ({"lacks": ("police", "sheriff")}, Text("The sheriff is told."), False),
        ({"choices": ("never",)}, Chosen("never", "never"), True),
        ({"choices": ("never",)}, [Chosen("always", "always"), Chosen("never", "never")], True),
        ({"choices": ("never",)}, [Chosen("always", "always")], False),
        ({"longer_than": "24 hours"}, read_duration("2 days"), True),
        ({"longer_than": "24 hours"}, read_duration("1 day"), False),
        ({}, Text("Anything."), True),
    ],
)
def test_an_answer_is_held_against_what_the_law_file_lists(test, answer, against):
    assert conflicts(AnswerConflict("policy.duty_warn", "Why.", **test), answer) is against


@pytest.mark.parametrize(("place", "citation", "conflict"), LISTED, ids=lambda value: str(value)[:40])
def test_what_the_shipped_law_lists_is_found_in_its_state_and_nowhere_else(pack, place, citation, conflict):
    answer = _answer(pack, conflict)
    assert any(citation in words for words in _found(pack, place, conflict.question, answer))
    others = [state for state in pack.laws if state != place]
    assert not any(citation in words for state in others for words in _found(pack, state, conflict.question, answer))
    if conflict.unless:
        told = f"{answer} {conflict.unless[0]}"
        assert not any(
            " ".join(conflict.because.split()) in words for words in _found(pack, place, conflict.question, told)
        )


def test_a_plan_that_moves_to_another_state_is_told_which_answer_its_law_does_not_allow(pack):
    text = (ROOT / "examples" / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8")
    home = read_plan(text, pack).plan
    away = home.with_answer("profile.state", read_value("US-TX", pack.questions["profile.state"]))
    rules = [rule for rule in pack.rules if rule.id == RULE]
    assert check(Answers(pack, home), rules) == []
    (found,) = check(Answers(pack, away), rules)
    assert (
        "goes against Tex. Health & Safety Code 611.004. A professional may tell medical, mental health"
        in found.message
    )


def test_the_sentence_that_goes_against_the_law_is_quoted(pack):
    answer = "The team calls a parent at once. A young person of 13 or over may ask for care. No one is left alone."
    (found,) = _found(pack, "US-OR", "policy.minors_rule", answer)
    assert found.startswith(
        'The answer on rule for minors ("A young person of 13 or over may ask for care.") goes against'
    )


def _answer(pack, conflict: AnswerConflict) -> object:
    if conflict.longer_than:
        return "30 days"
    if conflict.choices:
        return conflict.choices[0]
    if conflict.says:
        return f"We {conflict.says[0]}."
    if conflict.lacks:
        return "Nothing is done."
    return {"resources.labor_contracts": [{"name": "A", "employer": "B", "to": "2028-12-31"}]}[conflict.question]


def _found(pack, state: str, question: str, answer: object) -> list[str]:
    plan = Plan()
    given = {
        "profile.state": state,
        "design.team": [{"role": "clinician"}],
        "design.services": ["naloxone_left"],
        "design.minors": "all_ages",
        "resources.roles": [{"title": "C"}],
    }
    for key, data in {**given, question: answer}.items():
        if key in pack.questions and not (key == "profile.state" and state == "US"):
            plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    return conflicts_of(PlanLaw(Answers(pack, plan)))
