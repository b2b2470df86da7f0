"""Money is not one pot: which source may pay what, month by month; cases by name, and the law that more money helps."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given as made
from hypothesis import settings
from hypothesis import strategies as st

from coplan.figures.budget.figures import budget
from coplan.figures.budget.funds.allocation import Purse, allocate
from coplan.figures.registry import summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  profile: {{stage: {stage}{launch}}}
  design: {{models: [on_scene], team: [{{role: clinician}}]}}
  resources:
    budget_years: 1
    roles:
      - {{title: Clinician, role: clinician, fte: 1, pay: "$80,000", benefits: 50%, start: 2027-07-01, fund_source: State grant}}
      - {{title: Officer, role: officer, fte: 1, pay: "$80,000", benefits: 50%, start: 2027-07-01, fund_source: City}}
    funding:
      - {{name: State grant, kind: state_grant, amount: "{grant}", start: 2027-07-01, end: 2028-06-30, status: awarded{bound}}}
      - {{name: City, kind: general_fund, amount: "{city}", start: 2027-07-01, end: 2028-06-30, status: in_hand}}
{more}
"""
PLAIN = {"stage": "developing", "launch": ", target_launch: 2027-07-01", "bound": "", "more": ""}


def answers_of(pack, grant="$180,000", city="$60,000", *, today=None, **changes):
    reading = read_plan(PLAN.format(**(PLAIN | {"grant": grant, "city": city} | changes)), pack)
    assert reading.notes == ()
    return Answers(pack, reading.plan, today)


def unfunded(answers):
    return {key: amount for key, amount in summary("budget", answers)["unfunded"].items() if amount}


def test_a_surplus_of_a_restricted_grant_never_hides_an_unfunded_officer(pack):
    answers = answers_of(pack)  # 240,000 in all for a cost of 240,000
    found = budget(answers)
    assert found.gap == (0,)
    assert unfunded(answers) == {"Officer": 60_000}
    assert found.unfunded == (60_000,)
    assert dict(found.left)["State grant"] == 60_000
    assert summary("budget", answers)["bound_money_left"] == ("Year 1",)


def test_money_that_ended_is_not_called_bound(pack):
    """Enough for the year, but all of it by March: what stays unpaid then has no other money beside it."""
    text = PLAN.format(**(PLAIN | {"grant": "$150,000", "city": "$150,000"})).replace(
        "end: 2028-06-30", "end: 2028-03-31"
    )
    answers = Answers(pack, read_plan(text, pack).plan)
    assert budget(answers).gap == (-60_000,)
    assert unfunded(answers) == {"Clinician": 30_000, "Officer": 30_000}
    assert summary("budget", answers)["bound_money_left"] == ()


def test_money_for_vehicles_pays_no_position_that_names_nobody(pack):
    text = PLAN.replace(", fund_source: City", "")
    rows = {"grant": "$120,000", "city": "$60,000", "more": '      - {{name: Cars, kind: foundation, amount: "$60,000", '
            "start: 2027-07-01, end: 2028-06-30, status: awarded, pays: [vehicles]}}"}  # fmt: skip
    reading = read_plan(text.format(**(PLAIN | rows)).replace("{{", "{").replace("}}", "}"), pack)
    answers = Answers(pack, reading.plan)
    assert unfunded(answers) == {"Officer": 60_000}
    assert dict(budget(answers).left)["Cars"] == 60_000


def test_free_money_pays_what_restricted_money_leaves(pack):
    answers = answers_of(pack, "$100,000", "$140,000")
    assert unfunded(answers) == {}
    assert dict(budget(answers).left) == {"State grant": 0, "City": 0}


def test_a_source_pays_what_the_plan_says_that_it_may(pack):
    assert unfunded(answers_of(pack, bound=", pays: [positions]")) == {}
    training = "    training_budget: 12,000"
    assert unfunded(answers_of(pack, bound=", pays: [vehicles]", more=training)) == {
        "Officer": 60_000,
        "Training, with cover of shifts": 12_000,
    }


def test_every_statement_on_a_gap_keeps_money_apart(pack):
    """As much money as cost, and 60,000 of it bound to a position that needs less."""
    rows = summary("budget", answers_of(pack))
    assert (rows["first_gap_month"], rows["first_gap_month_if_all"]) == ("July 2027", "July 2027")
    assert (rows["short_years"], rows["short_years_if_all"]) == (("Year 1",), ("Year 1",))
    assert (rows["funded_share"], rows["total_gap"]) == (Decimal("0.75"), 60_000)


def test_what_each_source_pays_and_leaves_is_what_it_brings(pack):
    found = budget(answers_of(pack))
    paid = {name: sum(months) for name, months in found.paid_if_all}
    assert paid == {"State grant": 120_000, "City": 60_000}
    assert sum(paid.values()) + sum(found.unfunded_if_all) == sum(found.cost)
    left = dict(found.left)
    assert all(paid[one.name] + left[one.name] == sum(one.months) for one in found.sources)


def test_two_positions_of_one_title_do_not_hide_each_other(pack):
    text = PLAN.format(**(PLAIN | {"grant": "$1", "city": "$1"})).replace("title: Officer", "title: Clinician")
    figures = summary("budget", Answers(pack, read_plan(text, pack).plan))
    assert list(figures["unfunded"]) == ["Clinician", "Clinician (2)"]


def test_money_that_ends_is_not_let_lapse_while_other_money_could_wait(pack):
    soon = Purse((Decimal(100), Decimal(0)), frozenset({0}), ends=1, free=True)
    bound = Purse((Decimal(100), Decimal(0)), frozenset({0}), ends=2)
    assert allocate([(Decimal(100), Decimal(100))], [soon, bound]).unpaid == ((0, 0),)


def test_money_that_ended_pays_no_later_month(pack):
    purse = Purse((Decimal(100), Decimal(0)), frozenset({0}), ends=1)
    found = allocate([(Decimal(40), Decimal(40))], [purse])
    assert found.unpaid == ((0, 40),)
    assert found.left == (60,)


def test_a_payment_moves_where_only_so_both_lines_are_paid():
    wide, narrow = Purse((Decimal(10),), frozenset({0, 1}), 1), Purse((Decimal(10),), frozenset({0}), 1)
    assert allocate([(Decimal(10),), (Decimal(10),)], [wide, narrow]).unpaid == ((0,), (0,))
    assert allocate([(Decimal(10),), (Decimal(10),)], [narrow, wide]).unpaid == ((0,), (0,))


def test_money_on_reimbursement_is_advanced(pack):
    answers = answers_of(pack, "$120,000", "$120,000", bound=", paid_late: 90 days")
    assert summary("budget", answers)["cash_to_advance"] == 30_000  # three months of 10,000


def test_an_operating_program_starts_from_today(pack):
    old = answers_of(pack, stage="operating", launch="", today=datetime.date(2027, 11, 5))
    text = PLAN.format(**(PLAIN | {"grant": "$1", "city": "$1", "stage": "operating", "launch": ""}))
    aged = read_plan(text.replace("2027-07-01", "2019-10-01").replace("2028-06-30", "2020-09-30"), pack)
    for answers in (old, Answers(pack, aged.plan, datetime.date(2027, 11, 5))):
        assert [period.span for period in budget(answers).periods] == ["July 2027 to June 2028"]
    october = answers_of(
        pack, stage="operating", launch="", more="    fiscal_start: october", today=datetime.date(2027, 9, 30)
    )
    assert [period.span for period in budget(october).periods] == ["October 2026 to September 2027"]


def test_fiscal_years_stand_beside_program_years(pack):
    answers = answers_of(pack, "$120,000", "$60,000", more="    fiscal_start: october")
    found = summary("budget", answers)
    assert found["cost_by_fiscal_year"] == {"FY 2027": 60_000, "FY 2028": 180_000}  # three and nine months
    assert found["unfunded_by_fiscal_year"] == {"FY 2027": 15_000, "FY 2028": 45_000}
    january = summary("budget", answers_of(pack, more="    fiscal_start: january"))
    assert list(january["cost_by_fiscal_year"]) == ["FY 2027", "FY 2028"]


def test_a_program_in_operation_does_not_buy_what_it_owns(pack):
    more = '    equipment: [{item: Radio, count: 2, unit_cost: "$1,000", life: 0.5}]'
    found = budget(answers_of(pack, stage="operating", launch="", more=more, today=datetime.date(2027, 11, 5)))
    (radio,) = [line for line in found.lines if line.cost.label == "Radio"]
    assert [place for place, amount in enumerate(radio.months) if amount] == [6]


def test_prices_grow_from_their_date_to_the_launch(pack):
    answers = answers_of(pack, more="    prices_on: 2025-07-01\n    inflation: 10%").plan
    two_years = PLAN.replace("budget_years: 1", "budget_years: 2")
    text = two_years.format(
        **(PLAIN | {"grant": "$1", "city": "$1", "more": "    prices_on: 2025-07-01\n    inflation: 10%"})
    )
    found = budget(Answers(pack, read_plan(text, pack).plan))
    assert answers.answers
    assert found.cost == (Decimal("290400.00"), Decimal("319440.00"))  # 240,000 × 1.1², and 10% more


def test_match_is_a_share_of_the_grant_or_of_the_whole_project(pack):
    of_grant = answers_of(pack, "$100,000", bound=", match: 25%, match_of: grant")
    of_project = answers_of(pack, "$100,000", bound=", match: 25%, match_of: project")
    assert summary("budget", of_grant)["match_required"] == 25_000
    assert summary("budget", of_project)["match_required"] == Decimal("33333.33")


def test_exempt_staff_have_no_overtime_and_others_pay_tax_on_it(pack):
    own = "    job_flsa: {rule}\nassumptions: {{overtime_hours: {{value: 100, reason: Court}}}}"
    paid = budget(answers_of(pack, more=own.format(rule="overtime")))
    (line,) = [line for line in paid.lines if line.cost.label.startswith("Overtime: Clinician")]
    assert sum(line.months) == Decimal("6210.33")  # 100 × 57.69 × 1.0765
    exempt = budget(answers_of(pack, more=own.format(rule="exempt")))
    assert not [line for line in exempt.lines if line.cost.label.startswith("Overtime")]


def test_pay_before_a_long_start_up_is_named(pack):
    text = PLAN.format(**(PLAIN | {"grant": "$1", "city": "$1"})).replace(
        "start: 2027-07-01, fund_source: City", "start: 2024-01-01, fund_source: City"
    )
    found = budget(Answers(pack, read_plan(text, pack).plan))
    assert "the pay of Officer before July 2025, $180,000.00 (not counted)" in [what for _, what in found.holes]


def test_a_cent_is_no_shortage(pack):
    found = answers_of(pack, "$120,000", "$119,999.99")
    rows = summary("budget", found)
    assert (rows["first_gap_month"], rows["short_years"]) == (None, ())


@pytest.mark.parametrize(("days", "number"), [("", 7), (", days_per_week: 2", 2)])
def test_standby_by_the_day_is_counted_by_the_days_that_it_has(pack, days, number):
    row = f"{{who: Clinicians, hours_per_week: 28, standby_pay: $10, pay_per: day{days}}}"
    more = f"    oncall_used: yes\n    oncall: [{row}]"
    (line,) = [line for line in budget(answers_of(pack, more=more)).lines if line.cost.label.startswith("Standby")]
    assert sum(line.months) == (Decimal(number * 52 * 10) * Decimal("1.0765")).quantize(Decimal("0.01"))


AMOUNTS = st.lists(st.integers(0, 500), min_size=6, max_size=6)


@settings(max_examples=200)
@made(
    lines=st.lists(AMOUNTS, min_size=1, max_size=5),
    purses=st.lists(st.tuples(AMOUNTS, st.sets(st.integers(0, 4)), st.integers(1, 6), st.booleans()), max_size=5),
    more=st.integers(0, 500),
)
def test_more_money_never_leaves_more_unpaid(lines, purses, more):
    def unpaid(extra):
        made_of = [
            Purse(
                tuple(Decimal(amount + (extra if place == 0 else 0)) for amount in months),
                frozenset(range(len(lines))) if free else frozenset(place for place in pays if place < len(lines)),
                ends,
                free,
            )
            for place, (months, pays, ends, free) in enumerate(purses)
        ]
        rows = [tuple(Decimal(amount) for amount in line) for line in lines]
        found = allocate(rows, made_of)
        for line, left in zip(rows, found.unpaid, strict=True):
            assert all(0 <= owed <= cost for cost, owed in zip(line, left, strict=True))
        return sum(sum(row) for row in found.unpaid)

    assert unpaid(more) <= unpaid(0)


def test_a_source_pays_first_what_names_it():
    officers = Purse((Decimal(100),), frozenset({0, 1}), ends=1, own=frozenset({1}))
    clinicians, officer = (Decimal(80),), (Decimal(90),)
    assert allocate([clinicians, officer], [officers]).unpaid == ((Decimal(70),), (0,))
