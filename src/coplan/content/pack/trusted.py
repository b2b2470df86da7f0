"""A pack that came with a plan's folder is used only after somebody accepted it on this computer, once.

A pack decides what is asked and what drafts say. What was accepted is remembered by its content, in the user's own
folder, so that nothing inside the plan's folder can say so, and a changed pack is asked for again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from coplan.disk.own import config_folder, private
from coplan.errors import BAD_INPUT, CoplanError, SaveError
from coplan.letters import in_a_command

FOLDER = "accepted-packs"


class NotAccepted(CoplanError):
    """A plan's folder brings a pack that nobody accepted. The message says how to accept it."""

    exit_code = BAD_INPUT

    def __init__(self, folder: Path, contents: Mapping[str, bytes]) -> None:
        name = in_a_command(folder)
        super().__init__(
            f"{brought(folder, contents)} Nobody accepted them on this computer yet. "
            f"Look at them, then accept them: coplan status {name} --pack {name}"
        )


SHOWN = 12  # files that are named


def brought(folder: Path, contents: Mapping[str, bytes]) -> str:
    """What a plan's folder brings, in words."""
    names = list(contents)
    count = "a file" if len(names) == 1 else f"{len(names)} files"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{folder} brings {count} of a pack of its own, which decides what is asked and what drafts say: " + (
        ", ".join(names[:SHOWN]) + more + "."
    )


def is_accepted(contents: Mapping[str, bytes]) -> bool:
    """True if just this content was accepted before."""
    try:
        return (private(config_folder()) / FOLDER / _digest(contents)).is_file()
    except (OSError, RuntimeError):
        return False


def accept(contents: Mapping[str, bytes]) -> None:
    """Remember that this content was accepted. Raises SaveError."""
    try:
        (private(private(config_folder()) / FOLDER) / _digest(contents)).touch(mode=0o600)
    except (OSError, RuntimeError) as error:
        raise SaveError(f"{config_folder()} cannot be written: {error}.") from None


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=32)
    for name, content in sorted(contents.items()):
        digest.update(f"{len(name.encode())} {name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()
