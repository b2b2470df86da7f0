"""The interlocal agreement against the list of its state's act."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from coplan.checks.clauses import TOPIC, demands
from coplan.checks.rule_names import names_of_plan
from coplan.checks.unknown import UnknownWatch
from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Missing
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.drafts.render.render import render_all
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

STATES = sorted(
    state
    for state, topics in load_pack(pack_folders()).laws.items()
    if any(law.must_state for law in topics.get(TOPIC, ()))
)

ROOT = Path(__file__).parents[2]


def plan_in(pack, state: str, **answers: object) -> Answers:
    plan = Plan()
    for key, data in {"profile.state": state, **answers}.items():
        plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    return Answers(pack, plan)


def open_clauses(answers: Answers) -> object:
    return names_of_plan(answers, UnknownWatch())["open_clauses"](TOPIC)


def interlocal(pack, state: str) -> Answers:
    partners = [{"name": "City", "kind": "city"}, {"name": "County", "kind": "county"}]
    return plan_in(pack, state, **{"profile.jurisdictions": partners})


def test_a_plan_without_a_state_has_no_list(pack):
    assert demands(Answers(pack, Plan())) == ()


def test_what_is_answered_is_no_longer_missing(pack):
    answers = plan_in(pack, "US-WA")
    before = {found.key: [question.key for question in found.missing] for found in demands(answers)}
    assert before["purpose"] == ["goals.vision", "design.models"]
    after = plan_in(pack, "US-WA", **{"goals.vision": "People get care.", "design.models": ["follow_up"]})
    assert next(found for found in demands(after) if found.key == "purpose").missing == ()


def test_a_clause_of_two_laws_stands_once(pack):
    found = [demand.key for demand in demands(plan_in(pack, "US-WA"))]
    assert len(found) == len(set(found)) > 0


@pytest.mark.parametrize("state", STATES)
def test_the_agreement_has_a_section_for_each_clause_that_the_state_asks_for(pack, state):
    answers = interlocal(pack, state)
    text = render_all(answers, [pack.document("interlocal-agreement")])[0].text
    headings = re.findall(r"^#+ (?:[\d.]+ )?(.+)$", text, re.MULTILINE)
    assert [found.clause.section for found in demands(answers) if found.clause.section not in headings] == []
    assert [found.key for found in demands(answers) if found.law.citation not in text] == []


def test_rules_see_the_clauses_that_wait_for_answers(pack):
    assert open_clauses(interlocal(pack, "US-NE")) == ["its purpose", "the power of each party to act"]


def test_without_a_state_rules_do_not_know_of_clauses(pack):
    assert isinstance(open_clauses(Answers(pack, Plan())), Missing)


def test_a_memorandum_of_public_agencies_says_of_payments_what_the_act_wants_said(pack):
    text = (ROOT / "examples" / "two-rivers" / "plan.yaml").read_text(encoding="utf-8")
    plan = read_plan(text, pack).plan
    plan = plan.with_answer("profile.state", read_value("US-TX", pack.questions["profile.state"]))
    memorandum = render_all(Answers(pack, plan, date(2026, 11, 29)), [pack.document("memorandum")])[0].text
    assert "Each Party pays from current revenue that is available to it. The payments fairly compensate" in memorandum
