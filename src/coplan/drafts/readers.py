"""What coplan reads of a pack by name: its figures, what every draft asks, and what is worked out from call data."""

from __future__ import annotations

from coplan.calls.inputs import EVERY as CALL_DATA
from coplan.content.reads import Read, ReadsColumn, ReadsQuestion
from coplan.drafts.render.words.holds import AUTHORITY
from coplan.figures.registry import read_by_figures
from coplan.figures.timeline.from_answers import TIME_ZONE
from coplan.plan.law import STATE
from coplan.plan.owners import READS as OWNERS
from coplan.plan.view import PROGRAM, STAGE

RATING = ReadsQuestion(
    "improve.self_rating",
    "records",
    cells=(ReadsColumn("step", "choice"), ReadsColumn("date", "date"), ReadsColumn("rating", "whole")),
)


def readers() -> dict[str, tuple[Read, ...]]:
    """Everything that is read by name, by the key of a figure or in words."""
    return {
        "every draft": (PROGRAM, STAGE, STATE),
        "who may own open items": OWNERS,
        "what drafts say of holds": (AUTHORITY,),
        "call data and outcomes": CALL_DATA,
        "calendar files": (TIME_ZONE,),
        "the report page": (RATING,),
        **read_by_figures(),
    }
