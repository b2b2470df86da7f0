"""The plan as a whole in a draft: decisions, open items, findings, work and changes."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from coplan.content.model import Pack
from coplan.drafts.render.language import Language
from coplan.plan.entry import Entry
from coplan.plan.model import Acceptance, OpenItem, Plan
from coplan.plan.view import Answers
from tests.drafts.conftest import answers_for

ROOT = Path(__file__).resolve().parents[2]
TEAM = [{"role": "clinician", "count": "2", "duty": "listens"}, {"role": "peer", "count": "1"}]


def says(answers: Answers, name: str, *arguments: object, **named: object) -> str:
    return Language(answers.pack, answers).functions()[name](*arguments, **named)


def test_every_answer_of_a_step_is_listed_and_no_other(talking_pack):
    given = {"profile.name": "The Team", "design.fee": "12", "design.team": TEAM, "design.steps": ["Look", "Listen"]}
    text = says(answers_for(talking_pack, given), "decided", "design")
    assert text.startswith(
        "| What | Decided |\n| --- | --- |\n| Fee | $12 |\n\n**First steps:**\n\n- Look\n- Listen\n\n"
    )
    assert "| clinician | 2 | listens |\n| peer | 1 | **[To decide: duty]** |" in text
    assert "The Team" not in text


def test_a_row_with_many_cells_becomes_a_line(pack):
    row = {"title": "Clinician", "role": "clinician", "fte": "1", "employer": "A", "pay": "1", "benefits": "2%"}
    text = says(answers_for(pack, {"resources.roles": [row]}), "decided", "resources")
    assert "- **Clinician**: role: clinician; FTE: 1; employer: A; pay a year: $1; benefits: 2%." in text


def test_a_step_without_answers_says_so(talking_pack):
    assert says(answers_for(talking_pack, {}), "decided", "design") == "Nothing is decided in this step yet."


def test_open_items_stand_by_owner_and_what_no_one_has_stands_below_by_step(pack):
    due = answers_for(pack, {"profile.target_launch": "2027-01-15"}).value("profile.target_launch")
    items = {
        "goals.vision": OpenItem("parked", "Zoe", due, "After the retreat"),
        "profile.state": OpenItem("disputed", "Abe"),
    }
    owned, lacking = says(answers_for(pack, {"profile.state": "US-OH"}, items), "open_items_table").split("\n\n")
    rows = owned.splitlines()[2:]
    assert rows[0] == "| Abe | State | disputed | no date | – |"
    assert rows[1] == "| Zoe | Purpose of the program | not decided | January 15, 2027 | After the retreat |"
    assert len(rows) == 2
    steps = [row.split(" | ")[0] for row in lacking.splitlines()]
    assert steps[:4] == ["| Step", "| ---", "| Profile", "| Step 1: Needs assessment"]
    assert "; goals; " in lacking.casefold()
    assert "purpose of the program" not in lacking.casefold()


def test_accepted_findings_stand_apart_with_their_reason(pack):
    given = {
        "profile.stage": "developing",
        "resources.funding": [{"name": "Grant", "kind": "state_grant", "match": "25%", "amount": "100"}],
        "resources.match": [{"source": "City", "kind": "cash", "amount": "5"}],
    }
    open_ = answers_for(pack, given)
    found = says(open_, "findings_table")
    assert "Error: The funding asks for a match" in found
    plan = Plan(open_.plan.answers, accepted={"resources.match_unfunded": Acceptance("Comes in May")})
    assert "The funding asks for a match" not in says(Answers(pack, plan), "findings_table")
    assert "| Comes in May. |" in says(Answers(pack, plan), "findings_table", accepted=True)


def test_work_is_reckoned_from_the_launch_and_not_from_today(pack):
    answers = answers_for(pack, {"profile.target_launch": "2027-06-01", "improve.work_done": ["charter"]})
    later = Answers(pack, answers.plan, datetime.date(2030, 1, 1))
    assert says(answers, "work_table") == says(later, "work_table")
    assert "| Charter and coordinator | – | not set | yes |" in says(answers, "work_table")
    assert says(answers_for(pack, {}), "work_table") == ""


def test_the_journal_tells_changes_and_counts_what_was_new(talking_pack: Pack):
    old = [{"id": "a", "role": "peer", "duty": "sits"}, {"id": "b", "role": "clinician", "duty": "stands"}]
    new = [{"id": "a", "role": "peer", "duty": "sits"}, {"id": "b", "role": "clinician", "duty": "walks"}]
    history = [
        Entry("2026-11-01T09:00:00", "Ann", "design.fee", None, "12", "answered"),
        Entry("2026-11-01T09:01:00", "Ann", "design.team", None, old, "answered"),
        Entry("2026-11-02T09:00:00", "Bo", "design.fee", "12", "14", "answered"),
        Entry("2026-11-02T09:01:00", "Bo", "design.team", old, new, "answered"),
        Entry("2026-11-03T09:00:00", "Bo", "design.fee", "14", None, "empty"),
        Entry("2026-11-03T09:00:00", "Bo", "gone.question", "1", "2", "answered"),
    ]
    answers = Answers(talking_pack, Plan(), None, history)
    rows = says(answers, "changes_table").splitlines()[2:]
    assert rows[0] == "| November 2, 2026 | Fee | $12 | $14 | Bo |"
    assert "sits" not in rows[1]
    assert "walks" in rows[1]
    assert rows[2] == "| November 3, 2026 | Fee | $14 | no answer | Bo |"
    assert len(rows) == 3
    assert says(answers, "first_answers_table").endswith("| November 1, 2026 | Step 1: Design | 2 |")


def test_a_table_filled_in_cell_after_cell_is_a_first_decision_and_no_change(talking_pack):
    first, whole = [{"id": "a", "role": "peer"}], [{"id": "a", "role": "peer", "duty": "sits"}]
    history = [
        Entry("2026-11-01T09:00:00", "Ann", "design.team", None, first, "answered"),
        Entry("2026-11-01T09:01:00", "Ann", "design.team", first, whole, "answered"),
    ]
    assert says(Answers(talking_pack, Plan(), None, history), "changes_table") == ""


def test_a_plan_without_a_journal_has_neither(talking_pack):
    answers = answers_for(talking_pack, {})
    assert (says(answers, "changes_table"), says(answers, "first_answers_table")) == ("", "")


@pytest.mark.parametrize("name", ["cedar-valley", "juniper-county", "larkspur", "mesquite-flats", "two-rivers"])
def test_that_findings_were_accepted_hangs_on_no_disputed_answer(name):
    """The row of a finding may carry a mark, since the finding rests on the answer; the sentence above the table is ours."""
    text = (ROOT / "examples" / name / "drafts" / "plan-book.md").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("Findings that people accepted")]
    assert line == "Findings that people accepted as they stand, each with the reason:"
