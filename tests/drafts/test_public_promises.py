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
    assert "Where a young person's life may be at risk, " in agreement
    assert "the row on minors does not keep the team away" in agreement


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
        said = "Under 15, or under 18 without asking for help, and no parent or guardian in reach: police come first."
        assert said in draft("two-rivers", name), name
    assert "viene primero la policía" in draft("two-rivers", "wallet-card-spanish")


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/public-page.md")), ids=lambda path: path.parts[-3])
def test_nobody_is_told_to_have_a_weapon_ready(path: Path) -> None:
    for name in ("public-page", "wallet-card", "questions-and-answers"):
        text = (path.parent / f"{name}.md").read_text(encoding="utf-8")
        assert "Have ready" not in text, name
        assert "and any weapon" not in text, name


def test_where_no_number_sends_the_team_a_family_learns_how_someone_comes() -> None:
    for name in ("public-page", "wallet-card", "questions-and-answers"):
        text = draft("larkspur", name)
        assert "An officer who comes can ask for it. Say: “This is a mental health crisis." in text, name
    assert "| (937) 555-0142 | Someone in a crisis needs a person to come" in draft("larkspur", "wallet-card")


def test_one_person_is_told_as_one() -> None:
    assert "The team is one person: a clinician" in draft("larkspur", "public-page")
    assert "A visit takes two people. When one is away, visits wait." in draft("juniper-county", "public-page")


def test_what_is_sure_of_the_first_year_is_not_told_by_a_share_of_all_years() -> None:
    for example in ("cedar-valley", "larkspur", "two-rivers"):
        text = draft(example, "questions-and-answers")
        assert "of the cost of all years that are planned" not in text
        assert "All years that are planned, with the start-up, cost about $" in text


@pytest.mark.parametrize("path", sorted(ROOT.glob("*/drafts/annual-report.md")), ids=lambda path: path.parts[-3])
def test_each_harm_that_is_published_has_a_line_for_its_number(path: Path) -> None:
    harms = path.read_text(encoding="utf-8").partition("Harms\n")[2].partition("\n## ")[0]
    assert "| Harm | This year | Of how many |" in harms
    assert harms.count("| ______ | ______ |") >= 2


@pytest.mark.parametrize("example", ["larkspur", "two-rivers"])
def test_one_clock_for_a_follow_up(example: str) -> None:
    for name in ("evaluation-plan", "program-description"):
        assert (
            "After a contact with risk of suicide the time of its level counts, where it is shorter: 12 hours"
            in draft(example, name)
        )


@pytest.mark.parametrize(
    "words", [("    who_to_call:", "    nobody_asked:"), ("sends_team: yes", "sends_team: no")], ids=str
)
def test_while_no_numbers_are_chosen_911_sends_the_team_that_it_sends(paper, words: tuple[str, str]) -> None:
    """A number that nobody chose yet is no number that does not send."""
    text = paper("cedar-valley", "press-release", words)
    chosen = "sends_team" in words[0]
    assert ("No number sends" in text) is chosen
    assert ("you call 911, Cedar Valley Co-Response may come" in text) is not chosen


def test_a_term_that_is_still_in_the_talks_is_counted_as_open(paper) -> None:
    talks = ("issue: safety\n        status: agreed", "issue: safety\n        status: in_talks")
    said = "**[To decide: presence of others, in the talks with the"
    assert said in paper("mesquite-flats", "field-safety-plan", talks)
    assert said not in paper("mesquite-flats", "field-safety-plan")


def test_one_rule_says_who_calls_a_person_at_risk(paper) -> None:
    """The procedure names who calls after every contact with risk of suicide; no paper keeps that for attempts only."""
    caller = "by the clinician who was there, by phone, if the contact ended before 7 p.m."
    for name, item in {"program-description": "", "interlocal-agreement": "", "job-description": "144df03c"}.items():
        assert f"The first attempt is then made {caller}" in paper("cedar-valley", name, item=item)
