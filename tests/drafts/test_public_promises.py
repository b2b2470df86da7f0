"""What a public paper promises, no other paper takes back."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[2] / "templates"


def test_the_release_has_a_box_for_the_case_conference() -> None:
    form = (TEMPLATES / "release-form.md.j2").read_text(encoding="utf-8")
    assert "☐ Case conference, without:" in form
    assert "take_back is unanswered" in form


def test_no_officer_hears_a_release() -> None:
    paper = (TEMPLATES / "information-sharing.md.j2").read_text(encoding="utf-8")
    assert "No officer listens while a release is read or answered" in paper
