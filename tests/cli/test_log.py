"""`coplan log`: who decided what, and what stood there before."""

from __future__ import annotations

import pytest

from coplan.plan.entry import Entry
from coplan.reports.minutes import minutes
from tests.cli.conftest import files

pytestmark = pytest.mark.usefixtures("few_documents")


def entry(when: str, by: str, key: str, old, new, state: str = "answered") -> Entry:
    return Entry(when, by, key, old, new, state)


def test_minutes_are_grouped_by_day_and_person(pack):
    entries = [
        entry("2026-11-23T09:00:00-08:00", "Ann", "design.hours", None, "24/7"),
        entry("2026-11-23T09:05:00-08:00", "Ann", "design.hours", "24/7", "Mo-Fr 08:00-20:00", "disputed; Chief"),
        entry("2026-11-23T12:00:00-08:00", "Bo", "design.team", None, [{"id": "r1", "role": "peer", "count": "2"}]),
        entry("2026-11-24T00:00:00-08:00", "Bo", "design.team", [{"id": "r1", "role": "peer"}], None, "empty"),
        entry("2026-11-24T00:01:00-08:00", "Bo", "gone.question", None, None, "parked"),
    ]
    assert list(minutes(entries, pack)) == [
        "November 23, 2026, Ann",
        "  9 a.m.  hours on duty: 24 hours a day, every day",
        "  9:05 a.m.  hours on duty: Monday to Friday, 8 a.m. to 8 p.m. (was: 24 hours a day, every day) [disputed; Chief]",
        "November 23, 2026, Bo",
        "  noon  team on duty: role: peer, number: 2",
        "November 24, 2026, Bo",
        "  midnight  team on duty: answer taken away (was: role: peer)",
        "  12:01 a.m.  gone.question: no answer [parked]",
    ]


def test_a_time_that_is_none_is_told_as_it_stands(pack):
    assert list(minutes([entry("then", "Ann", "design.hours", None, "24/7")], pack)) == [
        "then, Ann",
        "  then  hours on duty: 24 hours a day, every day",
    ]


def test_json_has_every_entry(run, bend):
    data = run("log", "bend", "--json").json
    assert list(data) == ["coplan", "log"]
    assert [list(line) for line in data["log"]] == [["when", "by", "question", "old", "new", "state", "how"]] * 5
    first = data["log"][0]
    assert (first["by"], first["question"], first["old"]) == ("Ann", "profile.program_name", None)
    assert (first["new"], first["state"]) == ("Prairie Bend Co-Response", "answered")


def test_one_question_can_be_followed(run, bend):
    run("set", "design.hours", "24/7", "--in", "bend", "--by", "Bo")
    lines = run("log", "bend", "--question", "design.hours").out.splitlines()
    assert [line.partition("  ")[2].partition("  ")[2] for line in lines if line.startswith("  ")] == [
        "hours on duty: Monday to Friday, 8 a.m. to 8 p.m.",
        "hours on duty: 24 hours a day, every day (was: Monday to Friday, 8 a.m. to 8 p.m.)",
    ]


def test_edits_by_hand_are_told_and_nothing_is_written(run, bend):
    text = (bend / "plan.yaml").read_text(encoding="utf-8")
    (bend / "plan.yaml").write_text(text.replace("Mo-Fr 08:00-20:00", "24/7"), encoding="utf-8")
    before = files(bend)
    last = run("log", "bend", "--json").json["log"][-1]
    assert (last["by"], last["old"], last["new"]) == ("edited in the file", "Mo-Fr 08:00-20:00", "24/7")
    assert files(bend) == before


def test_a_plan_without_decisions_says_so(run):
    run("init", "new", "--no-input")
    done = run("log", "new")
    assert (done.code, done.out, done.err) == (0, "", "Nothing was decided yet.\n")


def test_a_redacted_log_has_neither_names_nor_words(run, bend):
    run("set", "design.transport", "--in", "bend", "--state", "parked", "--owner", "Sheriff Doe", "--note", "guild")
    run("set", "profile.program_name", "Secret Name", "--in", "bend", "--by", "Jane Doe")
    for more in ((), ("--json",)):
        done = run("log", "bend", "--redact", *more)
        assert done.code == 0
        for words in ("Doe", "Ann", "Secret", "Prairie", "guild"):
            assert words not in done.out
        assert "somebody" in done.out
        assert "(words left out)" in done.out
    assert "[parked]" in run("log", "bend", "--redact").out
    assert "Mo-Fr 08:00-20:00" in run("log", "bend", "--redact", "--json").out


def test_an_answer_that_looks_like_a_clients_is_warned_about(run, bend):
    done = run("set", "profile.program_name", "Born 1/2/1980, SSN 123-45-6789", "--in", "bend")
    assert (done.code, "This looks like data about one person" in done.err) == (0, True)


def test_a_table_is_told_as_what_changed_and_filled_in_row_by_row_is_one_decision(pack):
    one, two = {"id": "r1", "role": "peer", "count": "1"}, {"id": "r2", "role": "clinician", "count": "2"}
    entries = [
        entry("2026-11-23T09:00:00-08:00", "Ann", "design.team", None, [one]),
        entry("2026-11-23T09:01:00-08:00", "Ann", "design.team", [one], [one, two]),
        entry("2026-11-23T10:00:00-08:00", "Bo", "design.team", [one, two], [{**one, "count": "3"}]),
    ]
    assert [line.strip() for line in minutes(entries, pack) if line.startswith(" ")] == [
        "9 a.m.  team on duty: role: peer, number: 1; role: clinician, number: 2",
        "10 a.m.  team on duty: peer: number 3 (was: 1); taken out: clinician",
    ]


def test_minutes_since_a_day_and_of_one_person(run, bend):
    run("set", "design.hours", "24/7", "--in", "bend", "--by", "Bo Smith")
    assert len(run("log", "bend", "--by", "bo", "--json").json["log"]) == 1
    assert run("log", "bend", "--since", "2100-01-01", "--json").json["log"] == []
    assert run("log", "bend", "--since", "soon").code == 2


def test_minutes_are_written_as_a_document(run, bend):
    import docx

    assert run("log", "bend", "--format", "docx").code == 0
    document = docx.Document(bend / "share" / "minutes.docx")
    assert any(row.cells[1].text == "hours on duty" for table in document.tables for row in table.rows)
    run("log", "bend", "--format", "md")
    assert "| hours on duty |" in (bend / "share" / "minutes.md").read_text(encoding="utf-8")
    assert run("log", "bend", "--format", "pdf").code == 2


def test_no_line_is_wider_than_the_screen(run, bend, monkeypatch):
    monkeypatch.setattr("coplan.cli.show.room", lambda: 60)
    run("set", "needs.root_causes", "many words " * 40, "--in", "bend")
    assert max(map(len, run("log", "bend").out.splitlines())) <= 60
