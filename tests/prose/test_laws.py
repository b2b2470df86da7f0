"""Laws of the merge, over pages and edits of all kinds."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.prose.merge.accepted import merged
from coplan.prose.merge.three_texts import merge
from coplan.prose.notes import is_note
from coplan.prose.revise.conflicts import unresolved
from coplan.prose.revise.revise import update_markdown
from coplan.prose.words import canonical
from tests.long import few_of
from tests.prose.pages import Author, words_of

SEEDS = st.integers(0, 10**9)
few = settings(max_examples=10, deadline=None)


@pytest.fixture(autouse=True, scope="module", params=few_of(range(6), 1))
def _part(request):
    """A sixth of the examples; `pytest -m long` runs the others."""


def page_and_edits(seed: int) -> tuple[Author, str, str, str]:
    author = Author(seed)
    page = author.page()
    sides = [author.edited(page, author.random.randint(1, 6)) for _ in range(2)]
    base, people, new = (write_markdown(blocks) for blocks in (page, *sides))
    return author, base, with_habits(people, author), new


def with_habits(text: str, author: Author) -> str:
    """Markdown as people's editors leave it."""
    often = author.random.random
    if often() < 0.4:
        text = re.sub(r"^(\s*)- ", r"\1* ", text, flags=re.MULTILINE)
    if often() < 0.4:
        lines = [textwrap.wrap(line, 60) if line[:1].isalpha() else [line] for line in text.split("\n")]
        wrapped = "\n".join(line for part in lines for line in part)
        text = wrapped if read_markdown(wrapped) == read_markdown(text) else text
    if often() < 0.3:
        text = re.sub(r"^(\d+)\. ", "1. ", text, flags=re.MULTILINE)
    if often() < 0.3:
        text = text.replace("'", "’")
    if often() < 0.3:
        text = text.replace("\n", "\r\n")
    if often() < 0.2:
        text = "\ufeff" + text
    return text.rstrip() if often() < 0.2 else text


@few
@given(SEEDS)
def test_nobody_edited_gives_the_new_text(seed):
    _, base, _, new = page_and_edits(seed)
    assert update_markdown(base, base, new).text == new
    read = read_markdown(base)
    assert merged(read, merge(read, read, read_markdown(new))) == read_markdown(new)


@few
@given(SEEDS)
def test_plan_unchanged_gives_peoples_text(seed):
    _, base, people, _ = page_and_edits(seed)
    done = update_markdown(people, base, base)
    assert done.text == people
    assert done.merge.changes_nothing


@few
@given(SEEDS)
def test_both_made_the_same_changes(seed):
    _, base, people, new = page_and_edits(seed)
    for same in (people, new):
        done = update_markdown(same, base, same)
        assert done.text == same
        assert done.merge.changes_nothing


@few
@given(SEEDS)
def test_no_word_is_lost(seed):
    """Words that one side added are in the text, or beside it in a conflict."""
    _, base, people, new = page_and_edits(seed)
    b, p, n = (read_markdown(text) for text in (base, people, new))
    done = merge(b, p, n)
    after = words_of(merged(p, done))
    beside = words_of([step.block for step in done.steps if step.action == "conflict" and step.block])
    assert not words_of(p) - words_of(b) - after
    assert not words_of(n) - words_of(b) - after - beside


@few
@given(SEEDS)
def test_peoples_own_words_stay_in_their_order(seed):
    author, base, people, new = page_and_edits(seed)
    own = [f"ours{n}" for n in range(author.random.randint(1, 8))]
    bom, text = people[: people.startswith("\ufeff")], people.removeprefix("\ufeff")
    spots = [found.end() for found in re.finditer(r"(?<=\w) (?=\w)", text)]
    for word, spot in reversed(
        list(zip(own, sorted(author.random.sample(spots, min(len(own), len(spots)))), strict=False))
    ):
        text = f"{text[:spot]}{word} {text[spot:]}"
    put = re.findall(r"ours\d+", text)
    after = update_markdown(bom + text, base, new).text
    assert re.findall(r"ours\d+", after) == put


@few
@given(SEEDS)
def test_update_twice_is_update_once(seed):
    _, base, people, new = page_and_edits(seed)
    once = update_markdown(people, base, new)
    assert len(unresolved(once.text)) == len(once.merge.conflicts)
    assert update_markdown(once.text, new, new).text == once.text


@few
@given(SEEDS)
def test_two_updates_are_the_second(seed):
    author, base, _, new = page_and_edits(seed)
    later = write_markdown(author.edited(read_markdown(new), 3))
    once = update_markdown(base, base, new).text
    assert update_markdown(once, new, later).text == update_markdown(base, base, later).text == later


@few
@given(SEEDS)
def test_the_file_says_what_the_merge_decided(seed):
    """The edit of the source and the merge of blocks come to one result (notes and quotes aside)."""

    def told(blocks: list[Block]) -> list[tuple[str, ...]]:
        kept = [block for block in blocks if block.kind != "quote" and not is_note(block)]
        return [(block.kind, *map(canonical, block.texts)) for block in kept]

    _, base, people, new = page_and_edits(seed)
    done = update_markdown(people, base, new)
    wanted = read_markdown(write_markdown(merged(read_markdown(people), done.merge)))
    assert told(read_markdown(done.text)) == told(wanted)


@few
@given(SEEDS)
def test_newlines_stay(seed):
    _, base, people, new = page_and_edits(seed)
    after = update_markdown(people, base, new).text
    assert not (("\r\n" in people) and re.search(r"(?<!\r)\n", after))
    assert ("\r" in after) == ("\r" in people)
    assert after.startswith("\ufeff") == people.startswith("\ufeff")


@few
@given(SEEDS, st.sampled_from(["base", "people", "new"]))
def test_an_empty_side(seed, side):
    texts = dict(zip(("base", "people", "new"), page_and_edits(seed)[1:], strict=True)) | {side: ""}
    done = update_markdown(texts["people"], texts["base"], texts["new"])
    if side == "base":
        b, after = read_markdown(texts["people"]), words_of(read_markdown(done.text))
        assert not words_of(b) - after
        assert not words_of(read_markdown(texts["new"])) - after
    assert update_markdown(done.text, texts["new"], texts["new"]).text == done.text


# Parted by signs that nobody types.
TYPED = "\n§\n\n§\r\n§- §* §1. §> §# §## 3. §```\n§    §\t§**§*§__§`§[a](b)§[§](x)§![i](j)§<b>§&amp;§\\§---\n§===\n§zebra §\u2028§\xa0§|"
BITS = [*TYPED.split("§"), "| a | b |\n| --- | --- |\n", "| x | y |\n"]


@few
@given(SEEDS, st.lists(st.tuples(st.floats(0, 1), st.lists(st.sampled_from(BITS), max_size=5)), max_size=5))
def test_whatever_people_type_is_kept(seed, typed):
    _, base, people, new = page_and_edits(seed)
    for place, bits in typed:
        at = int(place * len(people))
        people = people[:at] + "".join(bits) + people[at:]
    assert update_markdown(people, base, base).text == people
    done = update_markdown(people, base, new)
    assert done.text.count("zebra") >= people.count("zebra")
    assert update_markdown(done.text, new, new).text == done.text
