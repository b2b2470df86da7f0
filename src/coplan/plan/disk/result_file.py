"""Puts a result where a person said on the command line."""

from __future__ import annotations

from pathlib import Path

from coplan.disk.inside import Inside
from coplan.errors import SaveError


def write_result(path: Path, content: bytes) -> None:
    """Write a file that a person named on the command line. Raises SaveError in plain words."""
    target = path.resolve()  # people's own link is theirs to follow
    try:
        folder = Inside(target.parent)
        folder.make()
        folder.write_if_changed(target.name, content)
    except OSError as error:
        raise SaveError(f"{path} cannot be written: {error.strerror}.") from None
