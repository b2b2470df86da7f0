"""Which coplan this is, to the file: what stands for its code, its shipped pack and the libraries beside it."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from coplan import __version__
from coplan.content.pack import folders

PACKAGE = Path(__file__).resolve().parent.parent
LIBRARY = "jinja2"  # the folder in which it lies changes whenever a library is put there, or replaced


def installed() -> str:
    """A short name that changes when a file of coplan does, by size or time, as Python itself tells old bytecode.

    Raises OSError where a file cannot be looked at.
    """
    shipped = folders.shipped_folder()
    return _stamp(PACKAGE, shipped / "checklists", shipped / "templates")


def installed_code() -> str:
    """The same without the shipped pack."""
    return _stamp(PACKAGE)


@lru_cache(maxsize=8)
def _stamp(*places: Path) -> str:
    digest = hashlib.blake2b(f"{__version__} {sys.version} {PACKAGE}".encode(), digest_size=16)
    for folder in places:
        for line in _lines(str(folder)):
            digest.update(line.encode("utf-8", "surrogateescape"))
    library = find_spec(LIBRARY)
    if library is not None and library.origin:
        digest.update(str(Path(library.origin).parent.parent.stat().st_mtime_ns).encode())
    return digest.hexdigest()


def _lines(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _lines(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}\n"
