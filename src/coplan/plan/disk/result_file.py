"""Puts a result where a person said on the command line."""

from __future__ import annotations

import os
from pathlib import Path

from coplan.disk import kept_aside
from coplan.disk.inside import Inside
from coplan.disk.os_refusals import unwritten
from coplan.disk.plain_files import real
from coplan.errors import UsageError
from coplan.plan.disk.locations import HIDDEN, NAME, SCHEMA, holds_plan


def write_result(path: Path, content: bytes) -> str:
    """Write a file that a person named on the command line.

    What somebody changed there since coplan wrote it is kept beside it under the name that comes back.

    Raises SaveError in plain words, and Refused for a link in a plan's folder: that folder may come from a stranger.
    Elsewhere people's own link is theirs to follow. Raises UsageError for a plan, its drafts and its records.
    """
    try:
        folder, name = _place(path)
        folder.make()
        kept_aside.put(folder, {name: content})
    except OSError as error:
        raise unwritten(path, error) from None
    return next((str(path.with_name(copy.rpartition("/")[2])) for _, copy in folder.kept), "")


def holds_words(path: Path, content: bytes) -> bool:
    """True if a file is there with other words than these, and they are not what coplan wrote there last."""
    try:
        folder, name = _place(path)
        return kept_aside.changed_by_people(folder, name, content)
    except OSError:
        return False


def _place(path: Path) -> tuple[Inside, str]:
    """The folder that the file must not leave, and its path in there."""
    named = Path(os.path.abspath(path))  # noqa: PTH100 - which follows no link
    home = next((folder for folder in reversed(named.parents) if holds_plan(folder)), None)
    if home is not None:
        name = named.relative_to(home).as_posix()
        if what := _kept(home, name):
            raise UsageError(f"{path} is {what}; nothing was written. Give the file another name.")
        return Inside(home), name
    target = real(path)
    return Inside(target.parent), target.name


def _kept(home: Path, name: str) -> str:
    """What lies under a name in a plan's folder that no result may replace; empty for any other name."""
    *folders, last = name.casefold().split("/")  # as many systems take names
    if last == NAME:
        return "a plan"
    if HIDDEN in folders and name != SCHEMA:
        return "among the records of a plan"
    if folders[-1:] == ["drafts"] and os.path.lexists(home / name):
        return "a draft, which `coplan draft` brings up to date"
    return ""
