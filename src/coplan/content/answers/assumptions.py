"""Assumptions of a pack: what their values may be, and what is broken in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coplan.content.answers.kinds import read_value
from coplan.content.knowledge import Assumption
from coplan.content.model import Pack
from coplan.errors import did_you_mean

KINDS_OF_FIGURES = ("number", "whole", "percent", "money", "duration")


def read_assumption(text: str, assumption: Assumption) -> Any:
    """The value that a text has for this assumption. Raises NotAnAnswer with plain words, KeyError for its kind."""
    if assumption.kind not in KINDS_OF_FIGURES:
        raise KeyError(assumption.kind)
    return read_value(text, assumption.column)


def assumption_faults(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Everything that is broken in assumptions.yaml: the place in the pack, what is wrong, a hint."""
    for key, found in pack.assumptions.items():
        place = f"assumptions.{key}"
        for name in ("label", "help"):
            if not getattr(found, name).strip():
                yield place, f"`{name}:` is empty.", ""
        if not found.source and not found.ours:
            yield place, "there is no source.", "Name one of checklists/sources.yaml, or say `ours: true`."
        for source in found.source:
            if source not in pack.sources:
                yield place, f"the source `{source}` is unknown.", did_you_mean(source, pack.sources)
        if found.question and found.question not in pack.questions:
            yield place, f"there is no question `{found.question}`.", did_you_mean(found.question, pack.questions)
