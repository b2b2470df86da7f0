"""Whatever a community answers, every rule can be worked out, and its finding is a sentence without holes."""

from __future__ import annotations

import pytest

from coplan.checks.judge import FAILED, Judge
from coplan.drafts.proof.trial_plans import random_plan
from coplan.plan.view import Answers
from tests.long import few_of

GROUPS, SIZE = 6, 10


@pytest.mark.slow
@pytest.mark.parametrize("group", few_of(range(GROUPS), 1))
def test_findings_of_a_random_plan_are_whole_sentences(pack, group):
    faults = []
    for seed in range(group * SIZE, (group + 1) * SIZE):
        judge = Judge(Answers(pack, random_plan(pack, seed)))
        found = [finding for rule in pack.rules if (finding := judge.judge(rule))]
        faults += [
            f"plan {seed}, {one.rule}: {one.message}"
            for one in found
            if FAILED in one.message or "[" in one.message or "None" in one.message or not one.message.endswith(".")
        ]
    assert faults == []
