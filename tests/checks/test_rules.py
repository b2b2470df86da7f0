"""Every shipped rule fires in one plan and is silent in another: tests/checks/cases, one file as in checklists/rules.

`fires:` and `silent:` are answers by dotted key; the plan has the stage of the rule unless they say profile.stage.
`accepted`, `limits` and today's date are not part of a case: they have tests of their own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coplan.checks.check import FAILED, check
from coplan.content.answers.values import Day
from coplan.content.pack.folders import shipped_folder
from coplan.content.pack.load import load_pack
from coplan.content.terms import STAGES
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.yaml.lines import render
from coplan.yaml.nodes import read_nodes

FOLDER = Path(__file__).parent / "cases"
TODAY = Day(2026, 11, 23)
PACK = load_pack((shipped_folder(),))
RULES = {rule.id: rule for rule in PACK.rules}
FILES = sorted(FOLDER.glob("*.yaml"))
CASES = {key: case for path in FILES for key, case in read_nodes(path.read_text(), path.name).data.items()}


def answers_of(given: dict[str, object]) -> Answers:
    """The plan with these answers, read as plan.yaml is."""
    sections: dict[str, dict[str, object]] = {}
    for key, value in given.items():
        step, _, name = key.partition(".")
        sections.setdefault(step, {})[name] = value
    reading = read_plan(render({"answers": sections} if sections else {"coplan": "1"}), PACK)
    assert reading.notes == (), "the case names what the checklist does not know"
    return Answers(PACK, reading.plan)


def said(rule: str, part: str) -> list[str]:
    given = {"profile.stage": RULES[rule].stage} | CASES[rule][part]
    answers = answers_of(given)
    aside = answers.set_aside()
    assert not aside, f"answers of this case do not count, for their questions are not asked: {aside}"
    return [f"{found.message} {found.why} {found.fix}" for found in check(answers, [RULES[rule]], today=TODAY)]


@pytest.mark.parametrize("rule", CASES)
def test_rule_fires(rule):
    words = said(rule, "fires")
    assert words, "the rule is silent"
    assert FAILED not in words[0]
    assert " ".join(CASES[rule]["says"].split()) in words[0]


@pytest.mark.parametrize("rule", CASES)
def test_rule_is_silent(rule):
    assert said(rule, "silent") == []


def test_every_rule_has_a_case_and_every_case_a_rule():
    assert sorted(CASES) == sorted(RULES)
    assert {key for key, case in CASES.items() if set(case) != {"fires", "says", "silent"}} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_cases_lie_in_the_file_that_has_the_name_of_the_rules(file):
    rules = read_nodes((shipped_folder() / "checklists/rules" / file.name).read_text(), file.name).data["rules"]
    assert [rule["id"] for rule in rules] == list(read_nodes(file.read_text(), file.name).data)


@pytest.mark.parametrize("stage", ["", *STAGES])
@pytest.mark.parametrize("state", ["", "US-WA", "US-CO"])
def test_a_plan_with_nothing_in_it_has_no_errors(stage, state):
    given = {"profile.stage": stage, "profile.state": state}
    found = check(answers_of({key: value for key, value in given.items() if value}), today=TODAY)
    assert [one.rule for one in found if one.level == "error" or FAILED in one.message] == []


@pytest.mark.parametrize("example", ["cedar-valley", "juniper-county", "mesquite-flats"])
def test_no_rule_fails_on_an_example(example):
    text = (shipped_folder() / "examples" / example / "plan.yaml").read_text()
    found = check(Answers(PACK, read_plan(text, PACK).plan), today=TODAY)
    assert [one.message for one in found if FAILED in one.message] == []
