"""What lies outside the time of its paper or its money: by plain arithmetic over plans that differ."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from coplan.content.answers.kinds import read_value
from coplan.figures.given import given
from coplan.figures.registry import find
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2]
CLINICIAN = {"title": "Clinician", "role": "clinician", "fte": "1", "pay": "$96,000", "benefits": "0%"}
BASE = {
    "profile.jurisdictions": [{"name": "City of Alder", "kind": "city"}, {"name": "Alder County", "kind": "county"}],
    "profile.target_launch": "2027-10-01",
    "resources.budget_years": "1",
    "resources.roles": [{**CLINICIAN, "start": "2027-10-01"}],
}


def worked(pack, key, answers):
    plan = Plan()
    for name, data in answers.items():
        plan = plan.with_answer(name, read_value(data, pack.questions[name]))
    found = Answers(pack, plan)
    declared, one = find(key, found)
    figure = given(found).figure(declared, one)
    return figure.value if figure else None


@pytest.mark.parametrize(
    ("end", "cost"),
    [("2028-09-30", "0.00"), ("2028-08-31", "8000.00"), ("2028-09-15", "4000.00"), ("2027-09-30", "96000.00")],
)
def test_cost_after_the_agreement_is_counted_by_days(pack, end, cost):
    found = worked(pack, "budget.cost_after_agreement", {**BASE, "policy.agreement_end": end})
    assert found == Decimal(cost)


def test_cost_after_the_agreement_is_not_known_without_its_last_day(pack):
    assert worked(pack, "budget.cost_after_agreement", BASE) is None


GRANT = {"name": "Grant", "kind": "state_grant", "amount": "$120,000", "end": "2028-09-30", "status": "awarded"}


@pytest.mark.parametrize(
    ("start", "told"),
    [("2027-10-01", ()), ("2027-12-01", ("Clinician, $16,000.00 (Grant begins on December 1, 2027)",))],
)
def test_what_is_due_before_its_money_is_named_with_the_money(pack, start, told):
    roles = [{**CLINICIAN, "start": "2027-10-01", "fund_source": "Grant"}]
    answers = {**BASE, "resources.roles": roles, "resources.funding": [{**GRANT, "start": start}]}
    assert worked(pack, "budget.before_its_money", answers) == told


def test_of_two_sources_that_begin_later_the_one_of_the_position_is_named(pack):
    roles = [{**CLINICIAN, "start": "2027-10-01", "fund_source": "Grant"}]
    fund = {"name": "City fund", "kind": "general_fund", "amount": "$1", "pays": ["anything"], "status": "idea"}
    funding = [{**fund, "start": "2027-12-01", "end": "2028-09-30"}, {**GRANT, "start": "2027-12-01"}]
    (told,) = worked(pack, "budget.before_its_money", {**BASE, "resources.roles": roles, "resources.funding": funding})
    assert told.endswith("(Grant begins on December 1, 2027)")


def test_what_no_money_pays_at_any_time_is_no_matter_of_its_first_day(pack):
    fund = {**GRANT, "start": "2027-10-01", "pays": ["training"]}
    assert worked(pack, "budget.before_its_money", {**BASE, "resources.funding": [fund]}) == ()


@pytest.mark.parametrize(
    ("name", "source", "paid"),
    [
        ("cedar-valley", "Fire district EMS levy", "244000.00"),
        ("larkspur", "City of Larkspur general fund", "70200.00"),
    ],
)
def test_what_a_source_pays_under_the_agreements_is_told_apart_from_what_it_holds(pack, name, source, paid):
    text = (ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8")
    answers = Answers(pack, read_plan(text, pack).plan)
    declared, one = find(f"budget.paid_from_source.{source}", answers)
    assert given(answers).figure(declared, one).value == Decimal(paid)


def test_a_source_that_pays_together_with_others_has_no_sum_of_its_own(pack):
    text = (ROOT / "examples" / "mesquite-flats" / "plan.yaml").read_text(encoding="utf-8")
    answers = Answers(pack, read_plan(text, pack).plan)
    declared, _ = find("budget.paid_from_source", answers)
    assert list(given(answers).keys(declared)) == ["City general fund, fiscal year 2027"]


@pytest.mark.parametrize(
    ("begins", "cost"),
    [("2027-10-01", "24000.00"), ("2027-09-01", "16000.00"), ("2027-08-01", "0.00")],
)
def test_what_an_employer_spends_before_the_agreement_is_what_no_payment_covers(pack, begins, cost):
    row = {"payer": "City of Alder", "payee": "Alder Clinic", "what": "one clinician", "unit": "actual_cost"}
    answers = {
        **BASE,
        "design.employer": "nonprofit",
        "design.employer_name": "Alder Clinic",
        "resources.roles": [{**CLINICIAN, "employer": "Alder Clinic", "start": "2027-07-01"}],
        "policy.agreement_start": "2027-10-01",
        "policy.money_rows": [{**row, "from": begins, "to": "2027-09-30", "yearly_max": "$8,000"}],
    }
    if begins == "2027-08-01":
        answers["policy.agreement_start"] = "2027-07-01"
    if begins == "2027-10-01":
        answers["policy.money_rows"][0]["to"] = "2028-09-30"
    assert worked(pack, "budget.employer_cost_before_agreement", answers) == Decimal(cost)


def test_a_system_costs_money_from_its_own_day(pack):
    system = {"system": "Health record", "cost": "$12,000"}
    answers = {**BASE, "resources.roles": [{**CLINICIAN, "start": "2027-07-01"}], "resources.it": [system]}
    early = worked(pack, "budget.total_cost", answers)
    later = worked(pack, "budget.total_cost", {**answers, "resources.it": [{**system, "from": "2027-09-01"}]})
    assert early - later == Decimal("2000.00")
