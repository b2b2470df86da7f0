"""Notes on disk which questions the checklist had, so that new ones can be told apart after an update."""

from __future__ import annotations

import json
from contextlib import suppress

from coplan.plan.disk.store import PlanFolder
from coplan.plan.disk.write import write_if_changed

NAME = "checklist.json"


def known_questions(place: PlanFolder) -> frozenset[str]:
    """The questions that the checklist had when this plan last saw it; all of them if that is not known."""
    try:
        data = json.loads((place.hidden / NAME).read_text(encoding="utf-8"))
        return frozenset(data["questions"])
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset(place.pack.questions)


def remember_checklist(place: PlanFolder, known: frozenset[str] | None = None) -> None:
    """Note the questions that the plan has seen: those given, or all that the checklist has today."""
    names = sorted(known) if known is not None else list(place.pack.questions)
    content = json.dumps({"questions": names}, indent=1) + "\n"
    with suppress(OSError):  # without the note nothing is lost; new questions are asked as open ones
        write_if_changed(place.hidden / NAME, content.encode("utf-8"))
