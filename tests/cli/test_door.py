"""The front door: every way of failing is a message and an exit code, never a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from coplan import __version__
from coplan.__main__ import main
from coplan.cli.table import COMMANDS
from tests.cli.conftest import files

pytestmark = pytest.mark.usefixtures("few_documents", "few_plans")

BROKEN_PACK = """\
step: extra
title: Extra
goal: Break something.
minutes: 1
room: [Everybody]
questions:
  - {id: one, label: one, ask: One?, kind: texd, help: H., why: W., source: [nowhere]}
"""


@pytest.mark.parametrize("arguments", [["--version"], ["-V"]])
def test_the_version_is_told(run, arguments):
    assert run(*arguments).out == f"coplan {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command_with_its_line(run, arguments):
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    for name, (_, panel, words) in COMMANDS.items():
        assert f"\n{panel}:\n" in done.out
        assert any(line.startswith(f"  {name} ") and line.endswith(f" {words}") for line in done.out.splitlines())


DONE = [
    ["status", "bend"],
    ["status", "bend/plan.yaml"],
    ["log", "bend"],
    ["log", "bend", "--question", "design.hours"],
    ["draft", "bend"],
    ["draft", "bend", "--dry-run"],
    ["draft", "bend", "transportation"],
    ["set", "design.transport", "none", "--in", "bend"],
    ["set", "design.transport", "--in", "bend", "--state", "parked"],
    ["init", "bend", "--no-input"],
    ["schema"],
]


@pytest.mark.parametrize("arguments", DONE, ids=" ".join)
def test_what_works_exits_with_0(run, bend, arguments):
    assert run(*arguments).code == 0


USAGE = [
    (["statsu"], "There is no command `statsu`. Did you mean `coplan status`?"),
    (["drafts"], "There is no command `drafts`. Did you mean `coplan draft`?"),
    (["xyzzy"], "There is no command `xyzzy`. `coplan --help` lists the commands."),
    (["--json"], "There is no command `--json`."),
    (["pack"], "`coplan pack` needs one more word: pack check"),
    (["status"], "There is no plan here, nor in a folder above. `coplan init FOLDER` starts one."),
    (["status", "nowhere"], "There is no plan in nowhere. `coplan init nowhere` starts one."),
    (["log", "nowhere"], "There is no plan in nowhere."),
    (["draft", "nowhere/"], "There is no plan in nowhere."),
    (["status", "bend", "--jsn"], "`coplan status --help` explains the command."),
    (["status", "bend", "more"], "`coplan status --help` explains the command."),
    (["status", "bend", "--pack", "nowhere"], "nowhere is no pack: it has neither checklists/ nor templates/."),
    (["set"], "`coplan set --help` explains the command."),
    (["set", "design.hours", "--in", "bend"], "Say the answer: coplan set KEY VALUE."),
    (["set", "design.huors", "x", "--in", "bend"], "There is no question `design.huors`. Did you mean `design.hours`?"),
    (["set", "hours", "x", "--in", "bend"], "There is no question `hours`. Did you mean `design.hours`?"),
    (["set", "design.hours", "always", "--in", "bend"], "design.hours: `always` is not a schedule"),
    (["set", "design.base", "polce", "--in", "bend"], "Did you mean `police`?"),
    (["set", "design.hours", "--in", "bend", "--state", "opne"], "`opne` is not a state."),
    (["set", "design.hours", "--in", "bend", "--state", "parked", "--due", "soon"], "`soon` is not a date."),
    (["set", "design.hours", "24/7", "--in", "bend", "--owner", "Ann"], "--owner, --due and --note go with --state"),
    (["log", "bend", "--question", "design.huors"], "Did you mean `design.hours`?"),
    (["draft", "bend", "transport"], "There is no document `transport`. Did you mean `transportation`?"),
    (["draft", "bend", "xyzzy"], "There is no document `xyzzy`. `coplan documents` lists them."),
    (["draft", "bend", "../plan.yaml"], "There is no document `../plan.yaml`."),
    (["draft", "bend", ".coplan"], "There is no document `.coplan`."),
    (["draft", "bend", "joinder"], "does not call for `joinder` (Joinder)."),
    (["init", "bend/.coplan/journal.jsonl", "--no-input"], "is a file"),
    (["init", "new"], "There is no terminal to ask in."),
    (["init", "new", "--no-input", "--set", "design.hours"], "`design.hours` needs an equals sign: key=value."),
    (["init", "new", "--no-input", "--set", "design.huors=1"], "Did you mean `design.hours`?"),
    (["undo", "bend", "--last", "0"], "Invalid value for '--last': 0 is less than 1."),
    (["undo", "bend", "--last", "two"], "Invalid value for '--last': 'two' is no whole number."),
    (["law", "bend", "xyzzy"], "There is no topic of law and no document `xyzzy`. `coplan law` lists the topics."),
    (["demo", "bend"], "bend is not empty. Name a new folder"),
]


@pytest.mark.parametrize(("arguments", "words"), USAGE, ids=[" ".join(arguments) for arguments, _ in USAGE])
def test_wrong_usage_exits_with_2_and_changes_nothing(run, bend, arguments, words):
    """cookiecutter, test_apply_overwrites_does_not_modify_choices_for_invalid_overwrite; trestle, test_ssp_generate_bad_name."""
    before = files(bend.parent)
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert files(bend.parent) == before


BAD_PLANS = {
    "a list": (b"- one\n- two\n", "line 1: expected keys and values here."),
    "a sentence": (b"just words\n", "line 1: expected keys and values here."),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "line 1: is not UTF-8 text."),
    "a zero byte": (b"coplan: 1\nanswers: a\x00b\n", "line 2: there is a character that nobody sees here (U+0000, "),
    "6 MB": (b"# " + b"x" * 6_000_000, "is larger than 5 MB, which no such file is."),
    "the same key twice": (b"answers:\n  design:\n    base: police\n    base: fire\n", "line 4: column 5: `base` stands here twice."),
    "an alias": (b"answers:\n  design: &d {base: police}\n  needs: *d\n", "line 2: column 11: `&d` has a meaning of its own in YAML"),
    "a tag": (b"answers: !!python/object:os.system {}\n", "line 1: column 10: tags"),
    "a tab": (b"answers:\n\tdesign: {}\n", "line 2: column 1: this is not valid YAML"),
    "two documents": (b"coplan: 1\n---\ncoplan: 1\n", "line 2: column 1: a second document begins here."),
    "a later format": (b"coplan: 99\n", "line 1: coplan: this plan has format 99"),
    "deep nesting": (b"answers: " + b"[" * 5000 + b"]" * 5000, "line 1: column 49: this is nested too deeply."),
    "a wrong answer": (b"answers:\n  design:\n    base: polce\n", "line 3: design.base: `polce` is not one of the choices."),
    "a wrong state": (b"open:\n  design.base: {state: opne}\n", "line 2: open.design.base.state: `opne` is not a state."),
}  # fmt: skip
COMMANDS_ON_PLANS = [
    ["status"],
    ["status", "--json"],
    ["log"],
    ["draft"],
    ["set", "design.transport", "none"],
    ["init", "--no-input"],
]


@pytest.mark.parametrize("name", BAD_PLANS)
def test_a_bad_plan_exits_with_3_and_names_file_and_line(run, tmp_path, name):
    content, words = BAD_PLANS[name]
    (tmp_path / "plan.yaml").write_bytes(content)
    done = run("status")
    assert (done.code, done.out) == (3, "")
    line = done.err.rstrip("\n")
    assert line.startswith(f"{tmp_path / 'plan.yaml'}")
    assert words in line
    assert "\n" not in line
    assert len(line) < 500
    assert (tmp_path / "plan.yaml").read_bytes() == content


@pytest.mark.parametrize("arguments", COMMANDS_ON_PLANS, ids=" ".join)
def test_every_command_says_the_same_of_a_bad_plan_and_leaves_it(run, tmp_path, arguments):
    (tmp_path / "plan.yaml").write_bytes(b"- one\n")
    done = run(*arguments)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith(f"{tmp_path / 'plan.yaml'}, line 1: expected keys and values here.")
    assert (tmp_path / "plan.yaml").read_bytes() == b"- one\n"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_plan_file_exits_with_3(run, tmp_path, content):
    (tmp_path / "plan.yaml").write_bytes(content)
    done = run("status")
    assert (done.code, "this file is empty." in done.err) == (3, True)


def test_every_problem_is_reported_at_once(run, tmp_path):
    text = "answers:\n  design:\n    base: polce\n    hours: always\nopen:\n  design.team: {state: parked, due: soon}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    done = run("status")
    assert done.code == 3
    # In one line, for a long path is wrapped.
    assert re.findall(r"plan\.yaml, line (\d+):", " ".join(done.err.split())) == ["3", "4", "6"]


def test_a_plan_that_is_in_use_exits_with_1(run, bend, clerk, pack):
    from coplan.plan.disk.store import PlanFolder

    with PlanFolder(bend, pack, clerk).lock("init"):
        done = run("init", "bend", "--no-input")
        assert run("status", "bend").code == 0
    assert (done.code, done.out) == (1, "")
    assert "Facilitator has it open since 2026-11-23 09:00 (coplan init)" in done.err


@pytest.mark.slow
def test_findings_exit_with_1(run, tmp_path):
    (tmp_path / "own" / "checklists").mkdir(parents=True)
    (tmp_path / "own" / "checklists" / "11-extra.yaml").write_text(BROKEN_PACK, encoding="utf-8")
    done = run("pack", "check", "--pack", "own")
    assert done.code == 1
    assert "checklists/11-extra.yaml, line 7: extra.one: there is no kind `texd`. Did you mean `text`?" in done.out


@pytest.fixture
def boom(monkeypatch):
    """Makes `coplan boom` raise an error."""

    def boom(error: BaseException) -> None:
        def command() -> int:
            """Boom."""
            raise error

        monkeypatch.setitem(COMMANDS, "boom", ("boom", "Plan", "Raises an error."))
        monkeypatch.setitem(sys.modules, "coplan.cli.boom", SimpleNamespace(command=command))

    return boom


def test_a_bug_exits_with_70_and_says_that_it_is_one(run, boom):
    boom(ZeroDivisionError("division by zero"))
    done = run("boom")
    assert (done.code, done.out) == (70, "")
    assert done.err.startswith("coplan has a bug: ZeroDivisionError: division by zero.\n")


def test_a_bug_leaves_a_report_with_versions_and_no_answers(run, boom):
    boom(ZeroDivisionError("Ann Example, 360-555-0101"))
    done = run("boom")
    path = Path(done.err.partition("Please report it with ")[2].partition(": versions")[0])
    text = path.read_text(encoding="utf-8")
    assert text.startswith("coplan ")
    assert "error: ZeroDivisionError\n" in text
    assert "test_door.py, line " in text
    assert "Ann" not in text
    assert str(Path.home()) not in text


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied", "checklists"), OSError(28, "No space left")]
)
def test_what_the_disk_refuses_is_no_bug(run, boom, error):
    boom(error)
    done = run("boom")
    assert (done.code, done.out) == (3, "")
    assert error.strerror in done.err


@pytest.mark.skipif(os.name == "nt", reason="a folder in use cannot be removed there")
@pytest.mark.parametrize("command", [["status"], ["init", "--no-input"], ["set", "a", "b"], ["demo", "x"]])
def test_a_working_folder_that_is_gone_is_told(run, tmp_path, monkeypatch, command):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    done = run(*command)
    assert done.code == 3
    assert "no longer there" in done.err or "cannot be written" in done.err


def test_a_bug_shows_its_details_on_request(boom, monkeypatch):
    boom(ZeroDivisionError("division by zero"))
    monkeypatch.setenv("COPLAN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["boom"])


def test_an_interruption_while_coplan_still_starts_is_told_too():
    interrupted = "def main(): raise KeyboardInterrupt\nfront.main = main\nraise SystemExit(front.entry())"
    program = [sys.executable, "-c", f"from coplan import __main__ as front\n{interrupted}"]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped. What was saved before stays.\n")


def test_an_interruption_exits_with_130(run, boom):
    boom(KeyboardInterrupt())
    assert run("boom").code == 130


def test_a_folder_that_cannot_be_written_exits_with_3(run, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = run("schema", "--output", str(Path("taken") / "schema.json"))
    assert (done.code, done.out) == (3, "")
    assert "cannot be written" in done.err
