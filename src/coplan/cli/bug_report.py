"""Writes what a bug report needs into a file: versions and the way through the code, and no answer of anybody."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from coplan import __version__
from coplan.cli.clock import now
from coplan.cli.table import COMMANDS
from coplan.disk.own import cache_folder, keep_latest, private

KEPT = 20
LIBRARIES = ("typer", "Jinja2", "PyYAML", "python-docx", "lxml", "prompt_toolkit", "openpyxl", "typst")


def write_report(error: BaseException, arguments: Sequence[str]) -> str:
    """Write the report, and return a sentence that says where it is."""
    try:
        folder = private(private(cache_folder()) / "bugs")
        path = folder / f"bug-{now()[:19].replace(':', '')}.txt"
        keep_latest(path, report_text(error, arguments), KEPT)
    except (OSError, RuntimeError):
        return "Please report it."
    return f"Please report it with {path}: versions and places in the code, and none of your answers."


def report_text(error: BaseException, arguments: Sequence[str]) -> str:
    """Versions, the command without what was typed behind it, and the lines of code that were passed."""
    words = [" ".join(arguments[:count]) for count in (2, 1)]
    command = next((name for name in words if name in COMMANDS), "unknown")
    lines = [f"coplan {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"]
    lines += [f"{name} {found}" for name in LIBRARIES if (found := _version(name))]
    lines += [f"command: {command}", f"error: {type(error).__name__}"]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {_place(frame.filename)}, line {frame.lineno}, {frame.name}" for frame in frames]
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return ""


def _place(filename: str) -> str:
    """A file of code by its last parts: what stands above may hold somebody's name."""
    return "/".join(Path(filename).parts[-3:])
