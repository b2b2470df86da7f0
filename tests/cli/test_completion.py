"""`coplan --install-completion`: a script for each shell."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from coplan.cli.completion import SHELLS, script
from coplan.cli.table import COMMANDS


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_has_every_command(shell):
    text = script(shell)
    assert [name for name in COMMANDS if not all(word in text for word in name.split())] == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(("typed", "found"), [("coplan works", ["worksheet"]), ("coplan pack dif", ["diff"])])
def test_bash_completes_a_command(typed, found):
    words = typed.split()
    ask = f'COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _coplan; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", script("bash") + ask], capture_output=True, text=True, check=True)
    assert done.stdout.split() == found


def test_it_is_written_where_the_shell_looks(run, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert run("--install-completion", "bash").code == 0
    assert (tmp_path / "data/bash-completion/completions/coplan").read_text(encoding="utf-8") == script("bash")


def test_an_unknown_shell_is_told(run):
    done = run("--install-completion", "tcsh")
    assert (done.code, "bash, zsh, fish, powershell" in done.err) == (2, True)
