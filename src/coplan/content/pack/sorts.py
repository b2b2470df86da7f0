"""Sorts of YAML files in a pack, and the line by which an editor finds the schema of a file's sort."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath

# There is one file of each of these, and it is called so.
SINGLE = ("facts", "sources", "assumptions", "measures", "timeline", "topics", "clauses", "parties", "pack")
EDITORS = "# yaml-language-server: $schema="


def sort_of(name: str) -> str:
    """What may stand in a file, by its name in the pack: `step`, `rules`, `law` and others."""
    path = PurePosixPath(name)
    if path.stem in SINGLE:
        return path.stem
    return "step" if path.parent.name == "checklists" else path.parent.name


def schema_file(sort: str) -> str:
    """Where a pack keeps the schema of one sort of file."""
    return f"checklists/schemas/{sort}.json"


def schema_line(name: str) -> str:
    """The comment that tells an editor where the schema of this file lies."""
    return EDITORS + posixpath.relpath(schema_file(sort_of(name)), PurePosixPath(name).parent.as_posix())
