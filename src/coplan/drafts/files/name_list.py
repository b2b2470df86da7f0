"""Names of what was looked at, each written once in a record: what looked at them has their numbers."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping

from coplan.content.language.note_of_reads import ASK, LOOK, NAMED


class NameList:
    """The names, and what stands for each answer among them as it was when the record was made."""

    def __init__(self, names: Iterable[str] = (), stamps: Mapping[str, str] | None = None) -> None:
        self.names, self.stamps = list(names), dict(stamps or {})
        self._numbers: dict[str, int] = {name: number for number, name in enumerate(self.names)}

    def numbers(self, names: Iterable[Hashable]) -> list[int]:
        """The numbers of names; new ones get theirs. What figures declare is no text, and is noted by its key too."""
        found = []
        for name in names:
            if not isinstance(name, str):
                continue
            number = self._numbers.setdefault(name, len(self.names))
            if number == len(self.names):
                self.names.append(name)
            found.append(number)
        return found

    @property
    def keys(self) -> list[str]:
        """The keys of the answers among them."""
        return [key for key in map(key_of, self.names) if key]

    def named(self, numbers: Iterable[int]) -> list[str]:
        """The names with these numbers. Raises IndexError or TypeError where the record is none."""
        names = self.names
        return [names[number] for number in numbers]

    def of_changed(self, changed: Collection[str]) -> frozenset[int]:
        """The numbers of all names that stand for answers that changed."""
        return frozenset(number for number, name in enumerate(self.names) if key_of(name) in changed)


def key_of(name: str) -> str:
    """The key of an answer that was looked at; nothing where that is noted besides, or there is none."""
    return "" if name.startswith((ASK, NAMED)) else name.removeprefix(LOOK)
