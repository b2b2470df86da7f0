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
from typing import TYPE_CHECKING, Any

from coplan.cli.clock import today
from coplan.cli.told import Told, as_plain, from_plain
from coplan.content.installed import installed
from coplan.content.pack import trusted
from coplan.content.pack.folders import pack_contents, shipped_folder
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.disk.plain_files import real
from coplan.errors import CoplanError
from coplan.plan.disk.fingerprint import FolderLook
from coplan.plan.disk.locations import ceiling, find_plan_folder

if TYPE_CHECKING:
    from coplan.plan.view import Answers

KEPT = 64
JSON = "--json"


def plain_watch(command: str, arguments: Sequence[str]) -> RunWatch | None:
    """The watch over a run of a command that is given a folder and --json at most; None where it is given more."""
    folders = [argument for argument in arguments if argument != JSON]
    if len(folders) > 1 or any(folder.startswith("-") or not Path(folder).is_dir() for folder in folders):
        return None
    return RunWatch(command, Path(folders[0]) if folders else None, json=JSON in arguments)


@dataclass
class RunWatch:
    """What one run of a command stands on, from its first look at the plan's folder on.

    Where something stands in the way, nothing is kept and all is worked out.
    """

    command: str
    given: Path | None
    json: bool = False
    look: FolderLook | None = field(default=None, init=False)

    def begin(self, *more: str) -> None:
        """Look at the folder before anything in it is read; `more` are files that the plan named last time."""
        with suppress(CoplanError, OSError, RuntimeError):
            self.look = FolderLook(self._folder(), more)

    def reads(self, *paths: str) -> None:
        """The plan names these files in its folder, and they will be read."""
        before = self.look
        with suppress(CoplanError, OSError, RuntimeError):
            self.look = before and before.naming(*paths)
            if before is not None and self.look is not before and not before.still:
                self.look = None

    def last(self) -> Told | None:
        """Look at the folder, and return what was told last time, if it would be told again."""
        try:
            kept = read_json(self._name())
            self.begin(*(kept["more"] if kept else ()))
            if not kept or self.look is None:
                return None
            if not self._holds(self.look, kept):
                return None
            told = from_plain(kept["told"])
            if (stands := self._stands(self.look.whole)) != kept["stands"]:
                keep_json(self._name(), kept | {"stands": stands}, KEPT)
            return told
        except (CoplanError, OSError, RuntimeError, ValueError, KeyError, TypeError):
            return None

    def _holds(self, look: FolderLook, kept: dict[str, Any]) -> bool:
        """True if nothing changed of what was read: nothing at all, or only answers at which nobody looked."""
        if self._stands(look.whole) == kept["stands"]:
            return True
        edited = kept["unread"] and self._stands(look.besides_plan) == kept["besides_plan"]
        if not edited:
            return False
        from coplan.plan.disk.unread_answers import only_unread_changed

        return only_unread_changed(look.plan, kept["unread"])

    def keep(self, told: Told, day: str, answers: Answers) -> None:
        """Keep what was told, if the folder is as it was before; `day` is the day for which it was worked out.

        `answers` know what of them was read. What is told with notes on the plan's file follows from all its lines.
        """
        stands = self._stands(self.look.whole) if self.look is not None else ""
        if self.look is None or not stands or not self.look.still or day != today().isoformat():
            return
        data = {"stands": stands, "more": list(self.look.more), "told": as_plain(told)}
        data["besides_plan"] = self._stands(self.look.besides_plan)
        data["unread"] = {} if told.notes or told.always else self._unread(self.look, answers)
        with suppress(OSError, RuntimeError, CoplanError):  # the folder may be gone
            keep_json(self._name(), data, KEPT)

    def _unread(self, look: FolderLook, answers: Answers) -> dict[str, Any]:
        from coplan.plan.disk.unread_answers import unread_data

        return unread_data(look.plan, answers)

    def _folder(self) -> Path:
        return find_plan_folder(Path.cwd(), self.given, ceiling())

    def _name(self) -> str:
        """The name in the cache; messages show the folder as it was given, so that counts too."""
        words = f"{real(self._folder())}\0{self._folder()}\0{self.command}\0{self.json}"
        return f"{short_name(words)}.told"

    def _stands(self, folder_stands: str) -> str:
        """One name for all that the result follows from; empty where it has none."""
        try:
            folder = self._folder()
            own = pack_contents(folder) if real(folder) != real(shipped_folder()) else {}
            if own and not trusted.is_accepted(own):
                return ""
            brought = short_name(repr(sorted(own.items())))
            user = os.geteuid() if hasattr(os, "geteuid") else 0
            return f"{installed()} {today()} {user} {brought} {folder_stands}"
        except (CoplanError, OSError, RuntimeError):
            return ""


def watched(command: str, folder: Path | None, *, json: bool) -> RunWatch:
    """The watch over a run, begun. Called before anything of the plan is read."""
    watch = RunWatch(command, folder, json=json)
    watch.begin()
    return watch
