"""A medic of the fire department and a peer of a nonprofit on one team: who is asked, who may tell what, what starts."""

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
    program_name: Tern Bay Street Medics
    state: US-OR
    stage: launching
    target_launch: 2027-04-05
    lead_agency: City of Tern Bay
    jurisdictions: [{name: City of Tern Bay, kind: city, population: 17850}]
    partner_types:
      - {partner: City of Tern Bay, form: city, criminal_justice: no, health: none}
      - {partner: Tern Bay Fire Department, form: department, part_of: City of Tern Bay, criminal_justice: no, health: covered}
      - {partner: Low Tide Recovery, form: nonprofit, criminal_justice: no, health: part2}
  design:
    base: fire
    host_agency: Tern Bay Fire Department
    models: [civilian_team, follow_up]
    employer: "other: no clinicians"
    team:
      - {role: paramedic, count: 1, employer: City of Tern Bay, place: field}
      - {role: peer, count: 1, employer: Low Tide Recovery, place: field}
    hours: Mo-Fr 09:00-17:00
    activation: [dispatch_911]
    police_presence: on_request
    pairing: never_alone
    services: [de_escalation, naloxone_carried, transport]
    transport: voluntary
  policy:
    command: incident_commander
    agreement_paper: memorandum
    naloxone_authority: statewide_order
    transport_who: [voluntary_adult]
    duty_supervisor: the battalion chief on duty by radio
    ila_parties:
      - {party: City of Tern Bay, kind: a city, public_agency: yes}
      - {party: Low Tide Recovery, kind: a nonprofit corporation, public_agency: no}
"""


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Callable[..., str]:
    def draft(name: str, before: str = "", after: str = "") -> str:
        answers = Answers(pack, read_plan(PLAN.replace(before, after) if before else PLAN, pack).plan)
        wanted = [one for one in documents_for(answers) if one.id.split("@")[0] == name]
        return render_all(answers, wanted[:1])[0].text

    return draft


def test_without_a_clinician_there_are_no_two_supervisors_to_call(draft):
    order = draft("unit-order-fire")
    assert "both supervisors" not in order
    assert "the supervisor whom Low Tide Recovery names" in order
    assert "[To decide: the supervisor whom Low Tide Recovery names for its own staff, and the phone]" in draft(
        "memorandum"
    )
    assert "both supervisors" in draft("unit-order-fire", "role: paramedic", "role: clinician")


@pytest.mark.parametrize("name", ["memorandum", "transportation"])
def test_where_the_team_is_alone_no_incident_commander_decides_on_its_safety(draft, name):
    assert "ncident commander; where the team is alone, on a visit too, the team members there" in draft(name)


@pytest.mark.parametrize("name", ["unit-order-fire", "field-safety-plan", "mandatory-reporting", "suicide-response"])
def test_no_name_goes_over_an_open_channel_to_a_supervisor_without_a_phone(draft, name):
    asked = "ask over the radio only for a call back by phone"
    assert asked in draft(name)
    assert asked not in draft(name, "on duty by radio", "on duty by radio or at 541-555-0100")


def test_members_of_two_employers_know_what_they_may_tell_each_other(draft):
    assert "| The other member on the contact, also of another employer |" in draft("information-sharing")
    assert "Until this is decided, it is treated as part of that program." in draft("information-agreement")
    assert "other member on the contact" not in draft(
        "information-sharing", "Low Tide Recovery, place", "City of Tern Bay, place"
    )


def test_nothing_starts_before_the_medical_director_has_signed(draft):
    assert "protocols and scope of practice of each medic" in draft("launch-readiness")
    assert "Naloxone: statewide order on file" in draft("launch-readiness")
    assert "Naloxone: statewide order" not in draft("launch-readiness", "statewide_order", "over_the_counter")
    assert "until then service does not begin" in draft("unit-order-fire")


def test_the_law_on_a_minors_own_consent_is_cited_also_where_no_clinician_is_on_the_team(draft):
    assert "ORS 109.675" in draft("minors-on-scene")


@pytest.mark.parametrize("state", ["CA", "CO", "TX"])
def test_a_team_without_clinicians_is_not_told_that_its_state_has_no_law_on_consent(draft, state):
    assert "on consent of minors to behavioral health care]" not in draft("minors-on-scene", "US-OR", f"US-{state}")


def test_a_center_that_hears_every_call_signs_a_joinder_also_where_its_kind_in_law_is_open(draft):
    partner = "  stakeholders:\n    partners: [{name: Coastal Range 911, category: dispatch_911, role: sends help, status: agreed}]\n  design:\n    dispatch_center: Coastal Range 911\n"
    assert "Coastal Range 911 holds information of the Program and is no Party" in draft(
        "information-agreement", "  design:\n", partner
    )
    assert "the team comes only as the tribal council has agreed in writing" in draft(
        "unit-order-fire", "    jurisdictions: [", "    tribal_land: present\n    jurisdictions: ["
    )
