"""People's words inside Markdown: a reader of the draft sees exactly what was typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coplan.drafts.render import markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# Mostly characters that mean something to Markdown, and some of everything else that can be typed.
SPECIAL = st.sampled_from(
    [*"\\`*_<>[]()|!&#~+-=.:;^$%{}'\"/ 019aAé", "- ", "1. ", "&amp;", "__", "**", "<b>", "](", "\t"]
)
ANY = st.characters(exclude_categories=["Cs", "Cc"])
ONE_LINE = st.lists(st.one_of(SPECIAL, ANY), max_size=25).map("".join).filter(str.strip)
LINES = st.lists(st.one_of(ONE_LINE, st.just("")), min_size=1, max_size=6).map("\n".join).filter(str.strip)


def spaced(text: str) -> str:
    return " ".join(text.split())


def read(text: str) -> tuple[set[str], list[str]]:
    """The elements that a Markdown reader makes of a text, and the words in each inline run."""
    elements, runs = set(), []
    for token in PARSER.parse(text):
        elements.add(token.type)
        if token.type == "inline":
            children = token.children or []
            elements |= {child.type for child in children}
            runs.append("".join("\n" if child.type == "softbreak" else child.content for child in children))
    return elements - {"inline", "text"}, runs


@given(ONE_LINE)
@example("__init__")
@example("# not a heading")
@example("1. not a list")
@example("a_b *c* `d` <e> [f](g) ![h](i) &amp; ~~j~~ \\k | l")
def test_words_in_a_paragraph_come_back_as_they_were(text):
    assert read(markdown.inline(text)) == ({"paragraph_open", "paragraph_close"}, [spaced(text)])


@given(ONE_LINE)
def test_words_in_a_sentence_come_back_as_they_were(text):
    elements, runs = read(f"before {markdown.inline(text)} after")
    assert elements == {"paragraph_open", "paragraph_close"}
    assert runs == [f"before {spaced(text)} after"]


@given(ONE_LINE, ONE_LINE)
@example("a|b", "c\\|d")
def test_words_in_a_table_come_back_as_they_were(first, second):
    elements, runs = read(markdown.table(["One", "Two"], [[markdown.inline(first), markdown.inline(second)]]))
    assert runs == ["One", "Two", spaced(first), spaced(second)]
    assert {name.partition("_")[0] for name in elements} == {"table", "thead", "tbody", "tr", "th", "td"}


@given(ONE_LINE, ONE_LINE)
def test_words_in_a_table_that_a_template_draws_come_back_as_they_were(first, second):
    _, runs = read(f"| One | Two |\n| --- | --- |\n| {markdown.inline(first)} | {markdown.inline(second)} |\n")
    assert runs == ["One", "Two", spaced(first), spaced(second)]


@given(LINES)
@example("a | b\n--- | ---\nc | d")
@example("title\n===")
@example("- [ ] one\n- # two\n- - three\n- 1. four")
@example("```\ncode\n```")
def test_paragraphs_come_back_as_they_were_and_only_dashes_make_lists(text):
    elements, runs = read(markdown.block(text))
    paragraphs, listed = typed_blocks(text)
    allowed = {"paragraph_open", "paragraph_close"}
    if listed:
        allowed |= {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}
    assert elements <= allowed
    assert [spaced(run) for run in runs] == paragraphs


def typed_blocks(text: str) -> tuple[list[str], bool]:
    """The paragraphs and list items that people typed, and whether there were list items."""
    blocks, listed, ended = [], False, True
    for line in text.split("\n"):
        item = re.match(r"[-*] (?=\S)", line.strip())
        listed = listed or bool(item)
        words = spaced(line.strip()[2:] if item else line)
        if words and not ended and not item:
            blocks[-1] += f" {words}"
        elif words:
            blocks.append(words)
        ended = not words
    return blocks, listed


def test_lines_that_follow_each_other_are_one_paragraph():
    assert markdown.block("One\r\nmore.\r\n\r\nTwo\rmore.\n- item\n- item\n  goes on") == (
        "One more.\n\nTwo more.\n- item\n- item goes on"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Smith & Jones", "Smith & Jones"),
        ("snake_case stays", "snake_case stays"),
        ("24/7, $5.00 (about 3%)", "24/7, $5.00 (about 3%)"),
        ("O'Brien's #2 unit - day", "O'Brien's #2 unit - day"),
        ("3.5 people", "3.5 people"),
        ("  two   spaces\tand a tab ", "two spaces and a tab"),
    ],
)
def test_plain_words_are_not_littered_with_backslashes(typed, written):
    assert markdown.inline(typed) == written


def test_a_table_is_one_line_a_row():
    table = markdown.table(["Role", "Duty"], [["clinician", "assess\nand plan"], ["peer", "a|b"]])
    assert table == "| Role | Duty |\n| --- | --- |\n| clinician | assess and plan |\n| peer | a\\|b |"


def test_sections_and_their_parts_get_numbers():
    text = "## Purpose\n\n### Who\n### When\n## Policy\n### What\n#### Deeper\n# Title\n"
    assert markdown.numbered(text) == (
        "## 1. Purpose\n\n### 1.1 Who\n### 1.2 When\n## 2. Policy\n### 2.1 What\n#### Deeper\n# Title\n"
    )


def test_headings_inside_a_fence_get_no_number():
    assert markdown.numbered("```\n## code\n```\n## Text") == "```\n## code\n```\n## 1. Text"


@pytest.mark.parametrize(
    ("rough", "tidied"),
    [
        ("a  \n\n\n\nb\t\n\n", "a\n\nb\n"),
        ("\n\n# Title\n", "# Title\n"),
        ("1. one\n1. two\n\n1. three\n", "1. one\n2. two\n3. three\n"),
        ("- one\n\n  - inner\n\n- two\n\n1. three\n", "- one\n  - inner\n- two\n\n1. three\n"),
        ("```\n- one\n\n- two\n```\n", "```\n- one\n\n- two\n```\n"),
        ("1. one\n\nwords\n\n1. anew\n", "1. one\n\nwords\n\n1. anew\n"),
        ("until 8 p.m..\nWait...\n", "until 8 p.m. Wait...\n"),
        ("[up](../up.md)", "[up](../up.md)\n"),
        (
            "1. one\n   1. inner\n   1. more\n1. two\n   1. afresh\n",
            "1. one\n   1. inner\n   2. more\n2. two\n   1. afresh\n",
        ),
    ],
)
def test_tidy_text_has_one_blank_line_and_counted_lists(rough, tidied):
    assert markdown.tidy(rough) == tidied


@given(LINES)
def test_tidying_twice_changes_nothing_more(text):
    assert markdown.tidy(markdown.tidy(text)) == markdown.tidy(text)
