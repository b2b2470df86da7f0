"""The reading grade is held against texts whose values are published, and against all drafts of the examples."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from coplan.content.pack.folders import examples_folder
from coplan.drafts.grades import grade_of, most_for
from coplan.prose.markdown.read import read_markdown
from coplan.prose.reading_grade import reading_grade, sentences

# The Gettysburg Address, Bliss copy. Its grade is commonly given as 10 to 11.
GETTYSBURG = """\
Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and dedicated to the proposition that all men are created equal.

Now we are engaged in a great civil war, testing whether that nation, or any nation so conceived and so dedicated, can long endure. We are met on a great battle-field of that war. We have come to dedicate a portion of that field, as a final resting place for those who here gave their lives that that nation might live. It is altogether fitting and proper that we should do this.

But, in a larger sense, we can not dedicate—we can not consecrate—we can not hallow—this ground. The brave men, living and dead, who struggled here, have consecrated it, far above our poor power to add or detract. The world will little note, nor long remember what we say here, but it can never forget what they did here. It is for us the living, rather, to be dedicated here to the unfinished work which they who fought here have thus far so nobly advanced. It is rather for us to be here dedicated to the great task remaining before us—that from these honored dead we take increased devotion to that cause for which they gave the last full measure of devotion—that we here highly resolve that these dead shall not have died in vain—that this nation, under God, shall have a new birth of freedom—and that government of the people, by the people, for the people, shall not perish from the earth.
"""
# Both sentences with their values: Wikipedia, Flesch-Kincaid readability tests, read in 2026.
CAT = "The cat sat on the mat. "  # reading ease 116: every word has one syllable
PASSAGE = "This sentence, taken as a reading passage unto itself, is being used to prove a point. "  # reading ease 69


def grade(text: str) -> float | None:
    return reading_grade(read_markdown(text))


@pytest.mark.parametrize(
    ("text", "published"),
    [(GETTYSBURG, 10.9), (CAT * 8, 0), (PASSAGE * 4, 0.39 * 16 + 11.8 * 24 / 16 - 15.59)],
    ids=["Gettysburg Address", "cat", "passage"],
)
def test_a_text_has_its_published_grade_give_or_take_one(text, published):
    assert grade(text) == pytest.approx(published, abs=1)


def test_longer_sentences_and_longer_words_read_harder():
    short = "The team comes to you. It helps at once. You may say no. " * 5
    joined = "The team comes to you and it helps at once and you may say no. " * 5
    longer = "The organization communicates individually. It intervenes immediately. Participation is voluntary. " * 5
    assert grade(short) < grade(joined) < grade(longer)


def test_headings_quotes_holes_and_lines_to_fill_do_not_count():
    text = "## Notwithstanding considerations\n\n> Organizational responsibilities.\n\nYou may **[To decide: it]** say ____________ (name) no.\n"
    assert list(sentences(read_markdown(text))) == [["You", "may", "say", "no"]]


def test_of_a_table_only_whole_sentences_count():
    text = "| Who | What |\n| --- | --- |\n| The duty supervisor | Calls back. Then writes it down. |\n"
    assert list(sentences(read_markdown(text))) == [["Calls", "back"], ["Then", "writes", "it", "down"]]


def test_an_abbreviation_before_a_number_ends_no_sentence():
    assert len(list(sentences(read_markdown("See 42 U.S.C. 12132 and 8 a.m. to 5 p.m. on weekdays.\n")))) == 1


def test_a_few_words_have_no_grade():
    assert grade("Call 988.\n") is None


DRAFTS = sorted(examples_folder().glob("*/drafts/*.md"))


@pytest.mark.parametrize("example", sorted({draft.parents[1].name for draft in DRAFTS}))
def test_what_the_public_reads_is_at_most_grade_8_and_a_procedure_at_most_12(example, pack):
    goals, above = set(), {}
    for draft in DRAFTS:
        document = pack.document(draft.stem.partition("@")[0])
        most = most_for(document)
        if draft.parents[1].name != example or most is None:
            continue
        goals.add(most)
        found = grade_of(document, draft.read_text(encoding="utf-8"))
        if found is not None and found > most:
            above[draft.name] = found
    assert above == {}
    assert goals == {8, 12}


def test_the_goal_follows_the_reader_and_the_kind(pack):
    found = {
        name: most_for(pack.document(name)) for name in ("public-page", "wallet-card", "care-plan", "staff-report")
    }
    assert set(found.values()) == {8}
    assert [most_for(pack.document(name)) for name in ("transportation", "unit-order")] == [12, 12]
    assert [most_for(pack.document(name)) for name in ("interlocal-agreement", "wallet-card-spanish")] == [None, None]


def test_the_frame_around_a_draft_is_not_counted(pack):
    document = pack.document("public-page")
    own = "You call 988. Somebody comes. It costs nothing. You may say no to all of it. " * 4
    frame = "# T\n\n> **Draft.** Notwithstanding organizational considerations.\n\nFor: Everyone who lives here\n\n"
    law = "\n\n## Law cited\n\nStatutory interpretation necessitates consultation.\n"
    assert grade_of(document, f"{frame}{own}{law}") == grade_of(document, own)


def test_the_library_reads_no_data_from_elsewhere():
    folder = Path(find_spec("readability").origin).parent
    assert {path.suffix for path in folder.iterdir() if path.is_file()} <= {".py"}
