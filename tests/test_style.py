"""The house: names, layers, and who may print, exit, ask, write and look at the clock."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "coplan"
pytestmark = pytest.mark.xdist_group("style")  # one process reads every module, for all of them
MODULES = sorted(SOURCE.rglob("*.py"))
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base", "core"}


def room(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else path.stem


def named(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def calls(path: Path) -> list[str]:
    """What a module calls, as it is written: `print`, `sys.exit`, `path.write_text`."""
    return [ast.unparse(node.func) for node in nodes(path) if isinstance(node, ast.Call)]


def imports(path: Path) -> set[str]:
    """The packages that a module imports, anywhere in it."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.slow
def test_a_link_that_leads_to_itself_is_no_bug():
    """`Path.resolve` raises RuntimeError there; `disk.plain_files.real` does not."""
    found = [(named(path), call) for path in MODULES for call in calls(path) if call.endswith(".resolve")]
    assert [one for one in found if one[1] != "Path(__file__).resolve"] == []


def test_the_contracts_of_imports_name_every_room_there_is():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = {one["name"]: one for one in tomllib.loads(text)["tool"]["importlinter"]["contracts"]}
    rooms = {room(path) for path in MODULES} - {"__init__"}
    layers = contracts["Every folder is a room, and imports run down"]
    assert (set(layers["layers"]), layers["exhaustive"]) == (rooms, True)
    silent = contracts["The terminal is known to cli and wizard only"]["source_modules"]
    assert {name.removeprefix("coplan.") for name in silent} == rooms - {"cli", "wizard", "__main__"}


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_names_say_what_is_inside(folder):
    found = [path for path in (ROOT / folder).rglob("*.py") if path.stem in SAYS_NOTHING]
    assert found == []


def test_rooms_have_no_front_desk():
    assert [named(path) for path in SOURCE.rglob("*/__init__.py") if path.read_bytes()] == []


def test_a_folder_holds_what_one_takes_in_at_a_glance():
    counted = {named(folder): len(list(folder.glob("[!_]*.py"))) for folder in SOURCE.rglob("*") if folder.is_dir()}
    assert {folder: n for folder, n in counted.items() if n > 14} == {}


# Names that modules share mean one thing in each of their rooms.
SHARED = {
    "a topic of a plan, from its figures to its report, its sheet, its words in drafts and its command": {
        *(
            "assumptions",
            "avoided",
            "budget",
            "documents",
            "evaluation",
            "figure",
            "findings",
            "funding",
            "law",
            "measures",
        ),
        *("needs", "raises", "schema", "shares", "staffing", "status", "timeline", "uses", "years"),
    },
    "a command, and what it does": {"check", "final", "merge", "pull", "restore", "take", "undo", "why"},
    "a part that each wing of figures has": {"figures", "from_answers", "inputs", "result"},
    "the values of a room": {"model"},
}


def test_two_modules_of_one_name_mean_one_thing():
    stems = [path.stem for path in MODULES if path.stem != "__init__"]
    twice = {stem for stem in stems if stems.count(stem) > 1}
    assert twice == set().union(*SHARED.values())


def test_no_two_public_classes_have_one_name():
    named_so: dict[str, list[str]] = {}
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                named_so.setdefault(node.name, []).append(named(path))
    assert {name: places for name, places in named_so.items() if len(places) > 1} == {}


def test_imports_point_down():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", program, "--no-cache"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_command_line_and_the_wizard_print_and_exit():
    ways = {
        "print",
        "exit",
        "quit",
        "sys.exit",
        "SystemExit",
        "typer.Exit",
        "typer.echo",
        "os._exit",
        "sys.stdout.write",
    }
    found = {(named(path), call) for path in MODULES for call in calls(path) if call in ways}
    assert {entry for entry in found if entry[0].partition("/")[0] not in ("cli", "wizard", "__main__.py")} == set()
    assert {module for module, call in found if call != "print"} <= {"__main__.py"}


def test_the_terminal_has_one_home():
    found = [named(path) for path in MODULES if "prompt_toolkit" in imports(path)]
    home = ("desk", "keys", "whole_words", "yes_no")
    assert found == [f"wizard/terminal/{name}.py" for name in home]
    assert [named(path) for path in MODULES if "questionary" in imports(path)] == ["wizard/terminal/yes_no.py"]


def test_only_the_command_line_looks_at_the_clock():
    clock = {
        f"{name}.{word}"
        for name in ("datetime", "datetime.datetime", "date", "datetime.date", "Day")
        for word in ("now", "today", "utcnow")
    }
    found = {named(path) for path in MODULES if clock & set(calls(path))}
    assert found == {"cli/clock.py"}


def test_few_modules_write_to_disk():
    ways = (
        ".write_text",
        ".write_bytes",
        "os.fdopen",
        "tempfile.mkstemp",
        ".unlink",
        "shutil.rmtree",
        "os.remove",
        "os.replace",
    )
    found = {named(path) for path in MODULES if any(call.endswith(ways) for call in calls(path))}
    # What lies in a plan's folder goes through disk/inside, what is the user's own through disk/own; the cache may be lost.
    # Clean calls are too large to pass through memory; the database writes them beside their place.
    assert found <= {
        "disk/inside.py",
        "disk/replacing.py",
        "disk/own.py",
        "disk/cache.py",
        "content/pack_cache.py",
        "calls/read/intake.py",
    }


def test_text_is_opened_with_its_encoding():
    opened = [
        (f"{named(path)}:{node.lineno}", ast.unparse(node))
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("read_text", "write_text", "fdopen")
    ]
    assert opened
    assert [place for place, call in opened if "encoding=" not in call and "b'" not in call] == []
