"""Every shipped rule fires in one plan and is silent in another: checklists/cases, one file as in checklists/rules."""

from __future__ import annotations

import pytest

from coplan.checks.cases import DAY, case_faults, cases, faults_of
from coplan.checks.check import check
from coplan.checks.judge import FAILED
from coplan.content.pack.files import read_files
from coplan.content.pack.folders import pack_layers, shipped_folder
from coplan.content.pack.load import load_pack
from coplan.content.pack.reading import Reading
from coplan.content.terms import STAGES
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.yaml.lines import render
from coplan.yaml.nodes import read_nodes

PACK = load_pack((shipped_folder(),))
RULES = {rule.id: rule for rule in PACK.rules}
FILES = read_files(Reading(), pack_layers([shipped_folder()])).named
CASES = cases(FILES)


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.startswith("checklists/cases/")))
def test_rule_fires_and_is_silent_as_its_case_says(name):
    faults = {rule: list(faults_of(PACK, RULES[rule], CASES[rule])) for rule in FILES[name].data}
    assert faults
    assert {rule: found for rule, found in faults.items() if found} == {}


def test_every_rule_has_a_case_and_every_case_a_rule():
    assert sorted(CASES) == sorted(RULES)


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.startswith("checklists/rules/")))
def test_cases_lie_in_the_file_that_has_the_name_of_the_rules(name):
    rules = [node.find(("id",)).data for node in FILES[name].find(("rules",)).value]
    assert rules == list(FILES[name.replace("/rules/", "/cases/")].data)


BAD = """\
design.follow_up_response_time:
  fires: {design.models: [on_scene]}
  says: Something else.
  silent: {design.huors: x}
design.nothing: {fires: {}, says: x, silent: {}}
design.no_partner: {fires: {}}
"""


def test_a_case_that_does_not_hold_is_told_with_its_place():
    name = "checklists/cases/99.yaml"
    found = [str(problem) for problem in case_faults(PACK, {name: read_nodes(BAD, name)})]
    assert found[0] == f"{name}, line 2: design.follow_up_response_time: the rule does not fire."
    assert found[1].startswith(f"{name}, line 4: design.follow_up_response_time: `silent:` is no plan: ")
    assert found[2].startswith(f"{name}, line 5: design.nothing: there is no such rule.")


@pytest.mark.parametrize("stage", ["", *STAGES])
@pytest.mark.parametrize("state", ["", "US-WA", "US-CO"])
def test_a_plan_with_nothing_in_it_has_no_errors(stage, state):
    given = {name: value for name, value in (("stage", stage), ("state", state)) if value}
    plan = read_plan(render({"answers": {"profile": given}}), PACK).plan if given else Plan()
    found = check(Answers(PACK, plan), today=DAY)
    assert [one.rule for one in found if one.level == "error" or FAILED in one.message] == []


@pytest.mark.parametrize("example", ["cedar-valley", "juniper-county", "mesquite-flats"])
def test_no_rule_fails_on_an_example(example):
    text = (shipped_folder() / "examples" / example / "plan.yaml").read_text(encoding="utf-8")
    found = check(Answers(PACK, read_plan(text, PACK).plan), today=DAY)
    assert [one.message for one in found if FAILED in one.message] == []
