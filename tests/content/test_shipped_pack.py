"""The shipped pack against the domain reference and the guide: what it must ask, and how much a workshop can bear."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from coplan.content.answers.kinds import read_value
from coplan.content.pack.folders import pack_folders
from coplan.content.terms import HOMEWORK, STAGES
from coplan.plan.model import Plan
from coplan.plan.view import Answers

# Every key of the question tables (a) of the domain reference.
DOMAIN_KEYS = (Path(__file__).parents[1] / "data" / "domain-keys.txt").read_text(encoding="utf-8").split()

MUST_BE_DECIDED = [
    "design.hold_authority",
    "design.scene_safe",
    "design.pairing",
    "design.check_in",
    "design.missed_check",
    "design.crisis_handoff",
    "design.phases",
    "profile.target_launch",
    "stakeholders.labor",
    "stakeholders.medical_director",
    "policy.duty_warn",
    "design.bodycam",
    "policy.high_risk_ride",
    "policy.name_check",
    "policy.immigration",
    "policy.handcuffs",
    "design.officer_outside",
    "design.no_police_request",
    "design.host_agency",
    "design.employer_name",
]
STEPS = [
    "profile", "needs", "stakeholders", "goals", "design", "resources",
    "training", "policy", "outreach", "metrics", "improve",
]  # fmt: skip

# What the guide names, and where the checklist has it: question, column of records, choice.
GUIDE = {
    "target issues": ("needs.target_issues", "", "homelessness mental_health_crisis substance_use complex_medical"),
    "local partners": (
        "stakeholders.partners",
        "category",
        (
            "mental_health_provider advocate substance_use_provider first_responder housing hospital criminal_justice "
            "elected funder community lived_experience"
        ),
    ),
    "benefits and goals": (
        "goals.selected",
        "",
        "safety access repeat_legal cost_avoidance engagement least_restrictive fewer_arrests fewer_ed relief less_harm",
    ),
    "three approaches": ("design.models", "", "ride_along on_scene follow_up"),
    "departments": ("design.base", "", "police fire ems public_safety"),
    "services": (
        "design.services",
        "",
        (
            "de_escalation screening assessment brief_intervention transport disposition_planning crisis_prevention "
            "referral peer_support care_coordination case_management"
        ),
    ),
    "people on the team": (
        "design.team",
        "role",
        "officer firefighter emt paramedic clinician nurse community_health_worker peer",
    ),
    "trainings": (
        "training.plan",
        "topic",
        (
            "harm_reduction trauma_informed motivational_interviewing situational_awareness cultural_competency "
            "racial_equity housing_first involuntary_commitment mandatory_reporting crisis_intervention de_escalation"
        ),
    ),
    "nine topics": (
        "training.nine",
        "",
        (
            "harm_reduction trauma_informed motivational_interviewing situational_awareness cultural_competency "
            "racial_equity housing_first involuntary_commitment mandatory_reporting"
        ),
    ),
}
GUIDE_DOCUMENTS = [
    "job-description", "interview-questions", "crisis-interview-questions", "transportation", "fire-on-call",
    "lift-and-contact", "police-on-call", "suicide-response", "naloxone-leave-behind", "interlocal-agreement",
]  # fmt: skip


def choices(pack, key: str, column: str = "") -> list[str]:
    spec = pack.questions[key]
    if column:
        spec = next(found for found in spec.columns if found.key == column)
    return [choice.key for choice in spec.choices]


def test_the_domain_reference_has_289_keys():
    assert len(DOMAIN_KEYS) == len(set(DOMAIN_KEYS)) == 289


def test_every_question_of_the_domain_reference_is_asked(pack):
    assert [key for key in DOMAIN_KEYS if key not in pack.questions and key not in pack.renamed] == []


def test_the_ten_steps_stand_in_the_order_of_the_guide(pack):
    assert [step.id for step in pack.steps] == STEPS
    assert [step.number for step in pack.steps] == list(range(11))


@pytest.mark.parametrize("stage", STAGES)
def test_a_workshop_can_answer_the_core_questions_of_its_stage(pack, stage):
    core = [question for question in pack if question.core_at(stage)]
    assert 15 <= len(core) <= 50
    assert [question.key for question in core if question.needed is None] == []  # each has its stage
    counted = [question.key for question in core if question.kind in ("whole", "number", "percent", "money")]
    assert set(counted) <= {"stakeholders.lived_seats", "training.joint"}  # numbers that are decided, not looked up


def test_every_step_has_core_questions_at_some_stage(pack):
    assert sum(step.minutes for step in pack.steps) <= 180
    assert {question.step for question in pack if question.core} == set(STEPS)


@pytest.mark.parametrize("key", MUST_BE_DECIDED)
def test_what_a_room_must_decide_is_core(pack, key):
    assert pack.questions[key].core


@pytest.mark.parametrize("role", HOMEWORK)
def test_each_role_has_homework(pack, role):
    assert [question.key for question in pack if question.homework == role]


@pytest.mark.parametrize(("key", "column", "wanted"), GUIDE.values(), ids=GUIDE)
def test_what_the_guide_names_is_a_choice(pack, key, column, wanted):
    assert set(wanted.split()) - set(choices(pack, key, column)) == set()


@pytest.mark.parametrize("document", GUIDE_DOCUMENTS)
def test_every_sample_of_the_guide_is_a_document(pack, document):
    assert pack.document(document).review


def test_every_choice_key_is_a_short_word(pack):
    specs = [spec for question in pack for spec in (question, *question.columns)]
    keys = {choice.key for spec in specs for choice in spec.choices}
    assert [key for key in sorted(keys) if not key.replace("_", "a").replace("-", "a").isalnum() or len(key) > 40] == []


def test_every_example_is_kept_as_it_is_read(pack):
    for question in pack:
        if question.example not in ("", None):
            data = [question.example] if isinstance(question.example, dict) else question.example
            value = read_value(data, question)
            assert read_value(value.plain(), question).plain() == value.plain(), question.key


def test_every_condition_suggestion_and_fact_can_be_worked_out_on_an_empty_plan(pack):
    answers = Answers(pack, Plan())
    for question in pack:
        answers.applies(question.key)
        answers.suggestion(question)
    assert not any(answers.fact(name) for name in ("on_scene", "washington", "operating"))


def test_no_question_is_asked_under_two_names(pack):
    assert not set(pack.renamed) & set(pack.questions)
    labels = [(question.step, question.label) for question in pack]
    assert sorted(label for label in labels if labels.count(label) > 1) == []


@pytest.mark.parametrize("stage", ["exploring", "developing", "launching", "operating"])
def test_some_question_becomes_essential_at_every_stage(pack, stage):
    assert any(question.needed == stage for question in pack)


COPIES = (
    "casetext.com", "cliclaw.com", "codes.findlaw.com", "counselstack.com", "docslib.org", "dokumen.tips",
    "elaws.us", "getpocketlaw.com", "instalawyer.io", "justia.com", "law.cornell.edu", "law.onecle.com", "laws.com",
    "midpage.ai",
    "laws9.com", "lawserver.com", "legalfix.com", "public.law", "readkong.com", "scribd.com",
    "self-law.org", "vdocument.in", "vdocuments.mx", "vdocuments.net", "vdocuments.site", "vdocuments.us",
    "wa-law.org",
)  # fmt: skip


def test_nobody_is_sent_to_a_copy_of_a_law_or_of_a_report(pack):
    linked = {key: source.address for key, source in pack.sources.items() if source.address}
    linked |= {law.citation: law.url for topics in pack.laws.values() for laws in topics.values() for law in laws}
    hosts = {name: urlsplit(address).hostname or "" for name, address in linked.items()}
    assert [name for name, host in hosts.items() if host.endswith(COPIES)] == []


def test_every_provision_says_how_it_was_read_and_is_seen_only_where_it_was(pack):
    for place, topics in pack.laws.items():
        for law in (law for laws in topics.values() for law in laws):
            assert law.read_on, (place, law.citation)
            assert law.status == "unverified" or law.read_on in ("official", "copy", "bill"), (place, law.citation)


def test_decisions_and_opinions_are_marked_as_such(pack):
    for place, topics in pack.laws.items():
        for law in (law for laws in topics.values() for law in laws):
            assert law.case_law == bool(re.search(r" v\. |^AGO|Op\. Att", law.citation)), (place, law.citation)


def test_a_document_is_found_by_the_name_that_it_had(pack):
    assert pack.document("suicide-response").was == ("suicidal-client",)


def test_a_template_is_short_enough_to_be_read_in_one_sitting():
    """Longer ones are split into the chapters that their readers know, each a file in parts/."""
    paths = pack_folders()[0].glob("templates/**/*.j2")
    lines = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {name: count for name, count in lines.items() if count > 250} == {}


def test_a_source_that_is_a_states_law_names_the_state(pack):
    names = {"RCW": "Washington", "WAC": "Washington", "C.R.S.": "Colorado", "A.R.S.": "Arizona"}
    for source in pack.sources.values():
        for code, state in names.items():
            assert code not in source.title or state in source.title
