"""What a public paper promises, no other paper takes back."""

from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_the_release_has_a_box_for_the_case_conference() -> None:
    form = (TEMPLATES / "release-form.md.j2").read_text(encoding="utf-8")
    assert "☐ Case conference, without:" in form
    assert "take_back is unanswered" in form


def test_no_officer_hears_a_release() -> None:
    paper = (TEMPLATES / "information-sharing.md.j2").read_text(encoding="utf-8")
    assert "No officer listens while a release is read or answered" in paper


ROOT = TEMPLATES.parent / "examples"


def draft(example: str, name: str) -> str:
    return (ROOT / example / "drafts" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["public-page", "questions-and-answers"])
def test_no_officer_is_promised_whom_no_paper_binds(name: str) -> None:
    text = draft("two-rivers", name)
    assert "no officer of the partners runs" not in text
    assert "Whether officers run names: **[To decide: paper that binds officers" in text
    assert "No name is run of a person who only needs help." in draft("two-rivers", "dispatch-protocol")


def test_a_number_that_dispatch_answers_is_no_secret_one_and_is_bound_by_the_protocol() -> None:
    for name in ("public-page", "questions-and-answers"):
        assert "What you tell 911 or (970) 555-0150, police can see." in draft("two-rivers", name)
    assert (
        "| (970) 555-0150 | Someone needs help, no one is in danger; at any hour (the dispatch center answers) |"
        in (draft("two-rivers", "wallet-card"))
    )
    assert "The public is told to call (970) 555-0150 too" in draft("two-rivers", "dispatch-protocol")


@pytest.mark.parametrize(
    ("example", "paper"), [("cedar-valley", "dispatch-protocol"), ("larkspur", "unit-order")], ids=str
)
def test_a_call_that_is_promised_is_given_to_someone(example: str, paper: str) -> None:
    assert "A promised call is made so." in draft(example, paper)


@pytest.mark.parametrize("example", ["cedar-valley", "mesquite-flats"])
def test_an_agreement_keeps_the_team_from_no_one_whom_the_protocol_sends_it_to(example: str) -> None:
    protocol = draft(example, "dispatch-protocol").partition("Never the team alone\n")[2].partition("\n## ")[0]
    agreement = draft(example, "interlocal-agreement")
    rows = [line for line in protocol.splitlines() if line.startswith("| ")]
    assert len(rows) > 6
    assert [row for row in rows if row not in agreement] == []
    assert "Where a young person's life may be at risk, the row on minors does not keep the team away" in agreement


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/public-page.md")), ids=lambda path: path.parts[-3])
def test_sign_language_is_promised_only_with_a_service_or_with_a_mark(path: Path) -> None:
    open_mark = "In sign language: **[To decide: who interprets in sign language"
    assert (open_mark in path.read_text(encoding="utf-8")) == (path.parts[-3] != "cedar-valley")


def test_a_card_says_when_a_number_is_answered_and_that_too_few_are_hired() -> None:
    for name in ("public-page", "wallet-card"):
        text = draft("larkspur", name)
        assert "community office Monday to Friday, 8 a.m. to 5 p.m.; else leave a number, heard on Saturday or" in text
        assert "On some days, and for weeks if that person is ill, no one is there." in text


def test_a_parent_is_told_where_police_come_first_to_a_young_person() -> None:
    for name in ("public-page", "questions-and-answers", "wallet-card"):
        said = "Under 18, and no parent or guardian can be reached: police come first."
        assert said in draft("two-rivers", name), name
    assert "viene primero la policía" in draft("two-rivers", "wallet-card-spanish")
