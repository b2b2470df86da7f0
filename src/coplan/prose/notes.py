"""The fixed words by which coplan's notes in people's text are found again."""

from __future__ import annotations

from coplan.prose.blocks import Block

CONFLICT_WORDS = "Both changed this."  # begins the note that puts the plan's words beside people's
GONE_WORDS = "You deleted this; the plan changed it."  # the same where people's block is gone
ORPHAN_WORDS = "No longer called for by the plan."  # begins the note below what only people still hold


def is_note(block: Block) -> bool:
    """True for a note that stays with the block above it."""
    text = block.texts[0].lstrip() if block.kind == "quote" else ""
    return text.startswith((CONFLICT_WORDS, GONE_WORDS, ORPHAN_WORDS))
