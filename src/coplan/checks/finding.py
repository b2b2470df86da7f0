"""What a rule found in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One rule that does not hold in this plan. `message`, `why` and `fix` are ready to print."""

    rule: str
    level: Level
    step: str
    message: str
    why: str
    fix: str
    questions: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    accepted: str = ""  # the reason for which people accepted it, and who, or empty
