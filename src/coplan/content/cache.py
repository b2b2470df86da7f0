"""Keeps checked packs, so that a command need not check five hundred questions each time it starts.

The key is a digest of every file of the pack and of coplan's version, so a stale entry cannot be used. Losing the
cache loses nothing; where it cannot be written, coplan is slower and nothing else. The folder is the user's own, and
what is in it is trusted as Python trusts its compiled modules.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from contextlib import suppress
from pathlib import Path

from coplan.content.model import Pack

KEPT = 8


def folder() -> Path:
    """The folder of the cache: the platform's place for what may be deleted, or $COPLAN_CACHE."""
    if own := os.environ.get("COPLAN_CACHE"):
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("coplan", appauthor=False)


def fetch(stamp: str) -> Pack | None:
    """The pack with this stamp, or None if it is not there or cannot be read."""
    try:
        held = pickle.loads((folder() / f"{stamp}.pickle").read_bytes())  # noqa: S301 - our own file, as with .pyc
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the answer is to read the pack again
        return None
    return held if isinstance(held, Pack) and held.stamp == stamp else None


def keep(pack: Pack) -> Pack:
    """Put a checked pack into the cache and return it; a disk that refuses is no problem."""
    with suppress(OSError, RuntimeError):
        place = folder()
        old = sorted(place.glob("*.pickle"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(len(old) - KEPT, 0)]:
            path.unlink(missing_ok=True)
        replace_file(place / f"{pack.stamp}.pickle", pickle.dumps(pack))
    return pack


def replace_file(path: Path, content: bytes) -> None:
    """Put a file of the cache in place whole, also when two commands do so at once. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
