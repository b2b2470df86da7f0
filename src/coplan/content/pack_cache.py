"""Keeps checked packs, so that a command need not check five hundred questions each time it starts.

The key is a digest of every file of the pack and of coplan's version, so a stale entry cannot be used. Losing the
cache loses nothing; where it cannot be written, coplan is slower and nothing else. What is kept here can run as code
when it is read; so nothing is read that does not bear the seal of this user's own key. A pack lies in two files: what
asks, and what is read when it is looked at.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from typing import Any

from coplan.content.model import LATER, Pack
from coplan.disk.cache import prune, read, write
from coplan.disk.own import cache_folder

KEPT = 8


def fetch(stamp: str, anew: Callable[[], Pack] | None = None) -> Pack | None:
    """The pack with this stamp, or None if it is not there or cannot be read.

    With `anew`, which reads it from its files, what no question needs is fetched when somebody looks at it.
    """
    now = _part(f"{stamp}.pack", stamp)
    if now is None:
        return None
    if anew is not None:
        return Pack.with_later(now, lambda: _part(f"{stamp}.later", stamp) or _fields(anew(), later=True))
    later = _part(f"{stamp}.later", stamp)
    return None if later is None else Pack.with_later(now | later, dict)


def _part(name: str, stamp: str) -> dict[str, Any] | None:
    """Fields of a pack as a file of the cache has them, if it is whole and belongs to this stamp."""
    content = read(name)
    if content is None:
        return None
    try:
        held, of = pickle.loads(content)  # noqa: S301 - sealed with this user's key
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the answer is to read the pack again
        return None
    return held if isinstance(held, dict) and of == stamp else None


def _fields(pack: Pack, *, later: bool) -> Mapping[str, Any]:
    return {one.name: getattr(pack, one.name) for one in fields(pack) if (one.name in LATER) == later}


def keep(pack: Pack) -> Pack:
    """Put a checked pack into the cache and return it; a disk that refuses is no problem."""
    with suppress(OSError, RuntimeError):
        for old in ("*.pickle", "jinja-cpython-*.bin"):  # of versions without a seal, and with one file for all
            for path in cache_folder().glob(old):
                path.unlink(missing_ok=True)
        for sort, later in (("later", True), ("pack", False)):
            write(f"{pack.stamp}.{sort}", pickle.dumps((_fields(pack, later=later), pack.stamp)))
            prune(KEPT, f"{pack.stamp}.{sort}")
    return pack
