"""Keeps what Jinja compiled, in files of the cache: conditions, rules and templates start at once.

Each of the three has a file of its own: the templates are ten times the rest, and a first question needs none of them.
Jinja itself checks that each entry belongs to the text it was compiled from, and to this version of Jinja and
Python. Losing the file loses nothing.
"""

from __future__ import annotations

import atexit
import marshal
import sys
from contextlib import suppress
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from coplan import __version__
from coplan.disk.cache import read, write

LARGEST = 20_000_000
# What is compiled depends on the sandbox too: where that changes what it writes, the number goes up.
NAME = f"jinja-{{sort}}-{sys.implementation.cache_tag}-{__version__}-5.bin"


class OneFileCache(BytecodeCache):
    """A bytecode cache of Jinja that reads one file when first asked, and writes it at the end of the process."""

    def __init__(self, sort: str) -> None:
        self.name = NAME.format(sort=sort)
        self._held: dict[str, bytes] | None = None
        self._changed = False
        self._codes: dict[tuple[str, str], CodeType] = {}  # by name, and by the text that it was compiled from

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from the file, if it is there."""
        if self._held is None:
            self._held = self._read()
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket for the next process."""
        if self._held is None:
            self._held = self._read()
        self._held[bucket.key] = bucket.bytecode_to_string()
        self._remember(bucket)
        if not self._changed:
            self._changed = True
            atexit.register(self._write)

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code

    def _read(self) -> dict[str, bytes]:
        content = read(self.name)
        if content is None:
            return {}
        try:
            held = marshal.loads(content)  # noqa: S302 - sealed with this user's key
        except (ValueError, EOFError, TypeError):
            return {}
        return held if isinstance(held, dict) else {}

    def _write(self) -> None:
        content = marshal.dumps(self._held)
        if len(content) > LARGEST:  # many packs came and went; begin anew
            content = marshal.dumps({})
        with suppress(OSError, RuntimeError):
            write(self.name, content)


CONDITIONS, RULES, TEMPLATES = OneFileCache("conditions"), OneFileCache("rules"), OneFileCache("templates")
