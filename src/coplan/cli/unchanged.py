"""Tells again what a command told last time, while nothing changed from which that follows.

What a command says follows from the plan's folder, the pack, coplan itself and the day. If all of them are as they were
when it last ran, and it left the folder as it found it, it would say the same: so nothing is worked out anew. What was
told is kept in the user's cache under a seal, one file for each plan and command. It holds no secret of its own: the
same stands in the plan's folder.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from coplan.cli.clock import today
from coplan.cli.told import Told, as_plain, from_plain, tell
from coplan.content.installed import installed
from coplan.content.pack import trusted
from coplan.content.pack.folders import pack_contents, shipped_folder
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.errors import CoplanError
from coplan.plan.disk.fingerprint import standing
from coplan.plan.disk.locations import ceiling, find_plan_folder

KEPT = 64
JSON = "--json"


def told_again(command: str, arguments: Sequence[str]) -> int | None:
    """Tell what the last run told, and return its exit code; None where it must be worked out."""
    folders = [argument for argument in arguments if argument != JSON]
    plain = len(folders) <= 1 and not any(folder.startswith("-") or not Path(folder).is_dir() for folder in folders)
    if not plain:
        return None
    watch = RunWatch(command, Path(folders[0]) if folders else None, json=JSON in arguments)
    told = watch.last()
    return None if told is None else tell(told, json=watch.json)


@dataclass
class RunWatch:
    """What one run of a command stands on, from its first look at the plan's folder on.

    `more` are files that the plan names. Where something stands in the way, nothing is kept and all is worked out.
    """

    command: str
    given: Path | None
    json: bool = False
    more: tuple[str, ...] = ()
    before: str = field(default="", init=False)
    more_before: str = field(default="", init=False)

    def begin(self) -> None:
        """Look at the folder before anything in it is read."""
        self.before = self._stands(())

    def reads(self, *paths: str) -> None:
        """The plan names these files in its folder, and they will be read."""
        self.more = tuple(path for path in paths if path)
        self.more_before = self._stands(self.more) if self.more else self.before

    def last(self) -> Told | None:
        """What was told last time, if it would be told again."""
        try:
            kept = read_json(self._name())
            if kept is None:
                return None
            now = self._stands(tuple(kept["more"]))
            return from_plain(kept["told"]) if now and now == kept["stands"] else None
        except (CoplanError, OSError, RuntimeError, ValueError, KeyError, TypeError):
            return None

    def keep(self, told: Told, day: str) -> None:
        """Keep what was told, if the folder is as it was before; `day` is the day for which it was worked out."""
        now = self._stands(())
        stands = self._stands(self.more) if self.more else now
        same = now and now == self.before and stands == self.more_before
        if not same or day != today().isoformat():
            return
        data = {"stands": stands, "more": list(self.more), "told": as_plain(told)}
        with suppress(OSError, RuntimeError, CoplanError):  # the folder may be gone
            keep_json(self._name(), data, KEPT)

    def _folder(self) -> Path:
        return find_plan_folder(Path.cwd(), self.given, ceiling())

    def _name(self) -> str:
        """The name in the cache; messages show the folder as it was given, so that counts too."""
        words = f"{self._folder().resolve()}\0{self._folder()}\0{self.command}\0{self.json}"
        return f"{short_name(words)}.told"

    def _stands(self, more: tuple[str, ...]) -> str:
        """One name for all that the result follows from; empty where it has none."""
        try:
            folder = self._folder()
            own = pack_contents(folder) if folder.resolve() != shipped_folder().resolve() else {}
            if own and not trusted.is_accepted(own):
                return ""
            brought = short_name(repr(sorted(own.items())))
            user = os.geteuid() if hasattr(os, "geteuid") else 0
            return f"{installed()} {today()} {user} {brought} {standing(folder, more)}"
        except (CoplanError, OSError, RuntimeError):
            return ""


def watched(command: str, folder: Path | None, *, json: bool) -> RunWatch:
    """The watch over a run, begun. Called before anything of the plan is read."""
    watch = RunWatch(command, folder, json=json)
    watch.begin()
    return watch
