"""What is only this user's: a planted file in the cache never runs."""

from __future__ import annotations

import marshal
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from coplan.content import pack_cache
from coplan.content.language.bytecode import OneFileCache
from coplan.content.model import Pack
from coplan.disk import own
from coplan.disk.own import private, sealed, unsealed

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")


class Bomb:
    """Leaves a file where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.path,)


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user with folders of their own."""
    monkeypatch.setenv("COPLAN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("COPLAN_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_a_planted_pack_does_not_run(user: Path) -> None:
    private(user / "cache")
    planted = pickle.dumps(Bomb(user / "boom"))
    for seal in (b"", b"\0" * 32, os.urandom(32)):
        (user / "cache" / "stamp.pack").write_bytes(seal + planted)
        assert pack_cache.fetch("stamp") is None
    assert not (user / "boom").exists()


def test_a_pack_that_we_kept_comes_back_and_under_no_other_name(user: Path) -> None:
    pack_cache.keep(Pack((), stamp="one"))
    assert pack_cache.fetch("one") == Pack((), stamp="one")
    (user / "cache" / "two.pack").write_bytes((user / "cache" / "one.pack").read_bytes())
    assert pack_cache.read("two.pack") is None


def test_a_pack_of_another_key_is_read_anew(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack_cache.keep(Pack((), stamp="one"))
    monkeypatch.setenv("COPLAN_CONFIG", str(user / "another"))
    assert pack_cache.fetch("one") is None


def test_planted_code_of_templates_does_not_run(user: Path) -> None:
    private(user / "cache")
    (user / "cache" / OneFileCache("rules").name).write_bytes(marshal.dumps({"x": b"y"}))
    assert OneFileCache("rules")._read() == {}


@POSIX
def test_folders_and_key_are_for_the_user_alone(user: Path) -> None:
    (user / "cache").mkdir(mode=0o755)
    pack_cache.keep(Pack((), stamp="one"))
    modes = {path.name: path.stat().st_mode & 0o777 for path in (user / "cache", user / "config")}
    assert modes == {"cache": 0o700, "config": 0o700}
    files = [*(user / "cache").iterdir(), *(user / "config").iterdir()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@POSIX
def test_a_key_that_others_can_read_is_not_believed(user: Path) -> None:
    sealed("x", b"content")
    (user / "config" / own.KEY).chmod(0o644)
    own._key.cache_clear()
    assert pack_cache.keep(Pack((), stamp="one")).stamp == "one"
    assert pack_cache.fetch("one") is None


@POSIX
def test_a_folder_that_is_a_link_is_not_believed(user: Path) -> None:
    (user / "elsewhere").mkdir()
    (user / "config").symlink_to(user / "elsewhere")
    with pytest.raises(PermissionError):
        sealed("x", b"content")
    assert unsealed("x", b"y" * 40) is None
    assert list((user / "elsewhere").iterdir()) == []


def test_two_processes_make_one_key(user: Path) -> None:
    program = "from coplan.disk.own import sealed; print(sealed('x', b'y').hex())"
    runs = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(2)]
    seals = {run.communicate()[0] for run in runs}
    assert len(seals - {b""}) == 1
