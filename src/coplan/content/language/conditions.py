"""Conditions and facts of one plan, each worked out once, with the answers that were looked at for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

CIRCLE = "*"  # looked at by a condition that rests on itself: what it comes to depends on where one begins


class Conditions:
    """What was worked out so far, by name."""

    def __init__(self) -> None:
        self._found: dict[str, bool] = {}
        self._looked: dict[str, set[str]] = {}
        self._open: list[set[str]] = []  # of those that are being worked out, the innermost last

    def look(self, key: str) -> None:
        """Note that somebody looked at an answer."""
        if self._open:
            self._open[-1].add(key)

    def once(self, name: str, work: Callable[[], bool], *, otherwise: bool = False) -> bool:
        """What a condition comes to; `otherwise` for one that is asked for while it is being worked out."""
        if name not in self._found:
            self._found[name], self._looked[name] = otherwise, {CIRCLE}
            self._open.append(set())
            try:
                self._found[name] = work()
                self._looked[name] = self._open[-1]
            finally:
                self._open.pop()
        if self._open:
            self._open[-1] |= self._looked[name]
        return self._found[name]

    def settled(self) -> list[tuple[str, bool]]:
        """What the conditions came to of which none rests on itself."""
        return [(name, holds) for name, holds in self._found.items() if CIRCLE not in self._looked[name]]

    def hold(self, conditions: Iterable[tuple[str, bool, Collection[str]]]) -> None:
        """Have conditions that were worked out earlier, with the answers that were looked at."""
        for name, holds, looked in conditions:
            self._found[name], self._looked[name] = holds, set(looked)

    def take(self, other: Conditions, changed: Collection[str], of: Collection[str] | None = None) -> None:
        """Have all of another, or of these names, for which nobody looked at the answers that changed."""
        differs = {CIRCLE, *changed}
        for name, looked in other._looked.items():
            if name not in self._found and (of is None or name in of) and looked.isdisjoint(differs):
                self._found[name], self._looked[name] = other._found[name], looked
