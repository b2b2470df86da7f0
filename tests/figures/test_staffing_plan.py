"""Staffing from answers: the examples, plans with little in them, plans with anything in them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from coplan.drafts.proof.trial_plans import random_plan
from coplan.figures.registry import summary
from coplan.figures.staffing.from_answers import staffing
from coplan.plan.model import Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2]
CIVILIAN = """\
answers:
  design:
    models: [civilian_team]
    hours: Mo-Su 12:00-24:00
    team: [{role: clinician}, {role: emt, count: 2}]
  profile: {stage: developing}
  needs:
    eligible_calls: 4,380
    calls_by_hour:
      - {day: weekday, start: "12:00", end: "00:00", calls: 500}
      - {day: weekend, start: "12:00", end: "00:00", calls: 200}
  resources:
    service_minutes: 90
"""


def plan_of(text, pack):
    return Answers(pack, read_plan(text, pack).plan)


def example(name, pack):
    return plan_of((ROOT / "examples" / name / "plan.yaml").read_text(encoding="utf-8"), pack)


def values(answers, *names):
    found = staffing(answers).figures
    return tuple(str(found[f"staffing.{name}"].value) if f"staffing.{name}" in found else None for name in names)


# Worked out by hand; see the arithmetic beside each.
CEDAR = {
    "productive_hours": "1632.0",  # 2,080 − (120 + 72 + 88 + 16 + 64 + 46 + 42)
    "relief_factor": "1.27",  # 2,080 ÷ 1,632
    "team_hours": "70.0",  # 7 × 10
    "fte_needed.officer": "2.24",  # 3,650 ÷ 1,632
    "fte_to_hire.clinician": "2.49",  # 2.24 ÷ 0.9
    "gap.clinician": "0.26",  # 2.5 − 2.24
    "cover_share": "100.0",  # 2.5 × 1,632 × 7 ÷ 365 = 78.2 hours
    "cover_share_vacancy": "100.0",  # 70.4 hours
    "calls_on_duty": "698",  # 1,150 × 1,420 ÷ 2,340
    "duty_call_share": "60.7",
    "load_peak": "0.246",  # 1,150 × 448 ÷ 2,340 = 220.2 a year in 1,042.9 hours, 70 minutes each
    "missed_share_peak": "19.8",  # 0.2463 ÷ 1.2463
    "cover_share_one_away": "67.1",  # 1.5 × 1,632 × 7 ÷ 365 = 46.9 of 70 hours
    "people_to_hire.clinician": "3",
    "shift_hours": "70.0",  # one 10-hour shift a day
    "contacts": "570",  # 698 × 100% × (1 − 0.183)
    "eligible_calls_high": "1576",
    "first_year_contacts": "526",  # five days of ten hours in the 98 days of the pilot
    "uhu": "18.2",  # 570 × 70 ÷ 60 = 665 of 3,650 hours
    "contacts_a_shift": "2.6",  # 10 × 0.3 ÷ (70 ÷ 60)
    "workload_fte": "0.32",  # 665 ÷ 2,080
    "off_hours": "98.0",
    "off_hours_calls": "8.7",  # 452 × 7 ÷ 365
    "on_call_week.1": "68.0",  # 28 + 40
    "on_call_calls.1": "2.5",  # 8.7 × 28 ÷ 98
    "on_call_weeks": "20.8",  # 52 ÷ 2.5
    "follow_up_room": "1.56",  # 1 × 20 ÷ 12.86
    "follow_up_people": "5.47",  # 570 × 7 ÷ 365 × 0.5
    "case_managers": "3.52",  # 5.47 × 12.86 ÷ 20
}


def test_cedar_valley_with_a_calculator(pack):
    assert dict(zip(CEDAR, values(example("cedar-valley", pack), *CEDAR), strict=True)) == CEDAR


def test_mesquite_flats_has_one_clinician_too_few_for_two(pack):
    names = ("fte_needed.clinician", "fte_to_hire.clinician", "fte_planned.clinician", "missed_share_peak", "uhu")
    assert values(example("mesquite-flats", pack), *names) == ("2.66", "2.96", "3.00", "19.9", "18.2")


def test_juniper_county_rests_on_assumptions_and_says_so(pack):
    found = staffing(example("juniper-county", pack))
    assert [item.key for item in found.assumed] == [
        "assumptions.paid_hours",
        "assumptions.absence_hours",
        "assumptions.teams",
        "assumptions.vacancy",
    ]
    assert found.figures["staffing.gap.paramedic"].value == Decimal("-0.11")  # 0.5 − 20 × 365 ÷ 7 ÷ 1,698
    assert found.figures["staffing.cover_share"].value == Decimal("81.4")  # 0.5 × 1,698 × 7 ÷ 365 of 20 hours
    assert [section.key for section in found.sections] == ["people", "months", "follow_up"]  # no calls, nobody on call


def test_an_empty_plan_names_what_is_missing(pack):
    found = staffing(Answers(pack, Plan()))
    assert {section.key: section.missing[0] for section in found.sections} == {
        "people": "design.hours",
        "calls": "design.hours",
    }
    assert set(found.figures) == {"staffing.productive_hours", "staffing.relief_factor"}


def test_calls_wait_for_a_team_that_nobody_stands_in_for(pack):
    answers = plan_of(CIVILIAN, pack)
    # 4,380 calls in 4,380 hours, 1.5 hours each: more than one team can serve
    found = summary("staffing", answers)
    assert (found["queues"], found["overloaded"], found["missed_share_peak"]) == (True, True, None)
    assert values(answers, "wait_share_peak", "mean_wait_peak") == ("100.0", "without limit")
    three = plan_of(CIVILIAN.replace("team:", 'posts: [{period: "Mo-Su 12:00-24:00", teams: 3}]\n    team:'), pack)
    peak = ("load_peak", "wait_share_peak", "late_share_peak", "mean_wait_peak")
    assert values(three, *peak) == ("1.500", "23.7", "18.4", "14.2")
    assert summary("staffing", three)["overloaded"] is False


def test_people_of_a_role_count_as_the_team_table_says(pack):
    found = staffing(plan_of(CIVILIAN, pack))
    assert [(row.role, row.people, row.hours_a_week) for row in found.roles] == [("clinician", 1, 84), ("emt", 2, 168)]
    assert found.roles[0].planned is None  # no positions are named: nothing is said about a gap
    assert "assumptions.people_per_role" in [item.key for item in found.assumed]


def test_an_own_assumption_counts_as_the_plans(pack):
    text = CIVILIAN + "assumptions:\n  absence_hours: {value: 480, reason: payroll}\n"
    found = staffing(plan_of(text, pack))
    assert found.figures["staffing.productive_hours"].value == 1600
    assert "assumptions.absence_hours" not in [item.key for item in found.assumed]


def test_without_calls_by_hour_the_share_in_hours_gives_a_first_picture(pack):
    text = CIVILIAN.replace("calls_by_hour", "unknown").replace("minutes: 90", "minutes: 90\n    share_in_hours: 50%")
    answers = plan_of(text, pack)
    assert values(answers, "contacts", "uhu") == ("2190", "75.0")
    assert staffing(answers).sections[1].missing == ("needs.calls_by_hour",)


def test_officers_set_aside_count_where_no_position_names_the_role(pack):
    text = CIVILIAN.replace("civilian_team", "ride_along").replace("role: emt, count: 2", "role: officer")
    answers = plan_of(text.replace("minutes: 90", "minutes: 90\n    sworn_fte: 1.5"), pack)
    assert values(answers, "fte_planned.officer", "fte_planned.clinician") == ("1.50", None)


def test_absence_that_leaves_nothing_is_told(pack):
    text = CIVILIAN.replace("minutes: 90", "minutes: 90\n    absence: [{reason: sick, hours: 2080}]")
    found = staffing(plan_of(text, pack))
    assert (found.roles, found.sections[0].figures) == ((), ())
    assert "leave nothing" in found.sections[0].notes[0]


def test_a_pack_of_ones_own_without_these_questions_is_no_error(pack, small_pack, build_pack, small_files):
    assumptions = (ROOT / "checklists" / "assumptions.yaml").read_text(encoding="utf-8")
    found = staffing(Answers(build_pack(small_files | {"checklists/assumptions.yaml": assumptions}), Plan()))
    assert found.sections[0].missing == ("design.hours", "design.team", "resources.roles")


def test_the_summary_has_the_same_names_for_every_plan(pack):
    full, empty = (summary("staffing", answers) for answers in (example("cedar-valley", pack), Answers(pack, Plan())))
    assert list(full) == list(empty)
    assert full["gap"]["clinician"] == Decimal("0.26")
    assert full["missed_share_peak"] == Decimal("0.198")


@pytest.mark.parametrize("seed", range(40))
def test_figures_of_any_plan_can_be_redone(pack, seed):
    answers = Answers(pack, random_plan(pack, seed))
    found = staffing(answers)
    keys = [figure.key for figure in found]
    assert len(keys) == len(set(keys))
    for figure in found:
        assert figure.label
        assert figure.formula
        assert set(figure.source) <= set(pack.sources)
        for item in figure.inputs:
            assert {"plan": item.key.partition(".")[0] in ("assumptions", *(step.id for step in pack.steps))}.get(
                item.origin, True
            )
    assert set(found.read) <= set(pack.questions)
    for section in found.sections:
        assert all(isinstance(key, str) for key in section.missing)


def test_every_assumption_is_used_by_some_figure(pack):
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/coplan/figures").rglob("*.py"))
    weeks = {task.assumption.key for task in pack.timeline.tasks}
    assert [name for name in pack.assumptions if name not in weeks and not re.search(rf'"{name}"', code)] == []
