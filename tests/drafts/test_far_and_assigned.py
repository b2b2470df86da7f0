"""Programs whose clinician is never at the scene, and medics whom their agency assigns."""

from __future__ import annotations

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for

REMOTE: dict[str, Data] = {
    "profile.program_name": "Pinelog Phone Co-Response",
    "profile.state": "US-GA",
    "profile.stage": "launching",
    "design.base": "sheriff",
    "design.models": ["video"],
    "design.activation": ["dispatch_911", "responder_request"],
    "design.team": [
        {"role": "officer", "count": "1", "employer": "Pinelog County Sheriff", "place": "field"},
        {"role": "clinician", "count": "1", "employer": "Pinelog Board", "place": "video"},
    ],
}
FIRE: dict[str, Data] = {
    "profile.program_name": "Alder Care Unit",
    "profile.stage": "launching",
    "design.base": "fire",
    "design.models": ["civilian_team"],
    "design.team": [{"role": "paramedic", "count": "1"}, {"role": "clinician", "count": "1"}],
    "resources.hiring": "mixed",
    "resources.roles": [{"id": "a1", "title": "Assigned medic", "role": "paramedic", "fte": "5"}],
    "resources.job_terms": [{"title": "Assigned medic", "filled": "assigned"}],
    "resources.officer_assignment": [
        {"title": "Assigned medic", "selection": "bid by seniority", "back": "to the last post"}
    ],
}


def texts(pack: Pack, given: dict[str, Data], *names: str) -> dict[str, str]:
    answers = answers_for(pack, given)
    made = [document for document in documents_for(answers) if document.id.split("@")[0] in names]
    return {item.document.id.split("@")[0]: item.text for item in render_all(answers, made)}


def test_a_clinician_on_the_phone_stays_with_no_one_and_rides_along_with_no_one(pack):
    found = texts(pack, REMOTE, "hold-procedure", "unit-order", "suicide-response")
    assert set(found) == {"hold-procedure", "unit-order", "suicide-response"}
    for name, text in found.items():
        assert "an officer stays where that is safe" in text, name
    assert "rides along or follows" not in found["hold-procedure"]
    assert "help by phone or video and go to no scene" in found["unit-order"]


def test_dispatch_sends_no_one_less_because_a_clinician_is_on_the_phone(pack):
    text = texts(pack, REMOTE, "dispatch-protocol")["dispatch-protocol"]
    assert "| Who comes | police officer or deputy; by phone or video: clinician |" in text
    assert "no fewer because a clinician can be reached" in text
    assert "wait out of sight" not in text


def test_a_clinician_in_the_field_stays(pack):
    team = [REMOTE["design.team"][0], {"role": "clinician", "count": "1", "place": "field"}]
    text = texts(pack, {**REMOTE, "design.models": ["on_scene"], "design.team": team}, "unit-order")["unit-order"]
    assert "the clinician stays where that is safe" in text


def test_a_medic_who_is_assigned_gets_an_assignment_and_no_job_description(pack):
    found = texts(pack, FIRE, "assignment-description", "job-description", "unit-order-fire")
    assert "job-description" not in found
    assert "This is an assignment and not a class. The paramedic keeps rank" in found["assignment-description"]
    assert "the paramedic returns to the last post" in found["assignment-description"]
    assert "bid by seniority" in found["unit-order-fire"]


def test_a_medic_who_is_hired_gets_a_job_description(pack):
    hired = {**FIRE, "resources.job_terms": [{"title": "Assigned medic", "filled": "posted"}]}
    assert set(texts(pack, hired, "assignment-description", "job-description")) == {"job-description"}


@pytest.mark.parametrize("base", ["fire", "police"])
def test_at_an_overdose_the_word_of_the_crew_counts_too(pack, base):
    given = {
        **FIRE,
        "design.base": base,
        "design.activation": ["dispatch_911"],
        "design.services": ["naloxone_carried"],
        "design.exclude": [{"condition": "weapon_in_hand", "sent_instead": "Police"}],
    }
    text = texts(pack, given, "dispatch-protocol")["dispatch-protocol"]
    assert "an officer or the crew in charge has said on the air that the place is safe" in text
    assert "Where neither is there, it stays out." in text


CENTER: dict[str, Data] = {
    "goals.vision": "Callers speak with a clinician",
    "goals.population": "people in crisis",
    "design.services": ["de_escalation", "screening"],
    "profile.program_name": "Pinewater Care Line",
    "profile.state": "US-NC",
    "profile.stage": "developing",
    "design.base": "dispatch",
    "design.models": ["dispatch_clinician"],
    "design.team": [{"role": "clinician", "count": "1", "place": "center"}],
    "design.include": [{"call_type": "Mental health crisis", "send": "phone_first"}],
    "design.exclude": [{"condition": "weapon_in_hand", "sent_instead": "Patrol", "team_part": "phone"}],
    "design.hours": "Mo-Su 10:00-22:00",
    "design.off_hours": "mobile_crisis",
    "design.minors": "all_ages",
    "policy.crisis_numbers": [{"name": "988", "number": "988", "for_whom": "anyone"}],
}
GOES_OUT = (
    "waits nearby",
    "waits until it is called in",
    "waits out of sight",
    "Checks on the crew",
    "stop the team",
    "The team comes",
    "the team goes",
    "Sit or kneel",
    "Go in only where it is safe",
    "The team meets people in",
)


@pytest.mark.parametrize("answered", [True, False], ids=["ways to be asked known", "ways to be asked unknown"])
def test_no_paper_sends_out_a_clinician_who_sits_in_the_center(pack, answered):
    names = ("dispatch-card", "dispatch-protocol", "handoff-protocol", "program-description", "minors-on-scene")
    ways: dict[str, Data] = {"design.activation": ["dispatch_911", "responder_request"]} if answered else {}
    found = texts(pack, {**CENTER, **ways}, "suicide-response", *names)
    assert {"dispatch-card", "dispatch-protocol", "minors-on-scene", "suicide-response"} <= set(found)
    for name, text in found.items():
        assert not [words for words in GOES_OUT if words in text], name
    assert "| Who helps | by phone or video: clinician |" in found["dispatch-protocol"]
    assert "No call waits for the clinician" in found["dispatch-protocol"]
    if answered:
        assert "Its usual units go at once" in found["handoff-protocol"]
        assert "a referral by" not in found["program-description"].lower()
