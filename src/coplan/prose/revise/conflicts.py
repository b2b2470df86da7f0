"""What a merge leaves for people to settle, as notes in their Markdown: how they are written and found again.

A note is a quoted paragraph, never a row of `<<<<<<<`, which Markdown and Word would take for something else.
"""

from __future__ import annotations

import re

from coplan.prose.blocks import Block, Run
from coplan.prose.merge.merge_steps import MergeStep
from coplan.prose.notes import CONFLICT_WORDS, ORPHAN_WORDS

STANDS = " Your words stand above. The plan now says:"
BESIDE = " The plan now says:"
DELETED = " You deleted this. The plan now says:"
KEPT = " It is kept because people wrote in it."

UNRESOLVED = re.compile(rf"^[ \t>]*>[ \t]*(?:\*\*|__)?{re.escape(CONFLICT_WORDS)}")


def unresolved(text: str) -> list[int]:
    """The lines, counted from 1, on which conflicts are still unsettled."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    return [number for number, line in enumerate(lines, 1) if UNRESOLVED.match(line)]


def conflict_note(step: MergeStep) -> Block:
    """The first paragraph of the note on a conflict; the plan's block follows it."""
    if step.people is not None:
        return _note(CONFLICT_WORDS, STANDS)
    return _note(CONFLICT_WORDS, BESIDE if step.base is None else DELETED)


def orphan_note() -> Block:
    """The note on what the plan no longer calls for."""
    return _note(ORPHAN_WORDS, KEPT)


def _note(words: str, more: str) -> Block:
    return Block("quote", ((Run(words, bold=True), Run(more)),))
