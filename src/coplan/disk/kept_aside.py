"""Replaces files that coplan wrote, and keeps beside them what somebody changed there since.

What coplan wrote last in a folder stands in the user's cache. Where that is lost, a file counts as changed and is kept.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from coplan.disk import cache
from coplan.disk.inside import Inside

READ_IN_A_PACK = (".yaml", ".j2")  # a copy with such an ending would be read as a file of the pack
FOLDERS = 300  # of which the cache remembers what was written


def put(inside: Inside, files: Mapping[str, bytes]) -> None:
    """Write files, all or none, and note in `inside.kept` what was kept of those that somebody had changed.

    Raises Refused, and OSError where the disk does: then what was there stands.
    """
    known, new = _known(inside), {}
    for path, content in files.items():
        there = _there(inside, path)
        if there == content:
            continue
        new[path] = content
        if there is not None and known.get(path) != _digest(there):
            copy = _free(inside, path, there)
            inside.kept.append((path, copy))
            new[copy] = there
    if len(new) == 1:
        for path, content in new.items():
            inside.write(path, content)
    elif new:
        inside.write_together(new)
    told = known | {path: _digest(content) for path, content in files.items()}
    if told != known:
        cache.keep_json(_name(inside), told, FOLDERS)


def changed_by_people(inside: Inside, path: str, content: bytes) -> bool:
    """True if a file is there that is neither what would be written nor what coplan wrote last."""
    there = _there(inside, path)
    return there is not None and there != content and _known(inside).get(path) != _digest(there)


def _there(inside: Inside, path: str) -> bytes | None:
    try:
        return inside.read(path)
    except FileNotFoundError:
        return None


def _free(inside: Inside, path: str, content: bytes) -> str:
    """A name for the copy: one that nobody has, or one that holds the same already."""
    found, number = PurePosixPath(path), 1
    stem, ending = (path, "") if found.suffix in READ_IN_A_PACK else (str(found.with_suffix("")), found.suffix)
    while (there := _there(inside, copy := f"{stem}.before{f'-{number}' if number > 1 else ''}{ending}")) is not None:
        if there == content:
            break
        number += 1
    return copy


def _known(inside: Inside) -> dict[str, Any]:
    found = cache.read_json(_name(inside))
    return found if isinstance(found, dict) else {}


def _name(inside: Inside) -> str:
    return f"{cache.short_name(os.path.abspath(inside.folder))}.written"  # noqa: PTH100 - which follows no link


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
