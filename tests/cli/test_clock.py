"""A computer's clock that was once wrong, ahead or behind: what it said does not stay, and nothing is lost by it."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from coplan.cli import bug_report, clock
from coplan.disk import cache
from coplan.drafts.files import backups
from coplan.plan.disk.clocks import last_day, told_rightly, wrong_days
from coplan.plan.entry import Entry
from tests.cli.conftest import Done, Run

pytestmark = pytest.mark.usefixtures("few_documents")
AHEAD, BEHIND = "2041-06-01", "1970-01-01"
DRAFT = "drafts/suicide-response.docx"
At = Callable[..., Done]


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> At:
    """Run a command on a day that the clock shows: at("2027-03-01", "status", "bend")."""

    def at(day: str, *arguments: str) -> Done:
        moment = datetime.datetime.fromisoformat(f"{day}T09:30:00+00:00")
        zone = datetime.UTC
        monkeypatch.setattr(
            clock, "datetime", SimpleNamespace(datetime=SimpleNamespace(now=lambda: moment.astimezone(zone)))
        )
        return run(*arguments)

    return at


@pytest.fixture
def plan(at: At, tmp_path: Path) -> Path:
    """A plan that was begun in January, had an answer under a wrong clock on the way, and another one in March."""
    given = ["--set", "profile.state=US-WA", "--set", "drafts.holes=100%"]
    assert at("2027-01-10", "init", "bend", "--no-input", *given).code == 0
    return tmp_path / "bend"


def words(plan: Path) -> str:
    """The text of the draft."""
    return "\n".join(paragraph.text for paragraph in docx.Document(str(plan / DRAFT)).paragraphs)


def name(at: At, day: str, words: str) -> None:
    assert at(day, "set", "profile.program_name", words, "--in", "bend").code == 0


def days_on_paper(at: At, plan: Path, day: str) -> set[str]:
    """The days at the head or foot of a page and of a Word draft."""
    assert at(day, "draft", "bend", "suicide-response").code == 0
    assert at(day, "share", "bend", "suicide-response").code == 0
    page = (plan / "share" / "suicide-response.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(plan / DRAFT) as file:
        foot = "".join(file.read(name).decode("utf-8") for name in file.namelist() if "footer" in name)
    return {found for text in (page, foot) for found in re.findall(r" · (\d{4}-\d\d-\d\d)", text)}


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_documents_carry_the_day_of_the_last_decision_that_a_clock_told_rightly(at, plan, wrong):
    name(at, wrong, "Wrong Day Team")
    name(at, "2027-03-05", "March Team")
    assert days_on_paper(at, plan, "2027-03-06") == {"2027-03-05"}


def test_a_clock_that_ran_ahead_rules_no_document_before_the_next_answer_either(at, plan):
    name(at, AHEAD, "Wrong Day Team")
    assert days_on_paper(at, plan, "2027-03-06") == {"2027-01-10"}
    assert "Wrong Day Team" in (plan / "share" / "suicide-response.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_the_log_keeps_the_order_of_decisions_and_says_which_day_is_wrong(at, plan, wrong):
    name(at, "2027-02-01", "February Team")
    name(at, wrong, "Wrong Day Team")
    name(at, "2027-03-05", "March Team")
    done = at("2027-03-06", "log", "bend", "--question", "profile.program_name", "--json")
    assert [entry["new"] for entry in done.json["log"]] == ["February Team", "Wrong Day Team", "March Team"]
    assert "clock was wrong" not in at("2027-03-06", "log", "bend", "--question", "profile.state").err
    said = at("2027-03-06", "log", "bend").err
    assert "a computer's clock was wrong, or two journals were joined: " in said
    assert f"{datetime.date.fromisoformat(wrong):%B} 1, {wrong[:4]}." in said


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_what_was_decided_since_a_day_goes_by_the_order_of_decisions(at, plan, wrong):
    """An answer of February is not told for March since a clock ran ahead, nor left out since one was behind."""
    name(at, "2027-02-01", "February Team")
    name(at, wrong, "Wrong Day Team")
    name(at, "2027-02-03", "Another February Team")
    name(at, "2027-03-05", "March Team")
    for since, expected in (("2027-03-01", 1), ("2027-02-02", 3), ("2027-02-01", 4), ("2027-03-06", 0)):
        done = at("2027-03-06", "log", "bend", "--since", since, "--json")
        assert len(done.json["log"]) == expected, since


def test_undo_takes_the_last_decision_back_and_not_the_one_with_the_latest_day(at, plan):
    name(at, "2027-02-01", "February Team")
    name(at, AHEAD, "Wrong Day Team")
    name(at, "2027-03-05", "March Team")
    assert at("2027-03-06", "undo", "bend", "--yes").code == 0
    assert "program_name: Wrong Day Team" in (plan / "plan.yaml").read_text(encoding="utf-8")
    assert at("2027-03-06", "undo", "bend", "--last", "3", "--yes").code == 0
    assert "program_name: February Team" in (plan / "plan.yaml").read_text(encoding="utf-8")


def test_the_newest_state_of_a_draft_is_restored_whatever_the_clock_said(at, plan):
    for day, team in (("2027-02-01", "February Team"), (AHEAD, "Wrong Day Team"), ("2027-03-05", "March Team")):
        name(at, day, team)
        assert at(day, "draft", "bend", "suicide-response").code == 0
    assert at("2027-03-06", "restore", "bend", "suicide-response", "--yes").code == 0
    assert "Wrong Day Team" in words(plan)
    assert at("2027-03-06", "restore", "bend", "suicide-response", "--yes").code == 0
    assert "March Team" in words(plan)


def test_a_backup_of_a_clock_that_ran_ahead_is_not_kept_before_all_others(tmp_path, monkeypatch):
    monkeypatch.setattr(backups, "TOGETHER", 40)
    kept = backups.Backups(tmp_path)
    for number, day in enumerate((AHEAD, "2027-02-01", "2027-02-02")):
        for document in ("memo", "flyer"):
            path = f"drafts/{document}.md"
            kept.keep(document, path, b"ten bytes" + str(number).encode(), None, f"{day}T09:30:00+00:00")
    assert sorted({one.when[:10] for one in kept.all()}) == ["2027-02-01", "2027-02-02"]


@pytest.mark.parametrize("theirs", ["2027-04-01", BEHIND])
def test_an_answer_that_a_group_gave_under_a_clock_that_was_behind_is_not_passed_over(at, plan, tmp_path, theirs):
    """The room took the group's first answer in and then decided otherwise; the group answered once more."""
    name(at, "2027-01-20", "First Team")
    shutil.copytree(plan, tmp_path / "north")
    assert at("2027-02-01", "set", "profile.program_name", "North Team", "--in", "north").code == 0
    assert at("2027-03-01", "merge", "north", "--in", "bend").code == 0
    name(at, "2027-03-05", "March Team")
    assert at(theirs, "set", "profile.program_name", "North Team Again", "--in", "north").code == 0
    done = at("2027-05-01", "merge", "north", "--in", "bend")
    assert (done.code, "North Team Again" in done.out) == (1, True)


def test_the_cache_does_not_fill_up_with_files_of_a_clock_that_ran_ahead(tmp_path, monkeypatch):
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path))
    for number in range(5):
        cache.keep_json(f"ahead{number}.told", {}, 5)
        os.utime(tmp_path / f"ahead{number}.told", (4_000_000_000, 4_000_000_000))
    cache.keep_json("now.told", {"said": "now"}, 5)
    cache.keep_json("then.told", {"said": "then"}, 2)
    assert cache.read_json("then.told") == {"said": "then"}
    assert sorted(path.name for path in tmp_path.glob("*.told")) == ["now.told", "then.told"]


def test_a_report_of_a_bug_is_there_where_it_says_whatever_clock_wrote_others(tmp_path, monkeypatch):
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path))
    (tmp_path / "bugs").mkdir(mode=0o700)
    for number in range(bug_report.KEPT):
        (tmp_path / "bugs" / f"bug-2041-01-01T0000{number:02}.txt").write_text("", encoding="utf-8")
    said = bug_report.write_report(ValueError(), [])
    (path,) = [path for path in (tmp_path / "bugs").iterdir() if str(path) in said]
    assert "ValueError" in path.read_text(encoding="utf-8")
    assert len(list((tmp_path / "bugs").iterdir())) == bug_report.KEPT


def test_status_and_draft_say_the_same_after_a_wrong_clock_as_without_one(at, plan, tmp_path):
    name(at, "2027-02-01", "February Team")
    assert at(AHEAD, "status", "bend").code == 0
    assert at(AHEAD, "draft", "bend", "suicide-response").code == 0
    again = at("2027-03-06", "status", "bend", "--json").json
    shutil.rmtree(plan / "drafts")
    shutil.rmtree(plan / ".coplan" / "base")
    assert at("2027-03-06", "draft", "bend", "suicide-response").code == 0
    fresh = at("2027-03-06", "status", "bend", "--json").json
    assert json.dumps(again, sort_keys=True) == json.dumps(fresh, sort_keys=True)


def test_people_in_several_zones_have_no_wrong_clock():
    moments = ["2027-03-06T08:00:00+09:00", "2027-03-05T19:00:00-05:00", "2027-03-06T10:00:00+09:00", "2027-03-05"]
    entries = [Entry(when, "Ann", "profile.state", None, "US-WA", "answered") for when in moments]
    assert told_rightly(entries[:3]) == [True, True, True]
    assert (wrong_days(entries[:3]), last_day(entries[:3], "2027-03-07")) == ([], "2027-03-06")
    assert told_rightly([Entry("nonsense", "Ann", "profile.state", None, None, "empty")]) == [False]
