"""Keeps in the user's cache how each draft was found, so that after a change only those are looked at that it concerns.

A state is taken from there while the draft's own files are as they were, and its text, look and name too. Files that
belong to no draft that was found in its place count for all, for they may be a draft under another name. The file is
sealed; losing it loses nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from coplan.content.installed import installed
from coplan.disk.cache import keep_json, read_json, short_name
from coplan.disk.plain_files import real
from coplan.drafts.files.bases import BASE
from coplan.drafts.render.render import Rendered
from coplan.drafts.update.outcome import Draft
from coplan.errors import CoplanError
from coplan.plan.disk.fingerprint import FolderLook

KEPT = 16  # plans
LISTS = ("where", "merged", "unheld")
FAULTS = (KeyError, TypeError, ValueError, AttributeError)  # of what is no such record


@dataclass(frozen=True)
class FoundDraft:
    """The draft of a document. `in_place`: it lies where its record says, so that only its own files count.

    `settled` stands for the answers with which its record was last settled; empty where that is not known.
    """

    item: Rendered
    draft: Draft
    in_place: bool
    settled: str = ""

    def needs_nothing(self, settled: str) -> bool:
        """True for a Word draft of which a run would find what it found last, and write nothing."""
        word = self.draft.path.endswith(".docx")  # of one in Markdown there may be a hint to give
        return self.in_place and word and self.draft.state == "unchanged" and self.settled == settled


class States:
    """How the drafts of one plan were last found. `look` says what all of them have in common."""

    def __init__(self, folder: Path, look: str, stood: FolderLook | None = None) -> None:
        """`stood` is the folder as it was before anything in it was read."""
        self.look = look
        self.name = f"{_short(str(real(folder)))}.states"
        self.stood, self.base, self.lines = stood, "", dict[str, str]()
        with suppress(CoplanError, OSError):
            self.stood = stood or FolderLook(folder)
            self.lines = self.stood.draft_lines
            self.base = _short(f"{installed()} {os.geteuid() if hasattr(os, 'geteuid') else 0} {look}")
        self.held = self._held()

    def of(self, item: Rendered) -> FoundDraft | None:
        """The draft of a document as it was found, if it would be found so again."""
        with suppress(*FAULTS):
            key, own, stands, settled, draft = self.held[item.document.id]
            if key == item.key and stands == self._stands(own or self.lines):
                lists = {name: tuple(draft[name]) for name in LISTS}
                return FoundDraft(item, Draft(**(draft | lists)), bool(own), str(settled))
        return None

    def keep(self, found: Sequence[FoundDraft]) -> None:
        """Keep how they were found, if the files are as they were before. One that is in the way is looked at anew."""
        if not self.base or self.stood is None:
            return
        states, ours = {}, set[str]()
        for one in found:
            if one.draft.problem is None:
                own = _own(one, self.lines) if one.in_place else []
                ours.update(own)
                draft = vars(replace(one.draft, changes=()))
                stands = self._stands(own or self.lines)
                states[one.item.document.id] = [one.item.key, own, stands, one.settled, draft]
        if states != self.held and self.stood.still:
            others = self._others(ours)
            keep_json(self.name, {"base": self.base, "others": others, "states": states}, KEPT)

    def after(self, folder: Path, found: Sequence[FoundDraft]) -> None:
        """Keep what a run found and left as it was, once more with the folder as it is behind the run.

        Of other drafts is kept what was known, if their files are as they were.
        """
        if self.stood is None or self.stood.still:
            self.keep(found)
            return
        now = States(folder, self.look)
        same = [one for one in found if one.settled or self._same(one, now)]
        now.keep(same)

    def _same(self, one: FoundDraft, now: States) -> bool:
        own = _own(one, self.lines)
        return one.in_place and own == _own(one, now.lines) and self._stands(own) == now._stands(own)

    def _stands(self, paths: Iterable[str]) -> str:
        return _short("\n".join(self.lines.get(path, "") for path in paths))

    def _others(self, ours: Iterable[str]) -> str:
        """What stands for the names of all files, and for those that belong to no draft in its place."""
        others = [line for path, line in self.lines.items() if path not in ours]
        return _short("\n".join([*self.lines, *others]))

    def _held(self) -> Mapping[str, Any]:
        data = (read_json(self.name) if self.base else None) or {}
        with suppress(*FAULTS):
            states: Mapping[str, Any] = data["states"]
            ours = {path for state in states.values() for path in state[1]}
            if data["base"] == self.base and data["others"] == self._others(ours):
                return states
        return {}


def _own(found: FoundDraft, lines: Mapping[str, str]) -> list[str]:
    """The files of one draft: its records, the draft itself, and what lies beside it."""
    draft, names = PurePosixPath(found.draft.path), found.item.document.names
    records = {f"{BASE}/{name}{suffix}" for name in names for suffix in (".json", ".next.json", ".md")}
    start = f"{draft.parent}/{draft.stem}."
    return [path for path in lines if path in records or path.startswith(start)]


def _short(words: str) -> str:
    return short_name(words, 12)
