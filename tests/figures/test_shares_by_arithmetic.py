"""Shares after grants and fiscal years over generated plans, against arithmetic that calls nothing of the budget.

Written from docs/commands.md and docs/figures.md: months that add up to rounded years, money spread over its time,
what it pays month by month, and largest remainders.
"""

from __future__ import annotations

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given as made
from hypothesis import settings
from hypothesis import strategies as st

from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

NAMES = ("City", "County", "District")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
PLAN = """\
answers:
  profile:
    stage: developing
    target_launch: 2027-10-01
    lead_agency: City
    jurisdictions: [{places}]
  design: {{models: [ride_along], team: [{{role: clinician}}]}}
  policy: {{ila_parties: [{parties}]}}
  resources:
    cost_share: population
    share_of: {share_of}
    roles:
      - {{title: Clinician, role: clinician, fte: 1, pay: "${pay}", benefits: {benefits}%, start: 2027-10-01}}
    funding:
      - {{name: Grant, kind: foundation, amount: "${grant}", start: 2027-10-01, end: 2028-09-30, status: awarded}}
    inflation: {growth}%
    budget_years: 2
    fiscal_start: {begins}
    fiscal_years: [{{party: County, begins: {begins}}}]
"""


def half_up(cents: Fraction) -> int:
    return math.floor(cents + Fraction(1, 2))


def over_months(exact: Fraction) -> list[int]:
    """Cents of twelve months: each is what has come together by its end, rounded, less what had before."""
    marks = [half_up(exact * 100 * month / 12) for month in range(13)]
    return [later - before for before, later in itertools.pairwise(marks)]


def split(total: int, weights: list[int]) -> list[int]:
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [math.floor(one) for one in exact]
    order = sorted(range(len(weights)), key=lambda place: parts[place] - exact[place])
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


@pytest.mark.slow
@made(
    people=st.lists(st.integers(1, 90_000), min_size=3, max_size=3),
    pay=st.integers(30_000, 150_000),
    benefits=st.integers(0, 60),
    growth=st.integers(0, 9),
    grant=st.integers(1, 200_000),
    begins=st.sampled_from(MONTHS),
    after=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_shares_and_fiscal_years_by_plain_arithmetic(pack, people, pay, benefits, growth, grant, begins, after):
    text = PLAN.format(
        places=", ".join(
            f"{{name: {name}, kind: city, population: '{count}'}}" for name, count in zip(NAMES, people, strict=True)
        ),
        parties=", ".join(f'{{party: {name}, public_agency: "yes"}}' for name in NAMES),
        share_of="after_grants" if after else "whole",
        pay=pay,
        benefits=benefits,
        growth=growth,
        grant=grant,
        begins=begins,
    )
    answers = Answers(pack, read_plan(text, pack).plan)
    found, figures = budget(answers), summary("budget", answers)

    first = Fraction(pay) * (100 + benefits) / 100
    years = [over_months(first), over_months(first * (100 + growth) / 100)]
    cost = years[0] + years[1]
    comes, have, paid = over_months(Fraction(grant)) + [0] * 12, 0, []
    for month, due in enumerate(cost):
        have = have + comes[month] if month < 12 else 0  # what is left when it ends is gone
        paid.append(min(have, due))
        have -= paid[-1]
    shared = [due - (pays if after else 0) for due, pays in zip(cost, paid, strict=True)]
    expected = [split(sum(shared[start : start + 12]), people) for start in (0, 12)]
    assert [[int(part.amounts[year] * 100) for part in found.shares.parties] for year in (0, 1)] == expected

    by_year: dict[str, list[int]] = {}
    for month in range(24):
        year, number = divmod(2027 * 12 + 9 + month, 12)
        start = MONTHS.index(begins)
        name = f"FY {year + 1 if start and number >= start else year}"
        by_year.setdefault(name, []).append(month)
    assert figures["cost_by_fiscal_year"] == {
        name: Decimal(sum(cost[month] for month in months)) / 100 for name, months in by_year.items()
    }
    assert figures["unfunded_by_fiscal_year"] == {
        name: Decimal(sum(cost[month] - paid[month] for month in months)) / 100 for name, months in by_year.items()
    }
    county = []  # what has come together by the end of a month is split like a year; the month is what that adds
    for start in (0, 12):
        marks = [split(sum(shared[start : start + count]), people)[1] for count in range(13)]
        county += [later - before for before, later in itertools.pairwise(marks)]
    assert figures["share_by_party_year"] == {
        f"County, {name}": Decimal(sum(county[month] for month in months)) / 100 for name, months in by_year.items()
    }
