"""A plan with phases never prints hours, area, services or cost of the last phase as if they held from the first day."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.content.answers.kinds import read_value
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from tests.long import few_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FROM, LATER = "January 10, 2028", "phases differ"
PILOT = {"phase": "Pilot", "start": "2027-10-04", "area": "Mill District", "hours": "We-Su 12:00-22:00"}
WHOLE = {
    "phase": "Full week",
    "start": "2028-01-10",
    "area": "the whole of Bend",
    "hours": "Mo-Su 09:00-23:00",
    "services": "help with lost papers",
    "cost": "$123,457",
}
GIVEN = {
    "profile.stage": "developing",
    "design.phases": [PILOT, WHOLE],
    "design.hours": "Mo-Su 09:00-23:00",
    "profile.service_area": "the whole of Bend",
    "design.services": ["safety_planning", "warm_handoff"],
}
LAST = re.compile(r"every day, 9 a.m. to 11 p.m.|the whole of Bend|help with lost papers|\$123,457", re.IGNORECASE)
SERVICES = re.compile(r"safety planning\b.{0,9}\bwarm handoff", re.IGNORECASE | re.DOTALL)
# Sentences that are not about the first day: what a rule found, and the place in which needs were counted.
NOT_OF_THE_FIRST_DAY = re.compile(r"\| Step \d|each part from the step|The area is the whole of Bend")


@pytest.mark.parametrize("seed", few_of(range(1, 13), 4))
def test_what_begins_with_the_last_phase_stands_only_with_its_first_day(pack, seed):
    plan = random_plan(pack, seed)
    for key, data in GIVEN.items():
        plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    answers = Answers(pack, plan)
    for item in render_all(answers, documents_for(answers)):
        for line in item.text.split("\n"):
            for found in LAST.finditer("" if NOT_OF_THE_FIRST_DAY.search(line) else line):
                dated = FROM in line[: found.start()] or FROM in line[found.end() :] or LATER in line[found.end() :]
                assert dated, (item.document.id, line)
        if SERVICES.search(item.text):
            assert "help with lost papers" in item.text, item.document.id


@pytest.mark.parametrize("name", ["request-for-proposals", "services-contract", "program-description"])
def test_services_that_begin_later_are_told_where_services_are_listed(pack, name):
    plan = read_plan((EXAMPLES / "larkspur" / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    for key, data in GIVEN.items():
        plan = plan.with_answer(key, read_value(data, pack.questions[key]))
    [item] = render_all(Answers(pack, plan), [pack.document(name)])
    assert SERVICES.search(item.text)
    assert f"From {FROM} the team adds help with lost papers" in item.text
