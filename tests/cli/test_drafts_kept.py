"""What becomes of drafts that are there, when people throw one away or a template fails."""

from __future__ import annotations

import pytest

from tests.cli.conftest import files, flyer_text

pytestmark = pytest.mark.usefixtures("few_documents")


@pytest.fixture
def written(run, bend):
    """The transportation procedure, with a sentence of people's."""
    run("set", "drafts.format", "md", "--in", "bend")
    assert run("draft", "bend").code == 0
    draft = bend / "drafts" / "transportation.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\nOurs.\n", encoding="utf-8")
    return draft


def test_recopy_discards_evolution_cli(run, bend, written):
    """copier: nothing throws people's words away but their own hand; then --restore writes the draft anew."""
    run("draft", "bend", "--restore")
    assert "Ours." in written.read_text(encoding="utf-8")
    written.unlink()
    assert run("draft", "bend", "--restore").code == 0
    assert written.is_file()
    assert "Ours." not in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", ["{{ design.nope }}", "{% if %}", "{{ 1 / 0 }}"])
def test_raise_undefined_variable_file_name_existing_project(run, bend, written, fault):
    """cookiecutter: a template that fails removes nothing, and changes nothing, of what was there."""
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(flyer_text(f"{fault}\n"), encoding="utf-8")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    before = files(bend)
    assert run("draft", "bend").code == 3
    assert files(bend) == before


def test_template_error(run, bend, written):
    """docxtpl, tests/template_error.py: the message has the template, the line, and what stands wrong there."""
    (bend / "templates").mkdir()
    (bend / "templates" / "flyer.md.j2").write_text(
        flyer_text("## Who\n\nCall {{ design.huors }}.\n"), encoding="utf-8"
    )
    said = "templates/flyer.md.j2, line 10: there is no question `design.huors`. Did you mean `design.hours`?\n"
    assert run("draft", "bend").err == said


@pytest.mark.parametrize("suffix", [".odt", ".doc"])
@pytest.mark.usefixtures("few_documents")
def test_a_draft_that_is_left_only_as_odt_or_doc_is_named_with_what_to_do_and_the_others_go_on(run, bend, suffix):
    path = bend / "drafts" / "suicide-response.docx"
    assert run("draft", "bend").code == 0
    path.rename(path.with_suffix(suffix))
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend")
    said = " ".join((done.out + done.err).split())
    assert f"drafts/suicide-response{suffix}: is a {suffix} file" in said
    assert "save it as suicide-response.docx" in said
    assert "updated" in said.lower()
    assert path.with_suffix(suffix).exists()
    assert not path.exists()
