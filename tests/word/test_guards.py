"""What coplan cannot read is never touched, and what people put on its pending changes survives the next update."""

from __future__ import annotations

import re

import pytest

from coplan.word.file.package import Package, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import read_word
from coplan.word.track.editing import ORPHAN
from coplan.word.track.track import unresolved
from tests.word.cases import PAGE, all_accepted, opened, update, word

NEW = PAGE.replace("30 minutes", "20 minutes").replace("60%", "70%").replace("- Listen\n", "- Listen\n- Write\n")
CONTROL = (
    '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/><w:dataBinding w:xpath="/x" w:storeItemID="{{0}}"/></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
BOX = (
    '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r>'
    "</w:p></w:txbxContent></v:textbox></w:pict></w:r>"
)


def xml(package: Package) -> str:
    return package.parts[package.main].decode()


def with_xml(package: Package, text: str) -> Package:
    assert text != xml(package)
    return package.replaced({package.main: text.encode()})


def around(package: Package, tag: str, words: str) -> Package:
    """The file with a content control around the innermost element of this name that says these words."""
    found = [item for item in re.finditer(rf"<{tag}>(?:(?!<{tag}>).)*?</{tag}>", xml(package)) if words in item[0]]
    return with_xml(package, xml(package).replace(found[0][0], CONTROL.format(found[0][0])))


def controls(package: Package) -> list[bytes]:
    return [xml_bytes(item) for item in package.xml(package.main).iter(w("sdtContent"))]


CONTROLLED = [("w:p", "It answers within"), ("w:p", "60%"), ("w:tc", "60%"), ("w:tr", "60%"), ("w:tbl", "60%")]


@pytest.mark.parametrize(("tag", "words"), CONTROLLED)
@pytest.mark.parametrize("new", [NEW, NEW.replace("It answers within 20 minutes.", ""), "# Job description\n"])
def test_a_content_control_is_never_written_into(tag, words, new):
    people = around(word(PAGE), tag, words)
    done = update(people, new)
    assert done.left_alone
    assert controls(opened(done)) == controls(people)


def test_a_text_box_is_no_paragraph_of_its_cell():
    text = xml(word(PAGE))
    people = with_xml(word(PAGE), text.replace("60%</w:t></w:r>", f"60%</w:t></w:r>{BOX}"))
    assert ("City", "60%") in [block.texts for block in read_word(people).blocks]
    done = opened(update(people, NEW))
    assert "<w:t>In a box</w:t>" in xml(done)
    assert ("City", "70%") in [block.texts for block in read_word(done).blocks]


def test_a_section_break_outlives_the_paragraph_that_carries_it():
    broken = re.sub(
        r"<w:p>(<w:pPr>(?:(?!</w:pPr>).)*)?(?:</w:pPr>)?((?:(?!<w:p>).)*Nothing else)",
        lambda found: f"<w:p>{found[1] or '<w:pPr>'}<w:sectPr/></w:pPr>{found[2]}",
        xml(word(PAGE)),
    )
    people = with_xml(word(PAGE), broken)
    done = all_accepted(opened(update(people, PAGE.replace("\nNothing else is promised.\n", ""))))
    assert "Nothing else" not in xml(done)
    assert xml(done).count("<w:sectPr") == xml(people).count("<w:sectPr")


UNSHOWN = {
    "hidden text": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>",
    "struck text": "<w:r><w:rPr><w:strike/></w:rPr><w:t>x</w:t></w:r>",
    "raised or lowered text": '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>',
    "a footnote": '<w:r><w:footnoteReference w:id="2"/></w:r>',
    "a picture or text box": BOX,
    "text in another direction": '<w:bdo w:val="rtl"><w:r><w:t>x</w:t></w:r></w:bdo>',
    "an endnote": '<w:r><w:endnoteReference w:id="2"/></w:r>',
    "a symbol": '<w:r><w:sym w:char="F0FC"/></w:r>',
    "an embedded object": "<w:r><w:object/></w:r>",
    "text with a reading above it": "<w:r><w:ruby/></w:r>",
    "something that is no text": "<w:r><w:pgNum/></w:r>",
    "an emoji or sign": '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/></w:r>',
    "a formula": '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/>',
}


@pytest.mark.parametrize("what", UNSHOWN)
def test_what_a_page_cannot_show_is_named(what):
    people = with_xml(
        word(PAGE), xml(word(PAGE)).replace("30 minutes.</w:t></w:r>", f"30 minutes.</w:t></w:r>{UNSHOWN[what]}")
    )
    assert read_word(word(PAGE)).unshown == ()
    [found] = read_word(people).unshown
    assert found.startswith(f"{what} in “The team is on duty")


def test_a_row_whose_label_got_a_line_of_its_own_does_not_grow():
    with_row = PAGE.replace("| County", "| Counsel: | $10 |\n| County")
    first = opened(update(word(PAGE), with_row))
    line = "<w:p><w:r><w:t>Program</w:t></w:r></w:p>"
    people = with_xml(
        first, re.sub(r"(<w:p>(?:(?!<w:p>).)*Counsel:)", lambda found: line + found[1], xml(first), count=1)
    )
    shown = [block.texts for block in read_word(people).blocks]
    package = people
    for amount in ("$20", "$30", "$10"):
        package = opened(update(package, with_row.replace("$10", amount)))
        wanted = [(first, amount if first == "Program\nCounsel:" else last) for first, last in rows(shown)]
        assert rows([block.texts for block in read_word(package).blocks]) == wanted
    assert unresolved(read_word(package)) == ()


def rows(texts: list[tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(cells[0], cells[1]) for cells in texts if len(cells) == 2]


def test_words_behind_an_empty_line_of_a_cell_are_changed_where_they_stand():
    page = PAGE.replace("| City | 60% |", "| City | The council meets weekly. The sheriff reports daily. |")
    line = '</w:t></w:r></w:p><w:p/><w:p><w:r><w:t xml:space="preserve">'
    people = with_xml(word(page), xml(word(page)).replace("weekly. The", f"weekly.{line}The"))
    made = opened(update(people, page.replace("weekly", "monthly").replace("reports daily", "speaks every day")))
    assert ("City", "The council meets monthly.\n\nThe sheriff speaks every day.") in rows(
        [block.texts for block in read_word(made).blocks]
    )


GONE = {
    "an item": PAGE.replace("- Advise\n", ""),
    "a paragraph": PAGE.replace("\nNothing else is promised.\n", ""),
    "a row": PAGE.replace("| County | 40% |\n", ""),
    "a heading": PAGE.replace("## 2. Money\n", ""),
}


@pytest.mark.parametrize("what", GONE)
@pytest.mark.parametrize("marked", ["before", "while it waits"])
def test_what_the_plan_drops_and_has_again_stands_once_and_keeps_what_people_did_to_it(what, marked):
    said = {"an item": "Advise", "a paragraph": "Nothing else", "a row": "40%", "a heading": "Money"}[what]
    people = _highlighted(word(PAGE), "t", said) if marked == "before" else word(PAGE)
    dropped = opened(update(people, GONE[what]))
    waiting = dropped if marked == "before" else _highlighted(dropped, "delText", said)
    again = opened(update(waiting, PAGE))
    assert "<w:ins " not in xml(again)
    assert "<w:del " not in xml(again)
    assert [block.texts for block in read_word(again).blocks] == [block.texts for block in read_word(people).blocks]
    assert xml(again).count("w:highlight") == 1


def _highlighted(package: Package, tag: str, words: str) -> Package:
    """The file with the run marked that says these words."""
    run = rf"<w:r>(<w:rPr>)?((?:(?!<w:r>).)*?<w:{tag}[^>]*>[^<]*{words})"
    mark = '<w:highlight w:val="yellow"/>'

    def with_mark(found: re.Match[str]) -> str:
        look = f"<w:rPr>{mark}" if found[1] else f"<w:rPr>{mark}</w:rPr>"
        return f"<w:r>{look}{found[2]}"

    return with_xml(package, re.sub(run, with_mark, xml(package), count=1))


HELD = [what for what in UNSHOWN if what not in ("hidden text", "struck text", "raised or lowered text")]


@pytest.mark.parametrize("what", HELD)
def test_a_paragraph_that_holds_what_is_no_text_is_never_taken_out(what):
    people = with_xml(
        word(PAGE), xml(word(PAGE)).replace("promised.</w:t></w:r>", f"promised.</w:t></w:r>{UNSHOWN[what]}")
    )
    done = update(people, PAGE.replace("\nNothing else is promised.\n", ""))
    assert ORPHAN in opened(done).parts["word/comments.xml"].decode()
    assert xml(all_accepted(opened(done))).count(UNSHOWN[what]) == 1
    assert "Nothing else is promised." in xml(all_accepted(opened(done)))


NESTED = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Within</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"


def test_a_table_within_a_table_is_named_and_its_row_is_never_taken_out():
    people = with_xml(word(PAGE), xml(word(PAGE)).replace("60%</w:t></w:r></w:p>", f"60%</w:t></w:r></w:p>{NESTED}"))
    assert read_word(people).unshown == ("a table within a table",)
    done = update(people, PAGE.replace("| City | 60% |\n", ""))
    assert done.left_alone
    assert "Within" in xml(all_accepted(opened(done)))


def test_what_stands_between_paragraphs_is_named():
    chunk = '<w:altChunk r:id="rId77"/>'
    people = with_xml(word(PAGE), xml(word(PAGE)).replace("<w:tbl>", f"{chunk}<w:tbl>", 1))
    assert read_word(people).unshown == ("a document within the document",)
    assert xml(opened(update(people, NEW))).count(chunk) == 1


def test_hidden_text_is_merged_and_is_not_for_readers():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a secret</w:t></w:r>"
    people = with_xml(word(PAGE), xml(word(PAGE)).replace("promised.</w:t></w:r>", f"promised.</w:t></w:r>{hidden}"))
    texts = ["".join(block.texts) for block in read_word(people, hidden=False).blocks]
    assert "Nothing else is promised." in texts
    assert "Nothing else is promised.a secret" in ["".join(block.texts) for block in read_word(people).blocks]
