"""One writer at a time: a lock of the operating system, which vanishes with the process that held it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coplan.errors import CoplanError, SaveError


class PlanInUse(CoplanError):
    """Another window is writing this plan."""


@contextmanager
def plan_lock(folder: Path, *, by: str, when: str, doing: str, wait: float = 0) -> Iterator[None]:
    """Hold the plan in `folder` (its .coplan folder exists); wait up to `wait` seconds for another writer.

    Raises PlanInUse, with who holds it since when, or SaveError if the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    holder = folder / "holder.json"
    lock = FileLock(folder / "lock", timeout=wait)
    try:
        lock.acquire()
    except Timeout:
        raise PlanInUse(_who(holder)) from None
    except OSError as error:
        raise SaveError(f"{folder.parent} cannot be written: {error.strerror}.") from None
    try:
        with suppress(OSError):
            holder.write_text(json.dumps({"by": by, "when": when, "doing": doing}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _who(holder: Path) -> str:
    try:
        data = json.loads(holder.read_text(encoding="utf-8"))
        who = f"{data['by']} has it open since {data['when'].replace('T', ' ')[:16]} (coplan {data['doing']})"
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        who = "another window has it open"
    return (
        f"This plan is in use: {who}. Finish there first; nothing was changed here. "
        "`coplan status` and `coplan log` work meanwhile."
    )
