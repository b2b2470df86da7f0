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
ALL = "all parts"


class Proved:
    """What was found in a pack, by part, each under a stamp that changes with what it was found in.

    `own` is the folder of a community's own pack, which messages name. There is one file of the cache for it, and one
    for each pack that was checked as a `whole`, by its stamp.
    """

    def __init__(self, own: Path | None, whole: str = "") -> None:
        try:
            if whole:
                self.name = f"{short_name(f'{installed()} {whole} {own}')}.proved"
            else:
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

    def lint(self, check: Callable[[], Lint]) -> Lint:
        """What a check of all parts found: what was kept, or else what it finds now, which is kept."""
        with suppress(ValueError, TypeError):
            if (kept := self.last(ALL, self.name)) is not None:
                return Lint(*(_problems(part) for part in kept))
        found = check()
        self.put(ALL, self.name, [[vars(problem) for problem in part] for part in (found.problems, found.notes)])
        self.save()
        return found

    def put(self, part: str, stamp: str, data: object) -> None:
        """Note what was found in a part."""
        self._now[part] = [stamp, data]

    def save(self) -> None:
        """Keep what was looked for or noted; the rest is of parts that are gone."""
        if self.name and self._now != self._kept:
            keep_json(self.name, self._now, KEPT)


def _problems(part: Sequence[dict[str, Any]]) -> tuple[Problem, ...]:
    return tuple(Problem(**problem) for problem in part)
