"""Marks of new paragraphs before a table stand one higher in the file, and all of coplan reads them as if they did not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.word.file.package import Package, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.moved_marks import MOVED, SHAPE, move_back, move_up
from coplan.word.read.word_document import AUTHOR, mark_change, read_word
from coplan.word.track.pending import Changes
from tests.prose.pages import Author
from tests.word.cases import DATE, all_accepted, opened, plain, rejected, update, word

TABLE = "| A | B |\n| --- | --- |\n| c | d |"
BASE = f"# T\n\n## 1. Hours\n\nOne here.\n\n{TABLE}\n\nTwo here.\n"
NEW = BASE.replace("One here.", "One here.\n\n- New\n- Newer")
ABOVE, LAST = 2, 4  # the paragraph above, and the last new one


def changed(base: str = BASE, new: str = NEW) -> Package:
    return opened(update(word(base), new))


def with_body(package: Package, edit) -> Package:
    root = package.xml(package.main)
    edit(root.find(w("body")).findall(w("p")))
    return package.replaced({package.main: xml_bytes(root)})


def texts(package: Package) -> list[str]:
    return [text for block in read_word(package).blocks for text in block.texts]


def marks(root: etree._Element) -> list[bool]:
    return [mark_change(paragraph, "ins") is not None for paragraph in root.find(w("body")).findall(w("p"))]


def test_in_the_file_the_mark_stands_one_higher():
    package = changed()
    assert marks(package.xml(package.main)) == [False, False, True, True, False, False, False]
    assert marks(read_word(package).root) == [False, False, False, True, True, False, False]
    assert plain(rejected(package)) == plain(word(BASE))
    assert plain(all_accepted(package)) == plain(word(NEW))


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**9))
def test_up_and_back_is_nothing(seed):
    author = Author(seed)
    page = author.page()
    package = changed(write_markdown(page), write_markdown(author.edited(page, author.random.randint(1, 6))))
    root = read_word(package).root
    one = etree.tostring(root, method="c14n")
    move_up(root, AUTHOR, Changes(root, AUTHOR, DATE).element)
    assert etree.tostring(root, method="c14n") == etree.tostring(package.xml(package.main), method="c14n")
    move_back(root, AUTHOR)
    assert etree.tostring(root, method="c14n") == one


def test_the_shape_of_the_paragraph_above_comes_back_with_the_looks_of_its_mark():
    base, new = (text.replace("One here.\n\n", "") for text in (BASE, NEW.replace("One here.", "One here.", 1)))
    people = with_body(
        word(base),
        lambda found: etree.SubElement(etree.SubElement(found[1].find(w("pPr")), w("rPr")), w("b")),
    )
    package = opened(update(people, new))
    [shape] = package.xml(package.main).iter(SHAPE)
    assert shape.find(f"{w('pPr')}/{w('pStyle')}") is not None
    back = rejected(package)
    assert plain(back) == plain(people)
    heading = back.xml(back.main).find(w("body")).findall(w("p"))[1]
    assert heading.find(f"{w('pPr')}/{w('rPr')}/{w('b')}") is not None


def clicked_away(found):
    """Somebody took the new paragraphs out without tracking."""
    for paragraph in found[ABOVE + 1 : LAST + 1]:
        paragraph.getparent().remove(paragraph)


def other_minutes(found):
    for paragraph in found:
        for change in paragraph.iter(w("ins")):
            change.set(w("date"), "2026-11-24T08:17:00Z")


def own_paragraph(found):
    """Somebody pressed Enter behind the paragraph above: its mark goes to the line that they wrote."""
    line = etree.fromstring(f'<w:p xmlns:w="{found[0].nsmap["w"]}"><w:r><w:t>Our line.</w:t></w:r></w:p>')
    line.insert(0, found[ABOVE].find(w("pPr")))
    found[ABOVE].addnext(line)


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (clicked_away, ["T", "Hours", "One here.", "A", "B", "c", "d", "Two here."]),
        (other_minutes, ["T", "Hours", "One here.", "New", "Newer", "A", "B", "c", "d", "Two here."]),
        (own_paragraph, ["T", "Hours", "One here.", "Our line.", "New", "Newer", "A", "B", "c", "d", "Two here."]),
    ],
)
def test_whatever_people_do_there_the_paragraph_above_stays_theirs(edit, left):
    people = with_body(changed(), edit)
    assert texts(people) == left
    without = BASE.replace("One here.\n\n", "")
    package = opened(update(people, without))  # the plan drops the paragraph above, and what it had brought in
    assert "One here." not in texts(package)
    assert "One here." in texts(rejected(package))
    assert ("Our line." in texts(package)) is (edit is own_paragraph)


def test_where_the_table_goes_again_the_mark_stands_where_it_belongs():
    package = changed()
    gone = NEW.replace(f"{TABLE}\n\n", "")
    later = opened(update(package, gone))
    assert texts(later) == [text for block in read_markdown(gone) for text in block.texts]
    assert plain(rejected(later)) == plain(word(BASE))
    assert all(MOVED in change.get(w("date")) for change in package.xml(package.main).iter(w("ins")))
