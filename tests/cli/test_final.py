"""`coplan final`: what is final is never touched, and only what is settled can be final."""

from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("few_documents")


@pytest.fixture
def written(run, bend):
    run("set", "drafts.format", "md", "--in", "bend")
    run("draft", "bend")
    return bend / "drafts" / "transportation.md"


def record(path) -> dict:
    base = path.parent.parent / ".coplan" / "base" / f"{path.stem}.json"
    return json.loads(base.read_text(encoding="utf-8"))


def test_who_and_when_is_recorded_and_shown(run, bend, written):
    done = run("final", "bend", "transportation", "--anyway", "--by", "County counsel")
    assert (done.code, done.out) == (0, "drafts/transportation.md: final.\n")
    assert record(written)["final"]["by"] == "County counsel"
    assert "drafts/transportation.md: final, " in run("status", "bend").out


def test_the_mark_can_be_taken_back(run, bend, written):
    run("final", "bend", "transportation", "--anyway")
    assert run("final", "bend", "transportation", "--undo").out == "drafts/transportation.md: no longer marked final.\n"
    assert "final" not in record(written)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    run("draft", "bend")
    assert "Bend Team" in written.read_text(encoding="utf-8")


def test_a_draft_with_points_to_decide_is_refused(run, bend, written):
    done = run("final", "bend", "transportation")
    assert done.code == 1
    assert "points are still open: " in done.err


def test_a_draft_with_conflicts_is_refused(run, bend, written):
    written.write_text(
        "Ours.\n\n> **Changed by people and by the plan.** Your words stand above. The plan now says:\n>\n> Theirs.\n",
        encoding="utf-8",
    )
    done = run("final", "bend", "transportation", "--anyway")
    assert (done.code, "conflicts wait to be settled: line 3." in done.err) == (1, True)
    assert "final" not in record(written)


def test_all_are_marked_or_none(run, bend, written):
    written.with_name("suicide-response.md").write_text("Settled.\n", encoding="utf-8")
    assert run("final", "bend", "suicide-response", "transportation").code == 1
    assert "final" not in record(written.with_name("suicide-response.md"))


def test_a_document_without_a_draft_is_named(run, bend):
    done = run("final", "bend", "transportation")
    assert (done.code, done.err) == (2, "There is no draft of `transportation` yet. `coplan draft` writes it.\n")


def test_names_are_needed(run, bend):
    assert run("final", "bend").code == 2


def test_what_word_marks_as_final_counts(run, bend):
    from docx import Document
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run("draft", "bend", "transportation")
    path = bend / "drafts" / "transportation.docx"
    document = Document(str(path))
    lock = OxmlElement("w:documentProtection")
    lock.set(qn("w:edit"), "readOnly")
    lock.set(qn("w:enforcement"), "1")
    document.settings.element.insert(0, lock)
    document.save(str(path))
    before = path.read_bytes()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--json").json["drafts"]
    assert (told["state"], told["beside"]) == ("final", "drafts/transportation.new.docx")
    assert path.read_bytes() == before
