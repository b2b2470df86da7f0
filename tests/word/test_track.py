"""Tracked changes: rejecting them gives people's text back, accepting them gives the merge. Judged on the XML alone."""

from __future__ import annotations

import re

import pytest

from coplan.word.file.mark import read_mark
from coplan.word.file.package import TYPES, Package, relations_name, targets, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import read_word
from coplan.word.track.editing import ORPHAN
from coplan.word.track.pending import Changes
from coplan.word.track.track import unresolved
from tests.long import few_of
from tests.word.cases import (
    PAGE,
    all_accepted,
    decided,
    generated,
    opened,
    plain,
    rejected,
    update,
    with_edit,
    word,
)


def said(package: Package) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(block.kind, block.level, block.texts) for block in read_word(package).blocks]


def lines(package: Package) -> str:
    return "\n".join(" | ".join(block.texts) for block in read_word(package).blocks)


def test_a_word_of_the_plan_goes_into_peoples_sentence():
    people = with_edit(word(PAGE), "It answers within 30 minutes.", "It answers kindly, within 30 minutes.")
    done = update(people, PAGE.replace("8 a.m. to 8 p.m.", "noon to 10 p.m."))
    assert "from noon to 10 p.m. It answers kindly, within 30 minutes." in lines(all_accepted(opened(done)))
    assert plain(rejected(opened(done))) == plain(people)
    assert (done.changes, done.conflicts) == (1, 0)


def test_each_change_says_which_answer_changed():
    done = update(word(PAGE), PAGE.replace("8 a.m.", "9 a.m."))
    package = opened(done)
    comments = package.parts["word/comments.xml"].decode()
    assert "hours: was 8 to 8, is now noon to 10" in comments
    assert 'w:author="coplan"' in comments


def test_people_and_plan_on_the_same_words_is_a_conflict_with_both_texts():
    people = with_edit(word(PAGE), "within 30 minutes", "within an hour")
    done = update(people, PAGE.replace("within 30 minutes", "within 45 minutes"))
    text = lines(opened(done))
    assert "within an hour" in text
    assert "within 45 minutes" in text
    assert done.conflicts == 1
    assert len(unresolved(read_word(opened(done)))) == 1
    assert unresolved(read_word(all_accepted(opened(done)))) == ()
    assert unresolved(read_word(rejected(opened(done)))) == ()
    assert plain(rejected(opened(done))) == plain(people)


def test_what_the_plan_drops_and_people_edited_stays_with_a_note_once():
    people = with_edit(word(PAGE), "Nothing else is promised.", "Nothing else is promised, says counsel.")
    done = update(people, PAGE.replace("\nNothing else is promised.\n", ""))
    again = update(opened(done), PAGE.replace("\nNothing else is promised.\n", "").replace("Listen", "Listen well"))
    assert "says counsel" in lines(opened(again))
    assert opened(again).parts["word/comments.xml"].decode().count(ORPHAN) == 1


def test_rows_come_and_go():
    done = update(word(PAGE), PAGE.replace("| County | 40% |", "| Fire district | 40% |\n| Tribe | 0% |"))
    assert "Fire district | 40%\nTribe | 0%" in lines(all_accepted(opened(done)))
    assert plain(rejected(opened(done))) == plain(word(PAGE))


def test_a_new_table_comes_in_whole():
    new = PAGE + "\n| Day | Who |\n| --- | --- |\n| Monday | Ann |\n"
    done = update(word(PAGE), new)
    assert said(all_accepted(opened(done)))[-2:] == [("head", 0, ("Day", "Who")), ("row", 0, ("Monday", "Ann"))]
    assert plain(rejected(opened(done))) == plain(word(PAGE))


@pytest.mark.parametrize("place", ["| Party | Share |", "\nNothing else is promised."])
def test_a_new_table_touches_no_other_one(place):
    """Word makes one table of two that touch."""
    table = "| Day | Who |\n| --- | --- |\n| Monday | Ann |\n"
    package = opened(
        update(word(PAGE), PAGE.replace(place, f"{table}\n{place}" if place[0] == "|" else f"\n{table}{place}"))
    )
    tables = list(package.xml(package.main).iter(w("tbl")))
    assert len(tables) == 2
    assert all(item.getnext().tag == w("p") for item in tables)
    assert plain(rejected(package)) == plain(word(PAGE))


def test_a_new_item_belongs_to_its_list():
    package = opened(update(word(PAGE), PAGE.replace("- Advise", "- Advise\n- Refer")))
    assert said(all_accepted(package))[4:7] == [
        ("bullet", 0, ("Listen",)),
        ("bullet", 0, ("Advise",)),
        ("bullet", 0, ("Refer",)),
    ]


def test_the_items_of_a_new_list_are_one_list_and_count_on():
    """Also around items within an item; a second list counts from one again."""
    new = PAGE + "\n1. Ask\n   - by name\n2. Wait\n3. Write\n\n## 3. Then\n\n1. Go\n2. Call\n"
    package = opened(update(word(PAGE), new))
    numbers = {}
    for paragraph in package.xml(package.main).iter(w("p")):
        text = "".join(paragraph.itertext()).strip()
        number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        numbers[text] = number.get(w("val")) if number is not None else ""
    assert numbers["Ask"] == numbers["Wait"] == numbers["Write"]
    assert numbers["Go"] == numbers["Call"] != numbers["Ask"]


def test_a_file_without_any_list_gets_one():
    page = "# Job description\n\nThe team answers.\n"
    people = word(page)
    relations = relations_name(people.main)
    bare = {name: content for name, content in people.parts.items() if not name.endswith("numbering.xml")}
    bare[relations] = re.sub(rb"<Relationship [^>]*numbering[^>]*>", b"", bare[relations])
    bare[TYPES] = re.sub(rb"<Override [^>]*numbering[^>]*>", b"", bare[TYPES])
    package = opened(update(Package("job.docx", bare), page + "\n- Listen\n- Advise\n"))
    assert [block[0] for block in said(package)][-2:] == ["bullet", "bullet"]
    [part] = targets(package, package.main, "/numbering")
    assert part in package.parts


def test_a_removed_paragraph_is_shown_on_its_own_and_is_no_part_of_the_next_one():
    package = opened(update(word(PAGE), PAGE.replace("- Listen\n", "")))
    shown = [(block.texts, block.cells[0][0].change) for block in read_word(package, shown=True).blocks]
    at = shown.index((("Listen",), "deleted"))
    assert shown[at + 1] == (("Advise",), "")
    assert (("Listen",), "deleted") not in [(block.texts, "deleted") for block in read_word(package).blocks]


def test_what_people_run_together_stands_before_the_table_that_follows():
    """The mark of a paragraph before a table is deleted: its words stay, and new text comes in behind them."""
    people = with_edit(word(PAGE.replace("## 2. Money\n\n", "## 2. Money\n\nShares:\n\n")), "x", "x")
    root = people.xml(people.main)
    paragraph = next(item for item in root.iter(w("p")) if "".join(item.itertext()) == "Shares:")
    Changes(root, "Ann Example", "2026-11-01T00:00:00Z").mark_paragraph(paragraph, "del")
    people = people.replaced({people.main: xml_bytes(root)})
    shown = [block.texts for block in read_word(people).blocks]
    assert shown[shown.index(("Shares:",)) + 1] == ("Party", "Share")


def test_somebody_elses_pending_change_is_never_nested_into():
    people = edited_own_insertion(word(PAGE))
    done = update(people, PAGE.replace("8 a.m.", "9 a.m."))
    text = lines(opened(done))
    assert "8 a.m. to 8 p.m. It answers within 30 minutes. Pending." in text
    assert "9 a.m. to 8 p.m." in text
    assert done.conflicts == 1
    assert plain(rejected(opened(done))) == plain(people)


def edited_own_insertion(package: Package) -> Package:
    ann = '<w:ins w:id="77" w:author="Ann Example" w:date="2026-11-01T00:00:00Z"><w:r><w:t xml:space="preserve"> Pending.</w:t></w:r></w:ins>'
    return with_edit(package, "within 30 minutes.</w:t></w:r>", f"within 30 minutes.</w:t></w:r>{ann}")


def test_a_field_is_never_written_into():
    field = '<w:fldSimple w:instr=" DATE "><w:r><w:t>8 a.m.</w:t></w:r></w:fldSimple>'
    cut = f'from </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> to'
    people = with_edit(word(PAGE), "from 8 a.m. to", cut)
    done = update(people, PAGE.replace("8 a.m.", "9 a.m."))
    assert done.left_alone
    assert field in opened(done).parts["word/document.xml"].decode()
    assert plain(rejected(opened(done))) == plain(people)


def test_a_picture_is_never_deleted_with_its_paragraph():
    people = with_edit(word(PAGE), "Nothing else is promised.</w:t>", "Nothing else is promised.</w:t><w:drawing/>")
    done = update(people, PAGE.replace("\nNothing else is promised.\n", ""))
    assert "w:drawing" in opened(done).parts["word/document.xml"].decode()
    assert "Nothing else is promised." in lines(all_accepted(opened(done)))


def test_updating_twice_is_updating_once():
    people = with_edit(word(PAGE), "Listen", "Listen closely")
    first = opened(update(people, PAGE.replace("8 a.m.", "9 a.m.")))
    mark = read_mark(first)
    assert mark
    assert decided(read_word(first), mark.base).changes_nothing


def test_our_own_pending_change_is_replaced_and_not_nested():
    one, two = (
        PAGE.replace("8 a.m.", "9 a.m."),
        PAGE.replace("8 a.m.", "10 a.m.").replace("- Advise", "- Advise\n- Refer"),
    )
    people = with_edit(word(PAGE), "Listen", "Listen closely")
    package = opened(update(opened(update(people, one)), two))
    straight = opened(update(people, two))
    assert said(all_accepted(package)) == said(all_accepted(straight))
    assert plain(rejected(package)) == plain(people)
    assert package.parts["word/document.xml"].decode().count("<w:del ") == straight.parts[
        "word/document.xml"
    ].decode().count("<w:del ")


def test_other_parts_of_the_file_keep_their_bytes():
    people = word(PAGE)
    package = opened(update(people, PAGE.replace("8 a.m.", "9 a.m.")))
    touched = {
        "word/document.xml",
        "word/comments.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
        "customXml/item2.xml",
        "customXml/item1.xml",
    }
    same = [part for part, content in people.parts.items() if package.parts[part] == content]
    assert set(people.parts) - set(same) <= touched
    assert "word/styles.xml" in same
    assert "word/numbering.xml" in same


@pytest.mark.parametrize("seed", few_of(range(60), 5))
def test_any_edits_and_any_change_of_the_plan(seed):
    case = generated(seed)
    made = opened(case.update())
    assert plain(rejected(made)) == plain(case.people)
    if not case.text.pending:
        assert said(all_accepted(made)) == case.wanted
