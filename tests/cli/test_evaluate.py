"""`coplan encounters` and `coplan evaluate`, from the form to the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from docx import Document
from openpyxl import load_workbook

from tests.calls.exports import write_csv


@pytest.mark.slow
def test_a_form_that_is_filled_in_is_evaluated(run, cedar):
    assert run("encounters", "--in", "cedar").code == 0
    path = cedar / "share" / "encounters" / "encounters.xlsx"
    book = load_workbook(path)
    sheet = book["Encounters"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.data_validations.dataValidation
    values = {
        "event number": "E-1",
        "date": "2027-11-05",
        "person found": "yes",
        "arrest or citation": "none",
        "hold started and by whom": "none",
    }
    for row in range(2, 60):
        for column, head in enumerate(heads, 1):
            sheet.cell(row, column, values.get(head))
    sheet.cell(60, heads.index("date") + 1, "soon")
    book.save(path)
    checked = run("encounters", "check", str(path))
    assert checked.code == 1
    assert "row 60, date: is no date such as 2027-01-15." in checked.out
    done = run("evaluate", str(path), "--in", "cedar")
    assert done.code == 0, done.err
    assert "58 of 59 rows were used" in done.out
    assert "never a success" in " ".join(done.out.split())
    assert "not what the program caused" in " ".join(done.out.split())


def test_harms_are_shown_whether_or_not_the_plan_chose_them(run, cedar, tmp_path):
    assert run("set", "metrics.selected", "contacts", "--in", "cedar").code == 0
    rows = [("date", "person_found", "force", "injury"), *[("2027-11-05", "yes", "none", "staff")] * 40]
    write_csv(tmp_path / "log.csv", rows)
    data = run("evaluate", "log.csv", "--in", "cedar", "--json").json
    told = {one["measure"]: one for one in data["measures"]}
    assert told["force"]["value"] == 0
    assert told["injury"]["numerator"] == 40
    assert {one["measure"] for one in data["cannot"]} >= {"hold", "arrest"}


def test_the_schema_describes_the_form(run, cedar):
    run("encounters", "--in", "cedar")
    schema = json.loads((cedar / "share" / "encounters" / "encounters.schema.json").read_text(encoding="utf-8"))
    head = (cedar / "share" / "encounters" / "encounters.csv").read_text(encoding="utf-8").strip().split(",")
    assert [field["name"] for field in schema["fields"]] == head


@pytest.mark.slow
def test_the_evaluation_report_is_a_draft_that_follows_the_log(run, cedar, tmp_path):
    heads = ("date", "person_found", "hold", "force")
    write_csv(tmp_path / "log.csv", [heads, *[("2027-11-05", "yes", "officer", "none")] * 30])
    assert run("evaluate", "log.csv", "--in", "cedar", "--take").code == 0
    assert run("draft", "cedar", "evaluation-report").code == 0
    first = words_of(cedar / "drafts" / "evaluation-report.docx")
    assert "Involuntary hold on contact|100.0%|88.6 to 100.0|30|0||above 8: REACHED" in first
    assert "what happened, not what the program caused" in first
    rows = [("2027-11-05", "yes", "none", "none")] * 70
    write_csv(tmp_path / "log.csv", [heads, *[("2027-11-05", "yes", "officer", "none")] * 30, *rows])
    assert run("evaluate", "log.csv", "--in", "cedar", "--take").code == 0
    assert run("draft", "cedar", "evaluation-report").code == 0
    assert "Involuntary hold on contact|30.0%|21.9 to 39.6|100|0" in words_of(
        cedar / "drafts" / "evaluation-report.docx"
    )


@pytest.mark.slow
def test_without_results_the_evaluation_report_waits_and_says_what_it_needs(run, few_documents, cedar):
    run("set", "profile.stage", "operating", "--in", "cedar")
    run("set", "drafts.format", "md", "--in", "cedar")
    done = run("draft", "cedar")
    waiting = done.out.partition("Not written yet")[2]
    assert "(evaluation-report)" in waiting
    assert not (cedar / "drafts" / "evaluation-report.md").exists()


def test_pictures_are_svg_and_png_and_tables_csv_and_one_workbook(run, cedar, tmp_path):
    rows = [(f"2027-{month:02}-05", "yes", "=1+1") for month in range(1, 12) for _ in range(20)]
    write_csv(tmp_path / "log.csv", [("date", "person_found", "gender"), *rows])
    assert run("evaluate", "log.csv", "--in", "cedar").code == 0
    folder = cedar / "share" / "evaluation"
    assert (folder / "contacts.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "median" in (folder / "contacts.svg").read_text(encoding="utf-8")
    book = load_workbook(folder / "evaluation.xlsx")
    assert book.sheetnames == ["measures", "months", "groups", "faults"]
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert {row[2].value for row in book["months"].iter_rows(min_row=2) if row[0].value == "contacts"} == {20}


def words_of(path: Path) -> str:
    """The text of a draft; cells of a row joined by a bar."""
    document = Document(str(path))
    rows = ["|".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])
