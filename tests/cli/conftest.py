"""Runs commands as `coplan` does, in a folder of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import coplan
from coplan.__main__ import main
from coplan.content.pack import folders, trusted
from coplan.content.pack.folders import examples_folder, shipped_folder
from coplan.drafts.proof import proving


@dataclass(frozen=True)
class Done:
    """What a command did: exit code, results, talk."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


def flyer_text(body: str, **more: str) -> str:
    """A community's own template; `more` is what its front matter says otherwise, or besides."""
    head = {"title": "Flyer", "step": "outreach", "kind": "notice", "audience": "All", "review": "[counsel]"} | more
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in head.items()) + f"---\n{body}"


@pytest.fixture(autouse=True)
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs in a plan's folder count as accepted; test_own_pack.py is about those that are not."""
    monkeypatch.setattr(trusted, "is_accepted", lambda _: True)


FEW = ["transportation", "suicide-response", "naloxone-leave-behind", "lift-and-contact"]


@pytest.fixture(scope="session")
def shelf(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pack with a few of its documents, without the law of any state and the cases of rules."""
    place = tmp_path_factory.mktemp("shelf")
    kept = [*("checklists/*.yaml", "checklists/rules/*.yaml", "templates/parts/*.j2")]
    kept += [*("checklists/law/topics.yaml", "checklists/law/parties.yaml", "checklists/law/us.yaml")]
    kept += ["examples/cedar-valley/plan.yaml"]
    for path in (path for pattern in kept for path in shipped_folder().glob(pattern)):
        _copy(path, place)
    for name in (*FEW, "joinder", "evaluation-report"):  # two which the plan of these tests does not call for
        _copy(shipped_folder() / "templates" / f"{name}.md.j2", place)
    return place


def _copy(path: Path, place: Path) -> None:
    to = place / path.relative_to(shipped_folder())
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(path.read_bytes())


@pytest.fixture
def few_documents(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what becomes of drafts, whichever they are: commands that write every document write a few."""
    monkeypatch.setattr(folders, "shipped_folder", lambda: shelf)


@pytest.fixture(scope="session")
def shelf_without_rules(shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without its rules."""
    return shutil.copytree(shelf, tmp_path_factory.mktemp("shelf") / "bare", ignore=shutil.ignore_patterns("rules"))


@pytest.fixture
def few_rules(shelf_without_rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what is wrong in a pack of one's own, whatever the shipped one has: few documents, and no rules."""
    monkeypatch.setattr(folders, "shipped_folder", lambda: shelf_without_rules)


@pytest.fixture
def few_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of a pack tries it on few plans."""
    monkeypatch.setattr(proving, "TRIALS", 5)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command in the test's own folder: run("status", "bend")."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Done:
        capsys.readouterr()
        code = main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    return run


BEGUN: dict[Path, Path] = {}  # the plan that a process began with each shipped pack; every test has a copy


@pytest.fixture
def bend(run: Run, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan in the folder `bend`, with a few answers and open items; its drafts may have as many holes as they like."""
    settings = {
        "profile.program_name": "Prairie Bend Co-Response",
        "profile.state": "US-WA",
        "profile.stage": "developing",
        "design.models": "follow_up",
        "design.hours": "Mo-Fr 08:00-20:00",
        "drafts.holes": "100%",
    }
    pairs = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    pack = folders.shipped_folder()
    if pack not in BEGUN:
        begun = tmp_path_factory.mktemp("begun") / "bend"
        assert run("init", str(begun), "--no-input", "--by", "Ann", *pairs).code == 0
        BEGUN[pack] = begun
    return shutil.copytree(BEGUN[pack], tmp_path / "bend")


@pytest.fixture
def cedar(tmp_path: Path) -> Path:
    """A copy of Cedar Valley's plan."""
    folder = tmp_path / "cedar"
    folder.mkdir()
    shutil.copy(examples_folder() / "cedar-valley" / "plan.yaml", folder)
    return folder


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run Python in a process of its own, where coplan is at hand: process("-m", "coplan", "--help")."""

    def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
        path = os.pathsep.join([str(Path(coplan.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
        env = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "PYTHONIOENCODING")}
        env |= {"PYTHONPATH": path, **environment}
        command = [sys.executable, *arguments]
        nothing = subprocess.DEVNULL
        return subprocess.run(command, cwd=tmp_path, env=env, stdin=nothing, capture_output=True, check=False)

    return process


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
