"""What the papers for the scene say of the minute in which the first way fails: somebody decides, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
FIELD = ("cedar-valley", "mesquite-flats", "two-rivers")
HOLD, SUICIDE, TRANSPORT, HANDOFF = "hold-procedure", "suicide-response", "transportation", "facility-handoff"


@pytest.fixture(scope="module")
def paper(pack: Pack) -> Callable[[str, str], str]:
    """One document of one example, written from its plan of today."""

    @cache
    def answers(example: str) -> Answers:
        return Answers(pack, read_plan((ROOT / example / "plan.yaml").read_text(encoding="utf-8"), pack).plan)

    @cache
    def paper(example: str, name: str) -> str:
        found = [document for document in documents_for(answers(example)) if document.id == name]
        return render_all(answers(example), found)[0].text

    return paper


@pytest.mark.parametrize("example", FIELD)
def test_an_accident_or_an_assault_is_no_reason_for_a_hold(paper, example):
    for name in (HOLD, SUICIDE):
        text = paper(example, name)
        assert (
            "If the refusal stands after an attempt, or where no one knows what was meant, the clinician stays" in text
        )
        assert "the refusal alone is no reason for a hold" in text
    text = paper(example, TRANSPORT)
    assert "After an overdose that was not meant as suicide, the procedure on naloxone says who stays" in text
    assert "is offered police and a victim advocate" in text


@pytest.mark.parametrize("example", FIELD)
def test_officers_drive_in_an_emergency_only_on_the_word_of_ems(paper, example):
    for name in (HOLD, TRANSPORT):
        assert "In a medical emergency officers drive only on the word of EMS or its physician" in paper(example, name)


def test_a_busy_ambulance_leaves_no_one_on_a_hold_without_a_driver(paper):
    text = paper("two-rivers", HOLD)
    assert "Any other person on a hold is driven by an ambulance" in text
    assert "if none comes in time, the officers' supervisor names the officer who drives" in text


@pytest.mark.parametrize("example", FIELD)
def test_one_office_ends_a_contact_that_no_one_may_force(paper, example):
    text = paper(example, SUICIDE)
    assert "whom no one may hold is left only when the clinical supervisor says so, writes down why, and names" in text
    assert "One who is named here as stand-in may allow what the clinical supervisor may" in text


def test_while_no_one_may_set_a_level_two_may_agree_on_one(paper):
    text = paper("two-rivers", SUICIDE)
    assert (
        "unless a clinician with a license, also an associate license, who is with the person and the clinical supervisor, by phone, agree"
        in text
    )
    assert "a row below high risk is used only where those two have agreed on it" in text


@pytest.mark.parametrize("example", FIELD)
def test_officer_and_clinician_who_differ_wait_for_no_one_who_does_not_answer(paper, example):
    assert "No one waits for a supervisor who does not answer: the one whom the law lets decide decides" in paper(
        example, HOLD
    )


@pytest.mark.parametrize("example", FIELD)
def test_a_facility_has_a_number_that_answers_while_the_team_is_off(paper, example):
    for name in (HOLD, HANDOFF):
        assert "makes the contact itself" in paper(example, name)


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats"])
def test_one_rule_says_who_talks_with_a_person_who_has_a_weapon(paper, example):
    rule = "Until negotiators or command take over the talking, staff without police powers may talk by phone from a safe place"
    assert all(rule in paper(example, name) for name in (SUICIDE, "unit-order"))
    assert "do not speak with the person" not in paper(example, "unit-order")


@pytest.mark.parametrize(("example", "goes"), [("two-rivers", True), ("mesquite-flats", False)])
def test_a_team_that_may_go_alone_may_go_to_somebody_who_does_not_breathe(paper, example, goes):
    text = paper(example, "dispatch-protocol")
    assert ("Before that, two go in only if the caller, asked, says that there is no weapon" in text) == goes
    assert ("Where no officer is there, it stays out." in text) != goes


def test_off_duty_the_dispatcher_has_one_rule_and_a_clock(paper):
    for name in ("dispatch-protocol", "dispatch-card", "handoff-protocol"):
        assert "when it comes later than 45 minutes or no one answers" in paper("two-rivers", name), name
    text = paper("mesquite-flats", "dispatch-protocol")
    assert "Usual units at once; they ask the crisis line for the mobile crisis team" in text
    assert "begins with mobile crisis" not in text


@pytest.mark.parametrize("example", FIELD)
def test_the_list_of_emergencies_lacks_none_that_every_center_knows(paper, example):
    row = next(line for line in paper(example, "dispatch-protocol").splitlines() if "Life-threatening medical" in line)
    signs = ("awake", "breath", "seizure", "chest pain", "bleeding", "stroke", "confusion")
    assert "cards" in row or all(sign in row for sign in signs)


@pytest.mark.parametrize("example", FIELD)
def test_lines_that_do_not_agree_leave_no_one_without_help(paper, example):
    text = paper(example, "handoff-protocol")
    assert "| The 911 center decides and sends; the crisis line keeps the caller" in text
    assert "agree on who goes" not in text


@pytest.mark.parametrize("example", FIELD)
def test_one_trigger_for_naloxone_in_every_paper(paper, example):
    assert "If the person cannot be woken and does not breathe normally, help breathing" in paper(
        example, "field-safety-plan"
    )


@pytest.mark.parametrize("example", FIELD)
def test_no_one_enters_a_danger_to_move_a_person_and_no_one_counts_heads_first(paper, example):
    text = paper(example, "lift-and-contact")
    assert "freeing the neck of a person who hangs" in text
    assert "No number of people is asked for in an emergency." in text


def test_a_person_who_is_threatened_is_warned_by_the_one_who_may(paper):
    text = paper("mesquite-flats", "mandatory-reporting")
    assert (
        "Without the written consent that the law asks for, you do not tell that person: police decide whom to warn."
        in text
    )
    assert "Otherwise call the clinical supervisor first" not in text


def test_a_person_who_cannot_understand_the_offer_is_not_booked_for_it(paper):
    text = paper("mesquite-flats", "diversion-guideline")
    assert "A person who cannot understand the offer gets none" in text
    assert "That no place is open is no reason to book." in text
    assert "crisis stabilization unit" not in text


@pytest.mark.parametrize("example", FIELD)
def test_a_blank_in_a_step_that_cannot_wait_is_an_open_point(paper, example):
    texts = [paper(example, name) for name in (HOLD, HANDOFF, "mandatory-reporting")]
    assert not [
        text for text in texts if "(number)" in text.split("## Who agrees")[0].split("Approval")[0].partition("## ")[2]
    ]


@pytest.mark.parametrize("example", FIELD)
def test_no_one_of_the_team_waits_alone_at_a_locked_door(paper, example):
    assert "no one of the team waits alone at a locked door" in paper(example, HANDOFF)
