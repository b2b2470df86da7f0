"""Tells a draft from a worksheet: a text in which so much is still to decide that nobody could use it."""

from __future__ import annotations

import re

from coplan.drafts.render.holes import DECIDE, tally
from coplan.drafts.render.render import Rendered
from coplan.plan.model import DraftSettings
from coplan.prose.hole import HOLE_MARKDOWN

FEW = 10  # paragraphs with something to decide that a document may have, whatever their share
FEWEST = 3  # that also a short document may have
A_THIRD = 33  # percent
_TEXT = re.compile(r"^(?!#)(?=.*\w).+$", re.MULTILINE)  # paragraphs, items and rows of tables; no headings


def is_worksheet(item: Rendered, settings: DraftSettings) -> bool:
    """True if more of a document's paragraphs, items and table rows than the plan allows have something to decide.

    Ten of them are no worksheet in a document of many pages; in one of a page they are. There a third is too much.
    """
    holed, of = holed_share(item.text)
    if holed > FEW:
        return holed * 100 > settings.most_holes * of
    return holed > FEWEST and holed * 100 > max(settings.most_holes, A_THIRD) * of


def holed_share(text: str) -> tuple[int, int]:
    """How many paragraphs, items and table rows of a draft have something to decide, and how many there are."""
    pieces = [match[0] for match in _TEXT.finditer(text)]
    return sum(DECIDE in tally([found[1] for found in HOLE_MARKDOWN.finditer(piece)]) for piece in pieces), len(pieces)
