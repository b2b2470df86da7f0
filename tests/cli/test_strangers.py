"""A plan's folder from a stranger: links, pipes and records that lead out. Nothing outside is read or written."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from coplan.disk.plain_files import FIX
from tests.cli.conftest import Run
from tests.long import few_of

pytestmark = pytest.mark.usefixtures("few_documents")

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there, and there are no pipes with names")
SECRET = "PRIVATE-NOTES"
OURS = [".coplan/journal.jsonl", ".coplan/lock", ".coplan/holder.json", ".coplan/plan.schema.json"]
RECORDS = [".coplan/base/transportation.json", ".coplan/base/transportation.next.json"]
DRAFTS = ["drafts/transportation.docx", "share/transportation.html"]
AWAY = ["../elsewhere/notes.md", "drafts/../../elsewhere/notes.md", "ABSOLUTE", "plan.yaml"]
FOLDERS = ["drafts", "share", ".coplan/base"]


@pytest.fixture
def elsewhere(bend: Path) -> Path:
    """What lies beside the plan's folder, and is nobody's business."""
    place = bend.parent / "elsewhere"
    place.mkdir()
    (place / "notes.md").write_text(f"# {SECRET}\n", encoding="utf-8")
    (place / "empty").mkdir()
    return place


def everything(run: Run, folder: Path) -> list[Any]:
    """All commands that read or write a plan's folder; no traceback, no bug, no hanging."""
    done = [
        run("status", "bend"),
        run("set", "design.hours", "Mo-Su 00:00-24:00", "--in", "bend"),
        run("draft", "bend", "transportation"),
        run("share", "bend", "transportation", "--format", "html"),
        run("final", "bend", "transportation", "--anyway"),
        run("set", "profile.program_name", "Another Name", "--in", "bend"),
        run("draft", "bend", "transportation"),
        run("pull", "bend", "transportation"),
        run("log", "bend"),
        run("init", "bend", "--no-input"),
    ]
    assert 70 not in [each.code for each in done]
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert SECRET.encode() not in path.read_bytes(), path
    return done


def untouched(elsewhere: Path) -> None:
    assert sorted(path.name for path in elsewhere.rglob("*")) == ["empty", "notes.md"]
    assert (elsewhere / "notes.md").read_text(encoding="utf-8") == f"# {SECRET}\n"


def put(path: Path, make: Callable[[Path], object]) -> None:
    """Put something in the place of a file or a folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        for child in sorted(path.rglob("*"), reverse=True):
            child.rmdir() if child.is_dir() else child.unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    make(path)


@POSIX
@pytest.mark.parametrize(("path", "to"), few_of(product([*OURS, *RECORDS], ["notes.md", "new"]), 1, step=3))
def test_a_link_in_place_of_a_file_of_ours_is_not_followed_and_saving_goes_on(run, bend, elsewhere, path, to):
    put(bend / path, lambda place: place.symlink_to(elsewhere / to))
    done = everything(run, bend)
    untouched(elsewhere)
    assert done[1].code == 0
    assert "Another Name" in (bend / "plan.yaml").read_text(encoding="utf-8")


@POSIX
@pytest.mark.parametrize(("path", "to"), few_of(product([*DRAFTS, "plan.yaml"], ["notes.md", "new"]), 2, step=2))
def test_a_link_in_place_of_a_draft_or_plan_is_named(run, bend, elsewhere, path, to):
    run("draft", "bend", "transportation")
    put(bend / path, lambda place: place.symlink_to(elsewhere / to))
    done = everything(run, bend)
    untouched(elsewhere)
    assert any("is a link, not a file." in each.out + each.err for each in done) or to == "new"


@POSIX
@pytest.mark.parametrize("path", [*FOLDERS, ".coplan"])
def test_a_link_in_place_of_a_folder_is_named(run, bend, elsewhere, path):
    put(bend / path, lambda place: place.symlink_to(elsewhere / "empty"))
    done = everything(run, bend)
    untouched(elsewhere)
    assert any("is a link, not a folder. Put a folder there." in each.out + each.err for each in done)


@POSIX
@pytest.mark.parametrize("path", few_of([*OURS, *RECORDS, *DRAFTS, "plan.yaml"], 1, step=3))
def test_a_pipe_is_not_waited_for(run, bend, elsewhere, path):
    put(bend / path, os.mkfifo)
    everything(run, bend)
    untouched(elsewhere)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names need Unix")
@pytest.mark.parametrize(
    "command", [["merge", "p"], ["init", "new", "--answers", "p", "--no-input"], ["law", "--take", "p"]]
)
def test_a_pipe_that_is_named_is_not_waited_for(run, bend, command):
    os.mkfifo("p")
    done = run(*command, *(["--in", "bend"] if command[0] == "merge" else []))
    assert done.code == 3
    assert "is a pipe or a device, not a file" in done.err


@pytest.mark.parametrize(
    ("path", "suffix", "beside"), few_of(product(AWAY, [".json", ".next.json"], [False, True]), 1, 3)
)
def test_a_record_that_names_a_file_elsewhere_is_kept_aside(run, bend, elsewhere, path, suffix, beside):
    run("draft", "bend", "transportation")
    record = bend / ".coplan" / "base" / "transportation.json"
    data = json.loads(record.read_text(encoding="utf-8"))
    path = str(elsewhere / "notes.md") if path == "ABSOLUTE" else path
    data |= {"beside": {"path": path, "hash": "", "text": ""}} if beside else {"path": path}
    record.with_name(f"transportation{suffix}").write_text(json.dumps(data), encoding="utf-8")
    done = everything(run, bend)
    untouched(elsewhere)
    assert "is no record that coplan can use; it is kept aside." in done[2].out
    assert record.with_name(f"transportation{suffix}.aside-1").exists()


ODD = [
    *(b"", b"null", b"[]", b"{}", b"5", b'"x"', b"{", b"\xff\xfe", b"\0" * 100, b"[" * 100_000, b'{"a":' * 100_000),
    *(b'{"coplan": 1, "document": ["transportation"], "path": 5, "base": {}, "hash": [], "clean": 0, "look": 1}',),
    b'{"when": 5, "by": [], "question": {}, "old": 1, "new": [[1]], "state": null, "how": 3}\n',
    b'{"when": "x", "by": "\\ud800", "question": "profile.stage", "old": null, "new": "\\udfff", "state": "answered"}\n',
    b'{"when": "x", "by": "y", "question": "profile.stage", "old": null, "new": ' + b"[" * 900 + b"]" * 900 + b"}\n",
    b"x" * 6_000_000,
    b'{"questions": [[]]}',
    b'{"by": {}, "when": 3, "doing": null}',
    b"9" * 5000,
]


@pytest.mark.parametrize("content", few_of(ODD, 3, 5), ids=range(len(ODD)))
def test_whatever_stands_in_files_of_ours_saving_goes_on(run, bend, content):
    for path in [*OURS, *RECORDS, ".coplan/checklist.json"]:
        put(bend / path, lambda place: place.write_bytes(content))
    done = everything(run, bend)
    assert done[1].code == 0
    assert "Another Name" in (bend / "plan.yaml").read_text(encoding="utf-8")


def test_a_line_of_the_journal_that_says_nothing_is_named_and_left(run, bend):
    journal = bend / ".coplan" / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(b"[1]\n" + whole)
    done = run("status", "bend")
    assert done.err == "Note: .coplan/journal.jsonl, line 1: this line cannot be used; it is left as it is.\n"
    assert len(run("log", "bend", "--json").json["log"]) == len(whole.splitlines())


def test_a_folder_in_place_of_a_file_of_ours_is_kept_aside(run, bend):
    for path in OURS[:1] + OURS[2:] + RECORDS:
        put(bend / path, lambda place: place.mkdir(parents=True))
    everything(run, bend)
    assert "Another Name" in (bend / "plan.yaml").read_text(encoding="utf-8")


@POSIX
def test_a_template_that_is_a_link_is_not_read(run, bend, elsewhere):
    (bend / "templates").mkdir()
    (bend / "templates" / "transportation.md.j2").symlink_to(elsewhere / "notes.md")
    everything(run, bend)
    untouched(elsewhere)


@POSIX
def test_a_letterhead_that_is_a_link_is_named(run, bend, elsewhere):
    (bend / "ours.docx").symlink_to(elsewhere / "notes.md")
    run("set", "drafts.letterhead", "ours.docx", "--in", "bend")
    done = run("draft", "bend")
    assert (done.code, done.err.splitlines()[-1]) == (
        3,
        f"plan.yaml: drafts.letterhead: ours.docx is a link, not a file. {FIX}",
    )


def test_a_draft_holds_no_login_name_and_no_path(run, bend, tmp_path, monkeypatch):
    monkeypatch.setattr("coplan.cli.setting.login_name", lambda: "jdoe-login")
    run("set", "profile.program_name", "Prairie Bend", "--in", "bend")
    run("draft", "bend", "transportation")
    run("share", "bend", "transportation", "--format", "html")
    for path in [*(bend / "drafts").iterdir(), *(bend / "share").iterdir()]:
        contents = [path.read_bytes()]
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as file:
                contents += [file.read(name) for name in file.namelist()]
        for content in contents:
            assert b"jdoe-login" not in content
            assert str(tmp_path).encode() not in content
