"""What is wrong with something typed that is no answer."""

from __future__ import annotations

from typing import TypeAlias

from coplan.errors import cut

FaultPath: TypeAlias = tuple[str | int, ...]


class NotAnAnswer(ValueError):
    """The typed data is no value of this kind. Holds every fault with its place inside the data."""

    def __init__(self, faults: list[tuple[FaultPath, str]]) -> None:
        self.faults = faults
        super().__init__("\n".join(cut(words) for _, words in faults))
