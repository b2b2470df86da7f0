"""What the commands declare: their options and arguments, read from their signatures."""

from __future__ import annotations

import typing
from collections.abc import Callable
from importlib import import_module

from typer.models import ArgumentInfo, OptionInfo

from coplan.cli.table import COMMANDS


def command(name: str) -> Callable[..., int]:
    """The function behind a command."""
    function: Callable[..., int] = import_module(f"coplan.cli.{COMMANDS[name][0]}").command
    return function


def options(name: str) -> list[str]:
    """The long options of a command."""
    return [declared for option in _infos(name, OptionInfo) for declared in option.param_decls if declared[:2] == "--"]


def arguments(name: str) -> list[str]:
    """The arguments of a command, as its help shows them."""
    return [argument.metavar for argument in _infos(name, ArgumentInfo)]


def _infos(name: str, shape: type) -> list[typing.Any]:
    hints = typing.get_type_hints(command(name), include_extras=True)
    found = [info for hint in hints.values() for info in getattr(hint, "__metadata__", ())]
    return [info for info in found if isinstance(info, shape)]
