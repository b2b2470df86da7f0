"""Work in time: what waits for what, what decides the launch, what is late."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.__main__ import main
from coplan.content.model import Task
from coplan.figures.timeline.network import Work, in_order, schedule

TODAY, LAUNCH = datetime.date(2027, 1, 4), datetime.date(2027, 6, 7)


def work(key: str, weeks: int = 4, *after: str, planned: datetime.date | None = None, undated: int = 0) -> Work:
    return Work(Task(key, key, "design", weeks, "", after), weeks, planned, undated)


def bars(*works: Work, launch: datetime.date | None = LAUNCH):
    return {bar.work.task.key: bar for bar in schedule(works, TODAY, launch).bars}


def test_work_begins_when_all_that_it_waits_for_is_done():
    found = bars(work("a", 2), work("b", 5), work("c", 1, "a", "b"))
    assert found["c"].begin == TODAY + datetime.timedelta(weeks=5)
    assert schedule([work("a", 2), work("c", 1, "a")], TODAY, None).ready == TODAY + datetime.timedelta(weeks=3)


def test_slack_is_what_is_left_before_the_launch():
    found = bars(work("a", 2), work("b", 20), work("c", 2, "a", "b"))
    assert (found["b"].slack, found["a"].slack) == (0, 18 * 7)
    assert found["a"].latest == LAUNCH - datetime.timedelta(weeks=2)


def test_the_critical_chain_is_the_longest_one():
    found = schedule([work("a", 2), work("b", 9), work("c", 3, "a", "b")], TODAY, LAUNCH)
    assert [bar.work.task.key for bar in found.critical] == ["b", "c"]


def test_the_plans_own_day_wins_over_the_estimate():
    day = datetime.date(2027, 3, 1)
    assert bars(work("a", 2, planned=day), work("b", 1, "a"))["b"].begin == day


def test_work_whose_day_is_past_is_done_and_so_is_what_it_waited_for():
    found = bars(work("a"), work("b", 4, "a", planned=TODAY - datetime.timedelta(days=1)), work("c", 4, "b"))
    assert [found[key].done for key in "abc"] == [True, True, False]
    assert found["c"].begin == TODAY


def test_a_row_without_a_date_keeps_work_open():
    assert not bars(work("a", planned=TODAY - datetime.timedelta(days=9), undated=1))["a"].done


def test_work_after_the_launch_is_late_and_work_that_should_have_begun_too():
    found = bars(work("a", 1, planned=LAUNCH + datetime.timedelta(days=1)), work("b", 30))
    assert (found["a"].late, found["b"].late, found["b"].overdue) == (True, True, True)


def test_a_day_of_the_plan_that_leaves_little_time_is_tight_not_late():
    found = bars(work("a", 2, planned=datetime.date(2027, 5, 24)), work("b", 4, "a", planned=datetime.date(2027, 6, 1)))
    assert (found["a"].tight, found["a"].late) == (True, False)


def test_without_a_launch_nothing_is_late():
    assert not any(bar.late or bar.tight for bar in bars(work("a", 200), launch=None).values())


def test_tasks_that_do_not_apply_are_passed_over():
    assert bars(work("b", 3, "not there"))["b"].begin == TODAY


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="wait for each other: a, b"):
        in_order([work("a", 1, "b"), work("b", 1, "a")])


NETWORKS = st.lists(st.tuples(st.integers(0, 20), st.sets(st.integers(0, 7))), min_size=1, max_size=8)


@given(NETWORKS, st.integers(0, 7), st.integers(1, 20))
def test_longer_work_never_brings_the_end_nearer(network, which, more):
    """And no bar begins before what it waits for ends, and the last of the critical chain ends when all is done."""
    works = [work(str(i), weeks, *(str(j) for j in after if j < i)) for i, (weeks, after) in enumerate(network)]
    found = schedule(works, TODAY, LAUNCH)
    by_key = {bar.work.task.key: bar for bar in found.bars}
    assert all(by_key[key].finish <= bar.begin for bar in found.bars for key in bar.work.task.after)
    assert found.critical[-1].finish == found.ready == max(bar.finish for bar in found.bars)
    index = which % len(works)
    longer = [Work(w.task, w.weeks + more, w.planned) if i == index else w for i, w in enumerate(works)]
    assert schedule(longer, TODAY, LAUNCH).ready >= found.ready


@pytest.fixture
def example(tmp_path, monkeypatch):
    """Cedar Valley in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "demo"]) == 0
    return tmp_path


def test_the_command_names_the_critical_chain_and_what_is_late(example, capsys):
    capsys.readouterr()
    assert main(["timeline", "demo", "--today", "2026-11-25"]) == 0
    shown = capsys.readouterr().out
    assert "Launch: 2027-10-04. From 2026-11-25 all can be done by 2027-10-07, 3 days AFTER it." in shown
    assert "What decides it: program design, then first money available, then vehicles, radios and systems." in shown
    assert "Late: vehicles, radios and systems. It can begin on 2027-07-01, and should begin by 2027-06-28." in shown


def test_json_says_the_same(example, capsys):
    capsys.readouterr()
    assert main(["timeline", "demo", "--today", "2026-11-25", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["launch"], data["ready"]) == ("2027-10-04", "2027-10-07")
    assert [item["key"] for item in data["work"] if item["critical"]] == ["design", "money", "equipment"]


def test_the_calendar_file_is_read_by_a_calendar_and_is_the_same_twice(example):
    from icalendar import Calendar

    for name in ("one.ics", "two.ics"):
        assert main(["timeline", "demo", "--today", "2026-11-25", "--ics", name]) == 0
    content = (example / "one.ics").read_bytes()
    assert content == (example / "two.ics").read_bytes()
    events = Calendar.from_ical(content).walk("VEVENT")
    launch = [event for event in events if event["uid"] == "launch@coplan"]
    assert launch[0].decoded("dtstart") == datetime.date(2027, 10, 4)
    assert len({str(event["uid"]) for event in events}) == len(events) > 30


def test_the_picture_is_sound_xml_without_script_and_without_outside_addresses(example):
    from xml.etree import ElementTree

    assert main(["timeline", "demo", "--today", "2026-11-25", "--svg", "plan.svg"]) == 0
    text = (example / "plan.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert "<script" not in text
    assert text.count("http") == text.count("http://www.w3.org/2000/svg")
    assert "essential positions filled" in "".join(root.itertext())


def test_a_wrong_day_and_a_folder_that_is_not_there_get_one_clear_message(example, capsys):
    assert main(["timeline", "demo", "--today", "soon"]) == 2
    assert "`soon` is not a date." in capsys.readouterr().err
    assert main(["timeline", "demo", "--ics", "/dev/null/x.ics"]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_a_plan_sets_its_own_weeks(example, capsys):
    plan = example / "demo" / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(
        text + "assumptions:\n  timeline.equipment: {value: 8, reason: the dealer's word}\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["timeline", "demo", "--today", "2026-11-25", "--json"]) == 0
    work = {item["key"]: item for item in json.loads(capsys.readouterr().out)["work"]}
    assert (work["equipment"]["weeks"], work["hiring"]["weeks"]) == (8, 16)
