"""Markdown into blocks and back: our own drafts byte for byte, and nothing lost of what people write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coplan.prose.blocks import Block, Run
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from tests.long import few_of
from tests.test_examples import EXAMPLES

DRAFTS = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/drafts/*.md"))


def text_of(blocks: list[Block]) -> str:
    return "\n".join(" | ".join(block.texts) for block in blocks)


def kinds(text: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, " | ".join(block.texts)) for block in read_markdown(text)]


@pytest.mark.parametrize("example", few_of(EXAMPLES, 1))
def test_shipped_drafts_come_back_byte_for_byte(example):
    texts = {path.stem: path.read_text(encoding="utf-8") for path in DRAFTS if path.parts[-3] == example}
    assert [name for name, text in texts.items() if write_markdown(read_markdown(text)) != text] == []


def test_all_kinds():
    text = "# T\n\n> **a** b\n>\n> c\n\n## 1. H\n\n### 1.1 S\n\n- x\n  - y\n\n1. n\n   - m\n2. o\n\n| A | B |\n| --- | --- |\n| | 2 |\n\n---\n"
    assert kinds(text) == [
        *[("title", 0, "T"), ("quote", 0, "a b"), ("quote", 0, "c"), ("heading", 1, "H"), ("heading", 2, "S")],
        *[("bullet", 0, "x"), ("bullet", 1, "y"), ("number", 0, "n"), ("bullet", 1, "m"), ("number", 0, "o")],
        *[("head", 0, "A | B"), ("row", 0, " | 2"), ("rule", 0, "")],
    ]
    assert write_markdown(read_markdown(text)) == text


@pytest.mark.parametrize("words", ["___", "_ _ _", "____________"])
def test_a_line_to_write_on_is_no_rule(words):
    [read] = read_markdown(write_markdown([Block("paragraph", ((Run(words),),))]))
    assert (read.kind, read.texts) == ("paragraph", (words,))


def test_numbers_of_headings_are_no_text():
    numbered, plain = read_markdown("## 3. Scope\n\n## 988 Lifeline\n")
    assert (numbered.numbered, numbered.texts) == (True, ("Scope",))
    assert (plain.numbered, plain.texts) == (False, ("988 Lifeline",))


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("a **b** c", (Run("a "), Run("b", bold=True), Run(" c"))),
        ("*a **b***", (Run("a ", italic=True), Run("b", bold=True, italic=True))),
        ("**[b](http://x.org/a_b_c)**", (Run("b", bold=True, link="http://x.org/a_b_c"),)),
        ("`a*b*` \\*c\\*", (Run("a*b*", code=True), Run(" *c*"))),
        ("____________ (name) snake_case_word", (Run("____________ (name) snake_case_word"),)),
        ("**[To decide: insurance. Owner: A]**.", (Run("[To decide: insurance. Owner: A]", bold=True), Run("."))),
        ("AT&amp;T &copy; &nothing", (Run("AT&T © &nothing"),)),
        ("2 * 3 * 4 and a*", (Run("2 * 3 * 4 and a*"),)),
        ("one\ntwo  \nthree\\\nfour", (Run("one two\nthree\nfour"),)),
        ("<https://a.org>", (Run("https://a.org", link="https://a.org"),)),
    ],
)
def test_looks(source, runs):
    (block,) = read_markdown(source)
    assert block.cells == (runs,)
    assert read_markdown(write_markdown([block])) == [block]


def test_bars_in_cells():
    (_, row) = read_markdown("| a | b |\n| --- | --- |\n| 1 \\| 2 | `x\\|y` |\n")
    assert row.texts == ("1 | 2", "x|y")
    assert write_markdown([row]).split("\n")[2] == "| 1 \\| 2 | `x\\|y` |"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<div>\n<b>bold</b> text\n</div>\n\n<!-- a\n\ncomment -->\n", ["<b>bold</b>", "text", "comment"]),
        ("```python\nx = 1\n```\n", ["python", "x = 1"]),
        ("~~~\n>>>>>>> theirs\n=======\n~~~\n", [">>>>>>> theirs", "======="]),
        ("    indented\n", ["indented"]),
        ("![a map](map.png)\n", ["![a map](map.png)"]),
        ("Text[^1].\n\n[^1]: The note.\n", ["Text[^1].", "[^1]: The note."]),
        ("[text][ref]\n\n[ref]: http://x.org 'Title'\n", ["[text][ref]", "[ref]: http://x.org 'Title'"]),
        ('[a](http://x.org "title")\n', ['[a](http://x.org "title")']),
        ("- [ ] open\n- [x] done\n", ["[ ] open", "[x] done"]),
        ("Setext\n=======\n\nSecond\n---\n", ["Setext", "Second"]),
        (">>>>>>> quoted mail\n", ["quoted mail"]),
        ("> - in a quote\n> - second\n", ["in a quote", "second"]),
        ("> | a | b |\n> | --- | --- |\n> | 1 | 2 |\n", ["a", "b", "1", "2"]),
        ("- # odd\n\n- > quoted\n\n-\n", ["odd", "quoted"]),
        ("| a |\n| --- |\n| 1 | too many |\n", ["too many"]),
        ("| lone | bars |\n", ["lone", "bars"]),
        ("a\fb \x85 c\u2028d \x00\n", ["a\fb", "c\u2028d"]),
        ("bad \udce4 bytes\n", ["bad \udce4 bytes"]),
        ("> " * 150 + "deep\n", ["deep"]),
    ],
)
def test_nothing_is_lost(text, words):
    read = read_markdown(text)
    again = read_markdown(write_markdown(read))
    for word in words:
        assert word in text_of(read)
        assert word in text_of(again)


def test_line_breaks_and_byte_order_marks_are_no_text():
    assert read_markdown("\ufeff# A\r\n\r\nb\r\nc\r\n") == read_markdown("# A\n\nb\nc")


def test_a_hand_wrapped_paragraph_is_one():
    assert kinds("- one\n  two\n\nthree\nfour\n") == [("bullet", 0, "one two"), ("paragraph", 0, "three four")]


@pytest.mark.slow
def test_much_on_one_line_does_not_hang():
    text = "word *star _under [bracket <angle " * 6000
    assert text_of(read_markdown(text)).split() == text.split()


WORDS = st.text(st.sampled_from("ab *_`[]()<>!&;\\|#-+=>.1~\n"), max_size=12)
RUNS = st.lists(st.builds(Run, WORDS, st.booleans(), st.booleans()), min_size=1, max_size=3).map(tuple)


@given(st.lists(st.builds(Block, st.sampled_from(["paragraph", "bullet", "number", "quote"]), st.tuples(RUNS))))
def test_words_survive_writing_and_reading(blocks):
    def letters(some: list[Block]) -> str:
        return "".join("".join(block.texts) for block in some).translate({ord(c): None for c in " \n"})

    assert letters(read_markdown(write_markdown(blocks))) == letters(blocks)


# An address of a link is no text: "[1](a)" reads as "1".
NO_LINK = st.text(st.sampled_from("ab *_`[]()<>!&;\\|#-+=>.1~\n\t\r"), max_size=60).filter(
    lambda text: "](" not in text
)


@given(NO_LINK)
def test_letters_of_any_markdown_are_kept(text):
    kept = "".join("".join(block.texts) for block in read_markdown(text))
    assert sum(map(kept.count, "ab")) >= sum(map(text.count, "ab")) - text.count("`")


@pytest.mark.parametrize(
    "address", ["https://example.org/<!--b", "https://example.org/a>b", "https://example.org/<a (b)>"]
)
def test_a_link_with_an_angle_bracket_is_written_the_same_each_time(address):
    once = write_markdown(read_markdown(f"See [the law]({address}) today.\n"))
    assert write_markdown(read_markdown(once)) == once
    runs = [Block("paragraph", ((Run("law", link=address),),))]
    written = write_markdown(runs)
    assert write_markdown(read_markdown(written)) == written
    assert "](" in written
