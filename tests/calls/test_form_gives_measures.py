"""A form that cannot give a measure is found: the rule asks for every field that the sums of a log read."""

from __future__ import annotations

import pytest

pytest.importorskip("duckdb")

from coplan.calls.encounters.fields import ALWAYS
from coplan.calls.encounters.measures import COMPUTED, needed_fields
from coplan.checks.check import check
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """coplan: 1
answers:
  profile: {stage: developing}
  metrics: {selected: [KEY], person_id: hashed_id, fields: [closing_reason]}
"""


@pytest.mark.parametrize("key", COMPUTED)
def test_the_rule_asks_for_every_field_that_a_measure_reads(pack, key: str) -> None:
    found = check(Answers(pack, read_plan(PLAN.replace("KEY", key), pack).plan))
    said = " ".join(one.message for one in found if one.rule == "metrics.fields_missing")
    assert not [name for name in needed_fields(key) if name not in ALWAYS and name.replace("_", " ") not in said]
