"""Drafts on disk: what nobody edited follows the plan, what people edited is never touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from coplan.drafts import write
from coplan.drafts.render import Rendered
from coplan.drafts.write import Draft, draft_states, leftover_drafts, write_drafts
from coplan.errors import BadInput, SaveError

OLD, NEW, NEWER = "# Memo\n\nOld.\n", "# Memo\n\nNew.\n", "# Memo\n\nNewer.\n"
PEOPLE = "# Memo\n\nOld, but ours.\n"

Write = Callable[[str], Draft]


@pytest.fixture
def put(tmp_path: Path, rendered_as: Callable[..., list[Rendered]]) -> Write:
    """Write one draft, `memo`, with this text of the plan."""

    def put(text: str) -> Draft:
        [draft] = write_drafts(tmp_path, rendered_as(memo=text))
        return draft

    return put


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "memo.md"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return tmp_path / ".coplan" / "base" / "memo.md"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below a folder with its time of change and its content."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def texts(folder: Path) -> dict[str, str]:
    return {name: content.decode("utf-8") for name, (_, content) in snapshot(folder).items()}


def edit(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


def test_a_first_run_creates_draft_and_base(put, memo, base):
    assert put(OLD) == Draft("memo", "Memo", "drafts/memo.md", "created", 0)
    assert memo.read_bytes() == base.read_bytes() == OLD.encode()


def test_a_second_run_touches_no_file(put, tmp_path):
    put(OLD)
    before = snapshot(tmp_path)
    assert put(OLD).state == "unchanged"
    assert snapshot(tmp_path) == before


def test_a_draft_that_nobody_edited_follows_the_plan(put, memo, base):
    put(OLD)
    assert put(NEW).state == "updated"
    assert memo.read_bytes() == base.read_bytes() == NEW.encode()


def test_a_draft_that_people_edited_is_left_as_it_is(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    before = snapshot(tmp_path)
    assert put(OLD) == Draft("memo", "Memo", "drafts/memo.md", "edited", 0)
    assert snapshot(tmp_path) == before


def test_new_text_goes_beside_a_draft_that_people_edited(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    draft = put(NEW)
    assert (draft.state, draft.beside) == ("edited", "drafts/memo.new.md")
    assert texts(tmp_path / "drafts") == {"memo.md": PEOPLE, "memo.new.md": NEW}


def test_new_text_that_people_took_over_and_deleted_stays_away(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    memo.with_name("memo.new.md").unlink()
    assert put(NEW) == Draft("memo", "Memo", "drafts/memo.md", "edited", 0)
    assert texts(tmp_path / "drafts") == {"memo.md": PEOPLE}
    assert put(NEWER).beside == "drafts/memo.new.md"


def test_new_text_beside_follows_the_plan_while_nobody_edits_it(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    before = snapshot(tmp_path)
    assert put(NEW).beside == "drafts/memo.new.md"
    assert snapshot(tmp_path) == before
    put(NEWER)
    assert texts(tmp_path / "drafts") == {"memo.md": PEOPLE, "memo.new.md": NEWER}


def test_new_text_that_people_edited_is_never_overwritten(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    edit(memo.with_name("memo.new.md"), "ours too\n")
    assert put(NEWER).beside == "drafts/memo.new-2.md"
    edit(memo.with_name("memo.new-2.md"), "and this\n")
    assert put(NEW).beside == "drafts/memo.new-3.md"
    assert texts(tmp_path / "drafts") == {
        "memo.md": PEOPLE,
        "memo.new.md": "ours too\n",
        "memo.new-2.md": "and this\n",
        "memo.new-3.md": NEW,
    }


def test_new_text_goes_away_when_people_took_it_over(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    edit(memo, NEW)
    assert put(NEW).state == "unchanged"
    assert texts(tmp_path / "drafts") == {"memo.md": NEW}
    assert put(NEWER).state == "updated"


def test_new_text_goes_away_when_the_plan_goes_back(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    assert put(OLD).beside == ""
    assert texts(tmp_path / "drafts") == {"memo.md": PEOPLE}


def test_edited_new_text_stays_when_the_plan_goes_back(put, memo, tmp_path):
    put(OLD)
    edit(memo, PEOPLE)
    put(NEW)
    edit(memo.with_name("memo.new.md"), "ours too\n")
    put(OLD)
    assert texts(tmp_path / "drafts") == {"memo.md": PEOPLE, "memo.new.md": "ours too\n"}


def test_a_file_that_coplan_did_not_write_is_not_overwritten(put, memo, tmp_path):
    memo.parent.mkdir()
    edit(memo, "Ours from the start.\n")
    assert put(NEW).beside == "drafts/memo.new.md"
    assert texts(tmp_path / "drafts") == {"memo.md": "Ours from the start.\n", "memo.new.md": NEW}


def test_a_deleted_draft_is_written_again(put, memo):
    put(OLD)
    memo.unlink()
    assert put(NEW).state == "created"
    assert memo.read_bytes() == NEW.encode()


def test_line_breaks_of_windows_are_kept(put, memo, base):
    put(OLD)
    edit(memo, OLD.replace("\n", "\r\n"))
    assert put(OLD).state == "unchanged"
    assert put(NEW).state == "updated"
    assert memo.read_bytes() == NEW.replace("\n", "\r\n").encode()
    assert base.read_bytes() == NEW.encode()


def test_new_text_beside_has_the_line_breaks_of_the_draft(put, memo):
    put(OLD)
    edit(memo, PEOPLE.replace("\n", "\r\n"))
    put(NEW)
    assert memo.with_name("memo.new.md").read_bytes() == NEW.replace("\n", "\r\n").encode()
    assert put(NEWER).beside == "drafts/memo.new.md"


def test_a_byte_order_mark_is_no_edit(put, memo):
    put(OLD)
    memo.write_bytes(b"\xef\xbb\xbf" + OLD.encode())
    assert put(NEW).state == "updated"


def test_a_draft_that_is_not_utf8_counts_as_edited(put, memo):
    put(OLD)
    memo.write_bytes(b"\x93Old\x94 from Word\n")
    assert put(NEW).state == "edited"
    assert memo.read_bytes() == b"\x93Old\x94 from Word\n"


@pytest.mark.parametrize("rolled_back", [None, OLD], ids=["no base yet", "base of before"])
def test_a_crash_between_draft_and_base_heals(put, memo, base, rolled_back):
    put(OLD)
    put(NEW)
    base.unlink() if rolled_back is None else edit(base, rolled_back)
    assert put(NEW).state == "unchanged"
    assert base.read_bytes() == NEW.encode()
    assert put(NEWER).state == "updated"
    assert memo.read_bytes() == NEWER.encode()


def test_a_crash_before_a_plan_that_moved_on_loses_nothing(put, memo, base, tmp_path):
    put(OLD)
    put(NEW)
    base.unlink()
    assert put(NEWER).state == "edited"  # nobody can tell any more: better beside than over
    assert texts(tmp_path / "drafts") == {"memo.md": NEW, "memo.new.md": NEWER}


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path, rendered_as):
    write_drafts(tmp_path, rendered_as(same=OLD, follows=OLD, ours=OLD, taken=OLD))
    edit(tmp_path / "drafts" / "ours.md", PEOPLE)
    edit(tmp_path / "drafts" / "taken.md", NEW)
    today = rendered_as(same=OLD, follows=NEW, ours=NEW, fresh=NEW, taken=NEW)
    before = snapshot(tmp_path)
    told = write_drafts(tmp_path, today, dry_run=True)
    assert snapshot(tmp_path) == before
    assert [draft.state for draft in told] == ["unchanged", "updated", "edited", "created", "unchanged"]
    assert write_drafts(tmp_path, today) == told


def test_states_say_what_is_missing_and_write_nothing(tmp_path, rendered_as):
    write_drafts(tmp_path, rendered_as(follows=OLD))
    before = snapshot(tmp_path)
    found = draft_states(tmp_path, rendered_as(follows=NEW, fresh=NEW))
    assert [(draft.document, draft.state) for draft in found] == [("follows", "updated"), ("fresh", "missing")]
    assert snapshot(tmp_path) == before


def test_drafts_that_the_plan_no_longer_calls_for_are_named_and_left(tmp_path, rendered_as):
    write_drafts(tmp_path, rendered_as(memo=OLD, gone=OLD, thrown=OLD))
    edit(tmp_path / "drafts" / "memo.md", PEOPLE)
    write_drafts(tmp_path, rendered_as(memo=NEW))
    edit(tmp_path / "drafts" / "minutes.md", "Not coplan's.\n")
    (tmp_path / "drafts" / "thrown.md").unlink()
    assert leftover_drafts(tmp_path, ["memo"]) == ["drafts/gone.md"]


def test_a_disk_that_refuses_leaves_the_draft_whole(put, memo, monkeypatch):
    put(OLD)

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(write, "write_atomically", full)
    with pytest.raises(SaveError, match="Drafts on disk are whole"):
        put(NEW)
    assert memo.read_bytes() == OLD.encode()


def test_a_draft_that_cannot_be_read_is_named(tmp_path, memo, rendered_as):
    memo.mkdir(parents=True)  # a folder where the draft should be
    with pytest.raises(BadInput, match="cannot be read"):
        draft_states(tmp_path, rendered_as(memo=OLD))
    with pytest.raises(SaveError, match="Drafts not written"):
        write_drafts(tmp_path, rendered_as(memo=OLD))


def test_text_in_any_language_is_written_as_utf8(put, memo):
    put("# Memo\n\nNiño – ᏣᎳᎩ – 你好\n")
    assert memo.read_bytes().decode("utf-8") == "# Memo\n\nNiño – ᏣᎳᎩ – 你好\n"
