"""Law in drafts: it prints only for whom it binds, while it is in force, of the plan's own state, and as a document may."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.content.answers.kinds import read_value
from coplan.content.answers.values import Missing
from coplan.content.document import Document
from coplan.content.model import Pack
from coplan.content.provisions import Law, Starter, Topic
from coplan.drafts.proof.trial_plans import random_plan
from coplan.drafts.render.approval import approval_act
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.holes import holes_in, tally
from coplan.drafts.render.language import Language
from coplan.drafts.render.render import render_all
from coplan.drafts.render.words.agreements import AgreementWords
from coplan.drafts.render.words.holds import HoldWords
from coplan.drafts.render.words.law import LawWords, marked_once
from coplan.plan.law import PlanLaw, in_force
from coplan.plan.view import Answers
from tests.drafts.conftest import FILES, LAW, answers_for, pack_of

RIDES = {"profile.state": "US-WA", "design.models": ["ride_along"]}
DAY = date(2026, 11, 28)
MARK = "**[Not verified: check the current text]**"
FINDINGS = {"plan-book"}  # it prints what rules find, and one names law that has run out in order to say so
TOKEN = re.compile(r"LAW#\d+#")
ENDED = re.compile(r"Cite the law of [^],\n]* in place of [^],\n]*")  # in a bracket, or in a list of brackets
# A hole names the law that ran out, and counsel's notes what is not in force before its day.
NOT_NOW = re.compile(rf"{ENDED.pattern}|^- .* Not in force before .*$", re.MULTILINE)


@pytest.fixture(scope="session")
def numbered(pack) -> tuple[Pack, dict[str, tuple[str, Law]]]:
    """The shipped pack with a number in place of each citation and rule, and what the numbers stand for."""
    known: dict[str, tuple[str, Law]] = {}

    def number(place: str, law: Law) -> Law:
        token = f"LAW#{len(known)}#"
        known[token] = place, law
        return replace(law, citation=token, requires=f"Rule {token}.")

    laws = {
        place: {topic: tuple(number(place, law) for law in found) for topic, found in topics.items()}
        for place, topics in pack.laws.items()
    }
    tokens = {(place, law.citation): token for token, (place, law) in known.items()}

    def renamed(place: str, starter: Starter) -> Starter:
        return replace(starter, law=tuple(tokens[place, citation] for citation in starter.law))

    holds = {
        place: replace(hold, starts=tuple(renamed(place, starter) for starter in hold.starts))
        for place, hold in pack.holds.items()
    }
    return replace(pack, laws=laws, holds=holds), known


def answers_in(pack: Pack, seed: int, state: str, day: date | None) -> Answers:
    plan = random_plan(pack, seed)
    return Answers(pack, plan.with_answer("profile.state", read_value(state, pack.questions["profile.state"])), day)


@pytest.mark.slow
@settings(max_examples=3)
@given(
    seed=st.integers(0, 10_000),
    state=st.sampled_from(["US-WA", "US-TX", "US-CO", "US-NC", "US-VA", "US-CA", "US-NY", "US-MT", "US-GA"]),
    day=st.dates(date(2026, 1, 1), date(2029, 12, 31)),
)
def test_law_prints_only_of_the_state_for_its_parties_while_in_force(numbered, seed, state, day):
    pack, known = numbered
    answers = answers_in(pack, seed, state, day)
    law = PlanLaw(answers)
    for item in render_all(answers, documents_for(answers)):
        for token in TOKEN.findall(NOT_NOW.sub("", item.text)):
            place, found = known[token]
            assert place in ("US", state), item.document.id
            assert law.binds(found), (item.document.id, found.citation)
            if item.document.id not in FINDINGS:
                assert in_force(found, day), (item.document.id, found.citation)
            if item.document.kind == "agreement":
                assert not found.case_law, found.citation


@settings(max_examples=3)
@given(seed=st.integers(0, 10_000), state=st.sampled_from(["US-WA", "US-TX", "US-OH"]))
def test_an_agreement_carries_no_mark(pack, seed, state):
    answers = answers_in(pack, seed, state, DAY)
    for item in render_all(answers, documents_for(answers)):
        if item.document.kind == "agreement":
            assert "Not verified" not in item.text


def law_of(more: str) -> dict[str, str]:
    """The small pack's law with these lines added to its first provision."""
    return {
        "checklists/law/us-wa.yaml": LAW.replace("      version: 2019 text\n", f"      version: 2019 text\n{more}", 1),
        "checklists/law/parties.yaml": "officer: {label: an officer, is: \"'ride_along' in design.models\"}\n",
    }


@pytest.mark.parametrize(
    ("more", "models", "cited"),
    [
        ("      applies_to: [officer]\n", "ride_along", True),
        ("      applies_to: [officer]\n", "follow_up", False),
        ("      until: 2026-11-28\n", "ride_along", True),
        ("      until: 2026-11-27\n", "ride_along", False),
        ("      from: 2026-11-28\n", "ride_along", True),
        ("      from: 2026-11-29\n", "ride_along", False),
    ],
)
def test_a_provision_prints_where_it_binds_a_party_on_its_days(more, models, cited):
    pack = pack_of(law_of(more))
    plan = answers_for(pack, RIDES | {"design.models": [models]}).plan
    words = Language(pack, Answers(pack, plan, DAY)).law.cite("hold")
    assert ("RCW 71.05.153" in ENDED.sub("", words)) is cited
    assert "RCW 10.31.110" in words


def test_a_topic_whose_law_binds_nobody_of_the_plan_is_for_counsel_to_confirm():
    pack = pack_of(
        law_of("      applies_to: [officer]\n") | {"checklists/law/us.yaml": FILES["checklists/law/us.yaml"]}
    )
    pack = replace(pack, laws=pack.laws | {"US-WA": {"hold": pack.laws["US-WA"]["hold"][:1]}})
    answers = answers_for(pack, {"profile.state": "US-WA", "design.models": ["follow_up"]})
    words = "**[To decide: whether the law on detention reaches this program]**"
    assert Language(pack, answers).law.cite("hold") == Language(pack, answers).law.requires("hold") == words


def test_an_agreement_cites_without_marks_and_leaves_cases_to_counsel(talking_pack):
    case = Law("State v. Doe", "A case.", "https://example.org/case", "1999", "seen", case_law=True)
    laws = {"US-WA": {"hold": (*talking_pack.laws["US-WA"]["hold"], case)}}
    pack = replace(talking_pack, laws=laws)
    language = Language(pack, answers_for(pack, RIDES))
    language.begin(Document("Contract", "design", "agreement", "All", ("counsel",)))
    assert language.law.cite("hold") == "RCW 71.05.153 and RCW 10.31.110"
    assert "Doe" not in language.law.requires("hold") + language.law.cited_law()
    assert "Not verified" not in language.law.requires("hold") + language.law.cited_law()
    language.begin(Document("Procedure", "design", "policy", "All", ("counsel",)))
    assert "State v. Doe" in language.law.cite("hold")


def test_a_text_for_agreements_prints_where_its_law_was_read_and_else_in_the_notes(talking_pack):
    read = Law("RCW 1", "A rule.", "https://example.org/1", "2026", "seen", in_agreement="A certificate is attached.")
    unread = replace(read, citation="RCW 2", status="unverified", in_agreement="Nothing here is a debt.")
    pack = replace(talking_pack, laws={"US-WA": {"hold": (read, unread)}})
    law = Language(pack, answers_for(pack, RIDES)).law
    assert AgreementWords(law).clause("hold") == "A certificate is attached (RCW 1)."
    assert list(law.cited) == [read]
    law.cite("hold")
    notes = law.law_notes()
    assert "Text for the agreement once the law was read: “Nothing here is a debt.”" in notes
    assert "A certificate is attached" not in notes


def test_an_officer_certifies_and_a_body_approves_as_the_law_of_the_state_asks(talking_pack):
    read = Law("RCW 1", "A rule.", "https://example.org/1", "2026", "seen")
    joint = replace(read, approved="each body has approved it.", ordinance_of=("city", "town"), approval_says="Filed.")
    paid = replace(read, citation="RCW 2", certificate="Treasurer: the money is there")
    unread = replace(paid, citation="RCW 3", status="unverified")
    laws = {"interlocal_agreement": (joint,), "hold": (paid, unread)}
    topics = talking_pack.topics | {"interlocal_agreement": talking_pack.topics["hold"]}
    pack = replace(talking_pack, laws={"US-WA": laws}, topics=topics)
    law = Language(pack, answers_for(pack, RIDES)).law
    words = AgreementWords(law)
    assert words.approved() == "each body has approved it (RCW 1)"
    assert words.says() == "Filed (RCW 1)."
    told = [{"topic": "hold", "office": "Treasurer", "words": "the money is there (RCW 2)"}]
    assert words.certificates("interlocal_agreement", "hold") == told
    rows = [
        {"party": "City of Alder", "kind": "a city"},
        {"party": "Town of Elm", "kind": Missing("kind")},
        {"party": "Fire District 3", "kind": "a fire district"},
    ]
    acts = [approval_act(law.law, row["party"], rows) for row in rows]
    assert acts == ["ordinance", "ordinance", "resolution"]
    assert approval_act(law.law, "City of Alder", Missing("parties")) == "resolution"


def test_counsel_is_asked_whether_the_state_has_what_only_some_states_have(talking_pack):
    topics = talking_pack.topics | {"tribes": Topic("notice to tribes", "state", some=True)}
    pack = replace(talking_pack, topics=topics)
    law = Language(pack, answers_for(pack, RIDES)).law
    law.topics["tribes"] = None
    asked = "- Some states have law on these; whether Washington has was not looked up: notice to tribes."
    assert law.law_notes() == asked


def test_law_for_a_party_that_nobody_is_sure_of_prints_with_its_condition():
    size = "{label: size, is: 'true', unsure: design.hours is unanswered, where: the employer is large}"
    pack = pack_of(law_of("      applies_to: [size]\n") | {"checklists/law/parties.yaml": f"size: {size}\n"})
    law = Language(pack, answers_for(pack, RIDES)).law
    assert law.cite("hold") == f"RCW 10.31.110 {MARK}, and RCW 71.05.153 where the employer is large"
    assert law.requires("hold").startswith("Where the employer is large: ")
    known = Language(pack, answers_for(pack, RIDES | {"design.hours": "Mo-Fr 08:00-20:00"})).law
    assert "where" not in known.cite("hold")
    assert not known.requires("hold").startswith("Where")


def test_law_that_answers_rule_out_leaves_no_hole():
    size = '{label: size, is: "design.hours is unanswered", unsure: design.hours is unanswered, where: it is large}'
    pack = pack_of(law_of("      applies_to: [size]\n") | {"checklists/law/parties.yaml": f"size: {size}\n"})
    pack = replace(pack, laws={"US-WA": {"hold": pack.laws["US-WA"]["hold"][:1]}})
    law = Language(pack, answers_for(pack, RIDES | {"design.hours": "Mo-Fr 08:00-20:00"})).law
    assert law.cite("hold") == law.requires("hold") == ""


def test_a_citation_can_be_that_of_one_party():
    pack = pack_of(law_of("      applies_to: [officer]\n"))
    law = Language(pack, answers_for(pack, RIDES)).law
    assert law.cite("hold", to="clinician") == "RCW 10.31.110 **[Not verified: check the current text]**"
    assert law.cite("hold", to="officer").startswith("RCW 71.05.153 and ")


HOLD = """\
hold:
  starts:
    - {who: a peace officer, role: peace_officer, if: the officer sees a danger}
    - {who: a physician, role: physician, if: the physician has examined the person}
    - {who: a health officer, role: health_officer}
  team_clinician: no
  team_clinician_words: The team's clinician may not start a hold
  petition: Any adult may ask the court.
  criteria: Danger from mental illness.
  clock: Up to 12 hours.
  form: ''
  transport: The officer drives.
  cites: [hold]
  status: unverified
"""


@pytest.fixture
def holding():
    pack = pack_of({"checklists/law/us-wa.yaml": LAW.replace("topics:", f"{HOLD}topics:", 1)})
    return Language(pack, answers_for(pack, RIDES)).law


def test_holds_are_written_from_the_law_of_the_state(holding):
    assert HoldWords(holding).others() == (
        "The powers of any other person or court under the law are unchanged, among them those of a peace officer; "
        "a physician; a health officer; and courts, on a petition that the law allows."
    )
    assert HoldWords(holding).others(conditions=True) == (
        "A hold may also be started by a peace officer, if the officer sees a danger; or by a physician, if the "
        "physician has examined the person; or by a health officer. Any adult may ask the court."
    )
    assert HoldWords(holding).said("team_clinician") == "The team's clinician may not start a hold."
    assert (HoldWords(holding).said("form"), HoldWords(holding).said("clock")) == ("", "Up to 12 hours.")
    assert HoldWords(holding).cites() == "RCW 71.05.153 and RCW 10.31.110 **[Not verified: check the current text]**"
    with pytest.raises(ValueError, match="no words on holds called `judge`"):
        HoldWords(holding).said("judge")


def holding_for(*own: str, hold: str = HOLD, law: str = "") -> LawWords:
    """The functions on law for a program in which these may start a hold; `law` is the topic on holds."""
    keys = ("peace_officer", "designated_crisis_responder", "physician", "commitment_examiner", "team_clinician")
    choices = ", ".join(f"{{key: {key}, label: a {key.replace('_', ' ')}}}" for key in keys)
    question = f"  - {{id: hold_authority, ask: Who?, label: who, kind: choices, help: H., why: W., source: [guide], choices: [{choices}]}}\n"
    files = {
        "checklists/law/us-wa.yaml": LAW.replace("topics:\n", f"{hold}topics:\n{law}", 1),
        "checklists/law/topics.yaml": FILES["checklists/law/topics.yaml"]
        + "involuntary_hold: {label: detention, scope: state}\n",
        "checklists/01-design.yaml": FILES["checklists/01-design.yaml"] + question,
    }
    pack = pack_of(files)
    return Language(pack, answers_for(pack, RIDES | {"design.hold_authority": list(own)})).law


def test_the_starters_of_the_program_print_with_the_condition_of_the_law():
    holds = HoldWords(holding_for("physician", "peace_officer"))
    assert holds.starters() == (
        "A hold may be started by a peace officer, if the officer sees a danger; or by a physician, if the physician has "
        "examined the person."
    )
    assert (
        holds.others(conditions=True) == "A hold may also be started by a health officer. Any adult may ask the court."
    )
    assert holds.gap() == ""
    assert HoldWords(holding_for("designated_crisis_responder")).starters() == ""


def test_a_starter_whom_the_law_of_the_state_does_not_name_is_a_counted_hole_in_the_paper():
    holds = HoldWords(holding_for("peace_officer", "designated_crisis_responder", "team_clinician"))
    whom = "a designated crisis responder or a team clinician"
    assert holds.gap() == f"**[Cite the law of Washington on the power of {whom} to start a hold]**"
    assert holds.law().endswith(holds.gap())
    assert holds.gap("team_clinician").endswith("power of a team clinician to start a hold]**")
    assert tally(holes_in(holds.law())) == {"where the law is to be checked": 2}
    anybody = HOLD.replace("role: health_officer", "role: any_person")
    assert HoldWords(holding_for("team_clinician", hold=anybody)).gap() == ""


def test_the_power_of_the_program_s_own_is_cited_from_the_provision_that_gives_it():
    second = "    - {citation: RCW 71.05.150, requires: Any adult may apply., url: u, version: 2025, status: seen}\n"
    topic = "  involuntary_hold:\n    - {citation: RCW 71.05.153, requires: Officers may hold., url: u, version: 2025, status: seen}\n"
    hold = HOLD.replace("cites: [hold]", "cites: [involuntary_hold]") + "\n"
    told = hold.replace("role: peace_officer,", "role: peace_officer, law: [RCW 71.05.153],")
    for text, cited in ((hold, "RCW 71.05.153 and RCW 71.05.150"), (told, "RCW 71.05.153")):
        words = holding_for("peace_officer", hold=text, law=topic + second)
        assert HoldWords(words).law() == cited
    both = HoldWords(holding_for("peace_officer", "physician", hold=told, law=topic + second))
    assert both.law() == "RCW 71.05.153 and RCW 71.05.150", "the law file does not say which one names a physician"


def test_a_physician_who_is_an_examiner_by_law_is_named_by_either_word():
    hold = HOLD.replace("role: physician,", "role: commitment_examiner, also: [physician],")
    for own in ("physician", "commitment_examiner"):
        holds = HoldWords(holding_for(own, hold=hold))
        assert (holds.gap(), "a physician" in holds.starters()) == ("", True)


def test_a_program_that_counts_on_some_of_those_whom_the_law_names_leaves_the_others_their_power():
    hold = HOLD.replace(
        "who: a physician, role: physician,", "who: an examiner, role: commitment_examiner, also: [physician],"
    )
    holds = HoldWords(holding_for("physician", hold=hold))
    assert holds.starters() == (
        "A hold may be started by a physician, as an examiner, if the physician has examined the person."
    )
    assert "an examiner" in holds.others()
    whole = HoldWords(holding_for("commitment_examiner", hold=hold))
    assert whole.starters() == "A hold may be started by an examiner, if the physician has examined the person."
    assert "an examiner" not in whole.others()


def test_a_case_is_no_ground_to_tell_somebody(talking_pack):
    case = Law("State v. Doe", "A case.", "https://example.org/case", "1999", "seen", case_law=True)
    pack = replace(talking_pack, laws={"US-WA": {"hold": (*talking_pack.laws["US-WA"]["hold"], case)}})
    law = Language(pack, answers_for(pack, RIDES)).law
    assert "State v. Doe" in law.cite("hold")
    assert "State v. Doe" not in law.cite("hold", cases=False)


def ended(until: date | None, citation: str = "RCW 71.05.153") -> Language:
    """The small pack with a third provision that ended on a day."""
    pack = pack_of({})
    old = replace(pack.laws["US-WA"]["hold"][0], citation=citation, until=until)
    laws = {"US-WA": {"hold": (*pack.laws["US-WA"]["hold"][1:], old)}}
    pack = replace(pack, laws=laws)
    plan = answers_for(pack, RIDES).plan
    return Language(pack, Answers(pack, plan, DAY))


def test_a_provision_that_ran_out_leaves_a_hole_beside_those_in_force():
    law = ended(date(2026, 6, 30)).law
    hole = "**[Cite the law of Washington in place of RCW 71.05.153, read in a text that ended on June 30, 2026]**"
    assert law.cite("hold") == f"RCW 10.31.110 {MARK}; and {hole}"
    assert law.requires("hold").endswith(hole)
    assert law.law_notes().endswith(f"- {hole}")
    assert "in place of" not in ended(date(2026, 6, 30), "RCW 10.31.110").law.cite("hold")
    assert "in place of" not in ended(None).law.cite("hold")


def test_counsel_gets_what_begins_soon_and_what_ends():
    pack = pack_of({})
    first, second = pack.laws["US-WA"]["hold"]
    coming = replace(first, citation="RCW 1", from_=date(2027, 1, 1))
    later = replace(first, citation="RCW 2", from_=date(2027, 6, 1))
    ending = replace(second, until=date(2026, 12, 31))
    pack = replace(pack, laws={"US-WA": {"hold": (ending, coming, later)}})
    law = Language(pack, Answers(pack, answers_for(pack, RIDES).plan, DAY)).law
    assert "RCW 1]" not in law.cite("hold")
    notes = law.law_notes()
    assert "[RCW 1](https://example.org/hold), Emergency detention. Not in force before January 1, 2027." in notes
    assert "[RCW 10.31.110](https://example.org/diversion). In force until December 31, 2026." in notes
    assert "RCW 2" not in notes


def test_a_state_whose_holds_are_not_known_shows_the_hole():
    topics = FILES["checklists/law/topics.yaml"] + "involuntary_hold: {label: detention, scope: state}\n"
    pack = pack_of({"checklists/law/topics.yaml": topics})
    law = Language(pack, answers_for(pack, {"profile.state": "US-TX"})).law
    assert HoldWords(law).said("clock") == HoldWords(law).cites() == "**[Cite the law of Texas on detention]**"
    assert HoldWords(law).others() == "The powers of any other person or court under the law are unchanged."


def test_counsel_gets_every_provision_with_version_mark_and_note(talking_pack):
    law = Language(talking_pack, answers_for(talking_pack, RIDES)).law
    law.cite("hold")
    assert law.law_notes().splitlines() == [
        "- [RCW 71.05.153](https://example.org/hold), Emergency detention. Version: 2019 text. Read on: nobody says.",
        "- [RCW 10.31.110](https://example.org/diversion). Version: a summary of 2020. Read on: nobody says. " + MARK,
    ]


def test_counsel_reads_what_is_known_behind_the_hole_and_each_citation_once(talking_pack):
    first = talking_pack.laws["US-WA"]["hold"][0]
    again = replace(first, title="Its clocks", version="2020 text", status="unverified", also=("privacy",))
    topics = talking_pack.topics | {key: Topic(key, "state", some=key == "tribes") for key in ("tribes", "filing")}
    known = {"US-WA": {"tribes": "RCW 1 was not read", "filing": "None was found.", "hold": "RCW 3 was not read."}}
    laws = {"US-WA": {"hold": (first, again)}}
    pack = replace(talking_pack, topics=topics, laws=laws, not_read=known)
    law = Language(pack, answers_for(pack, RIDES)).law
    law.cite("hold")
    law.topics |= {"tribes": None, "filing": None}
    once = "- [RCW 71.05.153](https://example.org/hold), Emergency detention. Version: 2019 text. Read on: nobody says."
    assert law.law_notes().splitlines() == [
        f"{once} Also, Its clocks. Version: 2020 text. Read on: nobody says. {MARK}",
        f"- {topics['hold'].label[:1].upper()}{topics['hold'].label[1:]}: RCW 3 was not read.",
        "- Tribes: RCW 1 was not read.",
        "- **[Cite the law of Washington on filing]** None was found.",
    ]


def test_a_provision_that_answers_another_topic_is_cited_there(talking_pack):
    first, second = talking_pack.laws["US-WA"]["hold"]
    topics = talking_pack.topics | {"petition": Topic("a petition", "state")}
    laws = {"US-WA": {"hold": (replace(first, also=("petition",)), second)}}
    pack = replace(talking_pack, topics=topics, laws=laws)
    law = Language(pack, answers_for(pack, RIDES)).law
    assert law.cite("petition") == "RCW 71.05.153"
    assert not law.law.lacks("petition")
    assert [found.citation for found in law.on("hold")] == ["RCW 71.05.153", "RCW 10.31.110"]


def test_law_is_in_force_from_its_first_day_to_its_last():
    law = Law("x", "y", "z", "v", "seen", from_=DAY, until=DAY + timedelta(1))
    days = [DAY - timedelta(1), DAY, DAY + timedelta(1), DAY + timedelta(2)]
    assert [in_force(law, day) for day in (None, *days)] == [True, False, True, True, False]


def test_an_unread_provision_is_marked_where_it_is_first_cited():
    mark = "**[Not verified: check the current text]**"
    text = f"Holds (RCW 1 {mark}). The clock runs (RCW 1). {mark} A ride is free (RCW 1 {mark} and RCW 12 {mark})."
    once = f"Holds (RCW 1 {mark}). The clock runs (RCW 1). A ride is free (RCW 1 and RCW 12 {mark})."
    assert marked_once(text, ["RCW 1", "RCW 12"]) == once


def test_what_nobody_knows_of_a_hold_points_to_the_law():
    hold = HOLD.replace("  clock: Up to 12 hours.\n", "").replace("  criteria: Danger from mental illness.\n", "")
    pack = pack_of({"checklists/law/us-wa.yaml": LAW.replace("topics:", f"{hold}topics:", 1)})
    law = Language(pack, answers_for(pack, RIDES)).law
    assert HoldWords(law).said("clock") == HoldWords(law).said("criteria") == ""
    assert HoldWords(law).said("transport") == "The officer drives."
