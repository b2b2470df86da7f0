"""Weeks that differ, by season, in turn and by phase: hours and FTE of each, and the year's total, by calculator."""

from __future__ import annotations

from decimal import Decimal

import pytest

from coplan.figures.given import given
from coplan.figures.registry import find, summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  design: {{models: [ride_along], hours: "{hours}", team: [{{role: clinician, count: 2}}]}}
  resources:
    paid_hours: 2080
    absence: [{{reason: vacation, hours: 380}}]
    roles: [{{title: Clinician, role: clinician, fte: {fte}}}]
"""


def plan(pack, hours, fte=4):
    return Answers(pack, read_plan(PLAN.format(hours=hours, fte=fte), pack).plan)


def value(answers, key):
    declared, one = find(key, answers)
    figure = given(answers).figure(declared, one)
    return figure.value if figure else None


def test_a_season_has_its_own_hours_and_fte_and_the_year_a_total(pack):
    answers = plan(pack, "Mo-Fr 08:00-16:00; Jul-Aug Mo-Su 08:00-20:00")
    assert value(answers, "staffing.hours_by_week.September to June") == 40
    assert value(answers, "staffing.hours_by_week.July to August") == 84
    # 40 × 303 ÷ 7 + 84 × 62 ÷ 7
    assert value(answers, "staffing.hours_a_year") == Decimal(2475)
    # 84 × 365 ÷ 7 × 2 ÷ 1,700
    assert value(answers, "staffing.week_fte.clinician, July to August") == Decimal("5.15")
    assert value(answers, "staffing.week_fte.clinician, September to June") == Decimal("2.45")


def test_weeks_in_turn_have_each_their_own(pack):
    answers = plan(pack, "week 1-53/2 Mo-Fr 08:00-16:00; week 2-53/2 Mo-Su 08:00-16:00")
    hours = summary("staffing", answers)["hours_by_week"]
    assert sorted(hours.values()) == [40, 56]
    assert value(answers, "staffing.hours_a_year") == Decimal(2503)  # 48 × 365 ÷ 7, rounded


@pytest.mark.parametrize(("fte", "short"), [(4, True), (5.2, False)])
def test_positions_for_the_average_week_do_not_carry_the_season(pack, fte, short):
    answers = plan(pack, "Mo-Fr 08:00-16:00; Jul-Aug Mo-Su 08:00-20:00", fte)
    found = summary("staffing", answers)
    assert found["short_roles"] == ()
    assert bool(found["short_weeks"]) is short


def test_weeks_that_are_alike_have_none_of_it(pack):
    found = summary("staffing", plan(pack, "Mo-Fr 08:00-16:00"))
    assert (found["hours_by_week"], found["week_fte"], found["hours_a_year"]) == ({}, {}, None)


PHASED = """\
answers:
  profile: {stage: developing, target_launch: 2027-10-04}
  design:
    models: [ride_along]
    hours: Mo-Su 12:00-22:00
    team: [{role: clinician, count: 2}]
    phases:
      - {phase: Pilot, start: 2027-10-04, hours: "We-Su 12:00-22:00", teams: 1}
      - {phase: Full, start: 2028-01-10, hours: "Mo-Su 12:00-22:00", teams: 2}
  resources: {paid_hours: 2080, absence: [{reason: vacation, hours: 380}]}
"""


def test_a_phase_has_its_own_hours_and_fte_and_the_first_year_a_total(pack):
    answers = Answers(pack, read_plan(PHASED, pack).plan)
    assert value(answers, "staffing.hours_by_phase.Pilot") == 50
    assert value(answers, "staffing.hours_by_phase.Full") == 140  # two teams
    assert value(answers, "staffing.phase_fte.clinician, Pilot") == Decimal("3.07")  # 50 × 365 ÷ 7 × 2 ÷ 1,700
    assert value(answers, "staffing.phase_fte.clinician, Full") == Decimal("8.59")
    assert value(answers, "staffing.first_year_hours") == 6000  # 98 days of 50 ÷ 7, and 265 of 140 ÷ 7


def test_without_phases_there_is_none_of_it(pack):
    found = summary("staffing", plan(pack, "Mo-Fr 08:00-16:00"))
    assert (found["hours_by_phase"], found["phase_fte"], found["first_year_hours"]) == ({}, {}, None)
