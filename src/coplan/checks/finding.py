"""What a rule found in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coplan.plan.model import Acceptance

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """One rule that does not hold in this plan. `message`, `why` and `fix` are ready to print.

    `accepted` is kept also where the finding says something else today than when people accepted it; `settled` is
    true only while it says the same.
    """

    rule: str
    level: Level
    step: str
    message: str
    why: str
    fix: str
    questions: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    accepted: Acceptance | None = None

    @property
    def settled(self) -> bool:
        """True if people accepted this finding as it stands."""
        return self.accepted is not None and self.accepted.said in ("", self.message)
