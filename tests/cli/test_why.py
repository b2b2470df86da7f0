"""`coplan why`: from words of a draft to the template line and the answers."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("few_documents")

WORDS = "who may ride with prairie bend"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["md", "docx"])
def test_words_of_a_draft_have_their_line_and_their_answers(form, run, bend):
    run("set", "drafts.format", form, "--in", "bend")
    run("draft", "bend", "transportation")
    done = run("why", f"drafts/transportation.{form}", WORDS, "--in", "bend")
    assert done.code == 0
    assert "templates/transportation.md.j2:" in done.out
    assert "program name (profile.program_name, plan.yaml:" in done.out
    assert "“Prairie Bend Co-Response”" in done.out


def test_a_document_that_is_not_written_is_searched_as_it_would_be(run, bend):
    done = run("why", "transportation", WORDS, "--in", "bend", "--json").json["hits"]
    assert [(hit["path"], hit["written_by_people"], hit["origin"]["whole"]) for hit in done] == [(None, False, True)]


@pytest.mark.slow
def test_words_of_people_are_called_so_with_what_stood_there(run, bend):
    run("set", "drafts.format", "md", "--in", "bend")
    run("draft", "bend", "transportation")
    draft = bend / "drafts" / "transportation.md"
    text = draft.read_text(encoding="utf-8")
    assert "This procedure says who may ride with" in text
    text = text.replace("This procedure says who may ride with", "Here the council says who may ride with")
    draft.write_text(f"{text}\nGuardian angels hover.\n", encoding="utf-8")
    edited, added = (
        run("why", "transportation", words, "--in", "bend") for words in ("the council says", "guardian angels")
    )
    assert "These words were written by people, not by a template." in edited.out
    assert "coplan's own text in this place came from:" in edited.out
    assert "templates/" not in added.out
    assert "written by people" in added.out


@pytest.mark.slow
def test_a_draft_that_is_behind_the_plan_shows_both_answers(run, bend):
    run("draft", "bend", "transportation")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    [hit] = run("why", "transportation", WORDS, "--in", "bend", "--json").json["hits"]
    used = next(one for one in hit["origin"]["answers"] if one["question"] == "profile.program_name")
    assert (used["value"], used["now"]) == ("Prairie Bend Co-Response", "Bend Team")
    assert hit["origin"]["whole"]


def test_words_that_do_not_stand_there_show_the_nearest(run, bend):
    done = run("why", "transportation", "who must ride with prairie bend team", "--in", "bend")
    assert done.code == 1
    assert "The nearest:" in done.err
    assert "who may ride" in done.out
    assert run("why", "transportation", "?!", "--in", "bend").code == 2
    assert run("why", "transport", "ride", "--in", "bend").code == 2


def test_a_line_of_an_own_pack_is_called_so(run, bend):
    (bend / "templates").mkdir()
    head = "---\ntitle: Our note\nstep: design\nkind: notice\naudience: All\nreview: [counsel]\n---\n"
    (bend / "templates" / "our-note.md.j2").write_text(f"{head}## Note\n\nWe sing.\n", encoding="utf-8")
    done = run("why", "our-note", "we sing", "--in", "bend", "--pack", "bend")
    assert "templates/our-note.md.j2:10, your own pack: We sing." in done.out
