"""Plans as each release wrote them are opened for ever: `tests/releases/VERSION/` holds one as it lay on disk.

Never rewrite one of these folders. A new release adds its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import files

RELEASES = sorted(path for path in (Path(__file__).parents[1] / "releases").iterdir() if path.is_dir())
BY_VERSION = pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)

pytestmark = pytest.mark.usefixtures("few_documents")


@pytest.fixture
def bend(release, tmp_path):
    """The plan of a release, in the current folder."""
    return shutil.copytree(release, tmp_path / "bend")


@BY_VERSION
def test_a_plan_of_each_release_is_read_without_a_complaint(run, bend):
    before = files(bend)
    for command in (["status", "bend"], ["check", "bend"], ["budget", "bend"], ["restore", "bend"]):
        done = run(*command)
        assert done.code in (0, 1), done
        assert "cannot be used" not in done.err + done.out
    log = run("log", "bend", "--json").json["log"]
    assert {entry["by"] for entry in log} == {"Facilitator"}
    assert files(bend) == before


@BY_VERSION
def test_a_plan_of_each_release_goes_on(run, bend):
    draft = bend / "drafts" / "transportation.md"
    run("set", "profile.program_name", "Bend Response", "--in", "bend")
    run("draft", "bend", "transportation", "lift-and-contact")
    assert "Bend Response" in draft.read_text(encoding="utf-8")
    assert "Ours, from before." in draft.read_text(encoding="utf-8")
    assert run("restore", "bend", "transportation", "--number", "1", "--yes").code == 0
    assert "Prairie Bend Co-Response" in draft.read_text(encoding="utf-8")
    assert run("undo", "bend", "--last", "2", "--yes").code == 0
    assert "program_name: Prairie Bend Co-Response" in (bend / "plan.yaml").read_text(encoding="utf-8")


@BY_VERSION
def test_what_people_wrote_in_its_drafts_stays_when_they_follow_the_plan(run, bend):
    word, markdown = bend / "drafts" / "lift-and-contact.docx", bend / "drafts" / "transportation.md"
    ours = docx.Document(str(word))
    long = [paragraph for paragraph in ours.paragraphs if len(paragraph.text) > 60]
    long[0].add_run(" Ours, at an end.")
    long[-1].insert_paragraph_before("Ours, between.")
    ours.save(str(word))
    markdown.write_text(markdown.read_text(encoding="utf-8") + "\nOurs, at the bottom.\n", encoding="utf-8")

    run("set", "profile.program_name", "Bend Response", "--in", "bend")
    assert run("draft", "bend").code == 0

    words = "".join(text.text or "" for text in docx.Document(str(word)).element.iter() if text.tag.endswith("}t"))
    for kept in ("Ours, at an end.", "Ours, between.", "Bend Response"):
        assert kept in words
    for kept in ("Ours, from before.", "Ours, at the bottom.", "Bend Response"):
        assert kept in markdown.read_text(encoding="utf-8")


@BY_VERSION
def test_a_newer_plan_is_refused_and_left(run, bend):
    plan = bend / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("coplan: 1", "coplan: 2"), encoding="utf-8")
    before = files(bend)
    for command in (["status", "bend"], ["set", "design.hours", "24/7", "--in", "bend"], ["draft", "bend"]):
        done = run(*command)
        assert done.code == 3
        assert "this coplan reads up to 1. Nothing was changed. Update coplan." in done.err
    kept = {name: content for name, content in files(bend).items() if not name.endswith("/lock")}
    assert kept == before
