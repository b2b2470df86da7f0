"""Keeps what Jinja compiled, in one file of the cache: conditions and templates start at once.

Jinja itself checks that each entry belongs to the text it was compiled from, and to this version of Jinja and
Python. Losing the file loses nothing.
"""

from __future__ import annotations

import atexit
import marshal
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from coplan.content.cache import folder, replace_file

LARGEST = 20_000_000


class OneFileCache(BytecodeCache):
    """A bytecode cache of Jinja that reads one file when first asked, and writes it at the end of the process."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] | None = None
        self._changed = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from the file, if it is there."""
        if self._held is None:
            self._held = self._read()
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket for the next process."""
        if self._held is None:
            self._held = self._read()
        self._held[bucket.key] = bucket.bytecode_to_string()
        if not self._changed:
            self._changed = True
            atexit.register(self._write)

    def _path(self) -> Path:
        return folder() / f"jinja-{sys.implementation.cache_tag}.bin"

    def _read(self) -> dict[str, bytes]:
        try:
            held = marshal.loads(self._path().read_bytes())  # noqa: S302 - our own file, as with .pyc
        except (OSError, ValueError, EOFError, TypeError, RuntimeError):
            return {}
        return held if isinstance(held, dict) else {}

    def _write(self) -> None:
        content = marshal.dumps(self._held)
        if len(content) > LARGEST:  # many packs came and went; begin anew
            content = marshal.dumps({})
        with suppress(OSError, RuntimeError):
            replace_file(self._path(), content)


BYTECODE = OneFileCache()
