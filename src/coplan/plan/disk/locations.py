"""Where a plan lies on disk, and what its files are called."""

from __future__ import annotations

import os
from pathlib import Path

from coplan.disk.plain_files import real
from coplan.errors import UsageError

NAME, HIDDEN = "plan.yaml", ".coplan"
JOURNAL, SCHEMA = f"{HIDDEN}/journal.jsonl", f"{HIDDEN}/plan.schema.json"


def find_plan_folder(start: Path, given: Path | None = None, ceiling: Path | None = None) -> Path:
    """The folder of the plan: the given one, or the nearest at or above `start` that holds plan.yaml.

    Raises UsageError if there is none.
    """
    if given is not None:
        folder = given.parent if given.name == NAME else given
        if holds_plan(folder):
            return folder
        raise UsageError(f"There is no plan in {given}. `coplan init {given}` starts one.")
    found = nearest_plan_folder(start, ceiling)
    if found is None:
        raise UsageError("There is no plan here, nor in a folder above. `coplan init FOLDER` starts one.")
    return found


def nearest_plan_folder(start: Path, ceiling: Path | None = None) -> Path | None:
    """The nearest folder at or above `start`, and not above `ceiling`, that holds plan.yaml."""
    for folder in (start, *start.parents):
        if holds_plan(folder):
            return folder
        if folder == ceiling:
            break
    return None


def holds_plan(folder: Path) -> bool:
    """True if a plan lies in a folder, or what is no file lies under its name: whoever reads it says what that is."""
    return os.path.lexists(folder / NAME)


def ceiling() -> Path | None:
    """The folder above which no plan is looked for: $COPLAN_CEILING."""
    named = os.environ.get("COPLAN_CEILING")
    return real(named) if named else None
