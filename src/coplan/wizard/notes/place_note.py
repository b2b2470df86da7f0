"""Notes on disk at which question a sitting stopped, so that the next one goes on there."""

from __future__ import annotations

import json
from contextlib import suppress

from coplan.errors import BadInput
from coplan.plan.disk.locations import HIDDEN
from coplan.plan.disk.store import PlanFolder

NAME = f"{HIDDEN}/sitting.json"


def last_place(place: PlanFolder) -> str:
    """The key of the question at which the last sitting stopped; empty if that is not known."""
    try:
        data = json.loads(place.inside.read(NAME))
        key = str(data["at"])
    except (BadInput, OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
    key = place.pack.renamed.get(key, key)
    return key if key in place.pack.questions else ""


def remember_place(place: PlanFolder, key: str) -> None:
    """Note the question that is being asked; empty at the end of the last step."""
    content = json.dumps({"at": key}).encode("utf-8")
    with suppress(OSError, BadInput):  # without the note nothing is lost; the first unfinished step is offered
        place.inside.write(NAME, content, durable=False)
