"""What only this user may read and write: the key that seals the cache, and which packs were accepted.

A folder or key that another user could have written is not believed. On Windows the rights of the user's profile hold.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from contextlib import suppress
from functools import lru_cache
from hmac import compare_digest
from pathlib import Path

KEY, KEY_SIZE, SEAL_SIZE = "cache.key", 32, 32


def config_folder() -> Path:
    """Where coplan keeps what it must remember of this user: the platform's place, or $COPLAN_CONFIG."""
    if named := os.environ.get("COPLAN_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("coplan", appauthor=False)


def cache_folder() -> Path:
    """Where coplan keeps what may be lost: the platform's place, or $COPLAN_CACHE."""
    if named := os.environ.get("COPLAN_CACHE"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("coplan", appauthor=False)


def private(folder: Path) -> Path:
    """Make a folder that only this user may enter, and return it.

    Raises PermissionError if it is a link or another user's, and OSError where the disk refuses.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or not _ours(status):
        raise PermissionError(f"{folder} is not a folder of this user")
    if os.name != "nt" and status.st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def sealed(name: str, content: bytes) -> bytes:
    """The content behind a seal for this name that only this user's key makes. Raises OSError where there is no key."""
    return _seal(_key(config_folder()), name, content) + content


def unsealed(name: str, content: bytes) -> bytes | None:
    """The content, if its seal was made with this user's key and for this name; else None."""
    try:
        key = _key(config_folder())
    except (OSError, RuntimeError):
        return None
    seal, rest = content[:SEAL_SIZE], content[SEAL_SIZE:]
    return rest if compare_digest(seal, _seal(key, name, rest)) else None


def _seal(key: bytes, name: str, content: bytes) -> bytes:
    digest = hashlib.blake2b(name.encode() + b"\0", key=key, digest_size=SEAL_SIZE)
    digest.update(content)
    return digest.digest()


@lru_cache(maxsize=4)
def _key(folder: Path) -> bytes:
    path = private(folder) / KEY
    with suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_SIZE))
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status, key = os.fstat(handle), file.read(KEY_SIZE + 1)
    if not _ours(status) or (os.name != "nt" and status.st_mode & 0o077):
        raise PermissionError(f"{path} could be read or written by others; delete it")
    if len(key) != KEY_SIZE:  # another process is making it just now, or could not
        raise PermissionError(f"{path} is no key; delete it")
    return key


def _ours(status: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or status.st_uid == os.geteuid()


def keep_latest(path: Path, text: str, count: int) -> None:
    """Write a text, and keep only the `count` files of its folder and suffix whose names come last up to this one.

    Their names are moments: those that come after this one's are from a clock that was wrong.
    """
    path.write_text(text, encoding="utf-8")
    for old in sorted(path.parent.glob(f"*{path.suffix}"), key=lambda one: (one.name <= path.name, one.name))[:-count]:
        old.unlink()
