"""`coplan restore`: lists what is kept, and puts one state back."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("few_documents")


def test_a_draft_is_listed_and_comes_back(run, bend):
    run("set", "drafts.format", "md", "--in", "bend")
    assert run("restore", "bend").err.startswith("No earlier state of a draft is kept yet")
    run("draft", "bend", "transportation")
    draft = bend / "drafts" / "transportation.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\nOurs.\n", encoding="utf-8")
    before = draft.read_bytes()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    run("draft", "bend", "transportation")
    assert draft.read_bytes() != before
    listed = run("restore", "bend", "--json").json["states"]
    assert [(one["document"], one["number"], one["size"]) for one in listed] == [("transportation", 1, len(before))]
    assert run("restore", "bend").out.splitlines()[1].startswith("transportation  1")
    assert run("restore", "bend", "transportation").code == 2
    done = run("restore", "bend", "transportation", "--yes")
    assert done.out.startswith("drafts/transportation.md: restored.")
    assert draft.read_bytes() == before


def test_without_a_document_nothing_is_restored(run, bend):
    done = run("restore", "bend", "--yes")
    assert (done.code, done.err) == (2, "Name the document: coplan restore transportation.\n")
