"""Agreements as instruments: who is bound, what is paid, how two parties and several read, and what is left out."""

from __future__ import annotations

import re

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.model import OpenItem
from coplan.plan.view import Answers
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for

CITY: dict[str, Data] = {"party": "City of Alder", "kind": "a city", "public_agency": "yes", "authority": "its charter"}
COUNTY: dict[str, Data] = {"party": "Alder County", "kind": "a county", "public_agency": "yes", "authority": "its code"}
TOWN: dict[str, Data] = {"party": "Town of Birch", "kind": "a town", "public_agency": "yes", "authority": "its charter"}
PLAN: dict[str, Data] = {
    "profile.program_name": "Alder Co-Response",
    "profile.state": "US-WA",
    "profile.jurisdictions": [{"name": "City of Alder", "kind": "city"}, {"name": "Alder County", "kind": "county"}],
    "design.base": "police",
    "design.host_agency": "Alder Police Department",
    "design.employer": "local_government",
    "design.employer_name": "Alder County",
    "design.models": ["ride_along"],
    "policy.ila_parties": [CITY, COUNTY],
    "policy.agreement_price": "per_position",
    "policy.agreement_cap": "$369,000",
    "policy.agreement_disputes": ["administrators", "court"],
    "policy.agreement_exit": "90 days",
}
PRICE: dict[str, Data] = {
    "payer": "City of Alder",
    "payee": "Alder County",
    "what": "one clinician",
    "unit": "month",
    "price": "$10,250",
    "units": "12",
    "from": "2027-07-01",
    "to": "2030-06-30",
    "yearly_max": "$123,000",
    "source": "City levy",
}
CLINIC = {"design.employer": "nonprofit", "design.employer_name": "Alder Clinic"}
ALONE = {"profile.jurisdictions": [{"name": "City of Alder", "kind": "city"}]}


def drafts(pack: Pack, *given: dict[str, Data]) -> dict[str, str]:
    answers = answers_for(pack, {key: value for part in (PLAN, *given) for key, value in part.items()})
    made = [document for document in documents_for(answers) if document.kind in ("agreement", "notes")]
    return {item.document.id: item.text for item in render_all(answers, made)}


def agreement(pack: Pack, *given: dict[str, Data]) -> str:
    return drafts(pack, *given)["interlocal-agreement"]


def section(text: str, title: str) -> str:
    found = re.search(rf"^## (?:\d+\. )?{title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found[1]


def test_two_parties_read_as_two(pack):
    text = agreement(pack)
    assert "When either Party ends its part, this Agreement ends." in text
    for words in ("the other Parties", "all Parties", "the others", "at least two remain"):
        assert words not in text


def test_three_parties_read_as_several(pack):
    text = agreement(pack, {"policy.ila_parties": [CITY, COUNTY, TOWN]})
    assert "the others go on if at least two remain" in text
    for words in ("the other Party", "both Parties", "either Party"):
        assert words not in text


def test_a_department_stands_behind_the_body_that_it_belongs_to(pack):
    types = [{"partner": "Alder Police Department", "form": "department", "part_of": "City of Alder"}]
    text = agreement(pack, {"profile.partner_types": types})
    assert "| Host | the City of Alder, acting through the Alder Police Department, where the Team is based |" in text


def test_the_employer_is_the_one_in_the_plan_also_at_the_host(pack):
    text = agreement(pack, {"design.employer": "host_agency", "design.employer_name": "City of Alder"})
    assert "| Employer | the City of Alder, as employer of its staff on the Team |" in text


def test_the_payment_stands_in_one_exhibit_to_which_the_body_refers(pack):
    text = agreement(pack, {"policy.money_rows": [PRICE]})
    line = "| City of Alder | Alder County | one clinician | $10,250 a month, × 12 | July 1, 2027 to June 30, 2030 |"
    assert f"{line} $123,000 a year | City levy |" in section(text, "Exhibit B: Payment")
    assert "from which source stands in the table of Exhibit B." in section(text, "Finance")


def test_a_price_is_printed_only_with_its_amount(pack):
    for price in ("per_position", "per_team", "hourly", "reimbursement", "fixed"):
        text = agreement(pack, {"policy.agreement_price": price})
        assert "**[To decide: payments under the agreement]**" in section(text, "Exhibit B: Payment")


@pytest.mark.parametrize("name", ["interlocal-agreement", "services-contract", "memorandum"])
def test_without_payment_no_sentence_speaks_of_price_or_bill(pack, name):
    paper = {"policy.agreement_paper": "memorandum"} if name == "memorandum" else {}
    given = {**(CLINIC if name == "services-contract" else {}), **paper, "policy.agreement_price": "none"}
    text = drafts(pack, given)[name]
    body = text.partition("\n## 1. ")[2].partition("## Law cited")[0]
    found = re.findall(r"[^.|\n]*\b(?:price|bill|billed|invoice|fairly compensate|the payer|the payee)\b[^.|\n]*", body)
    assert found == []


def test_payment_to_a_private_provider_stands_in_its_contract_and_not_between_the_agencies(pack):
    rows = [
        {**PRICE, "payee": "Alder Clinic"},
        {**PRICE, "payer": "Alder County", "payee": "City of Alder", "what": "share"},
    ]
    found = drafts(pack, CLINIC, {"policy.money_rows": rows})
    assert "one clinician" in section(found["services-contract"], "Exhibit B: Payment")
    assert "one clinician" not in found["interlocal-agreement"]
    assert "share" in section(found["interlocal-agreement"], "Exhibit B: Payment")


def test_a_service_contract_for_one_clinician_is_a_short_form(pack):
    roles = [{"title": "Clinician", "role": "clinician", "fte": "1", "employer": "Alder Clinic", "start": "2027-07-01"}]
    money = {"policy.money_rows": [{**PRICE, "payee": "Alder Clinic"}]}
    short = drafts(pack, CLINIC, ALONE, money, {"resources.roles": roles})["services-contract"]
    full = drafts(pack, CLINIC, money)["services-contract"]
    assert "## Exhibit" not in short
    assert "one clinician" in section(short, "Payment")
    assert len(short.split()) < 0.8 * len(full.split())


def test_earlier_papers_are_recited_and_replaced(pack):
    history = [{"paper": "Memorandum 2025-31", "date": "2025-09-02", "now": "replaced", "why": "set up the pilot"}]
    text = agreement(pack, {"policy.agreement_history": history})
    assert "An earlier paper, Memorandum 2025-31, bears the date September 2, 2025. It set up the pilot." in text
    assert "It set up the pilot. This Agreement replaces it." in text
    assert "replaces the earlier papers that it names as replaced" in text


def test_a_memorandum_takes_the_place_of_the_agreement_and_may_have_private_parties(pack):
    clinic = {"party": "Alder Clinic", "kind": "a nonprofit corporation", "public_agency": "no"}
    found = drafts(pack, {"policy.agreement_paper": "memorandum", "policy.ila_parties": [CITY, clinic]})
    assert "interlocal-agreement" not in found
    assert "Alder Clinic, a nonprofit corporation." in section(found["memorandum"], "Parties")


def test_a_memorandum_of_intent_promises_nothing(pack):
    duties = [{"party": "City of Alder", "duty": "give a desk"}]
    text = drafts(pack, {"policy.agreement_paper": "memorandum_intent", "policy.party_duties": duties})["memorandum"]
    assert "The City of Alder should:\n\n- give a desk." in text
    assert "It is not a contract" in text
    assert "Indemn" not in text


def test_an_amendment_deletes_and_replaces_and_leaves_the_rest_standing(pack):
    changes = [
        {"section": "Section 5, Duration", "change": "replaced", "words": "This Agreement ends on June 30, 2031"},
        {"section": "Exhibit B", "change": "deleted"},
    ]
    given = {
        "policy.amendment": "between_partners",
        "policy.amendment_number": "second",
        "policy.amendment_signed": "2026-07-01",
        "policy.amendment_effective": "2028-07-01",
        "policy.amendment_changes": changes,
        "policy.agreement_number": "2026-114",
        "policy.money_rows": [PRICE],
        "policy.agreement_history": [
            {"paper": "First Amendment", "date": "2027-03-01", "now": "amended", "why": "added a peer"}
        ],
    }
    text = drafts(pack, given)["amendment"]
    assert text.startswith("# Second amendment\n")
    assert "the agreement, number 2026-114 (with its earlier amendments “the Agreement”)" in text
    assert (
        "The First Amendment of March 1, 2027 added a peer." in text
        or "First Amendment of March 1, 2027 added a peer." in text
    )
    assert "Section 5, Duration is deleted and replaced with:\n\nThis Agreement ends on June 30, 2031." in text
    assert "Exhibit B is deleted." in text
    assert "All other terms of the Agreement, with its exhibits and earlier amendments, stay in force" in text
    assert "one clinician" in section(text, "Exhibit A: Payment")


def test_a_joinder_puts_one_agency_under_all_terms(pack):
    joining = {
        "party": "Town of Birch",
        "kind": "a town",
        "authority": "its charter",
        "from": "2028-07-01",
        "service": "8 hours a week",
        "contribution": "$24,600 a year",
        "address": "Town Clerk, 1 Main Street",
        "signer": "mayor",
    }
    found = {
        name: text for name, text in drafts(pack, {"policy.joiners": [joining]}).items() if name.startswith("joinder@")
    }
    [text] = found.values()
    assert text.startswith("# Joinder of Town of Birch\n")
    assert "The Town of Birch (“the New Party”), joins the agreement" in text
    assert "accepts all of its terms" in text
    assert "Where the Agreement speaks of both Parties, either Party or the other Party" in text
    assert "the Agreement goes on between the others" in text
    assert len(text.split()) < 450


def test_a_government_that_joins_later_is_not_served_before_it_has_joined(pack):
    governments = [*PLAN["profile.jurisdictions"], {"name": "Town of Birch", "kind": "city"}]
    joining = {"party": "Town of Birch", "from": "2028-07-01"}
    served = agreement(pack, {"profile.jurisdictions": governments})
    later = agreement(pack, {"profile.jurisdictions": governments, "policy.joiners": [joining]})
    assert "The Team also serves the Town of Birch, which is not a Party" in served
    assert "The Town of Birch is not a Party. It is served only once it has joined, planned from July 1, 2028" in later
    assert "also serves" not in later


def test_whoever_employs_people_of_the_team_is_bound_by_a_paper_of_its_own(pack):
    peers = {"role": "peer", "count": "1", "employer": "Porch Peers"}
    given = {
        "design.team": [{"role": "clinician", "count": "1", "employer": "Alder County"}, peers],
        "stakeholders.partners": [{"name": "Porch Peers", "category": "lived_experience", "role": "employs the peers"}],
        "profile.partner_types": [
            {"partner": "Porch Peers", "form": "nonprofit", "criminal_justice": "no", "health": "none"}
        ],
    }
    row = "| Porch Peers | nonprofit corporation | employs the peers | **[To decide: the paper that binds Porch Peers]** |"
    assert row in agreement(pack, given)
    assert "Porch Peers holds information of the Program" in drafts(pack, given)["information-agreement"]
    assert "Porch Peers" not in agreement(pack, {"design.team": [given["design.team"][0]]})


def test_the_title_is_the_one_that_the_parties_give(pack):
    assert agreement(pack, {"policy.agreement_title": "Joint Powers Agreement"}).startswith(
        "# Joint Powers Agreement\n"
    )
    assert agreement(pack).startswith("# Interlocal agreement\n")


def test_in_this_program_only_those_named_start_a_hold(pack):
    text = agreement(pack, {"design.hold_authority": ["peace_officer", "designated_crisis_responder"]})
    assert "In this Program only a peace officer or a designated crisis responder may start an involuntary hold" in text
    assert "and nobody else" not in text


NOTES = ["counsel-notes", "counsel-notes-contract"]
WORKING_PAPERS = [
    "Not verified",
    "randomized trial",
    "FTE needed",
    "Assumed, because the plan does not say",
    "Delete this section",
]


@pytest.mark.parametrize("words", WORKING_PAPERS)
def test_working_papers_stand_beside_the_agreement_and_not_in_it(pack, words):
    found = drafts(pack, CLINIC)
    assert words not in found["interlocal-agreement"] + found["services-contract"]


def test_counsels_notes_have_law_estimate_evidence_and_what_is_open(pack):
    found = drafts(pack, CLINIC)
    for name in NOTES:
        text = found[name]
        assert "RCW" in section(text, "Law behind the draft")
        assert "Not verified" in section(text, "Law behind the draft")
        assert "- To decide: start of the agreement" in section(text, "Open points")
        assert "randomized trial" in section(text, "Evidence")
    assert "How long it lasts" in section(found["counsel-notes"], "What the act asks for")


def test_an_open_answer_stands_with_its_note_among_the_open_points(pack):
    answers = answers_for(pack, PLAN | {"policy.ila_priority": "risk"})
    item = OpenItem("proposed", "Chief", note="The fire board asks about equal risk")
    answers = Answers(pack, answers.plan.with_open("policy.ila_priority", item))
    found = {made.document.id: made.text for made in render_all(answers, documents_for(answers))}
    points = section(found["counsel-notes"], "Open points")
    assert "- Proposed: rule for calls at the same time. Owner: Chief. The fire board asks about equal risk." in points


def test_officers_tell_what_is_known_stay_and_take_the_staff_out_with_them(pack):
    text = agreement(pack, {"design.pairing": "never_alone"})
    block = text[text.index("At a scene each Party with a police agency shall see to it") :]
    for words in (
        "of weapons, violence and earlier calls",
        "as long as they are with the person",
        "they leave with the officer",
    ):
        assert words in block
    assert "they leave with the officer" not in agreement(pack, {"design.pairing": "alone_with_check_in"})


def test_an_elected_sheriff_is_no_department_of_a_party_and_needs_a_paper_of_its_own(pack):
    sheriff = {
        "profile.partner_types": [{"partner": "Alder County Sheriff", "form": "elected", "criminal_justice": "yes"}],
        "stakeholders.partners": [
            {"name": "Alder County Sheriff", "category": "first_responder", "role": "takes calls with danger"}
        ],
        "stakeholders.agreements": [
            {"parties": "Alder County and Alder County Sheriff", "kind": "mou", "status": "needed"}
        ],
    }
    text = agreement(pack, sheriff)
    assert "| Alder County Sheriff | elected office | takes calls with danger |" in text
    assert "through the Alder County Sheriff" not in text


def test_a_payment_that_waits_for_a_phase_says_so_where_it_is_promised(pack):
    phases = [
        {"phase": "Pilot", "start": "2027-07-01", "hours": "Mo-Fr 08:00-16:00"},
        {"phase": "Full week", "start": "2028-01-01", "hours": "Mo-Su 08:00-16:00"},
    ]
    waits = agreement(pack, {"design.phases": phases, "policy.money_rows": [{**PRICE, "step": "Full week"}]})
    assert "from the start of “Full week”, not before January 1, 2028, to June 30, 2030" in waits
    assert "that waits for a step is owed from the day on which it begins" in waits
    at_once = agreement(pack, {"design.phases": phases, "policy.money_rows": [PRICE]})
    assert "also where a line begins before the step that serves its payer" in at_once


def test_while_proposals_are_asked_for_the_contract_names_no_provider(pack):
    sides = [
        {"party": "City of Alder", "side": "agency", "signer": "Mayor", "contact": "Mayor", "address": "1 Main Street"},
        {
            "party": "Alder Clinic",
            "side": "provider",
            "signer": "Director",
            "contact": "Director",
            "address": "2 Main St",
        },
    ]
    paid = [{**PRICE, "payee": "Alder Clinic", "unit": "actual_cost"}]
    open_bids = {
        **CLINIC,
        "policy.contract_parties": sides,
        "policy.money_rows": paid,
        "policy.provider_contract": "drafting",
    }
    named = drafts(pack, open_bids)["services-contract"]
    assert "Alder Clinic" in named
    unnamed = drafts(pack, open_bids, {"resources.rfp_issuer": "the Finance Director"})["services-contract"]
    assert "Alder Clinic" not in unnamed
    assert "The selected provider, ____________" in unnamed
    assert "| the Provider | one clinician |" in unnamed
