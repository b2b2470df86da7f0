"""What a command told is told again only while nothing changed: the same words as if all were worked out anew."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import types

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coplan.cli import clock
from coplan.cli.setting import clerk
from coplan.content.pack.folders import pack_folders
from coplan.content.pack.load import load_pack
from coplan.drafts import service
from coplan.drafts.files import kept_grades
from coplan.drafts.render import render
from coplan.drafts.render.called import documents_for
from coplan.plan.disk.store import PlanFolder
from tests.long import few_of

pytestmark = pytest.mark.usefixtures("few_documents")
DRAFT = "drafts/suicide-response.md"


@pytest.fixture
def drafted(run, bend):
    """The plan with its drafts in Markdown, and status told once."""
    run("set", "drafts.format", "md", "--in", "bend")
    assert run("draft", "bend").code == 0
    assert run("draft", "bend").code == 0
    run("status", "bend")
    return bend


@pytest.fixture
def anew(run, drafted, tmp_path, monkeypatch):
    """Run a command on a copy of the folder with an empty cache, and return what it said and what it left."""

    def anew(*arguments):
        elsewhere = tmp_path / "elsewhere"
        shutil.rmtree(elsewhere, ignore_errors=True)
        shutil.copytree(drafted, elsewhere / "bend")
        with monkeypatch.context() as patch:
            patch.setenv("COPLAN_CACHE", str(elsewhere / "cache"))
            patch.chdir(elsewhere)
            return run(*arguments), contents(elsewhere / "bend")

    return anew


def contents(folder):
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    dated = (".coplan/lock", ".coplan/backup")  # their names or words have the moment in them
    return {name: path.read_bytes() for name, path in found.items() if not name.startswith(dated)}


def broken(*_):
    raise AssertionError("it was worked out anew")


def answer(folder, run):
    run("set", "design.hours", "Mo-Su 10:00-20:00", "--in", "bend")


def answer_in_words(folder, run):
    assert run("set", "outreach.ask_phrase", "a person in crisis", "--in", "bend").code == 0


def open_item(folder, run):
    run("set", "design.models", "--in", "bend", "--state", "disputed", "--owner", "Chief")


def typed_into_the_plan(folder, run):
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text().replace("Prairie Bend", "Prairie Fork"))


def same_size_and_time(folder, run):
    path = folder / DRAFT
    if not path.exists():
        return
    status, text = path.stat(), path.read_text()
    path.write_text(text.replace("e", "a", 1))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def draft_deleted(folder, run):
    (folder / DRAFT).unlink(missing_ok=True)


def draft_renamed(folder, run):
    if (folder / DRAFT).exists():
        (folder / DRAFT).rename(folder / "drafts/ours.md")


def copy_beside(folder, run):
    (folder / "plan 2.yaml").write_text("coplan: 1\n")


def own_document(folder, run):
    text = "---\ntitle: Flyer\nstep: outreach\nkind: notice\naudience: All\nreview: [counsel]\n---\n## Flyer\n\nCome.\n"
    (folder / "templates").mkdir(exist_ok=True)
    path = folder / "templates/flyer.md.j2"
    path.write_text(text + "More.\n" * path.exists())


def journal_line(folder, run):
    with (folder / ".coplan/journal.jsonl").open("a") as file:
        file.write("no line of a journal\n")


def record_gone(folder, run):
    for path in (folder / ".coplan/base").glob("suicide-response*"):
        path.unlink()


def exchanged(folder, pattern):
    """Two files exchange what they hold, and no name comes or goes."""
    found = sorted(folder.glob(pattern))[:2]
    for path, content in zip(found, [path.read_bytes() for path in reversed(found)], strict=True):
        path.write_bytes(content)


def drafts_exchanged(folder, run):
    exchanged(folder, "drafts/*.*")


def records_exchanged(folder, run):
    exchanged(folder, ".coplan/base/*.json")


def read_only(folder, run):
    if (folder / DRAFT).exists():
        (folder / DRAFT).chmod(0o444)


def letterhead(folder, run):
    path = folder / "letterhead.docx"
    paper = docx.Document(str(path)) if path.exists() else docx.Document()
    paper.sections[0].header.add_paragraph("Prairie Bend")
    paper.save(str(path))
    run("set", "drafts.letterhead", "letterhead.docx", "--in", "bend")


EDITS = [
    *(answer, answer_in_words, open_item, typed_into_the_plan, same_size_and_time, draft_deleted),
    *(draft_renamed, copy_beside, own_document, journal_line, record_gone, read_only, letterhead),
    *(drafts_exchanged, records_exchanged),
]


def one_word_draft_renamed(folder, run):
    path = next((folder / "drafts").glob("*.docx"))
    path.rename(path.with_name("ours.docx"))


def people_write_in_word(folder, run):
    for path in sorted((folder / "drafts").glob("*.docx"))[:2]:
        draft = docx.Document(str(path))
        draft.add_paragraph("Ours.")
        draft.save(str(path))


IN_WORD = [
    answer_in_words,
    one_word_draft_renamed,
    people_write_in_word,
    drafts_exchanged,
    records_exchanged,
    record_gone,
]


def agree(run, anew, folder, *arguments):
    fresh, left = anew(*arguments)
    assert run(*arguments) == fresh
    assert contents(folder) == left


@pytest.mark.parametrize("edit", few_of(EDITS, 1, step=4), ids=lambda edit: edit.__name__)
def test_after_a_change_status_says_what_it_says_without_a_cache(run, anew, drafted, edit):
    edit(drafted, run)
    agree(run, anew, drafted, "status", "bend")


@pytest.mark.parametrize("edit", few_of(EDITS, 1, step=5), ids=lambda edit: edit.__name__)
def test_after_a_change_draft_does_what_it_does_without_a_cache(run, anew, drafted, edit):
    edit(drafted, run)
    agree(run, anew, drafted, "draft", "bend")
    agree(run, anew, drafted, "draft", "bend")


@pytest.mark.parametrize(
    "edit", few_of([answer_in_words, open_item, own_document, answer], 1), ids=lambda edit: edit.__name__
)
def test_after_a_change_documents_say_what_they_say_without_a_cache(run, anew, drafted, edit):
    agree(run, anew, drafted, "documents", "bend")
    edit(drafted, run)
    agree(run, anew, drafted, "documents", "bend")


@pytest.mark.slow
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(st.sampled_from(EDITS), max_size=3), json=st.booleans())
def test_after_any_changes_cached_and_fresh_agree(run, anew, drafted, edits, json):
    for edit in edits:
        edit(drafted, run)
        agree(run, anew, drafted, "status", "bend", *(["--json"] if json else []))
    agree(run, anew, drafted, "draft", "bend")
    agree(run, anew, drafted, "status", "bend")


@pytest.mark.slow
def test_after_changes_of_word_drafts_one_upon_the_other_cached_and_fresh_agree(run, anew, drafted):
    run("set", "drafts.format", "docx", "--in", "bend")
    run("draft", "bend")
    for edit in IN_WORD:
        agree(run, anew, drafted, "status", "bend")
        edit(drafted, run)
        agree(run, anew, drafted, "status", "bend")
    agree(run, anew, drafted, "draft", "bend")


@pytest.mark.parametrize("command", ["status", "draft"])
def test_without_a_change_nothing_is_rendered(run, drafted, monkeypatch, command):
    before = run(command, "bend")
    monkeypatch.setattr(service, "_Desk", broken)
    assert run(command, "bend") == before


def test_without_a_change_no_document_is_rendered_or_read_through(run, drafted, monkeypatch):
    before = run("documents", "bend")
    monkeypatch.setattr(render._Writer, "written", broken)
    monkeypatch.setattr(kept_grades, "grade_of", broken)
    assert run("documents", "bend") == before


def test_after_an_edit_of_an_answer_that_nobody_read_nothing_is_worked_out(run, anew, drafted, monkeypatch):
    run("set", "design.missed_check_reason", "The shift is over", "--in", "bend")  # set aside: it is not asked now
    run("draft", "bend")
    run("draft", "bend")
    run("status", "bend")
    plan = drafted / "plan.yaml"
    for words in ("The shift was over", "Nobody was free"):
        text = plan.read_text(encoding="utf-8")
        plan.write_text(re.sub("missed_check_reason: .*", f"missed_check_reason: {words}", text), encoding="utf-8")
        fresh = [anew(command, "bend")[0] for command in ("status", "draft")]
        with monkeypatch.context() as patch:
            patch.setattr(service, "_Desk", broken)
            assert [run(command, "bend") for command in ("status", "draft")] == fresh


def test_scripts_and_people_are_told_apart(run, drafted):
    people, scripts = run("status", "bend"), run("status", "bend", "--json")
    assert run("status", "bend") == people
    assert run("status", "bend", "--json") == scripts
    assert scripts.json["program"] == "Prairie Bend Co-Response"


def test_another_day_is_worked_out_anew(run, drafted, monkeypatch):
    real = datetime.datetime
    later = types.SimpleNamespace(now=lambda: real.now() + datetime.timedelta(days=1))
    monkeypatch.setattr(clock, "datetime", types.SimpleNamespace(datetime=later))
    monkeypatch.setattr(service, "_Desk", broken)
    assert "has a bug" in run("status", "bend").err


def test_what_others_put_into_the_cache_is_not_told(run, drafted, tmp_path, monkeypatch):
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path / "cache"))
    before = run("status", "bend")
    (kept,) = (tmp_path / "cache").glob("*.told")
    assert b"Prairie Bend" in kept.read_bytes()
    kept.write_bytes(kept.read_bytes().replace(b"Prairie Bend", b"Prairie Fork"))
    assert run("status", "bend") == before


def test_a_pack_that_is_no_longer_accepted_is_not_told(run, drafted, monkeypatch):

    own_document(drafted, run)
    assert run("status", "bend").code == 0
    from coplan.content.pack import trusted

    monkeypatch.setattr(trusted, "is_accepted", lambda _: False)
    assert "accept them" in run("status", "bend").err


def test_a_draft_that_is_in_the_way_is_looked_at_each_time(run, drafted, monkeypatch):
    (drafted / DRAFT).unlink()
    (drafted / DRAFT).mkdir()
    run("status", "bend")
    monkeypatch.setattr(service, "_Desk", broken)
    assert "has a bug" in run("status", "bend").err


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("profile.web_page", "https://example.org"),
        ("outreach.ask_phrase", "a person in need"),
        ("design.hours", "24/7"),
    ],
)
def test_after_one_answer_only_drafts_that_read_it_are_rendered(run, drafted, monkeypatch, key, value):
    place = PlanFolder(drafted, load_pack(pack_folders()), clerk())
    answers = place.with_history(place.answers())
    documents = documents_for(answers)
    reading = {item.document.id for item in render.render_all(answers, documents) if key in item.touched}
    seen, written = set(), render._Writer.written

    def counted(writer, document):
        seen.add(document.id)
        return written(writer, document)

    assert run("set", key, value, "--in", "bend").code == 0
    monkeypatch.setattr(render._Writer, "written", counted)
    assert run("status", "bend").code == 0
    assert seen == reading
    assert reading != {document.id for document in documents}
