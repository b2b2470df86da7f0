"""Whoever a signed paper counts on is bound, may see what the work needs, and reads one rule in every paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from coplan.drafts.render.called import documents_for
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"


def test_a_body_that_calls_after_an_attempt_off_duty_is_bound_and_reads_the_plan(paper):
    row = next(line for line in paper("two-rivers", "memorandum").splitlines() if line.startswith("| High Basin"))
    assert "each follow-up contact that falls due while no one of the Team is on duty" in row
    assert "follow-up off duty, and mobile crisis" in row
    assert "| safety plan and release form | crisis line counselor | see |" in paper(
        "two-rivers", "information-agreement"
    )


def test_a_value_of_today_that_is_not_known_is_said_so(paper):
    assert "| not known yet; the first quarter of service is shown as the first value | 70 percent |" in paper(
        "two-rivers", "memorandum"
    )


ALONE = {
    "two-rivers": "meets a person alone; at a scene, on a visit, in an office and on a ride a second member,",
    "larkspur": "meets a person alone only in an office or by phone; at a scene and on a visit an officer is there",
    "juniper-county": "meets a person alone; on a visit and in an office a second member is there.",
}


@pytest.mark.parametrize(
    ("example", "paper_name"),
    [
        ("two-rivers", "memorandum"),
        ("two-rivers", "program-description"),
        ("two-rivers", "job-description"),
        ("two-rivers", "field-safety-plan"),
        ("larkspur", "services-contract"),
        ("larkspur", "job-description"),
        ("larkspur", "field-safety-plan"),
        ("juniper-county", "interlocal-agreement"),
        ("juniper-county", "program-description"),
        ("juniper-county", "field-safety-plan"),
    ],
)
def test_one_rule_on_being_alone_in_every_paper(paper, example, paper_name):
    assert ALONE[example] in paper(example, paper_name)


def test_a_peer_who_goes_along_keeps_the_rule(paper):
    text = paper("two-rivers", "job-description", item="28f6a39e")
    assert "- Go along with a second member of the team to first appointments" in text


def test_an_employer_tells_itself_nothing(paper):
    text = paper("two-rivers", "staffing-plan")
    assert (
        "the employer of the one who is missing tells the 911 center and the High Basin Behavioral Health Organization; the"
        in text
    )
    assert "it is different" not in text


def test_each_paper_that_a_body_signs_is_in_its_vote(paper):
    text = paper("two-rivers", "resolution", item="1d0f6911")
    assert (
        "and the information-sharing agreement with the Town of Alder Park and Sage County and the charter of the steering group,"
        in text
    )
    assert "The program's procedures come to this body before the first day of service." in text
    report = paper("two-rivers", "staff-report", item="1d0f6911")
    assert "| Other papers signed, procedures approved by the governing bodies | before June 3, 2027 |" in report
    city = paper("cedar-valley", "resolution", item="16c720e2")
    assert (
        "and the information-sharing agreement with Cedar Valley Fire District 3 and Valley Behavioral Health, and the "
        "papers without payment of counsel’s list (Attachment 4), with" in city
    )
    report = paper("cedar-valley", "staff-report", item="16c720e2")
    assert "counsel’s list (Attachment 4), the information-sharing agreement" in report
    assert "ratifying a labor letter, accepting money, creating positions, and authorizing" in city
    assert (
        "Authorized as new: Program manager (0.5 FTE). With no new position, from current staff: Police officer" in city
    )
    assert "charter of the steering group" not in city  # its sponsors are offices


def test_a_vote_is_told_of_the_labor_letter_and_of_the_trial(paper):
    city = paper("cedar-valley", "resolution", item="16c720e2")
    assert "The labor letter with Cedar Valley Police Guild (Attachment 3) is ratified." in city
    assert "From September 29, 2027 the team may take trial calls" in city
    report = paper("cedar-valley", "staff-report", item="16c720e2")
    assert "| Other papers signed, procedures approved | before September 29, 2027 |" in report
    assert "- ratify the labor letter with Cedar Valley Police Guild (Attachment 3);" in report
    open_letter = paper("mesquite-flats", "resolution", item="999f1ce2")
    assert "is ratified" not in open_letter
    assert "the labor letter with the Mesquite Flats Police Officers Association." in open_letter


def test_an_office_owes_nothing_and_its_party_does(paper):
    text = paper("two-rivers", "memorandum")
    assert "“Administrator”, or “coordinator”, means the Community response coordinator of Sage County." in text
    assert "What the Administrator shall do is a duty of Sage County." in text
    assert "What the Administrator shall do is a duty of the City of Cedar Valley." in paper(
        "cedar-valley", "interlocal-agreement"
    )


def test_a_group_that_exists_by_an_agreement_stands_in_it(paper):
    text = paper("two-rivers", "memorandum")
    assert (
        "The steering group of the Program's charter exists by this Memorandum. It advises, also before the steps"
        in text
    )
    by_letter = paper("cedar-valley", "interlocal-agreement")
    assert "The steering group of the Program's charter advises, also before the steps of section" in by_letter


def test_a_charter_settles_nothing_that_the_agreement_settles(paper):
    text = paper("two-rivers", "steering-charter")
    assert "advise on what partners cannot settle between them, before the steps that their agreement names" in text
    assert "(presiding officer), for the Board of County Commissioners |" in text
    assert "the law on open meetings (C.R.S. 24-6-402" in text
    assert "with no vote beyond that of its seat" in text
    assert text.index("peers' breakfasts") < text.index("Conflicts and confidence")


def test_one_office_answers_for_a_record_in_all_papers(paper):
    agreement = paper("two-rivers", "information-agreement")
    assert "**[To decide: owner of each kind of record" in agreement
    assert "A subpoena, a warrant or another demand goes to one office, which is the county attorney" in agreement
    assert "is subject to appropriation by its governing body" in agreement
    rule = "follow the Parties' information-sharing agreement"
    assert rule in paper("two-rivers", "memorandum")
    assert "send the request on to the owner at once" in paper("cedar-valley", "interlocal-agreement")
    assert "send the request on to the Keeper at once" in agreement


def test_several_bodies_that_judge_vote_apart_by_levels_that_stand_in_the_paper(paper):
    text = paper("two-rivers", "memorandum")
    assert "Where several bodies decide, each votes on its own, and all must agree." in text
    assert "involuntary hold on contact (above 8 percent over 6 months) and force on contact" in text
    assert "| 25 minutes in 80% of responses |" in text
    assert "votes on its own" not in paper("cedar-valley", "interlocal-agreement")


def test_a_promise_to_staff_that_is_longer_than_the_notice_is_an_aim(paper):
    text = paper("two-rivers", "sustainability-plan")
    assert "90 days without cause, 30 days for a breach, and 60 days where money fails" in text
    assert "A longer time in the next table is an aim" in text
    assert "Ends of agreements and grants" not in text
    report = paper("two-rivers", "staff-report", item="13f9a1c8")
    assert "the duty to pay ends with the appropriated money" in report


def test_the_marshals_of_a_town_are_bound_with_it(paper):
    assert "| Granite Ford Town Marshal | department of the Town of Granite Ford | yes |" in paper(
        "two-rivers", "information-agreement"
    )


@pytest.mark.parametrize("name", ["program-description", "memorandum"])
def test_cover_off_duty_reads_alike(paper, name):
    assert "mobile crisis team" in paper("two-rivers", name)
    assert "where it does not come, people call 988, or 911 in danger." in paper("two-rivers", name)


def test_a_county_of_which_one_department_is_covered_says_what_that_takes(paper):
    text = paper("two-rivers", "information-agreement")
    assert "Sage County and Sage County Department of Human Services are one legal person." in text
    assert "has designated it as a health care component (45 CFR 164.105(a)" in text
    assert "health care component" not in paper("cedar-valley", "information-agreement")


def test_a_council_hears_what_comes_late_and_what_the_provider_bears(paper):
    text = paper("larkspur", "staff-report")
    assert "; late: first money available" in text
    assert "- the clinician on call in all other hours, whom the provider bears" in text
    assert "; late: " not in paper("mesquite-flats", "staff-report")


def test_a_posting_accepts_the_license_that_the_agreement_promises(paper):
    text = paper("two-rivers", "job-description", item="763f0df5")
    assert "- Licenses accepted: licensed clinical social worker." in text


def test_what_procedures_promise_of_a_provider_is_asked_of_it(paper):
    for name in ("services-contract", "request-for-proposals"):
        text = paper("larkspur", name)
        assert "keep two appointments each working day" in text
        assert "have a clinician on call, at one number, in every hour in which no team is on duty" in text
        assert "12 hours, 24 hours, 36 hours or 48 hours" in text


def test_the_phones_that_procedures_promise_are_answered_in_the_hours_that_the_contract_buys(paper):
    for name in ("services-contract", "request-for-proposals"):
        text = paper("larkspur", name)
        assert "have that number answered while a team is on duty too" in text, name
        assert "at the hours of the program's procedures: 24 hours a day, every day" in text, name


def test_the_winning_proposal_is_part_of_the_contract_only_where_bidders_were_asked(paper):
    words = "The request for proposals and the Provider's proposal are attached"
    assert words in paper("larkspur", "services-contract")
    assert words not in paper(
        "larkspur", "services-contract", ("provider_contract: drafting", "provider_contract: signed")
    )


def test_a_bidder_hears_how_many_calls_can_be_reached_and_what_a_day_without_relief_is(paper):
    text = paper("larkspur", "request-for-proposals")
    assert "About 260 calls a year, at any hour, would be for the team; in its hours," in text
    assert "about 72 calls can be reached" in text
    assert "in the others no team is on duty, unless the bidder relieves with its own staff" in text


def test_an_officer_is_not_called_away_from_a_person_at_high_risk(paper):
    text = paper("larkspur", "services-contract")
    assert (
        "called away from a person at high risk of suicide only when another officer, the ambulance or a facility"
        in text
    )


def test_who_takes_a_follow_up_at_night_stands_where_officers_refer(paper):
    for example in ("larkspur", "cedar-valley"):
        text = paper(example, "unit-order")
        assert (
            "and after an attempt in any case; say whether there was one and whether the person agreed. It goes to"
            in text
        )
    assert "Until this is decided, the 911 center is called, and tells the duty supervisor;" in paper(
        "juniper-county", "unit-order-fire"
    )


def test_where_no_number_sends_the_team_a_partner_refers_and_calls_no_one_out(paper):
    words = "A community partner may refer a person for follow-up, and cannot call the team to a scene."
    for name in ("unit-order", "services-contract", "program-description"):
        assert words in paper("larkspur", name), name
    assert words not in paper("two-rivers", "program-description")


def test_a_council_reads_when_its_first_payment_is_due_and_which_harms_are_counted(paper):
    text = paper("larkspur", "brief")
    assert "(payments for February 1, 2028 to January 31, 2029; none before, subject to appropriation)" in text
    for name in ("brief", "staff-report"):
        assert "involuntary holds, force, injuries and deaths" in paper("larkspur", name), name


def test_a_list_of_papers_has_the_order_and_no_paper_by_which_no_one_works(paper):
    for name in ("launch-readiness", "field-training-book"):
        text = paper("larkspur", name)
        assert "Unit order: police" in text, name
        assert "Diversion guideline" not in text, name
        assert "Care plans and case conference" not in text, name


def test_a_team_without_naloxone_is_not_told_to_use_it(paper):
    text = paper("larkspur", "lift-and-contact")
    assert "naloxone if you carry it" not in text
    assert "the team carries no naloxone" in text
    assert "naloxone if you carry it" in paper("cedar-valley", "lift-and-contact")


def test_a_value_that_no_one_can_have_from_before_is_called_none(paper):
    assert "| Follow-up attempted in time | percent | ______ | ______ | none |" in paper("larkspur", "annual-report")
    assert "not known yet; none" not in paper("larkspur", "goals-and-logic-model")


def test_what_happens_at_a_high_risk_when_no_ambulance_comes_holds_by_choice_too(paper):
    text = paper("larkspur", "unit-order")
    row = text[text.index("| At high risk of suicide, by choice") :].partition("\n")[0]
    assert row.endswith("If none comes in time: as on a hold, if the person agrees. |")


def test_a_number_that_calls_back_is_not_for_an_emergency_in_the_press_either(paper):
    row = next(line for line in paper("larkspur", "press-release").splitlines() if "You want us to call back" in line)
    assert "Not for an emergency: with thoughts of suicide, 988." in row


def test_an_invitation_does_not_promise_what_bidders_were_told_is_settled(paper):
    assert "Bidders are asked for the first contract now." in paper("larkspur", "invitation-letter")
    assert "The plan is not adopted, and what you say can change it." in paper("two-rivers", "invitation-letter")


def test_a_record_of_an_agency_is_answered_by_that_agency(paper):
    assert "for an agency's own record, its records office" in paper("larkspur", "information-sharing")
    assert "only the privacy contact opens an account" not in paper("larkspur", "information-sharing")


def test_dispatch_hears_at_once_that_no_one_is_there(paper):
    assert "At the start of each shift, and at once when it changes, the Miami Bend" in paper("larkspur", "unit-order")
    assert "Division of Police and the 911 center" in paper("larkspur", "staffing-plan")


def test_a_center_that_sends_no_team_has_a_card_for_the_console(paper):
    card = paper("larkspur", "dispatch-card")
    for words in ("Care 1, Larkspur 2", "No call taker sends it.", "An officer comes first.", "Sent within 2 minutes"):
        assert words in card, words
    assert "## Send the team" not in card
    assert "## Send the team" in paper("cedar-valley", "dispatch-card")


def test_a_very_small_program_has_no_guideline_that_it_has_not_begun(pack):
    text = (ROOT / "larkspur" / "plan.yaml").read_text(encoding="utf-8")
    for words, written in (("prosecutor: none", False), ("prosecutor: drafting", True)):
        answers = Answers(pack, read_plan(text.replace("prosecutor: none", words), pack).plan)
        assert ("diversion-guideline" in {one.template for one in documents_for(answers)}) is written
