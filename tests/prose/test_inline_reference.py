"""Inside a paragraph we read what CommonMark says: markdown-it-py, which passes its whole suite, is asked as well.

The examples are ours; those of the specification are under CC BY-SA and are not copied.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coplan.prose.markdown.inline import read_pieces, runs_of

PARSER = MarkdownIt("commonmark")
PARSER.normalizeLink = lambda url: url  # addresses stay as they were typed
OPENS = {"strong_open": "bold", "em_open": "italic"}
Seen = list[tuple[str, bool, bool, bool, str]]

EXAMPLES = [
    "The *team* goes **with** an officer",
    "**bold *and italic* both**",
    "***all* of it**",
    "a*b*c and a_b_c",
    "_one_ two_three_ _four_",
    "2 * 3 * 4 and ** alone **",
    "*not closed and **closed**",
    "`code *stays*` and `` a ` in it ``",
    "` one` `` `x` ``",
    r"\*no look\* and \\ and \q",
    "[a *page*](https://example.org/a_b) here",
    "[a](<https://example.org/x y>) [c](d",
    "[[a](b)](c) and [not] a link",
    "**[link](a)** and [**bold**](a)",
    "<https://example.org/a_b_c> is a page",
    "&amp; &lt;b&gt; &copy; &nope; &#65; &#x41;",
    "5 < 6 and 7 > 3 & so on",
    "*a **b*c** d*",
    "**a*b**c*",
    "(*text*), “*text*” and *text*.",
    "snake_case_words and __init__",
    "*(**in brackets**)*",
]


def ours(text: str) -> Seen:
    return merged([(run.text, run.bold, run.italic, run.code, run.link) for run in runs_of(read_pieces(text))])


def theirs(text: str) -> Seen:
    found, looks, links = [], [], []
    for token in PARSER.parseInline(text)[0].children or []:
        if token.type in OPENS:
            looks.append(OPENS[token.type])
        elif token.type in ("strong_close", "em_close"):
            looks.pop()
        elif token.type == "link_open":
            links.append(str(token.attrs["href"]))
        elif token.type == "link_close":
            links.pop()
        else:
            link = links[-1] if links else ""
            found.append((token.content, "bold" in looks, "italic" in looks, token.type == "code_inline", link))
    return merged(found)


def merged(found: Seen) -> Seen:
    """Neighbors with one look as one; what has no letters is left out."""
    made: Seen = []
    for item in found:
        if made and made[-1][1:] == item[1:]:
            made[-1] = (made[-1][0] + item[0], *item[1:])
        elif item[0]:
            made.append(item)
    return made


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_reads_as_in_commonmark(text):
    assert ours(text) == theirs(text)


WORDS = st.sampled_from(["a", "team", " ", " ", ".", "*", "**", "_", "`", "\\*", "(", ")", "[a](b)", "&amp;", "é"])


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=12).map("".join).filter(lambda text: text == text.strip() != ""))
def test_any_words_and_marks_read_as_in_commonmark(text):
    assert ours(text) == theirs(text)
