"""What money leaves: from the end of a source on, of the source itself, without carrying over, and beside a match."""

from __future__ import annotations

import pytest

from coplan.figures.registry import summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  profile: {stage: developing, target_launch: 2027-01-01}
  design: {models: [on_scene], team: [{role: clinician}]}
  resources:
    budget_years: 2
    inflation: 0%
    roles:
      - {title: Clinician, role: clinician, fte: 1, pay: "$96,000", benefits: 25%, start: 2027-01-01, fund_source: Grant}
    funding:
      - {name: Grant, kind: state_grant, amount: "$150,000", start: 2027-01-01, end: 2027-12-31, status: awarded, match: 50%}
      - {name: Hospital, kind: health_system, amount: "$40,000", start: 2027-01-01, end: 2028-12-31, status: in_hand, pays: [positions]}
"""  # 120,000 a year; the grant has 30,000 more than its year needs, the hospital gives 20,000 a year


@pytest.fixture
def found(pack):
    reading = read_plan(PLAN, pack)
    assert reading.notes == ()
    return summary("budget", Answers(pack, reading.plan))


def test_what_no_secured_money_covers_from_the_end_of_the_grant_on(found):
    assert found["uncovered_from_end"] == {"Grant": 80_000}  # 120,000 less the 40,000 of the hospital, saved in year 1


def test_what_the_budget_does_not_need_of_a_source(found):
    assert found["unused"] == {"Grant": 30_000, "Hospital": 0}


def test_without_carrying_over_the_first_year_saves_nothing_for_the_second(found):
    assert (found["total_gap"], found["gap_without_carry_over"]) == (80_000, 100_000)


def test_no_cash_match_fits_beside_a_grant_that_pays_its_lines_in_full(found):
    assert found["match_room"] == 0  # its lines cost 120,000 in its year, and it brings 150,000
