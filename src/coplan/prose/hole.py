"""What a hole looks like in any format: bold text in square brackets that begins with one of these words."""

from __future__ import annotations

import re

HOLE_TEXT = re.compile(
    r"\[((?:To decide|Cite|Not verified|proposed|disputed|Por decidir|propuesto|en disputa)[^\]]*)\]"
)
HOLE_MARKDOWN = re.compile(r"\*\*" + HOLE_TEXT.pattern + r"\*\*")


def is_hole(text: str) -> bool:
    """True if a bold stretch of text is a hole and nothing else."""
    return bool(HOLE_TEXT.fullmatch(text.strip()))
