"""Who works at night by one paper does what the other papers say: trial calls, off duty, weapons, courts, handovers."""

from __future__ import annotations

import re

import pytest

TRIAL = "rom September 29, 2027"
SETTLED = "until that is settled, no one of the team"
BY_IT = ["dispatch-protocol", "handoff-protocol", "unit-order", "unit-order-fire", "dispatch-card"]


@pytest.mark.parametrize("name", BY_IT)
def test_no_working_paper_says_that_the_team_is_not_there_in_the_trial(paper, name):
    assert TRIAL in paper("cedar-valley", name)
    assert TRIAL not in paper("cedar-valley", name, ("    soft_launch: 2027-09-29\n", ""))


@pytest.mark.parametrize("name", BY_IT)
def test_what_holds_off_duty_while_the_on_call_turn_is_disputed(paper, name):
    assert SETTLED in paper("cedar-valley", name)


def test_a_company_officer_calls_no_one_in_to_a_weapon(paper):
    text = paper("cedar-valley", "unit-order-fire")
    assert "with a weapon, violence, a hostage or a barricade the officer in charge, calls them in" in text
    assert "the officer in charge calls them in" in paper("cedar-valley", "unit-order")


@pytest.mark.parametrize(
    ("example", "words"),
    [
        ("cedar-valley", "The team itself does not go to a court."),  # Washington: the responder, then the family
        ("mesquite-flats", "whether a team member petitions as the law lets any person do"),  # Texas: any adult
        ("larkspur", "where counsel finds that the law lets the team"),  # Ohio: the way to a court was not read
    ],
)
def test_a_court_is_asked_only_where_the_law_lets_the_team(paper, example, words):
    assert words in paper(example, "hold-procedure")


def test_who_stays_with_a_dependent_adult_is_not_alone(paper):
    for name in ("hold-procedure", "minors-on-scene"):
        assert "no one without police powers stays alone: ask for a second unit" in paper("cedar-valley", name)
    free = ("pairing: office_or_phone_alone", "pairing: alone_with_check_in")
    assert "stays alone: ask for" not in paper("cedar-valley", "hold-procedure", free)


def test_those_named_in_a_diversion_sign_it(paper):
    text = paper("cedar-valley", "diversion-guideline")
    assert "| City attorney |" in text
    assert "| Public defender, for what is said |" in text
    assert "holds only when the public defender has signed too" in text
    assert "Public defender, for" not in paper("mesquite-flats", "diversion-guideline")


def test_the_page_for_the_wall_has_the_way_that_the_table_has(paper):
    text = paper("cedar-valley", "handoff-protocol")
    assert (
        len(
            re.findall(
                r"ith no answer in 30 seconds a second counselor calls the floor supervisor at 360-555-0174", text
            )
        )
        == 2
    )
    assert "calls 911 again" not in text


def test_conditions_with_the_same_answer_stand_in_one_row(paper):
    text = paper("cedar-valley", "unit-order")
    assert "| weapon in hand; weapon within reach; violence going on or threatened | Patrol |" in text


def test_a_page_says_where_an_officer_comes_and_where_none_does(paper):
    for name in ("public-page", "questions-and-answers"):
        assert "When someone comes at once, an officer comes along. Without police you may get a call." in paper(
            "cedar-valley", name
        )
        assert "Without police you may get a call" not in paper("larkspur", name)


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats", "two-rivers"])
def test_the_line_for_spanish_speakers_has_its_key(paper, example):
    assert "| 988 (oprima 2, o envíe AYUDA por mensaje de texto) |" in paper(example, "questions-and-answers")
