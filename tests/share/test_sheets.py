"""Workbooks that `coplan share` writes beside documents: the plan's rows, lists to choose from, nothing that calculates."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from coplan.content.answers.kinds import read_value
from coplan.content.pack.folders import examples_folder
from coplan.plan.read.plan import read_plan
from coplan.plan.view import Answers
from coplan.share.sheets import workbook

NAMES = ["training-plan", "equipment-list", "data-dictionary", "encounter-form"]
EVIL = '=HYPERLINK("http://example.org","x")'


@pytest.fixture(scope="module")
def cedar(pack) -> Answers:
    text = (examples_folder() / "cedar-valley" / "plan.yaml").read_text(encoding="utf-8")
    return Answers(pack, read_plan(text, pack).plan)


def book_of(name: str, answers: Answers):
    made = workbook(answers.pack.document(name), answers)
    assert made is not None
    return load_workbook(BytesIO(made))


def heads(sheet) -> list[str]:
    return [cell.value for cell in sheet[1]]


def list_of(book, sheet, head: str) -> list[str]:
    """The words that can be chosen in the first row of a column."""
    letter = sheet.cell(1, heads(sheet).index(head) + 1).column_letter
    [rule] = [rule for rule in sheet.data_validations.dataValidation if f"{letter}2" in rule.sqref]
    if rule.formula1.startswith('"'):
        return rule.formula1.strip('"').split(",")
    name, _, cells = rule.formula1.lstrip("=").rpartition("!")
    return [cell.value for [cell] in book[name.strip("'")][cells.replace("$", "")] if cell.value is not None]


@pytest.mark.parametrize("name", NAMES)
def test_each_has_a_head_that_stays_and_prints_on_each_page_across(name, cedar):
    for sheet in book_of(name, cedar):
        if sheet.sheet_state == "visible":
            assert sheet.freeze_panes is not None or sheet.title == "Dictionary"
            assert sheet.print_title_rows == "$1:$1"
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.fitToHeight == (None if sheet.title == "Encounters" else 0)


def test_the_training_matrix_has_every_row_of_the_plan_and_its_topics_can_be_chosen(cedar):
    book = book_of("training-plan", cedar)
    matrix, done = book["Training matrix"], book["Who did what"]
    topics = [str(row["topic"]) for row in cedar.value("training.plan")]
    assert [matrix.cell(row, 1).value for row in range(2, len(topics) + 2)] == topics
    assert list_of(book, matrix, "State") == ["planned", "booked", "done"]
    assert list_of(book, done, "Topic") == topics


def test_equipment_keeps_numbers_as_numbers_and_days_as_days(cedar):
    sheet = book_of("equipment-list", cedar)["Equipment"]
    row = cedar.value("resources.equipment")[0]
    found = dict(zip(heads(sheet), [cell.value for cell in sheet[2]], strict=True))
    assert found["Number"] == int(row["count"])
    assert found["Cost each"] == float(row["unit_cost"])
    assert list_of(book_of("equipment-list", cedar), sheet, "Here") == ["yes", "no"]


def test_the_dictionary_names_each_field_and_changes_choose_from_them(cedar):
    book = book_of("data-dictionary", cedar)
    fields = [row[0] for row in book["Fields"].iter_rows(min_row=2, max_col=1, values_only=True) if row[0]]
    assert set(fields) >= {choice.key for choice in cedar.value("metrics.fields")} - {"note", "name"}
    assert list_of(book, book["Changes"], "Field") == fields


def test_the_encounter_form_has_lists(cedar):
    book = book_of("encounter-form", cedar)
    assert list_of(book, book["Encounters"], "person found") == ["yes", "no", "unknown"]


def test_words_never_become_formulas(cedar):
    question = cedar.pack.questions["resources.equipment"]
    rows = read_value([{"item": EVIL, "count": "1", "owner": "@SUM(1)"}], question)
    answers = cedar.of(cedar.plan.with_answer("resources.equipment", rows))
    sheet = book_of("equipment-list", answers)["Equipment"]
    cells = {cell.value: cell.data_type for row in sheet.iter_rows(min_row=2, max_row=2) for cell in row if cell.value}
    assert (cells[EVIL], cells["@SUM(1)"]) == ("s", "s")


def test_a_plan_without_the_rows_has_no_workbook(pack):
    empty = Answers(pack, read_plan("coplan: 1\n", pack).plan)
    assert [workbook(pack.document(name), empty) for name in ("training-plan", "equipment-list")] == [None, None]


def test_the_same_plan_gives_the_same_bytes(cedar):
    document = cedar.pack.document("training-plan")
    assert workbook(document, cedar) == workbook(document, cedar)
