"""Results as JSON in every command, and reports as files for Word, spreadsheets and text editors."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from coplan.cli.report_file import ENDINGS
from coplan.cli.table import COMMANDS
from coplan.reports.titled import Line, Report, Section, Table
from coplan.share.report_sheets import report_xlsx
from tests import declared
from tests.long import few_of

NO_JSON = {
    "init": "it asks people; `coplan status --json` says where the plan stands",
    "schema": "what it prints is JSON already",
}
REPORTS = ("status", "check", "log", "documents", "staffing", "budget", "timeline", "figure", "law")
WITH_FILES = ("needs", "evaluate")  # they read other files too
Run = Callable[..., Any]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_json(name):
    assert ("--json" in declared.options(name)) != (name in NO_JSON)


@pytest.mark.parametrize("name", [*REPORTS, *WITH_FILES])
def test_every_report_can_go_into_a_file(name):
    assert "--output" in declared.options(name)


@pytest.fixture(scope="module")
def small(tmp_path_factory, home):
    from coplan.__main__ import main

    folder = tmp_path_factory.mktemp("reports") / "plan"
    assert main(["init", str(folder), "--no-input", "--set", "design.hours=Mo-Fr 09:00-17:00"]) == 0
    return folder


def of(name: str, folder: Path) -> list[str]:
    return [name, "--in", str(folder)] if "--in" in declared.options(name) else [name, str(folder)]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("ending", few_of(ENDINGS, 1))
def test_a_report_stands_in_the_file_and_not_in_the_terminal(name, ending, small, run: Run, tmp_path):
    shown = run(*of(name, small))
    told = run(*of(name, small), "--output", str(tmp_path / f"out{ending}"))
    assert (told.code, told.out) == (shown.code, "")
    content = (tmp_path / f"out{ending}").read_bytes()
    if ending == ".md":
        assert content.decode("utf-8").strip()
    else:
        assert ZipFile(io.BytesIO(content)).testzip() is None


@pytest.mark.slow
@pytest.mark.parametrize("name", REPORTS)
def test_json_is_printed_beside_the_file(name, small, run: Run, tmp_path):
    told = run(*of(name, small), "--json", "-o", str(tmp_path / "out.md"))
    assert json.loads(told.out) == run(*of(name, small), "--json").json
    assert told.out.startswith('{\n  "coplan": 1,\n')
    assert (tmp_path / "out.md").is_file()


def test_a_file_of_another_kind_is_refused_before_the_work(small, run: Run, tmp_path):
    told = run("staffing", str(small), "--output", str(tmp_path / "out.pdf"))
    assert (told.code, told.out) == (2, "")
    assert ".docx for Word" in told.err
    assert not (tmp_path / "out.pdf").exists()


def test_amounts_are_numbers_in_a_spreadsheet():
    rows = [["Pay", "$1,234.50", "-12%", "3"], ["Note", "12 weeks", "", "1,2,3"]]
    sheets = ["One: a/b", "one  a b", "x" * 40, "x" * 50, "History"]
    content = report_xlsx(
        Report("R", [Section(name, [Line("Words"), Table(["", "a", "b", "c"], rows)]) for name in sheets])
    )
    with ZipFile(io.BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "<v>1234.5</v>" in sheet
    assert "<v>-0.12</v>" in sheet
    assert "<v>3</v>" in sheet
    assert "<t>12 weeks</t>" in words
    assert "<t>1,2,3</t>" in words
    assert names.count("<sheet ") == len(sheets)


def test_what_undo_would_take_back_is_shown_as_json_and_not_done(small, run: Run):
    told = run("undo", str(small), "--json").json
    assert not told["undone"]
    assert [one["question"] for one in told["answers"]] == ["design.hours"]
    assert run("status", str(small), "--json").json["steps"]
    assert "design.hours" in run("log", str(small), "--json").out


def test_an_answer_that_was_set_is_told_as_json(small, run: Run):
    told = run("set", "profile.program_name", "Cedar", "--in", str(small), "--json").json
    assert (told["key"], told["value"], told["open"]) == ("profile.program_name", "Cedar", None)
    parked = run("set", "design.transport", "--state", "parked", "--owner", "Chief", "--in", str(small), "--json").json
    assert (parked["value"], parked["open"]["owner"]) == (None, "Chief")


def test_forms_and_pages_that_were_written_are_told_as_json(small, run: Run):
    assert run("report", str(small), "--json").json == {"coplan": 1, "path": "share/report.html"}
    told = run("worksheet", str(small), "finance", "--format", "docx", "--json").json
    assert [form["path"] for form in told["forms"]] + [told["agenda"]] == [
        *(form["path"] for form in told["forms"]),
        None,
    ]
    assert all((small / form["path"]).is_file() for form in told["forms"])


def test_the_files_of_a_pack_that_change_are_told_as_json(run: Run, tmp_path):
    (tmp_path / "checklists").mkdir()
    questions = "step: design\nquestions:\n  - id: hours\n    help: H.\n    label: hours\n"
    (tmp_path / "checklists" / "11-extra.yaml").write_text(questions, encoding="utf-8")
    told = run("pack", "format", str(tmp_path), "--json").json
    assert told == {"coplan": 1, "files": ["checklists/11-extra.yaml"], "of": 1, "written": True}
