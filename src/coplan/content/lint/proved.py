"""Keeps in the user's cache what a check of a pack found, while the pack and coplan stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coplan.content.installed import installed
from coplan.content.lint.pack import Lint
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.errors import Problem

KEPT = 16  # packs


class Proved:
    """What was found in one pack; `own` is the folder of a community's own, which messages name."""

    def __init__(self, stamp: str, own: Path | None) -> None:
        try:
            words = f"{installed()} {stamp} {own}" if stamp else ""
        except OSError:
            words = ""
        self.name = f"{short_name(words)}.proved"
        self.known = bool(words)

    def last(self) -> Lint | None:
        """What the last check found; None where there was none."""
        parts = read_json(self.name) if self.known else None
        try:
            return None if parts is None else Lint(*(_problems(part) for part in parts))
        except (ValueError, TypeError):
            return None

    def keep(self, found: Lint) -> None:
        """Keep it."""
        if self.known:
            parts = [[vars(problem) for problem in part] for part in (found.problems, found.notes)]
            keep_json(self.name, parts, KEPT)


def _problems(part: Sequence[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in part)
