"""Where a plan keeps its call data: the mapping beside the plan, the salt and the clean calls below .coplan/."""

from __future__ import annotations

import secrets
from pathlib import Path

from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unwritten
from coplan.errors import SaveError

MAP, HIDDEN = "calls.yaml", ".coplan"
SALT, CLEAN = f"{HIDDEN}/calls.salt", f"{HIDDEN}/calls.parquet"


def salt_of(inside: Inside) -> str:
    """The secret with which this plan's keys of calls and people are hashed; made when first asked for.

    Raises SaveError where it cannot be kept, and Refused for a link in its place.
    """
    try:
        if inside.there(SALT):
            return inside.read(SALT, 200).decode("ascii", "replace").strip()
        salt = secrets.token_hex(32)
        inside.ensure(HIDDEN)
        inside.write(SALT, f"{salt}\n".encode())
    except OSError as error:
        raise unwritten(SALT, error) from None
    return salt


def clean_path(inside: Inside) -> Path:
    """Where the clean calls lie. Raises Refused for a link there."""
    inside.judge(CLEAN)
    return inside.folder / CLEAN


def write_map(inside: Inside, text: str) -> None:
    """Write calls.yaml, which must not be there yet. Raises SaveError."""
    if inside.there(MAP):
        raise SaveError(f"{MAP} is there already.")
    try:
        inside.write(MAP, text.encode("utf-8"))
    except OSError as error:
        raise unwritten(MAP, error) from None
