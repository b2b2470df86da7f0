"""The marks around a stretch of Markdown that give it its look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

MarkKind: TypeAlias = Literal["bold", "italic", "code", "link"]


@dataclass(frozen=True)
class Mark:
    """One pair of marks, such as two stars and two stars. `at` tells it from its like in the same paragraph."""

    kind: MarkKind
    open: str
    close: str
    at: int
    link: str = ""
