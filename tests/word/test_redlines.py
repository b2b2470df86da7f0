"""A second opinion on tracked changes: what jubarte-redlines makes of a file by accepting and by rejecting all of them."""

from __future__ import annotations

import os
import re
from random import Random

import pytest

from coplan.word.file.package import Package
from tests.word.cases import EXAMPLES, PAGE, all_accepted, generated, opened, plain, plan_change, update, word
from tests.word.decorations import BASE, FIRST, OTHER, PENDING, decorate
from tests.word.redlines import missing, settled

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]
SCRIPTS = int(os.environ.get("COPLAN_SCRIPTS", "24"))


def differences(people: Package, made: Package) -> list[str]:
    """What is other than it should be, by the judge: rejecting gives people's file, accepting what we call accepted."""
    found = []
    if plain(settled(made, "reject")) != plain(settled(people, "reject")):
        found.append("rejecting all does not give people's file")
    if plain(settled(made, "accept")) != plain(all_accepted(made)):
        found.append("accepting all does not give the merge")
    return found


PEOPLE = word(PAGE)
NEW = (
    PAGE.replace("8 a.m.", "9 a.m.").replace("- Advise\n", "- Advise\n- Follow up\n").replace("| County | 40% |\n", "")
)
FAULTS = {
    "words that came in without a mark": (r"<w:ins [^>]*>(<w:r>.*?</w:r>)</w:ins>", r"\1"),
    "words that are gone without a mark": (r"<w:del [^>]*>(?:(?!</w:del>).)*<w:delText.*?</w:del>", ""),
    "a row that is gone without a mark": (r"<w:tr>(?:(?!</w:tr>).)*<w:trPr>(?:(?!</w:trPr>).)*<w:del .*?</w:tr>", ""),
    "a paragraph that came in without a mark": (r"<w:rPr><w:ins [^>]*/></w:rPr>", ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_known_fault_is_found(fault):
    made = opened(update(PEOPLE, NEW))
    assert differences(PEOPLE, made) == []
    sound = made.parts[made.main].decode()
    spoiled = re.sub(*FAULTS[fault], sound, count=1)
    assert spoiled != sound
    assert differences(PEOPLE, made.replaced({made.main: spoiled.encode()})) != []


@pytest.mark.parametrize("seed", range(SCRIPTS))
def test_any_edits_and_any_change_of_the_plan_are_taken_and_taken_back(seed):
    case = generated(seed)
    assert differences(case.people, opened(case.update())) == []


@pytest.mark.parametrize("where", PENDING)
def test_an_update_of_what_people_decorated_is_taken_back(where):
    people = decorate(opened(update(word(BASE), FIRST)), "a highlight", where)
    assert differences(people, opened(update(people, OTHER))) == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/drafts/*.md"))[::5], ids=lambda path: path.stem)
def test_drafts_of_the_examples_and_their_next_versions_are_taken_and_taken_back(path):
    text = path.read_text(encoding="utf-8")
    people = word(text)
    assert differences(people, opened(update(people, plan_change(text, Random(1))))) == []
