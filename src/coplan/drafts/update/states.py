"""Keeps in the user's cache how each draft was found, so that after a change only those are looked at that it concerns.

A state is taken from there while the files of all drafts and what coplan remembers of them are as they were, and the
draft's text, look and name too. The file is sealed; losing it loses nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from coplan.content.installed import installed
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.outcome import Draft
from coplan.errors import CoplanError
from coplan.plan.disk.fingerprint import FolderLook

KEPT = 16  # plans
LISTS = ("where", "merged", "unheld")


class States:
    """How the drafts of one plan were last found. `look` says what all of them have in common."""

    def __init__(self, folder: Path, look: str, stood: FolderLook | None = None) -> None:
        """`stood` is the folder as it was before anything in it was read."""
        self.look, self.stood = look, stood
        self.name = f"{_short(str(folder.resolve()))}.states"
        self.stands = self._stands(folder)
        self.held = self._held()

    def of(self, item: Rendered) -> Draft | None:
        """The draft of a document as it was found, if it would be found so again."""
        kept = self.held.get(item.document.id)
        if kept is None or kept[0] != _key(item):
            return None
        lists = {name: tuple(kept[1][name]) for name in LISTS}
        return Draft(**(kept[1] | lists))

    def keep(self, items: Sequence[Rendered], found: Sequence[Draft]) -> None:
        """Keep how they were found, if the files are as they were before. One that is in the way is looked at anew."""
        if not self.stands or self.stood is None:
            return
        states = {
            item.document.id: [_key(item), vars(replace(draft, changes=()))]
            for item, draft in zip(items, found, strict=True)
            if draft.problem is None
        }
        if states != self.held and self.stood.still:
            keep_json(self.name, {"stands": self.stands, "states": states}, KEPT)

    def _stands(self, folder: Path) -> str:
        user = os.geteuid() if hasattr(os, "geteuid") else 0
        try:
            self.stood = self.stood or FolderLook(folder)
            return _short(f"{installed()} {user} {self.look} {self.stood.drafts}")
        except (CoplanError, OSError):
            return ""

    def _held(self) -> Mapping[str, Any]:
        data = (read_json(self.name) if self.stands else None) or {}
        states: Mapping[str, Any] = data.get("states", {}) if data.get("stands") == self.stands else {}
        return states


def _key(item: Rendered) -> str:
    """What stands for the text of a draft and for how it is called."""
    document = item.document
    return _short(json.dumps([document.title, document.kind, document.names, len(item.holes), item.text]))


def _short(words: str) -> str:
    return short_name(words, 12)
