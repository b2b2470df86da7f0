"""What coplan stands on: fixed by hashes, under licenses that anybody may use it with, and nothing that calls out."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from coplan.calls.encounters.synthetic_log import HEADS as LOG_HEADS
from coplan.calls.encounters.synthetic_log import synthetic_encounters
from coplan.calls.synthetic import HEADS as CALL_HEADS
from coplan.calls.synthetic import MAP, synthetic_calls
from tests.calls.exports import write_csv
from tests.long import long

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LISTED = dict(
    re.findall(
        r"^\| `([^`]+)` \| ([^|]+?) \|", (ROOT / "docs" / "licenses.md").read_text(encoding="utf-8"), re.MULTILINE
    )
)
CALLS = """
import sys
found = []
sys.addaudithook(lambda event, _: found.append(event) if event.split(".")[0] in ("socket", "urllib", "http", "ftplib", "smtplib") else None)
from coplan.__main__ import main
for command in COMMANDS:
    code = main(command)
    assert code in (0, 1), (command, code)
print("CALLED", sorted(set(found)), file=sys.stderr)
"""


def needed(name: str, extras: tuple[str, ...] = (), seen: dict[str, importlib.metadata.Distribution] | None = None):
    """Every distribution that another needs on this machine, by name."""
    seen = {} if seen is None else seen
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key not in seen:
        seen[key] = importlib.metadata.distribution(name)
        for text in seen[key].requires or ():
            wanted = Requirement(text)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                needed(wanted.name, tuple(wanted.extras), seen)
    return seen


def ours() -> dict[str, importlib.metadata.Distribution]:
    found: dict[str, importlib.metadata.Distribution] = {}
    wanted = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["pdf"],
        *PROJECT["optional-dependencies"]["xlsx"],
        *PROJECT["optional-dependencies"]["data"],
    ]
    for text in wanted:
        try:
            needed(Requirement(text).name, tuple(Requirement(text).extras), found)
        except importlib.metadata.PackageNotFoundError as error:
            pytest.skip(f"{error.name} is not installed here")
    return found


def test_every_dependency_is_fixed_by_hashes_and_no_index_is_named():
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))
    assert set(ours()) <= set(locked)
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|--index|--find-links| @ ", LOCK)


def test_what_is_fixed_is_what_the_project_allows():
    locked = dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", LOCK, re.MULTILINE))
    wanted = [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["pdf"],
        *PROJECT["optional-dependencies"]["xlsx"],
        *PROJECT["optional-dependencies"]["data"],
    ]
    for text in wanted:
        requirement = Requirement(text)
        assert requirement.specifier.contains(locked[requirement.name]), text


def test_the_lowest_versions_are_those_that_are_safe():
    lowest = {Requirement(text).name: str(Requirement(text).specifier) for text in PROJECT["dependencies"]}
    assert "3.20.3" in lowest["filelock"]  # before, a link in place of the lock was followed and its target emptied
    assert "3.1.6" in lowest["jinja2"]  # before, the sandbox had a way out through `attr`


def test_everything_installed_has_its_license_listed_and_none_binds_those_who_use_it():
    assert set(ours()) <= set(LISTED)
    assert set(LISTED) == set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE))
    assert [
        name for name, license in LISTED.items() if re.search(r"GPL|SSPL|BUSL|proprietary", license, re.IGNORECASE)
    ] == []


def test_the_judge_under_the_agpl_is_a_program_of_its_own_and_no_dependency():
    everywhere = [(ROOT / "pyproject.toml").read_text(encoding="utf-8"), LOCK]
    assert [text for text in everywhere if "jubarte" in text] == []
    python = [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    imports = re.compile(r"^\s*(import|from) jubarte", re.MULTILINE)
    assert [path for path in python if imports.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_license_is_what_the_distribution_says(name):
    try:
        found = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("not installed on this system")
    said = [found.get("License-Expression") or "", (found.get("License") or "").split("\n")[0]]
    said += [text for text in found.get_all("Classifier") or [] if text.startswith("License")]
    words = set(re.findall(r"[a-z]+", " ".join(said).lower())) - {"license"}
    assert words & set(re.findall(r"[a-z]+", LISTED[name].lower())), (LISTED[name], said)


def test_the_workflow_runs_each_python_that_is_claimed_and_commands_that_are_there():
    path = ROOT / ".github" / "workflows" / "check.yml"
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    claimed = {text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: \d\.\d+$", text)}
    assert set(jobs["tests"]["strategy"]["matrix"]["python"]) == claimed
    assert len(jobs["tests"]["strategy"]["matrix"]["os"]) == 3
    scripts = [step["run"] for job in jobs.values() for step in job["steps"] if step.get("run", "").startswith("bash")]
    assert scripts
    assert [script for script in scripts if not (ROOT / script.removeprefix("bash ")).is_file()] == []
    assert "not run yet" in path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("every", [False, long(True)])
def test_no_command_opens_a_socket(every, tmp_path, cedar_drafts):
    folder = str(shutil.copytree(cedar_drafts, tmp_path / "demo"))
    small = str(tmp_path / "small")
    commands = [
        ["init", small, "--no-input"],
        ["status", small],
        ["check", folder],
        ["set", "design.transport", "none", "--in", folder],
        ["draft", folder, "transportation", "wallet-card"],
        ["share", folder, "wallet-card"],
        ["pull", folder, "interlocal-agreement"],
        ["log", folder],
        ["staffing", folder],
        ["budget", folder],
        ["timeline", folder],
        ["init", folder, "--no-input"],
        ["schema", "-o", str(tmp_path / "schema.json")],
        ["status", folder],
        ["undo", folder, "--yes"],
        ["restore", folder],
        ["why", "wallet-card", "911", "--in", folder],
        ["figure", "staffing", "--in", folder],
        ["law", folder, "hold"],
        ["worksheet", folder, "hr"],
        ["take", f"{folder}/share/worksheets/hr.xlsx", "--in", folder],
        ["encounters", "--in", folder],
        ["pack", "new", "public-page", "--as", "school-page", "--in", folder],
        ["pack", "uses", "design.hours"],
        ["report", folder, "--pack", folder],
    ]
    commands = commands if every else commands[:13]
    if every and importlib.util.find_spec("duckdb"):
        calls, log = tmp_path / "calls.csv", tmp_path / "log.csv"
        write_csv(calls, [CALL_HEADS, *synthetic_calls(300, seed=3)])
        write_csv(log, [LOG_HEADS, *synthetic_encounters(300, seed=3)])
        (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
        commands += [
            ["needs", str(calls), "--in", folder, "--map", str(tmp_path / "map.yaml")],
            ["evaluate", str(log), "--in", folder],
            ["encounters", "check", str(log)],
        ]
    program = CALLS.replace("COMMANDS", repr(commands))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stderr.splitlines()[-1] == "CALLED []", done.stderr[-2000:]
