"""`coplan worksheet` and `coplan take`: homework out and in."""

from __future__ import annotations

import docx
import openpyxl
import pytest

SHEETS = "bend/share/worksheets"


def fill(path, answers: dict[str, str], by: str = "") -> None:
    book = openpyxl.load_workbook(path)
    book["Start here"]["C4"] = by
    for line in book["Questions"].iter_rows():
        if line[0].value in answers:
            line[5].value = answers[line[0].value]
    book.save(path)


@pytest.fixture
def hr(run, bend, tmp_path):
    assert run("worksheet", "bend", "hr").code == 0
    return tmp_path / SHEETS / "hr.xlsx"


@pytest.mark.slow
def test_all_roles_and_the_agenda_are_written(run, bend, tmp_path):
    done = run("worksheet", "bend", "--begin", "1 p.m.")
    assert done.code == 0
    names = {path.name for path in (tmp_path / SHEETS).iterdir()}
    assert {"agenda.docx", "hr.docx", "hr.xlsx", "analyst.docx", "finance.xlsx"} <= names
    agenda = docx.Document(tmp_path / SHEETS / "agenda.docx")
    cells = [[cell.text for cell in row.cells] for table in agenda.tables for row in table.rows]
    assert ["1 p.m.", "10", "Welcome: who is here, and what is to be decided today", "everybody"] in cells
    assert any("Break" in row for row in cells)
    assert any(row[0] == "Human resources" and row[1].startswith("0 of ") for row in cells)


def test_a_form_is_taken_with_the_name_that_stands_on_it(run, bend, hr):
    fill(hr, {"resources.coordinator_fte": "0.5"}, "Dana")
    done = run("take", str(hr), "--in", "bend")
    assert (done.code, "filled in by Dana: 1 change." in done.out) == (0, True)
    assert "time for coordination: 0.5 FTE" in done.out
    [entry] = run("log", "bend", "--json", "--question", "resources.coordinator_fte").json["log"]
    assert (entry["by"], entry["new"], entry["how"]) == ("Dana", "0.5", "taken from hr.xlsx")
    before = (bend / "plan.yaml").read_bytes()
    assert "no changes" in run("take", str(hr), "--in", "bend").out
    assert (bend / "plan.yaml").read_bytes() == before


def test_what_is_refused_is_said_and_the_rest_is_taken(run, bend, hr):
    fill(hr, {"resources.coordinator_fte": "plenty", "resources.vacancy": "12%"})
    done = run("take", str(hr), "--in", "bend", "--by", "Kim", "--json")
    [form] = done.json["forms"]
    assert done.code == 1
    assert [(one["key"], one["now"]) for one in form["changed"]] == [("resources.vacancy", "12%")]
    assert [(one["text"], one["place"]) for one in form["refused"]] == [("plenty", "sheet Questions, cell F2")]
    assert form["by"] == "Kim"


def test_a_form_in_which_somebody_wrote_is_never_written_over(run, bend, hr):
    fill(hr, {"resources.coordinator_fte": "0.5"})
    content = hr.read_bytes()
    done = run("worksheet", "bend", "hr")
    assert (done.code, "Somebody wrote in" in done.err) == (1, True)
    assert hr.read_bytes() == content
    run("take", str(hr), "--in", "bend", "--by", "Dana")
    assert run("worksheet", "bend", "hr").code == 0
    assert hr.read_bytes() != content


def test_a_bad_file_stops_all_before_anything_is_taken(run, bend, hr, tmp_path):
    fill(hr, {"resources.coordinator_fte": "0.5"})
    (tmp_path / "notes.docx").write_bytes(b"hello")
    before = (bend / "plan.yaml").read_bytes()
    done = run("take", str(hr), "notes.docx", "--in", "bend")
    assert (done.code, "not a Word document" in done.err) == (3, True)
    assert (bend / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["worksheet", "bend", "finanse"], "Did you mean `finance`?"),
        (["worksheet", "bend", "--format", "pdf"], "Formats are docx and xlsx"),
        (["worksheet", "bend", "--begin", "soon"], "--begin:"),
    ],
)
def test_wrong_use_is_explained(run, bend, arguments, words):
    done = run(*arguments)
    assert (done.code, words in done.err) == (2, True)


@pytest.mark.parametrize("name", ["none.xlsx", "bend", "plan.txt"])
def test_what_is_no_form_gets_one_message(run, bend, tmp_path, name):
    (tmp_path / "plan.txt").write_text("x", encoding="utf-8")
    assert run("take", name, "--in", "bend").code == 3
