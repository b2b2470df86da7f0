"""How drafts are written: read from plan.yaml and from the command line, saved without touching the rest."""

from __future__ import annotations

import pytest

from coplan.errors import BadInput, UsageError
from coplan.plan.model import DraftSettings, Plan
from coplan.plan.read.plan import read_plan
from coplan.plan.take import take_file, take_settings


def settings(text, pack) -> DraftSettings:
    return read_plan(text, pack).plan.drafts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", DraftSettings()),
        ("drafts:\n", DraftSettings()),
        ("drafts: {format: md}", DraftSettings("md")),
        ("drafts: {format: Word, paper: A4}", DraftSettings("docx", "a4")),
        ("drafts: {holes: 40}", DraftSettings(holes="40%")),
        ("drafts: {holes: 12.5 percent}", DraftSettings(holes="12.5%")),
        ("drafts: {letterhead: 'forms\\ours.docx'}", DraftSettings(letterhead="forms/ours.docx")),
    ],
)
def test_settings_are_read(small_pack, text, found):
    assert settings(f"coplan: 1\n{text}\n", small_pack) == found


NOT_THERE = "drafts.letterhead: the letterhead must lie in the plan's folder. Put it there, and write its name."
LEADS_OUT = (
    *("/srv/ours.docx", "../ours.docx", "a/../../ours.docx", "C:ours.docx", "'\\\\host\\x.docx'"),
    *("com1.docx", '"a\\0b.docx"', "lpt9 .docx", "a/aux.docx"),
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("format: pdf", "drafts.format: `pdf` is no format of drafts. Write docx or md."),
        ("paper: a5", "drafts.paper: `a5` is no paper of drafts. Write letter or a4."),
        ("paper: [a4]", "drafts.paper: expected one word here."),
        (
            "holes: 101%",
            "drafts.holes: `101%` is no share of a document. Write 0% to 100%: with 100% every document is written.",
        ),
        (
            "holes: few",
            "drafts.holes: `few` is no share of a document. Write 0% to 100%: with 100% every document is written.",
        ),
        ("letterhead: ours.dotx", "drafts.letterhead: `ours.dotx` is no Word document. A letterhead is a .docx file."),
        *((f"letterhead: {path}", NOT_THERE) for path in LEADS_OUT),
    ],
)
def test_a_setting_that_does_not_fit_is_named_with_its_line(small_pack, line, said):
    with pytest.raises(BadInput) as caught:
        read_plan(f"coplan: 1\ndrafts:\n  {line}\n", small_pack)
    assert str(caught.value) == f"plan.yaml, line 3: {said}"


def test_a_setting_that_nobody_knows_is_kept_with_a_note(small_pack):
    [note] = read_plan("drafts: {formta: md}\n", small_pack).notes
    assert str(note).endswith("drafts.formta: drafts have no such setting; it is kept as it is. Did you mean `format`?")


def test_a_setting_is_saved_and_taken_away_again(make_plan, small_pack):
    place = make_plan("coplan: 1  # ours\n")
    place.save(take_settings(["drafts.format=md", "drafts.paper=a4"], small_pack).change)
    assert place.path.read_text(encoding="utf-8") == "coplan: 1  # ours\ndrafts:\n  format: md\n  paper: a4\n"
    place.save(take_settings(["drafts.paper=letter", "drafts.format="], small_pack).change)
    assert place.path.read_text(encoding="utf-8") == "coplan: 1  # ours\n"
    assert place.entries() == []


def test_every_setting_that_is_wrong_is_named(small_pack):
    with pytest.raises(UsageError) as caught:
        take_settings(["drafts.format=pdf", "drafts.colour=red", "profile.name=x"], small_pack)
    assert len(str(caught.value).splitlines()) == 2


def test_an_answers_file_brings_its_format_but_not_its_letterhead(small_pack):
    text = "drafts: {format: md, letterhead: ours.docx}\nanswers: {profile: {name: x}}\n"
    plan = take_file(text, small_pack, "a.yaml").change(Plan(drafts=DraftSettings(paper="a4")))
    assert plan.drafts == DraftSettings("md", "a4")
