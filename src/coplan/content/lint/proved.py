"""Keeps in the user's cache what a check of a pack found, whole and by part, while that and coplan stay as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from coplan.content.installed import installed, installed_code
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


class ProvedParts:
    """What was found in the parts of one pack, each under a stamp that changes with what it was found in.

    `own` is the folder of a community's own pack; there is one file of the cache for it.
    """

    def __init__(self, own: Path | None) -> None:
        try:
            self.name = f"{short_name(f'{installed_code()} {own}')}.parts"
        except OSError:
            self.name = ""
        kept = read_json(self.name) if self.name else None
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._now: dict[str, Any] = {}

    def last(self, part: str, stamp: str) -> Any:
        """What was kept of a part under this stamp; None where there is nothing."""
        entry = self._kept.get(part)
        if not isinstance(entry, list) or len(entry) != 2 or entry[0] != stamp:
            return None
        self._now[part] = entry
        return entry[1]

    def problems(self, part: str, stamp: str, find: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
        """The problems of a part: those that were kept, or else what is found now."""
        with suppress(ValueError, TypeError):
            if (kept := self.last(part, stamp)) is not None:
                return _problems(kept)
        found = tuple(find())
        self.put(part, stamp, [vars(problem) for problem in found])
        return found

    def put(self, part: str, stamp: str, data: object) -> None:
        """Note what was found in a part."""
        self._now[part] = [stamp, data]

    def save(self) -> None:
        """Keep what was looked for or noted; the rest is of parts that are gone."""
        if self.name and self._now != self._kept:
            keep_json(self.name, self._now, KEPT)
