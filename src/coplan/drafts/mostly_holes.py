"""Tells a draft from a worksheet: a text in which so much is still to decide that nobody could use it."""

from __future__ import annotations

import re

from coplan.drafts.render.holes import DECIDE, tally
from coplan.drafts.render.render import Rendered
from coplan.plan.model import DraftSettings
from coplan.prose.hole import HOLE_MARKDOWN

FEW = 10  # paragraphs with something to decide that any document may have
_TEXT = re.compile(r"^(?!#)(?=.*\w).+$", re.MULTILINE)  # paragraphs, items and rows of tables; no headings


def is_worksheet(item: Rendered, settings: DraftSettings) -> bool:
    """True if more of a document's paragraphs, items and table rows than the plan allows have something to decide."""
    holed, of = holed_share(item.text)
    return holed > FEW and holed * 100 > settings.most_holes * of


def holed_share(text: str) -> tuple[int, int]:
    """How many paragraphs, items and table rows of a draft have something to decide, and how many there are."""
    pieces = [match[0] for match in _TEXT.finditer(text)]
    return sum(DECIDE in tally([found[1] for found in HOLE_MARKDOWN.finditer(piece)]) for piece in pieces), len(pieces)
