"""Forms of homework: what stands on them, and what comes back into a plan."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.errors import BadInput
from coplan.plan.disk.locations import NAME
from coplan.plan.model import Plan
from coplan.plan.view import Answers
from coplan.share.forms.docx import docx_form
from coplan.share.forms.filled import Filled, Written
from coplan.share.forms.form import EMPTY_ROWS, form_of
from coplan.share.forms.read_docx import read_docx
from coplan.share.forms.read_xlsx import read_xlsx
from coplan.share.forms.taking import take_form
from coplan.share.forms.xlsx import xlsx_form
from tests.long import few_of
from tests.test_examples import ROOT

DAY = "2026-11-28"
READ = {"xlsx": read_xlsx, "docx": read_docx}
WRITE = {"xlsx": xlsx_form, "docx": docx_form}


@pytest.fixture(scope="module")
def valley(pack) -> Answers:
    """The answers of Cedar Valley."""
    from coplan.plan.read.plan import read_plan

    text = (ROOT / "examples" / "cedar-valley" / NAME).read_text(encoding="utf-8")
    return Answers(pack, read_plan(text, pack).plan)


@pytest.fixture(scope="module")
def hr(valley) -> dict[str, bytes]:
    form = form_of(valley, "hr", DAY)
    return {kind: write(form) for kind, write in WRITE.items()}


def filled_xlsx(content: bytes, change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(sheet, key: str, column: int):
    return next(sheet.cell(line[0].row, column) for line in sheet.iter_rows() if line[0].value == key)


def fill_xlsx(content: bytes, **answers) -> Filled:
    def change(book):
        for key, text in answers.items():
            cell_of(book["Questions"], f"resources.{key}", 6).value = text

    return read_xlsx(filled_xlsx(content, change), "hr.xlsx")


def fill_docx(content: bytes, texts: dict[str, str]) -> Filled:
    """Answer the questions whose reference ends so."""
    document = docx.Document(io.BytesIO(content))
    for table in document.tables:
        for row in table.rows:
            for reference, text in texts.items():
                if row.cells[0].text.endswith(reference):
                    row.cells[1].text = text
    out = io.BytesIO()
    document.save(out)
    return read_docx(out.getvalue(), "hr.docx")


@pytest.mark.slow
def test_the_same_form_gives_the_same_bytes(valley, hr):
    form = form_of(valley, "hr", DAY)
    assert {kind: write(form) for kind, write in WRITE.items()} == hr


def test_a_form_has_what_its_role_brings_at_the_stage_of_the_plan(valley):
    asked = {field.question.key for field in form_of(valley, "hr", DAY).fields}
    assert {"resources.roles", "resources.coordinator_fte"} <= asked
    assert "resources.job_terms" not in asked  # needed from launching on
    assert "resources.job_terms" in {field.question.key for field in form_of(valley, "hr", DAY, everything=True).fields}


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITE)
@pytest.mark.parametrize(
    "role", few_of(["clinical", "hr", "coordinator", "analyst", "finance", "counsel", "dispatch"], 1)
)
def test_a_form_that_nobody_filled_in_changes_nothing(valley, role, kind):
    form = form_of(valley, role, DAY, everything=True)
    filled = READ[kind](WRITE[kind](form), "form")
    assert (filled.role, dict(filled.base)) == (role, dict(form.base))
    taken = take_form(filled, valley, "Dana", {})
    assert (taken.told, taken.refused, taken.change(valley.plan)) == ((), (), valley.plan)


@pytest.mark.parametrize("kind", WRITE)
def test_answers_and_the_name_come_back(valley, hr, kind):
    if kind == "xlsx":

        def change(book):
            book["Start here"]["C4"] = "Dana"
            cell_of(book["Questions"], "resources.coordinator_fte", 6).value = 0.75
            cell_of(book["Questions"], "resources.vacancy", 6).value = 0.2
            cell_of(book["Questions"], "resources.vacancy", 6).number_format = "0%"

        filled = read_xlsx(filled_xlsx(hr["xlsx"], change), "hr.xlsx")
    else:
        texts = {"resources.coordinator_fte": "0.75", "resources.vacancy": "20%", "Filled in by": "Dana"}
        filled = fill_docx(hr["docx"], texts)
    assert filled.by == "Dana"
    after = take_form(filled, valley, "Dana", {}).change(valley.plan)
    assert (str(after.answers["resources.coordinator_fte"]), str(after.answers["resources.vacancy"])) == (
        "0.75 FTE",
        "20%",
    )


def with_rows(content: bytes) -> bytes:
    def change(book):
        sheet = book["Positions"]
        sheet["D6"] = 1.5
        row = next(n for n in range(6, 50) if not sheet.cell(n, 2).value)
        sheet.cell(row, 2).value, sheet.cell(row, 4).value = "Peer at night", 0.5
        sheet.cell(row + EMPTY_ROWS + 3, 2).value = "Below the rows of the form"

    return filled_xlsx(content, change)


def test_rows_are_changed_by_id_added_once_and_never_taken_away(valley, hr):
    filled = read_xlsx(with_rows(hr["xlsx"]), "hr.xlsx")
    first = take_form(filled, valley, "Dana", {}).change(valley.plan)
    before, after = valley.plan.answers["resources.roles"], first.answers["resources.roles"]
    assert [row["id"] for row in after][: len(before)] == [row["id"] for row in before]
    assert [str(row["title"]) for row in after][len(before) :] == ["Peer at night", "Below the rows of the form"]
    assert str(after[0]["fte"]) == "1.5"
    assert dict(after[0].cells) == dict(before[0].cells) | {"fte": after[0]["fte"]}
    again = take_form(filled, valley.of(first), "Dana", {"resources.roles": "Dana"})
    assert (again.told, again.change(first)) == ((), first)


def test_two_people_who_fill_in_the_same_empty_row_make_two_rows(valley, hr):
    filled = read_xlsx(with_rows(hr["xlsx"]), "hr.xlsx")
    first = take_form(filled, valley, "Dana", {}).change(valley.plan)
    other = replace(
        filled,
        rows={
            "resources.roles": tuple(
                replace(row, cells={"title": Written("B1", "Another peer")})
                for row in filled.rows["resources.roles"][-2:-1]
            )
        },
    )
    second = take_form(other, valley.of(first), "Kim", {"resources.roles": "Dana"}).change(first)
    assert [str(row["title"]) for row in second.answers["resources.roles"]][-3:] == [
        "Peer at night",
        "Below the rows of the form",
        "Another peer",
    ]


def test_what_is_refused_is_said_with_its_place_its_words_and_the_usual_message(valley, hr):
    filled = fill_xlsx(hr["xlsx"], coordinator_fte="lots", vacancy="=1+1", background="carrier pigeon")
    taken = take_form(filled, valley, "Dana", {})
    assert taken.change(valley.plan) == valley.plan
    said = {one.label: one for one in taken.refused}
    assert "is not a number" in said["time for coordination"].why
    assert said["time for coordination"].text == "lots"
    assert said["time for coordination"].place.startswith("sheet Questions, cell F")
    assert any("formula" in one.why and one.text == "=1+1" for one in taken.refused)
    refused = next(one.why for one in taken.refused if "not one of the choices" in one.why)
    assert refused.count("`") <= 6  # what was typed, and `other: …`: choices stand there by their labels


def test_words_outside_of_the_cells_are_said(valley, hr):
    def change(book):
        book["Questions"]["I3"] = "ask the guild"

    taken = take_form(read_xlsx(filled_xlsx(hr["xlsx"], change), "hr.xlsx"), valley, "Dana", {})
    assert [(one.place, one.text) for one in taken.refused] == [("sheet Questions, cell I3", "ask the guild")]


def test_an_answer_that_somebody_else_changed_since_is_disputed_and_both_stand(valley, hr):
    from coplan.plan.take import take_settings

    filled = fill_xlsx(hr["xlsx"], coordinator_fte="0.75")
    changed = take_settings(["resources.coordinator_fte=1"], valley.pack).change(valley.plan)
    taken = take_form(filled, valley.of(changed), "Dana", {"resources.coordinator_fte": "Chief"})
    after = taken.change(changed)
    item = after.open["resources.coordinator_fte"]
    assert after.answers == changed.answers
    assert {side.by: side.answer for side in item.said} == {"Chief": "1", "Dana": "0.75"}
    assert "Chief says 1 FTE; Dana says 0.75 FTE" in item.note
    again = take_form(filled, valley.of(after), "Dana", {"resources.coordinator_fte": "Chief"})
    assert again.change(after) == after


def test_a_person_may_correct_the_own_form(valley, hr):
    first = take_form(fill_xlsx(hr["xlsx"], coordinator_fte="0.75"), valley, "Dana", {}).change(valley.plan)
    last_by = {"resources.coordinator_fte": "Dana"}
    second = take_form(fill_xlsx(hr["xlsx"], coordinator_fte="0.8"), valley.of(first), "Dana", last_by).change(first)
    assert (str(second.answers["resources.coordinator_fte"]), second.open) == ("0.8 FTE", valley.plan.open)


def test_a_cell_of_a_row_that_somebody_else_changed_since_is_disputed(valley, hr):
    def change(book):
        book["Positions"]["D6"] = 1.5

    filled = read_xlsx(filled_xlsx(hr["xlsx"], change), "hr.xlsx")
    rows = valley.plan.answers["resources.roles"]
    from coplan.content.answers.kinds import read_value

    plain = rows.plain()
    moved = read_value([{**plain[0], "fte": "3"}, *plain[1:]], valley.pack.questions["resources.roles"])
    plan = valley.plan.with_answer("resources.roles", moved)
    after = take_form(filled, valley.of(plan), "Dana", {"resources.roles": "Chief"}).change(plan)
    assert after.answers["resources.roles"].plain() == moved.plain()
    item = after.open["resources.roles"]
    assert "Chief says 3; Dana says 1.5" in item.note
    assert [side.answer[0]["fte"] for side in item.said] == ["3", "1.5"]


def test_a_list_of_word_that_was_not_chosen_is_no_answer(pack):
    form = form_of(Answers(pack, Plan()), "hr", DAY)
    filled = read_docx(docx_form(form), "hr.docx")
    assert (dict(filled.answers), dict(filled.rows)) == ({}, {})


def only_a_list(book) -> None:
    """What somebody else's workbook looks like."""
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book["Start here"].delete_rows(1, 20)
    book["Start here"].title = "Shopping"


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b" " * 70_000_000)
    return out.getvalue()


def with_entities(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(
                name, text.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1) if "workbook.xml" in name else text
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda good: b"", "no workbook"),
        (lambda good: b"PK\x03\x04 nothing", "no workbook"),
        (lambda good: good[:2000], "no workbook"),
        (lambda good: bomb(), "64 MB"),
        (with_entities, "declares entities"),
        (
            lambda good: filled_xlsx(good, only_a_list),
            "no form",
        ),
    ],
)
def test_a_strange_workbook_gets_one_message(hr, make, words):
    with pytest.raises(BadInput, match=words) as found:
        read_xlsx(make(hr["xlsx"]), "hr.xlsx")
    assert len(found.value.problems) == 1


@given(
    st.dictionaries(
        st.sampled_from(["coordinator_fte", "vacancy", "shift", "background", "nothing"]), st.text(max_size=30)
    )
)
def test_whatever_strangers_write_is_taken_or_said_and_taken_twice_it_changes_nothing(valley, texts):
    written = {
        f"resources.{key}": Written("sheet Questions, cell F2", text) for key, text in texts.items() if text.strip()
    }
    filled = Filled("hr.xlsx", "hr", "Dana", {}, written)
    taken = take_form(filled, valley, "Dana", {})
    after = taken.change(valley.plan)
    for key, place in written.items():
        held = key in after.answers and after.answers[key] != valley.plan.answers.get(key)
        same = key in after.answers and after.answers[key] == valley.plan.answers.get(key)
        refused = place.text in [one.text for one in taken.refused]
        assert held or same or refused or key in after.open
    again = take_form(filled, valley.of(after), "Dana", dict.fromkeys(written, "Dana"))
    assert again.change(after) == after
