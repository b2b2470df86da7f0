"""How the notes begin that a merge leaves in people's Markdown, so that they are known again."""

from __future__ import annotations

from coplan.prose.blocks import Block

CONFLICT_WORDS = "Changed by people and by the plan."  # begins the note that puts the plan's words beside people's
ORPHAN_WORDS = "No longer called for by the plan."  # begins the note on what only people still hold


def is_note(block: Block) -> bool:
    """True for a note that stays with the block above it."""
    return block.kind == "quote" and block.texts[0].lstrip().startswith((CONFLICT_WORDS, ORPHAN_WORDS))
