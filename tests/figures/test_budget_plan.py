"""The budget from answers: the examples with a calculator, holes, assumptions, shares, and laws."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.drafts.proof.trial_plans import random_plan
from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.plan.what_if import what_if

ROOT = Path(__file__).resolve().parents[2]
SMALL = """\
answers:
  profile: {stage: developing, target_launch: 2027-10-04}
  goals: {selected: [cost_avoidance]}
  design: {models: [ride_along], team: [{role: clinician}, {role: officer}]}
  resources:
    roles:
      - {title: Clinician, role: clinician, fte: 2, pay: "$80,000", benefits: 25%, start: 2027-10-01}
      - {title: Officer, role: officer, fte: 1, pay: "$100,000", benefits: 50%, start: 2027-08-16}
    budget_years: 2
    inflation: 10%
"""


def plan_of(text, pack):
    return Answers(pack, read_plan(text, pack).plan)


def example(name, pack):
    return plan_of((ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8"), pack)


def changed(answers, pack, *settings):
    return Answers(pack, what_if(answers.plan, pack, settings))


def texts(amounts):
    return [str(amount) for amount in amounts]


def line(found, label):
    (one,) = [line for line in found.lines if line.cost.label == label]
    return texts(found.by_period(one.months))


def test_a_small_budget_with_a_calculator(pack):
    found = budget(plan_of(SMALL, pack))
    assert next(period.span for period in found.periods) == "August 2027 to September 2027"
    # 2 × 80,000 × 1.25 = 200,000, then 10% more; an officer at 150,000 from August 16: 12,500 × (16/31 + 1)
    assert line(found, "Clinician") == ["0.00", "200000.00", "220000.00"]
    assert line(found, "Officer") == ["18951.61", "150000.00", "165000.00"]
    assert texts(found.cost) == ["18951.61", "350000.00", "385000.00"]


def test_cedar_valley_with_a_calculator(pack):
    found = budget(example("cedar-valley", pack))
    assert [period.span for period in found.periods][:2] == [
        "July 2027 to September 2027",
        "October 2027 to September 2028",
    ]
    # 2.5 × 88,000 × 1.32 = 290,400: three months before the launch, one year, and 3% more twice
    assert line(found, "Co-response clinician") == ["72600.00", "290400.00", "299112.00", "308085.36"]
    # 2.5 × 104,000 × 1.44 = 374,400 ÷ 12 = 31,200 × (16/31 + 1)
    assert line(found, "Police officer assigned to the team")[0] == "47303.23"
    assert line(found, "Standby: Clinicians in weekly rotation")[1] == "7836.92"  # 28 × 52 × 5, and 7.65% payroll tax
    # 52 callouts of 2 hours × (88,000 ÷ 2,080 × 1.5 = 63.46) × 1.0765
    assert line(found, "Callouts: Clinicians in weekly rotation")[1] == "7104.73"
    # positions 976,128; on call 31,567.12; vehicles 12,500; systems 17,600; 24,000 + 30,000 + 8,000; and 10%
    assert found.cost[1] == Decimal("1209774.63")  # 1,099,795.12 × 1.1
    assert texts(found.gap) == ["134204.98", "352274.63", "901067.87", "1104576.62"]
    assert found.by_key["budget.use_a_year"].value == Decimal("20205.36")
    assert [ending.source.name for ending in found.endings][2] == "State field response grant"
    assert (str(found.endings[2].paid), str(found.endings[2].uncovered)) == ("26666.67", "87603.64")


def test_mesquite_flats_has_its_match_and_no_money_for_the_third_year(pack):
    found = budget(example("mesquite-flats", pack))
    # 424,000 + 10,400 + 9,600 + 16,000 + 20,000 = 480,000, and 10%
    # record and messages from July 1 on: three months of 7,200, and 10%
    assert texts(found.cost) == ["231640.49", "528000.00", "543840.00", "562955.98"]
    assert texts(found.funding(secured=True)) == ["234500.00", "595000.00", "595000.00", "240000.00"]
    assert (str(found.match_required), str(found.match_gap)) == ("355000.00", "0.00")
    assert found.shares is not None
    assert texts(found.shares.parties[0].amounts) == texts(found.cost)


def test_juniper_county_names_what_it_does_not_know(pack):
    found = budget(example("juniper-county", pack))
    assert texts(found.cost) == ["15388.55", "105180.00", "108335.40"]
    assert ("resources.vehicles", "vehicles") in found.holes
    assert "the indirect rate (no indirect cost is counted)" in [what for _, what in found.holes]
    assert not any(found.funding(secured=True))


def test_an_empty_plan_has_no_budget_and_says_why(pack):
    found = budget(Answers(pack, Plan()))
    assert (found.cost, found.lines) == ((), ())
    assert [key for key, _ in found.holes] == ["profile.target_launch", "resources.roles"]
    assert summary("budget", Answers(pack, Plan()))["total_cost"] is None


def test_pay_is_never_guessed(pack):
    found = budget(plan_of(SMALL.replace(', pay: "$100,000"', ""), pack))
    assert [line.cost.label for line in found.lines] == ["Clinician"]
    assert ("resources.roles", "the pay of Officer") in found.holes


def test_benefits_are_assumed_and_marked(pack):
    found = budget(plan_of(SMALL.replace(", benefits: 50%", ""), pack))
    assert line(found, "Officer")[1] == "144000.00"
    assert "assumptions.benefits" in [item.key for item in found.assumed]


def test_officers_set_aside_without_a_position_are_a_hole(pack):
    text = SMALL.replace("role: officer, fte", "fte").replace(
        "    budget_years", "    sworn_fte: 1.5\n    budget_years"
    )
    assert any("1.5 FTE of officers" in what for _, what in budget(plan_of(text, pack)).holes)


def test_replacement_comes_after_the_years_of_use(pack):
    extra = '    equipment: [{item: Tablet, count: 2, unit_cost: "$1,000", life: 1, owner: City}]\n'
    found = budget(plan_of(SMALL + extra, pack))
    assert line(found, "Tablet") == ["2000.00", "2000.00", "2200.00"]  # a year after the first month, and again
    (tablet,) = [line for line in found.lines if line.cost.label == "Tablet"]
    assert texts(tablet.months)[:2] == ["1000.00", "1000.00"]  # over the two months of start-up
    assert [month for month, amount in enumerate(tablet.months) if amount] == [0, 1, 12, 24]


def test_without_start_up_things_are_bought_in_the_first_month(pack):
    text = SMALL.replace("start: 2027-08-16", "start: 2027-10-01")
    found = budget(plan_of(text + '    equipment: [{item: Radio, count: 1, unit_cost: "$100"}]\n', pack))
    assert line(found, "Radio") == ["100.00", "0.00"]
    assert any("years of use of Radio" in what for _, what in found.holes)


def test_indirect_cost_is_rounded_like_a_line(pack):
    found = budget(
        plan_of(
            SMALL
            + '    funding: [{name: Grant, amount: "$1", start: 2027-10-01, end: 2028-09-30}]\n    indirect: 7.5%\n',
            pack,
        )
    )
    assert texts(found.by_period(found.indirect)) == ["1421.37", "26250.00", "28875.00"]


def test_a_program_in_operation_counts_from_its_first_money(pack):
    text = SMALL.replace("stage: developing, target_launch: 2027-10-04", "stage: operating")
    found = budget(
        plan_of(text + '    funding: [{name: Levy, amount: "$1", start: 2029-01-01, end: 2029-12-31}]\n', pack)
    )
    assert next(period.span for period in found.periods) == "January 2029 to December 2029"
    assert line(found, "Officer")[0] == "150000.00"


def test_money_without_end_is_spread_to_the_end_and_named(pack):
    found = budget(
        plan_of(SMALL + '    funding: [{name: Levy, amount: "$2,400", start: 2027-10-01, status: in_hand}]\n', pack)
    )
    assert texts(found.funding(secured=True)) == ["0.00", "1200.00", "1200.00"]
    assert any("an end of Levy" in what for _, what in found.holes)


@pytest.mark.parametrize(
    "row",
    [
        "{name: A, start: 2027-10-01}",
        '{name: A, amount: "$5"}',
        '{name: A, amount: "$5", start: 2028-01-01, end: 2027-01-01}',
    ],
)
def test_money_that_cannot_be_placed_is_not_counted(pack, row):
    found = budget(plan_of(SMALL + f"    funding: [{row}]\n", pack))
    assert not found.sources
    assert any("A (not counted)" in what or "of A" in what for _, what in found.holes)


AVOIDED = """\
    unit_costs:
      - {event: ED visit, dollars: "$630", year: 2017, source: HCUP, basis: average}
      - {event: Jail day, dollars: "$129"}
    service_minutes: 60
    share_in_hours: 50%
  needs:
    eligible_calls: 1,000
"""


def test_avoided_cost_is_a_gross_range_beside_the_cost(pack):
    found = budget(plan_of(SMALL.replace("team:", "hours: Mo-Su 00:00-24:00, team:") + AVOIDED, pack))
    avoided = found.avoidance
    assert avoided is not None
    assert avoided.contacts is not None
    assert texts(avoided.totals)[0] == "0.00"
    contacts = Decimal(avoided.contacts.value)
    today = (Decimal(630) * Decimal("1.03") ** 10).quantize(Decimal("0.01"))  # of 2017, at prices of 2027
    assert (avoided.events[0].price, avoided.events[0].today) == (630, today)
    assert avoided.totals[2] == (contacts * today / 10).quantize(Decimal("0.01"))  # 10% of them
    assert avoided.events[0].break_even == 414  # 350,000 ÷ 846.67
    assert any("superseded" in caveat for caveat in avoided.caveats)
    assert ("resources.unit_costs", "year and source of the unit cost of Jail day") in avoided.holes
    assert found.cost[1] == 350_000  # nothing was subtracted


def test_avoided_cost_without_contacts_has_only_the_break_even(pack):
    avoided = budget(plan_of(SMALL + AVOIDED.replace("eligible_calls", "unknown"), pack)).avoidance
    assert avoided is not None
    assert (avoided.totals, avoided.events[0].break_even) == ((), 414)


SHARED = """\
  policy:
    ila_parties: [{party: City, public_agency: "yes"}, {party: County, public_agency: "yes"}, {party: District, public_agency: "yes"}]
    ila_coverage: [{party: City, share: 20 hours a week}, {party: County, share: 10 hours a week}, {party: District, share: 5 hours a week}]
"""


def shares(pack, rule, *, people="1,000", policy=SHARED):
    places = (
        "    jurisdictions: [{name: city, kind: city, population: '41,600'}, {name: County, kind: county, population: '6,400'},"
        f" {{name: District, kind: fire_district, population: '{people}'}}]\n"
    )
    text = SMALL.replace(
        "profile: {stage: developing, target_launch: 2027-10-04}",
        f"profile:\n    stage: developing\n    target_launch: 2027-10-04\n    lead_agency: County\n{places}",
    )
    return budget(plan_of(text + f"    cost_share: '{rule}'\n" + policy, pack))


@pytest.mark.parametrize(
    ("rule", "first_year"),
    [
        ("equal", ["116666.67", "116666.67", "116666.66"]),
        ("population", ["297142.86", "45714.28", "7142.86"]),  # 350,000 × 41,600, 6,400 and 1,000 ÷ 49,000
        ("hours", ["200000.00", "100000.00", "50000.00"]),
        ("lead_pays", ["350000.00", "0.00", "0.00"]),
    ],
)
def test_shares_follow_the_rule_of_the_plan(pack, rule, first_year):
    found = shares(pack, rule)
    assert found.shares is not None, found.holes
    assert texts(part.amounts[1] for part in found.shares.parties) == first_year
    assert [sum(column) for column in zip(*(part.amounts for part in found.shares.parties), strict=True)] == list(
        found.cost
    )


@pytest.mark.parametrize(
    ("rule", "hole"), [("calls", "the number of calls of City"), ("assessed_value", "the assessed value of City")]
)
def test_a_rule_without_its_numbers_is_a_hole_and_no_guess(pack, rule, hole):
    found = shares(pack, rule).shares
    assert found is not None
    assert not found.parties
    assert hole in [what for _, what in found.holes]


def test_percentages_of_the_agreement_stand_in_for_numbers_nobody_asked_for(pack):
    stated = (
        SHARED
        + "    ila_shares: [{party: City, share: 50%}, {party: County, share: 30%}, {party: District, share: 20%}]\n"
    )
    found = shares(pack, "calls", policy=stated)
    assert texts(part.amounts[1] for part in found.shares.parties) == ["175000.00", "105000.00", "70000.00"]
    wrong = shares(pack, "formula", policy=stated.replace("20%}]", "10%}]")).shares
    assert [what for _, what in wrong.holes] == ["shares that add up to 100% (they add up to 90%)"]


def test_a_fixed_sum_stays_a_sum(pack):
    stated = SHARED + '    ila_shares: [{party: City, amount: "$200,000"}, {party: County, amount: "$90,000"}]\n'
    found = shares(pack, "formula", policy=stated)
    rows = {part.party: texts(part.amounts) for part in found.shares.parties}
    assert rows["City"] == ["33333.33", "200000.00", "200000.00"]  # two months of start-up, and two years
    assert rows["Left by these sums to other money"][1] == "60000.00"  # of 350,000
    assert found.shares.parties[0].basis == "$200,000.00 a year, as stated"


def test_a_stated_sum_counts_from_the_first_day_of_the_agreement(pack):
    stated = SHARED + '    ila_shares: [{party: City, amount: "$200,000"}, {party: County, amount: "$90,000"}]\n'
    found = shares(pack, "formula", policy=stated + "    agreement_start: 2027-09-16\n")
    rows = {part.party: texts(part.amounts) for part in found.shares.parties}
    assert rows["City"] == ["8333.33", "200000.00", "200000.00"]  # half of September, of a start-up of two months
    assert rows["County"] == ["3750.00", "90000.00", "90000.00"]
    later = shares(pack, "formula", policy=stated + "    agreement_start: 2028-04-01\n")
    assert texts(later.shares.parties[0].amounts) == ["0.00", "100000.00", "200000.00"]
    assert "Stated sums count on the days of the agreement." in later.shares.counted_on


def test_a_stated_sum_ends_with_the_agreement(pack):
    stated = SHARED + '    ila_shares: [{party: City, amount: "$200,000"}, {party: County, amount: "$90,000"}]\n'
    ends = shares(pack, "formula", policy=stated + "    agreement_end: 2029-06-30\n")
    rows = {part.party: texts(part.amounts) for part in ends.shares.parties}
    assert rows["City"] == ["33333.33", "200000.00", "150000.00"]  # nine months of year 2


@pytest.mark.parametrize(
    ("rule", "cells", "words"),
    [
        ("calls", ("calls: 300", "calls: 100", "calls: 100"), "300 calls a year"),
        ("assessed_value", ('assessed: "$600"', 'assessed: "$200"', 'assessed: "$200"'), "$600 assessed"),
    ],
)
def test_calls_and_assessed_value_use_what_was_stated(pack, rule, cells, words):
    rows = ", ".join(
        f"{{party: {party}, {cell}}}" for party, cell in zip(("City", "County", "District"), cells, strict=True)
    )
    found = shares(pack, rule, policy=SHARED + f"    ila_shares: [{rows}]\n").shares
    assert texts(part.amounts[1] for part in found.parties) == ["210000.00", "70000.00", "70000.00"]
    assert found.parties[0].basis == words


@given(fte=st.decimals("0.1", 9, places=1), more=st.decimals("0.1", 3, places=1))
@settings(max_examples=20)
def test_more_people_never_cost_less(pack, fte, more):
    few, many = (budget(plan_of(SMALL.replace("fte: 2", f"fte: {count}"), pack)).cost for count in (fte, fte + more))
    assert all(less <= much for less, much in zip(few, many, strict=True))


@pytest.mark.slow
@given(seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_months_lines_and_shares_add_up_in_any_plan(pack, seed):
    answers = Answers(pack, random_plan(pack, seed))
    found = budget(answers)
    for one in found.lines:
        assert sum(found.by_period(one.months)) == sum(one.months)
    assert sum(found.cost) == sum(row.cost for row in found.gaps)
    assert sum(found.cost) == sum(sum(one.months) for one in found.lines) + sum(found.indirect)
    if found.shares and found.shares.parties:
        parts = [part.amounts for part in found.shares.parties]
        first = [found.shares.first] if found.shares.first else []
        assert [sum(column) for column in zip(*parts, *first, strict=True)] == list(found.cost)
    summary("budget", answers)


def test_what_rules_may_ask_for(pack):
    found = summary("budget", example("cedar-valley", pack))
    assert found["gap_by_year"] == {
        0: Decimal("134204.98"),
        1: Decimal("352274.63"),
        2: Decimal("901067.87"),
        3: Decimal("1104576.62"),
    }
    assert (found["first_gap_month"], found["first_gap_month_if_all"]) == ("August 2027", None)
    assert (found["funded_share"], found["match_gap"]) == (Decimal("0.393"), 0)
    assert (found["short_years"], found["short_years_if_all"]) == (("Start-up", "Year 1", "Year 2", "Year 3"), ())
