"""Whole documents: what stands around them, and where a template that fails is named."""

from __future__ import annotations

import re

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.model import Pack
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import Rendered, render_all
from coplan.errors import BadInput
from coplan.plan.model import OpenItem, Plan
from coplan.plan.view import Answers
from coplan.yaml.nodes import Data
from tests.drafts.conftest import answers_for
from tests.long import few_of

GREETING = "{% from 'parts/greeting.md.j2' import greet with context %}\n"


def test_a_document_has_its_title_its_text_and_the_law_it_cites(render):
    rendered = render("## Who\n\nWe, under {{ cite('privacy') }}.\n", {"profile.name": "Bend"})
    assert rendered.text.startswith("# Memo\n\n## Who\n\nWe, under 45 CFR 164.506.\n\n[45 CFR 164.506]")
    assert rendered.holes == ()


def test_sections_are_numbered_on_request(render):
    body = "## Who\n\nWe.\n\n### When\n\nToday.\n"
    assert "## 1. Who\n\nWe.\n\n### 1.1 When\n" in render(body, numbered="true").text
    assert "## Who\n\nWe.\n\n### When\n" in render(body).text


def test_holes_are_counted_as_often_as_they_stand_there(render):
    body = "{{ design.fee }} {{ design.fee }} {{ design.hours }}\n"
    rendered = render(body, items={"design.fee": OpenItem("parked", "Chief")})
    fee = "To decide: fee. Owner: Chief"
    assert rendered.holes == (fee, fee, "To decide: hours on duty")
    assert rendered.read == ("design.fee", "design.hours")


def test_shared_parts_see_the_answers(render):
    assert "Hello Bend" in render(GREETING + "{{ greet() }}\n", {"profile.name": "Bend"}).text


@pytest.mark.parametrize(
    ("body", "place", "words"),
    [
        ("## Who\n\n{{ design.nope }}\n", "templates/memo.md.j2, line 10", "there is no question `design.nope`."),
        ("## Who\n{% if %}{% endif %}\n", "templates/memo.md.j2, line 9", "Expected an expression"),
        ("{{ profile.name | shout }}\n", "templates/memo.md.j2, line 8", "there is no filter `shout`."),
        ("Who?\n\n{{ none }}\n", "templates/memo.md.j2, line 10", "a template prints `None`"),
        ("{{ true }}\n", "templates/memo.md.j2, line 8", "a template prints `True`"),
        ("{{ elsewhere }}\n", "templates/memo.md.j2, line 8", "nothing is called `elsewhere`."),
        ("Law:\n{{ cite('nope') }}\n", "templates/memo.md.j2, line 9", "there is no topic, source or column 'nope'."),
        ("{{ 1 / 0 }}\n", "templates/memo.md.j2, line 8", "division by zero."),
        ("{{ ''.__class__.__mro__ }}\n", "templates/memo.md.j2, line 8", "is unsafe."),
        ("{% include 'parts/nope.md.j2' %}\n", "templates/memo.md.j2, line 8", "parts/nope.md.j2."),
    ],
)
def test_a_template_that_fails_is_named_with_its_line(render, body, place, words):
    with pytest.raises(BadInput) as caught:
        render(body)
    [problem] = caught.value.problems
    assert str(problem).startswith(f"{place}: ")
    assert words in str(problem)
    assert not str(problem).endswith("..")


@pytest.mark.parametrize("fault", ["{{ design.nope }}", "{% if %}"])
def test_a_shared_part_that_fails_is_named_with_its_own_line(render, fault):
    parts = {"templates/parts/greeting.md.j2": "{% macro greet() %}\n\n" + fault + "{% endmacro %}\n"}
    with pytest.raises(BadInput, match=r"^templates/parts/greeting\.md\.j2, line 3: "):
        render(GREETING + "\n\n{{ greet() }}\n", parts=parts)


def test_a_document_that_the_plan_does_not_call_for_is_left_out(talking_pack, render):
    assert documents_for(Answers(talking_pack, Plan())) == []
    document = render("## Who\n", when="facts.rides").document
    pack = Pack(talking_pack.steps, facts=talking_pack.facts, documents=(document,))
    assert documents_for(answers_for(pack, {})) == []
    assert documents_for(answers_for(pack, {"design.models": ["ride_along"]})) == [document]


# The shipped pack, document by document.

FULL = {
    "profile.program_name": "Prairie Bend Co-Response",
    "profile.state": "US-WA",
    "profile.jurisdictions": [{"name": "City of A", "kind": "city"}, {"name": "B County", "kind": "county"}],
    "design.models": ["ride_along", "on_scene"],
    "design.base": "public_safety",
    "design.employer": "nonprofit",
    "design.employer_name": "Harbor Care",
    "design.services": ["naloxone_carried", "naloxone_left"],
    "design.transport": "voluntary",
}
FOLLOW_UP = FULL | {"design.models": ["follow_up"]}
MEMORANDUM = {"policy.agreement_paper": "memorandum"}
# Papers that are written once the plan has something to say in them.
PAPERS = {
    "design.activation": ["dispatch_911"],
    "design.exclude": [{"condition": "weapon_in_hand", "sent_instead": "Police"}],
    "needs.bh_calls": "900",
    "goals.vision": "People in crisis meet someone who can help.",
    "goals.objectives": [{"statement": "More people reach care", "goal": "access"}],
    "resources.funding": [{"name": "County levy"}, {"name": "Grant", "kind": "state_grant", "status": "applied"}],
    "resources.roles": [
        {"title": "Clinician", "role": "clinician", "fte": "1"},
        {"title": "Officer", "role": "officer", "fte": "1"},
    ],
    "outreach.who_to_call": [{"situation": "Danger now", "number": "911", "sends_team": "yes"}],
    "stakeholders.receiving": [{"facility": "County hospital", "kind": "emergency_department"}],
    "profile.stage": "launching",
    "profile.target_launch": "2027-10-04",
    "needs.target_issues": ["suicide"],
    "stakeholders.decision_rule": "consensus",
    "stakeholders.charter_authority": "a letter of the sponsors",
    "stakeholders.labor": [{"unit": "Guild", "issue": "safety", "status": "agreed"}],
    "stakeholders.labor_terms": [{"unit": "Guild"}],
    "goals.guardrails": [{"metric": "hold", "action": "stop"}],
    "resources.equipment": [{"item": "Radio", "count": "2"}],
    "resources.rfp_issuer": "Purchasing office",
    "policy.council_items": [{"party": "City of A"}],
    "metrics.selected": ["contacts"],
    "improve.cadence": [{"meeting": "Review", "who": "all", "every": "3 months"}],
    "improve.minimum_team": "One clinician.",
    "improve.case_review": "monthly",
    "metrics.linked": ["jail"],
    "metrics.dua": [{"owner": "County jail", "data": "booking dates"}],
    "metrics.fields": ["event_id", "date"],
    "training.plan": [{"topic": "motivational_interviewing"}],
    "training.shadow": "24",
    "outreach.feedback": ["survey_card"],
    "outreach.languages": ["spanish"],
    "outreach.audiences": ["families"],
}
NO_TRANSPORT = FULL | {"design.transport": "none"}
PARTIES = [
    {"party": "City of A", "kind": "city", "public_agency": "yes", "authority": "charter"},
    {"party": "B County", "kind": "county", "public_agency": "yes", "authority": "code"},
    {"party": "Harbor Care", "kind": "nonprofit corporation", "public_agency": "no"},
]


def drafts(pack: Pack, given: dict[str, Data]) -> dict[str, Rendered]:
    answers = answers_for(pack, given)
    return {item.document.id: item for item in render_all(answers, documents_for(answers))}


def section(text: str, title: str) -> str:
    """The text under a second-level heading, whatever its number."""
    found = re.search(rf"^## (\d+\. )?{title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title}"
    return found[2]


@pytest.mark.slow
def test_every_shipped_document_is_called_for_by_a_full_program(pack):
    changing = {
        "policy.amendment": "services",
        "policy.joiners": [{"party": "City of C", "kind": "city"}],
        "stakeholders.sponsor": [{"agency": "City of A", "name": "Chief"}],
        "needs.root_causes": "No beds.",
    }
    found = {
        **drafts(pack, FULL | {"profile.stage": "operating"}),
        **drafts(pack, FULL | changing),
        **drafts(pack, FULL | MEMORANDUM),
        **drafts(pack, FULL | PAPERS),
        **drafts(pack, FOLLOW_UP | {"outreach.referral_path": "Crews leave a form."}),
    }
    assert {item.document.template for item in found.values()} == {document.id for document in pack.documents}


def test_every_draft_says_that_it_is_one_and_who_reviews_it(pack):
    for item in drafts(pack, FULL).values():
        notice = item.text.split("\n\n")[1]
        assert notice.startswith("> **Draft.** Written from the plan of Prairie Bend Co-Response, stage: exploring.")
        assert "not legal, medical or labor advice" in notice
        assert all(reviewer in notice for reviewer in item.document.review)
        assert f"{len(item.points)} points are still open" in notice


# Words that only make sense where the team is sent to an event while it is going on.
SCENE_WORDS = [
    *("scene is safe", "scenes safe", "to a scene", "enter a scene", "come to the scene", "sent to the scene"),
    *("at a scene", "staging place", "incident commander", "Incident commander", "officer in charge"),
    *("Callout", "ast word on safety"),
    *("Response-time target", "whole shift"),
    *("send EMS and the team", "patrol car", "how the person on call drives"),
]


@pytest.mark.parametrize("words", few_of(SCENE_WORDS, 0, step=8))
def test_words_of_the_scene_stand_only_where_the_team_is_sent_to_scenes(pack, words):
    assert any(words in item.text for item in drafts(pack, FULL).values())
    assert [name for name, item in drafts(pack, FOLLOW_UP).items() if words in item.text] == []


def test_a_program_without_transport_gets_a_short_policy(pack):
    long, short = drafts(pack, FULL)["transportation"].text, drafts(pack, NO_TRANSPORT)["transportation"].text
    assert "Prairie Bend Co-Response does not transport people." in short
    assert "## 3. How people get where they need to go" in short
    assert len(short) < len(long) / 1.5
    for words in ("Who may ride", "Who decides", "seat belt", "child seat", "after the ride", "During the ride"):
        assert words not in short


def test_a_nonprofit_employer_signs_a_services_contract(pack):
    found = drafts(pack, FULL)
    assert "services-contract" in found
    assert "Harbor Care" in section(found["services-contract"].text, "Parties")
    assert "services-contract" not in drafts(pack, FULL | {"design.employer": "local_government"})


def test_a_nonprofit_is_no_party_to_the_interlocal_agreement(pack):
    text = drafts(pack, FULL | {"policy.ila_parties": PARTIES})["interlocal-agreement"].text
    parties = section(text, "Parties and authority")
    assert "This agreement on Prairie Bend Co-Response (“this Agreement”) is made between:" in parties
    assert "1. The City of A, under charter; and\n2. B County, under code." in parties
    assert "Harbor Care" not in parties
    assert "make the services contract with the Employer, which is not a Party, bind it there" in text
    rows = [line for line in text.split("\n") if line.startswith("|") and "Harbor Care" in line]
    assert rows == ["| Employer | Harbor Care, as employer of its staff on the Team |"]


# These mention a state's law where there is some, and go without it where there is none.
WITHOUT_LAW = {
    "lift-and-contact",
    "needs-assessment",
    "field-safety-plan",
    "dispatch-protocol",
    "complaints",
    "language-access",
}


@pytest.mark.parametrize("given", [FULL, FOLLOW_UP, NO_TRANSPORT], ids=["full", "follow-up", "no-transport"])
def test_a_state_without_law_asks_for_citations_and_shows_no_other_law(pack, given):
    state = next(choice for choice in pack.questions["profile.state"].choices if choice.key not in pack.laws)
    for name, item in drafts(pack, given | {"profile.state": state.key}).items():
        assert not re.search(r"RCW|WAC|Washington", item.text), name
        topics = [topic for topic in item.document.law if pack.topics[topic].scope == "state"]
        asked = [hole for hole in item.holes if hole.startswith(f"Cite the law of {state.label} on ")]
        assert asked or not topics or name.partition("@")[0] in WITHOUT_LAW, name


@pytest.mark.parametrize("seed", few_of(range(1, 21), 3))
def test_no_plan_in_texas_shows_law_of_washington(pack, seed):
    plan = random_plan(pack, seed)
    texas = read_value("US-TX", pack.questions["profile.state"])
    answers = Answers(pack, plan.with_answer("profile.state", texas))
    for item in render_all(answers, documents_for(answers)):
        # What stands below this line in the last exhibit names its place, and cites that place's law as its source.
        ours, _, _ = item.text.partition("Values of other places rest on other definitions.")
        assert not re.search(r"RCW|\bWAC\b", ours), item.document.id
