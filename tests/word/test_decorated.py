"""The update after the next: people put everything there is on coplan's pending changes, and nothing of it is lost.

Kinds of decoration, kinds of pending change, and three next updates: another answer, the same, and back to the first.
"""

from __future__ import annotations

from itertools import product

import pytest

from coplan.word.file.package import Package
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import read_word
from coplan.word.track.comments import Comments
from coplan.word.track.track import unresolved
from tests.long import few_of
from tests.word.cases import all_accepted, case, opened, plain, rejected, update, word
from tests.word.decorations import BASE, DECORATIONS, FIRST, OTHER, PENDING, decorate, spot

NEXT = {"another answer": OTHER, "the same": FIRST, "back to the first": BASE}


@pytest.fixture(scope="module")
def waiting() -> Package:
    """A file in which every kind of change waits."""
    return opened(update(word(BASE), FIRST))


def counts(package: Package, kind: str) -> list[int]:
    text = package.parts[package.main].decode()
    return [text.count(sign) for sign in DECORATIONS[kind].signs]


def said(package: Package) -> list[tuple[str, ...]]:
    return [block.texts for block in read_word(package).blocks]


@pytest.mark.parametrize(("kind", "where"), few_of(product(DECORATIONS, PENDING), 0, 38))
def test_what_people_put_on_a_pending_change_survives_every_next_update(waiting, kind, where):
    people = decorate(waiting, kind, where)
    for new in NEXT.values():
        found = case(people, new)
        wanted = [texts for _, _, texts in found.wanted]
        done = found.update()
        made = opened(done)
        if kind != "another alignment":  # it says nothing without its paragraph
            assert all(now >= had for now, had in zip(counts(made, kind), counts(people, kind), strict=True))
            kept = counts(all_accepted(made), kind)
            assert all(now >= had for now, had in zip(kept, counts(all_accepted(people), kind), strict=True))
        assert plain(rejected(made)) == plain(rejected(people))
        if new == FIRST and kind != "a section break":  # a mark that carries one is not taken out any more
            assert made.parts[made.main] == people.parts[people.main]
        if not done.left_alone and not done.conflicts:
            assert said(made) == wanted
        assert len(unresolved(read_word(made))) == done.conflicts


QUIET = [
    *("a footnote", "an endnote", "a picture", "a text box", "a symbol", "a formula", "an emoji", "a bookmark"),
    *("a comment", "a reply to our comment", "a highlight", "a section break", "another alignment"),
]


@pytest.mark.parametrize(("kind", "where"), few_of(product(QUIET, PENDING), 0, 19))
def test_what_says_no_word_stands_in_the_way_of_none(waiting, kind, where):
    """The plan's next words come in place of the last ones, there and back again, and nothing has to be decided."""
    people = decorate(waiting, kind, where)
    package = people
    for new in (OTHER, FIRST):
        done = update(package, new)
        package = opened(done)
        assert (done.conflicts, done.left_alone) == (0, ())
    assert said(package) == said(people)
    assert plain(rejected(package)) == plain(rejected(people))
    assert all(now >= had for now, had in zip(counts(package, kind), counts(people, kind), strict=True))


def test_a_comment_that_people_answered_stays_and_another_one_goes(waiting):
    for kind, left in (("a reply to our comment", 1), ("a footnote", 0)):
        people = decorate(waiting, kind, "words that came in")
        package = people
        for new in (OTHER, FIRST, OTHER):
            package = opened(update(package, new))
        paragraph = spot(package.xml(package.main), "t", "10").paragraph
        texts = [words for _, words in Comments(package, "coplan", "").on(paragraph)]
        assert len(texts) == 1 + left


def test_words_that_come_back_leave_no_trace_but_the_footnote(waiting):
    """30 became 20, people put a footnote there, and the plan says 30 again."""
    made = opened(update(decorate(waiting, "a footnote", "words that came in"), BASE))
    [paragraph] = [item for item in made.xml(made.main).iter(w("p")) if "within 30" in "".join(item.itertext())]
    assert next(paragraph.iter(w("del")), None) is None
    [change] = paragraph.iter(w("ins"))
    assert [item.tag for item in change.iter()][-1] == w("footnoteReference")
