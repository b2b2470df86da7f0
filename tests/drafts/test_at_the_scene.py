"""What a crew at the door, a dispatcher and a clinician read must be one thing in every paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
Draft = Callable[[str, str], str]
MAY_PASS = "an adult who is alone, has no weapon, no plan and no means for suicide, and agrees, with nothing "


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Draft:
    @cache
    def answers(example: str) -> Answers:
        text = (ROOT / example / "plan.yaml").read_text(encoding="utf-8")
        return Answers(pack, read_plan(text, pack).plan)

    @cache
    def draft(example: str, name: str) -> str:
        found = answers(example)
        wanted = next(one for one in documents_for(found) if one.id.split("@")[0] == name)
        return render_all(found, [wanted])[0].text

    return draft


@pytest.mark.parametrize("paper", ["dispatch-card", "dispatch-protocol", "handoff-protocol"])
def test_one_test_says_who_may_be_passed_to_a_crisis_line(draft, paper):
    assert MAY_PASS in draft("two-rivers", paper)


def test_a_row_on_minors_gives_way_where_a_life_may_be_at_risk(draft):
    assert "parent or guardian in reach), no life at risk: " in draft("two-rivers", "dispatch-card")
    assert "under 18 without asking for help, and no parent" in draft("two-rivers", "dispatch-protocol")
    assert "the row on minors does not keep the team away" in draft("two-rivers", "dispatch-protocol")
    assert "The team goes there by the same rules as to an adult" in draft("two-rivers", "suicide-response")


def test_a_young_person_who_may_consent_alone_is_sent_no_officer_in_place_of_the_team(pack):
    text = (ROOT / "two-rivers/plan.yaml").read_text(encoding="utf-8")
    plain = text.replace("under 15, or under 18 without asking for help, and no parent", "under 18, and no parent")
    assert plain != text
    found = Answers(pack, read_plan(plain, pack).plan)
    for paper in ("dispatch-protocol", "dispatch-card", "program-description"):
        wanted = next(one for one in documents_for(found) if one.id == paper)
        assert "asking for help that the law lets them consent to" in render_all(found, [wanted])[0].text.replace(
            "or one asks for help", "or asking for help"
        ), paper


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats", "two-rivers"])
def test_card_and_protocol_ask_what_their_conditions_need(draft, example):
    card, protocol = draft(example, "dispatch-card"), draft(example, "dispatch-protocol")
    assert "How old; under 18: a parent or guardian in reach?" in card
    assert "How old is the person? Under 18: is a parent or guardian there or within reach?" in protocol
    for text in (card, protocol):
        assert "Crime?" in text or "Any crime?" in text
        assert re.search(r"now or before, (?:also responders|responders too)\?", text)
        assert "peaking clearly, standing alone, breathing normally?" in text
    assert "the team with naloxone goes in once an officer" in card


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats", "two-rivers"])
def test_a_card_opens_no_later_step_by_the_calendar(draft, example):
    card = draft(example, "dispatch-card")
    assert "A later step: only from the day that the center's director writes here: ______" in card
    assert "not before " in card.partition("\n| Unit")[0]


def test_mobile_crisis_begins_outside_the_area_too_where_police_go_only_when_no_one_else_can(draft):
    assert "There that response begins with mobile crisis" in draft("two-rivers", "dispatch-protocol")


def test_a_family_may_be_told_of_an_order_that_counsel_is_still_checking(draft):
    for example in ("two-rivers", "larkspur", "juniper-county"):
        text = draft(example, "suicide-response")
        assert "tells a family that a court can do it" not in text
        assert "to ask the court, legal aid or police." in text, example


def test_a_no_is_not_at_once_a_call_for_a_hold_where_no_level_is_set(draft):
    asked = "otherwise the clinician decides with the clinical supervisor whether to call them"
    assert asked in draft("two-rivers", "suicide-response")
    assert asked not in draft("cedar-valley", "suicide-response")


def test_a_rule_of_today_stands_apart_from_the_one_after_a_signature(draft):
    text = draft("mesquite-flats", "hold-procedure")
    assert "\n\n**Until the memorandum that the law asks for is signed:** " in text
    assert "\n\n**Once it is signed:** " in text


def test_a_director_is_no_fire_chief_and_crews_get_their_signature(draft):
    for paper in ("dispatch-protocol", "hold-procedure", "suicide-response", "transportation"):
        assert "| Head of each EMS agency, for crews |" in draft("mesquite-flats", paper), paper


def test_a_lead_signs_for_the_body_that_employs_the_lead(draft):
    text = draft("two-rivers", "suicide-response")
    assert "| Clinical lead, High Basin Behavioral Health Organization |" in text
    assert "Clinical lead of Sage County" not in text
    assert "| Head of the crisis line, for the follow-up |" in text


def test_a_sentence_points_to_no_table_that_is_not_there(draft):
    text = draft("two-rivers", "handoff-protocol")
    assert "checks its own row" not in text
    assert "in the table" not in text


@pytest.mark.parametrize("example", ["cedar-valley", "two-rivers", "mesquite-flats", "juniper-county", "larkspur"])
@pytest.mark.parametrize("paper", ["hold-procedure", "suicide-response", "transportation", "minors-on-scene"])
def test_someone_who_is_there_stays_when_the_team_is_off_duty(draft, example, paper):
    text = draft(example, paper)
    assert "stays where that is safe, else an officer, and until one is there the crew." in text


def test_who_is_named_and_asleep_sees_to_no_child(draft):
    named = "Where the one named here is not there, off duty too, the officer in charge names who does it."
    for example, paper in (("cedar-valley", "hold-procedure"), ("two-rivers", "minors-on-scene")):
        assert named in draft(example, paper), example
    assert named not in draft("mesquite-flats", "minors-on-scene"), "a second officer is named there"


def test_an_overdose_that_ends_with_a_no_has_someone_who_stays_at_any_hour(draft):
    for example in ("cedar-valley", "two-rivers", "mesquite-flats"):
        assert "the team does, and without it the crew, until" in draft(example, "naloxone-leave-behind"), example


def test_slow_breathing_has_one_first_step(draft):
    for example in ("cedar-valley", "mesquite-flats", "larkspur"):
        carried = " and naloxone" if example != "larkspur" else "; the team carries no naloxone"
        assert f"| Does not wake up, and breathes very slowly | Rescue breaths{carried}" in draft(
            example, "lift-and-contact"
        ), example


def test_no_shelter_of_unknown_ages_is_offered_to_a_young_person(draft):
    text = draft("two-rivers", "minors-on-scene")
    assert "| Harbor House |" not in text
    assert "| Two Rivers Hospital |" in text


def test_a_caller_is_offered_no_team_that_is_off_duty_or_busy_for_longer_than_the_card_says(draft):
    for example in ("cedar-valley", "two-rivers", "mesquite-flats"):
        assert "No one promises who will come, or offers the team off duty." in draft(example, "dispatch-protocol")
        assert "Change a call type that was wrong." in draft(example, "dispatch-protocol")
    assert "| Off duty, busy, outside the area | the mobile crisis team" in draft("two-rivers", "dispatch-card")
    assert "si hay peligro o si tarda más de 45 minutos" in draft("two-rivers", "wallet-card-spanish")


def test_staff_off_duty_have_one_number_for_the_crisis_line_and_its_teams(draft):
    way = "Staff reach Cascade Foothills Crisis Line, and its mobile teams, at (360) 555-0157"
    for paper in ("dispatch-protocol", "dispatch-card", "unit-order"):
        assert way in draft("cedar-valley", paper), paper
    for paper in ("suicide-response", "hold-procedure", "police-on-call"):
        assert "360-555-0157" in draft("cedar-valley", paper), paper


def test_a_disputed_clinician_on_call_is_called_by_no_one_yet(draft):
    for paper in ("dispatch-protocol", "dispatch-card"):
        text = draft("cedar-valley", paper)
        assert "at the hours of the on-call expectations; until that is settled, no one of the team." in text, paper


def test_a_card_promises_an_interpreter_only_where_a_service_is_named(draft):
    assert "- Interpreter, sign language too, at no cost: say or show your language." in draft(
        "cedar-valley", "wallet-card"
    )
    for example in ("two-rivers", "larkspur"):
        assert "- Ask for an interpreter, at no cost" in draft(example, "wallet-card"), example


def test_a_person_is_left_only_on_a_word_that_someone_can_give(draft):
    way = "Where no one answers who may say so: only after one who may start a hold saw the person"
    assert way in draft("juniper-county", "suicide-response")
    for example in ("cedar-valley", "two-rivers", "mesquite-flats", "larkspur"):
        assert way not in draft(example, "suicide-response"), example


def test_a_medic_of_the_team_is_told_from_the_ambulance_crew(draft):
    assert "| EMS | the ambulance crew. The team's own medic" in draft("juniper-county", "suicide-response")
    assert "| EMS |" not in draft("cedar-valley", "suicide-response")


def test_a_threat_is_weighed_before_anyone_is_told(draft):
    for example in ("cedar-valley", "two-rivers", "juniper-county"):
        steps = draft(example, "mandatory-reporting").partition("When someone is threatened\n")[2]
        if "Where there is one, this holds." in steps:
            assert steps.index("Is there a threat, or acts that mean one?") < steps.index(
                "Where there is one, this holds."
            )


@pytest.mark.parametrize("example", ["cedar-valley", "two-rivers", "larkspur", "juniper-county", "mesquite-flats"])
def test_a_shift_that_is_cancelled_loses_no_contact_after_a_risk_of_suicide(draft, example):
    text = draft(example, "staffing-plan")
    assert "hands each contact after a risk of suicide that falls due before the next full shift by name to" in text


def test_the_crisis_line_hears_of_a_cancelled_shift(draft):
    assert "tells the 911 center and the High Basin Behavioral Health Organization;" in draft(
        "two-rivers", "staffing-plan"
    )


def test_the_last_month_of_an_agreement_ends_no_contact_after_a_risk_of_suicide(draft):
    assert "save for contacts after a risk of suicide, until made or handed over by name" in draft(
        "two-rivers", "memorandum"
    )


def test_the_launch_list_has_the_papers_that_an_agreement_makes_a_condition(draft):
    text = draft("two-rivers", "launch-readiness")
    for line in (
        "Information-sharing agreement signed",
        "it answers the team's call for help",
        "Charter of the",
    ):
        assert line in text, line


def test_what_is_not_settled_is_told_where_people_read_first(draft):
    for paper in ("program-description", "crisis-interview-questions"):
        assert "no one on the team without police powers starts one" in draft("two-rivers", paper), paper
    assert "No one rides with the team until this is decided: " in draft("two-rivers", "program-description")
    assert "promise nothing for them" in draft("two-rivers", "information-sharing")
