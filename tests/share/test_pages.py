"""Shared pages: what stands on them, in HTML and in PDF, and what never does."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import validate_pdf_bytes

from coplan.errors import MISSING_EXTRA, MissingExtra
from coplan.prose.blocks import Block, Run
from coplan.prose.markdown.read import read_markdown
from coplan.share.head_and_foot import Cover
from coplan.share.html import html
from coplan.share.outline import Heading, Items, PageTable, Quote, outline, plain, texts
from coplan.share.pdf import pdf
from coplan.share.typst_text import typst_text
from tests.long import few_of
from tests.test_examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
DRAFTS = sorted((ROOT / "examples").glob("*/drafts/*.md"))
COVER = Cover("Interlocal agreement", "Cedar Valley Co-Response", "2026-11-24")
SAMPLE = """\
# Title & more

> **Draft.** Not advice.
>
> Two points.

## 1. Purpose

It runs **[To decide: the hours. Owner: Chief]** and `code`.

- one
  - inside
- two

1. first
2. second

### 1.1 Who

| Party | Share |
| --- | --- |
| City | 60% |

## 2. Money
"""


def page(text: str, cover: Cover = COVER) -> str:
    return html(outline(read_markdown(text)), cover)


def test_headings_are_counted_and_lists_stand_within_lists():
    nodes = outline(read_markdown(SAMPLE))
    headings = [(node.level, node.number, plain(node.runs)) for node in nodes if isinstance(node, Heading)]
    assert headings == [(0, "", "Title & more"), (1, "1.", "Purpose"), (2, "1.1", "Who"), (1, "2.", "Money")]
    bullets, numbers = [node for node in nodes if isinstance(node, Items)]
    assert [plain(item.runs) for item in bullets.items] == ["one", "two"]
    assert [plain(item.runs) for item in bullets.items[0].inside[0].items] == ["inside"]
    assert numbers.ordered
    assert len(next(node for node in nodes if isinstance(node, Quote)).paragraphs) == 2
    assert plain(next(node for node in nodes if isinstance(node, PageTable)).head[0]) == "Party"


def test_a_heading_that_skips_a_level_comes_up():
    nodes = outline(read_markdown("# T\n\n#### Deep\n\n## Top\n\n#### Deep\n"))
    assert [node.level for node in nodes] == [0, 1, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("example", few_of(EXAMPLES, 1))
def test_no_word_of_a_draft_is_missing_from_its_page(example):
    read = {path.stem: read_markdown(path.read_text(encoding="utf-8")) for path in DRAFTS if path.parts[-3] == example}
    wanted = {name: " ".join(text for block in blocks for text in block.texts) for name, blocks in read.items()}
    shown = {name: " ".join(texts(outline(blocks))) for name, blocks in read.items()}
    assert [name for name in wanted if shown[name].split() != wanted[name].split()] == []


def test_the_page_stands_alone_and_says_draft():
    found = page(SAMPLE)
    assert "<script" not in found
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', found) == []
    assert '<span class="draft">Draft</span>' in found
    assert "<title>Interlocal agreement – Draft</title>" in found
    assert "<mark>[To decide: the hours. Owner: Chief]</mark>" in found
    assert '<th scope="col">Party</th>' in found


def test_a_final_document_does_not_say_draft():
    assert "Draft" not in page("# T\n\nText.\n", Cover("T", final=True))


class Tags(HTMLParser):
    """The open tags, to see that each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@given(st.text(max_size=80))
def test_what_people_typed_never_becomes_a_tag(text):
    found = html([*outline([Block("paragraph", ((Run(text, bold=True, link="javascript:alert(1)"),),))])], COVER)
    tags = Tags()
    tags.feed(found)
    assert tags.open == []
    assert "href" not in found


@pytest.fixture(scope="module")
def made() -> bytes:
    pytest.importorskip("typst", reason="PDF is an extra")
    found = pdf(typst_text(outline(read_markdown(SAMPLE)), COVER))
    assert found.warning == ""
    return found.content


def test_the_pdf_is_tagged_and_says_what_it_is(made):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(made))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Interlocal agreement"
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()


PRINTED = [SAMPLE, *(path.read_text(encoding="utf-8") for path in DRAFTS if path.stem.startswith(("inter", "lift")))]


@pytest.mark.parametrize("text", few_of(PRINTED, 2, step=4))
def test_an_outside_validator_finds_no_fault_by_pdf_ua_1(text):
    """Every rule of PDF/UA-1 that can be checked by a program, with page-validation, which passes veraPDF's own corpus."""
    pytest.importorskip("typst", reason="PDF is an extra")
    blocks = read_markdown(text)
    changed = Block("paragraph", ((Run("It is "), Run("gone", change="deleted"), Run("here", change="inserted")),))
    report = validate_pdf_bytes(pdf(typst_text(outline([*blocks, changed]), COVER)).content, profile="ua1")
    assert report.rules.total > 100
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []


CARDS = [path for path in DRAFTS if path.stem in ("dispatch-card", "wallet-card")]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def test_a_card_has_one_side(path):
    pytest.importorskip("typst", reason="PDF is an extra")
    from pypdf import PdfReader

    cover = Cover("Card", "Cedar Valley Co-Response", dense=True, margin=0.6)
    made = pdf(typst_text(outline(read_markdown(path.read_text(encoding="utf-8"))), cover))
    assert len(PdfReader(io.BytesIO(made.content)).pages) == 1


def test_narrow_margins_leave_the_letters_as_they_are(pack):
    letter = pack.document("invitation-letter")
    assert (letter.is_dense, letter.inches) == (False, 0.6)
    assert replace(letter, margin="").inches == 1.0
    narrow = replace(COVER, margin=letter.inches)
    assert "margin: 0.6in" in page("# T\n", narrow)
    source = typst_text(outline(read_markdown("# T\n")), narrow)
    assert source == typst_text(outline(read_markdown("# T\n")), COVER).replace("margin: 1in", "margin: 0.6in")


def test_a_box_to_check_is_printed(made):
    assert pdf(typst_text(outline([Block("paragraph", ((Run("\u2610 yes"),),))]), COVER)).warning == ""


def test_the_pdf_holds_the_words(made):
    from pypdf import PdfReader

    text = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    for words in ("Title & more", "1. Purpose", "[To decide: the hours. Owner: Chief]", "inside", "60%", "Draft"):
        assert words in text
    assert "Page 1 of 1" in text


def test_the_same_draft_gives_the_same_pdf(made):
    assert pdf(typst_text(outline(read_markdown(SAMPLE)), COVER)).content == made


SPECIAL = "#let x = 1 $a$ *b* _c_ `d` <e> @f [g] \\ // /* = h\n- i + j ~ k -- l ... \"m\" 'n' https://o.org ; : %"


@pytest.mark.parametrize("kind", ["title", "heading", "paragraph", "bullet", "number", "quote", "head", "row", "code"])
@settings(max_examples=4)
@given(
    text=st.one_of(
        st.just(SPECIAL), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
    )
)
def test_no_text_breaks_the_pdf(kind, text):
    pytest.importorskip("typst", reason="PDF is an extra")
    runs = (
        Run(text),
        Run(text, bold=True),
        Run(text, italic=True, code=True),
        Run("x", link="https://e.org/?a=1&b=2#c"),
    )
    blocks = [Block("title", ((Run("T"),),)), Block(kind, (runs, runs) if kind in ("head", "row") else (runs,), 1)]
    assert pdf(typst_text(outline(blocks), COVER)).content.startswith(b"%PDF")


def test_no_sign_right_behind_a_link_or_a_face_breaks_the_pdf():
    pytest.importorskip("typst", reason="PDF is an extra")
    faces = [
        {"link": "https://e.org"},
        {"bold": True},
        {"italic": True},
        {"code": True},
        {"bold": True, "italic": True},
    ]
    changes = [{"change": "inserted"}, {"change": "deleted"}]
    runs = [
        run
        for face in [*faces, *changes]
        for sign in "([{.,;:-_*`$#@<~=/\"'\\+0a"
        for run in (Run("x", **face), Run(f"{sign}y) "))
    ]
    found = pdf(typst_text(outline([Block("paragraph", (tuple(runs),))]), COVER))
    assert found.content.startswith(b"%PDF")
    assert found.warning == ""


def test_a_letter_that_no_font_has_costs_the_standard_and_not_the_document():
    pytest.importorskip("typst", reason="PDF is an extra")
    found = pdf(typst_text(outline([Block("paragraph", ((Run("\u0380"),),))]), COVER))
    assert found.content.startswith(b"%PDF")
    assert found.warning.startswith("not accessible throughout: PDF/UA-1 error")


def test_pending_changes_are_shown_where_they_are_asked_for():
    runs = (Run("old", change="deleted"), Run("new", change="inserted"))
    found = html(outline([Block("paragraph", (runs,))]), COVER)
    assert "<del>old</del><ins>new</ins>" in found
    source = typst_text(outline([Block("paragraph", (runs,))]), COVER)
    assert "#strike[" in source
    assert "#underline(" in source


def test_without_typst_the_message_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"install `coplan\[pdf\]`") as caught:
        pdf("")
    assert caught.value.exit_code == MISSING_EXTRA


BEHIND = "**Chief** (the sheriff) *or* (a deputy), [page](https://example.org) (new) and `code` (old). **A**(b)."


def test_a_bracket_right_behind_bold_italic_a_link_or_code_is_text():
    text = BEHIND.replace("** (", "**(").replace("* (", "*(").replace(") (", ")(").replace("` (", "`(")
    pdf(typst_text(outline(read_markdown(f"# T\n\n{text}\n\n| {text} |\n| --- |\n| {text} |\n")), COVER))


@pytest.mark.parametrize("title", ["A & B", "</style><b>", 'say "x" \\ y', "one\ntwo", "a; } * { top: 0 }"])
def test_the_running_title_is_a_string_of_the_style_sheet(title):
    sheet = page("# T\n", Cover(title, "P", "2026-11-24")).partition("<style>")[2].partition("</style>")[0]
    (said,) = re.findall(r'@top-center \{ content: "((?:[^"\\]|\\.)*)"; font-size', sheet)
    shown = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), said)
    assert shown.startswith(title)
    assert "<" not in sheet


def test_a_number_to_call_is_dialed_at_a_touch_and_stays_on_one_line():
    text = page("# T\n\nCall (360) 555-0155, or 360-555-0101. Not 1-360-555-0101-7.\n")
    assert '<a class="kept" href="tel:+13605550155">(360) 555-0155</a>' in text
    assert text.count('href="tel:') == 2


def test_a_day_stays_on_one_line():
    assert '<span class="kept">September 14, 2027</span>' in page("# T\n\n| By |\n| --- |\n| September 14, 2027 |\n")


def test_a_paper_in_another_language_says_so_to_those_who_read_aloud():
    spanish = Cover("¿A quién llamo?", language="es")
    assert '<html lang="es">' in page("# T\n", spanish)
    assert 'lang: "es"' in typst_text(outline(read_markdown("# T\n")), spanish)
