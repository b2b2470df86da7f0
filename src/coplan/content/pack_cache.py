"""Keeps checked packs, so that a command need not check five hundred questions each time it starts.

The key is a digest of every file of the pack and of coplan's version, so a stale entry cannot be used. Losing the
cache loses nothing; where it cannot be written, coplan is slower and nothing else. What is kept here can run as code
when it is read; so nothing is read that does not bear the seal of this user's own key.
"""

from __future__ import annotations

import pickle
from contextlib import suppress

from coplan.content.model import Pack
from coplan.disk.cache import prune, read, write
from coplan.disk.own import cache_folder

KEPT = 8


def fetch(stamp: str) -> Pack | None:
    """The pack with this stamp, or None if it is not there or cannot be read."""
    content = read(f"{stamp}.pack")
    if content is None:
        return None
    try:
        held = pickle.loads(content)  # noqa: S301 - sealed with this user's key
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the answer is to read the pack again
        return None
    return held if isinstance(held, Pack) and held.stamp == stamp else None


def keep(pack: Pack) -> Pack:
    """Put a checked pack into the cache and return it; a disk that refuses is no problem."""
    with suppress(OSError, RuntimeError):
        for path in cache_folder().glob("*.pickle"):  # of versions that did not seal them
            path.unlink(missing_ok=True)
        write(f"{pack.stamp}.pack", pickle.dumps(pack))
        prune(KEPT, f"{pack.stamp}.pack")
    return pack
