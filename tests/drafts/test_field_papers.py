"""What people at the door, in the center and on the phone read, written from the plans of the examples."""

from __future__ import annotations

import re
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
Draft = Callable[..., str]


@pytest.fixture(scope="module")
def draft(pack: Pack) -> Draft:
    @cache
    def answers(example: str, changes: tuple[tuple[str, str], ...]) -> Answers:
        text = (ROOT / example / "plan.yaml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return Answers(pack, read_plan(text, pack).plan)

    def draft(example: str, name: str, *changes: tuple[str, str]) -> str:
        found = answers(example, changes)
        wanted = next(one for one in documents_for(found) if one.id.split("@")[0] == name)
        return render_all(found, [wanted])[0].text

    return draft


STARTS = (
    "brief",
    "dispatch-card",
    "dispatch-protocol",
    "outreach-plan",
    "staff-report",
    "public-page",
    "handoff-protocol",
)


@pytest.mark.parametrize("name", STARTS)
def test_a_start_is_the_first_day_on_duty(draft, name):
    text = draft("cedar-valley", name)
    assert "October 6, 2027" in text
    told = [line for line in text.splitlines() if "October 4, 2027" in line]
    assert all(re.match(r"\| (?:Pilot|Press release) \|", line) for line in told), told


def test_a_table_of_phases_says_the_first_day_on_duty_where_it_differs(draft):
    assert "The first day on duty: Pilot, October 6, 2027." in draft("cedar-valley", "unit-order")
    assert "The first day on duty" not in draft("two-rivers", "program-description")


FAMILY = (
    "Family and friends who take part in the person's care may be told what bears on that part if the person agrees"
)


@pytest.mark.parametrize("name", ["information-sharing", "suicide-response", "hold-procedure"])
def test_staff_read_one_rule_on_what_a_family_hears(draft, name):
    for example in ("cedar-valley", "mesquite-flats", "larkspur"):
        assert FAMILY in draft(example, name)


@pytest.mark.parametrize("name", ["public-page", "questions-and-answers"])
def test_the_public_reads_what_a_family_hears(draft, name):
    said = "Family and friends hear what you agree to or do not object to; if you cannot be asked, only what helps you."
    assert said in draft("cedar-valley", name)


def test_a_parent_is_told_by_one_rule(draft):
    said = "A parent or guardian who consents to the care hears what that needs"
    assert said in draft("cedar-valley", "minors-on-scene")
    assert said in draft("cedar-valley", "information-sharing")


def test_a_visit_has_a_face(draft):
    assert "The peer or case manager comes with a colleague. They show an identity card." in draft(
        "cedar-valley", "public-page"
    )
    assert "who comes to a visit, in words for the public" in draft("two-rivers", "questions-and-answers")
    assert "visit:" not in draft("mesquite-flats", "public-page")


def test_a_bill_is_told_where_the_plan_knows_of_one(draft):
    assert "From February 1, 2028 on, Medicaid or health insurance may be billed for it." in draft(
        "larkspur", "public-page"
    )
    assert "Medicaid and health insurance are not billed for it." in draft("two-rivers", "questions-and-answers")
    page = draft("cedar-valley", "public-page")
    assert "From July 2028 on it may bill Medicaid, never you." in page
    assert "health insurance may be billed" not in page


@pytest.mark.parametrize("name", ["public-page", "wallet-card"])
def test_a_call_back_has_someone_who_calls(draft, name):
    row = next(line for line in draft("larkspur", name).splitlines() if "call back" in line)
    assert "with thoughts of suicide, 988. A clinician calls you on the next day of duty" in row
    unsaid = ('        call_back: "A clinician calls you on the next day of duty"\n', "")
    row = next(line for line in draft("larkspur", name, unsaid).splitlines() if "call back" in line)
    assert "Who calls back, and when: ____" in row


@pytest.mark.parametrize("name", ["public-page", "questions-and-answers"])
def test_a_time_that_nobody_settled_is_not_promised(draft, name):
    said = "An answer comes within ten business days. How fast you get an answer is not settled: **[To decide: times of the complaint procedure"
    assert said in draft("two-rivers", name)


def test_page_one_does_not_promise_a_time_that_is_open(draft):
    assert "within ten business days. How fast you get an answer is not settled." in draft("two-rivers", "complaints")


def test_page_one_on_complaints_gives_each_path_its_time(draft):
    assert "| Decided, about a police officer | Within 45 business days |" in draft("cedar-valley", "complaints")
    unsaid = ("        within: 45 business days\n", "")
    assert "| Longer | An office that decides by rules of its own" in draft("cedar-valley", "complaints", unsaid)
    assert "About an officer: within 30 business days." in draft("mesquite-flats", "public-page")


def test_no_complaint_line_is_a_way_to_help_without_police(draft):
    assert "or (806) 555-0155; ask whether police would come." in draft("mesquite-flats", "questions-and-answers")


def test_a_language_that_no_line_has_is_not_left_at_the_door(draft):
    assert "For Mixteco the interpreter line is asked" in draft("cedar-valley", "language-access")
    assert "Until this is decided, use gestures" in draft("mesquite-flats", "language-access")


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats"])
def test_a_handoff_says_how_the_person_gets_home(draft, example):
    assert re.search(
        r"is left without a way home\. The (?:facility|place) arranges the ride", draft(example, "facility-handoff")
    )


def test_a_field_training_book_names_each_paper_that_binds_the_trainee(draft):
    book = draft("cedar-valley", "field-training-book").partition("## 6. Policies")[2].partition("## 7.")[0]
    for title in (
        "People under 18 on scene",
        "Mandatory reporting",
        "Language access",
        "Diversion guideline",
        "911 call-taking",
    ):
        assert f"| {title}" in book
    titles = [line.split("|")[1].strip() for line in book.splitlines() if line.startswith("| ")]
    assert len(titles) == len(set(titles))


def test_a_diversion_guideline_says_what_is_weighed_and_what_a_warrant_does(draft):
    cedar, mesquite = draft("cedar-valley", "diversion-guideline"), draft("mesquite-flats", "diversion-guideline")
    assert "how grave a known record of violence is" in cedar
    assert "not booked for it" in cedar
    assert "Who decides whether a warrant can wait stands in the unit order, and goes first." in cedar
    assert "**[To decide: outstanding warrants in a diversion" in mesquite


def test_a_long_wait_at_a_door_has_a_number(draft):
    assert "the nursing supervisor, 360-555-0121" in draft("cedar-valley", "facility-handoff")
    assert "the house supervisor of the hospital, 806-555-0162" in draft("mesquite-flats", "facility-handoff")
    assert "**[To decide: number of each, at any hour]**, until then through the switchboard" in draft(
        "two-rivers", "facility-handoff"
    )


def test_a_report_paper_holds_what_its_reader_acts_on(draft):
    text = draft("cedar-valley", "mandatory-reporting")
    assert "Who else could be hurt, named or not?" in text
    assert "is for a jury to decide" not in text
    assert "Volk v. DeMeerleer" in text


def test_a_review_says_which_bodies_hear_of_a_grave_event_and_by_when(draft):
    assert "| death or grave injury of a person served | the regional behavioral" in draft(
        "cedar-valley", "critical-incident-review"
    )
    said = "reports to bodies outside after a grave event"
    assert said in draft("mesquite-flats", "critical-incident-review")
