"""`coplan undo`: what the last save changed goes back, and can come again."""

from __future__ import annotations

import pytest

HOURS = ["Mo-Fr 08:00-20:00", "24/7", "Mo-Su 10:00-18:00"]


@pytest.fixture
def plan(run, bend):
    """Runs `coplan undo` on the plan, and gives its answers as the journal's last words have them."""

    def plan() -> str:
        return (bend / "plan.yaml").read_text(encoding="utf-8")

    return plan


def test_the_last_answer_goes_back_and_undoing_it_brings_it_again(run, bend, plan):
    run("set", "design.hours", "24/7", "--in", "bend")
    after = plan()
    done = run("undo", "bend", "--yes", "--by", "Bo")
    assert done.code == 0
    assert done.out == "hours on duty: 24 hours a day, every day becomes Monday to Friday, 8 a.m. to 8 p.m.\n"
    assert "hours: Mo-Fr 08:00-20:00" in plan()
    last = run("log", "bend", "--json").json["log"][-1]
    assert (last["by"], last["old"], last["new"], last["how"]) == ("Bo", "24/7", HOURS[0], "undone")
    run("undo", "bend", "--yes")
    assert plan() == after


def test_several_saves_go_back_at_once(run, bend, plan):
    before = plan()
    for hours in HOURS[1:]:
        run("set", "design.hours", hours, "--in", "bend")
    run("set", "design.transport", "none", "--in", "bend")
    run("undo", "bend", "--last", "3", "--yes")
    assert plan() == before


def test_one_question_goes_back_and_the_others_stay(run, bend, plan):
    run("set", "design.hours", "24/7", "--in", "bend")
    run("set", "design.transport", "none", "--in", "bend")
    run("undo", "bend", "--question", "design.hours", "--yes")
    assert "hours: Mo-Fr 08:00-20:00" in plan()
    assert "transport: none" in plan()


def test_what_followed_and_what_was_set_aside_goes_back_with_it(run, bend, plan):
    run("set", "design.off_hours", "next_day", "--in", "bend")
    before = plan()
    run("set", "design.hours", "24/7", "--in", "bend")
    done = run("undo", "bend", "--yes")
    assert plan() == before
    assert "Counts again: cover outside duty hours." in done.err


def test_rows_come_back_with_their_ids(run, bend, plan):
    run("set", "design.team", "[{role: clinician, count: 2}, {role: peer, count: 1}]", "--in", "bend")
    before = plan()
    run("set", "design.team", "", "--in", "bend")
    run("undo", "bend", "--yes")
    assert [line.strip() for line in plan().splitlines() if "id:" in line] == [
        line.strip() for line in before.splitlines() if "id:" in line
    ]


def test_an_open_item_comes_back_with_owner_date_and_note(run, bend, plan):
    opened = ("--state", "proposed", "--owner", "Chief; deputy", "--due", "2027-02-01", "--note", "asked; twice")
    run("set", "design.hours", "24/7", "--in", "bend", *opened)
    before = plan()
    run("set", "design.hours", "--in", "bend", "--state", "settled")
    run("undo", "bend", "--yes")
    assert plan() == before


def test_edits_by_hand_are_one_save(run, bend, plan):
    before = plan()
    (bend / "plan.yaml").write_text(before.replace(HOURS[0], "24/7"), encoding="utf-8")
    run("undo", "bend", "--yes")
    assert plan() == before


def test_a_plan_that_came_as_a_file_is_not_emptied(run, bend, plan):
    (bend / ".coplan" / "journal.jsonl").unlink()
    before = plan()
    done = run("undo", "bend", "--yes")
    assert (done.code, done.out, plan()) == (0, "", before)
    assert done.err.startswith("Nothing to undo: the journal does not know what stood there before.")
    run("set", "design.hours", "24/7", "--in", "bend")
    run("undo", "bend", "--yes", "--last", "9")
    assert plan() == before


def test_a_journal_that_cannot_be_read_is_named(run, bend, plan):
    before = plan()
    (bend / ".coplan" / "journal.jsonl").write_bytes(b"\xff\xfe\n")
    done = run("undo", "bend", "--yes")
    assert (done.code, plan()) == (0, before)
    assert done.err.splitlines()[1:] == [
        "Note: .coplan/journal.jsonl, line 1: this line cannot be used; it is left as it is."
    ]


def test_without_a_terminal_it_shows_and_changes_nothing(run, bend, plan):
    run("set", "design.hours", "24/7", "--in", "bend")
    before = plan()
    done = run("undo", "bend")
    assert (done.code, plan()) == (2, before)
    assert done.err == "Nothing was undone: there is no terminal to ask in. `--yes` undoes what is shown.\n"


def test_an_old_answer_that_is_none_today_stays_out(run, bend, plan):
    journal = bend / ".coplan" / "journal.jsonl"
    run("set", "design.hours", "24/7", "--in", "bend")
    text = journal.read_text(encoding="utf-8")
    journal.write_text(text.replace('"old": "Mo-Fr 08:00-20:00"', '"old": "whenever"'), encoding="utf-8")
    before = plan()
    done = run("undo", "bend", "--yes")
    assert (done.code, plan()) == (1, before)
    assert done.err.startswith("design.hours: what stood there before is no answer by today's checklist")


def test_a_journal_with_nothing_in_it_says_so(run, tmp_path):
    run("init", "fresh", "--no-input")
    done = run("undo", "fresh", "--yes")
    assert (done.code, done.err) == (0, "Nothing was decided yet: there is nothing to undo.\n")
