"""A second opinion on tracked changes: what jubarte-redlines makes of a file by accepting and by rejecting all of them.

It hears each draft of each example, updated as the command does it, and judges for a quarter of an hour. The examples come in
batches, so that a run of .ci/run draws some of them.
"""

from __future__ import annotations

import os
import re
import zlib
from random import Random

import pytest

from coplan.__main__ import main
from coplan.cli import setting
from coplan.word.file.package import Package, open_package
from tests.test_examples import CHANGE, plan_text
from tests.test_examples import EXAMPLES as COMMUNITIES
from tests.word.cases import EXAMPLES, PAGE, all_accepted, generated, opened, plain, plan_change, update, word
from tests.word.decorations import BASE, FIRST, OTHER, PENDING, decorate
from tests.word.edits import edited
from tests.word.redlines import missing, settled

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]
SCRIPTS = int(os.environ.get("COPLAN_SCRIPTS", "75"))
BATCHES = 16


def differences(people: Package, made: Package) -> list[str]:
    """What is other than it should be, by the judge: rejecting gives people's file, accepting what we call accepted."""
    found = []
    pending = re.search(
        rb"<w:(ins|del|moveFrom|moveTo) ", people.parts[people.main]
    )  # people's own, which it rejects, too
    if plain(settled(made, "reject")) != plain(settled(people, "reject") if pending else people):
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


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/drafts/*.md")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_drafts_of_the_examples_and_their_next_versions_are_taken_and_taken_back(path):
    text = path.read_text(encoding="utf-8")
    people = word(text)
    assert differences(people, opened(update(people, plan_change(text, Random(1))))) == []


@pytest.mark.parametrize("part", range(BATCHES))
@pytest.mark.parametrize("name", COMMUNITIES)
def test_each_draft_that_people_edited_and_the_plan_changed_is_taken_and_taken_back(name, part, tmp_path, monkeypatch):
    monkeypatch.setattr(setting, "_now", lambda: "2026-11-28T09:00:00-08:00")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(f"{plan_text(name)}drafts: {{format: docx, holes: 100%}}\n", encoding="utf-8")
    documents = sorted(path.stem for path in (EXAMPLES / name / "drafts").glob("*.md"))[part::BATCHES]
    assert main(["draft", ".", *documents]) == 0
    people = {}
    for path in sorted((tmp_path / "drafts").glob("*.docx")):
        people[path] = edited(open_package(path.read_bytes(), path.name), zlib.crc32(f"{name} {path.stem}".encode()))
        path.write_bytes(people[path].save())
    assert {path.stem for path in people} >= set(documents)  # with the notes that stand beside them
    for key, value in CHANGE.items():
        assert main(["set", key, value]) == 0
    assert main(["draft", ".", *documents]) in (0, 1)  # 1: both changed the same words
    found = {path.stem: differences(file, open_package(path.read_bytes(), path.name)) for path, file in people.items()}
    assert {document: faults for document, faults in found.items() if faults} == {}
