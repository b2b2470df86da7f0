"""A folder is never left: not by a name, not by a link, not by what is swapped in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coplan.disk import inside as module
from coplan.disk.file_names import name_fault, path_fault
from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need a privilege there, and there are no pipes with names")


@pytest.fixture(params=["by handles", "by paths"])
def inside(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Inside:
    """A folder that is opened step by step, and one where each part is looked at, as on Windows."""
    if request.param == "by paths":
        monkeypatch.setattr(module, "BY_HANDLE", False)
    elif not module.BY_HANDLE:
        pytest.skip("this system has no handles of folders")
    (tmp_path / "plan").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "notes.md").write_bytes(b"private")
    return Inside(tmp_path / "plan")


def outside(inside: Inside) -> bytes:
    """The file that nothing may touch."""
    assert [path.name for path in (inside.folder.parent / "outside").iterdir()] == ["notes.md"]
    return (inside.folder.parent / "outside" / "notes.md").read_bytes()


OUT = [
    *("../outside/notes.md", "a/../../outside/notes.md", "/etc/passwd", "C:\\x", "C:x", "a/C:x", "..", "a//b", "", "."),
    *("\\\\host\\share\\x", "a\\..\\x", "nul", "a/COM1.txt", "con.md", "aux .docx", "a\0b", "a\x1b[2Jb", "a\u202eb"),
]


@pytest.mark.parametrize("path", OUT)
def test_a_path_that_leads_out_or_means_something_else_is_refused(inside: Inside, path: str) -> None:
    for work in (
        inside.read,
        lambda path: inside.write(path, b"x"),
        lambda path: inside.append(path, "x"),
        inside.remove,
    ):
        with pytest.raises(Refused):
            work(path)
    assert outside(inside) == b"private"


@pytest.mark.parametrize(
    "name", ["notes.md", "Mémo & co.docx", "a" * 255, ".coplan/base/x.json", "drafts/What next.docx"]
)
def test_a_name_that_people_give_is_none_of_these(name: str) -> None:
    assert path_fault(name) == ""


@pytest.mark.parametrize("name", ["a/b", "a:b", "what?", "a|b", "x.", "x ", "prn.md", "a" * 256])
def test_a_plain_name_holds_for_every_system(name: str) -> None:
    assert name_fault(name)


@POSIX
@pytest.mark.parametrize("path", ["link.md", "folder/notes.md"])
def test_a_link_is_never_followed(inside: Inside, path: str) -> None:
    (inside.folder / "link.md").symlink_to("../outside/notes.md")
    (inside.folder / "folder").symlink_to("../outside")
    for work in (inside.read, lambda path: inside.write(path, b"x"), lambda path: inside.append(path, "x")):
        with pytest.raises(Refused, match="is a link"):
            work(path)
    assert outside(inside) == b"private"
    assert inside.files(".") == []


@POSIX
def test_a_link_into_nothing_is_not_filled(inside: Inside) -> None:
    (inside.folder / "x").symlink_to("../outside/new")
    with pytest.raises(Refused, match="is a link"):
        inside.append("x", "line\n")
    assert outside(inside) == b"private"


@POSIX
def test_a_pipe_is_refused_and_not_waited_for(inside: Inside) -> None:
    os.mkfifo(inside.folder / "pipe")
    for work in (inside.read, lambda path: inside.write(path, b"x"), lambda path: inside.append(path, "x")):
        with pytest.raises(Refused, match="is a pipe or a device"):
            work("pipe")


@POSIX
def test_a_file_with_a_second_name_is_replaced_and_not_written_through(inside: Inside) -> None:
    other = inside.folder.parent / "outside" / "notes.md"
    (inside.folder / "x").hardlink_to(other)
    with pytest.raises(Refused, match="hard link"):
        inside.append("x", "line\n")
    inside.write("x", b"ours")
    assert (outside(inside), inside.read("x")) == (b"private", b"ours")


@POSIX
def test_a_link_itself_is_set_aside_or_removed(inside: Inside) -> None:
    for path in ("a", "b"):
        (inside.folder / path).symlink_to("../outside/notes.md")
    inside.remove("a")
    assert inside.set_aside("b") == "b.aside-1"
    assert (inside.names("."), outside(inside)) == (["b.aside-1"], b"private")


def test_a_file_that_is_too_large_is_refused(inside: Inside) -> None:
    inside.write("x", b"12345")
    with pytest.raises(Refused, match="is larger than"):
        inside.read("x", largest=4)


def test_a_file_is_replaced_whole_and_nothing_is_left_over(inside: Inside) -> None:
    inside.write("a/b/x", b"one")
    inside.write("a/b/x", b"two")
    assert (inside.read("a/b/x"), inside.names("a/b")) == (b"two", ["x"])


@POSIX
def test_modes_stay(inside: Inside) -> None:
    inside.write("x", b"one")
    (inside.folder / "x").chmod(0o640)
    inside.write("x", b"two")
    assert (inside.folder / "x").stat().st_mode & 0o777 == 0o640


def test_a_file_is_written_only_if_it_changed(inside: Inside) -> None:
    assert [inside.write_if_changed("new/x", content) for content in (b"a", b"a", b"b")] == [True, False, True]


def test_a_line_is_appended_behind_a_whole_one_and_taken_back(inside: Inside) -> None:
    inside.append("x", "é\n")
    inside.append("x", "two")
    length = inside.append("x", "three\n")
    assert inside.read("x") == "é\ntwo\nthree\n".encode()
    inside.cut("x", length)
    assert inside.read("x") == "é\ntwo".encode()


def test_what_a_killed_process_left_is_swept_and_nothing_else(inside: Inside) -> None:
    for name in (".x.0a1b2c3d.new", ".x.mine.new", "x", ".y.0a1b2c3d.new"):
        inside.write(name, b"")
    inside.sweep("x")
    assert inside.names(".") == [".x.mine.new", ".y.0a1b2c3d.new", "x"]


def test_a_long_name_can_be_written(inside: Inside) -> None:
    name = "x" * 252 + ".md"  # 255 bytes, the most that a name may have
    inside.write(name, b"x")
    assert inside.read(name) == b"x"
