"""One writer at a time: a lock of the operating system, which vanishes with the process that held it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unwritten
from coplan.disk.plain_files import odd
from coplan.errors import CoplanError, SaveError

HOLDER = "holder.json"


class PlanInUse(CoplanError):
    """Another window is writing this plan."""


@contextmanager
def plan_lock(folder: Path, *, by: str, when: str, doing: str, wait: float = 0) -> Iterator[None]:
    """Hold the plan in `folder` (its .coplan folder exists); wait up to `wait` seconds for another writer.

    Raises PlanInUse, with who holds it since when, or SaveError if the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    inside = Inside(folder)
    lock = FileLock(folder / "lock", timeout=wait)
    try:
        _clear(inside)
        lock.acquire()
    except Timeout:
        raise PlanInUse(_who(inside)) from None
    except OSError as error:
        raise unwritten(folder.parent, error) from None
    except NotImplementedError:
        raise SaveError(
            f"{folder.parent} lies on a disk without locks. Put the plan on a disk of this computer."
        ) from None
    try:
        with suppress(OSError):
            inside.write(HOLDER, json.dumps({"by": by, "when": when, "doing": doing}).encode("utf-8"))
        yield
    finally:
        with suppress(OSError):
            inside.remove(HOLDER)
        lock.release()


def _clear(inside: Inside) -> None:
    """Set aside what stands where the lock's files go and is no file of ours."""
    for name in ("lock", HOLDER):
        status = inside.status(name)
        if status is not None and (odd(status) or status.st_nlink > 1):
            inside.set_aside(name)


def _who(inside: Inside) -> str:
    try:
        data = json.loads(inside.read(HOLDER, 10_000))
        who = f"{data['by']} has it open since {data['when'].replace('T', ' ')[:16]} (coplan {data['doing']})"
    except (CoplanError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        who = "another window has it open"
    return (
        f"This plan is in use: {who}. Finish there first; nothing was changed here. "
        "`coplan status` and `coplan log` work meanwhile."
    )
