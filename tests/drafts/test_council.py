"""Papers for governing bodies: what is approved has one name in title, motion and operative clause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coplan.content.answers.kinds import read_value
from coplan.drafts.render.called import documents_for
from coplan.drafts.render.render import render_all
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

ROOT = Path(__file__).resolve().parents[2] / "examples"
RESOLUTIONS = sorted(ROOT.glob("*/drafts/resolution@*.md"))


@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_resolution_names_one_paper_in_title_and_approval(path):
    text = path.read_text(encoding="utf-8")
    titled = re.search(r"A resolution approving (.*?),? and authorizing", text)[1]
    approved = re.search(r"\*\*Approval\.\*\* (.*?), attached as (?:Attachment 1|Attachments 1 and 2),", text)[1]
    assert approved[0].lower() + approved[1:] == titled
    assert re.search(
        r"\*\*Signature\.\*\* .*? may sign (it|them, each where the paper names that office), with changes of form",
        text,
    )


def test_the_examples_have_resolutions_of_several_kinds():
    text = "".join(path.read_text(encoding="utf-8") for path in RESOLUTIONS)
    assert len(RESOLUTIONS) >= 5
    assert all(words in text for words in ("Interlocal Agreement", "Memorandum", "services contract"))


def test_alternatives_have_a_price_and_a_consequence():
    reports = [path.read_text(encoding="utf-8") for path in ROOT.glob("*/drafts/staff-report@*.md")]
    assert all("| As recommended | $" in text for text in reports)
    assert any("| No change | $0 | " in text for text in reports)


@pytest.mark.parametrize(
    ("state", "city", "district"),
    [
        ("US-VA", "An ordinance approving", "A resolution approving"),
        ("US-NC", "The clerk puts this resolution into the minutes of this board", "A resolution approving"),
        ("US-TX", "A resolution approving", "A resolution approving"),
    ],
)
def test_a_body_approves_by_the_act_that_its_state_asks_for(pack, state, city, district):
    plan = read_plan((ROOT / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8"), pack).plan
    plan = plan.with_answer("profile.state", read_value(state, pack.questions["profile.state"]))
    answers = Answers(pack, plan)
    papers = [paper for paper in documents_for(answers) if paper.template == "resolution"]
    first, second = render_all(answers, papers)
    assert city in first.text
    assert district in second.text
    assert ("ORDAINS" in first.text) is (state == "US-VA") is first.document.title.startswith("Ordinance")
    assert "ORDAINS" not in second.text


@pytest.mark.parametrize("path", RESOLUTIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_resolution_is_an_instrument_without_working_notes(path):
    text = path.read_text(encoding="utf-8")
    assert "## Law cited" not in text
    assert "[Not verified" not in text
    assert "WHEREAS, " in text
    assert " may act under " in text


def test_what_nobody_has_awarded_binds_no_government():
    cedar = (ROOT / "cedar-valley/drafts/resolution@16c720e2.md").read_text(encoding="utf-8")
    assert "not awarded yet is payable only as that source is awarded and received" in cedar
    two_rivers = (ROOT / "two-rivers/drafts/resolution@1d0f6911.md").read_text(encoding="utf-8")
    assert "not awarded yet" not in two_rivers, "its sources are all in hand or awarded"
