"""Work in time: what waits for what, what decides the launch, what is late."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.__main__ import main
from coplan.content.launch_work import Task
from coplan.content.pack.folders import examples_folder
from coplan.figures.timeline.from_answers import timeline
from coplan.figures.timeline.network import Work, in_order, schedule
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers

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


@pytest.mark.parametrize(("weeks", "chain"), [(2, ["b", "c"]), (9, ["a", "b", "c"])])
def test_work_that_is_done_in_time_for_a_day_of_the_plan_decides_nothing(weeks, chain):
    day = TODAY + datetime.timedelta(weeks=10)
    found = schedule([work("a", weeks), work("b", 4, "a", planned=day), work("c", 3, "b")], TODAY, LAUNCH)
    assert [bar.work.task.key for bar in found.critical] == chain


def said(key: str, *after: str, planned: datetime.date | None = None) -> Work:
    return Work(Task(key, key, "design", 4, "", after), 4, planned, said=True)


def test_work_that_is_said_to_be_done_is_done_and_so_is_what_it_waited_for():
    found = bars(work("a"), said("b", "a"), work("c", 4, "b"))
    assert [found[key].done for key in "abc"] == [True, True, False]
    assert found["c"].begin == TODAY


def test_a_day_that_is_past_was_planned_and_says_nothing_of_the_work():
    past = TODAY - datetime.timedelta(days=1)
    found = bars(work("a"), work("b", 4, "a", planned=past), work("c", 4, "b"))
    assert [found[key].done for key in "abc"] == [False, False, False]
    assert [found[key].passed for key in "abc"] == [False, True, False]
    assert found["b"].finish == TODAY  # what is open ends today at the earliest
    assert found["c"].begin == TODAY


def test_the_pack_can_name_all_its_work_as_done(pack):
    choices = [choice.key for choice in pack.questions["improve.work_done"].choices]
    assert choices == [task.key for task in pack.timeline.tasks]


@pytest.mark.parametrize(
    "rule",
    [
        "A day that is past was planned for then.",
        "Work counts as done when `improve.work_done` names it, when something that waited for it is done, or when",
        "what waits for it begins today at the earliest",
        "What is done in time for a day of the plan does not decide the launch; that day does.",
        "Money that is only an idea is no first money",
        "the last day of the data period does not end its analysis",
        "The plan's own day for a piece of work moves everything that waits for it.",
        "Without one, work begins when all that it waits for is done, today at the earliest, and takes its weeks.",
    ],
)
def test_each_rule_that_moves_a_task_is_documented(rule):
    """The rules that the tests of this module hold, in the words of the documentation."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    section = text.partition("## coplan timeline")[2].partition("\n## ")[0]
    assert rule in " ".join(section.split())


def timeline_of(pack, text, today=TODAY):
    return {bar.work.task.key: bar for bar in timeline(Answers(pack, read_plan(text, pack).plan), today).bars}


def test_money_that_is_only_an_idea_is_no_first_money(pack):
    row = "resources: {{funding: [{{name: Grant, amount: $1, start: 2026-07-01, status: {}}}]}}"
    text = "answers:\n  profile: {stage: developing}\n  "
    bars = {status: timeline_of(pack, text + row.format(status))["money"] for status in ("idea", "awarded")}
    assert (bars["idea"].work.planned, bars["idea"].done) == (None, False)
    assert (bars["awarded"].work.planned, bars["awarded"].passed) == (datetime.date(2026, 7, 1), True)


def test_the_end_of_the_data_period_is_not_the_end_of_the_analysis(pack):
    text = "answers:\n  profile: {stage: developing}\n  needs: {period_start: 2025-01-01, period_end: 2025-12-31}\n"
    bar = timeline_of(pack, text)["baseline"]
    assert (bar.work.planned, bar.done) == (None, False)


def test_a_program_in_operation_has_done_the_work_before_its_launch(pack):
    found = timeline_of(pack, "answers:\n  profile: {stage: operating}\n")
    assert all(bar.done for bar in found.values())


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
    (tmp_path / "demo").mkdir()
    shutil.copy(examples_folder() / "cedar-valley" / "plan.yaml", tmp_path / "demo")
    return tmp_path


def test_the_command_names_the_critical_chain_and_what_is_late(example, capsys):
    capsys.readouterr()
    assert main(["timeline", "demo", "--today", "2026-11-25"]) == 0
    shown = capsys.readouterr().out
    assert "Launch: 2027-10-04. From 2026-11-25 all can be done by 2027-10-07, 3 days AFTER it." in shown
    assert "What decides it: first money available, then vehicles, radios and systems." in shown
    assert "Late: vehicles, radios and systems. It can begin on 2027-07-01, and should begin by 2027-06-28." in shown


def test_json_says_the_same(example, capsys):
    capsys.readouterr()
    assert main(["timeline", "demo", "--today", "2026-11-25", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["launch"], data["ready"]) == ("2027-10-04", "2027-10-07")
    assert [item["key"] for item in data["work"] if item["critical"]] == ["money", "equipment"]


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
    assert strictly(content) == []
    assert b"X-WR-TIMEZONE:America/Los_Angeles\r\n" in content


def test_an_outside_parser_reads_and_accepts_the_calendar_file_with_its_zone(example):
    import vobject

    assert main(["timeline", "demo", "--today", "2026-11-25", "--ics", "one.ics"]) == 0
    book = vobject.readOne((example / "one.ics").read_bytes().decode("utf-8"))
    assert book.validate(raiseException=True)
    assert book.x_wr_timezone.value == "America/Los_Angeles"
    days = {event.uid.value: (event.dtstart.value, event.dtend.value) for event in book.vevent_list}
    assert days["launch@coplan"] == (datetime.date(2027, 10, 4), datetime.date(2027, 10, 5))
    # Days and not hours: a deadline is the same day wherever the calendar is read.
    assert all(type(day) is datetime.date for pair in days.values() for day in pair)


def strictly(content: bytes) -> list[str]:
    """What RFC 5545 forbids in a calendar file: by line ends, lengths, order, and properties that must be there once."""
    faults = [] if content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"") else ["line ends"]
    faults += [f"longer than 75 octets: {line!r}" for line in content.split(b"\r\n") if len(line) > 75]
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    faults += [f"no name and value: {line}" for line in lines if not re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line)]
    open_parts: list[list[str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append([value])
        elif name == "END":
            kind, *names = open_parts.pop()
            wanted = {"VCALENDAR": ("PRODID", "VERSION"), "VEVENT": ("UID", "DTSTAMP", "DTSTART")}[kind]
            faults += [f"{kind} without one {need}" for need in wanted if names.count(need) != 1]
            faults += [] if kind == value else [f"{kind} ends as {value}"]
        else:
            open_parts[-1].append(name.partition(";")[0])
    return faults


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
