"""What people typed fits a sentence, and names keep their capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.drafts.render.grammar import embedded, finished, listed, offices, with_article, with_the


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("The fire chief, in writing.", "the fire chief, in writing"),
        ("Cedar County 911", "Cedar County 911"),
        ("A supervisor", "a supervisor"),
        ("Until 10 p.m.", "until 10 p.m."),
        ("Harbor Care, Inc.", "Harbor Care, Inc."),
        ("IT staff", "IT staff"),
        ("ALL units", "ALL units"),
        ("Only if asked. Then at once.", "only if asked. Then at once"),
        ("By phone, at 360-555-0101.", "by phone, at 360-555-0101"),
        ("Wait …", "Wait …"),
        ("", ""),
    ],
)
def test_words_for_the_middle_of_a_sentence(typed, said):
    assert embedded(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("clinician", "a clinician"),
        ("officer or deputy", "an officer or deputy"),
        ("EMT", "an EMT"),
        ("BHU clinician", "a BHU clinician"),
        ("hour of rest", "an hour of rest"),
        ("unit of two", "a unit of two"),
        ("unpaid intern", "an unpaid intern"),
        ("uninsured person", "an uninsured person"),
        ("one-time fee", "a one-time fee"),
        ("used car", "a used car"),
        ("The clinician", "the clinician"),
        ("each partner", "each partner"),
        ("8-hour shift", "an 8-hour shift"),
    ],
)
def test_words_with_an_article(typed, said):
    assert with_article(typed) == said


@given(st.text(max_size=60))
def test_nothing_but_case_and_stop_changes(typed):
    assert embedded(typed).casefold().rstrip(".") == typed.strip().casefold().rstrip(".")
    assert finished(typed).casefold().startswith(typed.casefold().rstrip())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Clinical director, Maple Run", "the clinical director, Maple Run"),
        ("Shift sergeant", "the shift sergeant"),
        ("Maple Run Counseling Center", "the Maple Run Counseling Center"),
        ("Alder County", "Alder County"),
        ("the duty officer", "the duty officer"),
        ("data analyst of Alder Fire", "the data analyst of Alder Fire"),
        ("Joint Powers Agreement for the Van", "the Joint Powers Agreement for the Van"),
    ],
)
def test_an_office_gets_its_article_and_small_letter(typed, said):
    assert with_the(typed) == said


def test_offices_that_act_together_are_told_apart_only_where_it_is_sure():
    assert offices("the police chief, the fire chief and the clinical director together") == [
        "Police chief",
        "Fire chief",
        "Clinical director",
    ]
    assert offices("the Center's director together with the chief of police") == [
        "Center's director",
        "Chief of police",
    ]
    assert offices("the board of police and fire") == []
    assert offices("the city manager") == []


def test_an_office_typed_without_a_capital_takes_its_article():
    assert with_the("patrol watch commander on duty") == "the patrol watch commander on duty"
    assert with_the("our clinical director") == "our clinical director"
    assert with_the("Memorandum on the summer van") == "the Memorandum on the summer van"


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        (
            "agreements in force, letter ratified, and codes live.",
            ["Agreements in force", "Letter ratified", "Codes live"],
        ),
        ("signed by May 3, 2027, staff trained", ["Signed by May 3, 2027, staff trained"]),
        (
            "signed by May 3, 2027, staff trained, radio tried",
            ["Signed by May 3, 2027", "Staff trained", "Radio tried"],
        ),
        ("two clinicians, who have signed; and two officers", ["Two clinicians, who have signed", "Two officers"]),
        (
            "all of this (keys, phones, codes), tried once, by two",
            ["All of this (keys, phones, codes), tried once, by two"],
        ),
    ],
)
def test_a_list_that_people_typed_is_cut_at_its_points_only(typed, points):
    assert listed(typed) == points
