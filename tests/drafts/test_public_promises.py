"""What a public paper promises, no other paper takes back."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_the_release_names_each_member_of_the_case_conference() -> None:
    form = (TEMPLATES / "release-form.md.j2").read_text(encoding="utf-8")
    assert "for row in policy.case_members" in form
    assert "take_back is unanswered" in form


def test_no_officer_hears_a_release() -> None:
    paper = (TEMPLATES / "information-sharing.md.j2").read_text(encoding="utf-8")
    assert "No officer listens while a release is read or answered" in paper
