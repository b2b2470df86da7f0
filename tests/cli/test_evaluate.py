"""`coplan encounters` and `coplan evaluate`, from the form to the report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("duckdb")

from openpyxl import load_workbook

from tests.calls.exports import write_csv

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture
def cedar(tmp_path: Path) -> Path:
    folder = tmp_path / "cedar"
    folder.mkdir()
    shutil.copy(EXAMPLES / "cedar-valley" / "plan.yaml", folder)
    return folder


def test_a_form_that_is_filled_in_is_evaluated(run, cedar):
    assert run("encounters", "--in", "cedar").code == 0
    path = cedar / "share" / "encounters" / "encounters.xlsx"
    book = load_workbook(path)
    sheet = book["Encounters"]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.data_validations.dataValidation
    values = {
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
