"""A sheriff who hosts and signs, a center for mental health that employs, one county in Texas: what each paper says."""

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
    program_name: Ocotillo Crisis Deputies
    state: US-TX
    stage: developing
    target_launch: 2027-06-02
    lead_agency: Ocotillo County
    jurisdictions:
      - {name: Ocotillo County, kind: county, population: 21300}
      - {name: Ocotillo County Hospital District, kind: other_district}
    partner_types:
      - {partner: Ocotillo County, form: county, criminal_justice: no, health: none}
      - {partner: Ocotillo County Sheriff's Office, form: elected, part_of: Ocotillo County, criminal_justice: yes, health: none}
      - {partner: Trans-Mesa Center, form: other_public, criminal_justice: no, health: covered}
  goals:
    vision: A person in a crisis meets a clinician.
  stakeholders:
    partners:
      - {name: Ocotillo County Sheriff's Office, category: first_responder, role: gives two deputies, status: agreed}
  design:
    base: sheriff
    host_agency: Ocotillo County Sheriff's Office
    models: [ride_along]
    employer: bh_authority
    employer_name: Trans-Mesa Center
    team:
      - {role: officer, count: 1, employer: Ocotillo County Sheriff's Office, place: field}
      - {role: clinician, count: 1, employer: Trans-Mesa Center, place: field}
    hours: We-Sa 12:00-22:00
    activation: [dispatch_911]
    dispatch_center: Ocotillo County Sheriff's Dispatch
    police_presence: together
    multi_agency: one_agency
    minors: all_ages
    hold_authority: [peace_officer]
    services: [assessment]
  resources:
    funding:
      - {name: Opioid settlements, kind: opioid_settlement, amount: "310,000", start: 2027-05-01, end: 2029-04-30,
         status: awarded, receiver: Ocotillo County}
  policy:
    agreement_paper: interlocal
    agreement_start: 2027-05-01
    agreement_end: 2029-04-30
    agreement_price: reimbursement
    agreement_cap: 310,000
    ila_organization: administrator
    ila_administrator: the chief deputy of the Ocotillo County Sheriff's Office
    ila_parties:
      - {party: Ocotillo County, kind: a county, public_agency: yes, signer: County Judge}
      - {party: Ocotillo County Sheriff, kind: the elected sheriff, public_agency: yes, signer: Sheriff}
      - {party: Trans-Mesa Center, kind: a community center, public_agency: yes}
    money_rows:
      - {payer: Ocotillo County, payee: Trans-Mesa Center, what: cost of the clinicians, unit: actual_cost,
         from: 2027-05-01, to: 2029-04-30, yearly_max: "190,000", source: Opioid settlements}
    immigration: [status, documents]
    immigration_officers: may_ask
    council_items:
      - {party: Ocotillo County, body: Commissioners Court, appropriation: new}
  outreach:
    languages: [english, spanish]
    who_to_call:
      - {situation: Someone is in danger, number: "911", sends_team: yes}
"""


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Callable[..., str]:
    return lambda name, before="", after="": _draft(pack, name, PLAN.replace(before, after) if before else PLAN)


def _draft(pack: Pack, name: str, text: str) -> str:
    answers = Answers(pack, read_plan(text, pack).plan)
    wanted = [one for one in documents_for(answers) if one.id.split("@")[0] == name]
    return render_all(answers, wanted[:1])[0].text if wanted else ""


@pytest.mark.parametrize("name", ["public-page", "wallet-card", "press-release", "questions-and-answers"])
def test_the_promise_not_to_ask_leaves_out_an_officer_who_may(draft, name):
    assert "No one on the team but the officer asks" in draft(name)
    assert "Our officers may ask" in draft(name)
    assert "but the officer asks" not in draft(name, "immigration_officers: may_ask", "immigration_officers: not_asked")


def test_the_card_in_spanish_is_as_plain_as_the_one_in_english(draft):
    card = draft("wallet-card-spanish")
    assert "Nadie del equipo, salvo el agente, pregunta" in card
    assert "Nuestros agentes pueden preguntar." in card


@pytest.mark.parametrize("name", ["unit-order", "information-sharing", "transportation"])
def test_an_order_does_not_forbid_what_officers_may_ask(draft, name):
    elsewhere = draft(name, "state: US-TX", "state: US-MN")
    assert "No one who works with the team asks" not in elsewhere
    assert "No one on the team without police powers asks" in elsewhere


def test_a_deputy_is_at_home_in_the_whole_county(draft):
    assert draft("officer-outside") == ""
    assert "own agency" not in draft("dispatch-protocol")
    assert "The team works for one agency" not in draft("unit-order")
    assert draft("officer-outside", "kind: other_district", "kind: tribe") != ""


def test_an_elected_officer_who_signs_is_host_in_person(draft):
    agreement = draft("interlocal-agreement")
    assert "| Host | Ocotillo County Sheriff, where the Team is based |" in agreement
    assert "What the Administrator shall do is a duty of Ocotillo County Sheriff." in agreement
    assert "| Ocotillo County Sheriff | gives two deputies |" in agreement
    assert "the signature of Ocotillo County Sheriff, an elected officer without a governing body" in agreement


def test_an_elected_officer_who_does_not_sign_stands_behind_the_county(draft):
    row = "      - {party: Ocotillo County Sheriff, kind: the elected sheriff, public_agency: yes, signer: Sheriff}\n"
    host = "| Host | Ocotillo County, acting through the Ocotillo County Sheriff's Office, where the Team is based |"
    agreement = draft("interlocal-agreement", row)
    assert host in agreement
    assert "an elected officer without a governing body" not in agreement


def test_a_county_whose_name_stands_in_the_name_of_an_office_is_not_that_office(pack):
    row = "      - {party: Ocotillo County Sheriff, kind: the elected sheriff, public_agency: yes, signer: Sheriff}\n"
    agreement = _draft(pack, "interlocal-agreement", PLAN.replace(row, "").replace("part_of: Ocotillo County, ", ""))
    assert "| Host | the Ocotillo County Sheriff's Office, where the Team is based |" in agreement
    assert "an elected officer without a governing body" not in agreement


@pytest.mark.parametrize("title", ["Sheriff of Ocotillo County", "Ocotillo County Sheriff's Office"])
def test_an_elected_officer_signs_under_the_title_that_the_paper_uses(pack, title):
    agreement = _draft(
        pack, "interlocal-agreement", PLAN.replace("party: Ocotillo County Sheriff,", f'party: "{title}",')
    )
    assert f"{title}, an elected officer without a governing body" in agreement


def test_a_department_is_no_party_to_a_contract(pack):
    text = PLAN.replace("lead_agency: Ocotillo County", "lead_agency: Ocotillo Police Department")
    contract = _draft(pack, "services-contract", text.replace("employer: bh_authority", "employer: contractor"))
    asked = "**[To decide: the city, county or other body that the Ocotillo Police Department belongs to]**"
    assert f"1. {asked}, acting through the Ocotillo Police Department; and" in contract
    assert f"| {asked}, acting through the Ocotillo Police Department | Name |" in contract


def test_a_center_of_which_nothing_is_known_is_not_called_a_stranger(draft):
    assert "Dispatch, which is not a Party" not in draft("interlocal-agreement")
    assert "body that this center belongs to" in draft("interlocal-agreement")


@pytest.mark.parametrize("name", ["unit-order", "mandatory-reporting"])
def test_where_the_law_names_police_alone_police_warn(draft, name):
    assert "police decide whom to warn" in draft(name)
    assert "police decide whom to warn" not in draft(name, "state: US-TX", "state: US-WA")


def test_a_law_that_bars_bargaining_is_no_ground_of_a_duty_to_bargain(draft):
    assert "Whether a Party may or must bargain about this work is a question of law (Tex. Gov't Code 617.002" in draft(
        "interlocal-agreement"
    )


@pytest.mark.parametrize("name", ["resolution", "staff-report", "brief"])
def test_no_vote_names_a_sum_that_the_agreement_does_not_allow(draft, name):
    assert "come to $380,000, and the agreement allows $310,000" in draft(name)
    assert "come to $380,000" not in draft(name, "agreement_cap: 310,000", "agreement_cap: 380,000")


NIGHTS = """  resources:
    roles:
      - {title: Night clinician, role: clinician, fte: 1, place: video, start: 2027-11-01, employer: Trans-Mesa Center}
"""


@pytest.mark.parametrize("name", ["dispatch-protocol", "unit-order", "interlocal-agreement"])
def test_a_clinician_on_a_screen_is_promised_from_the_day_and_for_the_hours_that_are_staffed(draft, name):
    text = draft(name, "  resources:\n", "    off_hours: video\n" + NIGHTS)
    assert (
        "a clinician by video, from November 1, 2027 (**[To decide: hours in which a clinician is reached by video]**"
        in text
    )


def test_the_one_agreement_of_its_kind_is_not_a_second_paper(draft):
    row = "  stakeholders:\n    agreements: [{parties: 'Ocotillo County, the Sheriff and Trans-Mesa', kind: interlocal, status: needed}]\n"
    assert "Other papers" not in draft("resolution", "  stakeholders:\n", row)


@pytest.mark.parametrize("name", ["resolution", "staff-report", "brief"])
def test_a_contract_whose_parties_are_open_is_no_part_of_a_vote_unseen(draft, name):
    assert "services contract" not in draft(name)
    text = draft(name, "employer: bh_authority", "employer: contractor")
    assert "Whether this vote approves the services contract" in text


def test_the_public_is_told_what_no_officer_hears_and_what_car_comes(draft):
    page = draft(
        "public-page", "    multi_agency", "    pairing: never_alone\n    vehicle: shared_patrol\n    multi_agency"
    )
    assert "What only a clinician hears" in page
    assert "They come in a sheriff's vehicle." in page
