"""What becomes of one draft: a table of what is found and what is done. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# created: there was none. updated: nobody edited it, it follows the plan. unchanged: nothing to change.
# edited: people edited it, and the plan has nothing new. merged: people's edits and the plan's changes are in it.
# adopted: people wrote it before coplan did; the plan's text was added. deleted: people took it away.
# final: never touched. unresolved: it still holds conflicts. problem: it cannot be read or written.
# missing: what `coplan status` calls a draft that would be created.
State = Literal[
    "created",
    "updated",
    "unchanged",
    "edited",
    "merged",
    "adopted",
    "deleted",
    "final",
    "unresolved",
    "problem",
    "missing",
]
# leave it; write it anew; merge into it; put the plan's text beside it.
Deed = Literal["leave", "write", "merge", "beside"]


@dataclass(frozen=True)
class Found:
    """What is known of one draft before anything is done.

    `there`: the file is there. `known`: coplan wrote it before. `touched`: people did something to the file since.
    `current`: the text that coplan last wrote is the plan's text of today, and looks as it should.
    """

    there: bool
    known: bool = False
    touched: bool = False
    current: bool = False
    final: bool = False
    unresolved: bool = False


def decide(found: Found, *, restore: bool = False) -> tuple[Deed, State]:
    """What to do with a draft, and what to call it."""
    if not found.there:
        return ("leave", "deleted") if found.known and not restore else ("write", "created")
    if found.final:
        return ("leave" if found.current else "beside"), "final"
    if found.unresolved:
        return "leave", "unresolved"
    if not found.known:
        return "merge", "adopted"
    if not found.touched:
        return ("leave", "unchanged") if found.current else ("write", "updated")
    return ("leave", "edited") if found.current else ("merge", "merged")
