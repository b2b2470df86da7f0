"""What could hurt somebody stands in every paper that it concerns, in every example; an open answer stands there as open."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.language import Language
from coplan.plan.model import OpenItem, Plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
ORDERS = ("unit-order", "unit-order-fire")
ON_CALL = ("police-on-call", "fire-on-call")

# The rule, the words of which one stands in each of the papers, and the papers.
RULES = {
    "help at the first missed check": (
        r"[Aa]t the first missed check|call back once, at once, and send the nearest unit",
        ("field-safety-plan", "dispatch-protocol", *ON_CALL, *ORDERS),
    ),
    "a ride at high risk of suicide": (
        r"a person at high risk of suicide (?:goes|is|does not ride|\*\*\[To decide|rides)",
        ("suicide-response", "transportation"),
    ),
    "the channel of the incident commander": (r"channel of the incident", ("fire-on-call",)),
    "holds in this program only": (
        r"In this [Pp]rogram only .* may start an involuntary hold",
        (
            *("hold-procedure", "suicide-response", "transportation", "interlocal-agreement", "memorandum"),
            *("services-contract", *ON_CALL, *ORDERS),
        ),
    ),
    "more than the safe harbor": (
        r"They are a floor|The law lets you tell, and orders nothing|The duty supervisor makes sure that police where the person threatened lives were told",
        ("mandatory-reporting",),
    ),
    "an own deadline after an attempt": (r"After a suicide attempt, the contact is made within", ("suicide-response",)),
    "handcuffs": (
        r"[Aa] person who goes by choice is (?:not )?handcuffed",
        ("hold-procedure", "suicide-response", "transportation", "unit-order"),
    ),
    "immigration": (
        r"asks for, notes or passes on .*, unless a law or a court order requires it",
        ("dispatch-protocol", "information-sharing", "minors-on-scene", "suicide-response", "transportation", *ORDERS),
    ),
    "names and warrants": (
        r"runs a name only|say when a name is run|\*\*\[To decide: when names are run",
        ("unit-order",),
    ),
    "a caller who wants no police": (
        r"wants no police|help without police",
        ("dispatch-card", "dispatch-protocol", "unit-order"),
    ),
    "a refusal of the ambulance": (
        r"If the refusal stands[^.]*, (?:the clinician|a team member)(?:, on a visit,)? stays",
        ("hold-procedure", "minors-on-scene", "suicide-response", "transportation", *ORDERS),
    ),
    "an emergency on a hold": (
        r"n a medical emergency or at high risk of suicide(?:, a person on a hold goes| \|) by ambulance at once",
        ("hold-procedure", "suicide-response", "transportation", *ORDERS),
    ),
    "medicine that saves a life": (
        r"Rescue medicine \(inhaler, epinephrine, glucose, nitroglycerin\) stays within reach",
        ("facility-handoff", "hold-procedure", "transportation"),
    ),
    "a dose without a paper": (r"A missing paper never stops a dose", ("naloxone-leave-behind",)),
    "the medicine before the call": (
        r"hand it over at once, stop where it is safe and call EMS",
        ("facility-handoff", "hold-procedure", "transportation"),
    ),
    "one rule for a medical doubt": (
        r"or any other medical doubt (?:\| )?EMS is called and decides",
        ("facility-handoff", "hold-procedure", "minors-on-scene", "suicide-response", "transportation", *ORDERS),
    ),
    "leaving to be safe": (
        r"goes as far as that takes, calls 911|Go to a safe place, a station or a lit place with people",
        ("field-safety-plan", "suicide-response"),
    ),
    "no one is left with the adult for the children": (
        r"only while no other one is alone with the adult",
        ("minors-on-scene",),
    ),
    "several conditions at once": (
        r"every unit that they name is sent|Several\? All go",
        ("dispatch-card", "dispatch-protocol"),
    ),
    "someone stays after naloxone": (
        r"If no one can stay, the team does, and without it the crew, until the supervisor of those who stay has decided",
        ("naloxone-leave-behind",),
    ),
    "the one who drives does not stay": (
        r"The one who drives does not stay",
        ("hold-procedure", "minors-on-scene", "transportation"),
    ),
    "a young person and handcuffs": (
        r"A young person who goes by choice is never handcuffed|The program serves adults",
        ("minors-on-scene",),
    ),
    "illness behind another language": (r"If the person cannot be checked, call EMS", ("language-access",)),
    "a person who leaves before the handover": (r"## If the person leaves before that", ("facility-handoff",)),
    "a caller in danger does not wait on a line": (
        r"No caller who may be in danger waits alone on a line\.",
        ("handoff-protocol",),
    ),
    "a caller whom someone there may hurt": (
        r"A caller whom someone there may hurt gets out, or locks themselves in|get out or lock the door",
        ("dispatch-card", "dispatch-protocol"),
    ),
    "a team that is sent with others waits": (
        r"wait out of sight until an officer or crew there says by radio|waits out of sight until called|before an officer is there",
        ("dispatch-card", "dispatch-protocol"),
    ),
    "someone beside the person on call": (r"Where no one can stay, there is no contact in person", ON_CALL),
    "breath before lifts": (
        r"\| Does not wake up, and does not breathe or only gasps \| CPR",
        ("lift-and-contact",),
    ),
    "the director whose dispatchers check on staff": (
        r"\| Director of the 911 center, for dispatch and the checks on staff \|",
        (*ON_CALL, *ORDERS),
    ),
    "a person on the floor who refuses": (r"call EMS again and say that the person refuses", ("lift-and-contact",)),
    "the family, children, animals and belongings": (
        r"The family is told by|who tells the family",
        ("hold-procedure", "transportation", *ORDERS),
    ),
}


def drafts(names: tuple[str, ...]) -> list[Path]:
    return sorted(path for name in names for path in ROOT.glob(f"*/drafts/{name}.md"))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_stands_in_every_paper_that_it_concerns(rule):
    words, names = RULES[rule]
    found = drafts(names)
    assert {path.stem for path in found} == set(names)
    lacking = [
        f"{path.parts[-3]} {path.stem}" for path in found if not re.search(words, path.read_text(encoding="utf-8"))
    ]
    assert lacking == []


def test_an_open_point_says_what_holds_until_it_is_decided(pack):
    until = "the person goes by ambulance."
    assert said_of_the_ride(pack, Plan(), "transportation") == f" Until this is decided, {until}"
    disputed = Plan({"policy.high_risk_ride": "officer"}, open={"policy.high_risk_ride": OpenItem("disputed")})
    assert said_of_the_ride(pack, disputed, "unit-order") == f" Until the dispute ends, {until}"


def test_a_settled_answer_and_a_paper_to_vote_on_say_nothing_of_the_time_before(pack):
    assert said_of_the_ride(pack, Plan({"policy.high_risk_ride": "officer"}), "transportation") == ""
    assert said_of_the_ride(pack, Plan(), "brief") == ""


def said_of_the_ride(pack: Pack, plan: Plan, document: str) -> str:
    language = Language(pack, Answers(pack, plan))
    language.begin(pack.document(document))
    return language.printer.until(language.answer("policy.high_risk_ride"))


def test_support_for_crews_promises_no_privilege():
    for path in ROOT.glob("*/drafts/*.md"):
        text = path.read_text(encoding="utf-8")
        assert "Nothing is reported to command" not in text, path
    assert "privilege" in (ROOT / "cedar-valley/drafts/police-on-call.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/dispatch-protocol.md")), ids=lambda path: path.parts[-3])
def test_urgency_and_priority_are_one_scale(path):
    text = path.read_text(encoding="utf-8")
    levels = text.partition("## 8. Urgency and waiting calls")[2].partition("## 9.")[0]
    for priority in set(re.findall(r"\| (Priority \d[\w ]*) \|", text.partition("## 6.")[0])):
        assert priority in levels, priority


def test_a_stop_list_keeps_people_without_police_powers_from_an_attempt_and_a_weapon_in_reach():
    for path in drafts(("dispatch-protocol", "unit-order")):
        text = path.read_text(encoding="utf-8")
        if "| weapon in hand |" in text:
            assert "| weapon within reach |" in text, path
            assert "| suicide attempt, under way or just made |" in text, path


def test_a_team_that_is_not_sent_to_a_weapon_keeps_its_distance_where_it_is_there_already():
    for name, said in (("two-rivers", True), ("larkspur", True), ("cedar-valley", False)):
        text = (ROOT / name / "drafts/suicide-response.md").read_text(encoding="utf-8")
        assert ("this is for those who are there already" in text) is said, name


def test_who_takes_over_after_the_last_shift_stands_where_the_shift_ends():
    for path in drafts(("field-safety-plan",)):
        if path.parts[-3] != "juniper-county":  # its staff come by appointment
            assert "Then this is done. " in path.read_text(encoding="utf-8"), path


def test_what_a_union_agreed_on_presence_binds_visits_too():
    text = (ROOT / "larkspur/drafts/field-safety-plan.md").read_text(encoding="utf-8")
    assert "at a scene and on a visit. An officer first makes the place safe" in text
    assert "without a free officer the clinician does not go in" in text


def test_the_table_of_places_says_who_takes_people_on_a_hold():
    for path in drafts(("transportation", "hold-procedure", "facility-handoff")):
        text = path.read_text(encoding="utf-8")
        if "| Takes people brought by first responders |" in text:
            assert "| Takes people on a hold |" in text, path


def test_only_an_officer_searches_before_a_ride_on_a_hold():
    for path in drafts(("transportation",)):
        assert "Only an officer searches a person on a hold, before the ride" in path.read_text(encoding="utf-8"), path


def test_a_paper_that_binds_officers_waits_for_the_head_of_their_agency():
    for name in ("suicide-response", "hold-procedure", "transportation"):
        text = (ROOT / f"juniper-county/drafts/{name}.md").read_text(encoding="utf-8")
        signed = text.partition("Approval")[2]
        assert "| Head of each law enforcement agency whose officers it binds |" in signed, name


def test_every_failure_on_the_page_of_handoffs_has_a_next_step():
    for path in drafts(("handoff-protocol",)):
        page = path.read_text(encoding="utf-8").partition("The way of a call on one page")[2].partition("\n## ")[0]
        assert "| |" not in page, path


def test_a_team_that_is_sent_alone_has_limits_on_crime_barricade_and_hazards():
    for path in drafts(("dispatch-protocol",)):
        text = path.read_text(encoding="utf-8").lower()
        if "| the team alone |" in text:
            found = ("serious crime in progress", "hostage or barricade", "traffic or other scene hazard")
            assert [name for name in found if name not in text] == [], path


def test_checks_of_a_center_that_no_one_has_named_are_kept_by_a_supervisor():
    for name in ("field-safety-plan", "police-on-call", "fire-on-call", "unit-order-fire"):
        path = ROOT / f"juniper-county/drafts/{name}.md"
        text = path.read_text(encoding="utf-8") if path.exists() else "no team goes"
        if "How checks are made is open" in text:
            assert "has agreed in writing, no one goes to a home or a scene unless" in text, name
            assert "the dispatcher of **[To decide" not in text, name


def test_a_crisis_line_gives_no_leave_in_place_of_a_clinical_supervisor():
    for name in ("hold-procedure", "minors-on-scene", "suicide-response", "transportation", "lift-and-contact"):
        text = (ROOT / f"juniper-county/drafts/{name}.md").read_text(encoding="utf-8")
        assert (
            "service does not begin; where it runs, staff act as when the clinical supervisor does not answer" in text
        ), name


def test_the_heads_of_those_who_are_bound_sign():
    for path in drafts(("hold-procedure", "suicide-response", "transportation")):
        assert "Director of the 911 center" in path.read_text(encoding="utf-8").partition("Approval")[2], path
    marshals = (ROOT / "two-rivers/drafts/dispatch-protocol.md").read_text(encoding="utf-8")
    assert "Granite Ford Town Marshal, for its marshals |" in marshals
    assert "| Head of each EMS agency, for crews |" in marshals


def test_on_a_fire_scene_the_channel_is_the_incident_commanders():
    for paper in ("unit-order", "unit-order-fire"):
        text = (ROOT / "cedar-valley" / "drafts" / f"{paper}.md").read_text(encoding="utf-8")
        assert "it uses the channel that the incident commander assigns" in text, paper


def said(example: str, name: str) -> str:
    return (ROOT / example / "drafts" / f"{name}.md").read_text(encoding="utf-8")


def test_a_weapon_in_hand_is_no_reason_not_to_call_911():
    for example in ("cedar-valley", "juniper-county", "larkspur", "mesquite-flats", "two-rivers"):
        text = said(example, "suicide-response")
        assert "\nCall 911 if the person:\n" in text
        assert "takes over, where no weapon" not in text


def test_the_clinician_stays_at_high_risk_past_the_end_of_the_shift():
    for example in ("cedar-valley", "larkspur", "mesquite-flats"):
        order = said(example, "unit-order")
        assert "the clinician stays past the end of the shift until EMS, the facility or someone whom" in order
        assert "and so does the stricter rule for a person at risk of suicide" in order


def test_where_police_come_first_no_paper_sends_the_clinician_alone():
    assert "Then decide: go;" not in said("larkspur", "field-safety-plan")
    assert "The team goes there" not in said("larkspur", "suicide-response")
    assert "the team comes, with or without" not in said("larkspur", "minors-on-scene")


def test_no_call_is_held_for_a_team_that_is_off_duty():
    for example in ("cedar-valley", "mesquite-flats", "two-rivers"):
        text = said(example, "dispatch-protocol")
        assert "Off duty, and outside its area, there is no team: the center sends its usual response at once" in text
        assert "A welfare check ends only when someone has seen the person or spoken with the person" in text


def test_whoever_sees_a_critical_incident_tells_someone_and_the_recordings_are_kept():
    for example in ("cedar-valley", "larkspur", "mesquite-flats"):
        text = said(example, "critical-incident-review")
        assert "tells the supervisor on duty at once, by radio or phone" in text
        assert "Within the same hour the 911 director is told" in text
        assert "| Director of the 911 center, for recordings and dispatchers |" in text


def test_who_asks_for_a_lawyer_is_not_booked_for_it():
    text = said("mesquite-flats", "diversion-guideline")
    assert "asking for a lawyer is not a no" in text
    assert "The person asks for a lawyer" not in text
