"""What partners share: the whole cost, or what money from outside leaves of it. By calculator, and for any grant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from coplan.figures.budget.figures import budget
from coplan.figures.given import given
from coplan.figures.registry import find
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.reports.budget.whole import budget_report

PLAN = """\
answers:
  profile:
    stage: developing
    target_launch: 2027-10-01
    lead_agency: City
    jurisdictions: [{{name: City, kind: city, population: "3,000"}}, {{name: County, kind: county, population: "1,000"}}]
  design: {{models: [ride_along], team: [{{role: clinician}}]}}
  policy: {{ila_parties: [{{party: City, public_agency: "yes"}}, {{party: County, public_agency: "yes"}}]}}
  resources:
    cost_share: {rule}
    share_of: {share_of}
    roles:
      - {{title: Clinician, role: clinician, fte: 1, pay: "$75,000", benefits: 20%, start: 2027-10-01}}
      - {{title: Officer, role: officer, fte: 1, pay: "$100,000", benefits: 50%, start: 2027-10-01}}
    funding:
      - {{name: Grant, kind: {kind}, amount: "{amount}", start: 2027-10-01, end: 2028-09-30, pays: [{pays}], status: {status}}}
    inflation: 0%
    budget_years: 2
"""


def plan(pack, **given_words):
    words = {
        "rule": "population",
        "share_of": "after_grants",
        "kind": "state_grant",
        "amount": "$60,000",
        "pays": "positions",
        "status": "awarded",
    }
    return Answers(pack, read_plan(PLAN.format(**(words | given_words)), pack).plan)


def amounts(answers):
    return {part.party: list(part.amounts) for part in budget(answers).shares.parties}


def test_a_grant_is_taken_off_before_the_partners_share(pack):
    # 75,000 × 1.2 + 100,000 × 1.5 = 240,000; less 60,000 are 180,000: three quarters and one quarter
    found = amounts(plan(pack))
    assert found == {
        "City": [Decimal("135000.00"), Decimal("180000.00")],
        "County": [Decimal("45000.00"), Decimal("60000.00")],
    }


@pytest.mark.parametrize(
    "words",
    [
        {"share_of": "whole"},
        {"status": "applied"},  # nobody can count on it yet
        {"kind": "general_fund"},  # a partner's own money
        {"pays": "vehicles"},  # there are none, so it pays nothing
    ],
    ids=["the whole cost is shared", "only applied for", "own money", "pays nothing here"],
)
def test_what_does_not_lower_the_shares(pack, words):
    assert amounts(plan(pack, **words))["County"] == [Decimal("60000.00"), Decimal("60000.00")]


def test_a_grant_that_is_larger_than_the_cost_leaves_nothing_and_no_less(pack):
    assert amounts(plan(pack, amount="$900,000"))["City"][0] == 0


def test_the_report_says_what_is_shared_and_what_was_paid_first(pack):
    section = next(one for one in budget_report(plan(pack)).sections if one.title == "Shares of the cost")
    assert "Shares are of what awarded money from outside leaves of the cost." in section.parts[0].words
    table = next(part for part in section.parts if hasattr(part, "rows"))
    assert list(table.rows[0])[:2] == ["Money from outside, paid first", "$60,000.00"]
    assert list(table.rows[-1])[:2] == ["Total", "$240,000.00"]


def test_a_share_is_the_same_by_fiscal_year(pack):
    text = PLAN.format(
        rule="population", share_of="after_grants", kind="state_grant", amount="$60,000", pays="positions",
        status="awarded",
    ) + "    fiscal_years: [{party: County, begins: october}]\n"  # fmt: skip
    answers = Answers(pack, read_plan(text, pack).plan)
    declared, one = find("budget.share_by_party_year.County, FY 2028", answers)
    assert given(answers).figure(declared, one).value == Decimal("45000.00")


@generated(amount=st.integers(1, 400_000), more=st.integers(0, 200_000))
@settings(max_examples=25, deadline=None)
def test_shares_and_what_is_paid_first_are_the_cost_and_more_grants_never_raise_a_share(pack, amount, more):
    few, many = (budget(plan(pack, amount=f"${one}")) for one in (amount, amount + more))
    for found in (few, many):
        parts = zip(*(part.amounts for part in found.shares.parties), strict=True)
        paid = [sum(column) + first for column, first in zip(parts, found.shares.first, strict=True)]
        assert paid == list(found.cost)
    # a cent may go to another party, and never more
    pairs = zip(few.shares.parties, many.shares.parties, strict=True)
    assert all(
        much <= less + Decimal("0.01")
        for one, other in pairs
        for less, much in zip(one.amounts, other.amounts, strict=True)
    )
