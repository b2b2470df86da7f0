"""Help: quick, complete, and the same words everywhere."""

from __future__ import annotations

import re

import pytest

from coplan.cli.table import COMMANDS, help_text
from tests import declared

HEAVY = ["typer", "rich", "pydantic", "jinja2", "questionary", "prompt_toolkit", "yaml"]


@pytest.mark.parametrize("argument", ["--help", "--version", "-h", "-V"])
def test_help_and_version_load_nothing_heavy(process, argument):
    code = f"import sys; from coplan.__main__ import main; main([{argument!r}]); print(*sys.modules, file=sys.stderr)"
    done = process("-c", code)
    assert done.returncode == 0
    assert set(done.stderr.decode().split()) & set(HEAVY) == set()
    assert done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_its_options(run, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = run(*name.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: coplan {name} ")
    words = " ".join(done.out.split())
    assert COMMANDS[name][2] in words
    for option in declared.options(name):
        assert option in words
    for argument in declared.arguments(name):
        assert argument in words
    assert not re.search(r"\S {2,}\S", done.out.partition("Options:")[0].partition("Arguments:")[0])


def test_top_level_help_prints_on_any_code_page():
    assert help_text().isascii()
