"""What coplan reads of a pack by name: its figures, and what every draft asks."""

from __future__ import annotations

from coplan.content.reads import Read
from coplan.drafts.render.words.holds import AUTHORITY
from coplan.figures.registry import read_by_figures
from coplan.plan.law import STATE
from coplan.plan.owners import READS as OWNERS
from coplan.plan.view import PROGRAM, STAGE


def readers() -> dict[str, tuple[Read, ...]]:
    """Everything that is read by name, by the key of a figure or in words."""
    return {
        "every draft": (PROGRAM, STAGE, STATE),
        "who may own open items": OWNERS,
        "what drafts say of holds": (AUTHORITY,),
        **read_by_figures(),
    }
