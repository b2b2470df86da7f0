"""`coplan pack new`: a document of one's own, started from a shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from coplan.content.lint.pack import lint_pack
from coplan.content.pack.files import read_files, split_front_matter
from coplan.content.pack.folders import pack_contents, shipped_folder
from coplan.content.pack.load import read_pack
from coplan.content.pack.new import started
from coplan.content.pack.reading import Reading


@pytest.fixture(autouse=True)
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody accepted anything on this computer yet."""
    monkeypatch.setenv("COPLAN_CONFIG", str(tmp_path / "config"))


SHIPPED = pack_contents(shipped_folder())
TEMPLATES = {
    file.removeprefix("templates/").removesuffix(".md.j2"): content.decode("utf-8")
    for file, content in SHIPPED.items()
    if file.endswith(".j2") and "/parts/" not in file
}


@pytest.mark.long
@pytest.mark.parametrize("name", ["{}", "our-{}"], ids=["replacing", "beside"])
def test_every_shipped_document_can_be_the_start_of_ones_own(name):
    own = {
        f"templates/{name.format(template)}.md.j2": started(text, template, replaces=name == "{}").encode("utf-8")
        for template, text in TEMPLATES.items()
    }
    pack = read_pack(SHIPPED, own)
    assert {document.id for document in pack.documents} == {*TEMPLATES, *map(name.format, TEMPLATES)}
    problems = lint_pack(pack, read_files(Reading(), [SHIPPED, own]).named, set()).problems
    assert [str(problem) for problem in problems] == []
    for template, text in TEMPLATES.items():
        body = split_front_matter(text)[1]
        assert pack.document(name.format(template)).body.partition("\n")[2] == body


@pytest.mark.usefixtures("few_documents", "few_plans")
class TestOnAPlan:
    def test_a_copy_replaces_the_shipped_document_and_says_the_same_until_it_is_changed(self, run, bend):
        run("set", "drafts.format", "md", "--in", "bend")
        assert run("draft", "bend", "transportation").code == 0
        done = run("pack", "new", "transportation", "--in", "bend")
        assert (done.code, done.out.endswith("transportation.md.j2: written.\n")) == (0, True)
        assert "coplan pack check --pack" in done.err
        assert run("draft", "bend", "transportation").out.startswith("drafts/transportation.md: nothing to change")
        template = bend / "templates" / "transportation.md.j2"
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("is not restrained", "is never restrained"), encoding="utf-8")
        assert run("draft", "bend", "transportation").code == 3  # what changed is asked for again
        assert run("status", "bend", "--pack", "bend").code == 0
        run("draft", "bend", "transportation")
        assert "is never restrained" in (bend / "drafts" / "transportation.md").read_text(encoding="utf-8")

    def test_a_copy_with_a_name_of_its_own_is_one_more_document(self, run, bend):
        assert run("pack", "new", "transportation", "--as", "rides-at-night", "--in", "bend").code == 0
        run("draft", "bend", "transportation", "rides-at-night")
        assert sorted(path.stem for path in (bend / "drafts").iterdir()) == ["rides-at-night", "transportation"]

    def test_nothing_is_overwritten_and_no_name_is_guessed(self, run, bend):
        run("pack", "new", "transportation", "--in", "bend")
        before = (bend / "templates" / "transportation.md.j2").read_bytes()
        for arguments, said in (
            (("transportation",), "is there already; nothing was changed"),
            (("transport",), "Did you mean `transportation`?"),
            (("transportation", "--as", "Rides At Night"), "lower-case letters"),
            (("transportation", "--as", "../out"), "holds a path"),
            (("transportation", "--as", "suicide-response"), "is a document of coplan already"),
        ):
            done = run("pack", "new", *arguments, "--in", "bend")
            assert (done.code, said in done.err) == (2, True), done.err
        assert (bend / "templates" / "transportation.md.j2").read_bytes() == before
        assert len(list((bend / "templates").iterdir())) == 1

    def test_a_pack_that_nobody_accepted_is_not_accepted_on_the_way(self, run, bend):
        (bend / "templates").mkdir()
        (bend / "templates" / "strange.md.j2").write_text("---\ntitle: Strange\n---\n", encoding="utf-8")
        assert run("pack", "new", "transportation", "--in", "bend").code == 3
        assert not (bend / "templates" / "transportation.md.j2").exists()

    @pytest.mark.slow
    def test_a_check_in_the_plans_folder_takes_the_pack_beside_the_plan_along(self, run, bend, monkeypatch):
        run("pack", "new", "transportation", "--in", "bend")
        template = bend / "templates" / "transportation.md.j2"
        template.write_text(template.read_text(encoding="utf-8") + "{{ policy.nonsense }}\n", encoding="utf-8")
        monkeypatch.chdir(bend)
        done = run("pack", "check")
        assert done.code == 1
        assert "policy.nonsense" in done.out


@pytest.mark.slow
def test_a_shared_part_is_copied_and_one_that_is_not_there_is_named(run, bend):
    done = run("pack", "new", "parts/policy", "--in", "bend")
    assert done.code == 0
    assert "no longer follows coplan's updates" in done.err
    text = (bend / "templates" / "parts" / "policy.md.j2").read_text(encoding="utf-8")
    assert text.startswith("{#- This replaces the part `parts/policy`.")
    assert run("pack", "new", "parts/policy", "--in", "bend").code == 2
    assert "coplan ships no part `parts/polisy`. Did you mean `parts/policy`?" in (
        run("pack", "new", "parts/polisy", "--in", "bend").err
    )
