"""Ids of changes are unique, and the anchor of a comment goes when its whole paragraph goes."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from coplan.word.file.package import Package
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import mark_change
from coplan.word.track.pending import RUN_CHANGES
from tests.long import few_of
from tests.word.cases import EXAMPLES, PAGE, case, opened, plan_change, rejected, update, word
from tests.word.edits import edited


def doubled(package: Package) -> list[str]:
    """Ids that more than one change of a document has."""
    ids = Counter(change.get(w("id")) for change in package.xml(package.main).iter(*RUN_CHANGES))
    return [number for number, times in ids.items() if times > 1]


@pytest.mark.parametrize("seed", few_of(range(60), 4))
def test_no_two_changes_have_one_id_after_one_update_or_two(seed):
    base = (EXAMPLES / "cedar-valley" / "drafts" / "lift-and-contact.md").read_text(encoding="utf-8")
    package, chance = edited(word(base), seed), random.Random(seed)
    for _ in range(2):
        base = plan_change(base, chance)
        package = opened(case(package, base).update())
        assert doubled(package) == []
        names = [item.get(w("name")) for item in package.xml(package.main).iter(w("bookmarkStart"))]
        marks = [name for name in names if name.startswith("cp_")]
        assert len(marks) == len(set(marks))


@pytest.mark.parametrize(
    "new",
    [
        PAGE.replace("- Advise", "- Advise\n- Refer"),
        PAGE.replace("\nNothing else is promised.\n", ""),
        PAGE.replace("| County | 40% |\n", "| County | 40% |\n| Tribe | 0% |\n"),
        PAGE + "\n| Day | Who |\n| --- | --- |\n| Monday | Ann |\n",
    ],
    ids=["an item comes", "a paragraph goes", "a row comes", "a table comes"],
)
def test_the_anchor_of_a_comment_stands_in_the_change_of_a_whole_paragraph(new):
    package = opened(update(word(PAGE), new))
    root = package.xml(package.main)
    references = list(root.iter(w("commentReference")))
    assert references
    for reference in references:
        paragraph = next(reference.iterancestors(w("p")))
        rows = list(paragraph.iterancestors(w("tr")))
        whole = any(mark_change(paragraph, kind) is not None for kind in ("ins", "del")) or bool(rows)
        assert whole
        assert next(reference.iterancestors(w("ins"), w("del")), None) is not None


def test_nothing_of_an_inserted_paragraph_is_left_when_it_is_rejected():
    package = rejected(opened(update(word(PAGE), PAGE.replace("- Advise", "- Advise\n- Refer"))))
    assert b"commentReference" not in package.parts[package.main]
