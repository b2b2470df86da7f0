"""Contacts follow staff: cases by name, plain arithmetic beside generated plans, and a simulation of the team."""

from __future__ import annotations

import random
import statistics
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given as made
from hypothesis import settings
from hypothesis import strategies as st

from coplan.figures.budget.figures import budget
from coplan.figures.staffing.from_answers import staffing
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """\
answers:
  profile: {{stage: developing, target_launch: 2027-01-01}}
  design:
    models: [{models}]
    hours: {hours}
    posts: [{{period: "{hours}", teams: 1}}]
    team: [{{role: clinician, count: 1}}]
{design}
  needs:
    total_calls: 20,000
    bh_calls: 2,000
    eligible_calls: {calls}
    calls_by_hour:
      - {{day: weekday, start: "08:00", end: "20:00", calls: 500}}
      - {{day: weekend, start: "08:00", end: "20:00", calls: 200}}
{needs}
  resources:
    roles:
      - {{title: Clinician, role: clinician, fte: {fte}, pay: "$80,000", benefits: 40%, start: {start}}}
{resources}
"""
PLAIN = {
    "models": "on_scene",
    "hours": "Mo-Su 08:00-20:00",
    "design": "",
    "needs": "",
    "calls": "1,000",
    "fte": "3",
    "start": "2027-01-01",
    "resources": "    service_minutes: 60",
}


def answers_of(pack, **changes):
    reading = read_plan(PLAN.format(**(PLAIN | changes)), pack)
    assert reading.notes == ()
    return Answers(pack, reading.plan)


def value(answers, name):
    found = staffing(answers).figures.get(f"staffing.{name}")
    return None if found is None else Decimal(found.value)


def half_up(number, places="1"):
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal(places), ROUND_HALF_UP)


def test_cutting_clinicians_cuts_contacts(pack):
    full, few = (value(answers_of(pack, fte=fte), "contacts") for fte in ("3", "0.25"))
    assert full == 814  # 1,000 calls, 100% covered, load 1,000 ÷ 4,380 = 0.228: 18.6% are missed
    assert few == 71  # 0.25 × 1,698 × 0.9 of 4,380 hours are 8.7%


def test_no_cost_per_contact_where_cover_is_a_fiction(pack):
    assert "budget.cost_per_contact" in budget(answers_of(pack, fte="3")).by_key
    assert "budget.cost_per_contact" not in budget(answers_of(pack, fte="0.25")).by_key
    half = answers_of(
        pack, fte="0.25", resources="    service_minutes: 60\nassumptions: {cover_floor: {value: 5%, reason: Pilot}}"
    )
    assert "budget.cost_per_contact" in budget(half).by_key


def test_follow_up_and_avoided_cost_rest_on_contacts_that_staff_can_reach(pack):
    more = '    service_minutes: 60\n    unit_costs: [{event: Booking, dollars: "$100", year: 2024, source: Jail}]'
    more += "\n  goals: {selected: [cost_avoidance]}"
    design = "    caseload: 20\n    followup_cap: [{attempts: 3, longest: 8 weeks}]"
    small, large = (
        answers_of(pack, fte=fte, models="on_scene, follow_up", resources=more, design=design) for fte in ("1", "3")
    )
    assert value(small, "case_managers") < value(large, "case_managers")
    assert budget(small).avoidance.totals[2] < budget(large).avoidance.totals[2]


def test_people_who_start_later_are_not_there_before(pack):
    answers = answers_of(pack, start="2027-07-01")
    found = staffing(answers).figures
    assert found["staffing.cover_by_month.2027-01"].value == 0
    assert found["staffing.cover_by_month.2027-07"].value == 100
    whole, first = value(answers, "contacts"), value(answers, "first_year_contacts")
    assert first == half_up(Fraction(int(whole)) * Fraction(1, 2))  # six of twelve months


def test_a_phase_has_its_own_hours(pack):
    design = (
        '    phases: [{phase: Pilot, start: 2027-01-01, hours: "Mo-Fr 12:00-18:00", teams: 1},'
        '      {phase: Full, start: 2027-04-01, hours: "Mo-Su 08:00-20:00", teams: 1}]'
    )
    answers = answers_of(pack, design=design)
    part = Fraction(3 * 30 + 9 * 84, 12 * 84)
    assert value(answers, "first_year_contacts") == half_up(Fraction(814) * half_up_fraction(part, 3))


def half_up_fraction(number, places):
    return Fraction(half_up(number, "0." + "0" * (places - 1) + "1"))


def test_twelve_hours_in_eight_hour_shifts_are_sixteen_paid_hours(pack):
    answers = answers_of(pack, resources="    service_minutes: 60\n    shift: five_8")
    assert value(answers, "shift_hours") == Decimal("113.8")  # 7 × (16 + a quarter of an hour to hand over)
    assert value(answers, "fte_in_shifts.clinician") == Decimal("3.49")  # 113.8 × 365 ÷ 7 ÷ 1,698


@pytest.mark.parametrize(
    ("hours", "shift", "paid"),
    [
        ("24/7", "three_12", "171.5"),  # fourteen shifts, fourteen hand-overs
        ("24/7", "four_10", "215.3"),  # three shifts a day
        ("Mo-Su 12:00-22:00", "four_10", "70.0"),
        ("Fr-Sa 20:00-06:00", "four_10", "20.0"),
        ("Mo-Fr 08:00-20:00; Sa 20:00-08:00", "three_12", "72.0"),
        ("Mo 08:00-16:00; Jul Mo 08:00-20:00", "five_8", "8.7"),  # 8 hours, and 16.25 in 31 of 365 days
    ],
)
def test_whole_shifts(pack, hours, shift, paid):
    answers = answers_of(pack, hours=hours, resources=f"    service_minutes: 60\n    shift: {shift}")
    assert value(answers, "shift_hours") == Decimal(paid)


@pytest.mark.parametrize(("minutes", "paid"), [(0, "112.0"), (15, "113.8"), (30, "115.5"), (60, "119.0")])
def test_the_overlap_for_the_hand_over_is_paid_to_both_shifts(pack, minutes, paid):
    """Seven days of two 8-hour shifts for 12 hours: 16 paid hours a day, and the overlap once more."""
    own = f"\nassumptions: {{handover_minutes: {{value: {minutes}, reason: Roll call}}}}"
    answers = answers_of(pack, resources="    service_minutes: 60\n    shift: five_8" + own)
    assert value(answers, "shift_hours") == Decimal(paid)


@pytest.mark.parametrize("place", ["center", "video", "on_call"])
def test_a_clinician_elsewhere_is_no_seat_in_the_field(pack, place):
    role = f"    roles: [{{title: Clinician, role: clinician, fte: 3}}, {{title: Other, role: clinician, fte: 2, place: {place}}}]"
    text = PLAN.format(**PLAIN)
    line = next(line for line in text.splitlines() if "title: Clinician" in line)
    reading = read_plan(text.replace(f"    roles:\n{line}", role), pack)
    assert value(Answers(pack, reading.plan), "fte_planned.clinician") == 3
    alone = read_plan(
        text.replace(f"    roles:\n{line}", role).replace("models: [on_scene]", "models: [dispatch_clinician]"), pack
    )
    assert value(Answers(pack, alone.plan), "fte_planned.clinician") == 5


def test_calls_on_duty_do_not_wait_for_the_time_per_contact(pack):
    answers = answers_of(pack, resources="")
    assert (value(answers, "calls_on_duty"), value(answers, "duty_call_share")) == (1000, 100)
    assert value(answers, "contacts") is None


def test_travel_and_two_unit_calls_count(pack):
    answers = answers_of(pack, resources="    service_minutes: 40\n    travel_minutes: 10\n    two_team_share: 20%")
    plain = answers_of(pack)  # (40 + 10) × 1.2 = 60
    for name in ("contacts", "uhu", "missed_share", "load_peak", "workload_fte", "contacts_a_shift"):
        assert value(answers, name) == value(plain, name)


def test_demand_is_a_range(pack):
    needs = "    bh_undercount_check: done\n    bh_undercount_rate: 2%"
    answers = answers_of(pack, needs=needs)
    assert value(answers, "eligible_calls_high") == 1180  # 1,000 × (1 + 0.02 × 18,000 ÷ 2,000)
    low, middle, high = (value(answers, name) for name in ("uhu_low", "uhu", "uhu_high"))
    assert low < middle < high
    # 1,180 + 2 × √1,180 = 1,248.7 calls of an hour each: load 0.2851, 0.2851 ÷ 1.2851 of the time with people
    assert high == Decimal("22.2")
    assert any("errs low" in note for section in staffing(answers).sections for note in section.notes)


def test_one_person_away(pack):
    assert value(answers_of(pack, fte="3"), "cover_share_one_away") == Decimal("77.5")  # 2 × 1,698 of 4,380 hours
    assert value(answers_of(pack, fte="1"), "cover_share_one_away") == 0


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@made(
    fte=st.integers(1, 600),
    more=st.integers(0, 100),
    calls=st.integers(100, 8000),
    minutes=st.integers(10, 200),
    vacancy=st.integers(0, 60),
)
def test_more_staff_never_reach_fewer_calls(pack, fte, more, calls, minutes, vacancy):
    resources = f"    service_minutes: {minutes}\n    vacancy: {vacancy}%"
    few, many = (
        answers_of(pack, fte=str(Decimal(amount) / 100), calls=str(calls), resources=resources)
        for amount in (fte, fte + more)
    )
    for name in ("contacts", "first_year_contacts", "cover_share_vacancy", "cover_share_one_away"):
        assert value(few, name) <= value(many, name)


@settings(max_examples=25, deadline=None)
@made(fte=st.integers(20, 600), calls=st.integers(100, 8000), minutes=st.integers(10, 200), vacancy=st.integers(0, 60))
def test_contacts_and_busy_share_by_plain_arithmetic(pack, fte, calls, minutes, vacancy):
    """One team of one clinician, twelve hours every day, all calls in these hours; as the documentation says."""
    resources = f"    service_minutes: {minutes}\n    vacancy: {vacancy}%"
    answers = answers_of(pack, fte=str(Decimal(fte) / 100), calls=str(calls), resources=resources)
    hours = Fraction(12 * 365)
    cover = min(Fraction(fte, 100) * (2080 - 382) * (1 - Fraction(vacancy, 100)) / hours, Fraction(1))
    cover_shown = Fraction(half_up(cover * 100, "0.1"))
    assert value(answers, "cover_share_vacancy") == half_up(cover * 100, "0.1")
    missed = Fraction(0)
    for share_of_calls, days in ((Fraction(5, 7), 5), (Fraction(2, 7), 2)):
        load = calls * share_of_calls / (days * 12 * Fraction(365, 7)) * Fraction(minutes, 60)
        missed += share_of_calls * load / (1 + load)
    missed_shown = Fraction(half_up(missed * 100, "0.1"))
    reached = calls * cover_shown / 100 * (1 - missed_shown / 100)
    assert abs(value(answers, "contacts") - half_up(reached)) <= 1
    if cover_shown:
        busy = value(answers, "contacts") * minutes / 60 / Decimal(float(hours * cover_shown / 100)) * 100
        assert abs(value(answers, "uhu") - busy) <= Decimal("0.1")


def test_a_simulated_year_has_the_cover_and_the_busy_share(pack):
    """Days on which somebody is there come at random; calls come at random; a contact ends by chance."""
    answers = answers_of(pack, fte="2", calls="1,400")
    cover, busy, reached = (float(value(answers, name)) for name in ("cover_share_vacancy", "uhu", "contacts"))
    years = [simulated_year(random.Random(seed), cover / 100, 1400) for seed in range(60)]
    for name, expected, found in (
        ("contacts a year", reached, [year[0] for year in years]),
        ("busy share", busy, [year[1] for year in years]),
    ):
        mean, error = statistics.mean(found), statistics.stdev(found) / len(found) ** 0.5
        print(f"{name}: worked out {expected:.1f}, simulated {mean:.1f} ± {1.96 * error:.1f}")  # noqa: T201 - shown with -s
        assert abs(mean - expected) < 4 * error + 0.01 * expected


def simulated_year(source, cover, calls):
    """Contacts, and the percentage of the covered hours that the team is with people; contacts may run over the end."""
    contacts = busy = there = 0.0
    for _ in range(365):
        if source.random() >= cover:
            continue
        there += 720
        free, now = 0.0, source.expovariate(calls / 365 / 720)
        while now < 720:
            if now >= free:
                length = source.expovariate(1 / 60)
                contacts, busy, free = contacts + 1, busy + length, now + length
            now += source.expovariate(calls / 365 / 720)
    return contacts, 100 * busy / there
