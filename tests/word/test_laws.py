"""Laws of updates in Word, over pages and edits of all kinds: what the merge promises holds in people's own file."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coplan.prose.blocks import Block
from coplan.prose.markdown.read import read_markdown
from coplan.prose.markdown.write import write_markdown
from coplan.prose.words import canonical
from coplan.word.file.mark import read_mark, write_mark
from coplan.word.file.package import Package, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import read_word
from tests.long import few_of
from tests.prose.pages import Author, words_of
from tests.word.cases import all_accepted, case, opened, plain, rejected, update, word
from tests.word.edits import edited

SEEDS = st.integers(0, 10**9)
few = settings(max_examples=10, deadline=None)


@pytest.fixture(autouse=True, scope="module", params=few_of(range(6), 1))
def _part(request):
    """A sixth of the examples; `pytest -m long` runs the others."""


def texts(seed: int, count: int = 2) -> list[str]:
    """A page, and what plans make of it one after the other."""
    author = Author(seed)
    pages = [author.page()]
    while len(pages) < count:
        pages.append(author.edited(pages[-1], author.random.randint(1, 6)))
    return [write_markdown(blocks) for blocks in pages]


def said(blocks: list[Block]) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(block.kind, block.level, tuple(map(canonical, block.texts))) for block in blocks]


def read(package: Package) -> list[Block]:
    return list(read_word(package).blocks)


@pytest.mark.slow
@few
@given(SEEDS)
def test_nobody_edited_gives_the_new_text(seed):
    base, new = texts(seed)
    package = opened(update(word(base), new))
    assert said(read(all_accepted(package))) == said(read_markdown(new))
    assert plain(rejected(package)) == plain(word(base))


@few
@given(SEEDS)
def test_plan_unchanged_leaves_every_paragraph(seed):
    [base] = texts(seed, 1)
    found = case(edited(word(base), seed), base)
    assert found.done.changes_nothing
    done = found.update()
    assert (done.changes, done.conflicts) == (0, 0)
    assert plain(opened(done)) == plain(found.people)


@pytest.mark.slow
@few
@given(SEEDS)
def test_both_made_the_same_changes(seed):
    base, new = texts(seed)
    mark = read_mark(word(base))
    assert mark
    people = write_mark(all_accepted(opened(update(word(base), new))), mark)
    assert case(people, new).done.changes_nothing


@pytest.mark.slow
@few
@given(SEEDS)
def test_no_word_of_the_plan_is_lost_silently(seed):
    base, new = texts(seed)
    package = opened(case(edited(word(base), seed), new).update())
    wanted = words_of(read_markdown(new)) - words_of(read_markdown(base))
    assert not wanted - words_of(read(all_accepted(package)))


@pytest.mark.slow
@few
@given(SEEDS)
def test_peoples_own_words_stay_in_their_order(seed):
    base, new = texts(seed)
    people, chance = edited(word(base), seed), random.Random(seed)
    root = people.xml(people.main)
    spots = [text for text in root.iter(w("t")) if re.search(r"\w \w", text.text or "")]
    for number, text in enumerate(item for item in spots if chance.random() < 0.3):
        text.text = re.sub(r"(?<=\w) (?=\w)", f" ours{number} ", text.text, count=1)
    people = people.replaced({people.main: xml_bytes(root)})
    put = own_words(people)
    package = opened(case(people, new).update())
    assert own_words(rejected(package)) == put
    for after in (package, all_accepted(package)):  # a conflict's text may have them once more
        found = iter(own_words(after))
        assert all(word in found for word in put)


def own_words(package: Package) -> list[str]:
    return re.findall(r"ours\d+", "\n".join("".join(block.texts) for block in read(package)))


@pytest.mark.slow
@few
@given(SEEDS)
def test_update_twice_is_update_once(seed):
    base, new = texts(seed)
    once = case(edited(word(base), seed), new).update()
    assume(once.conflicts == 0)  # with conflicts the draft is left alone
    again = update(opened(once), new)
    assert again.changes == 0
    assert opened(again).parts["word/document.xml"] == opened(once).parts["word/document.xml"]


@pytest.mark.slow
@few
@given(SEEDS)
def test_two_updates_are_the_second(seed):
    base, new, later = texts(seed, 3)
    package = opened(update(opened(update(word(base), new)), later))
    assert said(read(all_accepted(package))) == said(read_markdown(later))
    assert plain(rejected(package)) == plain(word(base))


@pytest.mark.slow
@few
@given(SEEDS)
def test_back_to_the_first_and_forth_again_rejecting_gives_peoples_file(seed):
    base, new = texts(seed)
    people = edited(word(base), seed)
    package = opened(case(people, new).update())
    for text in (base, new, base):
        package = opened(update(package, text))
        assert plain(rejected(package)) == plain(people)
