"""What may be lost and is dear to work out: files in the user's cache, each sealed, so that nothing planted is read."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from coplan.disk.own import cache_folder, private, sealed, unsealed


def read(name: str) -> bytes | None:
    """What a file of the cache holds, if this user's coplan wrote it; else None."""
    try:
        return unsealed(name, (cache_folder() / name).read_bytes())
    except (OSError, RuntimeError):
        return None


def write(name: str, content: bytes) -> None:
    """Put a file of the cache in place whole, sealed, also when two commands do so at once. Raises OSError."""
    folder = private(cache_folder())
    handle, temporary = tempfile.mkstemp(dir=folder, suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed(name, content))
        Path(temporary).replace(folder / name)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


def prune(kept: int, last: str) -> None:
    """Leave only so many files with the ending of the one that was written last: that one and the newest.

    Files that seem newer than it are from a time when the clock was wrong, and go first. Raises OSError.
    """
    dates = {path: path.stat().st_mtime_ns for path in cache_folder().glob(f"*{os.path.splitext(last)[1]}")}  # noqa: PTH122
    now = dates.pop(cache_folder() / last, 0)
    for path in sorted(dates, key=lambda path: (dates[path] <= now, dates[path]))[: -(kept - 1) or None]:
        path.unlink(missing_ok=True)


def read_json(name: str) -> Any:
    """What a file of the cache holds as data; None where it is not there or is no such file."""
    content = read(name)
    try:
        return None if content is None else json.loads(content)
    except ValueError:
        return None


def keep_json(name: str, data: object, kept: int) -> None:
    """Keep data in a file of the cache, and so many files with its ending. A disk that refuses is no problem."""
    with suppress(OSError, RuntimeError):
        write(name, json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        prune(kept, name)


def short_name(words: str, size: int = 16) -> str:
    """A short name for words, of so many bytes: the same for the same words, another for others."""
    return hashlib.blake2b(words.encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()
