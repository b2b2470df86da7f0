"""A fire department whose clinician the county employs: two public bodies need an agreement, also where one city is served."""

from __future__ import annotations

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for

BODIES: list[Data] = [
    {"partner": "Alder Fire Department", "form": "department", "part_of": "City of Alder"},
    {"partner": "Birch County Health", "form": "department", "part_of": "Birch County"},
]
PLAN: dict[str, Data] = {
    "profile.program_name": "Alder Care Unit",
    "profile.state": "US-CA",
    "profile.stage": "developing",
    "profile.jurisdictions": [{"name": "City of Alder", "kind": "city"}],
    "profile.lead_agency": "Alder Fire Department",
    "profile.partner_types": BODIES,
    "design.base": "fire",
    "design.host_agency": "Alder Fire Department",
    "design.employer": "local_government",
    "design.employer_name": "Birch County Health",
    "design.models": ["civilian_team"],
    "design.team": [{"role": "paramedic", "count": "1"}, {"role": "clinician", "count": "1"}],
    "design.police_presence": "on_request",
    "design.hold_authority": ["peace_officer", "team_clinician"],
    "outreach.who_to_call": [{"situation": "Danger", "number": "911", "sends_team": "yes"}],
}


def drafts(pack: Pack, *wanted: str, **given: Data) -> str:
    answers = answers_for(pack, PLAN | {key.replace("__", "."): value for key, value in given.items()})
    made = [document for document in documents_for(answers) if document.id in wanted]
    return "\n".join(item.text for item in render_all(answers, made))


def test_an_employer_of_another_body_makes_an_agreement(pack):
    text = drafts(pack, "interlocal-agreement")
    assert "| Birch County | Name | Signature | Date |" in text
    assert "acting through Birch County Health" in text


def test_two_departments_of_one_city_need_none(pack):
    one_city = [row | {"part_of": "City of Alder"} for row in BODIES if isinstance(row, dict)]
    assert not drafts(pack, "interlocal-agreement", profile__partner_types=one_city)


def test_filing_in_california_is_for_a_new_agency_and_after_the_effect(pack):
    text = drafts(pack, "interlocal-agreement", policy__ila_organization="administrator")
    assert "filed or posted" not in text
    assert "6503.5" not in text
    joint = drafts(pack, "interlocal-agreement", policy__ila_organization="separate_entity")
    assert "within 30 days after it takes effect" in joint
    assert "in no case before it is filed" not in joint


def test_the_public_hears_that_a_clinician_of_the_team_may_decide_on_a_hold(pack):
    text = drafts(pack, "public-page", "questions-and-answers", "wallet-card")
    assert text.count("police or a clinician of the team can send a person to a hospital against their will") == 2
    assert "or a clinician of the team whom state law lets decide" in text
    officers = drafts(pack, "public-page", "questions-and-answers", design__hold_authority=["peace_officer"])
    assert "a clinician of the team can" not in officers


def test_a_later_phase_without_a_test_shows_a_hole(pack):
    phases: list[Data] = [{"phase": "Pilot", "start": "2027-10-01"}, {"phase": "Every day", "start": "2028-07-01"}]
    text = drafts(pack, "handoff-protocol", design__phases=phases, design__activation=["dispatch_911"])
    assert "What must be true before “Every day” starts: **[To decide: test before it starts]**." in text


def test_an_answer_of_none_is_a_sentence_in_every_paper(pack):
    text = drafts(pack, "interlocal-agreement", "lift-and-contact", policy__force="none; they step back")
    assert text.count("Staff without police powers take no part in force, restraint or search; they step back.") == 2
    assert "\nNone" not in text


def test_officers_of_two_bodies_are_each_outside_in_the_place_of_the_other(pack):
    given: dict[str, Data] = {
        "profile__jurisdictions": [
            {"name": "City of Alder", "kind": "city"},
            {"name": "Birch College", "kind": "college"},
        ],
        "design__base": "police",
        "design__models": ["ride_along"],
        "design__team": [{"role": "officer", "count": "1", "employer": "City of Alder"}],
    }
    alone = drafts(pack, "officer-outside", **given)
    assert "- City of Alder." not in alone
    two: Data = [
        {"title": "A", "role": "officer", "fte": "1", "employer": name} for name in ("City of Alder", "Birch College")
    ]
    assert "- City of Alder." in drafts(pack, "officer-outside", **given, resources__roles=two)


def test_a_center_that_answers_first_is_bound_too(pack):
    centers: list[Data] = [
        {"center": "Alder Police Dispatch", "role": "primary", "agreed": "no"},
        {"center": "Birch Fire Dispatch", "role": "secondary", "agreed": "yes"},
    ]
    given: dict[str, Data] = {"design__activation": ["dispatch_911"], "design__dispatch_center": "Birch Fire Dispatch"}
    text = drafts(pack, "dispatch-protocol", **given, stakeholders__psap=centers)
    assert "Alder Police Dispatch answers 911 first and passes a call for the team on to Birch Fire Dispatch." in text
    assert "Until Alder Police Dispatch has agreed to this, its own rules go on." in text
    assert "| Director of each center that answers 911 first |" in text
    assert "911 first" not in drafts(pack, "dispatch-protocol", **given, stakeholders__psap=centers[1:])
