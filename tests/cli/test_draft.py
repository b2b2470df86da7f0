"""`coplan draft`: which drafts were written, what changes in them, and what is left to decide."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile

import pytest

from coplan.cli.documents.draft_words import lines
from coplan.drafts.update.outcome import Draft
from coplan.word.file.package import open_package, xml_bytes
from coplan.word.file.xml_names import w
from coplan.word.read.word_document import read_word
from coplan.word.track.pending import Changes, parse
from tests.cli.conftest import files, flyer_text
from tests.long import few_of

pytestmark = pytest.mark.usefixtures("few_documents")

FIELDS = ["document", "path", "state", "holes"]
BOTH = pytest.mark.parametrize("format", few_of(["docx", "md"], 1))  # Word is what people get unless they ask


@pytest.fixture
def draft(run, bend):
    """Write drafts in one of the formats; gives the path of the transportation procedure."""

    def draft(format="md", *names):
        run("set", "drafts.format", format, "--in", "bend")
        assert run("draft", "bend", *names).code == 0
        return bend / "drafts" / f"transportation.{format}"

    return draft


@pytest.fixture
def flown(run, bend):
    """Write a community's own template, and its draft in one of the formats; gives the paths of both."""

    def flown(title, words, format):
        template = bend / "templates" / "flyer.md.j2"
        flyer(template, title, words)
        run("set", "drafts.format", format, "--in", "bend")
        run("draft", "bend")
        return template, bend / "drafts" / f"flyer.{format}"

    return flown


def by_name(done) -> dict[str, dict]:
    return {draft["document"]: draft for draft in done.json["drafts"]}


def edit(path, words="Ours."):
    """Add a sentence of people's to a draft, in the first paragraph that is no notice."""
    if path.suffix == ".md":
        path.write_bytes(path.read_bytes() + f"\n{words}\n".encode())
        return
    from docx import Document

    document = Document(str(path))
    document.paragraphs[-1].insert_paragraph_before(words)
    document.save(str(path))


def flyer(template, title, words, **more):
    """Write a community's own template."""
    template.parent.mkdir(exist_ok=True)
    template.write_text(flyer_text(f"## Call us\n\n{words}\n", title=title, **more), encoding="utf-8")


def text_of(path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    blocks = read_word(open_package(path.read_bytes(), path.name)).blocks
    return "\n".join(" | ".join(block.texts) for block in blocks)


def stamps(folder):
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_json_has_every_draft_with_its_state_and_holes(run, bend):
    data = run("draft", "bend", "--json").json
    assert list(data) == ["coplan", "drafts"]
    for draft in data["drafts"]:
        assert list(draft) == FIELDS
        assert draft["path"] == f"drafts/{draft['document']}.docx"
        assert (draft["state"], (bend / draft["path"]).is_file()) == ("created", True)
        assert f"{draft['holes']} points are still open" in text_of(bend / draft["path"])


@BOTH
def test_a_second_run_touches_no_file(run, bend, draft, format):
    draft(format)
    before = stamps(bend / "drafts") | stamps(bend / ".coplan" / "base")
    assert {item["state"] for item in run("draft", "bend", "--json").json["drafts"]} == {"unchanged"}
    assert stamps(bend / "drafts") | stamps(bend / ".coplan" / "base") == before


@BOTH
def test_a_run_after_an_update_of_edited_drafts_touches_no_file(run, bend, draft, format):
    edit(draft(format))
    run("set", "design.transport", "none", "--in", "bend")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "merged"
    before = stamps(bend / "drafts")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "edited"
    assert stamps(bend / "drafts") == before


@BOTH
def test_the_plans_changes_come_into_what_people_edited(run, bend, draft, format):
    path = draft(format)
    edit(path)
    run("set", "design.transport", "none", "--in", "bend")
    found = by_name(run("draft", "bend", "--json"))
    assert found["suicide-response"]["state"] == "updated"
    assert found["transportation"]["state"] == "merged"
    assert "does not transport people" in text_of(path)
    assert "Ours." in text_of(path)


def test_changes_in_word_are_tracked_with_the_answer_that_made_them(run, bend, draft):
    path = draft("docx")
    edit(path)
    run("set", "design.transport", "none", "--in", "bend")
    run("draft", "bend")
    package = open_package(path.read_bytes(), path.name)
    assert read_word(package).pending["coplan"] > 0
    comments = package.parts["word/comments.xml"].decode("utf-8")
    assert "had no answer, is now “" in comments


@BOTH
def test_what_only_people_changed_is_left_byte_for_byte(run, bend, draft, format):
    path = draft(format)
    edit(path)
    before = path.read_bytes()
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "edited"
    assert path.read_bytes() == before


@BOTH
def test_conflicts_are_counted_and_wait_until_people_settle_them(run, bend, draft, format):
    """cruft, test_update_with_conflicts: no exit code 0. git, t4200-rerere, inner markers: never one in another."""
    run("set", "design.hours", "Mo-Fr 08:00-20:00", "--in", "bend")
    run("set", "profile.program_name", "Prairie Bend", "--in", "bend")
    path = draft(format)
    replace(path, "Prairie Bend", "Prairie Team")
    run("set", "profile.program_name", "Bend Crisis Team", "--in", "bend")
    done = run("draft", "bend", "transportation", "--json")
    assert done.code == 1
    [told] = done.json["drafts"]
    assert told["state"] == "merged"
    assert told["conflicts"] > 0
    before = path.read_bytes()
    again = run("draft", "bend", "transportation")
    assert again.code == 1
    assert "left as it is, for conflicts wait in it" in again.out
    assert "Conflicts wait at: " in again.out
    assert path.read_bytes() == before


def replace(path, old, new):
    """Change words that people read, wherever they stand."""
    if path.suffix == ".md":
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
        return
    from docx import Document

    document = Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    document.save(str(path))


def test_drafts_that_are_no_longer_called_for_are_named(run, bend):
    run("draft", "bend")
    run("set", "design.services", "de_escalation", "--in", "bend")
    gone = run("draft", "bend", "--json").json["no_longer_called_for"]
    assert "drafts/naloxone-leave-behind.docx" in gone
    assert (bend / "drafts" / "naloxone-leave-behind.docx").is_file()
    words = "drafts/naloxone-leave-behind.docx: no longer called for by the plan; left where it is.\n"
    assert words in run("draft", "bend").out


@pytest.mark.parametrize("command", ["draft", "share", "pull", "final"])
def test_a_folder_that_is_not_there_is_named(run, command):
    done = run(command, "nowhere")
    assert (done.code, done.err) == (2, "There is no plan here, nor in a folder above, and no folder `nowhere`.\n")


def test_only_the_named_documents_are_written(run, bend):
    done = run("draft", "bend", "transportation", "drafts/lift-and-contact.docx", "--json")
    assert list(by_name(done)) == ["transportation", "lift-and-contact"]
    names = sorted(path.name for path in (bend / "drafts").iterdir())
    assert names == ["lift-and-contact.docx", "transportation.docx"]


@pytest.mark.parametrize(
    "name",
    [
        "transportation",
        "transportation.md",
        "transportation.docx",
        "drafts/transportation.docx",
        r"drafts\transportation.docx",
    ],
)
def test_a_document_may_be_named_as_its_file(run, bend, monkeypatch, name):
    monkeypatch.chdir(bend)
    assert list(by_name(run("draft", name, "--json"))) == ["transportation"]


def test_a_dry_run_writes_nothing_and_says_so(run, bend):
    before = files(bend)
    done = run("draft", "bend", "--dry-run")
    assert "drafts/transportation.docx: not written yet, " in done.out
    assert files(bend) == before


@pytest.mark.slow
@BOTH
def test_a_dry_run_tells_what_would_change_and_which_answer_changed_it(run, bend, draft, format):
    edit(draft(format))
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    before = files(bend)
    done = run("draft", "bend", "--dry-run")
    assert files(bend) == before
    because = "  program name: was “Prairie Bend Co-Response”, is now “Bend Team”."
    told = done.out.splitlines()
    assert because in told
    assert any(line.startswith("    Changed: ") and "-> " in line and "Bend Team" in line for line in told)
    told = run("draft", "bend", "--dry-run", "--json").json
    assert by_name(run("draft", "bend", "--json")) == {draft["document"]: draft for draft in told["drafts"]}


def test_a_dry_run_counts_the_conflicts_beside_changes_that_wait_in_word(run, bend, draft):
    path = draft("docx")
    package = open_package(path.read_bytes(), path.name)
    root = package.xml(package.main)
    changes = Changes(root, "Ann Example", "2026-11-01T00:00:00Z")
    for text in [item for item in root.iter(w("t")) if "Prairie Bend" in (item.text or "")]:
        words = f"{changes.opening()}<w:r><w:t> Pending.</w:t></w:r></w:ins>"
        next(text.iterancestors(w("p"))).append(parse(words))
    path.write_bytes(package.replaced({package.main: xml_bytes(root)}).save())
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    told = run("draft", "bend", "transportation", "--dry-run", "--json").json
    done = run("draft", "bend", "transportation", "--json").json
    assert done["drafts"][0]["conflicts"] > 0
    assert told == done


def test_a_dry_run_tells_each_paragraph_its_own_answer(run, bend, draft):
    draft("docx")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    run("set", "design.transport", "none", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--dry-run", "--json").json["drafts"]
    reasons = {tuple(words.partition(":")[0] for words in change["because"]) for change in told["changes"]}
    assert ("program name",) in reasons
    assert len(reasons) > 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "written, "),
        ("", "nothing to change, "),
        ("set", "updated to today's plan, "),
        ("edit", "edited by people, and the plan has nothing new: left as it is, "),
        ("both", "edited by people: the plan's changes are in it, "),
    ],
)
def test_people_read_what_happened(run, bend, change, words):
    run("set", "drafts.format", "md", "--in", "bend")
    if change is not None:
        run("draft", "bend")
    if change in ("set", "both"):
        run("set", "profile.program_name", "Bend Team", "--in", "bend")
    if change in ("edit", "both"):
        edit(bend / "drafts" / "transportation.md")
    [line] = run("draft", "bend", "transportation").out.splitlines()
    assert line.startswith(f"drafts/transportation.md: {words}")
    assert line.endswith(" points still open.")


# The cases of other tools' tests, by their names


@BOTH
def test_update_deleted_path(run, bend, draft, format):
    path = draft(format)
    path.unlink()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend", "transportation")
    assert "deleted by people: it stays so (--restore writes it anew)" in done.out
    assert (done.code, path.exists()) == (0, False)
    assert (
        by_name(run("draft", "bend", "transportation", "--restore", "--json"))["transportation"]["state"] == "created"
    )
    assert "Bend Team" in text_of(path)
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "unchanged"


@BOTH
def test_skip_update(run, bend, draft, format):
    path = draft(format)
    edit(path)
    before = path.read_bytes()
    assert run("final", "bend", "transportation", "--anyway").code == 0
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--json").json["drafts"]
    assert (told["state"], told["beside"]) == ("final", f"drafts/transportation.new.{format}")
    assert path.read_bytes() == before
    assert "Bend Team" in text_of(path.with_name(f"transportation.new.{format}"))
    stood = stamps(bend / "drafts")
    run("draft", "bend", "transportation")
    assert stamps(bend / "drafts") == stood


@BOTH
def test_skip_update_deleted(run, bend, draft, format):
    """A final draft that people deleted stays away until they want it; then it is a draft again."""
    path = draft(format)
    run("final", "bend", "transportation", "--anyway")
    path.unlink()
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "deleted"
    run("draft", "bend", "transportation", "--restore")
    assert path.exists()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "updated"


@BOTH
def test_another_paper_or_format_is_no_new_text_for_a_final_draft(run, bend, draft, format):
    path = draft(format)
    run("final", "bend", "transportation", "--anyway")
    before = path.read_bytes()
    run("set", "drafts.paper", "a4", "--in", "bend")
    run("set", "drafts.format", "docx" if format == "md" else "md", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--json").json["drafts"]
    assert (told["state"], told.get("beside", "")) == ("final", "")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.glob("transportation*")] == [path.name]


@BOTH
def test_file_removed(run, bend, draft, format):
    """A part that the plan drops takes no prose with it."""
    draft(format)
    path = bend / "drafts" / f"naloxone-leave-behind.{format}"
    edit(path)
    before = path.read_bytes()
    run("set", "design.services", "de_escalation", "--in", "bend")
    assert f"drafts/naloxone-leave-behind.{format}: no longer called for by the plan" in run("draft", "bend").out
    assert path.read_bytes() == before


@BOTH
def test_update_with_new_file_in_template_and_project(run, bend, format):
    run("set", "drafts.format", format, "--in", "bend")
    path = bend / "drafts" / f"transportation.{format}"
    path.parent.mkdir()
    if format == "md":
        path.write_text("# Rides\n\nWe never leave anybody at the roadside.\n", encoding="utf-8")
    else:
        from docx import Document

        own = Document()
        own.add_paragraph("We never leave anybody at the roadside.")
        own.save(str(path))
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "adopted"
    assert "We never leave anybody at the roadside." in text_of(path)
    assert "points are still open" in text_of(path)
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "edited"


@pytest.mark.slow
@BOTH
def test_update_with_new_file_in_template_and_project_via_migration(run, bend, flown, format):
    """A document that has another name in a new version of the pack: people's draft follows, under its old file name."""
    template, path = flown("Flyer", "Call {{ profile.program_name }} at any hour.", format)
    edit(path)
    template.unlink()
    flyer(template.with_name("leaflet.md.j2"), "Leaflet", "Ring {{ profile.program_name }} at any hour.", was="[flyer]")
    done = run("draft", "bend", "--json")
    assert by_name(done)["leaflet"]["state"] == "merged"
    assert by_name(done)["leaflet"]["path"] == f"drafts/flyer.{format}"
    assert "no longer called for" not in run("draft", "bend").out
    assert {"Ring Prairie Bend Co-Response at any hour.", "Ours."} <= set(text_of(path).splitlines())
    [again] = run("draft", "bend", "flyer", "--json").json["drafts"]
    assert (again["document"], again["state"]) == ("leaflet", "edited")


def test_a_renamed_document_is_found_by_its_mark_without_a_record(run, bend, flown):
    template, path = flown("Flyer", "Call {{ profile.program_name }} at any hour.", "docx")
    path.rename(path.with_name("Our flyer.docx"))
    shutil.rmtree(bend / ".coplan" / "base")
    template.unlink()
    flyer(template.with_name("leaflet.md.j2"), "Leaflet", "Ring {{ profile.program_name }}.", was="[flyer]")
    found = by_name(run("draft", "bend", "leaflet", "--json"))["leaflet"]
    assert (found["path"], found["state"]) == ("drafts/Our flyer.docx", "merged")


@BOTH
def test_conflicted_files_are_marked_unmerged(run, flown, format):
    """A title with quotes, umlauts and an ampersand; the second run and `share` still know of the conflict."""
    title = '„Fahrten“ & "Größe" <für alle>'
    _, path = flown(f"'{title}'", "Call {{ profile.program_name }} now.", format)
    replace(path, "Prairie Bend Co-Response", "Prairie Team")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    assert run("draft", "bend", "flyer").code == 1
    assert title in text_of(path)
    assert by_name(run("draft", "bend", "flyer", "--json"))["flyer"]["state"] == "unresolved"
    refused = run("share", "bend", "flyer")
    assert refused.code == 1
    assert f"drafts/flyer.{format}" in refused.err


@BOTH
def test_exclude_added_in_new_version(run, bend, draft, format):
    """What the plan no longer calls for stays as it was, also where nobody edited it."""
    draft(format)
    path = bend / "drafts" / f"naloxone-leave-behind.{format}"
    before = path.read_bytes()
    run("set", "design.services", "de_escalation", "--in", "bend")
    assert run("draft", "bend").code == 0
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="there are no such modes there")
@BOTH
def test_update_propagates_executable_bit(run, bend, draft, format):
    """An update keeps who may read and write a draft."""
    path = draft(format)
    edit(path)
    path.chmod(0o660)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    run("draft", "bend", "transportation")
    assert "Bend Team" in text_of(path)
    assert path.stat().st_mode & 0o777 == 0o660


@BOTH
def test_ssp_force_overwrite(run, bend, draft, format):
    """People's prose goes only where they throw the file away and ask for a new one."""
    path = draft(format)
    edit(path)
    run("draft", "bend", "transportation", "--restore")
    assert "Ours." in text_of(path)
    path.unlink()
    run("draft", "bend", "transportation", "--restore")
    assert "Ours." not in text_of(path)


@BOTH
def test_template_versioning(run, flown, format):
    """A new version of a template reaches an edited draft although no answer changed, and says so."""
    template, path = flown("Flyer", "Call us at any hour.", format)
    edit(path)
    flyer(template, "Flyer", "Call us by day.")
    told = run("draft", "bend", "flyer", "--dry-run").out
    assert "Call us at any hour. -> Call us by day." in told
    run("draft", "bend", "flyer")
    assert {"Call us by day.", "Ours."} <= set(text_of(path).splitlines())


def test_binary_files_cannot_be_merged(run, bend, draft):
    """A Word document under the name of a Markdown draft is refused, with a reason, and stays."""
    path = draft("md")
    run("draft", "bend", "--dry-run")
    content = b"PK\x03\x04" + bytes(range(256))
    path.write_bytes(content)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend", "transportation")
    assert (done.code, path.read_bytes()) == (3, content)
    assert "drafts/transportation.md" in done.err


@BOTH
def test_update_interactive_view_no_changes_when_deleted(run, bend, draft, format):
    draft(format).unlink()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--dry-run", "--json").json["drafts"]
    assert (told["state"], told.get("changes", [])) == ("deleted", [])


@BOTH
def test_update_when_file_moved(run, bend, draft, format):
    path = draft(format)
    edit(path)
    moved = path.with_name(f"Rides & “transport” für alle.{format}")
    try:
        os.fsencode(moved)
    except UnicodeEncodeError:  # file names are ASCII here, and so are those that people can give
        moved = path.with_name(f"Rides & transport for all.{format}")
    path.rename(moved)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    [told] = run("draft", "bend", "transportation", "--json").json["drafts"]
    assert (told["state"], told["path"]) == ("merged", f"drafts/{moved.name}")
    assert "Bend Team" in text_of(moved)
    assert not path.exists()
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "edited"


def test_of_two_copies_under_other_names_people_say_which_counts(run, bend, draft):
    path = draft("docx")
    chief, lawyer = path.with_name("chief.docx"), path.with_name("lawyer.docx")
    chief.write_bytes(path.read_bytes())
    path.rename(lawyer)
    before = files(bend)
    done = run("draft", "bend", "transportation")
    assert done.code == 3
    assert (
        "drafts/chief.docx: this is the draft of `transportation`, and so is drafts/lawyer.docx. "
        "Name the one that counts transportation.docx." in done.out + done.err
    )
    assert files(bend) == before
    lawyer.rename(path)
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "unchanged"


@BOTH
def test_update_with_answers_with_umlaut(run, bend, draft, format):
    path = draft(format)
    edit(path, "Größe, Ñandú, ᏣᎳᎩ 🙂")
    run("set", "profile.program_name", "Zürich & Łódź “Team” 🙂", "--in", "bend")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "merged"
    assert "Größe, Ñandú, ᏣᎳᎩ 🙂" in text_of(path)
    assert "Zürich & Łódź “Team” 🙂" in text_of(path)


@BOTH
def test_update_in_repo_subdirectory(run, bend, draft, format, monkeypatch):
    """git, t6403, works in subdirectory: from the plan's folder and from one below it."""
    draft(format)
    monkeypatch.chdir(bend / "drafts")
    assert {item["state"] for item in run("draft", "--json").json["drafts"]} == {"unchanged"}


@BOTH
def test_a_read_only_draft_is_named_and_not_half_written(run, bend, draft, format):
    path = draft(format)
    path.chmod(0o444)
    before = path.read_bytes()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend")
    assert done.code == 3
    assert f"drafts/transportation.{format}: is read-only; nothing was changed." in done.err
    assert path.read_bytes() == before
    assert "Bend Team" in text_of(bend / "drafts" / f"suicide-response.{format}")
    path.chmod(0o644)
    assert run("draft", "bend").code == 0


def test_a_draft_that_is_open_in_word_is_named(run, bend, draft):
    path = draft("docx")
    (path.parent / "~$ansportation.docx").write_bytes(b"")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend")
    assert done.code == 3
    assert "drafts/transportation.docx: is open in Word or LibreOffice; nothing was changed. Close it there" in done.err


def test_drafts_that_were_markdown_stay_so_with_a_hint(run, bend, draft):
    path = draft("md")
    run("set", "drafts.format", "", "--in", "bend")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend")
    assert "Drafts that were Markdown stay Markdown." in done.err
    assert "Bend Team" in text_of(path)
    assert list(path.parent.glob("*.docx")) == []


def test_drafts_of_an_earlier_version_are_known(run, bend, draft):
    path = draft("md")
    text = path.read_bytes()
    for record in (bend / ".coplan" / "base").iterdir():
        record.unlink()
    (bend / ".coplan" / "base" / "transportation.md").write_bytes(text)
    run("set", "drafts.format", "", "--in", "bend")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    assert by_name(run("draft", "bend", "transportation", "--json"))["transportation"]["state"] == "updated"
    assert [file.name for file in (bend / ".coplan" / "base").iterdir()] == ["transportation.json"]


def test_another_format_moves_what_nobody_edited_and_keeps_what_people_did(run, bend, draft):
    path = draft("md")
    edit(path)
    run("set", "drafts.format", "docx", "--in", "bend")
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    found = by_name(run("draft", "bend", "--json"))
    assert found["transportation"]["path"] == "drafts/transportation.md"
    assert found["transportation"]["note"] == "People edited it, so it stays Markdown."
    assert found["suicide-response"]["path"] == "drafts/suicide-response.docx"
    assert not (bend / "drafts" / "suicide-response.md").exists()


BROKEN = {
    "a renamed PDF": b"%PDF-1.7 and so on",
    "nothing": b"",
    "a truncated zip": b"PK\x03\x04 and no more",
    "an old or protected file": b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
    "text": b"Just words.",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_word_draft_gets_one_message_and_stays(run, bend, draft, content):
    path = draft("docx")
    path.write_bytes(content)
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend")
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("drafts/transportation.docx: ")
    assert path.read_bytes() == content
    assert "Bend Team" in text_of(bend / "drafts" / "suicide-response.docx")
    assert run("status", "bend").code == 0


def packed(path, changes) -> bytes:
    """A Word document with other parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w>&b;</w>'
WICKED = {
    "macros": {"word/vbaProject.bin": b"Sub AutoOpen()"},
    "a zip bomb": {"word/media/image1.png": b"\0" * 210_000_000},
    "XML with entities": {"word/document.xml": ENTITIES},
    "a path out of the folder": {"../../evil.xml": b"<w/>"},
    "damaged XML": {"word/document.xml": b"<w:document"},
}


@pytest.mark.slow
@pytest.mark.parametrize("changes", WICKED.values(), ids=WICKED)
def test_a_wicked_word_draft_gets_one_message_and_stays(run, bend, draft, changes):
    path = draft("docx", "transportation")
    path.write_bytes(packed(path, changes))
    before = path.read_bytes()
    run("set", "profile.program_name", "Bend Team", "--in", "bend")
    done = run("draft", "bend", "transportation")
    assert (done.code, len(done.err.splitlines())) == (3, 1)
    assert done.err.startswith("drafts/transportation.docx: ")
    assert path.read_bytes() == before
    assert not (bend.parent / "evil.xml").exists()


def test_a_draft_with_the_mark_of_another_document_is_refused(run, bend, draft):
    path = draft("docx")
    path.write_bytes(path.with_name("suicide-response.docx").read_bytes())
    done = run("draft", "bend")
    assert done.code == 3
    assert "this is the draft of `suicide-response`, under the name of `transportation`." in done.err


def test_a_letterhead_gives_its_look(run, bend, draft):
    from docx import Document

    own = Document()
    own.sections[0].header.paragraphs[0].text = "County of Bend"
    own.save(str(bend / "ours.docx"))
    path = draft("docx", "transportation")
    run("set", "drafts.letterhead", "ours.docx", "--in", "bend")
    assert by_name(run("draft", "bend", "transportation", "--json"))["transportation"]["state"] == "updated"
    assert Document(str(path)).sections[0].header.paragraphs[0].text == "County of Bend"


@pytest.mark.parametrize("content", [None, b"%PDF-1.7"], ids=["missing", "a PDF"])
def test_a_letterhead_that_cannot_be_used_is_one_message(run, bend, content):
    if content is not None:
        (bend / "ours.docx").write_bytes(content)
    run("set", "drafts.letterhead", "ours.docx", "--in", "bend")
    done = run("draft", "bend")
    assert (done.code, len(done.err.splitlines())) == (3, 1)
    assert "ours.docx" in done.err
    assert not (bend / "drafts").exists()


def test_a_template_of_a_community_joins_the_shipped_ones(run, bend):
    flyer(bend / "templates" / "flyer.md.j2", "Flyer", "{{ profile.program_name }}")
    assert by_name(run("draft", "bend", "--json"))["flyer"]["state"] == "created"


def test_a_template_that_fails_is_named_and_nothing_is_written(run, bend):
    flyer(bend / "templates" / "flyer.md.j2", "Flyer", "{{ design.nope }}")
    done = run("draft", "bend")
    said = "templates/flyer.md.j2, line 10: there is no question `design.nope`."
    assert (done.code, done.err.startswith(said)) == (3, True)
    assert not (bend / "drafts").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a shell sets the language of messages in another way there")
def test_updates_work_without_a_language_set(process, run, bend, draft):
    path = draft("docx")
    edit(path, "Größe 🙂")
    run("set", "profile.program_name", "Łódź Team", "--in", "bend")
    done = process(
        "-m", "coplan", "draft", "bend", "transportation", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Łódź Team" in text_of(path)
    assert "Größe 🙂" in text_of(path)


# Documents of which too much is still to decide


def test_what_would_be_a_worksheet_is_listed_with_what_it_needs(run, bend):
    run("set", "drafts.holes", "", "--in", "bend")
    done = run("draft", "bend")
    assert not (bend / "drafts" / "transportation.docx").exists()
    assert "Not written yet, for too much in them is still to decide:" in done.out
    assert re.search(r"  Transportation procedure: \d+ questions, about \d+ minutes, fills \d+ holes", done.out)


def test_asked_for_by_name_it_is_written_and_from_then_on_updated(run, bend):
    run("set", "drafts.holes", "", "--in", "bend")
    assert run("draft", "bend", "transportation").out.startswith("drafts/transportation.docx: written")
    run("set", "profile.program_name", "Harbor Point", "--in", "bend")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "updated"


def test_scripts_see_what_is_not_written_yet(run, bend):
    run("set", "drafts.holes", "0%", "--in", "bend")
    data = run("draft", "bend", "--json").json
    assert "transportation" in {item["document"] for item in data["not_written_yet"]}
    assert all(item["needs"] for item in data["not_written_yet"])
    assert "Too much is still to decide" in run("status", "bend").out


def test_a_draft_that_was_deleted_stays_so_and_is_not_called_unwritten(run, bend):
    run("draft", "bend", "transportation")
    (bend / "drafts" / "transportation.docx").unlink()
    run("set", "drafts.holes", "0%", "--in", "bend")
    assert by_name(run("draft", "bend", "--json"))["transportation"]["state"] == "deleted"


def test_however_much_is_to_be_told_of_a_draft_it_stays_under_five_lines():
    many = tuple(f"place {number}" for number in range(40))
    found = lines(Draft("memo", "Memo", "drafts/memo.docx", "merged", 2, merged=many, unheld=many, note="Renamed."))
    assert len(found) == 4
    assert found[1] == "  Merged, please read: place 0; place 1; place 2; and 37 more."
    assert all(len(line) < 120 for line in found)
