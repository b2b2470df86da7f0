"""What chiefs, medical directors and human resources asked for, in the papers of the examples that it concerns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "examples"
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/plan.yaml"))
CLOCK = re.compile(r"On a visit (.*?),? keeps this clock")
WORDS = 'Say: "A crisis can pass. Time and distance from what could hurt you can save your life.'


def drafts(example: str, pattern: str = "*") -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / example / "drafts").glob(f"{pattern}.md")}


@pytest.mark.parametrize("example", EXAMPLES)
def test_one_office_keeps_the_clock_on_visits(example):
    keepers = {found for text in drafts(example).values() for found in CLOCK.findall(text)}
    assert len(keepers) <= 1
    assert not any("keeps the same clock" in text for text in drafts(example).values())


def test_the_clock_on_visits_stands_in_several_papers():
    assert len([name for name, text in drafts("cedar-valley").items() if CLOCK.search(text)]) >= 3


def test_every_dispatch_card_says_where_the_team_goes():
    cards = [text for example in EXAMPLES for text in drafts(example, "dispatch-card").values()]
    assert len(cards) >= 3
    assert all(re.search(r"\| When, where(?:, whom)? \| [^|]*(?:City|city|Town)", text) for text in cards)


def test_gear_for_fire_scenes_is_on_the_list_of_those_who_issue_it():
    cedar = drafts("cedar-valley")
    assert "## For fire and EMS scenes" in cedar["equipment-list"]
    assert "lent from the stock of Station 31" in cedar["equipment-list"]
    assert "without the gear that is asked for no one goes past the staging place" in cedar["unit-order-fire"]


@pytest.mark.parametrize("name", ["dispatch-protocol", "field-safety-plan"])
def test_the_911_director_signs_what_binds_dispatchers(name):
    found = [text for example in EXAMPLES for text in drafts(example, name).values()]
    dispatched = [text for text in found if "| Director of the 911 center" in text]
    assert len(dispatched) >= 3


def test_a_diversion_guideline_waits_for_the_prosecutor():
    found = [text for example in EXAMPLES for text in drafts(example, "diversion-guideline").values()]
    assert len(found) >= 2
    for text in found:
        assert "It takes effect only when the prosecutor has signed it below." in text
        assert "| Prosecutor of the courts in which the charges are filed |" in text


def test_levels_of_risk_that_are_open_have_an_interim_rule():
    juniper = drafts("juniper-county", "suicide-response")["suicide-response"]
    open_levels = "Until the levels are decided and the medical director has confirmed them, there is one."
    assert f"{open_levels} Every person with thoughts of suicide is at high risk" in juniper
    assert "At the lowest level, the person may decline" not in juniper
    assert open_levels not in drafts("cedar-valley", "suicide-response")["suicide-response"]


def test_a_team_member_knows_whom_to_call_when_the_clinical_supervisor_does_not_answer():
    """An example without the answer says what holds until there is one."""
    for example in EXAMPLES:
        text = drafts(example, "suicide-response")["suicide-response"]
        after = text.partition("If the clinical supervisor does not answer, call ")[2]
        assert re.match(r"[^\n]*(?:\d{3}-555-\d{4}|Until this is decided, call 988)", after), example


def test_a_ride_that_waits_for_a_decision_is_barred_before_it_is_described():
    text = drafts("two-rivers", "transportation")["transportation"]
    barred = "- Until it is decided how weapons are kept out; how the rear doors open; where the person sits; how the start and"
    assert 0 < text.index(barred) < text.index("These people may ride with the team")
    assert text.count("no one rides with the team") == 1


def test_nobody_at_the_wheel_gives_a_medicine():
    for example in EXAMPLES:
        for text in drafts(example).values():
            assert "who give it when needed" not in text


def test_ambulances_take_no_one_on_a_hold_before_the_memorandum_that_the_law_asks_for():
    said = "**Until the memorandum that the law asks for is signed:** a person on a hold goes by ambulance only in a medical emergency"
    assert said in drafts("mesquite-flats", "hold-procedure")["hold-procedure"]
    assert said not in drafts("cedar-valley", "hold-procedure")["hold-procedure"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_places_that_receive_people_have_one_table(example):
    heads = re.compile(r"^\| Facility \| Hours of admission .*$", re.MULTILINE)
    tables = {
        (head, text[text.index(head) :].split("\n\n")[0])
        for name, text in drafts(example).items()
        if name not in ("plan-book", "program-description")
        for head in heads.findall(text)
    }
    assert len(tables) <= 1
    assert all("Phone" in head for head, _ in tables)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_words_on_safer_storage_are_the_same_everywhere(example):
    found = drafts(example)
    assert WORDS in found["suicide-response"]
    assert not any("from the means can save a life" in text for text in found.values())


def test_public_employers_name_service_and_preference_and_others_do_not():
    cedar = drafts("cedar-valley", "job-description@*")
    city = next(text for text in cedar.values() if "| Employer | The City of Cedar Valley |" in text)
    assert "| Appointment | Classified position under civil service or merit rules |" in city
    assert "- Preference for veterans: Veterans say so on the application form" in city
    assert all("Preference for veterans" not in text for text in cedar.values() if "| Employer | Valley" in text)
    county = next(iter(drafts("two-rivers", "job-description@*").values()))
    assert "| Civil service | **[To decide: " in county


def test_an_associate_has_a_supervisor_of_record_at_all_hours():
    texts = drafts("mesquite-flats", "job-description@*").values()
    assert any(
        "An associate has a supervisor of record whom the board of that license has approved" in text for text in texts
    )
    assert (
        "An associate works under a supervisor of record whom the board of that license has approved ("
        in drafts("mesquite-flats", "interlocal-agreement").popitem()[1]
    )


def test_a_clinical_supervisor_has_the_field_of_the_degree():
    texts = [
        text
        for text in drafts("cedar-valley", "job-description@*").values()
        if text.startswith("# Clinical supervisor")
    ]
    assert (
        "- Education required: master's degree in social work." in texts[0]
    )  # the field of the license that the post asks for


@pytest.mark.parametrize("example", EXAMPLES)
def test_help_is_sent_before_an_interpreter_joins_and_the_call_taker_stays_on_the_line(example):
    for text in drafts(example, "dispatch-protocol").values():
        assert "For such a caller an officer or a crew is sent as soon as the place is known; the team waits" in text
        assert "before anything else is decided" not in text
        assert "three stay on the line until the other has taken over" in text
        assert "A call that drops is called back at once, and help goes to the place meanwhile." in text
    for text in drafts(example, "dispatch-card").values():
        assert "- Stay on the line until a responder is with the person. Tell the caller:" in text


@pytest.mark.parametrize("example", EXAMPLES)
def test_with_means_in_hand_only_officers_go_in(example):
    text = drafts(example)["suicide-response"]
    assert "no relative and nobody without police powers stays in the room: officers go first" in text


@pytest.mark.parametrize("example", EXAMPLES)
def test_high_risk_of_suicide_decides_the_ride_before_a_hold_does(example):
    found = drafts(example)
    holds = [found[name] for name in ("suicide-response", "hold-procedure", "transportation")]
    assert all("In all other cases, a person on a hold" not in text for text in holds)
    rides = {
        re.search(
            r"[Ii]n a medical emergency or at high risk of suicide, a person on a hold goes by ambulance at once[^.]*\.",
            text,
        )[0]
        for text in holds
    }
    assert len(rides) == 1


def test_who_decides_on_safety_stands_in_a_program_that_only_follows_up():
    juniper = drafts("juniper-county")["suicide-response"]
    assert "- On safety the team members who are there decide, and each may leave" in juniper


@pytest.mark.parametrize("example", EXAMPLES)
def test_drugs_alone_are_no_reason_to_leave_a_person(example):
    text = drafts(example)["field-safety-plan"]
    assert re.search(
        r"Drugs alone: do not touch them, and stay|drugs stay where they are, untouched, and are no reason", text
    )
    assert "where there is no coverage, only with another way to call" in text
    assert "| Director of the 911 center, for the section on checks |" in text


def test_a_sheriff_signs_where_deputies_are_bound():
    row = "| Sheriff, for deputies |"
    rivers = drafts("two-rivers")
    assert all(
        row in rivers[name] for name in ("dispatch-protocol", "field-safety-plan", "suicide-response", "hold-procedure")
    )
    assert row in drafts("cedar-valley")["field-safety-plan"]
    agencies = "| Head of each law enforcement agency whose officers it binds |"
    assert all(agencies in drafts(name)["hold-procedure"] for name in ("two-rivers", "juniper-county"))
    assert agencies not in drafts("cedar-valley")["hold-procedure"]
    assert all(row not in text for text in drafts("mesquite-flats").values())


@pytest.mark.parametrize("place", ["cedar-valley", "mesquite-flats"])
def test_no_record_is_asked_about_before_an_offer(place):
    for text in drafts(place, "interview-questions@*").values():
        openly = text.split('"Can you work under these conditions?"')[-1].split("The chair then says")[0]
        assert "driving record" not in openly
        assert "clearance" not in openly
        assert "Ride-along: it takes place without" not in text


def test_a_must_have_of_an_interview_has_a_question_that_shows_it():
    manager = next(
        text for text in drafts("cedar-valley", "interview-questions@*").values() if "Program manager" in text
    )
    assert "| De-escalation | | | |" not in manager
    assert "| Work with responders | | | |" in manager


def test_no_one_sits_on_the_panel_for_the_own_position():
    guides = drafts("cedar-valley", "interview-questions@*").values()
    manager = next(text for text in guides if "Program manager: interview guide" in text)
    assert "| Panel | the deputy city manager" in manager


@pytest.mark.parametrize("place", ["cedar-valley", "larkspur", "mesquite-flats", "two-rivers"])
def test_a_trainee_calls_ems_first_and_no_book_holds_medical_needs(place):
    for text in drafts(place, "field-training-book*").values():
        assert "medical needs" not in text
        assert "Give naloxone, stay, call EMS" not in text
        assert "in the field or in a scenario" in text


def test_a_side_letter_is_not_signed_while_an_article_is_open():
    letter = next(iter(drafts("mesquite-flats", "labor-side-letter@*").values()))
    assert "This letter is not signed while an article in it is open." in letter
    assert "on which footing the law lets the two sides agree" in letter
    assert "It is not agreed" not in letter


def test_breathing_and_the_keys_of_a_car_are_what_a_strong_answer_has():
    guide = next(iter(drafts("larkspur", "crisis-interview-questions@*").values()))
    assert "Supports breathing as trained, or as the call taker guides" in guide
    assert "gets the keys put aside" in guide
    assert guide.count("| Answer | What the panel heard |") == 6


def test_a_posting_argues_no_law_on_holds():
    for text in drafts("two-rivers", "job-description@*").values():
        assert "intervening professional" not in text
        assert "| Holding off or leaving for safety | any member of the team, at once;" in text
