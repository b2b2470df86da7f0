"""coplan on machines with an old code page, as on Windows without UTF-8 or in a bare container."""

from __future__ import annotations

import json
import os

import pytest

from tests.long import few_of

NAME = "Niño – ᏣᎳᎩ 你好"
SETTINGS = [
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "ascii"},
]


def words(setting: dict[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in setting.items())


@pytest.mark.slow
@pytest.mark.parametrize("environment", few_of(SETTINGS, 1), ids=words)
def test_a_name_in_any_script_goes_through_every_command(process, tmp_path, environment):
    """cookiecutter, test_generate_context_decodes_non_ascii_chars: files are UTF-8 on every code page."""
    (tmp_path / "given.yaml").write_text(f"profile:\n  program_name: {NAME}\n  state: US-WA\n", encoding="utf-8")
    for arguments in (
        ["init", "bend", "--no-input", "--answers", "given.yaml", "--set", "drafts.format=md"],
        ["draft", "bend", "transportation"],
        ["log", "bend"],
    ):
        done = process("-m", "coplan", *arguments, **environment)
        assert (done.returncode, done.stderr) == (0, b"")
    done = process("-m", "coplan", "status", "bend", "--json", **environment)
    assert json.loads(done.stdout.decode("utf-8"))["program"] == NAME
    assert process("-m", "coplan", "status", "bend", **environment).stdout.decode("utf-8").startswith(NAME)
    assert NAME in (tmp_path / "bend" / "drafts" / "transportation.md").read_text(encoding="utf-8")
    assert f"    program_name: {NAME}\n" in (tmp_path / "bend" / "plan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("environment", SETTINGS, ids=words)
def test_a_message_with_any_script_does_not_crash(process, environment):
    name = NAME if os.name == "nt" else NAME.encode("utf-8")  # this process may have an old code page too
    done = process("-m", "coplan", "status", name, **environment)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"There is no plan in ")


@pytest.mark.skipif(os.name == "nt", reason="Windows reports a closed pipe in another way")
def test_output_into_a_closed_pipe_is_no_error(process):
    code = "import sys, os\nfrom coplan.__main__ import main\nr, w = os.pipe(); os.close(r); os.dup2(w, 1)\nsys.exit(main(['schema']))"
    done = process("-c", code)
    assert b"Traceback" not in done.stderr
