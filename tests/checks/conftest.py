"""A small pack with rules of its own, and the plan that they judge."""

from __future__ import annotations

import pytest

from coplan.checks.check import check
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

RULES = "checklists/rules/01-design.yaml"
HEAD = """\
rules:
  - id: design.too_few
    level: error
"""
TAIL = """\
    message: There are {{ people }} people.
    why: Hours need people.
    fix: Hire more.
    questions: [design.people]
    source: [guide]
"""


def rule_text(*lines: str) -> str:
    """One rule with these lines, and a message that names `people`."""
    return HEAD + "".join(f"    {line}\n" for line in lines) + TAIL


@pytest.fixture
def judge(small_files, build_pack):
    """What one rule says of a plan: judge(["when: …"], "design: {people: 2}")."""

    def judge(lines, answers="", more="", today=None):
        text = (
            rule_text(*lines)
            if any("people:" in line for line in lines)
            else rule_text(*lines, "let: {people: design.people}")
        )
        pack = build_pack(small_files | {RULES: text})
        plan = "answers:\n" + "".join(f"  {line}\n" for line in answers.split("\n")) if answers else "coplan: 1\n"
        reading = read_plan(plan + more, pack)
        return [one.message for one in check(Answers(pack, reading.plan), today=today)]

    return judge
