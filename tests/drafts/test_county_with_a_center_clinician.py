"""A sheriff's 911 center with a clinician, a car that starts later, cities, a tribe: what each paper says of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

PLAN = """
coplan: 1
answers:
  profile:
    program_name: Birch First Call
    state: US-MN
    stage: developing
    target_launch: 2027-09-14
    service_area: Birch County and the Reservation
    lead_agency: Birch County Sheriff's Office
    jurisdictions:
      - {name: Birch County, kind: county, population: 27900}
      - {name: City of Oda, kind: city, population: 2150}
      - {name: Long Lake Band, kind: tribe, population: 1900}
    partner_types:
      - {partner: Birch County, form: county}
      - {partner: Birch County Sheriff's Office, form: elected, criminal_justice: yes}
      - {partner: Birch County Human Services, form: department, part_of: Birch County, health: covered}
      - {partner: City of Oda, form: city}
      - {partner: Long Lake Band, form: tribe}
  goals:
    equity: Callers reach an interpreter within five minutes.
    vision: A person in crisis reaches a clinician with the first call.
  needs:
    total_calls: 900
    bh_calls: 90
    demographics: [{dimension: language, group: Somali, population_share: 5%, call_share: 7%}]
  stakeholders:
    medical_director: Dr. Quamme
  design:
    base: dispatch
    host_agency: Birch County Sheriff's Office
    models: [ride_along, dispatch_clinician]
    employer: local_government
    employer_name: Birch County Human Services
    team:
      - {role: officer, count: 1, employer: Birch County Sheriff's Office, place: field}
      - {role: clinician, count: 1, place: field}
      - {role: clinician, count: 1, place: center}
    hours: Mo-Fr 10:00-22:00
    activation: [dispatch_911, responder_request]
    include:
      - {call_type: Welfare check, send: team_alone}
    exclude:
      - {condition: weapon_in_hand, sent_instead: two deputies, team_part: phone}
    police_presence: together
    officer_outside: local_request
    minors: all_ages
    hold_authority: [peace_officer, health_officer, commitment_examiner]
    services: [de_escalation, assessment]
    phases:
      - {phase: The desk, start: 2027-09-14, hours: "Mo-Fr 12:00-20:00", teams: 0, services: advice by phone, entry_test: hired, judge: the steering group}
      - {phase: The car, start: 2028-03-01, hours: "Mo-Fr 10:00-22:00", teams: 1, services: the car, entry_test: 100 calls, judge: the council and the sheriff}
  resources:
    hiring: new_hires
    job_role: [clinician]
    roles:
      - {title: Desk clinician, role: clinician, fte: 2, employer: Birch County Human Services, place: center}
      - {title: Field clinician, role: clinician, fte: 1, employer: Birch County Human Services, place: field}
    funding:
      - {name: County levy, kind: tax_levy, amount: "$300,000", start: 2027-01-01, end: 2029-12-31, status: idea}
  policy:
    approver: steering_group
    agreement_paper: interlocal
    ila_parties:
      - {party: Birch County, public_agency: yes, signer: board chair}
      - {party: Birch County Sheriff's Office, public_agency: yes, signer: sheriff}
      - {party: City of Oda, public_agency: yes, signer: mayor}
      - {party: Long Lake Band, public_agency: yes, signer: chair}
    ila_actions:
      - {party: Birch County, action: resolution, date: 2027-05-18}
    council_items:
      - {party: Birch County, body: board of commissioners, appropriation: new}
  outreach:
    who_to_call:
      - {situation: danger, number: "911", sends_team: yes}
    cost_words: Nothing.
    officer_seen: in plain clothes with a badge
"""


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Callable[..., str]:
    read = read_plan(PLAN, pack)
    answers = Answers(pack, read.plan)

    def draft(name: str, row: int = 0) -> str:
        wanted = [one for one in documents_for(answers) if one.id.split("@")[0] == name][row]
        return render_all(answers, [wanted])[0].text

    return draft


def test_where_units_are_called_for_they_go_before_the_clinician_of_the_center(draft):
    protocol = draft("dispatch-protocol")
    assert "units are sent first. Then the clinician may join the line" in protocol
    assert "decides with the dispatcher what is sent" not in protocol
    assert "The clinician in the center may join the line only after units are sent." in draft("dispatch-card")


@pytest.mark.parametrize("name", ["dispatch-card", "dispatch-protocol"])
def test_no_team_is_sent_before_the_phase_in_which_one_goes_out(draft, name):
    assert "Before March 1, 2028 no team goes out" in draft(name)


@pytest.mark.parametrize("name", ["public-page", "wallet-card", "press-release", "questions-and-answers"])
def test_the_public_hears_what_each_phase_brings(draft, name):
    text = draft(name)
    assert "At first: advice by phone" in text
    assert "New then: the car" in text
    assert "you may talk with them at once" in text


def test_a_team_that_goes_out_later_is_promised_from_then_on(draft):
    page = draft("public-page")
    assert "From March 1, 2028 at the earliest, if you call 911" in page
    assert "From September 14, 2027 at the earliest: Monday to Friday" in page
    assert "This is what you pay. Nothing." in page


def test_a_seat_in_the_center_rides_with_no_one(draft):
    desk, field = draft("job-description", 0), draft("job-description", 1)
    assert "speaks with people in crisis by phone or video" in desk
    assert "Work in the 911 center" in desk
    assert "Ride with" not in desk
    assert "Rule on working alone" not in desk
    assert "Call sign" not in desk
    assert "Ride with an officer" in field
    assert "Work in the 911 center" not in field
    assert "1 clinician and 1 clinician in the 911 center" in field


@pytest.mark.parametrize(
    "name", ["unit-order", "information-sharing", "records-and-cameras", "diversion-guideline", "police-on-call"]
)
def test_an_order_to_officers_is_signed_by_their_heads(draft, name):
    assert "Head of each law enforcement agency whose officers it binds" in draft(name)


def test_no_fire_service_signs_where_none_is_in_the_program(draft):
    assert "Head of each EMS agency, for crews" in draft("minors-on-scene")
    assert "Head of fire" not in draft("minors-on-scene")


def test_each_government_that_signs_has_its_vote_or_a_blank_for_it(draft):
    agreement = draft("interlocal-agreement")
    assert "| City of Oda | ____________ (ordinance, resolution or other act) |" in agreement
    assert "| Birch County Sheriff's Office | own signature, without a vote |" in agreement
    later = "the City of Oda and the Long Lake Band"
    assert f"No date yet: {later}." in draft("brief")
    assert f"| Votes of {later} |" in draft("staff-report")


def test_a_vote_authorizes_the_positions_of_departments_too(draft):
    assert "Authorized, so far as new: Desk clinician (2 FTE)" in draft("resolution")


def test_a_sheriffs_area_is_the_county_with_its_cities(draft):
    outside = draft("officer-outside")
    assert "The sheriff's area is the whole county, with its cities." in outside
    assert "- Long Lake Band." in outside
    assert "- City of Oda." not in outside


def test_law_without_words_on_others_leaves_no_empty_line(draft):
    assert "Others who may:" not in draft("hold-procedure")
    assert "its own way to a court" not in draft("hold-procedure")


def test_what_holds_until_a_decision_is_said_once(draft):
    for name in ("unit-order", "field-safety-plan"):
        assert draft(name).count("the team stays, and the duty supervisor names who takes over") == 1


def test_a_countys_own_levy_is_no_fire_levy(draft):
    assert "property tax levy" in draft("budget")
    assert "fire or EMS levy" not in draft("budget")


def test_a_department_names_its_body_and_a_sheriffs_officer_is_a_deputy(draft):
    assert "| Birch County Human Services | department of Birch County |" in draft("information-sharing")
    for name in ("public-page", "press-release"):
        assert "On the team: a deputy and a clinician (mental health worker)." in draft(name)


def test_what_is_wanted_is_not_told_as_found(draft):
    assert "- Differences between groups: Callers reach an interpreter within five minutes." in draft(
        "needs-assessment"
    )
