"""Holes: what a draft shows where something is not settled."""

from __future__ import annotations

import pytest

from coplan.content.answers.values import Day
from coplan.drafts.render import holes
from coplan.plan.model import OpenItem

SHERIFF = OpenItem("disputed", "Sheriff's office", Day(2027, 1, 15), "Waiting for the guild")


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (None, "**[To decide: hours on duty]**"),
        (OpenItem("parked"), "**[To decide: hours on duty]**"),
        (OpenItem("parked", "Chief"), "**[To decide: hours on duty. Owner: Chief]**"),
        (OpenItem("parked", due=Day(2027, 2, 1)), "**[To decide: hours on duty. Due: February 1, 2027]**"),
        (SHERIFF, "**[To decide: hours on duty. Owner: Sheriff's office. Due: January 15, 2027]**"),
    ],
)
def test_a_missing_answer_names_question_owner_and_date(item, shown):
    assert holes.hole("hours on duty", item) == shown


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (OpenItem("proposed"), "**[proposed]**"),
        (OpenItem("parked", "Chief"), "**[proposed. Owner: Chief]**"),
        (SHERIFF, "**[disputed. Owner: Sheriff's office. Due: January 15, 2027]**"),
    ],
)
def test_an_answer_that_is_not_settled_says_so(item, shown):
    assert holes.open_mark(item) == shown


def test_the_note_on_an_open_item_stays_in_the_plan():
    assert "guild" not in holes.hole("hours", SHERIFF) + holes.open_mark(SHERIFF)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Chief [interim]", "Chief (interim)"),
        ("**Chief**", "Chief"),
        ("<b>Chief</b>", r"\<b>Chief\</b>"),
        ("Fire | EMS", r"Fire \| EMS"),
        ("_Chief_", r"\_Chief\_"),
        ("  Chief\n of police ", "Chief of police"),
    ],
)
def test_an_owner_cannot_break_out_of_the_hole(typed, shown):
    assert holes.hole("hours", OpenItem("parked", typed)) == f"**[To decide: hours. Owner: {shown}]**"


def test_a_state_without_law_asks_for_a_citation():
    assert holes.law_hole("Texas", "involuntary detention") == "**[Cite the law of Texas on involuntary detention]**"


def test_every_bracket_is_found_in_order():
    text = f"{holes.hole('b')} and {holes.hole('a')}, {holes.hole('b')}, {holes.law_hole('Texas', 'holds')}"
    text += f" RCW 1 {holes.unverified_mark()}, 8 a.m. {holes.open_mark(SHERIFF)}"
    assert holes.holes_in(text) == (
        "To decide: b",
        "To decide: a",
        "To decide: b",
        "Cite the law of Texas on holds",
        "Not verified: check the current text",
        "disputed. Owner: Sheriff's office. Due: January 15, 2027",
    )


@pytest.mark.parametrize(
    "text", ["**bold**", "[a link](https://example.org)", "**[Something else]**", r"\*\*\[To decide: x\]\*\*"]
)
def test_other_brackets_are_no_holes(text):
    assert holes.holes_in(text) == ()


def test_one_open_answer_is_one_point_however_many_brackets_it_has():
    bare = {"proposed. Owner: Chief": ["proposed: positions", "proposed: team"]}
    brackets = (
        *(
            "proposed: positions. Owner: Chief",
            "proposed: positions",
            "proposed. Owner: Chief",
            "proposed. Owner: Chief",
        ),
        *("To decide: vehicles. Owner: Chief. Due: May 1, 2027", "To decide: vehicles", "proposed: launch"),
        *("Not verified: check the current text", "Not verified: check the current text"),
    )
    assert holes.tally(holes.points_in(brackets, bare)) == {
        "to decide": 1,
        "proposed": 3,
        "where the law is to be checked": 2,
    }
