"""One draft after a run, as commands and the wizard show it."""

from __future__ import annotations

from dataclasses import dataclass

from coplan.drafts.update.changes import DraftChange
from coplan.drafts.update.decision import State
from coplan.errors import Problem


@dataclass(frozen=True)
class Draft:
    """What became of one draft.

    `holes` counts the points still open. `beside` is the file with new text next to a final draft. `conflicts` counts
    the places where people and plan changed the same words, and `where` says where they are. `merged` has the
    paragraphs in which both had a hand. `unheld` says what could not be read and was left alone. `changes` is what the
    plan changed, where that was asked for. `note` is one more sentence, `problem` what stood in the way.
    """

    document: str
    title: str
    path: str
    state: State
    holes: int
    beside: str = ""
    conflicts: int = 0
    where: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    changes: tuple[DraftChange, ...] = ()
    note: str = ""
    problem: Problem | None = None
