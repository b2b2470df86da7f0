"""A real LibreOffice judges tracked changes: rejecting all gives people's file back, accepting all gives the merge."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

import pytest

from coplan.word.file.mark import read_mark
from coplan.word.file.package import Package, open_package
from coplan.word.file.xml_names import END, w
from coplan.word.read.word_document import mark_change
from tests.word.cases import (
    EXAMPLES,
    PAGE,
    Case,
    all_accepted,
    case,
    generated,
    opened,
    plan_change,
    update,
    with_edit,
    word,
)
from tests.word.edits import edited
from tests.word.libreoffice import LibreOffice, Seen, missing

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.long,
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.xdist_group("libreoffice"),
]
# Each script takes some seconds. Before a release many are run: COPLAN_SCRIPTS=200 pytest -m long tests/word/test_libreoffice.py
SCRIPTS = int(os.environ.get("COPLAN_SCRIPTS", "24"))


@pytest.fixture(scope="module")
def office() -> Iterator[LibreOffice]:
    """One LibreOffice for all files."""
    with LibreOffice() as running:
        yield running


@pytest.fixture
def look(office, tmp_path):
    """The paragraphs of a package after all its tracked changes are settled, as LibreOffice shows them."""

    def look(package: Package, settle: str) -> list[Seen]:
        path = tmp_path / "draft.docx"
        path.write_bytes(package.save())
        return office.paragraphs(path, settle)

    return look


def filled(paragraphs: list[Seen]) -> list[tuple[object, ...]]:
    """Paragraphs with text: their style and number, their runs, whether in a table, and how they are aligned."""
    return [(seen.style, seen.label, seen.runs, seen.table, seen.adjust) for seen in paragraphs if seen.text.strip()]


def words(paragraphs: list[Seen]) -> list[str]:
    return [" ".join(seen.text.split()) for seen in paragraphs if seen.text.strip() and seen.text.strip() != END]


def holds(look, found: Case) -> None:
    """What the oracle says: reject all is people's file, accept all is the merge."""
    wanted = [" ".join(line.split()) for _, _, cells in found.wanted for cell in cells for line in cell.split("\n")]
    made = opened(found.update())
    before, after = look(found.people, "reject"), look(made, "reject")
    assert filled(after) == filled(before)
    assert empty(after) - empty(before) <= below_tables(made)
    if not found.text.pending:
        accepted = look(made, "accept")
        assert words(accepted) == [line for line in wanted if line]
        assert counted(filled(accepted), accepted) == counted(filled(look(all_accepted(made), "accept")), accepted)


def empty(paragraphs: list[Seen]) -> int:
    """How many paragraphs say nothing."""
    return sum(not seen.text.strip() for seen in paragraphs)


def below_tables(package: Package) -> int:
    """How many new paragraphs stand right before a table with no older paragraph above: LibreOffice leaves those."""
    tables = package.xml(package.main).iterfind(f"{w('body')}/{w('tbl')}")
    above = (table.getprevious() for table in tables)
    return sum(place is not None and place.tag == w("p") and mark_change(place, "ins") is not None for place in above)


def counted(found: list[tuple[object, ...]], shown: list[Seen]) -> list[tuple[object, ...]]:
    """Without the numbers of headings where LibreOffice left an empty one: it does so before a table that goes."""
    empty = any(seen.style.startswith("Heading") and not seen.text.strip() for seen in shown)
    return [
        (style, "" if empty and str(style).startswith("Heading") else label, *rest) for style, label, *rest in found
    ]


@pytest.mark.parametrize("seed", range(1000, 1000 + SCRIPTS))
def test_any_edits_and_any_change_of_the_plan(look, seed):
    holds(look, generated(seed))


@pytest.mark.parametrize("seed", range(2000, 2000 + (SCRIPTS + 3) // 4))
def test_a_file_that_libreoffice_saved_first(office, look, tmp_path, seed):
    chance = random.Random(seed)
    base = (EXAMPLES / "cedar-valley" / "drafts" / "lift-and-contact.md").read_text(encoding="utf-8")
    first, saved = tmp_path / "first.docx", tmp_path / "saved.docx"
    first.write_bytes(edited(word(base), seed).save())
    office.paragraphs(first, "", saved)
    people = open_package(saved.read_bytes(), "saved.docx")
    assert read_mark(people)
    holds(look, case(people, plan_change(base, chance)))


def test_an_update_on_an_update_that_waits(look):
    one, two = (
        PAGE.replace("8 a.m.", "9 a.m."),
        PAGE.replace("8 a.m.", "10 a.m.").replace("- Advise", "- Advise\n- Refer"),
    )
    people = with_edit(word(PAGE), "Listen", "Listen closely")
    package = opened(update(opened(update(people, one)), two))
    assert filled(look(package, "reject")) == filled(look(people, "reject"))
    straight = opened(update(people, two))
    assert words(look(package, "accept")) == words(look(straight, "accept"))


TABLE = "| A | B |\n| --- | --- |\n| c | d |\n\n"
WHOLE = {
    "before a table": (TABLE, f"New.\n\n{TABLE}"),
    "in the middle": ("", "New.\n\n"),
    "several in a row": ("", "New.\n\nNewer.\n\n## 2. Newest\n\n"),
    "behind items": ("- one\n- two\n\n", "- one\n- two\n- three\n\n"),
    "between items": ("- one\n- two\n\n", "- one\n- three\n- two\n\n"),
    "several before a table": (TABLE, f"New.\n\n- one\n- two\n\nNewer.\n\n{TABLE}"),
    "a heading before a table": (TABLE, f"## 2. New\n\n{TABLE}"),
    "with a table": ("", f"New.\n\n{TABLE}"),
    "items behind items and before a table": (f"- one\n\n{TABLE}", f"- one\n- two\n- three\n\n{TABLE}"),
    "beside what goes": ("The captain decides on rest.\n\n", "- Bread\n- Butter\n\n"),
    "beside what goes before a table": (f"The captain decides on rest.\n\n{TABLE}", f"- Bread\n- Butter\n\n{TABLE}"),
    "a table in place of words": ("The captain decides on rest.\n\n", f"Bread.\n\n{TABLE}"),
    "between tables": (f"{TABLE}Old.\n\n{TABLE}", f"{TABLE}Old.\n\nNew.\n\n{TABLE}"),
}


@pytest.mark.parametrize("above", ["# T\n\n", "# T\n\nOne.\n\n", "# T\n\n## 1. Head\n\n"])
@pytest.mark.parametrize("kind", WHOLE)
def test_what_came_in_whole_goes_without_an_empty_paragraph(look, kind, above):
    base, new = (f"{above}{part}The end of it.\n" for part in WHOLE[kind])
    people = word(base)
    made = opened(update(people, new))
    assert look(made, "reject") == look(people, "")
    assert filled(look(made, "accept")) == filled(look(word(new), ""))


def test_what_came_in_whole_goes_from_the_start_too(look):
    people = word("One.\n\nTwo.\n")
    assert look(opened(update(people, "New.\n\nNewer.\n\nOne.\n\nTwo.\n")), "reject") == look(people, "")


def test_libreoffice_reads_a_new_draft_as_it_was_meant(look):
    seen = look(word(PAGE), "reject")
    assert words(seen)[0] == "Job description"
    headings = [item for item in seen if item.text in ("Purpose", "Money")]
    assert [item.label.strip() for item in headings] == ["1.", "2."]
    assert [item.table for item in seen if item.text == "County"] == [True]
