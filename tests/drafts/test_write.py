"""Drafts on disk, in both formats: nothing that people wrote is lost, and a crash leaves the old or the new pair."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from coplan.content.document import Document
from coplan.disk.inside import Inside
from coplan.drafts.files.bases import BaseStore
from coplan.drafts.files.folder import DraftsFolder
from coplan.drafts.files.record import Final
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.outcome import Draft
from coplan.drafts.update.save import carry_out
from coplan.drafts.update.update import Job, open_draft, update
from coplan.errors import SaveError
from coplan.word.write.word_look import Look
from tests.drafts.conftest import answers_for, pack_of
from tests.long import few_of

OLD, NEW, NEWER = (
    "# Memo\n\nOld words stand here.\n\n- One\n- Two\n".replace("Old", word) for word in ("Old", "New", "Newer")
)
BOTH = pytest.mark.parametrize("format", ["md", "docx"])

Put = Callable[..., Draft]
MEMO = Document("Memo", "design", "notice", "All", ("counsel",), id="memo")


@pytest.fixture
def put(tmp_path: Path, rendered_as: Callable[..., list[Rendered]]) -> Put:
    """Bring one draft, `memo`, to this text of the plan."""
    answers = answers_for(pack_of({}), {})

    def put(text: str, format: str = "md", **how: bool) -> Draft:
        [item] = rendered_as(memo=text)
        held = DraftsFolder(tmp_path).held(MEMO, format)
        job = Job(item, answers, Look("Memo"), f"drafts/memo.{format}", "2026-11-24T00:00:00Z", **how)
        return carry_out(tmp_path, update(held, job))

    return put


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "memo.md"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with its time of change and its content."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def edit(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def words(folder: Path, format: str) -> list[str]:
    """What people read in the draft."""
    file = open_draft(DraftsFolder(folder).held(MEMO, format), MEMO)
    assert file is not None
    return ["".join(block.texts) for block in file.people]


@BOTH
def test_a_first_run_creates_and_a_second_touches_nothing(put, tmp_path, format):
    assert put(OLD, format).state == "created"
    before = snapshot(tmp_path)
    assert put(OLD, format).state == "unchanged"
    assert snapshot(tmp_path) == before


@BOTH
def test_a_draft_that_nobody_edited_follows_the_plan(put, tmp_path, format):
    put(OLD, format)
    assert put(NEW, format).state == "updated"
    assert "New words stand here." in words(tmp_path, format)
    assert open_draft(DraftsFolder(tmp_path).held(MEMO, format), MEMO).touched is False


@BOTH
def test_update_twice_is_update_once(put, tmp_path, format):
    put(OLD, format)
    put(NEW, format)
    once = snapshot(tmp_path)
    put(NEW, format)
    assert snapshot(tmp_path) == once


def test_by_way_of_another_text_a_clean_draft_is_the_same(put, memo):
    put(OLD)
    put(NEW)
    put(NEWER)
    assert memo.read_bytes() == NEWER.encode()


def test_people_and_plan_both_stand(put, memo):
    put(OLD)
    edit(memo, OLD.replace("- Two\n", "- Two\n- Three, of ours\n"))
    assert put(NEW).state == "merged"
    assert memo.read_text(encoding="utf-8") == NEW.replace("- Two\n", "- Two\n- Three, of ours\n")
    assert put(NEW).state == "edited"


def test_conflicts_wait(put, memo):
    put(OLD)
    edit(memo, OLD.replace("Old", "Our own"))
    assert put(NEW).conflicts == 1
    held = memo.read_bytes()
    told = put(NEWER)
    assert (told.state, told.where) == ("unresolved", ("line 5",))
    assert memo.read_bytes() == held


def test_both_made_the_same_change(put, memo):
    put(OLD)
    edit(memo, NEW)
    assert put(NEW).state == "unchanged"
    assert put(NEWER).state == "updated"


def test_line_breaks_of_windows_and_a_byte_order_mark_are_no_edit_and_stay(put, memo):
    put(OLD)
    memo.write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    assert put(OLD).state == "unchanged"
    assert put(NEW).state == "updated"
    assert memo.read_bytes() == b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode()


def test_a_draft_that_is_not_utf8_is_named_and_left(put, memo):
    put(OLD)
    memo.write_bytes(b"Fine.\n\x93Old\x94 from Word\n")
    told = put(NEW)
    assert str(told.problem) == "drafts/memo.md, line 2: is not UTF-8 text. Save it again with the encoding UTF-8."
    assert memo.read_bytes() == b"Fine.\n\x93Old\x94 from Word\n"


def test_a_folder_in_place_of_a_draft_is_named(put, memo):
    memo.mkdir(parents=True)
    assert put(OLD).state == "problem"


@BOTH
def test_a_deleted_draft_stays_away_until_people_want_it(put, tmp_path, format):
    put(OLD, format)
    (tmp_path / "drafts" / f"memo.{format}").unlink()
    assert put(NEW, format).state == "deleted"
    assert list((tmp_path / "drafts").iterdir()) == []
    assert put(NEW, format, restore=True).state == "created"
    assert put(NEWER, format).state == "updated"


@BOTH
def test_a_run_that_only_asks_writes_nothing(put, tmp_path, format):
    put(OLD, format)
    before = snapshot(tmp_path)
    assert put(NEW, format, write=False, tell=True).changes[0].what == "changed"
    assert snapshot(tmp_path) == before


@BOTH
def test_a_record_that_is_lost_loses_no_words(put, tmp_path, format):
    """git, t4200-rerere, missing preimage."""
    put(OLD, format)
    for path in (tmp_path / ".coplan" / "base").iterdir():
        path.unlink()
    put(NEW, format)
    found = " ".join(words(tmp_path, format))
    assert "New words stand here." in found
    assert format == "docx" or "Old words stand here." in found


@BOTH
def test_an_old_copy_that_comes_back_is_merged_with_its_own_base(put, tmp_path, format):
    put(OLD, format)
    path = tmp_path / "drafts" / f"memo.{format}"
    old = path.read_bytes()
    put(NEW, format)
    path.write_bytes(old)
    if format == "docx":
        assert put(NEWER, format).conflicts == 0
        assert "Newer words stand here." in words(tmp_path, format)


def test_new_text_beside_a_final_draft_is_never_written_over(put, memo, tmp_path):
    put(OLD)
    store = BaseStore(tmp_path)
    store.settle(replace(store.load("memo"), final=Final("Ann", "2026-11-24")))
    assert put(NEW).beside == "drafts/memo.new.md"
    before = snapshot(tmp_path)
    assert put(NEW).beside == "drafts/memo.new.md"
    assert snapshot(tmp_path) == before
    edit(memo.with_name("memo.new.md"), "ours too\n")
    assert put(NEWER).beside == "drafts/memo.new-2.md"
    memo.with_name("memo.new-2.md").unlink()
    assert put(NEWER).beside == ""  # people have seen this text and took it away
    assert memo.read_bytes() == OLD.encode()
    assert memo.with_name("memo.new.md").read_bytes() == b"ours too\n"


# A crash between any two writes


class Crash(BaseException):
    """The power goes."""


def crash_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    """Let this many writes and deletions through, and none after them."""
    left = iter(range(writes))

    def limited(name, real):
        def work(*arguments, **more):
            if next(left, None) is None:
                raise Crash
            return real(*arguments, **more)

        return work

    monkeypatch.setattr(Inside, "write", limited("write", Inside.write))
    monkeypatch.setattr(Inside, "remove", limited("remove", Inside.remove))


@BOTH
@pytest.mark.parametrize("ours", [False, True], ids=["nobody edited", "people edited"])
@pytest.mark.parametrize("writes", few_of(range(7), 0, step=2))
def test_a_crash_leaves_the_old_draft_or_the_new_one_with_its_base(put, tmp_path, monkeypatch, format, ours, writes):
    put(OLD, format)
    path = tmp_path / "drafts" / f"memo.{format}"
    if ours:
        theirs(path)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        crash_after(patch, writes)
        with suppress(Crash):
            put(NEW, format)
    held = DraftsFolder(tmp_path).held(MEMO, format)
    base = open_draft(held, MEMO).base_text
    assert base == (OLD if path.read_bytes() == before else NEW)
    told = put(NEWER, format)
    assert (told.state, told.conflicts) == ("merged" if ours else "updated", 0)
    assert [line for line in words(tmp_path, format) if "words stand" in line] == ["Newer words stand here."]
    assert ("Ours, too." in words(tmp_path, format)) is ours
    assert sorted(file.name for file in (tmp_path / ".coplan" / "base").iterdir()) == ["memo.json"]


@BOTH
@pytest.mark.parametrize("writes", range(4))
def test_a_crash_while_a_draft_is_created_is_made_good(put, tmp_path, monkeypatch, format, writes):
    with monkeypatch.context() as patch:
        crash_after(patch, writes)
        with suppress(Crash):
            put(OLD, format)
    assert put(NEW, format).state in ("created", "updated")
    assert "New words stand here." in words(tmp_path, format)


def theirs(path: Path) -> None:
    """People add a paragraph at the end."""
    if path.suffix == ".md":
        path.write_bytes(path.read_bytes() + b"\nOurs, too.\n")
        return
    from docx import Document

    document = Document(str(path))
    document.paragraphs[-1].insert_paragraph_before("Ours, too.")
    document.save(str(path))


@BOTH
def test_a_disk_that_refuses_leaves_the_draft_whole(put, tmp_path, monkeypatch, format):
    put(OLD, format)
    before = {name: content for name, (_, content) in snapshot(tmp_path).items()}

    def full(self: Inside, path: str, content: bytes, **_: bool) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    monkeypatch.setattr(Inside, "write", full)
    with pytest.raises(SaveError, match="Drafts on disk are whole"):
        put(NEW, format)
    assert {name: content for name, (_, content) in snapshot(tmp_path).items()} == before


def test_text_in_any_language_is_written_as_utf8(put, memo):
    put("# Memo\n\nNiño – ᏣᎳᎩ – 你好\n")
    assert memo.read_bytes().decode("utf-8") == "# Memo\n\nNiño – ᏣᎳᎩ – 你好\n"
