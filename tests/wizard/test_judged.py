"""After a change only the rules that look at it are applied again; what is found is what all rules find."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coplan.checks import judge as judging
from coplan.checks.check import check
from coplan.content.answers.values import Day
from coplan.content.model import Pack
from coplan.plan.model import Acceptance, OpenItem, Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.wizard.judged import Judged

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
EXAMPLES = ("cedar-valley", "juniper-county", "mesquite-flats", "two-rivers")


@pytest.fixture(scope="module")
def plans(pack: Pack) -> dict[str, Plan]:
    return {
        name: read_plan((ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8"), pack).plan
        for name in EXAMPLES
    }


def all_rules(answers: Answers) -> list[object]:
    """What every rule finds, from answers of which nothing is known yet."""
    return list(check(answers, today=Day.fromisoformat(TODAY.isoformat())))


@st.composite
def changes(draw: st.DrawFn, keys: list[str], others: dict[str, list[Plan]]) -> tuple[str, str, Plan | None]:
    """A question, what happens to it, and the plan whose answer it gets."""
    key = draw(st.sampled_from(keys))
    how = draw(st.sampled_from(("other", "other", "removed", "opened", "settled", "accepted")))
    return key, how, draw(st.sampled_from(others[key])) if how == "other" else None


def made(plan: Plan, key: str, how: str, other: Plan | None, rules: list[str]) -> Plan:
    """The plan with one change."""
    if other is not None:
        return plan.with_answer(key, other.answers[key])
    if how == "removed":
        return plan.without_answer(key)
    if how == "accepted":
        rule = rules[len(key) % len(rules)]
        return plan.with_accepted(rule, None if rule in plan.accepted else Acceptance("Known", "Chief"))
    return plan.with_open(key, OpenItem("disputed", note="Not yet") if how == "opened" else None)


def conditions(answers: Answers) -> tuple[dict[str, bool], ...]:
    """What applies, which facts hold and which parties belong to a plan."""
    pack = answers.pack
    applies = {key: answers.applies(key) for key in pack.questions}
    facts, parties = {key: answers.fact(key) for key in pack.facts}, {key: answers.party(key) for key in pack.parties}
    return applies, facts, parties


FORM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def follow(data: st.DataObject, pack: Pack, plans: dict[str, Plan]) -> None:
    """Change a plan a few times, and compare what is found each time."""
    keys = sorted({key for plan in plans.values() for key in plan.answers})
    others = {key: [plan for plan in plans.values() if key in plan.answers] for key in keys}
    plan = plans[data.draw(st.sampled_from(EXAMPLES))]
    judged, rules = Judged(), [rule.id for rule in pack.rules]
    before = Answers(pack, plan)
    for _ in range(4):
        now, anew = Answers(pack, plan, TODAY), Answers(pack, plan, TODAY)
        now.take_conditions(before)
        assert conditions(now) == conditions(anew)
        assert judged.findings(now) == all_rules(anew)
        before = now
        plan = made(plan, *data.draw(changes(keys, others)), rules)


@pytest.mark.slow
@settings(FORM, max_examples=2)
@given(data=st.data())
def test_after_any_changes_the_same_is_found_as_by_all_rules(data, pack, plans):
    follow(data, pack, plans)


@pytest.mark.long
@settings(FORM, max_examples=60)
@given(data=st.data())
def test_after_any_changes_of_many_the_same_is_found_as_by_all_rules(data, pack, plans):
    follow(data, pack, plans)


def test_the_rules_that_look_at_something_else_are_not_applied_again(pack, plans, monkeypatch):
    applied: list[str] = []
    judge = judging.Judge.judge
    monkeypatch.setattr(judging.Judge, "judge", lambda self, rule: (applied.append(rule.id), judge(self, rule))[1])
    plan, judged = plans["cedar-valley"], Judged()
    judged.findings(Answers(pack, plan, TODAY))
    first, applied[:] = len(applied), []
    value = plan.answers["policy.agreement_title"]
    judged.findings(Answers(pack, plan.with_answer("policy.agreement_title", type(value)("Another title")), TODAY))
    assert len(applied) < first / 10
