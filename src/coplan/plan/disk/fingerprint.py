"""One short name for everything that a plan's folder says: while it stays, nothing that follows from it changes.

Every file that coplan reads there counts with its whole content, not with its date; of other files only their names
count, for a draft is locked by a file beside it, and files beside plan.yaml are told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coplan.disk.cache import short_name
from coplan.disk.inside import Inside
from coplan.disk.plain_files import Refused, odd
from coplan.plan.disk.locations import HIDDEN, NAME

READ = (".md", ".docx", ".json", ".jsonl")


def standing(folder: Path, more: Iterable[str] = ()) -> str:
    """The name for a folder as it stands; `more` are files in it that the plan names. Raises OSError."""
    inside, lines = Inside(folder), []
    beside = [name for name in inside.names(".") if name.startswith("plan") and name.endswith(".yaml")]
    lines += [f"beside {name}" for name in beside]
    lines += [_line(inside, path) for path in (NAME, *more)]
    for place in ("drafts", HIDDEN, f"{HIDDEN}/base"):
        lines += _below(inside, place)
    return short_name("\n".join(lines))


def drafts_standing(folder: Path) -> str:
    """The same for drafts alone, and for what coplan remembers of them. Raises OSError."""
    inside = Inside(folder)
    lines = [line for place in ("drafts", f"{HIDDEN}/base") for line in _below(inside, place)]
    return short_name("\n".join(lines))


def _below(inside: Inside, place: str) -> list[str]:
    try:
        names = inside.names(place)
    except Refused as error:
        return [f"{place} {error}"]
    found = []
    for name in names:
        if place == HIDDEN and not name.startswith("journal"):
            continue
        path = f"{place}/{name}"
        found.append(_line(inside, path))
        if place.startswith("drafts") and found[-1].endswith("a folder"):
            found += _below(inside, path)
    return found


def _line(inside: Inside, path: str) -> str:
    """What stands for one file: its rights, what it is, and its content where coplan may read it."""
    with suppress(Refused):
        status = inside.status(path)
        if status is None:
            return f"{path} is not there"
        what = odd(status)
        if what:
            return f"{path} {status.st_mode} {what}"
        read = path.lower().endswith(READ) or path == NAME or "/" not in path
        content = hashlib.blake2b(inside.read(path), digest_size=16).hexdigest() if read else ""
        return f"{path} {status.st_mode} {status.st_size if read else 0} {content}"
    return f"{path} is refused"
