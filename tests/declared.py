"""What the commands declare: their options and arguments, as Typer understands them."""

from __future__ import annotations

import typing
from importlib import import_module

import typer
from typer.main import get_command

from coplan.cli.table import COMMANDS


def options(name: str) -> list[str]:
    """The long options of a command."""
    found = [word for param in _params(name, "option") for word in param.opts if word.startswith("--")]
    assert found
    return found


def arguments(name: str) -> list[str]:
    """The arguments of a command, as its help shows them."""
    return [param.metavar for param in _params(name, "argument")]


def _params(name: str, sort: str) -> list[typing.Any]:
    app = typer.Typer(add_completion=False)
    app.command()(import_module(f"coplan.cli.{COMMANDS[name][0]}").command)
    return [param for param in get_command(app).params if param.param_type_name == sort]
