"""Single sentences of a shipped text changed by an own pack, and no copy of it."""

from __future__ import annotations

import pytest

from coplan.content.pack.diff import template_differences
from coplan.content.pack.load import read_pack
from coplan.drafts.origins.pack_texts import PackTexts
from coplan.errors import BadInput

CHANGE = """---
changes:
  audience: The board
  text:
    - old: {old}
      new: {new}
---
"""
MEMO, FRAME = "templates/memo.md.j2", "templates/parts/frame.md.j2"


@pytest.fixture
def below(small_files):
    """The small pack with a sentence in a document that its lines break."""
    files = dict(small_files)
    files[MEMO] += "\nThe team comes\nwhen it can. Call 911.\n"
    return {name: text.encode() for name, text in files.items()}


def memo(pack):
    return next(document for document in pack.documents if document.id == "memo")


def own(name, old, new):
    return {name: CHANGE.format(old=old, new=new).encode()}


def test_words_change_and_all_else_stays_coplans(below):
    shipped, found = memo(read_pack(below)), memo(read_pack(below, own(MEMO, "comes when it can", "comes at night")))
    assert "The team comes at night. Call 911." in found.body
    assert found.body.replace("comes at night", "comes\nwhen it can") == shipped.body
    assert (found.audience, found.title, found.first_line) == ("The board", shipped.title, shipped.first_line)


def test_a_shared_part_changes_for_every_document(below):
    name = next(name for name in below if "/parts/" in name)
    word = next(word for word in below[name].decode().split() if word.isalpha() and len(word) > 4)
    text = f"---\nchanges:\n  text:\n    - {{old: {word}, new: OURS}}\n---\n"
    found = read_pack(below, {name: text.encode()}).parts[name.removeprefix("templates/")]
    assert found == below[name].decode().replace(word, "OURS")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            CHANGE.format(old="Never said.", new="x"),
            "line 5: changes.text: the shipped text does not say `Never said.`.",
        ),
        ("---\nchanges:\n  text: x\n---\n", "line 3: changes.text: `text:` is a list"),
        ("---\nchanges:\n  text:\n    - {old: x}\n---\n", "line 4: changes.text: `text:` is a list"),
        (CHANGE.format(old="x", new="y") + "More.\n", "with `changes:` the text stays that of the pack below"),
    ],
    ids=["not-said", "no-list", "no-new", "text-below"],
)
def test_what_cannot_be_changed_is_told_with_its_line(below, text, said):
    with pytest.raises(BadInput) as caught:
        read_pack(below, {MEMO: text.encode()})
    assert said in str(caught.value)


def test_the_difference_is_shown_by_lines_and_why_shows_the_words_as_they_are(below):
    above = own(MEMO, "comes when it can", "comes at night")
    texts = {MEMO: below[MEMO].decode()}
    [found] = template_differences(texts, {MEMO: above[MEMO].decode()})
    assert (found.how, found.fields["audience"][1]) == ("changes", "The board")
    assert ("The team comes when it can. Call 911.", "The team comes at night. Call 911.") in found.fields.values()
    lines = PackTexts(read_pack(below, above), [below, above])
    assert lines.line_with(MEMO, "The team comes at night.")
    assert lines.is_own(MEMO)


@pytest.mark.parametrize(
    ("start", "fix"),
    [
        ("title: X\n", "Put it above the title."),
        ("\u2014\ntitle: X\n\u2014\n", "Your editor made a dash of them"),
        ("---\ntitle: X\n", "Write the second one."),
    ],
    ids=["none", "dash", "one"],
)
def test_a_template_without_its_rules_is_told_once(below, start, fix):
    with pytest.raises(BadInput) as caught:
        read_pack(below, {"templates/ours.md.j2": start.encode()})
    [problem] = caught.value.problems
    assert (problem.line, fix in problem.fix) == (1, True)
