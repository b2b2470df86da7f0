"""A judge from outside that accepts and rejects tracked changes: jubarte-redlines, a program of its own.

It is under the AGPL, so nothing of ours imports it, and it is not among what coplan or coplan[dev] installs. `.ci/run` puts
it into an environment of its own and names the program in COPLAN_REDLINES; without that it is sought on the path.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from coplan.word.file.package import Package, open_package

NAME = "jubarte-redlines"


@cache
def program() -> str | None:
    return shutil.which(os.environ.get("COPLAN_REDLINES") or NAME)


def missing() -> str:
    """Why it cannot be asked, or nothing."""
    return "" if program() else f"{NAME} is not installed: CONTRIBUTING.md says how"


def settled(package: Package, how: str) -> Package:
    """The file after it did `accept` or `reject` with all changes of everybody."""
    asked = program()
    assert asked
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.docx", Path(folder) / "made.docx"
        given.write_bytes(package.save())
        done = subprocess.run(
            [asked, how, "-q", "-o", str(made), str(given)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return open_package(made.read_bytes(), "made.docx")
