"""The wheel: everything that coplan needs is inside, and it runs from there."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from coplan import __main__

ROOT = Path(__file__).resolve().parents[1]
PACK = ("checklists", "templates", "examples")
# Left behind by commands in an example's folder; not content.
LEFT = (".coplan", "__pycache__")


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel built from the sources, or a skip where hatchling can be had neither here nor from an index."""
    if importlib.util.find_spec("hatchling"):
        isolation = ["--no-build-isolation"]
    else:
        isolation = []
        found = pip(tmp_path, "download", "--no-deps", "--dest", str(tmp_path / "hatchling"), "hatchling")
        if found.returncode:
            pytest.skip("hatchling is not installed, and no package index can be reached to build with it")
    built = pip(tmp_path, "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(tmp_path / "wheel"), *isolation)
    assert built.returncode == 0, built.stderr
    [wheel] = (tmp_path / "wheel").glob("coplan-*.whl")
    return wheel


def pip(tmp_path: Path, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A home of its own: pip may leave things there.
    places = {name: str(tmp_path / "home") for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "LOCALAPPDATA")}
    return subprocess.run(
        [sys.executable, "-m", "pip", command, "--quiet", "--no-cache-dir", *arguments],
        env=os.environ | places,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def shipped() -> set[str]:
    """Every file of the pack and of the examples, as the wheel should name it."""
    files = [path for folder in PACK for path in (ROOT / folder).rglob("*") if path.is_file()]
    names = [path.relative_to(ROOT) for path in files]
    return {f"coplan/{name.as_posix()}" for name in names if not set(LEFT) & set(name.parts)}


def test_the_build_is_told_to_take_pack_and_examples_along():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = told["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["src/coplan"]
    assert wheel["force-include"] == {folder: f"coplan/{folder}" for folder in PACK}
    assert (ROOT / "src" / "coplan" / "py.typed").is_file()
    module, _, name = told["project"]["scripts"]["coplan"].partition(":")
    assert module == __main__.__name__
    assert callable(getattr(__main__, name))


@pytest.mark.long
def test_a_wheel_carries_everything_and_runs(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
        archive.extractall(tmp_path / "site")
    assert shipped() - held == set()
    assert "coplan/py.typed" in held
    assert not [name for name in held if "__pycache__" in name or name.startswith(("tests/", "coplan/tests/"))]
    entries = next((tmp_path / "site").glob("coplan-*.dist-info/entry_points.txt")).read_text(encoding="utf-8")
    entry = re.search(r"^coplan = coplan\.__main__:(\w+)$", entries, re.MULTILINE)
    assert entry
    assert callable(getattr(__main__, entry[1]))
    done = from_wheel(tmp_path, "init", "begun", "--no-input")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "begun" / "plan.yaml").is_file()


@pytest.mark.long
def test_the_example_comes_out_of_a_wheel_with_all_its_drafts(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = from_wheel(tmp_path, "demo", "shown")
    assert (done.returncode, done.stderr) == (0, b"")
    committed = sorted(path.stem for path in (ROOT / "examples" / "cedar-valley" / "drafts").glob("*.md"))
    assert sorted(path.stem for path in (tmp_path / "shown" / "drafts").glob("*.docx")) == committed


def from_wheel(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run coplan as it lies in the wheel, far from the sources."""
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    command = [sys.executable, "-m", "coplan", *arguments]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
