"""The community's own assumptions: read, judged, described to editors, and kept when the plan is saved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coplan.errors import BadInput
from coplan.plan.model import OwnValue
from coplan.plan.read.plan import read_plan
from coplan.plan.schema import plan_schema

OWN = """\
assumptions:
  missed_target:
    value: 10%
    reason: The nearest other team
      is an hour away.
  paid_hours: {value: "1,950", reason: 37.5 hours a week}
"""


def test_own_values_are_read_with_their_reasons(pack):
    reading = read_plan(OWN, pack)
    assert reading.plan.assumptions == {
        "missed_target": OwnValue(Decimal(10), "The nearest other team is an hour away."),
        "paid_hours": OwnValue(Decimal(1950), "37.5 hours a week"),
    }
    assert reading.notes == ()


def test_what_is_not_known_or_not_explained_is_kept_and_noted(pack):
    text = "assumptions:\n  paid_hour: {value: 3, reason: x}\n  vacancy: {value: 5%}\n"
    reading = read_plan(text, pack)
    assert [(note.line, note.what, note.fix) for note in reading.notes] == [
        (2, "there is no such assumption; it is kept as it is.", "Did you mean `paid_hours`?"),
        (3, "there is no reason for this value.", "Add `reason:`."),
    ]
    assert list(reading.plan.assumptions) == ["vacancy"]


def test_everything_that_is_wrong_is_told_at_once(pack):
    text = "assumptions:\n  vacancy: 5%\n  paid_hours: {value: 10, reason: x}\n  missed_target: {reason: y}\n"
    with pytest.raises(BadInput) as caught:
        read_plan(text, pack)
    assert [(found.line, found.key) for found in caught.value.problems] == [
        (2, "assumptions.vacancy"),
        (3, "assumptions.paid_hours.value"),
        (4, "assumptions.missed_target"),
    ]


def test_a_list_of_assumptions_is_refused(pack):
    with pytest.raises(BadInput, match="expected keys and values here"):
        read_plan("assumptions: [vacancy]\n", pack)


def test_a_save_keeps_them_to_the_byte(make_plan, pack):
    place = make_plan(OWN + "answers:\n  design:\n    hours: Mo-Fr 08:00-20:00 # agreed\n", pack)
    place.save(lambda plan: plan.with_answer("design.hours", plan.answers["design.hours"]).with_open("x", None))
    saved = place.save(lambda plan: plan.without_answer("design.hours"))
    assert (place.folder / "plan.yaml").read_text(encoding="utf-8").startswith(OWN)
    assert saved.plan.assumptions["missed_target"].value == 10


def test_an_editor_is_told_about_every_assumption(pack):
    described = plan_schema(pack)["properties"]["assumptions"]["properties"]
    assert set(described) == set(pack.assumptions)
    assert "Without it: 2,080 hours" in described["paid_hours"]["description"]
