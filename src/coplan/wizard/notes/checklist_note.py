"""Notes on disk which questions the checklist had, so that new ones can be told apart after an update."""

from __future__ import annotations

import json
from contextlib import suppress

from coplan.errors import BadInput
from coplan.plan.disk.locations import HIDDEN
from coplan.plan.disk.store import PlanFolder

NAME = f"{HIDDEN}/checklist.json"


def known_questions(place: PlanFolder) -> frozenset[str]:
    """The questions that the checklist had when this plan last saw it; all of them if that is not known."""
    try:
        data = json.loads(place.inside.read(NAME))
        return frozenset(str(name) for name in data["questions"])
    except (BadInput, OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset(place.pack.questions)


def remember_checklist(place: PlanFolder, known: frozenset[str] | None = None) -> None:
    """Note the questions that the plan has seen: those given, or all that the checklist has today."""
    names = sorted(known) if known is not None else list(place.pack.questions)
    content = json.dumps({"questions": names}, indent=1) + "\n"
    with suppress(OSError, BadInput):  # without the note nothing is lost; new questions are asked as open ones
        place.inside.write_if_changed(NAME, content.encode("utf-8"))
