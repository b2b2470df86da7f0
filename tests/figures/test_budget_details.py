"""What makes a budget agree with payroll, contracts and each party's books: cases by name, and plain arithmetic.

The arithmetic here is written from docs/figures.md and calls nothing of the budget: it goes through the days.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given as made
from hypothesis import settings
from hypothesis import strategies as st

from coplan.figures.budget.figures import budget
from coplan.figures.registry import summary
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  profile: {{stage: developing, target_launch: {launch}}}
  design: {{models: [ride_along], team: [{{role: clinician}}, {{role: officer}}]}}
  resources:
    budget_years: {years}
    roles:
      - {{title: Clinician, role: clinician, fte: 1, employer: Clinic, pay: "$80,000", benefits: 50%, start: 2027-07-01}}
      - {{title: Officer, role: officer, fte: 1, employer: City, pay: "$100,000", benefits: 20%, start: 2027-07-01}}
{more}
"""


def found(pack, more="", launch="2027-07-01", years=1):
    reading = read_plan(PLAN.format(more=more, launch=launch, years=years), pack)
    assert reading.notes == ()
    return budget(Answers(pack, reading.plan))


def line(budgeted, label):
    (one,) = [one for one in budgeted.lines if one.cost.label == label]
    return one.months


def holes(budgeted):
    return [what for _, what in budgeted.holes]


# Raises, steps and contracts


def test_a_raise_counts_from_its_day(pack):
    raised = found(pack, "    raises: [{what: contract, position: Officer, from: 2028-01-16, percent: 5%}]")
    months = line(raised, "Officer")
    assert months[:6] == (Decimal("10000.00"),) * 6
    # January: 15 of 31 days at 10,000 a month, 16 at 10,500
    assert months[6] == Decimal("10258.06")
    assert months[7:] == (Decimal("10500.00"),) * 5
    assert line(raised, "Clinician") == (Decimal("10000.00"),) * 12  # another position


def test_without_a_title_all_staff_of_the_employer_get_the_raise(pack):
    raised = found(pack, "    raises: [{what: cost of living, employer: clinic, from: 2028-01-01, percent: 10%}]")
    assert (line(raised, "Clinician")[-1], line(raised, "Officer")[-1]) == (11_000, 10_000)


def test_a_step_comes_each_year_and_ends_at_the_top_of_the_range(pack):
    more = (
        "    raises: [{what: step, position: Clinician, from: 2028-07-01, percent: 5%, yearly: 'yes', top: '$86,000'}]"
        "\n    inflation: 10%"
    )
    raised = found(pack, more, years=4)
    # 80,000, then 84,000, then 88,200 but at most 86,000; with benefits × 1.5 ÷ 12
    assert line(raised, "Clinician")[::12] == (10_000, 10_500, 10_750, 10_750)
    assert line(raised, "Officer")[::12] == (10_000, 11_000, 12_100, 13_310)


def test_a_new_pay_stands_in_place_of_a_percentage(pack):
    raised = found(pack, "    raises: [{what: range 7, position: Clinician, from: 2028-01-01, pay: '$96,000'}]")
    assert line(raised, "Clinician")[5:7] == (10_000, 12_000)


def test_growth_begins_on_the_day_after_the_contract(pack):
    more = (
        "    raises: [{what: contract, position: Officer, from: 2028-01-01, percent: 5%}]\n"
        "    labor_contracts: [{name: Guild, employer: City, position: Officer, to: 2029-03-31}]\n    inflation: 10%"
    )
    months = line(found(pack, more, years=4), "Officer")
    # 10,500 until March 2029, 11,550 from April 2029, 12,705 from April 2030
    assert [months[at] for at in (20, 21, 32, 33)] == [10_500, 11_550, 11_550, 12_705]


def test_growth_begins_a_year_after_the_last_raise_without_a_contract(pack):
    more = "    raises: [{what: contract, position: Officer, from: 2028-01-01, percent: 5%}]\n    inflation: 10%"
    months = line(found(pack, more, years=3), "Officer")
    assert [months[at] for at in (5, 6, 17, 18)] == [10_000, 10_500, 10_500, 11_550]


def test_raises_before_the_date_of_the_prices_are_in_the_pay(pack):
    rows = (
        "    raises:\n      - {what: last year, position: Officer, from: 2026-07-01, percent: 9%}\n"
        "      - {what: this year, position: Officer, from: 2027-07-01, percent: 10%}\n"
    )
    assert line(found(pack, rows + "    prices_on: 2027-01-01"), "Officer") == (11_000,) * 12
    unsaid = found(pack, rows)
    assert line(unsaid, "Officer") == (10_000,) * 12
    assert any("last year of 2026-07-01 is not in it yet" in what for what in holes(unsaid))


def test_overtime_moves_with_the_pay(pack):
    more = (
        "    raises: [{what: contract, position: Officer, from: 2028-01-01, percent: 10%}]\n"
        "assumptions: {overtime_hours: {value: 120, reason: Court}}"
    )
    months = line(found(pack, more), "Overtime: Officer")
    # 120 hours × (100,000 ÷ 2,080 × 1.5 = 72.12) × 1.0765 = 9,316.46 a year, half of it a tenth higher
    assert sum(months) == Decimal("9782.28")
    assert months[0] == Decimal("776.37")


def test_a_contract_without_raises_and_a_raise_of_nobody_are_named(pack):
    more = (
        "    raises: [{what: step, position: Sergeant, from: 2028-01-01, percent: 5%}, {what: something, from: 2028-01-01}]\n"
        "    labor_contracts: [{name: Guild, employer: City, to: 2029-03-31}]"
    )
    named = holes(found(pack, more))
    assert "a position for step (not counted)" in named
    assert "how much something is (not counted)" in named
    assert "the raises of Officer under Guild (the yearly growth is counted)" in named


def test_growth_without_the_date_of_the_prices_is_named(pack):
    words = "the date of the pay and prices (taken as those of year 1)"
    assert words in holes(found(pack, "    inflation: 3%", years=2))
    assert words not in holes(found(pack, "    inflation: 3%\n    prices_on: 2027-07-01", years=2))
    assert words not in holes(found(pack, years=2))
    dated = found(pack, "    inflation: 3%\n    prices_on: 2025-06-30", years=2)
    assert dated.cost == (Decimal("254616.00"), Decimal("262254.48"))  # 240,000 × 1.03², and 3% more


# Overtime and callouts


def test_officers_are_paid_overtime_also_where_the_clinicians_are_exempt(pack):
    more = "    job_flsa: exempt\nassumptions: {overtime_hours: {value: 100, reason: Court}}"
    labels = [one.cost.label for one in found(pack, more).lines]
    assert ("Overtime: Officer" in labels, "Overtime: Clinician" in labels) == (True, False)


def test_the_terms_of_one_position_win(pack):
    more = (
        "    job_flsa: exempt\n    job_terms: [{title: clinician, flsa: overtime}]\n"
        "assumptions: {overtime_hours: {value: 100, reason: Court}}"
    )
    assert "Overtime: Clinician" in [one.cost.label for one in found(pack, more).lines]


def test_callouts_and_standby_carry_payroll_tax_and_exempt_staff_have_no_paid_callouts(pack):
    row = "{who: Clinicians, hours_per_week: 10, standby_pay: $5, pay_per: hour, callback_minimum: 2 hours}"
    paid = found(pack, f"    oncall_used: yes\n    oncall: [{row}]")
    assert sum(line(paid, "Standby: Clinicians")) == Decimal("2798.90")  # 10 × 52 × 5 × 1.0765
    assert sum(line(paid, "Callouts: Clinicians")) == Decimal("6458.74")  # 104 × 57.69 × 1.0765
    exempt = found(pack, f"    job_flsa: exempt\n    oncall_used: yes\n    oncall: [{row}]")
    assert [one.cost.label for one in exempt.lines if one.cost.group == "on_call"] == ["Standby: Clinicians"]


# Things


def test_replacement_counts_from_the_day_of_purchase(pack):
    row = "{item: Radio, count: 1, unit_cost: '$1,000', life: 2, owner: City, bought: 2026-10-20}"
    months = line(found(pack, f"    equipment: [{row}]", years=4), "Radio")
    assert [place for place, amount in enumerate(months) if amount] == [15, 39]  # October 2028 and 2030


def test_what_is_bought_later_is_bought_in_its_month(pack):
    row = "{item: Radio, count: 1, unit_cost: '$1,000', life: 1, bought: 2028-02-01}"
    months = line(found(pack, f"    equipment: [{row}]", launch="2027-10-01", years=2), "Radio")
    assert [place for place, amount in enumerate(months) if amount] == [7, 19]


def test_what_wears_out_within_the_start_up_is_bought_again(pack):
    row = "{item: Vest, count: 1, unit_cost: '$600', life: 0.5}"
    months = line(found(pack, f"    equipment: [{row}]", launch="2028-04-01"), "Vest")
    assert sum(months[:9]) == 1200  # over the nine months of start-up, and once more after six of them
    assert (months[6] - months[0], months[9:12]) == (600, (0, 0, 0))
    assert months[12] == 600


# Indirect cost


def test_each_employer_has_its_own_rate_and_base(pack):
    more = (
        "    indirect_rates: [{employer: Clinic, rate: 15%, base: direct}, {employer: City, rate: 0%, base: direct}]\n"
        "    training_budget: '$10,000'\n    funding: [{name: G, amount: $1, start: 2027-07-01, end: 2028-06-30}]\n"
        "    indirect: 10%"
    )
    by = {one.rate.employer: sum(one.months) for one in found(pack, more).overheads}
    assert by == {"Clinic": 18_000, "City": 0, "": 1_000}


def test_a_federal_base_leaves_out_equipment_and_money_for_people_served(pack):
    more = (
        "    indirect_rates: [{employer: City, rate: 10%, base: mtdc}]\n"
        "    equipment:\n      - {item: Server, count: 1, unit_cost: '$10,000', owner: City}\n"
        "      - {item: Phones, count: 20, unit_cost: '$999', owner: City}\n"
    )
    (city,) = found(pack, more).overheads
    assert sum(city.base) == 120_000 + 19_980
    assert sum(city.months) == Decimal("13998.00")


def test_a_federal_base_counts_the_first_50000_of_a_subaward_once(pack):
    more = (
        "    indirect_rates:\n      - {employer: City, rate: 10%, base: mtdc}\n"
        "      - {employer: Clinic, rate: 20%, base: mtdc, through: City}"
    )
    city, clinic = found(pack, more, years=2).overheads
    assert (sum(clinic.months), sum(clinic.passed)) == (48_000, 0)  # 20% of 240,000
    # The clinic costs 10,000 and 2,000 a month: four months of 12,000, and 2,000 of the fifth.
    assert city.passed[:6] == (12_000, 12_000, 12_000, 12_000, 2_000, 0)
    assert sum(city.months) == 24_000 + 5_000


def test_a_base_of_pay_has_on_call_pay_and_no_things(pack):
    row = "{who: Officers, hours_per_week: 10, standby_pay: $5, pay_per: hour}"
    more = (
        f"    oncall_used: yes\n    oncall: [{row}]\n    indirect_rates: [{{employer: City, rate: 10%, base: pay}}]\n"
        "    equipment: [{item: Radio, count: 1, unit_cost: '$1,000', owner: City}]"
    )
    (city,) = found(pack, more).overheads
    assert sum(city.base) == Decimal("122798.90")


def test_who_passes_money_on_in_a_circle_is_named(pack):
    more = (
        "    indirect_rates:\n      - {employer: City, rate: 10%, base: direct, through: Clinic}\n"
        "      - {employer: Clinic, rate: 20%, base: direct, through: City}"
    )
    circle = found(pack, more)
    assert any("in a circle" in what for what in holes(circle))
    assert sum(circle.indirect) == 12_000 + 24_000


# Years


def test_every_party_sees_its_own_fiscal_years(pack):
    more = (
        "    fiscal_years: [{party: City, begins: january}, {party: County, begins: october}]\n"
        "    prices_on: 2027-07-01\n    cost_share: equal\n"
    )
    text = PLAN.format(more=more, launch="2027-07-01", years=1).replace(
        "target_launch: 2027-07-01",
        "target_launch: 2027-07-01, jurisdictions: [{name: City, kind: city}, {name: County, kind: county}]",
    )
    text += "  policy:\n    ila_parties: [{party: City}, {party: County}]\n"
    figures = summary("budget", Answers(pack, read_plan(text, pack).plan))
    assert figures["cost_by_party_year"] == {
        "City, FY 2027": 120_000,
        "City, FY 2028": 120_000,
        "County, FY 2027": 60_000,
        "County, FY 2028": 180_000,
    }
    assert figures["share_by_party_year"]["County, FY 2028"] == 90_000


def test_past_years_stand_only_where_they_were_entered(pack):
    text = PLAN.format(more="", launch="2020-07-01", years=1).replace("stage: developing", "stage: operating")
    today = datetime.date(2027, 11, 5)
    rows = (
        "    actuals:\n      - {name: FY 2027, from: 2026-07-01, to: 2027-06-30, cost: '$400,000', money: '$390,000'}\n"
        "      - {name: FY 2026, from: 2025-07-01, to: 2026-06-30, cost: '$350,000.50'}\n"
    )
    none = summary("budget", Answers(pack, read_plan(text, pack).plan, today))
    assert none["actual_cost"] == {}
    some = summary("budget", Answers(pack, read_plan(text + rows, pack).plan, today))
    assert list(some["actual_cost"].items()) == [("FY 2026", Decimal("350000.50")), ("FY 2027", 400_000)]
    assert some["actual_left"] == {"FY 2027": -10_000}
    assert some["total_cost"] == none["total_cost"]


def test_prices_of_avoided_cost_come_to_the_year_of_the_budget_with_their_range(pack):
    more = (
        "    service_minutes: 60\n    share_in_hours: 50%\n    unit_costs:\n"
        "      - {event: ED visit, dollars: '$520', lowest: '$400', highest: '$700', year: 2017, source: H, basis: average}\n"
        "  goals: {selected: [cost_avoidance]}\n  needs: {eligible_calls: '1,000'}\n"
    )
    text = PLAN.format(more=more, launch="2027-07-01", years=1).replace("team:", "hours: Mo-Su 00:00-24:00, team:")
    avoided = budget(Answers(pack, read_plan(text, pack).plan)).avoidance
    (event,) = avoided.events
    grown = [(Decimal(price) * Decimal("1.03") ** 10).quantize(Decimal("0.01")) for price in (400, 520, 700)]
    assert list(event.todays) == grown
    count = Decimal(avoided.contacts.value)
    assert avoided.totals[2] == (count * grown[2] / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)


# Plain arithmetic over generated plans: day by day, from the documentation


def cent(value):
    """Half up, of an exact amount that is not below zero."""
    whole = value * 100
    return Decimal((2 * whole.numerator + whole.denominator) // (2 * whole.denominator)) / 100


def years_on(day, count):
    return day.replace(year=day.year + count)


def pay_by_day(pay, raises, contract_end, growth, priced, last):
    """Days on which the pay changes: stated raises after the date of the prices, then growth."""
    steps = [(priced, Fraction(pay))]
    for day, percent in sorted(raises):
        if day > priced:
            steps.append((day, Fraction(cent(steps[-1][1] * (100 + percent) / 100))))
    newest = max(day for day, _ in raises)
    after = (
        contract_end + datetime.timedelta(days=1) if contract_end and contract_end >= newest else years_on(newest, 1)
    )
    while growth and after <= last:
        if after > priced:
            steps.append((after, Fraction(cent(steps[-1][1] * (100 + growth) / 100))))
        after = years_on(after, 1)
    return steps


def month_of_pay(year, month, start, steps):
    days, whole = monthrange(year, month)[1], Fraction(0)
    for number in range(1, days + 1):
        day = datetime.date(year, month, number)
        if day >= start:
            whole += next(pay for begins, pay in reversed(steps) if begins <= day or begins == steps[0][0]) / 12 / days
    return whole


DAYS = st.dates(datetime.date(2026, 1, 2), datetime.date(2030, 12, 20)).filter(
    lambda day: (day.month, day.day) != (2, 29)
)
PERCENTS = st.decimals(0, 12, places=1).map(Fraction)


@pytest.mark.slow
@settings(max_examples=40)
@made(
    raises=st.lists(st.tuples(DAYS, PERCENTS), min_size=1, max_size=4, unique_by=lambda one: one[0]),
    contract=st.none() | DAYS,
    growth=PERCENTS,
    start=st.dates(datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)),
    fte=st.decimals("0.1", 4, places=1),
    rate=PERCENTS,
)
def test_pay_and_indirect_cost_by_plain_arithmetic(pack, raises, contract, growth, start, fte, rate):
    rows = "".join(
        f"      - {{what: r, position: Officer, from: {day}, percent: {float(percent)}%}}\n" for day, percent in raises
    )
    more = f"    raises:\n{rows}    inflation: {float(growth)}%\n    prices_on: 2026-06-15\n"
    more += f"    indirect_rates: [{{employer: City, rate: {float(rate)}%, base: pay}}]\n"
    if contract:
        more += f"    labor_contracts: [{{name: Guild, employer: City, to: {contract}}}]\n"
    text = PLAN.format(more=more, launch="2027-07-01", years=3)
    text = text.replace(
        'fte: 1, employer: City, pay: "$100,000", benefits: 20%, start: 2027-07-01',
        f'fte: {fte}, employer: City, pay: "$98,765.43", benefits: 20%, start: {start}',
    )
    budgeted = budget(Answers(pack, read_plan(text, pack).plan))
    first = min(start.replace(day=1), datetime.date(2027, 7, 1))
    steps = pay_by_day(
        Fraction("98765.43"), raises, contract, growth, datetime.date(2026, 6, 15), datetime.date(2030, 6, 30)
    )
    months = [
        (first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1)
        for at in range(len(budgeted.indirect))
    ]
    assert months[-1] == (2030, 6)
    exact = [month_of_pay(*month, start, steps) * Fraction(fte) * Fraction(6, 5) for month in months]
    expected = by_period(exact, budgeted.periods)
    assert list(line(budgeted, "Officer")) == expected
    indirect = by_period([Fraction(amount) * rate / 100 for amount in expected], budgeted.periods)
    assert list(budgeted.indirect) == indirect


def by_period(exact, periods):
    """Months to the cent, so that they add up to the rounded year: what has come together, less what had before."""
    rounded, at = [], 0
    for period in periods:
        reached, before = Fraction(0), Decimal(0)
        for amount in exact[at : at + period.count]:
            reached += amount
            rounded.append(cent(reached) - before)
            before = cent(reached)
        at += period.count
    return rounded


@settings(max_examples=25)
@made(percent=st.decimals(0, 20, places=1), more=st.decimals("0.1", 5, places=1), day=DAYS)
def test_a_larger_raise_never_costs_less(pack, percent, more, day):
    row = "    raises: [{{what: r, position: Officer, from: {}, percent: {}%}}]\n    prices_on: 2026-01-01"
    small, large = (found(pack, row.format(day, one), years=3).cost for one in (percent, percent + more))
    assert all(less <= much for less, much in zip(small, large, strict=True))


@settings(max_examples=25)
@made(
    amount=st.integers(0, 300_000),
    more=st.integers(1, 100_000),
    pays=st.sampled_from(["", ", pays: [positions]", ", pays: [anything]"]),
    rate=st.integers(0, 30),
    base=st.sampled_from(["direct", "mtdc", "pay"]),
)
def test_more_money_never_leaves_a_larger_gap(pack, amount, more, pays, rate, base):
    def unpaid(money):
        rows = f"    indirect_rates: [{{employer: City, rate: {rate}%, base: {base}}}]\n    training_budget: '$9,000'\n"
        rows += f"    funding: [{{name: G, kind: state_grant, amount: '${money}', start: 2027-07-01, end: 2028-06-30, status: awarded{pays}}}]"
        return found(pack, rows, years=2)

    less, much = unpaid(amount), unpaid(amount + more)
    assert all(later <= before for before, later in zip(less.unfunded, much.unfunded, strict=True))
    assert all(later <= before for before, later in zip(less.gap, much.gap, strict=True))
    for one in (less, much):  # lines with their indirect cost are the whole cost, to the cent
        assert [sum(column) for column in zip(*one.loaded, strict=True)] == list(one.cost_months)


@pytest.mark.parametrize("begins", ["january", "may", "october"])
def test_fiscal_years_add_up_to_all_months(pack, begins):
    more = f"    fiscal_years: [{{party: City, begins: {begins}}}]\n    fiscal_start: {begins}"
    text = PLAN.format(more=more, launch="2027-11-01", years=3)
    figures = summary("budget", Answers(pack, read_plan(text, pack).plan))
    assert sum(figures["cost_by_party_year"].values()) == figures["total_cost"]
    assert list(figures["cost_by_party_year"].values()) == list(figures["cost_by_fiscal_year"].values())
