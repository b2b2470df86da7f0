"""Answers that a rule needs and the plan does not have: a rule stays silent rather than guess.

A rule is worked out twice where that matters, once as if every comparison with a missing answer failed and once as
if it held. What holds both times holds whatever the answer will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from coplan.content.answers.values import Missing


@dataclass
class UnknownWatch:
    """What happened to missing answers while an expression was worked out.

    `used`: compared, so that the other way must be tried. `opaque`: counted or printed, so that nothing can be said.
    `missing`: what was asked for and is not there, by label. `rows`: what came out for each row, if `tracing`.
    """

    way: bool = False
    missing: dict[str, str] = field(default_factory=dict)
    tracing: bool = False
    rows: list[tuple[str, str, Any]] = field(default_factory=list)
    used: bool = False
    opaque: bool = False

    def reset(self) -> None:
        """Forget what happened; the way stays."""
        self.used = self.opaque = False


class Unknown(Missing):
    """A missing answer inside a rule. Comparisons with it go the way that is being tried."""

    def __init__(self, watch: UnknownWatch, label: str, key: str = "") -> None:
        super().__init__(label, key)
        self._watch = watch
        watch.missing[label] = key

    def _try(self, *_: object) -> bool:
        self._watch.used = True
        return self._watch.way

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _try  # type: ignore[assignment]

    def __hash__(self) -> int:
        return hash(self.key)

    def __iter__(self) -> Iterator[Any]:
        self._watch.opaque = True
        return iter(())

    def __len__(self) -> int:
        self._watch.opaque = True
        return 0

    def __str__(self) -> str:
        self._watch.opaque = True
        return f"[{self.label}]"

    def _number(self) -> NoReturn:
        self._watch.opaque = True
        raise ValueError(f"{self.label} is not answered")

    __int__ = __float__ = __index__ = _number
